package train_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/evaluate"
	"digitpad/training/note"
	"digitpad/training/runs"
)

// score reads the test images with the network in view.
func score(t *testing.T, s *statetest.State, looks int) run.Look {
	t.Helper()
	s.Training.ScoreTest()
	s.Pump("the test images", func() bool { return s.Training.Run().Looks() == looks })
	s.Settle()
	look, read := s.Training.TestLook()
	if !read {
		t.Fatalf("after %d looks there is no score", looks)
	}
	return look
}

// A run learns from five sixths of the digits, goes by the others, and reads the test
// digits only when it is asked to, which is counted and kept with it.
func TestTheTestDigitsAreSealed(t *testing.T) {
	s := statetest.New(t)
	if s.Training.TestRefusal() == nil {
		t.Error("test images can be read without a run")
	}
	s = statetest.Trained(t, 3)
	r := s.Training.Run()
	if train, held := r.Train().Len(), r.Validation().Len(); train != 334 || held != 66 || r.ByTest() {
		t.Errorf("it learned from %d digits and went by %d", train, held)
	}
	want, err := evaluate.Network(t.Context(), r.Network(), r.Validation())
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Epochs()[3].Validation; got != want.Score {
		t.Errorf("its last epoch scores %+v, on the digits held out %+v", got, want.Score)
	}
	if _, read := s.Training.TestLook(); read || r.Looks() != 0 {
		t.Errorf("the test images were read %d times before anybody asked", r.Looks())
	}
	if notes := s.Prediction.Model().Notes; notes[note.TestAccuracy] != "" || notes[note.ValidationAccuracy] == "" {
		t.Errorf("its network says %v", notes)
	}

	var told []train.ComparisonChange
	s.Comparison.Changed.Listen(func(c train.ComparisonChange) { told = append(told, c) })
	look := score(t, s, 1)
	if !slices.Equal(told, []train.ComparisonChange{{Run: s.Comparison.Runs()[0]}}) {
		t.Errorf("of the kept run it is told %+v", told)
	}
	if want, err = evaluate.Network(t.Context(), r.Network(), s.Datasets.Data().Test.Open()); err != nil || look.Predicted.Evaluation != want || look.Epoch != 3 {
		t.Errorf("the score is %+v after epoch %d, want %+v, %v", look.Predicted.Score, look.Epoch, want.Score, err)
	}
	if s.Prediction.Model().Notes[note.TestAccuracy] == "" {
		t.Error("its network does not say what the test images said")
	}
	if err := s.Training.TestRefusal(); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("the same is read again: %v", err)
	}
	s.Training.ShowEpoch(1)
	if _, read := s.Training.TestLook(); read {
		t.Error("the score of the last epoch is told of epoch 1")
	}
	if look := score(t, s, 2); look.Epoch != 1 {
		t.Errorf("epoch %d was read", look.Epoch)
	}
	s.WaitForFiles()
	kept := s.Comparison.Runs()[0]
	if len(kept.Tested) != 2 || kept.Tested[0].Epoch != 3 || kept.Tested[1].Epoch != 1 || kept.Tested[0].Score != want.Score || kept.Tested[0].Examples != 100 {
		t.Errorf("the kept run says %+v", kept.Tested)
	}
}

// While a run goes on the test images stay sealed.
func TestARunThatGoesOnIsNotTested(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.Pump("an epoch", func() bool { return len(s.Training.Run().Epochs()) > 1 })
	if err := s.Training.TestRefusal(); err == nil || !strings.Contains(err.Error(), "Pause the run first") {
		t.Errorf("it is said: %v", err)
	}
	if s.Training.ScoreTest(); s.Training.Run().Looks() != 0 {
		t.Error("the test images were read")
	}
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
}

// With patience the network of the best epoch answers at the end, and is kept for the next
// start; the last one is within reach.
func TestEarlyStoppingLeavesTheBestNetwork(t *testing.T) {
	s := statetest.New(t)
	v := statetest.SmallSettings()
	v.Epochs, v.Patience, v.Rate, v.Batch = 60, 2, 30, 5 // which swings
	s.Settings.Fill(v)
	s.Training.StartPause()
	s.PumpUntil(run.Finished)
	epochs := s.Training.Run().Epochs()
	best, last := training.Best(epochs), len(epochs)-1
	if best == last {
		t.Fatal("the test needs a run whose last epoch is not the best")
	}
	if at := s.Training.ViewedEpoch(); at != best {
		t.Errorf("epoch %d answers, the best is %d", at, best)
	}
	s.WaitForFiles()
	m, err := predict.ReadModel(s.Prefs.Network)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range statetest.Parameters(epochs[best]) {
		if m.Network.Parameters()[i] != w {
			t.Fatal("the next start opens another network than the best")
		}
	}
	s.Training.ShowEpoch(last)
	if w := s.Prediction.Network().Parameters()[0]; w != statetest.Parameters(epochs[last])[0] {
		t.Error("the last network cannot be reached")
	}
}

