package run_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/run"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/note"
)

// follower applies what a run reports, as its owner does.
type follower struct {
	*statetest.Queue
	env    owner.Env
	data   dataset.TrainTest
	split  dataset.Split
	phases []run.Phase // that the run came through, each once in a row
	epochs int         // that were told to be done
}

func newFollower(t *testing.T) *follower {
	q := statetest.NewQueue(t)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	data := statetest.Stripes(t, 400)
	train, validation := statetest.SmallSettings().Split(data.Train)
	return &follower{Queue: q, env: owner.Env{Ctx: ctx, Post: q.Post}, data: data, split: dataset.Split{Train: train, Validation: validation}}
}

func (f *follower) deliver(r *run.Run, u run.Updates) {
	if r.Apply(u) {
		f.epochs++
	}
	if p := r.Phase(); len(f.phases) == 0 || f.phases[len(f.phases)-1] != p {
		f.phases = append(f.phases, p)
	}
}

// start is a run whose initial network is evaluated.
func (f *follower) start(s training.Settings) *run.Run {
	f.T.Helper()
	r, err := run.New(f.env, s, f.data, f.split, f.deliver)
	if err != nil {
		f.T.Fatal(err)
	}
	f.T.Cleanup(func() { r.Session().Stop(); r.Wait() })
	f.Pump("the initial network", func() bool { return len(r.Epochs()) == 1 && r.Latest() != nil })
	return r
}

// step does an iteration.
func (f *follower) step(r *run.Run) {
	f.T.Helper()
	n := r.Progress().TotalIterations
	r.Session().StepIteration()
	f.Pump("an iteration", func() bool { return r.Progress().TotalIterations > n && r.Phase() == run.Paused })
}

func (f *follower) finish(r *run.Run) {
	f.T.Helper()
	r.Session().Run()
	f.Pump("the end of the run", func() bool { return r.Phase().Over() })
}

// finished is a run of two epochs that is over.
func (f *follower) finished() *run.Run {
	f.T.Helper()
	r := f.start(statetest.SmallSettings())
	f.finish(r)
	return r
}

