package train_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/diagnose"
	"digitpad/training/note"
)

// paused is a state with an unending run that is paused after so many epochs.
func paused(t *testing.T, epochs int) *statetest.State {
	t.Helper()
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	for n := range epochs {
		s.Training.StepEpoch()
		s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == n+2 })
	}
	return s
}

// Before the first run there is nothing to stop, to go back to, to read or to look at, and
// nothing comes of asking for it.
func TestWithoutARunNothingIsDone(t *testing.T) {
	s := statetest.New(t)
	told := 0
	s.Training.Changed.Listen(func(train.TrainingChange) { told++ })
	for what, do := range map[string]func(){
		"stop": s.Training.Stop, "reset": s.Training.Reset, "an epoch": func() { s.Training.ShowEpoch(1) }, "turning": func() { s.Training.TurnEpoch(-1) },
		"the best": s.Training.ShowBest, "the test images": s.Training.ScoreTest, "a fix": s.Training.ApplyFix, "the end": s.Training.End,
		"a discarded run": s.Training.DiscardInterrupted, "a continued run": s.Training.ContinueInterrupted,
	} {
		if do(); s.Training.Run() != nil || told > 0 || len(s.Reports) > 0 {
			t.Errorf("%s: told %d times, %v", what, told, s.Reports)
		}
	}
	if _, read := s.Training.TestLook(); read || s.Training.Active() || s.Training.ViewedEpoch() != store.LatestEpoch {
		t.Error("a run that is not there goes on")
	}
}

// Each step of a run is told once, as what it is, and logged.
func TestARunIsToldAndLogged(t *testing.T) {
	s := statetest.New(t)
	s.Configure(2)
	var told []train.TrainingChange
	s.Training.Changed.Listen(func(c train.TrainingChange) {
		if !c.Finding {
			told = append(told, c)
		}
	})
	s.Training.StartPause()
	if len(told) != 1 || told[0] != (train.TrainingChange{Replaced: true, Epoch: true, Phase: true}) {
		t.Errorf("of the new run it is told %+v", told)
	}
	s.PumpUntil(run.Finished)
	if last := told[len(told)-1]; !last.Phase || last.Replaced || !slices.ContainsFunc(told[1:], func(c train.TrainingChange) bool { return c.Epoch }) {
		t.Errorf("of the end it is told %+v", last)
	}
	s.Settle()
	last := s.Training.Run().Epochs()[2]
	for _, want := range []string{
		`"phase":"waiting"`, `"phase":"finished"`, fmt.Sprintf(`"validation_accuracy":%v`, last.Validation.Accuracy), `"epoch":2`, `"calibrated"`,
	} {
		if !strings.Contains(s.Log.String(), want) {
			t.Errorf("the event log lacks %s: %s", want, s.Log)
		}
	}
	told = nil
	s.Training.ScoreTest()
	s.Training.ScoreTest() // while they are read
	if err := s.Training.TestRefusal(); err == nil || !strings.Contains(err.Error(), "are being read") {
		t.Errorf("while the test images are read: %v", err)
	}
	s.Settle()
	tested := train.TrainingChange{Tested: true}
	if !slices.Equal(told, []train.TrainingChange{tested, tested}) || s.Training.Run().Looks() != 1 {
		t.Errorf("of the reading of the test images it is told %+v, %d looks", told, s.Training.Run().Looks())
	}
	if want := `"test"`; !strings.Contains(s.Log.String(), want) {
		t.Errorf("the event log lacks %s", want)
	}
}

// A run that is over stays as it is, whichever step is asked for.
func TestStepsLeaveARunThatIsOver(t *testing.T) {
	s := statetest.Trained(t, 1)
	r := s.Training.Run()
	s.Training.StepIteration()
	s.Training.StepEpoch()
	if s.Training.Run() != r || r.Phase() != run.Finished {
		t.Error("a step has begun another run")
	}
	s.Training.StartPause()
	if s.Training.Run() == r {
		t.Error("no new run begins")
	}
}

// A run that waits is replaced when it is to go on with other settings or other digits, and
// one that is under way is not; a run that goes on makes void what was asked for before.
func TestWhichRunGoesOn(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.SetSpeed(0.01) // no iteration is done
	s.Training.StepIteration()
	s.Training.Reset()
	waiting := s.Training.Run()
	if s.Training.StepIteration(); s.Training.Edited() || s.Training.Run() != waiting {
		t.Error("nothing was edited, and another run goes on")
	}
	for what, edit := range map[string]func(){
		"a setting": func() { s.Edit(func(v *training.Settings) { v.Seed++ }, nil) },
		"a field of no value": func() {
			s.Edit(func(*training.Settings) {}, training.Problems{{Field: "rate", Message: message.Text("Write a number.")}})
		},
		"the digits": func() { s.Datasets.Use(statetest.Stripes(t, 300)) },
	} {
		s.Training.Reset()
		edit()
		if !s.Training.Edited() {
			t.Errorf("%s was edited, and nobody sees it", what)
		}
		s.Settings.Fill(statetest.SmallSettings())
	}
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	if r := s.Training.Run(); r == waiting || r.Data() != s.Datasets.Data() {
		t.Error("a run that waits goes on with the digits of before")
	}

	s = paused(t, 1)
	r := s.Training.Run()
	s.Edit(func(v *training.Settings) { v.Seed = 99 }, nil)
	s.Settle() // until it is refused
	request := s.Prediction.Request()
	s.Training.StartPause()
	if s.Training.Run() != r || s.Prediction.Pending(request) {
		t.Errorf("another run goes on, or what was asked for before it does counts: %t", s.Prediction.Pending(request))
	}
}

