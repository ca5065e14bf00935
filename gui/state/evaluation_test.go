package state_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/runs"
)

// evaluated is a state with an untrained network, which reads 0 everywhere, and its
// evaluation; changes are those that were told.
func evaluated(t *testing.T) (s *statetest.State, changes *[]state.EvaluationChange) {
	t.Helper()
	s, changes = statetest.New(t), new([]state.EvaluationChange)
	s.Evaluation.Changed.Listen(func(c state.EvaluationChange) { *changes = append(*changes, c) })
	s.Prediction.Use(codec.Model{Network: network.New(network.PostSpec())}, predict.Origin{Kind: predict.FromFile, Name: "test network"})
	s.Evaluation.Update()
	s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != nil })
	return s, changes
}

// labelled counts the digits with a label.
func labelled(d *dataset.Dataset, label int) int {
	n := 0
	for i := range d.Len() {
		if d.Label(i) == label {
			n++
		}
	}
	return n
}

func TestTheNetworkThatAnswersIsEvaluated(t *testing.T) {
	s, changes := evaluated(t)
	test := s.Datasets.Data().Test.Open()
	zeros, n := labelled(test, 0), test.Len()
	r := s.Evaluation.Result()
	if r.Data != test || r.Origin.Name != "test network" || r.Inspection.Accuracy != float64(zeros)/float64(n) || r.Inspection.Confusion[0][0] != zeros {
		t.Errorf("%+v: accuracy %g, want %d of %d", r.Origin, r.Inspection.Accuracy, zeros, n)
	}
	if got := len(r.Inspection.Misclassified()); got != n-zeros {
		t.Errorf("%d mistakes, want %d", got, n-zeros)
	}
	if last := (*changes)[len(*changes)-1]; last.Result != r || last.Done != n || last.Total != n {
		t.Errorf("told was %+v", last)
	}
	told := len(*changes)
	s.Draw(0.1, 0.1, 0.2, 0.3)
	s.Evaluation.Update()
	s.Settle()
	if s.Evaluation.Result() != r || len(*changes) != told {
		t.Error("what was evaluated is evaluated again")
	}
	s.Prediction.UsePost()
	s.Evaluation.Update()
	s.Pump("the other network's evaluation", func() bool { return s.Evaluation.Result() != r })
}

// TestUnitsThatAreOffCountInAnEvaluation network is evaluated without the units that are switched off.
func TestUnitsThatAreOffCountInAnEvaluation(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.Evaluation.Update()
	s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != nil })
	whole := s.Evaluation.Result()
	for i := range 4 {
		s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: i}, true)
	}
	s.Evaluation.Update()
	s.Pump("the evaluation without four", func() bool { return s.Evaluation.Result().Off == 4 })
	if s.Evaluation.Result().Inspection.Score == whole.Inspection.Score {
		t.Error("the score is the same without the units")
	}
	for i := range 4 {
		s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: i}, false)
	}
	s.Evaluation.Update()
	s.Pump("the evaluation of all", func() bool { return s.Evaluation.Result().Off == 0 })
	if s.Evaluation.Result().Inspection.Score != whole.Inspection.Score {
		t.Error("the units do not come back")
	}
}

// While a run goes on the network of its last epoch is evaluated, so that all figures
// agree.
func TestWhileARunGoesOnItsLastEpochIsEvaluated(t *testing.T) {
	s := statetest.New(t)
	s.Configure(10)
	s.Training.StepEpoch()
	s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	s.Training.StepIteration()
	s.Pump("an iteration", func() bool {
		p := s.Training.Run().Progress()
		return p.Iteration == 1 && s.Training.Run().Phase() == run.Paused
	})
	s.Evaluation.Update()
	s.Pump("its evaluation", func() bool { return s.Evaluation.Result() != nil })
	last, r := s.Training.Run().Epochs()[1], s.Evaluation.Result()
	if r.Inspection.Score != last.Validation || r.Inspection.Confusion != last.Confusion || r.Origin != (predict.Origin{Kind: predict.FromEpoch, Epoch: 1}) {
		t.Errorf("the evaluation says %v of %+v, the run %v", r.Inspection.Score, r.Origin, last.Validation)
	}
	s.Training.ShowEpoch(0)
	s.Evaluation.Update()
	s.Pump("the evaluation of epoch 0", func() bool { return s.Evaluation.Result() != r })
	if got, want := s.Evaluation.Result().Inspection.Score, s.Training.Run().Epochs()[0].Validation; got != want {
		t.Errorf("epoch 0 scores %v, its evaluation %v", want, got)
	}
}

