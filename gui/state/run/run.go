// Package run is a training run as the window follows it: its session, its phase and its
// history, brought to the goroutine of the state, and its network with notes.
package run

import (
	"context"
	"reflect"
	"slices"

	"digitpad/gui/async"
	"digitpad/gui/state/owner"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// Phase is where a run stands.
type Phase int

// The phases of a run. It can go on from the first three.
const (
	Waiting Phase = iota // before its first iteration
	Running
	Paused
	Finished
	Stopped
	Failed
)

// String is the phase as the event log names it.
func (p Phase) String() string {
	return [...]string{"waiting", "running", "paused", "finished", "stopped", "failed"}[p]
}

// Over reports whether nothing more can come.
func (p Phase) Over() bool { return p >= Finished }

// Updates are what a session has reported since the last delivery.
type Updates struct {
	Events   []training.Event // all but Advanced, in their order
	progress training.Progress
	costs    []float64 // of mini-batches, up to the last; see training.Event
}

func mergeUpdates(old, latest Updates) Updates {
	return Updates{append(old.Events, latest.Events...), latest.progress, append(old.costs, latest.costs...)}
}

// Run is one training run. It belongs to the goroutine of the state, and only
// Training changes it.
type Run struct {
	settings training.Settings
	data     dataset.TrainTest // that it was given
	split    dataset.Split     // of it
	session  *training.Session
	parent   *network.Network // of the epoch that it was branched off; nil of other runs

	phase    Phase
	progress training.Progress
	epochs   []training.Epoch
	changes  []float64        // where settings were changed, in epochs after the start
	since    int              // the epoch that it began with: 0, or that of the run which it was branched off
	origin   []training.Epoch // the figures of that other run, where they are known
	err      error            // of a failed run
	costs    []float64        // of the last mini-batches, where they were recorded without a gap

	looks        []Look                          // at the test images, the latest last
	calibrations map[int]calibration.Calibration // of the networks that the run left, by the index of their epoch
}

// Look is what one reading of the test images has shown.
type Look struct {
	Iterations int // of the network
	Epoch      int // the number of the epoch that was done last
	Predicted  evaluate.Predictions
}

// mostCosts is how many costs of mini-batches are kept: ten epochs of MNIST in tens.
const mostCosts = 60000

// New prepares a run and evaluates its initial network. Deliver is called through
// env.Post whenever the session has reported something. The error is
// training.Problems if settings are wrong.
func New(env owner.Env, s training.Settings, d dataset.TrainTest, split dataset.Split, deliver func(*Run, Updates)) (*Run, error) {
	if err := s.Validate(split.Train.Len()); err != nil {
		return nil, err
	}
	r := &Run{settings: s, data: d, split: split, progress: training.Progress{Epochs: s.Epochs, Iterations: iterationsPerEpoch(s, split)}}
	r.launch(env, func() (*training.Trainer, error) { return training.NewTrainer(s, split.Train, split.Validation) }, deliver)
	return r, nil
}

// Resume prepares a run with a trainer that may have come some way already.
func Resume(env owner.Env, trainer *training.Trainer, d dataset.TrainTest, deliver func(*Run, Updates)) *Run {
	r := &Run{
		settings: trainer.Settings(), data: d, progress: trainer.Progress(), split: dataset.Split{Train: trainer.Train(), Validation: trainer.Validation()},
		since: trainer.Since(), epochs: slices.Clone(trainer.History()),
	}
	if r.progress.TotalIterations > 0 {
		r.phase = Paused
	}
	r.session = training.NewSession(trainer, r.reporter(env, deliver))
	return r
}

// Branch prepares a run that goes on from a branch of an old one.
func Branch(env owner.Env, old *Run, b training.Branch, s training.Settings, deliver func(*Run, Updates)) *Run {
	last := b.Epochs[len(b.Epochs)-1]
	r := &Run{settings: s, data: old.data, split: old.split, phase: Paused, since: last.Number, epochs: slices.Clone(b.Epochs)}
	r.parent, _ = last.Network(old.Latest()) // the session says what is wrong
	r.progress = training.Progress{
		Epoch: last.Number, Epochs: s.Epochs, Iterations: iterationsPerEpoch(s, old.split), TotalIterations: last.Iterations,
	}
	for _, e := range old.epochs {
		e.Parameters, e.State = nil, nil // only its figures are shown
		r.origin = append(r.origin, e)
	}
	r.launch(env, func() (*training.Trainer, error) { return b.Trainer(s) }, deliver)
	return r
}

// launch starts the session; the trainer is made on its goroutine, since a large
// network takes longer than a frame.
func (r *Run) launch(env owner.Env, prepare func() (*training.Trainer, error), deliver func(*Run, Updates)) {
	r.session = training.NewSessionFunc(func() (*training.Trainer, error) {
		t, err := prepare()
		if err == nil {
			KeepEpochs(env, t)
		}
		return t, err
	}, r.reporter(env, deliver))
}

// KeepEpochs lets a run keep its earlier epochs in a file in Home, which the end of the
// program removes; where there can be none, in memory. Any goroutine may call it.
func KeepEpochs(env owner.Env, t *training.Trainer) {
	if env.Home == "" {
		return
	}
	t.KeepIn(func() (training.ArchiveFile, error) { return atomicfile.Temporary(env.Home) })
}

// reporter brings a session's events to the goroutine of the state.
func (r *Run) reporter(env owner.Env, deliver func(*Run, Updates)) func(training.Event) {
	updated := &async.Coalescer[Updates]{Post: env.Post, Merge: mergeUpdates, Deliver: func(u Updates) { deliver(r, u) }}
	return func(e training.Event) {
		u := Updates{progress: e.Progress, costs: e.Costs}
		if e.Kind != training.Advanced {
			u.Events = []training.Event{e}
		}
		updated.Put(u)
	}
}

// Apply brings the run up to date and reports whether an epoch was completed.
func (r *Run) Apply(u Updates) (epochDone bool) {
	before := r.progress.TotalIterations
	r.progress = u.progress
	if r.progress.TotalIterations-before > len(u.costs) {
		r.costs = nil // some were not recorded
	}
	r.costs = append(r.costs, u.costs...)
	r.costs = r.costs[max(len(r.costs)-mostCosts, 0):]
	for _, e := range u.Events {
		switch e.Kind {
		case training.EpochDone:
			r.epochs = append(r.epochs, *e.Epoch)
			epochDone = true
		case training.Changed:
			p := e.Progress
			r.changes = append(r.changes, float64(p.Epoch)+float64(p.Iteration)/float64(p.Iterations))
		case training.Running:
			r.phase = Running
		case training.Paused:
			if r.phase = Paused; e.Progress.TotalIterations == 0 {
				r.phase = Waiting
			}
		case training.Finished:
			r.phase = Finished
		case training.Stopped:
			r.phase = Stopped
		case training.Failed:
			r.phase, r.err = Failed, e.Err
		}
	}
	return epochDone
}

// Settings are the settings of the run as they are now.
func (r *Run) Settings() training.Settings { return r.settings }

// BatchCosts are the costs of the mini-batches up to the last one, as far back as they
// were recorded without a gap, and the iteration of the first; see
// Training.RecordCosts.
func (r *Run) BatchCosts() (costs []float64, from int) {
	return slices.Clone(r.costs), r.progress.TotalIterations - len(r.costs) + 1
}

// Data are the digits that it was given: those that it learns from are part of them.
func (r *Run) Data() dataset.TrainTest { return r.data }

// Split is what it learns from, and what it goes by.
func (r *Run) Split() dataset.Split { return r.split }

// Train are the digits that it learns from.
func (r *Run) Train() *dataset.Dataset { return r.split.Train }

// Validation are the digits that were held out, by which it goes; there may be none.
func (r *Run) Validation() *dataset.Dataset { return r.split.Validation }

// ByTest reports whether it goes by the test images, as runs of 0.1.0 did that are
// continued.
func (r *Run) ByTest() bool { return r.settings.Validation == 0 && r.split.Validation.Len() > 0 }

// Phase is where the run stands.
func (r *Run) Phase() Phase { return r.phase }

// Progress is how far it is.
func (r *Run) Progress() training.Progress { return r.progress }

// Epochs are the completed epochs, the first of which is the initial network. They
// only ever grow, so that they can be read elsewhere.
func (r *Run) Epochs() []training.Epoch { return slices.Clip(r.epochs) }

// Changes is where settings were changed, in epochs after the start.
func (r *Run) Changes() []float64 { return slices.Clip(r.changes) }

// Since is the epoch that it began with: 0, or that of the run which it was branched
// off.
func (r *Run) Since() int { return r.since }

// Origin are the figures of the run which it was branched off, where they are known.
func (r *Run) Origin() []training.Epoch { return slices.Clip(r.origin) }

// Err is what a failed run failed of.
func (r *Run) Err() error { return r.err }

// Latest is the network as it was a moment ago; nil as long as there is none.
func (r *Run) Latest() *network.Network {
	if n := r.session.Snapshot(); n != nil {
		return n
	}
	return r.parent
}

// Network is the one to answer with: as it is now, or, after a failure, as it was
// after the last epoch; nil as long as there is none.
func (r *Run) Network() *network.Network {
	latest := r.Latest()
	if r.phase != Failed {
		return latest
	}
	if latest == nil || len(r.epochs) == 0 {
		return nil
	}
	after, err := r.After(len(r.epochs) - 1)
	if err != nil {
		return latest // which is the same, or nearly
	}
	return after
}

// After is the network after the epoch with an index. The error is that of
// training.Epoch.Network.
func (r *Run) After(epoch int) (*network.Network, error) { return r.epochs[epoch].Network(r.Latest()) }

// AddLook keeps what a reading of the test images has shown.
func (r *Run) AddLook(l Look) { r.looks = append(r.looks, l) }

// Look is what was seen of the test images with the network after so many iterations;
// false while they were not read with it.
func (r *Run) Look(iterations int) (Look, bool) {
	for _, l := range slices.Backward(r.looks) {
		if l.Iterations == iterations {
			return l, true
		}
	}
	return Look{}, false
}

// IterationsNow is how many iterations its network has behind it as it is now, or, after a
// failure, as it was after the last epoch.
func (r *Run) IterationsNow() int { return r.iterations(len(r.epochs) - 1) }

// Looks is how often the test images were read for this run.
func (r *Run) Looks() int { return r.session.TestLooks() }

// Calibrate fits the calibration of the networks that the run leaves, by the index of
// their epoch: of the last and of the best. There is none without validation data, or
// where the context ends or an epoch cannot be read. It computes for a while, and may be
// called from any goroutine.
func Calibrate(ctx context.Context, blank *network.Network, epochs []training.Epoch, held *dataset.Dataset) map[int]calibration.Calibration {
	fitted := map[int]calibration.Calibration{}
	if held.Len() == 0 || len(epochs) == 0 {
		return fitted
	}
	for _, i := range []int{len(epochs) - 1, training.Best(epochs)} {
		if _, done := fitted[i]; done {
			continue
		}
		net, err := epochs[i].Network(blank)
		if err != nil {
			return fitted
		}
		c, err := calibration.Fit(ctx, net, held)
		if err != nil {
			return fitted
		}
		fitted[i] = c
	}
	return fitted
}

// SetCalibrations keeps what Calibrate has fitted.
func (r *Run) SetCalibrations(c map[int]calibration.Calibration) { r.calibrations = c }

// Session is what drives the run. Only Training may use it.
func (r *Run) Session() *training.Session { return r.session }

// Change lets the run go on with other settings from its next mini-batch; see
// training.Session.Change. Settings that are refused have to be taken back.
func (r *Run) Change(s training.Settings) <-chan error {
	select {
	case <-r.session.Done(): // which is told in a moment
	default:
		r.settings = s
	}
	return r.session.Change(s)
}

// TakeBack puts the settings from before a Change that was refused in their place again,
// unless there were others since.
func (r *Run) TakeBack(refused, before training.Settings) {
	if reflect.DeepEqual(r.settings, refused) {
		r.settings = before
	}
}

// Leave marks a run as stopped from which another one goes on.
func (r *Run) Leave() { r.phase = Stopped }

// Wait returns when the session has ended.
func (r *Run) Wait() { r.session.Wait() }

// Started reports whether a run has something to lose.
func (r *Run) Started() bool { return r != nil && !r.phase.Over() && r.progress.TotalIterations > 0 }

// iterationsPerEpoch is n/m, rounded up.
func iterationsPerEpoch(s training.Settings, d dataset.Split) int {
	return (d.Train.Len() + s.Batch - 1) / s.Batch
}