// values are the parameters of the network after an epoch.
func values(t *testing.T, e training.Epoch) []float32 {
	t.Helper()
	v, err := e.Parameters.Values()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A run comes from its initial network to its last epoch, and knows at each moment where
// it stands.
func TestARunFromStartToEnd(t *testing.T) {
	f := newFollower(t)
	s := statetest.SmallSettings()
	s.Batch = 100
	r := f.start(s)
	iterations := (f.split.Train.Len() + 99) / 100
	if p := r.Progress(); p.Epochs != 2 || p.Iterations != iterations || p.TotalIterations != 0 {
		t.Errorf("before it starts its progress is %+v, want %d iterations", p, iterations)
	}
	if r.Phase() != run.Waiting || r.Started() || r.IterationsNow() != 0 || r.Network() != r.Latest() || r.Since() != 0 {
		t.Errorf("before it starts it is %v, %d iterations", r.Phase(), r.IterationsNow())
	}
	f.step(r)
	if !r.Started() || r.IterationsNow() != 1 || r.Phase() != run.Paused {
		t.Errorf("after a step it is %v, started: %t, %d iterations", r.Phase(), r.Started(), r.IterationsNow())
	}
	f.finish(r)
	passed := slices.DeleteFunc(slices.Clone(f.phases), func(p run.Phase) bool { return p == run.Running }) // which may be over before it is told
	if want := []run.Phase{run.Waiting, run.Paused, run.Finished}; !slices.Equal(passed, want) {
		t.Errorf("it came through %v, want %v", f.phases, want)
	}
	if len(r.Epochs()) != 3 || f.epochs < 1 || r.Started() || !r.Phase().Over() || r.Err() != nil || r.IterationsNow() != 2*iterations {
		t.Errorf("at the end it has %d epochs, %d iterations, error %v", len(r.Epochs()), r.IterationsNow(), r.Err())
	}
	if !slices.Equal(r.Network().Parameters(), values(t, r.Epochs()[2])) || len(r.Origin()) != 0 || r.Looks() != 0 {
		t.Error("the network is not that of the last epoch")
	}
	if r.Data() != f.data || r.Split() != f.split || r.Train() != f.split.Train || r.Validation() != f.split.Validation {
		t.Error("it has other digits than it was given")
	}
	if r.ByTest() {
		t.Error("it goes by the test images")
	}
}

// The networks of earlier epochs are in a file that nobody sees, so that memory does not
// grow with them; where nothing can be kept there is none.
func TestEarlierEpochsAreInAFile(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	home := t.TempDir()
	for in, want := range map[string]int{home: 1, "": 0, filepath.Join(here, "none"): 0} {
		f := newFollower(t)
		f.env.Home = in
		r := f.finished()
		for range 500 { // the file is opened beside the run
			if statetest.Unnamed(t, cmp.Or(in, here)) == want {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if got := statetest.Unnamed(t, cmp.Or(in, here)); got != want {
			t.Errorf("in %q the run has %d files, want %d", in, got, want)
		}
		if after, err := r.After(0); err != nil || !slices.Equal(after.Parameters(), values(t, r.Epochs()[0])) {
			t.Errorf("the initial network cannot be had: %v", err)
		}
	}
}

// Before anything was reported, a run knows how long it will be.
func TestProgressIsKnownFromTheStart(t *testing.T) {
	f := newFollower(t)
	for batch, want := range map[int]int{1: 334, 10: 34, 333: 2, 334: 1} {
		s := statetest.SmallSettings()
		s.Batch = batch
		r, err := run.New(f.env, s, f.data, f.split, f.deliver)
		if err != nil {
			t.Fatal(err)
		}
		if p := r.Progress(); p.Iterations != want || p.Epochs != s.Epochs {
			t.Errorf("mini-batches of %d of %d examples: %+v, want %d iterations", batch, f.split.Train.Len(), p, want)
		}
		r.Session().Stop()
		r.Wait()
	}
}

// Wrong settings are refused before anything begins.
func TestWrongSettingsAreRefused(t *testing.T) {
	f := newFollower(t)
	s := statetest.SmallSettings()
	s.Rate = -1
	var problems training.Problems
	if r, err := run.New(f.env, s, f.data, f.split, f.deliver); r != nil || !errors.As(err, &problems) {
		t.Errorf("a run with the learning rate -1: %v, %v", r, err)
	}
}

// Every phase of a session is one of the run; before the first iteration a pause is a wait.
func TestPhases(t *testing.T) {
	f := newFollower(t)
	for _, c := range []struct {
		kind       training.EventKind
		iterations int
		want       run.Phase
		name       string
		over       bool
	}{
		{training.Running, 0, run.Running, "running", false},
		{training.Paused, 0, run.Waiting, "waiting", false},
		{training.Paused, 1, run.Paused, "paused", false},
		{training.Stopped, 1, run.Stopped, "stopped", true},
		{training.Finished, 1, run.Finished, "finished", true},
		{training.Failed, 1, run.Failed, "failed", true},
	} {
		r := f.start(statetest.SmallSettings())
		p := training.Progress{TotalIterations: c.iterations}
		if r.Apply(run.NewUpdates(p, nil, training.Event{Kind: c.kind, Progress: p})) {
			t.Errorf("%v: an epoch is done", c.name)
		}
		if got := r.Phase(); got != c.want || got.String() != c.name || got.Over() != c.over {
			t.Errorf("the phase is %v, over: %t, want %s", got, got.Over(), c.name)
		}
		if want := !c.over && c.iterations > 0; r.Started() != want {
			t.Errorf("%s after %d iterations: started: %t", c.name, c.iterations, r.Started())
		}
	}
	if (*run.Run)(nil).Started() {
		t.Error("no run is started")
	}
	r := f.start(statetest.SmallSettings())
	r.Leave()
	if r.Phase() != run.Stopped {
		t.Errorf("a run that is left is %v", r.Phase())
	}
}

// Updates that come together are all applied, in their order.
func TestUpdatesAreMerged(t *testing.T) {
	f := newFollower(t)
	r := f.finished()
	if f.epochs > 3 || len(r.Epochs()) != 3 || r.Progress().Epoch != 2 {
		t.Errorf("%d epochs, progress %+v", len(r.Epochs()), r.Progress())
	}
	for i, e := range r.Epochs() {
		if e.Number != i {
			t.Errorf("epoch %d stands at %d", e.Number, i)
		}
	}
}

// Costs of mini-batches are kept as far back as they were recorded without a gap, and no
// more than so many.
func TestBatchCosts(t *testing.T) {
	f := newFollower(t)
	r := f.start(statetest.SmallSettings())
	apply := func(total int, costs ...float64) {
		r.Apply(run.NewUpdates(training.Progress{TotalIterations: total}, costs))
	}
	check := func(what string, from int, want ...float64) {
		t.Helper()
		if got, at := r.BatchCosts(); !slices.Equal(got, want) || at != from {
			t.Errorf("%s: %v from %d, want %v from %d", what, got, at, want, from)
		}
	}
	apply(2, 0.1, 0.2)
	apply(3, 0.3)
	check("three iterations", 1, 0.1, 0.2, 0.3)
	apply(3)
	check("nothing new", 1, 0.1, 0.2, 0.3)
	apply(5, 0.5)
	check("the fourth is not recorded", 5, 0.5)
	costs, _ := r.BatchCosts()
	costs[0] = 7
	check("what was handed out is another's", 5, 0.5)
	many := make([]float64, run.MostCosts)
	many[0] = 1
	apply(5+run.MostCosts, many...)
	if got, from := r.BatchCosts(); len(got) != run.MostCosts || got[0] != 1 || from != 6 {
		t.Errorf("%d costs from %d, want %d from 6", len(got), from, run.MostCosts)
	}
}

// A session that records costs hands on all of them.
func TestCostsAreRecorded(t *testing.T) {
	f := newFollower(t)
	r := f.start(statetest.SmallSettings())
	r.Session().RecordCosts(true)
	f.step(r)
	f.step(r)
	if got, from := r.BatchCosts(); len(got) != 2 || from != 1 {
		t.Errorf("%d costs from %d, want 2 from 1", len(got), from)
	}
}

// Where settings were changed is known in epochs.
func TestChangesHaveTheirPlace(t *testing.T) {
	f := newFollower(t)
	r := f.start(statetest.SmallSettings())
	s := r.Settings()
	s.Rate = 1.5
	if err := <-r.Change(s); err != nil {
		t.Fatal(err)
	}
	if r.Settings().Rate != 1.5 {
		t.Errorf("its learning rate is %g", r.Settings().Rate)
	}
	f.Pump("the change", func() bool { return len(r.Changes()) == 1 })
	p := training.Progress{Epoch: 2, Iteration: 17, Iterations: 34, TotalIterations: 85}
	r.Apply(run.NewUpdates(p, nil, training.Event{Kind: training.Changed, Progress: p}))
	if got := r.Changes(); !slices.Equal(got, []float64{0, 2.5}) {
		t.Errorf("settings were changed after %v epochs, want 0 and 2.5", got)
	}
}

// After a failure the network of the last good epoch answers.
func TestAFailureLeavesTheLastEpoch(t *testing.T) {
	f := newFollower(t)
	r := f.start(statetest.SmallSettings())
	f.step(r)
	broken := errors.New("diverged")
	r.Apply(run.NewUpdates(r.Progress(), nil, training.Event{Kind: training.Failed, Err: broken}))
	if !errors.Is(r.Err(), broken) {
		t.Errorf("it failed of %v", r.Err())
	}
	if !slices.Equal(r.Network().Parameters(), values(t, r.Epochs()[0])) || slices.Equal(r.Network().Parameters(), r.Latest().Parameters()) {
		t.Error("the network that answers is not that of the last epoch")
	}
	if r.IterationsNow() != 0 {
		t.Errorf("it has %d iterations behind it", r.IterationsNow())
	}
	early, err := run.New(f.env, statetest.SmallSettings(), f.data, f.split, func(*run.Run, run.Updates) {})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { early.Session().Stop(); early.Wait() }()
	early.Apply(run.NewUpdates(training.Progress{}, nil, training.Event{Kind: training.Failed, Err: broken}))
	if early.Network() != nil {
		t.Error("a run that failed before its first epoch has a network")
	}
}

// A branch begins at an epoch of another run, with its network, and knows that run's
// figures.
func TestBranch(t *testing.T) {
	f := newFollower(t)
	old := f.finished()
	s := old.Settings()
	s.Epochs = 3
	b := training.Branch{Settings: old.Settings(), Epochs: slices.Clip(old.Epochs()[:2]), Train: old.Train(), Validation: old.Validation()}
	r := run.Branch(f.env, old, b, s, f.deliver)
	t.Cleanup(func() { r.Session().Stop(); r.Wait() })
	at := old.Epochs()[1]
	if want := (training.Progress{Epoch: 1, Epochs: 3, Iterations: 34, TotalIterations: at.Iterations}); r.Progress() != want {
		t.Errorf("its progress is %+v, want %+v", r.Progress(), want)
	}
	if r.Phase() != run.Paused || r.Since() != 1 || len(r.Epochs()) != 2 || r.Data() != old.Data() || r.Split() != old.Split() {
		t.Errorf("it is %v since %d with %d epochs", r.Phase(), r.Since(), len(r.Epochs()))
	}
	if !slices.Equal(r.Latest().Parameters(), values(t, at)) {
		t.Error("it does not begin with the network of that epoch")
	}
	if len(r.Origin()) != 3 {
		t.Fatalf("it knows %d epochs of the other run", len(r.Origin()))
	}
	for i, e := range r.Origin() {
		if e.Parameters != nil || e.State != nil || e.Number != i || e.Train != old.Epochs()[i].Train {
			t.Errorf("what it knows of epoch %d is %+v", i, e)
		}
	}
	if old.Epochs()[0].Parameters == nil {
		t.Error("the other run has lost a network")
	}
	f.finish(r)
	if len(r.Epochs()) != 4 || r.Epochs()[3].Number != 3 || r.Progress().TotalIterations != 3*34 {
		t.Errorf("at its end it has %d epochs, %+v", len(r.Epochs()), r.Progress())
	}
}

// A trainer that has come some way is paused; one at its start waits.
func TestResume(t *testing.T) {
	f := newFollower(t)
	for steps, want := range map[int]run.Phase{0: run.Waiting, 1: run.Paused} {
		trainer, err := training.NewTrainer(statetest.SmallSettings(), f.split.Train, f.split.Validation)
		if err != nil {
			t.Fatal(err)
		}
		for range steps {
			if err := trainer.Step(); err != nil {
				t.Fatal(err)
			}
		}
		r := run.Resume(f.env, trainer, f.data, f.deliver)
		if r.Phase() != want || r.Progress().TotalIterations != steps || r.Split() != f.split || r.Settings().Batch != 10 {
			t.Errorf("after %d steps it is %v, %+v", steps, r.Phase(), r.Progress())
		}
		r.Session().Stop()
		r.Wait()
	}
}

// A run without validation data whose settings hold none out goes by the test images, as
// runs of 0.1.0 did.
func TestByTest(t *testing.T) {
	f := newFollower(t)
	for validation, want := range map[int]bool{0: true, 6: false} {
		s := statetest.SmallSettings()
		s.Validation = validation
		if r := f.start(s); r.ByTest() != want {
			t.Errorf("one in %d is held out: by the test images: %t", validation, r.ByTest())
		}
	}
}

// The notes of a network say after which epoch it is, and what was measured of just this
// network.
func TestModel(t *testing.T) {
	f := newFollower(t)
	r := f.finished()
	epochs := r.Epochs()
	fitted := run.Calibrate(f.env.Ctx, r.Latest(), epochs, r.Validation())
	r.SetCalibrations(fitted)
	r.AddLook(run.Look{Iterations: epochs[1].Iterations, Epoch: 1, Predicted: evaluate.Predictions{Evaluation: evaluate.Evaluation{Score: evaluate.Score{Accuracy: 0.5}}}})
	for upTo := range len(epochs) + 1 {
		m := r.Model(r.Latest(), epochs[:upTo])
		if m.Network != r.Latest() || m.Notes[note.TrainedOn] != f.split.Train.Name() {
			t.Errorf("up to %d epochs: another network, or the notes %v", upTo, m.Notes)
		}
		if upTo == 0 {
			if len(m.Notes) != 1 {
				t.Errorf("without epochs the notes are %v", m.Notes)
			}
			continue
		}
		if got := m.Notes[note.Epochs]; got != fmt.Sprint(upTo-1) {
			t.Errorf("after epoch %d the notes say %s", upTo-1, got)
		}
		c, calibrated := fitted[upTo-1]
		if got, ok := m.Notes[calibration.Note]; ok != calibrated || calibrated && got != c.Encode() {
			t.Errorf("after epoch %d the calibration is %q", upTo-1, got)
		}
		if got := m.Notes[note.TestAccuracy]; (got == "0.5") != (upTo == 2) {
			t.Errorf("after epoch %d the accuracy on the test images is %q", upTo-1, got)
		}
	}
}

// What was measured after an epoch is not said of a network that has gone on from it.
func TestTheNotesOfANetworkThatHasGoneOn(t *testing.T) {
	f := newFollower(t)
	s := statetest.SmallSettings()
	s.Epochs = 3
	r := f.start(s)
	r.Session().StepEpoch()
	f.Pump("an epoch", func() bool { return len(r.Epochs()) == 2 && r.Phase() == run.Paused })
	r.SetCalibrations(run.Calibrate(f.env.Ctx, r.Latest(), r.Epochs(), r.Validation()))
	r.AddLook(run.Look{Iterations: r.IterationsNow(), Epoch: 1})
	says := func() (calibrated, scored bool) {
		m := r.Model(r.Latest(), r.Epochs())
		_, calibrated = m.Notes[calibration.Note]
		_, scored = m.Notes[note.TestAccuracy]
		return calibrated, scored
	}
	if calibrated, scored := says(); !calibrated || !scored {
		t.Errorf("right after the epoch: calibrated: %t, scored: %t", calibrated, scored)
	}
	f.step(r)
	if calibrated, scored := says(); calibrated || scored {
		t.Errorf("an iteration later: calibrated: %t, scored: %t", calibrated, scored)
	}
}

// Of several readings of the test images with a network the last one counts.
func TestLooks(t *testing.T) {
	f := newFollower(t)
	r := f.start(statetest.SmallSettings())
	if _, ok := r.Look(0); ok {
		t.Error("the test images were read")
	}
	for epoch, iterations := range []int{0, 34, 34} {
		r.AddLook(run.Look{Iterations: iterations, Epoch: epoch})
	}
	if l, ok := r.Look(34); !ok || l.Epoch != 2 {
		t.Errorf("the look is %+v, %t", l, ok)
	}
	if l, ok := r.Look(0); !ok || l.Epoch != 0 {
		t.Errorf("the look is %+v, %t", l, ok)
	}
	if _, ok := r.Look(35); ok {
		t.Error("a network that was not read with has a look")
	}
}

// The last and the best network are calibrated, each once; nothing is without validation
// data, and nothing once the program ends.
func TestCalibrate(t *testing.T) {
	f := newFollower(t)
	r := f.finished()
	blank, epochs := r.Latest(), slices.Clone(r.Epochs())
	held := r.Validation()
	fit := func(epochs []training.Epoch, held *dataset.Dataset) []int {
		return slices.Sorted(maps.Keys(run.Calibrate(f.env.Ctx, blank, epochs, held)))
	}
	epochs[1].Validation.Accuracy = 2 // better than any
	if got := fit(epochs, held); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("calibrated after the epochs %v, want the best and the last", got)
	}
	epochs[1].Validation.Accuracy = 0
	epochs[2].Validation.Accuracy = 2
	if got := fit(epochs, held); !slices.Equal(got, []int{2}) {
		t.Errorf("calibrated after the epochs %v, want the last", got)
	}
	if got := fit(nil, held); len(got) != 0 {
		t.Errorf("without epochs %v are calibrated", got)
	}
	none := held.Slice(0, 0)
	if got := fit(epochs, none); len(got) != 0 {
		t.Errorf("without validation data %v are calibrated", got)
	}
	ended, end := context.WithCancel(f.env.Ctx)
	end()
	if got := run.Calibrate(ended, blank, epochs, held); len(got) != 0 {
		t.Errorf("after the end of the program %d are calibrated", len(got))
	}
}
