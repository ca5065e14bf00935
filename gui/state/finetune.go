package state

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/note"
)

// FineTuning corrects the network that answers with the user's drawings.
type FineTuning struct {
	// Changed tells that a correction began or ended, or was undone.
	Changed owner.Signal[struct{}]

	// Done tells what a correction has done to the network.
	Done owner.Signal[FineTuned]

	env        owner.Env
	page       *predict.Page
	prediction *predict.Prediction
	datasets   *datasets.Datasets
	samples    *datasets.Samples
	training   *train.Training

	running bool
	undo    []networkBefore // the latest last
	mixIn   bool            // steps on other digits come between those on the drawing
}

// networkBefore is a network before it was fine-tuned, to go back to.
type networkBefore struct {
	model  codec.Model
	origin predict.Origin
}

// FineTuned is what a network was corrected to read, and what that did to it.
type FineTuned struct {
	Digit, Steps int
	Learned      bool                   // it reads the drawing as the digit now
	Mixed        bool                   // steps on other digits came between
	Samples      [2]evaluate.Evaluation // on the user's digits, before and after
	Held         [2]evaluate.Evaluation // on digits held out for validation; of no examples if there were none
}

// MixIn reports whether steps on other digits are to come between.
func (f *FineTuning) MixIn() bool { return f.mixIn }

// SetMixIn chooses whether they are.
func (f *FineTuning) SetMixIn(on bool) { f.mixIn = on }

// Refusal is why the network cannot be corrected now, nil if it can.
func (f *FineTuning) Refusal() error {
	content, r := f.page.Content(), f.training.Run()
	switch {
	case f.prediction.Network() == nil:
		return errors.New("train or open a network first")
	case len(f.page.Drawing().Ink()) == 0 || content.Demo:
		return errors.New("draw a digit on the pad first, then say which it is")
	case r != nil && (r.Phase() == run.Running || r.Phase() == run.Paused) && f.prediction.Following() == r:
		return errors.New("stop the training first, so that it does not overwrite your correction")
	case f.running:
		return errors.New("the last correction is not done yet")
	}
	return nil
}

// Correct lets the network learn that the drawing on the pad is a digit, by online
// steps on a copy of it, and keeps the drawing among the samples. The copy answers
// afterwards, unless another network was chosen meanwhile.
func (f *FineTuning) Correct(digit int) {
	if err := f.Refusal(); err != nil {
		if !f.running {
			f.env.Report("The network cannot be corrected now", err)
		}
		return
	}
	image := f.page.Image()
	x := network.NewInput(image[:])
	net, before := f.prediction.Network(), networkBefore{f.prediction.Model(), f.prediction.Origin()}
	before.origin.File = f.prediction.NextStart()
	tuner := inference.NewFineTuner(net)
	split := f.split()
	refit := f.prediction.Following() != nil && split.Validation.Len() > 0 // which another network may have learned from
	result := FineTuned{Digit: digit, Mixed: f.mixIn && split.Train != nil}
	if result.Mixed {
		tuner.Rehearsal, tuner.Corrected = split.Train, f.samples.Dataset()
	}
	f.samples.Add(ink.Sample{Label: digit, Source: "digitpad", Drawing: f.page.Drawing()})
	samples := f.samples.Dataset()
	f.setRunning(true)
	request := f.prediction.Request()
	f.env.Go(func() {
		after, steps, err := tuner.FineTune(f.env.Ctx, net, x, uint8(digit))
		if err == nil {
			result.Steps, result.Learned = steps, after.Predict(after.NewPass(), x) == digit
			result.Samples, err = evaluateBoth(f.env.Ctx, net, after, samples)
		}
		if err == nil && split.Validation != nil {
			result.Held, err = evaluateBoth(f.env.Ctx, net, after, split.Validation)
		}
		var fitted calibration.Calibration
		if err == nil && refit {
			fitted, err = calibration.Fit(f.env.Ctx, after, split.Validation)
		}
		f.env.Post(func() {
			f.setRunning(false)
			switch {
			case !f.prediction.Pending(request): // it would replace a network that was chosen since
				f.env.Report("The correction was dropped", errors.New("another network was chosen while this one learned; your drawing is kept"))
			case err != nil:
				f.env.Report("The network has not learned it", err)
			default:
				m := codec.Model{Network: after, Notes: fineTunedNotes(before.model.Notes, split.Validation, result)}
				if refit {
					m.Notes[calibration.Note] = fitted.Encode()
				}
				f.adopt(before, m, result)
			}
		})
	})
}

// adopt lets the corrected network answer, also at the next start.
func (f *FineTuning) adopt(before networkBefore, m codec.Model, result FineTuned) {
	f.undo = append(f.undo, before)
	f.prediction.Use(m, predict.Origin{Kind: predict.FromFineTuning, File: before.origin.File})
	f.prediction.KeepForNextStart(m, store.FineTunedFile)
	f.Changed.Notify(struct{}{})
	f.Done.Notify(result)
	f.env.Trace.Emit("corrected", trace.Attrs{"digit": result.Digit, "steps": result.Steps, "held_out": []float64{result.Held[0].Accuracy, result.Held[1].Accuracy}})
}

func (f *FineTuning) setRunning(on bool) {
	f.running = on
	f.Changed.Notify(struct{}{})
}

// Running reports whether a correction is under way.
func (f *FineTuning) Running() bool { return f.running }

// CanUndo reports whether there is a network before a correction.
func (f *FineTuning) CanUndo() bool { return len(f.undo) > 0 && !f.running }

// Undo goes back to the network before the last correction. The drawing stays among
// the samples.
func (f *FineTuning) Undo() {
	if !f.CanUndo() {
		return
	}
	last := f.undo[len(f.undo)-1]
	f.undo = f.undo[:len(f.undo)-1]
	f.prediction.Use(last.model, last.origin)
	if last.origin.Kind == predict.FromFineTuning {
		f.prediction.KeepForNextStart(last.model, store.FineTunedFile)
	}
	f.Changed.Notify(struct{}{})
}

// fineTunedNotes are a network's notes after a correction: what was measured before does
// not hold any more.
func fineTunedNotes(notes map[string]string, held *dataset.Dataset, l FineTuned) map[string]string {
	notes = maps.Clone(notes)
	for _, note := range []string{
		note.TestCost, note.TestedOn, note.TestAccuracy,
		note.ValidatedOn, note.ValidationExamples, note.ValidationAccuracy,
		predict.NoteEdits, // the weights of which have changed since
	} {
		delete(notes, note)
	}
	if held != nil && held.Len() > 0 && notes != nil {
		notes[note.ValidatedOn] = held.Name()
		notes[note.ValidationExamples] = strconv.Itoa(held.Len())
		notes[note.ValidationAccuracy] = fmt.Sprint(l.Held[1].Accuracy)
	}
	return notes
}

// split are the digits that a correction may learn from besides the drawing, and those
// that tell what it has cost: of the run whose network is corrected, else of the digits
// that are loaded. Both are nil while there are none.
func (f *FineTuning) split() dataset.Split {
	if r := f.prediction.Following(); r != nil {
		return r.Split()
	}
	if !f.datasets.Data().Loaded() {
		return dataset.Split{}
	}
	return f.datasets.Split(training.DefaultSettings())
}

// evaluateBoth evaluates a network before and after it was corrected.
func evaluateBoth(ctx context.Context, before, after *network.Network, data *dataset.Dataset) (both [2]evaluate.Evaluation, err error) {
	for i, net := range []*network.Network{before, after} {
		if both[i], err = evaluate.Network(ctx, net, data); err != nil {
			return both, err
		}
	}
	return both, nil
}