// An evaluation that is asked for with each epoch finds the network of the run, also when
// all its epochs come at once, and whatever answered before.
func TestEvaluateWithEachEpoch(t *testing.T) {
	for name, before := range map[string]func(*predict.Prediction){"no network": func(*predict.Prediction) {}, "another network": (*predict.Prediction).UsePost} {
		s := statetest.New(t)
		before(s.Prediction)
		s.Configure(3)
		s.Training.Changed.Listen(func(train.TrainingChange) { s.Evaluation.Update() })
		s.Train()
		s.Pump("its evaluation", func() bool {
			r := s.Evaluation.Result()
			return r != nil && r.Origin.Kind == predict.FromRun && r.Origin.Phase == run.Finished
		})
		if got, want := s.Evaluation.Result().Inspection.Score, s.Training.Run().Epochs()[3].Validation; got != want {
			t.Errorf("after %s: the evaluation says %v, the run %v", name, got, want)
		}
	}
}

func TestWithoutDigitsThereIsNoEvaluation(t *testing.T) {
	s, changes := evaluated(t)
	s.Datasets.Use(dataset.TrainTest{})
	s.Evaluation.Update()
	if last := (*changes)[len(*changes)-1]; s.Evaluation.Result() != nil || last != (state.EvaluationChange{}) {
		t.Error("an old evaluation stays")
	}
}

// TestEvaluateSamples user's digits as a test set: counted as any, and a mistake goes to the page as it
// was drawn.
func TestEvaluateSamples(t *testing.T) {
	s, _ := evaluated(t) // which reads 0 everywhere
	test, first := s.Datasets.Data().Test.Open(), s.Evaluation.Result()
	s.Evaluation.PutExample(test, 7)
	if c := s.Page.Content(); c.Image == nil || c.Label != test.Label(7) {
		t.Error("the example is not on the page")
	}
	s.Evaluation.Choose(state.SampleDigits)
	for i, digit := range []int{0, 3, 3, 7} {
		s.Remember(digit, uint64(i))
	}
	s.Evaluation.Update()
	s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != first })
	r := s.Evaluation.Result()
	if m := r.Inspection.Confusion; r.Inspection.Accuracy != 0.25 || m[3][0] != 2 || m[7][0] != 1 || m.Examples() != 4 {
		t.Errorf("accuracy %g, the matrix is %v", r.Inspection.Accuracy, m)
	}
	s.Evaluation.PutExample(r.Data, r.Inspection.Cell(7, 0)[0])
	if got, want := s.Page.Content().Drawing, s.Samples.At(3).Drawing; len(got) == 0 || &got[0] != &want[0] {
		t.Error("another drawing lies on the page than the one that was chosen")
	}
	s.Samples.Delete(1)
	s.Evaluation.Update()
	s.Pump("an evaluation of those that are left", func() bool { return s.Evaluation.Result().Data.Len() == 3 })
}

// Robustness is measured in the background, can be stopped, and measured again.
func TestRobustnessIsMeasuredAndStopped(t *testing.T) {
	s := statetest.Trained(t, 2)
	var told []state.Robustness
	s.Evaluation.Measured.Listen(func(r state.Robustness) { told = append(told, r) })
	s.Evaluation.MeasureRobustness()
	s.Evaluation.MeasureRobustness() // one at a time
	s.Evaluation.StopMeasuring()
	s.Pump("the stop", func() bool { return !s.Evaluation.Measuring() })
	if last := told[len(told)-1]; last.Running || last.Curves != nil {
		t.Errorf("of a stopped one it is told %+v", last)
	}
	began := func(r state.Robustness) bool { return r.Running && r.Share == 0 }
	if slices.ContainsFunc(told[1:], began) || !began(told[0]) {
		t.Errorf("two are measured at a time: %+v", told)
	}
	s.Evaluation.MeasureRobustness()
	if !s.Evaluation.Measuring() || !told[len(told)-1].Running {
		t.Error("it is not under way")
	}
	s.Pump("the measurement", func() bool { return !s.Evaluation.Measuring() })
	if last := told[len(told)-1]; len(last.Curves) != len(evaluate.Corruptions) || last.Data != s.Training.Run().Validation() || last.Share != 1 {
		t.Errorf("%d curves for %d disturbances", len(last.Curves), len(evaluate.Corruptions))
	}
	if !slices.ContainsFunc(told, func(r state.Robustness) bool { return r.Running && r.Share > 0 }) {
		t.Error("nobody hears how far it is")
	}
	if !strings.Contains(s.Log.String(), `"robustness"`) {
		t.Error("the event log does not have it")
	}
}