// After a run its networks are calibrated on the digits held out, for the pad and for the
// next start. Without such digits they are not.
func TestARunIsCalibrated(t *testing.T) {
	for _, oneIn := range []int{2, 0} {
		s := statetest.New(t)
		v := statetest.SmallSettings()
		v.Validation = oneIn
		s.Settings.Fill(v)
		s.Training.StartPause()
		s.PumpUntil(run.Finished)
		s.Settle()
		r := s.Training.Run()
		want := calibration.None
		if oneIn > 0 {
			var err error
			if want, err = calibration.Fit(t.Context(), r.Network(), r.Validation()); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.Prediction.Calibration(); got != want {
			t.Errorf("one in %d held out: calibrated as %+v, want %+v", oneIn, got, want)
		}
		s.WaitForFiles()
		m, err := predict.ReadModel(s.Prefs.Network)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := calibration.Of(m.Notes); err != nil || got != want {
			t.Errorf("one in %d held out: the next start finds %+v, %v", oneIn, got, err)
		}
	}
}

// A run that was validated on the test images, as in version 0.1.0, goes on with its split,
// and says so.
func TestARunOf010GoesByTheTestDigits(t *testing.T) {
	s := statetest.New(t)
	d := s.Datasets.Data()
	v := statetest.SmallSettings()
	v.Validation, v.Epochs = 0, 3
	trainer, err := training.NewTrainer(v, d.Train, d.Test.Open())
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Progress.Epoch == 1 {
			break
		}
	}
	var file bytes.Buffer
	if err := trainer.Checkpoint(&file); err != nil {
		t.Fatal(err)
	}
	old := bytes.ReplaceAll(file.Bytes(), []byte(`\"validation\":{`), []byte(`\"test\":{      `)) // the name that it had
	if err := os.WriteFile(filepath.Join(s.Home, store.RunningFile), old, 0o644); err != nil {
		t.Fatal(err)
	}
	s.Training.FindInterrupted()
	s.WaitForFiles()
	s.Training.ContinueInterrupted()
	s.WaitForFiles()
	s.PumpUntil(run.Finished)
	r := s.Training.Run()
	if !r.ByTest() || r.Validation() != d.Test.Open() || r.Train() != d.Train || len(r.Epochs()) != 4 {
		t.Errorf("it goes by %d digits, of %d epochs", r.Validation().Len(), len(r.Epochs()))
	}
	if kept := s.Comparison.Runs()[0]; !kept.ByTest {
		t.Error("the kept run does not say what it went by")
	}
}

// A network of a run that is opened again, from Compare or from a file, reads the test
// digits as one of that run: it is counted there, once for each score.
func TestReadingsWithAKeptNetworkCount(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.WaitForFiles()
	kept := s.Comparison.Runs()[0]
	evaluate := func(use func()) *state.Evaluated {
		s.Prediction.UsePost()
		s.Evaluation.Update()
		s.Settle()
		use()
		s.Pump("the network", func() bool { return s.Prediction.Origin().Kind != predict.FromPost })
		before := s.Evaluation.Result()
		s.Evaluation.Update()
		s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != before })
		return s.Evaluation.Result()
	}
	path := filepath.Join(s.Home, "elsewhere.safetensors")
	last := s.Training.Run().Epochs()[3]
	if err := predict.WriteModel(s.Training.Run().Model(s.Training.Run().Network(), s.Training.Run().Epochs()), path); err != nil {
		t.Fatal(err)
	}
	fromCompare := func() { s.Comparison.Use(kept, runs.LastEpoch) }
	fromFile := func() { s.Prediction.OpenFile(path, codec.Given{}, func() {}) }
	for i, use := range []func(){fromCompare, fromFile, fromCompare} {
		e := evaluate(use)
		if e.Digits != state.TestDigits || e.Looks != 1 || len(kept.Tested) != 1 || s.Training.Run().Looks() != 1 {
			t.Fatalf("reading %d: of %d, %d looks, kept %+v, the run says %d", i, e.Digits, e.Looks, kept.Tested, s.Training.Run().Looks())
		}
		if got := kept.Tested[0]; got.Epoch != last.Number || got.Score != e.Inspection.Score || got.Examples != len(e.Inspection.Examples) {
			t.Errorf("kept is %+v, read was %+v", got, e.Inspection.Score)
		}
	}
	s.Prediction.SwitchUnit(predict.Unit{}, true) // which is another network with another score
	s.Evaluation.Update()
	s.Pump("the evaluation without a unit", func() bool { return s.Evaluation.Result().Off == 1 })
	if e := s.Evaluation.Result(); e.Looks != 2 || len(kept.Tested) != 2 {
		t.Errorf("without a unit: %d looks, kept %+v", e.Looks, kept.Tested)
	}
	if e := evaluate(s.Prediction.UseShipped); e.Looks != 0 || len(kept.Tested) != 2 {
		t.Errorf("the shipped network's reading counts: %d looks, kept %+v", e.Looks, kept.Tested)
	}
	s.WaitForFiles()
	stored, err := runs.NewStore(filepath.Join(s.Home, "runs")).Load()
	if err != nil || len(stored) != 1 || len(stored[0].Tested) != 2 {
		t.Errorf("stored is %+v, %v", stored, err)
	}
}

// The test images can be read from the first iteration on, and not before.
func TestTheTestDigitsWaitForAnIteration(t *testing.T) {
	s := statetest.New(t)
	s.Training.Reset() // of no run
	s.Configure(statetest.Unending)
	s.Training.SetSpeed(0.1)
	s.Training.StepIteration()
	s.Pump("the initial network", func() bool { r := s.Training.Run(); return r != nil && len(r.Epochs()) > 0 })
	s.PumpUntil(run.Paused)
	if err := s.Training.TestRefusal(); err != nil {
		t.Errorf("after one iteration: %v", err)
	}
	s.Training.Reset()
	s.Pump("the initial network", func() bool { return len(s.Training.Run().Epochs()) > 0 })
	if s.Training.TestRefusal() == nil {
		t.Error("the initial network can be tested")
	}
}
