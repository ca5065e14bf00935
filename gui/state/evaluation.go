package state

import (
	"context"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// evaluationInterval is the least time between two evaluations: what has changed is
// seen at once, and training keeps the processor.
const evaluationInterval = time.Second / 3

// evaluationTarget is a network and the digits that it is to read.
type evaluationTarget struct {
	network *network.Network
	origin  predict.Origin
	off     int // units that are switched off
	data    *dataset.Dataset
}

// same reports whether two targets have the same evaluation.
func (t evaluationTarget) same(other evaluationTarget) bool {
	return t.data == other.data && t.origin == other.origin && t.off == other.off && predict.SameNetwork(t.network, other.network)
}

// Evaluated is what became of an evaluation.
type Evaluated struct {
	Origin     predict.Origin // of the network
	Off        int            // its units that are switched off
	Data       *dataset.Dataset
	Inspection evaluate.Predictions
}

// EvaluationChange is a new state of an evaluation: progress while Result is nil.
type EvaluationChange struct {
	Result *Evaluated // nil where there is none
	Done   int        // examples that are read
	Total  int        // of so many; 0 where nothing can be evaluated
}

// Evaluation owns what the network that answers makes of the test digits, or of the
// user's.
type Evaluation struct {
	// Changed tells of results and of progress towards them.
	Changed owner.Signal[EvaluationChange]

	env        owner.Env
	page       *predict.Page
	prediction *predict.Prediction
	datasets   *datasets.Datasets
	samples    *datasets.Samples

	ofSamples bool
	target    evaluationTarget // asked for last
	result    *Evaluated
	worker    *async.LatestOnly

	// Measured tells how far a measurement of robustness is, and what came of it.
	Measured  owner.Signal[Robustness]
	measuring context.CancelFunc // ends the measurement under way; nil for none
}

// Robustness is how far a measurement is, and what came of it.
type Robustness struct {
	Running bool
	Share   float64        // of the work, from 0 to 1
	Origin  predict.Origin // of the network that is measured
	Data    *dataset.Dataset
	Curves  []evaluate.Robustness // nil while it is running, and if it was stopped
}

// Measuring reports whether robustness is being measured.
func (e *Evaluation) Measuring() bool { return e.measuring != nil }

// MeasureRobustness measures how robust the network is that answers.
func (e *Evaluation) MeasureRobustness() {
	t := e.current()
	if e.Measuring() || t.network == nil || t.data == nil {
		return
	}
	ctx, cancel := context.WithCancel(e.env.Ctx)
	e.measuring = cancel
	m := Robustness{Running: true, Origin: t.origin, Data: t.data}
	e.Measured.Notify(m)
	progress := &async.Coalescer[float64]{
		Post:  e.env.Post,
		Merge: func(_, latest float64) float64 { return latest },
		Deliver: func(share float64) {
			if e.Measuring() {
				m.Share = share
				e.Measured.Notify(m)
			}
		},
	}
	e.env.Go(func() {
		curves, err := evaluate.MeasureRobustness(ctx, t.network, t.data, progress.Put)
		e.env.Post(func() {
			cancel()
			e.measuring = nil
			if err != nil { // stopped
				curves = nil
			}
			e.env.Trace.Emit("robustness", trace.Attrs{"curves": len(curves)})
			e.Measured.Notify(Robustness{Share: 1, Origin: t.origin, Data: t.data, Curves: curves})
		})
	})
}

// StopMeasuring ends the measurement that is under way.
func (e *Evaluation) StopMeasuring() {
	if e.Measuring() {
		e.measuring()
	}
}

func newEvaluation(env owner.Env, page *predict.Page, prediction *predict.Prediction, datasets *datasets.Datasets, samples *datasets.Samples) *Evaluation {
	return &Evaluation{env: env, page: page, prediction: prediction, datasets: datasets, samples: samples, worker: env.LatestOnly(evaluationInterval)}
}

// OfSamples reports whether the user's digits are read instead of the test digits.
func (e *Evaluation) OfSamples() bool { return e.ofSamples }

// SetOfSamples chooses whether they are.
func (e *Evaluation) SetOfSamples(on bool) { e.ofSamples = on }

// Result is the last result, nil for none.
func (e *Evaluation) Result() *Evaluated { return e.result }

// current is what to evaluate now. While a run goes on it is the network of its last
// epoch, so that all figures agree with the chart's.
func (e *Evaluation) current() evaluationTarget {
	p := e.prediction
	t := evaluationTarget{p.Network(), p.Origin(), len(p.SwitchedOff()), e.datasets.Data().Test}
	if e.ofSamples {
		t.data = e.samples.Dataset()
	}
	if r := p.Following(); r != nil && p.Epoch() == store.LatestEpoch && t.off == 0 && !r.Phase().Over() && len(r.Epochs()) > 0 {
		last := r.Epochs()[len(r.Epochs())-1]
		t.network = r.Latest().WithParameters(last.Parameters) // p may not have the run's network yet
		t.origin = predict.Origin{Kind: predict.FromEpoch, Epoch: last.Number}
	}
	return t
}

// Update evaluates what is current, unless it was the target already. Views call it
// while they can be seen.
func (e *Evaluation) Update() {
	t := e.current()
	if t.network == nil || t.data == nil {
		e.target, e.result = evaluationTarget{}, nil
		e.Changed.Notify(EvaluationChange{})
		return
	}
	if t.same(e.target) {
		return
	}
	e.target = t
	progress := &async.Coalescer[int]{
		Post:  e.env.Post,
		Merge: func(old, latest int) int { return max(old, latest) },
		Deliver: func(done int) {
			if e.result == nil && e.target.same(t) {
				e.Changed.Notify(EvaluationChange{Done: done, Total: t.data.Len()})
			}
		},
	}
	e.worker.Do(func(ctx context.Context) func() {
		in, err := evaluate.Predict(ctx, t.network, calibration.None, t.data, func(done, _ int) { progress.Put(done) })
		if err != nil { // cancelled
			return nil
		}
		return func() {
			if e.target.data == t.data {
				e.result = &Evaluated{t.origin, t.off, t.data, in}
				e.Changed.Notify(EvaluationChange{Result: e.result, Done: t.data.Len(), Total: t.data.Len()})
			}
		}
	})
}

// PutExample lays an example of what was evaluated on the pad: one of the user's
// digits as it was drawn.
func (e *Evaluation) PutExample(data *dataset.Dataset, example int) {
	if data == e.samples.Dataset() {
		e.samples.Show(example)
		return
	}
	e.page.PutExample(data, example)
}