// How often the test images were read is said of them alone.
func TestLooksAreSaidOfTheTestDigits(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.Training.ScoreTest()
	s.Pump("the test images", func() bool { _, read := s.Training.TestLook(); return read })
	s.Settle()
	for digits, want := range map[state.EvaluationDigits]int{state.ValidationDigits: 0, state.TestDigits: 1} {
		s.Evaluation.Choose(digits)
		s.Evaluation.Update()
		s.Settle()
		if r := s.Evaluation.Result(); r == nil || r.Digits != digits || r.Looks != want {
			t.Errorf("of digits %v: %+v, want %d looks", digits, r, want)
		}
	}
}

// The validation images are what an evaluation reads of a run, and the test images only
// what was read on request; of another network they are read.
func TestAnEvaluationKeepsTheSeal(t *testing.T) {
	s := statetest.Trained(t, 2)
	var last state.EvaluationChange
	s.Evaluation.Changed.Listen(func(c state.EvaluationChange) { last = c })
	s.Evaluation.Update()
	s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != nil })
	if s.Evaluation.Digits() != state.ValidationDigits || s.Evaluation.Result().Data != s.Training.Run().Validation() {
		t.Error("of a run not the validation images are read")
	}
	s.Evaluation.Choose(state.TestDigits)
	s.Evaluation.Update()
	s.Settle()
	if s.Evaluation.Result() != nil || last.Why != state.Sealed || s.Training.Run().Looks() != 0 {
		t.Errorf("the seal is broken: %+v, %d looks", last, s.Training.Run().Looks())
	}
	s.Training.ScoreTest()
	s.Settle()
	look, _ := s.Training.TestLook()
	s.Evaluation.Update()
	if e := s.Evaluation.Result(); e == nil || e.Inspection.Score != look.Predicted.Score || e.Looks != 1 || e.Data != s.Datasets.Data().Test.Open() {
		t.Errorf("what was read is not shown: %+v", e)
	}
	s.Prediction.UsePost()
	s.Evaluation.Update()
	s.Pump("the post's network", func() bool {
		e := s.Evaluation.Result()
		return e != nil && e.Origin.Kind == predict.FromPost
	})
	if e := s.Evaluation.Result(); e.Looks != 0 || s.Training.Run().Looks() != 1 {
		t.Error("another network's look counts as the run's")
	}
	s.Prediction.SwitchUnit(predict.Unit{}, true)
	s.Evaluation.Choose(state.ValidationDigits)
	if s.Evaluation.Update(); last.Why != state.NotOfThisRun {
		t.Errorf("of another network the validation images are said to be %+v", last)
	}
}

// What there is nothing to evaluate for is said: of a run whether its images are sealed or
// were not held out, of no network nothing.
func TestWhyThereIsNoEvaluation(t *testing.T) {
	s := statetest.New(t)
	var last state.EvaluationChange
	s.Evaluation.Changed.Listen(func(c state.EvaluationChange) { last = c })
	said := func(what string, digits state.EvaluationDigits, want state.Unevaluated) {
		t.Helper()
		s.Evaluation.Choose(digits)
		last = state.EvaluationChange{Done: -1}
		if s.Evaluation.Update(); last != (state.EvaluationChange{Why: want}) || s.Evaluation.Result() != nil {
			t.Errorf("%s: it is said %+v, want %d", what, last, want)
		}
	}
	said("without a network", state.TestDigits, state.NothingLoaded)
	s.Evaluation.MeasureRobustness()
	s.Prediction.UsePost()
	said("without a digit of mine", state.SampleDigits, state.NothingLoaded)
	s.Evaluation.MeasureRobustness()
	if s.Evaluation.Measuring() {
		t.Error("the robustness of nothing is measured")
	}
	said("of a network of no run", state.ValidationDigits, state.NotOfThisRun)
	if s.Evaluation.OfRun() {
		t.Error("the post's network is a run's")
	}
	v := s.Configure(2)
	v.Validation = 0
	s.Settings.Fill(v)
	s.Train()
	said("of a run that holds none out", state.ValidationDigits, state.NothingHeldOut)
	said("of a run", state.TestDigits, state.Sealed)
	if !s.Evaluation.OfRun() {
		t.Error("the run's network is none of a run")
	}
}

