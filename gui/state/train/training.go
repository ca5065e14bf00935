// Package train is the run and its settings: what starts, changes, diagnoses, saves and
// ends it, and the runs that are kept and compared.
package train

import (
	"errors"
	"slices"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/diagnose"
)

// TrainingChange is what has changed about the run.
type TrainingChange struct {
	Replaced bool // there is another run
	Epoch    bool // an epoch is done, or other epochs are there
	Phase    bool // the run stands elsewhere
	Finding  bool // the diagnosis is another
	Tested   bool // the test images are being read for it, or were
}

// Training owns the run: its session, its history, its diagnosis and its checkpoint.
type Training struct {
	// Changed tells of all that becomes of the run, at most 30 times a second.
	Changed owner.Signal[TrainingChange]

	// Diverged tells that a run has failed, with the error.
	Diverged owner.Signal[*training.DivergedError]

	// Interrupted tells that a run of an earlier start can be continued, nil that
	// there is none any more.
	Interrupted owner.Signal[*training.CheckpointInfo]

	env        owner.Env
	prefs      *store.Preferences
	settings   *Settings
	datasets   *datasets.Datasets
	prediction *predict.Prediction
	comparison *Comparison

	run             *run.Run // nil before the first
	startWhenLoaded bool     // start a run as soon as there are digits
	pending         *store.Workspace
	diagnosis       diagnosis
	checkpoint      checkpoint

	scoring bool // the test images are being read

	speed  float64 // iterations a second; 0 for as many as possible
	record bool    // the costs of mini-batches
}

// NewTraining makes a Training without a run.
func NewTraining(env owner.Env, prefs *store.Preferences, settings *Settings, datasets *datasets.Datasets, prediction *predict.Prediction, comparison *Comparison) *Training {
	t := &Training{
		env: env, prefs: prefs, settings: settings, datasets: datasets, prediction: prediction, comparison: comparison,
		diagnosis:  diagnosis{worker: env.LatestOnly(diagnosisInterval)},
		checkpoint: checkpoint{interval: checkpointInterval},
	}
	settings.Edited.Listen(func(struct{}) { t.applySettings() })
	datasets.Progress.Listen(t.onLoad)
	return t
}

// Run is the present run, nil before the first.
func (t *Training) Run() *run.Run { return t.run }

// Active reports whether a run goes on at this moment.
func (t *Training) Active() bool { return t.run != nil && t.run.Phase() == run.Running }

// over reports whether there is a run and it is over.
func (t *Training) over() bool { return t.run != nil && t.run.Phase().Over() }

// StartPause starts a run, pauses it, or resumes it.
func (t *Training) StartPause() {
	if t.Active() {
		t.run.Session().Pause()
		return
	}
	if t.prepare() {
		t.run.Session().Run()
	}
}

// StepIteration does one mini-batch and pauses. A run that is over stays as it is.
func (t *Training) StepIteration() {
	if !t.over() && t.prepare() {
		t.run.Session().StepIteration()
	}
}

// StepEpoch goes on to the end of the epoch and pauses. A run that is over stays as it
// is.
func (t *Training) StepEpoch() {
	if !t.over() && t.prepare() {
		t.run.Session().StepEpoch()
	}
}

// Stop ends the run. The network stays as it is then.
func (t *Training) Stop() {
	if t.run != nil {
		t.run.Session().Stop()
	}
}

// Reset goes back to the initial weights of the settings' seed.
func (t *Training) Reset() {
	if t.run != nil {
		t.begin()
	}
}

// Retry starts again from the same initial weights at another learning rate.
func (t *Training) Retry(rate float64) {
	settings := t.run.Settings()
	settings.Rate = rate
	t.settings.Fill(settings)
	t.StartPause()
}

// ApplyFix starts a new run with the settings that the diagnosis suggests.
func (t *Training) ApplyFix() {
	f, ok := t.Finding()
	if !ok {
		return
	}
	t.settings.Fill(f.Fix)
	if t.begin() {
		t.run.Session().Run()
	}
}

