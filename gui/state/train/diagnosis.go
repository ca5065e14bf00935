package train

import (
	"context"
	"errors"
	"time"

	"digitpad/gui/state/run"
	"digitpad/gui/trace"
	"digitpad/training"
	"digitpad/training/diagnose"
)

// diagnosisInterval is the least time between two diagnoses.
const diagnosisInterval = 300 * time.Millisecond

// Finding is the most urgent finding about the run; false if there is none.
func (t *Training) Finding() (diagnose.Diagnosis, bool) {
	if len(t.diagnosis.found) == 0 {
		return diagnose.Diagnosis{}, false
	}
	return t.diagnosis.found[0], true
}

// diagnose examines the run elsewhere, and holds what is found.
func (t *Training) diagnose() {
	r := t.run
	if r != t.diagnosis.run { // what was found was about another one
		t.diagnosis.run = r
		t.setFindings(r, nil)
	}
	if len(r.Epochs()) == 0 {
		return
	}
	epochs := r.Epochs()
	net, err := r.After(len(epochs) - 1)
	if err != nil {
		return
	}
	var diverged *training.DivergedError
	c := diagnose.Input{
		Settings: r.Settings(), Examples: r.Train().Len(), Epochs: epochs,
		Network:  net,
		Sample:   diagnose.SampleOf(r.Train()),
		Diverged: errors.As(r.Err(), &diverged),
	}
	t.diagnosis.worker.Do(func(context.Context) func() {
		found := diagnose.Run(c)
		return func() { t.setFindings(r, found) }
	})
}

// setFindings takes what was found about a run; findings about a replaced run are
// ignored.
func (t *Training) setFindings(r *run.Run, found []diagnose.Diagnosis) {
	if r != t.run {
		return
	}
	was, had := t.Finding()
	t.diagnosis.found = found
	now, has := t.Finding()
	switch {
	case has && (!had || now.Finding != was.Finding):
		t.env.Trace.Emit("diagnosis", trace.Attrs{"finding": now.Finding.String()})
	case had && !has:
		t.env.Trace.Emit("diagnosis", trace.Attrs{"finding": ""})
	}
	t.Changed.Notify(TrainingChange{Finding: true})
}