// The digits that suit the network are the ones that its run held out, if it did, else the
// test images; a person's choice goes before.
func TestTheDigitsThatSuitTheNetwork(t *testing.T) {
	for oneIn, want := range map[int]state.EvaluationDigits{0: state.TestDigits, 6: state.ValidationDigits} {
		s := statetest.New(t)
		if d := s.Evaluation.Digits(); d != state.TestDigits {
			t.Errorf("without a run the digits are %d", d)
		}
		v := s.Configure(1)
		v.Validation = oneIn
		s.Settings.Fill(v)
		s.Training.StepIteration()
		s.Evaluation.Update() // before there is an epoch
		s.PumpUntil(run.Paused)
		if d := s.Evaluation.Digits(); d != want {
			t.Errorf("of a run that holds out one in %d the digits are %d, want %d", oneIn, d, want)
		}
		s.Evaluation.Choose(state.SampleDigits)
		if d := s.Evaluation.Digits(); d != state.SampleDigits {
			t.Errorf("chosen, they are %d", d)
		}
	}
}

// Before its first epoch is over, a run is evaluated as it began; with a unit off, as it is
// now; with an image of many digits it is told how far that is.
func TestARunBetweenTwoEpochsIsEvaluated(t *testing.T) {
	s := statetest.New(t)
	s.Datasets.Use(statetest.Stripes(t, 9000))
	s.Configure(10)
	s.Training.StepIteration()
	s.Pump("an iteration", func() bool {
		return s.Training.Run().Progress().TotalIterations == 1 && s.Training.Run().Phase() == run.Paused
	})
	s.Evaluation.Update()
	s.Pump("its evaluation", func() bool { return s.Evaluation.Result() != nil })
	first := s.Training.Run().Epochs()[0]
	if r := s.Evaluation.Result(); r.Inspection.Score != first.Validation || r.Origin != (predict.Origin{Kind: predict.FromEpoch}) {
		t.Errorf("the evaluation says %v of %+v, epoch 0 %v", r.Inspection.Score, r.Origin, first.Validation)
	}
	s.Prediction.SwitchUnit(predict.Unit{Index: 1}, true)
	s.Evaluation.Update()
	s.Pump("the evaluation without a unit", func() bool { return s.Evaluation.Result().Off == 1 })
	want, err := evaluate.Network(t.Context(), s.Prediction.Network(), s.Training.Run().Validation())
	if err != nil {
		t.Fatal(err)
	}
	if r := s.Evaluation.Result(); r.Inspection.Score != want.Score || r.Origin.Kind != predict.FromRun {
		t.Errorf("without a unit the evaluation says %v of %+v, want %v", r.Inspection.Score, r.Origin, want.Score)
	}
}

// How far an evaluation is, is told until its result is there. A short one may be over
// before that is heard, so that it is tried again.
func TestHowFarAnEvaluationIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := statetest.New(t)
		data := statetest.Stripes(t, 40000)
		s.Prediction.UsePost()
		var told []state.EvaluationChange
		s.Evaluation.Changed.Listen(func(c state.EvaluationChange) { told = append(told, c) })
		for try := 0; len(told) < 2; try++ {
			if try == 100 {
				t.Fatal("nobody hears how far it is")
			}
			s.Datasets.Use(dataset.TrainTest{})
			s.Evaluation.Update()
			s.Datasets.Use(data)
			told = nil
			s.Evaluation.Update()
			s.Pump("an evaluation", func() bool { return s.Evaluation.Result() != nil })
			time.Sleep(time.Second) // until all news of it have come
			s.PumpAll()
		}
		last := len(told) - 1
		if told[last].Result == nil || told[last].Done != 10000 {
			t.Errorf("in the end it is told %+v", told[last])
		}
		for _, c := range told[:last] {
			if c.Result != nil || c.Done <= 0 || c.Done > 10000 || c.Total != 10000 {
				t.Errorf("on the way it is told %+v", c)
			}
		}
	})
}

// A kept network that is opened again reads the test images as one of its run.
func TestAKeptNetworksReadingCounts(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.WaitForFiles()
	kept := s.Comparison.Runs()[0]
	s.Comparison.Use(kept, runs.LastEpoch)
	s.WaitForFiles()
	s.Evaluation.Update()
	s.Pump("its evaluation", func() bool { return s.Evaluation.Result() != nil })
	if r := s.Evaluation.Result(); r.Digits != state.TestDigits || r.Looks != 1 || len(kept.Tested) != 1 {
		t.Errorf("of digits %d, %d looks; the run has %+v", r.Digits, r.Looks, kept.Tested)
	}
}