// The settings of a run are those of the next start, whoever has filled them in.
func TestTheSettingsOfARunAreKept(t *testing.T) {
	s := statetest.New(t)
	v := statetest.SmallSettings()
	v.Seed = 4711
	s.Settings.Fill(v)
	if s.Prefs.Settings.Seed == 4711 {
		t.Error("settings that were only filled in are kept")
	}
	s.Train()
	if s.Prefs.Settings.Seed != 4711 {
		t.Errorf("the next start has the seed %d", s.Prefs.Settings.Seed)
	}
	v.Epochs, v.Rate = 5, 0.5
	s.Settings.Fill(v)
	s.Training.ContinueHere()
	if s.Prefs.Settings.Rate != 0.5 {
		t.Errorf("after a run goes on with others the next start has the rate %g", s.Prefs.Settings.Rate)
	}
}

// A run whose speed is set free goes on at once.
func TestTheSpeedOfARunUnderWay(t *testing.T) {
	s := statetest.New(t)
	s.Configure(2)
	s.Training.SetSpeed(0.01)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	s.Training.SetSpeed(0)
	s.PumpUntil(run.Finished)
}

// Digits that cannot be had end the wait for them.
func TestARunDoesNotWaitForEver(t *testing.T) {
	for title, load := range map[string]func(*datasets.Datasets){
		"Your digits are too few yet": func(d *datasets.Datasets) { d.Choose(store.UserSamples) }, // of which there are none
		"The digits cannot be read":   func(d *datasets.Datasets) { d.Open(filepath.Join(t.TempDir(), "none.csv")) },
	} {
		s := statetest.New(t)
		s.Datasets.Use(dataset.TrainTest{})
		s.Training.StartPause()
		load(s.Datasets)
		s.Settle()
		s.Reported(title)
		s.Datasets.Use(statetest.Stripes(t, 100))
		if s.Training.Run() != nil {
			t.Errorf("%s, and the run that waited for them begins", title)
		}
	}
}

// A run learns from the digits of mine that there are when it begins.
func TestARunLearnsFromTheLatestDigitsOfMine(t *testing.T) {
	tests := filepath.Join(t.TempDir(), "tests.csv") // in the place of MNIST
	row := strings.Repeat(",9", dataset.Pixels) + "\n"
	if err := os.WriteFile(tests, []byte("1"+row+"2"+row), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DIGITPAD_DATA", tests)
	s := statetest.New(t)
	for digit := range 10 {
		s.Remember(digit, uint64(100+digit))
	}
	v := s.Configure(1)
	v.Validation = 0
	s.Settings.Fill(v)
	s.Datasets.Choose(store.UserSamples)
	s.Pump("the digits", func() bool { return s.Datasets.Data().Loaded() })
	for _, want := range []int{10, 11} {
		was := s.Training.Run()
		s.Training.StartPause()
		s.Pump("the run", func() bool { r := s.Training.Run(); return r != was && r.Phase() == run.Finished })
		if got := s.Training.Run().Train().Len(); got != want {
			t.Errorf("it learns from %d digits, want %d", got, want)
		}
		s.Remember(3, 77)
	}
}

// What a run that is over leaves for the next start is the network that answers: with
// patience the best, with its notes. Where another network answers, that one stays, and the
// memory that training took is given back.
func TestWhatARunLeaves(t *testing.T) {
	s := statetest.New(t)
	v := statetest.SmallSettings()
	v.Epochs, v.Patience, v.Rate, v.Batch = 60, 2, 30, 5 // which swings
	s.Settings.Fill(v)
	s.Train()
	s.Settle()
	s.WaitForFiles()
	epochs := s.Training.Run().Epochs()
	best := training.Best(epochs)
	m, err := predict.ReadModel(filepath.Join(s.Home, store.NetworkFile))
	if err != nil || m.Notes[note.Epochs] != fmt.Sprint(best) || best == len(epochs)-1 {
		t.Errorf("the network of epoch %s is kept, the best is %d of %d; %v", m.Notes[note.Epochs], best, len(epochs)-1, err)
	}
	if kept := s.Comparison.Runs()[0]; len(kept.Networks) != 2 {
		t.Errorf("with the run the networks %v are kept", kept.Networks)
	}
	if s.Released.Load() != 1 {
		t.Errorf("memory is given back %d times", s.Released.Load())
	}

	s = paused(t, 1)
	s.Prediction.UsePost()
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	s.Settle()
	s.WaitForFiles()
	if keeps(s, store.NetworkFile) || s.Prediction.Origin().Kind != predict.FromPost {
		t.Errorf("the run's network is kept, though %+v answers", s.Prediction.Origin())
	}
}

// An epoch that is in view at the end of the run stays in view.
func TestAnEpochInViewStays(t *testing.T) {
	s := paused(t, 2)
	s.Training.ShowEpoch(1)
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	s.Settle()
	if at := s.Training.ViewedEpoch(); at != 1 {
		t.Errorf("epoch %d is in view", at)
	}
}

// A finding that goes is logged as gone, and every new one is told.
func TestFindingsComeAndGo(t *testing.T) {
	s := statetest.New(t)
	bad := statetest.SmallSettings()
	bad.Epochs, bad.Rate, bad.Initializer = 5, 1000, network.Normal.Name()
	s.Settings.Fill(bad)
	told := 0
	s.Training.Changed.Listen(func(c train.TrainingChange) {
		if c.Finding {
			told++
		}
	})
	for n := 1; n < bad.Epochs; n++ { // while it can still be helped
		s.Training.StepEpoch()
		s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == n+1 })
	}
	s.Settle()
	d, found := s.Training.Finding()
	if !found || d.Finding != diagnose.SaturatedOutputs || told < 2 || s.Training.Run().Phase().Over() {
		t.Fatalf("found is %v of a run that is %v; told %d times", d.Finding, s.Training.Run().Phase(), told)
	}
	s.Training.ApplyFix()
	if _, found := s.Training.Finding(); found || !strings.Contains(s.Log.String(), `"finding":""`) {
		t.Errorf("that the finding is gone is not logged: %s", s.Log)
	}
}

