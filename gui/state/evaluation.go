package state

import (
	"context"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// evaluationInterval is the least time between two evaluations: what has changed is
// seen at once, and training keeps the processor.
const evaluationInterval = time.Second / 3

// EvaluationDigits are the digits that an evaluation reads.
type EvaluationDigits int

// The digits that can be read.
const (
	ValidationDigits EvaluationDigits = iota // that were held out of the run
	TestDigits
	SampleDigits // the user's
)

// Unevaluated is why there is nothing to evaluate.
type Unevaluated int

// The reasons.
const (
	NothingLoaded  Unevaluated = iota // no network, or no digits
	NothingHeldOut                    // the run has no validation images
	NotOfThisRun                      // what was held out from the network is not known
	Sealed                            // the test images were not read with this network; see train.Training.ScoreTest
)

// evaluationTarget is a network and the digits that it is to read.
type evaluationTarget struct {
	calibration calibration.Calibration

	model   codec.Model // that the network is of: the same with all its units
	network *network.Network
	origin  predict.Origin
	off     int // units that are switched off
	data    *dataset.Dataset
}

// same reports whether two targets have the same evaluation.
func (t evaluationTarget) same(other evaluationTarget) bool {
	return t.data == other.data && t.calibration == other.calibration && t.origin == other.origin && t.off == other.off && predict.SameNetwork(t.network, other.network)
}

// Evaluated is what became of an evaluation.
type Evaluated struct {
	Origin     predict.Origin // of the network
	Off        int            // its units that are switched off
	Data       *dataset.Dataset
	Inspection evaluate.Predictions

	Calibration calibration.Calibration // of the network
	Digits      EvaluationDigits
	Looks       int // at the test images with networks of the run that this one is of; 0 for other digits and no run
}

// EvaluationChange is a new state of an evaluation: progress while Result is nil.
type EvaluationChange struct {
	Result *Evaluated // nil where there is none
	Done   int        // examples that are read
	Total  int        // of so many; 0 where nothing can be evaluated
	Why    Unevaluated
}

// Evaluation owns what the network that answers makes of the validation images, of the
// test images, or of the user's. It reads the test images by itself only with networks
// that are not of the run in the Train tab, see train.Training.ScoreTest, and counts that with
// the kept run that they are of.
type Evaluation struct {
	// Changed tells of results and of progress towards them.
	Changed owner.Signal[EvaluationChange]

	env        owner.Env
	page       *predict.Page
	prediction *predict.Prediction
	datasets   *datasets.Datasets
	samples    *datasets.Samples
	training   *train.Training
	comparison *train.Comparison

	chosen *EvaluationDigits // nil for what suits the network
	target evaluationTarget  // asked for last
	result *Evaluated
	worker *async.LatestOnly

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
	t, _ := e.current()
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
		defer cancel()
		curves, _ := evaluate.MeasureRobustness(ctx, t.network, t.data, progress.Put) // none if it was stopped
		e.env.Post(func() {
			e.measuring = nil
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

func newEvaluation(env owner.Env, page *predict.Page, prediction *predict.Prediction, datasets *datasets.Datasets, samples *datasets.Samples, training *train.Training, comparison *train.Comparison) *Evaluation {
	return &Evaluation{env: env, page: page, prediction: prediction, datasets: datasets, samples: samples, training: training, comparison: comparison, worker: env.LatestOnly(evaluationInterval)}
}

// Digits are those that are read: as chosen, else the validation images with the network
// of a run that has some, and the test images with another network.
func (e *Evaluation) Digits() EvaluationDigits {
	if e.chosen != nil {
		return *e.chosen
	}
	if r := e.prediction.Following(); r != nil && r.Validation().Len() > 0 {
		return ValidationDigits
	}
	return TestDigits
}

// OfRun reports whether the network that answers is a run's.
func (e *Evaluation) OfRun() bool { return e.prediction.Following() != nil }

// Choose chooses the digits to read.
func (e *Evaluation) Choose(d EvaluationDigits) { e.chosen = &d }

// Result is the last result, nil for none.
func (e *Evaluation) Result() *Evaluated { return e.result }

// current is what to evaluate now; without data, why not. While a run goes on it is the
// network of its last epoch, so that all figures agree with the chart's.
func (e *Evaluation) current() (evaluationTarget, Unevaluated) {
	p, r := e.prediction, e.prediction.Following()
	t := evaluationTarget{p.Calibration(), p.Model(), p.Network(), p.Origin(), len(p.SwitchedOff()), nil}
	if r != nil && p.Epoch() == store.LatestEpoch && t.off == 0 && !r.Phase().Over() && len(r.Epochs()) > 0 {
		last := r.Epochs()[len(r.Epochs())-1]
		if net, err := last.Network(r.Latest()); err == nil { // p may not have the run's network yet
			t.network, t.origin = net, predict.Origin{Kind: predict.FromEpoch, Epoch: last.Number}
		}
	}
	if t.network == nil {
		return t, NothingLoaded
	}
	switch e.Digits() {
	case SampleDigits:
		t.data = e.samples.Dataset()
	case ValidationDigits:
		switch {
		case r == nil:
			return t, NotOfThisRun
		case r.Validation().Len() == 0:
			return t, NothingHeldOut
		}
		t.data = r.Validation()
	case TestDigits:
		if r != nil {
			return t, Sealed
		}
		t.data = e.datasets.Data().Test.Open()
	}
	return t, NothingLoaded
}

// Update evaluates what is current, unless it was the target already. Views call it
// while they can be seen.
func (e *Evaluation) Update() {
	t, why := e.current()
	if look, read := e.training.TestLook(); why == Sealed && read && t.off == 0 {
		t.data = e.prediction.Following().Data().Test.Open() // to show what was read
		e.target = t
		e.show(t, look.Predicted)
		return
	}
	if t.network == nil || t.data == nil {
		e.target, e.result = evaluationTarget{}, nil
		e.Changed.Notify(EvaluationChange{Why: why})
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
		in, err := evaluate.Predict(ctx, t.network, t.calibration, t.data, func(done, _ int) { progress.Put(done) })
		if err != nil { // cancelled
			return nil
		}
		return func() {
			if e.target.data == t.data {
				e.show(t, in)
			}
		}
	})
}

// show tells of a result.
func (e *Evaluation) show(t evaluationTarget, in evaluate.Predictions) {
	e.result = &Evaluated{Origin: t.origin, Off: t.off, Data: t.data, Inspection: in, Calibration: t.calibration, Digits: e.Digits()}
	if e.result.Digits == TestDigits {
		if r := e.prediction.Following(); r != nil {
			e.result.Looks = r.Looks()
		} else {
			e.result.Looks = e.comparison.Looked(t.model, in)
		}
	}
	e.Changed.Notify(EvaluationChange{Result: e.result, Done: t.data.Len(), Total: t.data.Len()})
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
