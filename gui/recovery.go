package gui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/atomicfile"
)

// A run outlives the program: while it goes on, its checkpoints are written to
// runningFile, which is gone when it is over. What a start finds there is a run
// that was interrupted. It becomes interruptedFile, which a new run leaves alone,
// and the Train tab offers to continue it. Each of several windows has files of its
// own; see slot.

// The files in the slot.
const (
	runningFile     = "running.safetensors"
	interruptedFile = "interrupted.safetensors"
	damaged         = ".damaged" // behind the name of a file that cannot be read
)

// Checkpoints are written so often, but take no more than this share of the time:
// that of a long run of a large network holds its parameters after every epoch.
const (
	safeguardPause = 2 * time.Second
	safeguardShare = 1.0 / 20
)

// recovery is what the window knows of checkpoints.
type recovery struct {
	pause time.Duration // between two checkpoints, at least
	busy  bool          // one is being written
	next  time.Time     // when the next is due
	slot  slot          // for jobs of the archive only, which take it when they need it
	offer *recoveryOffer
}

// inSlot is where the window has a file of its own. Jobs of the archive alone ask
// for it.
func (w *Window) inSlot(name string) string {
	if w.recovery.slot.number == 0 {
		w.recovery.slot = claim(w.options.Home)
	}
	return w.recovery.slot.path(name)
}

// lives reports whether a run has something to lose.
func (r *run) lives() bool { return r != nil && !r.phase.over() && r.progress.TotalIterations > 0 }

// safeguard has a checkpoint of the run written, if one is due.
func (w *Window) safeguard() {
	s := &w.recovery
	if !w.run.lives() || s.busy || time.Now().Before(s.next) {
		return
	}
	s.busy = true
	session, prefs := w.run.session, w.prefs
	w.file(func() {
		began := time.Now()
		err := w.writeRun(session)
		if err == nil { // with the source of its digits
			err = prefs.save(filepath.Join(w.options.Home, preferencesFile))
		}
		spent := time.Since(began)
		w.post(func() {
			s.busy = false
			s.next = time.Now().Add(max(s.pause, time.Duration(float64(spent)/safeguardShare)))
			if err != nil {
				fyne.LogError("the run is not safe from a crash", err)
				s.next = time.Now().Add(time.Hour)
			}
		})
	})
}

// writeRun writes a checkpoint, on another goroutine than the window's.
func (w *Window) writeRun(s *training.Session) error {
	var file bytes.Buffer
	if err := s.Checkpoint(&file); err != nil {
		return err
	}
	path := w.inSlot(runningFile)
	if err := os.MkdirAll(w.options.Home, 0o755); err != nil {
		return err
	}
	return atomicfile.Write(path, &file)
}

// forgetRun removes the checkpoint of a run that is over or replaced.
func (w *Window) forgetRun() {
	w.recovery.next = time.Time{}
	w.dropFile(runningFile)
}

// dropFile removes a file in the slot after all that was to be done before.
func (w *Window) dropFile(name string) {
	w.file(func() { _ = os.Remove(w.inSlot(name)) })
}

// offerInterrupted looks for a run that was interrupted, and offers it.
func (w *Window) offerInterrupted() {
	w.file(func() {
		left, _ := filepath.Glob(w.inSlot(runningFile) + "*[0-9]")
		for _, half := range left { // written when the program was killed
			_ = os.Remove(half)
		}
		path := w.inSlot(interruptedFile)
		_ = os.Rename(w.inSlot(runningFile), path) // mostly there is none
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			w.recovery.slot.inherit(path, runningFile, interruptedFile)
		}
		found, err := inspectRun(path)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			_ = os.Rename(path, path+damaged)
			err = fmt.Errorf("%s: %w", path+damaged, err)
		}
		w.post(func() {
			if err != nil {
				w.tell(lang.L("The interrupted training cannot be continued"), err)
				return
			}
			w.trace.say("interrupted", facts{"epoch": found.Epoch, "epochs": found.Settings.Epochs})
			w.recovery.offer.Show(found)
		})
	})
}

func inspectRun(path string) (training.CheckpointInfo, error) {
	file, err := os.Open(path)
	if err != nil {
		return training.CheckpointInfo{}, err
	}
	defer file.Close()
	return training.ReadCheckpointInfo(file)
}

// ContinueInterrupted goes on with the run that was interrupted, in place of the
// present one.
func (w *Window) ContinueInterrupted() {
	if !w.recovery.offer.content.Visible() {
		return
	}
	d := w.digits
	if d.train == nil {
		w.tell(lang.L("The interrupted training cannot be continued yet"), errors.New(lang.L("there are no digits yet: wait until they are loaded, or choose some in the Train tab")))
		return
	}
	w.file(func() {
		trainer, err := resumeRun(w.inSlot(interruptedFile), d)
		w.post(func() {
			switch {
			case err != nil:
				w.tell(lang.L("The interrupted training cannot be continued"), err)
			case w.digits != d:
				w.tell(lang.L("The interrupted training cannot be continued"), errors.New(lang.L("other digits were chosen meanwhile; try again")))
			default:
				w.recovery.offer.Clear()
				w.adopt(trainer, live)
				session := w.run.session
				w.file(func() { // at no moment is there no checkpoint
					if w.writeRun(session) == nil {
						_ = os.Remove(w.inSlot(interruptedFile))
					}
				})
				session.Run()
			}
		})
	})
}

func resumeRun(path string, d digits) (*training.Trainer, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return training.Resume(file, d.train, d.test)
}

// DiscardInterrupted gives up the run that was interrupted.
func (w *Window) DiscardInterrupted() {
	if w.recovery.offer.content.Visible() {
		w.recovery.offer.Clear()
		w.dropFile(interruptedFile)
	}
}

// recoveryOffer stands above a room and offers a run that was interrupted.
type recoveryOffer struct {
	says         *text
	resume, drop *button
	content      *fyne.Container
	room         *fyne.Container // with the offer above it, if there is one
}

func newRecoveryOffer(a *actions, room fyne.CanvasObject) *recoveryOffer {
	o := &recoveryOffer{says: newText("", theme.SizeNameText, theme.ColorNameForeground)}
	o.resume, o.drop = a.continueRun.button(), a.discardRun.button()
	o.resume.Importance = widget.HighImportance
	o.content = container.NewBorder(nil, nil, nil, container.NewHBox(o.resume, o.drop), o.says)
	o.content.Hide()
	o.room = container.NewBorder(o.content, nil, nil, nil, room)
	return o
}

// Show offers a run.
func (o *recoveryOffer) Show(run training.CheckpointInfo) {
	epochs := run.Settings.Epochs
	o.says.Set(fmt.Sprintf(lang.L("The last training was interrupted in epoch %d of %d."), min(run.Epoch+1, epochs), epochs))
	o.content.Show()
	o.room.Refresh()
}

// Clear offers nothing.
func (o *recoveryOffer) Clear() {
	o.content.Hide()
	o.room.Refresh()
}
