package train_test

import (
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/training/note"
)

func TestAnEarlierEpochAnswersAndTheLastReturns(t *testing.T) {
	s := statetest.Trained(t, 3)
	now := s.Prediction.Result().Outputs
	s.Training.ShowEpoch(1)
	if at, o := s.Training.ViewedEpoch(), s.Prediction.Origin(); at != 1 || o != (predict.Origin{Kind: predict.FromEpoch, Epoch: 1}) {
		t.Errorf("at 1 epoch %d is in view, of %+v", at, o)
	}
	first := s.Training.Run().Epochs()[1]
	if !slices.Equal(s.Prediction.Network().Parameters(), statetest.Parameters(first)) {
		t.Error("another network than that of epoch 1 answers")
	}
	if got := s.Prediction.Model().Notes[note.Epochs]; got != "1" {
		t.Errorf("the network in view has the notes of epoch %s", got)
	}
	if slices.Equal(s.Prediction.Result().Outputs, now) {
		t.Error("the outputs are those of the trained network")
	}
	s.Training.TurnEpoch(5)
	if got := s.Prediction.Result().Outputs; !slices.Equal(got, now) || s.Training.ViewedEpoch() != store.LatestEpoch {
		t.Errorf("back at the end the outputs are %v, before %v", got, now)
	}
	s.Training.TurnEpoch(-1)
	if at := s.Training.ViewedEpoch(); at != 2 {
		t.Errorf("one back from the end is %d", at)
	}
	s.Training.TurnEpoch(-5)
	if at := s.Training.ViewedEpoch(); at != 0 {
		t.Errorf("far back is %d", at)
	}
	s.Prediction.UsePost()
	if s.Training.ViewedEpoch() != store.LatestEpoch || s.Prediction.Following() != nil {
		t.Error("another network answers, and an epoch of the run stays in view")
	}
}

// TestTheLastEpochFollowsTheRunAgain same run is followed again from its last epoch, with its units.
func TestTheLastEpochFollowsTheRunAgain(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.Prediction.UsePost()
	s.Training.ShowEpoch(3)
	if s.Prediction.Following() != s.Training.Run() || s.Prediction.Network() != s.Training.Run().Network() {
		t.Error("the run does not answer again")
	}
	s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: 1}, true)
	s.Training.ShowEpoch(1)
	s.Training.ShowEpoch(3)
	if len(s.Prediction.SwitchedOff()) != 1 {
		t.Error("going back and forth in a run switches units on")
	}
}

func TestAnEpochInViewOutlivesNewEpochsAndTheTrainedNetworkIsKept(t *testing.T) {
	s := statetest.New(t)
	s.Configure(4)
	s.Page.PutExample(s.Datasets.Data().Test.Open(), 0)
	s.Training.StepEpoch()
	s.Pump("an epoch", func() bool {
		r := s.Training.Run()
		return r != nil && r.Phase() == run.Paused && len(r.Epochs()) == 2
	})
	s.Training.ShowEpoch(0)
	was := s.Prediction.Network()
	s.Train()
	if s.Training.ViewedEpoch() != 0 || s.Prediction.Network() != was || len(s.Training.Run().Epochs()) != 5 {
		t.Errorf("updates of the run ended the view: epoch %d of %d", s.Training.ViewedEpoch(), len(s.Training.Run().Epochs()))
	}
	s.WaitForFiles()
	m, err := predict.ReadModel(s.Prefs.Network)
	if err != nil {
		t.Fatal(err)
	}
	if m.Notes[note.Epochs] != "4" {
		t.Errorf("the network of epoch %s is kept for the next start, not the trained one", m.Notes[note.Epochs])
	}
	s.Training.Reset()
	if s.Training.ViewedEpoch() != store.LatestEpoch {
		t.Error("a new run begins in the past of the old one")
	}
}

// TestTheBestEpochAnswers: the best epoch is the one that read most test images.
func TestTheBestEpochAnswers(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.Settle()                                             // others read the epochs
	s.Training.Run().Epochs()[1].Validation.Accuracy = 1.1 // better than any
	s.Training.ShowBest()
	if at := s.Training.ViewedEpoch(); at != 1 {
		t.Errorf("epoch %d is in view", at)
	}
}
