package state_test

import (
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state"
	"digitpad/gui/state/run"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/lab"
)

func TestExperimentFromRunToVerdict(t *testing.T) {
	s := statetest.New(t)
	x := s.Experiments
	var told []state.ExperimentChange
	x.Changed.Listen(func(c state.ExperimentChange) { told = append(told, c) })
	values := lab.Values{"seeds": "2", "epochs": "3"}
	x.Run(statetest.Experiment("epochs"), values)
	if x.Running() != statetest.Experiment("epochs") || len(told) == 0 || told[0].Partial == nil {
		t.Fatal("it does not run")
	}
	x.Run(statetest.Experiment("encodings"), nil)
	if x.Running() != statetest.Experiment("epochs") {
		t.Error("another one took its place")
	}
	s.Pump("the result", func() bool { return x.Running() == nil })
	result := x.Result(statetest.Experiment("epochs"))
	if result == nil || result.Values["epochs"] != "3" || result.Verdict.Outcome == "" {
		t.Fatalf("the result is %+v", result)
	}
	if last := told[len(told)-1]; !last.Ended || last.Experiment != statetest.Experiment("epochs") {
		t.Errorf("the last that was told is %+v", last)
	}
	if x.Result(statetest.Experiment("encodings")) != nil || x.Values(statetest.Experiment("epochs"))["seeds"] != "2" || x.Values(statetest.Experiment("gradient-check")) != nil {
		t.Error("an experiment has the result or the settings of another, or forgot its own")
	}
}

func TestExperimentStops(t *testing.T) {
	s := statetest.New(t)
	x := s.Experiments
	share := 0.0
	x.Changed.Listen(func(c state.ExperimentChange) {
		if c.Partial != nil {
			share = c.Partial.Share
		}
	})
	x.Run(statetest.Experiment("encodings"), lab.Values{"seeds": "2", "epochs": "10000"})
	s.Pump("how far it is", func() bool { return share > 0 })
	x.Stop()
	s.Pump("the end", func() bool { return x.Running() == nil })
	if len(s.Reports) > 0 || x.Result(statetest.Experiment("encodings")) != nil {
		t.Errorf("a stopped experiment leaves %v", s.Reports)
	}
	if !strings.Contains(s.Log.String(), `"phase":"stopped"`) {
		t.Errorf("the event log has %s", s.Log)
	}
}

// What is wrong with settings is told by their names.
func TestWrongSettingsOfAnExperiment(t *testing.T) {
	s := statetest.New(t)
	x := s.Experiments
	var problems training.Problems
	x.Changed.Listen(func(c state.ExperimentChange) {
		if c.Problems != nil {
			problems = c.Problems
		}
	})
	x.Run(statetest.Experiment("epochs"), lab.Values{"rate": "fast", "seeds": "0"})
	if x.Running() != nil || problems.Of("rate").Empty() || problems.Of("seeds").Empty() {
		t.Errorf("running: %v, %v", x.Running(), problems)
	}
	x.Run(statetest.Experiment("epochs"), lab.Values{"seeds": "1", "batch": "100000"}) // more than there are images, which only the run knows
	s.Pump("the refusal", func() bool { return x.Running() == nil })
	if problems.Of("batch").Empty() || len(s.Reports) > 0 {
		t.Errorf("%v, %v", problems, s.Reports)
	}
	s.Datasets.Use(dataset.TrainTest{})
	x.Run(statetest.Experiment("epochs"), lab.Values{})
	s.Reported("The experiment cannot start yet")
}

// TestExperimentOnTheNetworkOfThePage gradient check looks at the network that answers and at the digit on the page.
func TestExperimentOnTheNetworkOfThePage(t *testing.T) {
	s := statetest.New(t)
	x := s.Experiments
	if d := x.ExperimentData(); d.OwnNetwork || d.Example {
		t.Error("without a network there is one")
	}
	s.Training.StepEpoch()
	s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
	if d := x.ExperimentData(); !d.OwnNetwork || d.Example {
		t.Error("an empty page is an example")
	}
	s.Draw(0.2, 0.5, 0.8, 0.5)
	if d := x.ExperimentData(); !d.OwnNetwork || !d.Example {
		t.Fatal("the experiment does not get the network and the digit")
	}
	x.Run(statetest.Experiment("gradient-check"), nil)
	s.Pump("the result", func() bool { return x.Running() == nil })
	if result := x.Result(statetest.Experiment("gradient-check")); result == nil || !strings.Contains(result.Tables[0].Title.String(), "784-8-10") {
		t.Errorf("the result is %+v", result)
	}
}

// The event log has the beginning of an experiment and how it ended; one that fails says
// why, and leaves no result.
func TestTheEndOfAnExperimentIsLogged(t *testing.T) {
	s := statetest.New(t)
	x := s.Experiments
	x.Stop() // of none
	x.Run(statetest.Experiment("epochs"), lab.Values{"seeds": "1", "epochs": "2"})
	s.Pump("the result", func() bool { return x.Running() == nil })
	outcome := string(x.Result(statetest.Experiment("epochs")).Verdict.Outcome)
	for _, want := range []string{`"phase":"running"`, `"phase":"finished"`, `"outcome":"` + outcome + `"`} {
		if !strings.Contains(s.Log.String(), want) {
			t.Errorf("%s is not in the event log: %s", want, s.Log)
		}
	}
	d := s.Datasets.Data()
	s.Datasets.Use(dataset.TrainTest{Train: d.Train, Test: dataset.Seal(d.Test.Open().Slice(0, 0))})
	var ended int
	x.Changed.Listen(func(c state.ExperimentChange) {
		if c.Ended {
			ended++
		}
	})
	x.Run(statetest.Experiment("encodings"), nil)
	s.Pump("the failure", func() bool { return x.Running() == nil })
	s.Reported("The experiment did not come to an end")
	if ended != 1 || x.Result(statetest.Experiment("encodings")) != nil || !strings.Contains(s.Log.String(), `"phase":"failed"`) {
		t.Errorf("it is told %d times, and leaves %+v", ended, x.Result(statetest.Experiment("encodings")))
	}
}
