package state_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
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

// While a digit is learned there is no second correction and no undo, and nothing is
// reported of a second click; that it begins and ends is told, and logged.
func TestOneCorrectionAtATime(t *testing.T) {
	s, digit := statetest.Misread(t)
	told, done := 0, 0
	s.FineTuning.Changed.Listen(func(struct{}) { told++ })
	s.FineTuning.Done.Listen(func(state.FineTuned) { done++ })
	correct(s, digit)
	if told != 3 || done != 1 || !strings.Contains(s.Log.String(), `"corrected"`) || !s.FineTuning.CanUndo() {
		t.Errorf("a correction is told %d times, its end %d times", told, done)
	}
	s.FineTuning.Correct(digit)
	answers := s.Prediction.Network()
	if err := s.FineTuning.Refusal(); err == nil || s.FineTuning.CanUndo() {
		t.Errorf("meanwhile another one is refused with %v, an undo is possible: %t", err, s.FineTuning.CanUndo())
	}
	s.FineTuning.Correct((digit + 1) % 10)
	if s.FineTuning.Undo(); s.Prediction.Network() != answers {
		t.Error("a correction is undone while the next one is learned")
	}
	s.Pump("the correction", func() bool { return !s.FineTuning.Running() })
	s.Settle()
	if done != 2 || s.Samples.At(0).Label != digit || len(s.Reports) > 0 {
		t.Errorf("%d corrections are done, the drawing is a %d; %v", done, s.Samples.At(0).Label, s.Reports)
	}
	told = 0
	if s.FineTuning.Undo(); told != 1 {
		t.Errorf("an undo is told %d times", told)
	}
}

// A run is corrected once it is over, and meanwhile if another network answers.
func TestWhatIsCorrectedDuringARun(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Draw(0.2, 0.2, 0.8, 0.8)
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	if err := s.FineTuning.Refusal(); err == nil || !strings.Contains(err.Error(), "stop the training first") {
		t.Errorf("while its run is paused: %v", err)
	}
	s.Prediction.UsePost()
	if err := s.FineTuning.Refusal(); err != nil {
		t.Errorf("of another network: %v", err)
	}
}

// Other digits between the steps make it another network. Without digits to mix in or to
// judge by it learns all the same, and says that none were.
func TestWhatIsMixedIn(t *testing.T) {
	var after [2][]float32
	for i, mixed := range []bool{false, true} {
		s, digit := statetest.Misread(t)
		s.FineTuning.SetMixIn(mixed)
		correct(s, digit)
		after[i] = s.Prediction.Network().Parameters()
	}
	if slices.Equal(after[0], after[1]) {
		t.Error("what is mixed in changes nothing")
	}

	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	s.Datasets.Use(dataset.TrainTest{})
	var done state.FineTuned
	s.FineTuning.Done.Listen(func(f state.FineTuned) { done = f })
	correct(s, 4)
	if done.Mixed || !done.Learned || done.Steps == 0 || done.Held[1].Confusion.Examples() != 0 {
		t.Errorf("without digits: %+v", done)
	}
	if s.Prediction.Result().Digit != 4 {
		t.Errorf("it reads %d", s.Prediction.Result().Digit)
	}
}

// A network of no run keeps its calibration, and its notes tell what it was measured on
// after the correction.
func TestTheNotesOfACorrectedNetwork(t *testing.T) {
	s := statetest.New(t)
	m := statetest.Model(3)
	m.Notes = map[string]string{
		note.TestCost: "1", note.TestedOn: "x", note.TestAccuracy: "1", note.ValidatedOn: "x", note.ValidationExamples: "1", note.ValidationAccuracy: "1",
		predict.NoteEdits: "[]", note.Epochs: "7",
	}
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile})
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	var done state.FineTuned
	s.FineTuning.Done.Listen(func(f state.FineTuned) { done = f })
	correct(s, 3)
	held := s.Datasets.Split(training.DefaultSettings()).Validation
	want := map[string]string{
		note.Epochs: "7", note.ValidatedOn: held.Name(), note.ValidationExamples: strconv.Itoa(held.Len()), note.ValidationAccuracy: fmt.Sprint(done.Held[1].Accuracy),
	}
	if got := s.Prediction.Model().Notes; !maps.Equal(got, want) {
		t.Errorf("it has the notes %v, want %v", got, want)
	}
	m.Notes = nil
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile})
	correct(s, 3)
	if got := s.Prediction.Model().Notes; len(got) != 0 {
		t.Errorf("a network without notes has %v", got)
	}
}

// A network that cannot learn is left as it is, and that is told.
func TestANetworkThatCannotLearn(t *testing.T) {
	s := statetest.New(t)
	m := statetest.Model(3)
	m.Network.Layers()[0].B[0] = float32(math.NaN())
	s.Prediction.Use(m, predict.Origin{Kind: predict.FromFile})
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	s.FineTuning.SetMixIn(false)
	correct(s, 3)
	s.Reported("The network has not learned it")
	if s.Prediction.Model().Network != m.Network || s.FineTuning.CanUndo() {
		t.Error("another network answers")
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := state.EvaluateBoth(ended, m.Network, m.Network, s.Datasets.Data().Train); !errors.Is(err, context.Canceled) {
		t.Errorf("at the end of the program it is measured with %v", err)
	}
}

// A digit of a number is corrected alone.
func TestCorrectingADigitOfANumber(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UseShipped()
	for _, x := range []float64{0.2, 0.6} {
		s.Draw(x, 0.3, x, 0.45, x, 0.7)
		s.Page.EndStroke()
	}
	s.Pump("the number", func() bool { return s.Numbers.Number().String() == "11" })
	s.Numbers.Choose(0)
	correct(s, 7)
	if s.Samples.Len() != 1 || len(s.Reports) > 0 {
		t.Fatalf("%d samples, %v", s.Samples.Len(), s.Reports)
	}
	if got := s.Samples.At(0); got.Label != 7 || len(got.Drawing) != 1 || got.Drawing[0].Points[0].X != 0.2 {
		t.Errorf("the sample is a %d of %d strokes", got.Label, len(got.Drawing))
	}
}

// The correction of an earlier epoch is undone to that epoch's network, and to the file that
// the next start opened before.
func TestTheCorrectionOfAnEpochIsUndone(t *testing.T) {
	s, digit := statetest.Misread(t)
	s.WaitForFiles()
	next := s.Prefs.Network
	s.Training.ShowEpoch(1)
	before := s.Prediction.Network()
	correct(s, digit)
	s.WaitForFiles()
	s.FineTuning.Undo()
	s.WaitForFiles()
	if s.Prediction.Network() != before || s.Prefs.Network != next || filepath.Base(next) != store.NetworkFile {
		t.Errorf("undone, %+v answers, and the next start opens %q", s.Prediction.Origin(), s.Prefs.Network)
	}
}
