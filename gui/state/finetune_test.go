package state_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/evaluate"
	"digitpad/training/note"
	"digitpad/training/synth"
)

// correct corrects the network, and waits.
func correct(s *statetest.State, digit int) {
	s.T.Helper()
	s.FineTuning.Correct(digit)
	s.Pump("the correction", func() bool { return !s.FineTuning.Running() })
}

// Drawn, misread, corrected, read; and undone.
func TestCorrectAndUndo(t *testing.T) {
	s, digit := statetest.Misread(t)
	before, was := s.Prediction.Network(), s.Prediction.Result().Digit
	var done []state.FineTuned
	s.FineTuning.Done.Listen(func(f state.FineTuned) { done = append(done, f) })
	correct(s, digit)
	if got := s.Prediction.Result().Digit; got != digit {
		t.Errorf("corrected to %d, it reads %d", digit, got)
	}
	if s.Samples.Len() != 1 || s.Samples.At(0).Label != digit {
		t.Errorf("%d samples", s.Samples.Len())
	}
	if len(done) != 1 || !done[0].Learned || done[0].Digit != digit || done[0].Samples[1].Confusion.Correct() != 1 || done[0].Samples[0].Confusion.Correct() != 0 {
		t.Errorf("of the correction it is said: %+v", done)
	}
	if done[0].Held[0].Confusion.Examples() != s.Datasets.Split(training.DefaultSettings()).Validation.Len() || !done[0].Mixed {
		t.Errorf("measured on %d digits held out, mixed: %t", done[0].Held[0].Confusion.Examples(), done[0].Mixed)
	}
	s.FineTuning.Undo()
	if s.Prediction.Network() != before || s.Prediction.Result().Digit != was {
		t.Errorf("after undo the network reads %d, before %d", s.Prediction.Result().Digit, was)
	}
	if s.FineTuning.Undo(); s.Prediction.Network() != before || s.FineTuning.CanUndo() {
		t.Error("there was nothing more to undo")
	}
}

// Without other digits between the steps nothing is mixed in.
func TestCorrectWithoutOtherDigits(t *testing.T) {
	s, digit := statetest.Misread(t)
	s.FineTuning.SetMixIn(false)
	var done state.FineTuned
	s.FineTuning.Done.Listen(func(f state.FineTuned) { done = f })
	correct(s, digit)
	if done.Mixed || !done.Learned {
		t.Errorf("%+v", done)
	}
}

func TestThereMustBeSomethingToCorrect(t *testing.T) {
	s := statetest.Trained(t, 2)
	for what, lay := range map[string]func(){
		"an empty page": s.Page.Clear,
		"a test image":  func() { s.Page.PutExample(s.Datasets.Data().Test.Open(), 0) },
		"a demonstration": func() {
			s.Page.Demonstrate(synth.NewWriter(5).Draw(3, 0))
		},
	} {
		lay()
		s.FineTuning.Correct(3)
		if s.Samples.Len() != 0 || s.FineTuning.Running() {
			t.Errorf("%s was learned", what)
		}
		s.Reported("The network cannot be corrected now")
	}
	empty := statetest.New(t)
	empty.Draw(0.2, 0.2, 0.8, 0.8)
	empty.FineTuning.Correct(3)
	empty.Reported("train or open a network first")
}

// A network that learns is not corrected: its training would overwrite the correction.
func TestARunThatGoesOnIsNotCorrected(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Draw(0.2, 0.2, 0.8, 0.8)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	s.FineTuning.Correct(3)
	s.Reported("stop the training first")
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	correct(s, 3)
	if s.Prediction.Origin().Kind != predict.FromFineTuning {
		t.Errorf("%v", s.Reports)
	}
}

// A digit that is corrected right at the start joins those of earlier days.
func TestACorrectionAtTheStartLosesNoDigits(t *testing.T) {
	s, digit := statetest.Misread(t)
	path := filepath.Join(s.Home, store.SamplesFile)
	const earlier = `{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}` + "\n"
	if err := os.WriteFile(path, []byte(earlier+earlier), 0o666); err != nil {
		t.Fatal(err)
	}
	s.Samples.Load()
	correct(s, digit)
	s.WaitForFiles()
	if kept, err := store.ReadStrokeFile(path); err != nil || len(kept) != 3 {
		t.Errorf("%d digits are kept, %v; want the two of before and the new one", len(kept), err)
	}
}

// What was trained last stays in its file, and no figure from before is told of the
// network that was corrected.
func TestACorrectionKeepsWhatWasTrainedLast(t *testing.T) {
	s, digit := statetest.Misread(t)
	s.WaitForFiles()
	last := filepath.Join(s.Home, store.NetworkFile)
	trained := s.Prediction.Model()
	if s.Prefs.Network != last {
		t.Fatalf("the next start opens %q", s.Prefs.Network)
	}
	correct(s, digit)
	s.WaitForFiles()
	if filepath.Base(s.Prefs.Network) != store.FineTunedFile {
		t.Errorf("the next start opens %q", s.Prefs.Network)
	}
	e, err := evaluate.Network(t.Context(), s.Prediction.Network(), s.Training.Run().Validation())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Prediction.Model().Notes[note.ValidationAccuracy], strconv.FormatFloat(e.Accuracy, 'g', -1, 64); got != want {
		t.Errorf("the notes tell of an accuracy of %s, it is %s", got, want)
	}
	fitted, err := calibration.Fit(t.Context(), s.Prediction.Network(), s.Training.Run().Validation())
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Prediction.Calibration(); got != fitted {
		t.Errorf("it is calibrated by %+v, fitted is %+v", got, fitted)
	}
	if cost := s.Prediction.Model().Notes[note.TestCost]; cost != "" {
		t.Errorf("the notes tell of the cost %s from before", cost)
	}
	s.FineTuning.Undo()
	s.WaitForFiles()
	if s.Prefs.Network != last {
		t.Errorf("after undo the next start opens %q", s.Prefs.Network)
	}
	m, err := predict.ReadModel(last)
	if err != nil || !slices.Equal(m.Network.Parameters(), trained.Network.Parameters()) {
		t.Errorf("what was trained last is lost: %v", err)
	}
}

// Undo of the second of two corrections leads back to the first one's network, also at
// the next start.
func TestUndoLeadsBackToTheFirstCorrection(t *testing.T) {
	s, digit := statetest.Misread(t)
	correct(s, digit)
	first := s.Prediction.Network()
	correct(s, (digit+1)%10)
	s.FineTuning.Undo()
	s.WaitForFiles()
	m, err := predict.ReadModel(s.Prefs.Network)
	if err != nil || !slices.Equal(m.Network.Parameters(), first.Parameters()) || filepath.Base(s.Prefs.Network) != store.FineTunedFile {
		t.Errorf("the next start opens %q, %v", s.Prefs.Network, err)
	}
}

// TestADrawingIsKeptOnce correct with the same drawing again makes no second sample of it.
func TestADrawingIsKeptOnce(t *testing.T) {
	s, digit := statetest.Misread(t)
	correct(s, digit)
	other := (digit + 1) % 10
	correct(s, other)
	if s.Samples.Len() != 1 || s.Samples.At(0).Label != other {
		t.Errorf("%d drawings are kept, the first as %d", s.Samples.Len(), s.Samples.At(0).Label)
	}
}
