package gui

import (
	"bytes"
	"errors"
	"os"

	"fyne.io/fyne/v2/lang"

	"digitpad/training"
	"digitpad/training/atomicfile"
)

// What can be done with a bench: the whole window in one file.

// bench is the window as it is, but for the run.
func (w *Window) bench() savedBench {
	b := savedBench{
		Version: benchVersion, Page: w.pad.Page(), Tab: w.tabs.selected, Source: w.prefs.Source, Shares: w.prefs.Shares,
		Settings: w.prefs.Settings, Chart: w.learn.view, Normalise: w.normalise.Checked,
		Brush: w.pad.Brush(), Visiting: w.visiting,
	}
	if b.Source == folderSource || w.learnsFromMine() { // which are nowhere else
		b.Source = ""
	}
	return b
}

// SaveBench asks for a file and keeps the window there with its run, which goes
// on meanwhile.
func (w *Window) SaveBench() {
	w.saveFile("bench"+benchExtension, []string{benchExtension}, w.benchWriter())
}

// benchWriter writes the window as it is now, and its run as it is then.
func (w *Window) benchWriter() func(path string) error {
	b, r := w.bench(), w.run
	return func(path string) error {
		var checkpoint, file bytes.Buffer
		if r != nil {
			if err := r.session.Checkpoint(&checkpoint); err != nil {
				return err
			}
		}
		if err := b.write(&file, checkpoint.Bytes()); err != nil {
			return err
		}
		return atomicfile.Write(path, &file)
	}
}

// OpenBench asks for a bench's file and opens it.
func (w *Window) OpenBench() { w.openFile([]string{benchExtension}, w.OpenBenchFile) }

// OpenBenchFile makes the window as a file has it. A file that cannot be read
// changes nothing.
func (w *Window) OpenBenchFile(path string) {
	w.reading(func() {
		b, err := openBench(path)
		w.post(func() {
			if err != nil {
				w.tell(lang.L("The bench cannot be opened"), err)
				return
			}
			w.useBench(b)
		})
	})
}

func openBench(path string) (savedBench, error) {
	file, err := os.Open(path)
	if err != nil {
		return savedBench{}, err
	}
	defer file.Close()
	return readBench(file)
}

// useBench makes the window as a bench has it. Its run comes when its digits are
// loaded. The drawing that was on the pad is an undo away.
func (w *Window) useBench(b savedBench) {
	w.SetBrush(b.Brush)
	w.SetNormalise(b.Normalise)
	w.learn.view = b.Chart.valid()
	w.prefs.Chart = w.learn.view
	w.learn.form.Fill(b.Settings)
	w.prefs.Settings = b.Settings
	if 0 <= b.Tab && b.Tab < len(w.tabs.rooms) {
		w.tabs.Select(b.Tab)
	}
	w.pad.Put(b.Page)
	w.trace.say("bench", facts{"run": b.run != nil})
	if b.run == nil {
		return
	}
	w.waiting = &b
	if b.Source == "" || b.Source == w.prefs.Source && (b.Source != mixedSource || b.Shares == w.prefs.Shares) && w.digits.train != nil {
		w.resumeBench()
		return
	}
	if b.Source == mixedSource {
		w.prefs.Shares = b.Shares
		w.learn.form.shares.Fill(b.Shares)
	}
	w.learn.form.SetSource(b.Source)
	w.chooseSource(b.Source)
}

// resumeBench goes on with the run of the bench that waits for its digits, if one
// does.
func (w *Window) resumeBench() {
	b := w.waiting
	if b == nil || w.digits.train == nil {
		return
	}
	w.waiting = nil
	d := w.digits
	w.background(func() {
		trainer, err := training.Resume(bytes.NewReader(b.run), d.train, d.test)
		w.post(func() {
			switch {
			case err != nil:
				w.tell(lang.L("The run of this bench cannot be shown"), err)
			case w.digits != d:
				w.tell(lang.L("The run of this bench cannot be shown"), errors.New(lang.L("other digits were chosen meanwhile; open the bench again")))
			default:
				w.adopt(trainer, b.Visiting)
			}
		})
	})
}

// adopt replaces the run by one that was interrupted, which waits, and visits an
// epoch of it.
func (w *Window) adopt(t *training.Trainer, visiting int) {
	w.retire()
	w.run = startRun(t, w.digits, w.post, w.hear)
	w.learn.form.Fill(w.run.settings)
	w.prefs.Settings = w.run.settings
	w.visiting = live
	w.learn.ShowRun(w.run)
	w.showEpochs()
	w.examine()
	w.answerWithRun()
	if 0 <= visiting && visiting < len(w.run.epochs) {
		w.VisitEpoch(visiting)
	}
	w.traceRun()
}
