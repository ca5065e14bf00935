package state

import (
	"context"
	"errors"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/lab"
)

// ExperimentChange is a new state of an experiment.
type ExperimentChange struct {
	Experiment *lab.Experiment
	Partial    *lab.Partial      // of one that is running
	Ended      bool              // it is over
	Problems   training.Problems // of its settings
}

// Experiments owns what is done in the lab: the experiment that is running, and the
// last result and settings of each.
type Experiments struct {
	// Changed tells of everything that becomes of an experiment.
	Changed owner.Signal[ExperimentChange]

	env        owner.Env
	page       *predict.Page
	prediction *predict.Prediction
	datasets   *datasets.Datasets

	running *experimentRun
	values  map[*lab.Experiment]lab.Values  // as a person has left them
	results map[*lab.Experiment]*lab.Result // of each experiment's last run
}

// experimentRun is an experiment that is running.
type experimentRun struct {
	experiment *lab.Experiment
	cancel     context.CancelFunc
}

func newExperiments(env owner.Env, page *predict.Page, prediction *predict.Prediction, datasets *datasets.Datasets) *Experiments {
	return &Experiments{
		env: env, page: page, prediction: prediction, datasets: datasets,
		values: map[*lab.Experiment]lab.Values{}, results: map[*lab.Experiment]*lab.Result{},
	}
}

// Running is the experiment that is running, nil for none.
func (x *Experiments) Running() *lab.Experiment {
	if x.running == nil {
		return nil
	}
	return x.running.experiment
}

// Values are an experiment's settings as a person has left them; nil if he has not.
func (x *Experiments) Values(e *lab.Experiment) lab.Values { return x.values[e] }

// SetValues remembers an experiment's settings.
func (x *Experiments) SetValues(e *lab.Experiment, v lab.Values) { x.values[e] = v }

// Result is what came of an experiment's last run, nil for nothing.
func (x *Experiments) Result(e *lab.Experiment) *lab.Result { return x.results[e] }

// Run runs an experiment on the digits that training uses. The experiments that look at
// a network and a digit take those of the pad.
func (x *Experiments) Run(e *lab.Experiment, values lab.Values) {
	if x.running != nil {
		return
	}
	x.values[e] = values
	if err := e.Validate(values); err != nil {
		x.failed(e, err)
		return
	}
	if !x.datasets.Data().Loaded() {
		x.env.Report("The experiment cannot start yet", errors.New("there are no digits yet: wait until they are loaded, or choose some in the Train tab"))
		return
	}
	ctx, cancel := context.WithCancel(x.env.Ctx)
	r := &experimentRun{e, cancel}
	x.running = r
	x.Changed.Notify(ExperimentChange{Experiment: e, Partial: &lab.Partial{}})
	x.env.Trace.Emit("experiment", trace.Attrs{"name": e.Name(), "phase": run.Running.String()})
	progress := &async.Coalescer[lab.Partial]{
		Post:  x.env.Post,
		Merge: func(_, latest lab.Partial) lab.Partial { return latest },
		Deliver: func(p lab.Partial) {
			if x.running == r {
				x.Changed.Notify(ExperimentChange{Experiment: e, Partial: &p})
			}
		},
	}
	data := x.data()
	x.env.Go(func() {
		defer cancel()
		result, err := e.Run(ctx, data, values, progress.Put)
		x.env.Post(func() { x.done(r, result, err) })
	})
}

// data is what an experiment works on.
func (x *Experiments) data() lab.Data {
	d := x.datasets.Data()
	data := lab.Data{Train: d.Train, Test: d.Test.Open(), Network: x.prediction.Model().Network}
	if data.Network == nil {
		return data
	}
	if img := x.page.Image(); !img.Empty() {
		input := network.NewInput(img[:])
		data.Example = &lab.Example{Input: input, Label: data.Network.Predict(data.Network.NewPass(), input)}
	}
	return data
}

// done takes what came of a run.
func (x *Experiments) done(r *experimentRun, result lab.Result, err error) {
	x.running = nil
	phase := run.Finished
	switch {
	case errors.Is(err, context.Canceled):
		phase = run.Stopped
	case err != nil:
		phase = run.Failed
	default:
		x.results[r.experiment] = &result
	}
	x.Changed.Notify(ExperimentChange{Experiment: r.experiment, Ended: true})
	x.env.Trace.Emit("experiment", trace.Attrs{"name": r.experiment.Name(), "phase": phase.String(), "outcome": string(result.Verdict.Outcome)})
	if phase == run.Failed {
		x.failed(r.experiment, err)
	}
}

// failed shows what is wrong with settings at their fields, any other error as a
// message.
func (x *Experiments) failed(e *lab.Experiment, err error) {
	var problems training.Problems
	if errors.As(err, &problems) {
		x.Changed.Notify(ExperimentChange{Experiment: e, Problems: problems})
		return
	}
	x.env.Report("The experiment did not come to an end", err)
}

// Stop ends the experiment that is running.
func (x *Experiments) Stop() {
	if x.running != nil {
		x.running.cancel()
	}
}