// Prescribe fills in settings of a lesson or a preset, and ends the run, which would
// follow them half-way.
func (t *Training) Prescribe(s training.Settings) {
	t.Stop()
	t.settings.Fill(s)
	t.settings.Check()
}

// prepare makes sure that there is a run that can go on, with the present settings.
func (t *Training) prepare() bool {
	if t.run == nil || t.run.Phase().Over() || t.run.Phase() == run.Waiting && t.Edited() {
		return t.begin()
	}
	t.prediction.Resume(t.run)
	return true
}

// Edited reports whether the settings or the digits differ from those of the run.
func (t *Training) Edited() bool {
	s, unreadable := t.settings.Value()
	return unreadable != nil || !same(s, t.run.Settings()) || t.run.Data() != t.datasets.Data()
}

// begin replaces the run by a new one, which waits. It reports whether the settings
// allow one, and shows what is wrong where they do not.
func (t *Training) begin() bool {
	settings, ok := t.settings.Check()
	if !ok {
		return false
	}
	t.datasets.Refresh()
	if !t.datasets.Data().Loaded() {
		t.startWhenLoaded = true
		return false
	}
	run, err := run.New(t.env, settings, t.datasets.Data(), t.datasets.Split(settings), t.onUpdate)
	if err != nil {
		t.refuse(err)
		return false
	}
	t.prefs.Settings = settings
	t.replace(run)
	return true
}

// refuse shows an error about settings at the fields, any other as a message.
func (t *Training) refuse(err error) {
	if !t.settings.Reject(err) {
		t.env.Report("Training cannot start", err)
	}
}

// Speed is how many iterations a second runs may do; 0 is as many as they can.
func (t *Training) Speed() float64 { return t.speed }

// SetSpeed lets this run and the next ones do so many iterations a second; 0 is as many
// as they can.
func (t *Training) SetSpeed(perSecond float64) {
	t.speed = perSecond
	if t.run != nil {
		t.run.Session().Pace(perSecond)
	}
}

// RecordCosts lets this run and the next ones keep the cost of every mini-batch, or not.
func (t *Training) RecordCosts(on bool) {
	t.record = on
	if t.run != nil {
		t.run.Session().RecordCosts(on)
	}
}

// replace ends the present run, if there is one, and puts another in its place, whose
// network answers from now on.
func (t *Training) replace(r *run.Run) {
	if t.run != nil {
		t.dropCheckpoint()
		old := t.run.Session()
		old.Stop()
		t.env.Go(old.Wait)
	}
	t.run = r
	r.Session().Pace(t.speed)
	r.Session().RecordCosts(t.record)
	t.prediction.Follow(r)
	t.Changed.Notify(TrainingChange{Replaced: true, Epoch: true, Phase: true})
	t.diagnose()
	t.traceRun()
}

// onUpdate applies r's updates; updates of a replaced run are ignored.
func (t *Training) onUpdate(r *run.Run, u run.Updates) {
	if r != t.run {
		return
	}
	was := r.Phase()
	epochDone := r.Apply(u)
	t.prediction.Update(r) // first, so that who hears of the run finds its network
	t.Changed.Notify(TrainingChange{Epoch: epochDone, Phase: r.Phase() != was})
	if epochDone {
		t.traceEpochs(u)
		t.diagnose()
	}
	t.saveCheckpoint()
	if r.Phase() != was {
		t.traceRun()
		if r.Phase().Over() {
			t.onFinished()
		}
	}
}