// There is a report from the first epoch on, the initial network's.
func TestThereIsAReportFromTheFirstEpochOn(t *testing.T) {
	s := statetest.New(t)
	s.Configure(2)
	s.Training.StepIteration()
	if s.Training.Run() == nil || s.Training.ReportRefusal() == nil || s.Training.TestRefusal() == nil {
		t.Error("there is a report of a run without an epoch")
	}
	if err := s.Training.BranchRefusal(); err == nil || !strings.Contains(err.Error(), "There is no run yet") {
		t.Errorf("it goes on from no epoch: %v", err)
	}
	s.PumpUntil(run.Paused)
	if err := s.Training.ReportRefusal(); err != nil {
		t.Errorf("with an epoch: %v", err)
	}
	if err := s.Training.BranchRefusal(); err == nil || !strings.Contains(err.Error(), "goes on by itself") {
		t.Errorf("a run that is not over branches off from its end: %v", err)
	}
}

// The keys turn the epochs one by one from wherever the run is seen.
func TestTurningEpochs(t *testing.T) {
	s := paused(t, 3)
	for _, c := range []struct{ by, want int }{{-1, 2}, {-1, 1}, {1, 2}, {-2, 0}, {-1, 0}, {2, 2}, {1, store.LatestEpoch}, {1, store.LatestEpoch}} {
		if s.Training.TurnEpoch(c.by); s.Training.ViewedEpoch() != c.want {
			t.Errorf("turned by %d epoch %d is in view, want %d", c.by, s.Training.ViewedEpoch(), c.want)
		}
	}
}

// A setting that is edited in the moment in which the run ends, before that is told, changes
// nothing of the run and is no error.
func TestASettingEditedAsTheRunEnds(t *testing.T) {
	s := statetest.New(t)
	v := s.Configure(1)
	s.Training.SetSpeed(0.01)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	s.Training.SetSpeed(0)
	<-s.Training.Run().Session().Done()
	s.Edit(func(v *training.Settings) { v.Rate = 0.5 }, nil)
	s.PumpUntil(run.Finished)
	s.Settle()
	if got := s.Training.Run().Settings().Rate; got != v.Rate || len(s.Reports) > 0 {
		t.Errorf("the run says that it trained at %g, it was %g; %v", got, v.Rate, s.Reports)
	}
}

// The earlier networks of a run that is continued, and of those of a comparison, are in
// files that nobody sees.
func TestEarlierNetworksAreInFiles(t *testing.T) {
	s := interrupted(t)
	before := statetest.Unnamed(t, s.Home)
	s.Training.ContinueInterrupted()
	s.Pump("a file of the run that is continued", func() bool { return statetest.Unnamed(t, s.Home) == 1 })
	if before != 0 {
		t.Errorf("before there were %d files", before)
	}

	s = statetest.New(t)
	s.Configure(statetest.Unending)
	s.Comparison.Start("rate", "1; 2")
	s.Pump("some epochs", func() bool { return len(s.Comparison.Runs()[0].Records)+len(s.Comparison.Runs()[1].Records) > 1 })
	s.Pump("a file of the comparison", func() bool { return statetest.Unnamed(t, s.Home) > 0 })
	s.Comparison.Stop()
	s.Pump("the stop", func() bool { return !s.Comparison.Active() })
}
