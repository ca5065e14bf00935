package gui

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

// What can be done with an experiment.

// trial is an experiment that is running.
type trial struct {
	experiment *lab.Experiment
	cancel     context.CancelFunc
}

// RunExperiment runs the experiment that the lab shows, on the digits that
// training uses. The experiments that look at a network and a digit take those
// of the pad.
func (w *Window) RunExperiment() {
	e, values := w.lab.experiment, w.lab.Values()
	if w.trial != nil {
		return
	}
	if err := e.Validate(values); err != nil {
		w.experimentFailed(err)
		return
	}
	if w.digits.train == nil {
		w.tell(lang.L("The experiment cannot start yet"), errors.New(lang.L("there are no digits yet: wait until they are loaded, or choose some in the Train tab")))
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	t := &trial{e, cancel}
	w.trial = t
	w.lab.ShowPartial(lab.Partial{})
	w.trace.say("experiment", facts{"name": e.Name(), "phase": running.String()})
	box := &mailbox[lab.Partial]{
		post:  w.post,
		merge: func(_, latest lab.Partial) lab.Partial { return latest },
		deliver: func(p lab.Partial) {
			if w.trial == t {
				w.lab.ShowPartial(p)
			}
		},
	}
	data := w.labData()
	w.background(func() {
		result, err := e.Run(ctx, data, values, box.Put)
		w.post(func() { w.experimentDone(t, result, err) })
	})
}

// labData is what an experiment works on.
func (w *Window) labData() lab.Data {
	data := lab.Data{Train: w.digits.train, Test: w.digits.test, Network: w.model.Network}
	if w.model.Network == nil {
		return data
	}
	if img := w.image(w.pad.Page()); !img.Empty() {
		input := network.NewInput(img[:])
		data.Example = &lab.Example{Input: input, Label: w.model.Network.Predict(w.model.Network.NewPass(), input)}
	}
	return data
}

// experimentDone shows what came of a trial.
func (w *Window) experimentDone(t *trial, result lab.Result, err error) {
	w.trial = nil
	t.cancel()
	phase := finished
	switch {
	case errors.Is(err, context.Canceled):
		phase = stopped
	case err != nil:
		phase = failed
	default:
		w.lab.keepValues()
		w.lab.results[t.experiment] = &result
	}
	w.lab.ShowExperiment()
	w.trace.say("experiment", facts{"name": t.experiment.Name(), "phase": phase.String(), "outcome": string(result.Verdict.Outcome)})
	if phase == failed {
		w.experimentFailed(err)
	}
}

// experimentFailed shows what is wrong with settings at their fields, any other
// error as a message.
func (w *Window) experimentFailed(err error) {
	var problems training.Problems
	if errors.As(err, &problems) {
		w.lab.Complain(problems)
		return
	}
	w.tell(lang.L("The experiment did not come to an end"), err)
}

// StopExperiment ends the experiment that is running.
func (w *Window) StopExperiment() {
	if w.trial != nil {
		w.trial.cancel()
	}
}

// ExportExperiment writes the charts of the experiment's result to a file, or
// their points, as the file's name says.
func (w *Window) ExportExperiment() {
	result := w.lab.results[w.lab.experiment]
	if result == nil {
		w.tell(lang.L("There is no result yet"), errors.New(lang.L("run the experiment first; its charts can be exported afterwards")))
		return
	}
	w.saveFile(result.Experiment+".png", slices.Concat(plots.Formats, []string{".csv"}), func(path string) error {
		return writeResult(result, path)
	})
}

// writeResult saves charts or, for .csv, their points, whole or not at all.
func writeResult(result *lab.Result, path string) error {
	var b bytes.Buffer
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		if err := result.WriteCSV(&b); err != nil {
			return err
		}
		return atomicfile.Write(path, &b)
	}
	format, err := plots.Format(path)
	if err != nil {
		return err
	}
	style := plots.Light()
	style.Translate = spoken
	figure, err := lab.Figure(result.Charts, style)
	if err != nil {
		return err
	}
	width, height := lab.FigureSize(len(result.Charts))
	if err := figure.Write(&b, format, width, height); err != nil {
		return err
	}
	return atomicfile.Write(path, &b)
}