// onFinished keeps what a run that is over has learned.
func (t *Training) onFinished() {
	r := t.run
	t.diagnose()
	if r.Err() != nil {
		var diverged *training.DivergedError
		if errors.As(r.Err(), &diverged) {
			t.Diverged.Notify(diverged)
		} else {
			t.env.Report("Training stopped", r.Err())
		}
	}
	if r.Progress().TotalIterations == 0 {
		return
	}
	t.comparison.keep(r)
	if left := training.Result(r.Settings(), r.Epochs()); r.Phase() == run.Finished && t.prediction.Following() == r && t.ViewedEpoch() == store.LatestEpoch {
		t.ShowEpoch(left) // with patience the best; the last stays within reach
	}
	t.keepNetwork(r)
	t.dropCheckpoint() // once the network is written
	t.calibrate(r)
	t.env.Go(t.env.ReleaseMemory) // which the collector held ready for more iterations
}

// keepNetwork keeps the network that a run leaves for the next start, if it answers.
func (t *Training) keepNetwork(r *run.Run) {
	if t.prediction.Following() != r {
		return
	}
	net, epochs := r.Network(), r.Epochs()
	if left := training.Result(r.Settings(), epochs); r.Phase() == run.Finished {
		after, err := r.After(left)
		if err != nil {
			t.env.Report("Your network could not be kept for the next start", err)
			return
		}
		net, epochs = after, epochs[:left+1]
	}
	t.prediction.KeepForNextStart(r.Model(net, epochs), store.NetworkFile)
}

// calibrate fits the confidence of the networks that a run leaves on its validation
// digits.
func (t *Training) calibrate(r *run.Run) {
	blank, epochs, validation := r.Latest(), r.Epochs(), r.Validation()
	if validation.Len() == 0 {
		return
	}
	t.env.Go(func() {
		fitted := run.Calibrate(t.env.Ctx, blank, epochs, validation)
		t.env.Post(func() {
			r.SetCalibrations(fitted)
			t.prediction.Renew(r)
			t.keepNetwork(r)
			t.env.Trace.Emit("calibrated", trace.Attrs{"networks": len(fitted)})
		})
	})
}

// applySettings lets a run that goes on follow edited settings from its next
// mini-batch.
func (t *Training) applySettings() {
	settings, _ := t.settings.Value()
	r := t.run
	if len(t.settings.Problems()) > 0 || r == nil || r.Phase().Over() || r.Phase() == run.Waiting || same(settings, r.Settings()) {
		return
	}
	before := r.Settings()
	result := r.Change(settings)
	t.env.Go(func() {
		if err := <-result; err != nil {
			t.env.Post(func() {
				r.TakeBack(settings, before)
				if !errors.Is(err, training.ErrEnded) {
					t.refuse(err)
				}
			})
		}
	})
}

// onLoad checks the settings for new digits, and starts what waits for them.
func (t *Training) onLoad(s datasets.LoadStatus) {
	switch s.Phase {
	case datasets.LoadTooFew, datasets.LoadFailed:
		t.startWhenLoaded = false
	case datasets.LoadedDigits:
		t.settings.Check()
		t.ResumePending()
		if t.startWhenLoaded {
			t.startWhenLoaded = false
			t.StartPause()
		}
	}
}

// ShowEpoch lets the network answer as it was after epoch i of the run; the last epoch
// stands for the network as it is now.
func (t *Training) ShowEpoch(i int) { t.prediction.ShowEpoch(t.run, i) }

// ViewedEpoch is the epoch of the run that answers, by its index, or store.LatestEpoch.
func (t *Training) ViewedEpoch() int {
	if t.run != nil && t.prediction.Following() == t.run {
		return t.prediction.Epoch()
	}
	return store.LatestEpoch
}

// TurnEpoch shows the epoch so many places further on.
func (t *Training) TurnEpoch(by int) {
	if t.run == nil {
		return
	}
	at := t.ViewedEpoch()
	if at == store.LatestEpoch {
		at = len(t.run.Epochs()) - 1
	}
	t.ShowEpoch(at + by)
}

// ShowBest lets the network of the best epoch answer.
func (t *Training) ShowBest() {
	if t.run != nil {
		t.ShowEpoch(training.Best(t.run.Epochs()))
	}
}

