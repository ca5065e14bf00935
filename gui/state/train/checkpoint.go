package train

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
)

// Checkpoints are written so often, but take no more than this share of the time:
// that of a long run of a large network holds its parameters after every epoch.
const (
	checkpointInterval = 2 * time.Second
	checkpointShare    = 1.0 / 20
)

// checkpoint is when the run was saved, and where.
type checkpoint struct {
	interval    time.Duration // between two checkpoints, at least
	busy        bool          // one is being written
	next        time.Time     // when the next is due
	lock        store.InstanceLock
	interrupted *training.CheckpointInfo // that can be continued; nil for none
}

// SetCheckpointInterval sets the least time between two checkpoints.
func (t *Training) SetCheckpointInterval(d time.Duration) { t.checkpoint.interval = d }

// path is where this window has a file of its own. Only jobs on files may ask for it:
// the lock is taken when it is first needed.
func (t *Training) path(name string) string {
	if t.checkpoint.lock.Number == 0 {
		t.checkpoint.lock = store.AcquireInstanceLock(t.env.Home)
	}
	return t.checkpoint.lock.Path(name)
}

// saveCheckpoint has a checkpoint of the run written, if one is due.
func (t *Training) saveCheckpoint() {
	c := &t.checkpoint
	if !t.run.Started() || c.busy || time.Now().Before(c.next) {
		return
	}
	c.busy = true
	session, prefs := t.run.Session(), *t.prefs
	t.env.File(func() {
		began := time.Now()
		err := t.writeCheckpoint(session)
		if err == nil { // with the source of its digits
			err = prefs.Save(filepath.Join(t.env.Home, store.PreferencesFile))
		}
		spent := time.Since(began)
		t.env.Post(func() {
			c.busy = false
			c.next = time.Now().Add(max(c.interval, time.Duration(float64(spent)/checkpointShare)))
			if err != nil {
				slog.Error("the run is not safe from a crash", "error", err)
				c.next = time.Now().Add(time.Hour)
			}
		})
	})
}

// writeCheckpoint writes a checkpoint. Only jobs on files may call it.
func (t *Training) writeCheckpoint(s *training.Session) error {
	return atomicfile.WriteFrom(t.path(store.RunningFile), s.Checkpoint)
}

// dropCheckpoint removes the checkpoint of a run that is over or replaced.
func (t *Training) dropCheckpoint() {
	t.checkpoint.next = time.Time{}
	t.removeFile(store.RunningFile)
}

// removeFile removes a file of this window after all that was to be done before.
func (t *Training) removeFile(name string) {
	t.env.File(func() { _ = os.Remove(t.path(name)) })
}

// FindInterrupted looks for a run of an earlier start that was interrupted.
func (t *Training) FindInterrupted() {
	t.env.File(func() {
		left, _ := filepath.Glob(t.path(store.RunningFile) + "*[0-9]")
		for _, half := range left { // written when the program was killed
			_ = os.Remove(half)
		}
		path := t.path(store.InterruptedFile)
		_ = os.Rename(t.path(store.RunningFile), path) // mostly there is none
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			t.checkpoint.lock.TakeOver(path, store.RunningFile, store.InterruptedFile)
		}
		found, err := store.InspectCheckpoint(path)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			_ = os.Rename(path, path+store.Damaged)
			err = message.Errorf("%s: %w", path+store.Damaged, err)
		}
		t.env.Post(func() {
			if err != nil {
				t.env.Report("The interrupted training cannot be continued", err)
				return
			}
			t.env.Trace.Emit("interrupted", trace.Attrs{"epoch": found.Epoch, "epochs": found.Settings.Epochs})
			t.setInterrupted(&found)
		})
	})
}

func (t *Training) setInterrupted(i *training.CheckpointInfo) {
	t.checkpoint.interrupted = i
	t.Interrupted.Notify(i)
}

// CanContinue reports whether a run of an earlier start can be continued.
func (t *Training) CanContinue() bool { return t.checkpoint.interrupted != nil }

// ContinueInterrupted goes on with the run that was interrupted, in place of the
// present one.
func (t *Training) ContinueInterrupted() {
	if !t.CanContinue() {
		return
	}
	d := t.datasets.Data()
	if !d.Loaded() {
		t.env.Report("The interrupted training cannot be continued yet", errors.New("there are no digits yet: wait until they are loaded, or choose some in the Train tab"))
		return
	}
	t.env.File(func() {
		trainer, err := t.resumeFile(t.path(store.InterruptedFile), d)
		t.env.Post(func() {
			switch {
			case err != nil:
				t.env.Report("The interrupted training cannot be continued", err)
			case t.datasets.Data() != d:
				t.env.Report("The interrupted training cannot be continued", errors.New("other digits were chosen meanwhile; try again"))
			default:
				t.setInterrupted(nil)
				t.adopt(trainer, store.LatestEpoch)
				session := t.run.Session()
				t.env.File(func() { // at no moment is there no checkpoint
					if t.writeCheckpoint(session) == nil {
						_ = os.Remove(t.path(store.InterruptedFile))
					}
				})
				session.Run()
			}
		})
	})
}

func (t *Training) resumeFile(path string, d dataset.TrainTest) (*training.Trainer, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return t.resume(file, d)
}

// resume continues a run that was written, and keeps its epochs on the disk.
func (t *Training) resume(r io.Reader, d dataset.TrainTest) (*training.Trainer, error) {
	trainer, err := training.ResumeSplit(r, d.Train, d.Test)
	if err == nil {
		run.KeepEpochs(t.env, trainer)
	}
	return trainer, err
}

// DiscardInterrupted gives up the run that was interrupted.
func (t *Training) DiscardInterrupted() {
	if t.CanContinue() {
		t.setInterrupted(nil)
		t.removeFile(store.InterruptedFile)
	}
}

// adopt replaces the run by one that was interrupted, which waits, and shows an epoch
// of it.
func (t *Training) adopt(trainer *training.Trainer, epoch int) {
	run := run.Resume(t.env, trainer, t.datasets.Data(), t.onUpdate)
	t.settings.Fill(run.Settings())
	t.prefs.Settings = run.Settings()
	t.replace(run)
	if epoch != store.LatestEpoch {
		t.ShowEpoch(epoch)
	}
}

// End stops the run and keeps its checkpoint for the next start. The session is waited
// for.
func (t *Training) End() {
	if t.run == nil {
		return
	}
	if session := t.run.Session(); t.run.Started() {
		t.env.File(func() { _ = t.writeCheckpoint(session) })
	}
	t.run.Session().Stop()
	t.run.Session().Wait()
}

// Release gives the files of this window to others.
func (t *Training) Release() {
	if release := t.checkpoint.lock.Release; release != nil {
		release()
	}
}

// Await keeps a workspace whose run goes on as soon as its digits are loaded.
func (t *Training) Await(w *store.Workspace) { t.pending = w }

// ResumePending goes on with the run of an opened workspace that waits for its digits,
// if one does.
func (t *Training) ResumePending() {
	w, d := t.pending, t.datasets.Data()
	if w == nil || !d.Loaded() {
		return
	}
	t.pending = nil
	t.env.Go(func() {
		trainer, err := t.resume(bytes.NewReader(w.Run), d)
		t.env.Post(func() {
			switch {
			case err != nil:
				t.env.Report("The run of this workspace cannot be shown", err)
			case t.datasets.Data() != d:
				t.env.Report("The run of this workspace cannot be shown", errors.New("other digits were chosen meanwhile; open the workspace again"))
			default:
				t.adopt(trainer, w.Epoch)
			}
		})
	})
}