// ContinueHere starts a run that goes on from the epoch in view, with the present
// settings and with what the optimiser knew then. The run that is left stays among the
// kept runs.
func (t *Training) ContinueHere() {
	branch, settings, err := t.branch()
	if err != nil {
		t.env.Report("The training cannot go on from here", err)
		return
	}
	old := t.run
	if !old.Phase().Over() {
		old.Leave()
		t.comparison.keep(old)
	}
	t.prefs.Settings = settings
	t.replace(run.Branch(t.env, old, branch, settings, t.onUpdate))
	t.run.Session().Run()
}

// BranchRefusal is why the run cannot go on from the epoch in view, nil if it can.
func (t *Training) BranchRefusal() error {
	_, _, err := t.branch()
	return err
}

// branch is the place to go on from, and the settings to go on with; or an error that
// says in a few words why the run cannot.
func (t *Training) branch() (training.Branch, training.Settings, error) {
	r, at := t.run, t.ViewedEpoch()
	if r == nil || len(r.Epochs()) == 0 {
		return training.Branch{}, training.Settings{}, message.Errorf("There is no run yet.")
	}
	if at == store.LatestEpoch {
		at = len(r.Epochs()) - 1
	}
	b := training.Branch{Settings: r.Settings(), Epochs: slices.Clip(r.Epochs()[:at+1]), Train: r.Train(), Validation: r.Validation()}
	s, unreadable := t.settings.Value()
	switch {
	case t.ViewedEpoch() == store.LatestEpoch && !r.Phase().Over():
		return b, s, message.Errorf("This run goes on by itself: go back to an earlier epoch first.")
	case t.datasets.Data() != r.Data():
		return b, s, message.Errorf("Other digits were chosen since this run.")
	case len(unreadable) > 0:
		return b, s, message.Errorf("A setting is wrong; it is marked below.")
	}
	return b, s, branchRefusal(b, b.Check(s), s)
}

// branchRefusal says in a few words why a run cannot go on from a branch.
func branchRefusal(b training.Branch, err error, s training.Settings) error {
	var problems training.Problems
	last := b.Epochs[len(b.Epochs)-1].Number
	switch {
	case err == nil:
		return nil
	case errors.As(err, &problems):
		return message.Errorf("Set back to what this run has: %s.", FieldTitle(problems[0].Field))
	case errors.Is(err, training.ErrNothingLeft):
		return message.Errorf("No epoch is left to train: set more than %d epochs.", last)
	case errors.Is(err, training.ErrStateGone):
		if nearest, ok := b.Nearest(); ok {
			return message.Errorf("To save memory, what %s knew then is kept of epoch %d only.", s.Optimizer, nearest)
		}
		return message.Errorf("What %s knew then was not kept with this run.", s.Optimizer)
	}
	return err
}

// traceRun writes where the run stands to the event log.
func (t *Training) traceRun() {
	p := t.run.Progress()
	t.env.Trace.Emit("training", trace.Attrs{"phase": t.run.Phase().String(), "epoch": p.Epoch, "iteration": p.Iteration})
}

// traceEpochs writes the epochs of an update to the event log.
func (t *Training) traceEpochs(u run.Updates) {
	for _, e := range u.Events {
		if e.Epoch != nil {
			t.env.Trace.Emit("epoch", trace.Attrs{
				"epoch":      e.Epoch.Number,
				"train_cost": e.Epoch.Train.Cost, "train_accuracy": e.Epoch.Train.Accuracy,
				"validation_cost": e.Epoch.Validation.Cost, "validation_accuracy": e.Epoch.Validation.Accuracy,
				"train_seconds": e.Epoch.Seconds,
			})
		}
	}
}

// diagnosis holds the last finding about the run.
type diagnosis struct {
	worker *async.LatestOnly
	run    *run.Run // that the findings are of
	found  []diagnose.Diagnosis
}
