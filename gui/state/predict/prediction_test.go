package predict_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/note"
	"digitpad/training/runs"
)

// choices are the ways to another network, each with what it leads to.
func choices(t *testing.T, s *statetest.State) map[string]struct {
	choose func()
	chosen func() bool
} {
	path := filepath.Join(t.TempDir(), "other.safetensors")
	if err := predict.WriteModel(statetest.Model(7), path); err != nil {
		t.Fatal(err)
	}
	opened := false
	kind := func(k predict.OriginKind) func() bool {
		return func() bool { return s.Prediction.Origin().Kind == k && s.Prediction.Following() == nil }
	}
	return map[string]struct {
		choose func()
		chosen func() bool
	}{
		"a file":  {func() { s.Prediction.OpenFile(path, codec.Given{}, func() { opened = true }) }, func() bool { return opened && kind(predict.FromFile)() }},
		"shipped": {s.Prediction.UseShipped, kind(predict.FromDigitpad)},
		"post's":  {s.Prediction.UsePost, kind(predict.FromPost)},
	}
}

// A network that is chosen while a run goes on stays, whatever becomes of the run.
func TestAChosenNetworkStaysWhileARunGoesOn(t *testing.T) {
	for _, name := range []string{"a file", "shipped", "post's"} {
		t.Run(name, func(t *testing.T) {
			s := statetest.New(t)
			c := choices(t, s)[name]
			s.Configure(statetest.Unending)
			s.Training.StartPause()
			s.PumpUntil(run.Running)
			c.choose()
			s.Pump("the choice", c.chosen)
			chosen := s.Prediction.Network()
			at := len(s.Training.Run().Epochs())
			s.Pump("more epochs", func() bool { return len(s.Training.Run().Epochs()) > at+3 })
			if s.Prediction.Network() != chosen || !c.chosen() {
				t.Errorf("the run took the answer back: %+v", s.Prediction.Origin())
			}
			s.Training.Stop()
			s.PumpUntil(run.Stopped)
			s.WaitForFiles()
			if s.Prediction.Network() != chosen || !c.chosen() {
				t.Errorf("the end of the run took the answer back: %+v", s.Prediction.Origin())
			}
			if want := s.Prediction.Origin().File; s.Prefs.Network != want {
				t.Errorf("the next start opens %q, want %q", s.Prefs.Network, want)
			}
		})
	}
}

// A network that is chosen while a run is paused stays when the run is stopped, and when
// it goes on.
func TestAChosenNetworkStaysWhenAPausedRunEnds(t *testing.T) {
	for _, name := range []string{"a file", "shipped", "post's"} {
		for _, then := range []string{"stop", "go on"} {
			t.Run(name+", "+then, func(t *testing.T) {
				s := statetest.New(t)
				c := choices(t, s)[name]
				s.Configure(statetest.Unending)
				s.Training.StepEpoch()
				s.Pump("a pause", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
				c.choose()
				s.Pump("the choice", c.chosen)
				chosen := s.Prediction.Network()
				if then == "stop" {
					s.Training.Stop()
					s.PumpUntil(run.Stopped)
				} else {
					s.Training.StartPause()
					s.Pump("more epochs", func() bool { return len(s.Training.Run().Epochs()) > 4 })
				}
				s.WaitForFiles()
				if s.Prediction.Network() != chosen || !c.chosen() {
					t.Errorf("the run took the answer back: %+v", s.Prediction.Origin())
				}
			})
		}
	}
}

// TestTheRunAnswersAgainWhenItIsChosen run answers again when its last epoch is chosen.
func TestTheRunAnswersAgainWhenItIsChosen(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.PumpUntil(run.Running)
	s.Prediction.UseShipped()
	s.Pump("an epoch", func() bool { return len(s.Training.Run().Epochs()) > 2 })
	s.Training.ShowEpoch(statetest.Unending)
	was := s.Prediction.Network()
	s.Pump("the network learns", func() bool { return s.Prediction.Network() != was })
	if s.Prediction.Following() != s.Training.Run() {
		t.Error("the run is not followed")
	}
}

// A network that is chosen while another one is corrected stays.
func TestAChosenNetworkStaysWhileAnotherIsCorrected(t *testing.T) {
	for _, name := range []string{"a file", "shipped", "post's"} {
		t.Run(name, func(t *testing.T) {
			s, digit := statetest.Misread(t)
			c := choices(t, s)[name]
			s.FineTuning.Correct(digit)
			c.choose()
			s.Pump("both", func() bool { return !s.FineTuning.Running() && c.chosen() })
			s.WaitForFiles()
			if !c.chosen() || s.FineTuning.CanUndo() {
				t.Errorf("the corrected network replaced it: %+v", s.Prediction.Origin())
			}
			if s.Samples.Len() != 1 {
				t.Error("the drawing is lost")
			}
			if want := s.Prediction.Origin().File; s.Prefs.Network != want {
				t.Errorf("the next start opens %q, want %q", s.Prefs.Network, want)
			}
			s.Reported("The correction was dropped")
		})
	}
}

// TestARunThatIsStartedDuringACorrectionStays pressed while a digit is corrected: the run's network answers, and stays.
func TestARunThatIsStartedDuringACorrectionStays(t *testing.T) {
	for name, start := range map[string]func(*train.Training){
		"train": (*train.Training).StartPause, "an iteration": (*train.Training).StepIteration, "an epoch": (*train.Training).StepEpoch, "reset": (*train.Training).Reset,
	} {
		t.Run(name, func(t *testing.T) {
			s, digit := statetest.Misread(t)
			old := s.Training.Run()
			s.Edit(func(v *training.Settings) { v.Seed = 99 }, nil)
			if name != "train" && name != "reset" {
				s.Training.Reset() // steps do nothing in a run that is over
			}
			s.FineTuning.Correct(digit)
			start(s.Training)
			r := s.Training.Run()
			s.Pump("the correction", func() bool { return !s.FineTuning.Running() })
			if name == "train" {
				s.PumpUntil(run.Finished)
			}
			s.WaitForFiles()
			s.Pump("the run's network", func() bool { return r.Network() != nil })
			if r == old || s.Prediction.Following() != r || s.Prediction.Origin().Kind != predict.FromRun {
				t.Errorf("%+v answers", s.Prediction.Origin())
			}
			if name == "train" && !slices.Equal(s.Prediction.Network().Parameters(), statetest.Parameters(r.Epochs()[len(r.Epochs())-1])) {
				t.Error("the run's network is not the one that answers")
			}
			s.Reported("The correction was dropped")
		})
	}
}

// Of two choices that take a while the later one counts, whichever comes first.
func TestAnEarlierRequestIsVoid(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.WaitForFiles()
	kept := s.Comparison.Runs()[0]
	folder := t.TempDir()
	path := func(i uint64) string {
		name := filepath.Join(folder, string(rune('a'+i))+".safetensors")
		if err := predict.WriteModel(statetest.Model(i), name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	first, second := path(0), path(1)
	var opened []string
	open := func(path string) func() {
		return func() { s.Prediction.OpenFile(path, codec.Given{}, func() { opened = append(opened, path) }) }
	}
	use := func() { s.Comparison.Use(kept, runs.LastEpoch) }
	for name, c := range map[string]struct {
		earlier, later func()
		want           func() bool
	}{
		"file, file": {open(first), open(second), func() bool { return s.Prediction.Origin().File == second }},
		"file, run":  {open(first), use, func() bool { return s.Prediction.Origin().Kind == predict.FromKeptRun }},
		"run, file":  {use, open(first), func() bool { return s.Prediction.Origin().File == first }},
		"run, post's": {use, s.Prediction.UsePost, func() bool {
			return s.Prediction.Origin().Kind == predict.FromPost
		}},
		"file, epoch": {open(first), func() { s.Training.ShowEpoch(1) }, func() bool { return s.Training.ViewedEpoch() == 1 }},
		"file, the run": {open(first), func() { s.Training.ShowEpoch(2) }, func() bool {
			return s.Prediction.Following() == s.Training.Run() && s.Training.ViewedEpoch() == store.LatestEpoch
		}},
	} {
		s.Prediction.UseShipped()
		opened = nil
		c.earlier()
		c.later()
		s.Pump(name, c.want)
		s.WaitForFiles()
		s.Settle()
		if !c.want() || slices.Contains(opened, first) && name != "run, file" {
			t.Errorf("%s: %+v answers, opened %q", name, s.Prediction.Origin(), opened)
		}
	}
	if len(s.Reports) > 0 {
		t.Errorf("%v", s.Reports)
	}
}

// A file that cannot be opened leaves the network that answers.
func TestABadFileLeavesTheNetwork(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	was := s.Prediction.Network()
	bad := filepath.Join(t.TempDir(), "bad.safetensors")
	if err := os.WriteFile(bad, []byte("nonsense"), 0o644); err != nil {
		t.Fatal(err)
	}
	small := filepath.Join(t.TempDir(), "small.safetensors")
	spec := network.PostSpec()
	spec.Sizes = []int{4, 3, 10}
	if err := predict.WriteModel(codec.Model{Network: network.New(spec)}, small); err != nil {
		t.Fatal(err)
	}
	for path, words := range map[string]string{bad: bad, small: "takes 4 inputs", bad + "?": "no such file"} {
		s.Prediction.OpenFile(path, codec.Given{}, func() { t.Errorf("%s was opened", path) })
		s.Pump("a message", func() bool { return len(s.Reports) > 0 })
		s.Reported(words)
		if s.Prediction.Network() != was {
			t.Errorf("after %s another network answers", path)
		}
	}
}

// A file of weights alone asks for its activation, and answers when that is given.
func TestAFileOfWeightsAsks(t *testing.T) {
	s := statetest.New(t)
	path := "../../../network/codec/testdata/torch-fc.safetensors"
	var asked []predict.Unspecified
	s.Prediction.Unspecified.Listen(func(u predict.Unspecified) { asked = append(asked, u) })
	s.Prediction.OpenFile(path, codec.Given{}, func() { t.Error("it was opened") })
	s.Pump("a question", func() bool { return len(asked) > 0 })
	if asked[0].Path != path || asked[0].Sizes != "784-5-10" || len(s.Reports) > 0 {
		t.Errorf("asked for %+v, reports %v", asked, s.Reports)
	}
	opened := false
	s.Prediction.OpenFile(path, codec.Given{Hidden: network.Tanh, Output: network.Sigmoid}, func() { opened = true })
	s.Pump("the network", func() bool { return opened })
	if spec := s.Prediction.Model().Network.Spec(); spec.Hidden != network.Tanh || spec.Output != network.Sigmoid || len(asked) != 1 {
		t.Errorf("the network is %v; asked %d times", spec, len(asked))
	}
}

// What answered last answers at the next start, by what it is called.
func TestRestore(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.WaitForFiles()
	want := s.Prediction.Network().Parameters()
	s.End()
	again := statetest.NewIn(t, s.Home)
	again.Prefs.Network = s.Prefs.Network
	again.Restore("")
	o := again.Prediction.Origin()
	if o.Kind != predict.FromTraining || o.Sizes != "784-8-10" || o.Accuracy == "" || !slices.Equal(again.Prediction.Network().Parameters(), want) {
		t.Errorf("%+v", o)
	}
	again.Prefs.Network = filepath.Join(again.Home, "gone")
	again.Restore("")
	if o := again.Prediction.Origin(); o.Kind != predict.FromDigitpad || len(again.Reports) > 0 {
		t.Errorf("without its file %+v answers, %v", o, again.Reports)
	}
	again.Restore(filepath.Join(again.Home, "asked for"))
	again.Reported("The network cannot be opened")
}

// TestAUnitSwitchedOffAndOnAgain network that answers is one that a person knows: each choice ends what was off.
func TestAUnitSwitchedOffAndOnAgain(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Draw(0.5, 0.2, 0.5, 0.8)
	before, whole := s.Prediction.Result().Outputs, s.Prediction.Network()
	changes := 0
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			changes++
		}
	})
	unit := predict.Unit{Layer: 0, Index: 4}
	s.Prediction.SwitchUnit(unit, true)
	img := s.Prediction.Image()
	want := whole.Ablate(0, 4).Forward(whole.NewPass(), network.NewInput(img[:]))
	if got := s.Prediction.Result().Outputs; !slices.Equal(got, want) || slices.Equal(got, before) || changes != 1 {
		t.Errorf("the outputs are %v, want %v, before %v, %d changes", got, want, before, changes)
	}
	if s.Prediction.Model().Network != whole {
		t.Error("the network itself has changed")
	}
	s.Prediction.SwitchUnit(unit, false)
	if got := s.Prediction.Result().Outputs; !slices.Equal(got, before) || s.Prediction.Network() != whole {
		t.Error("the unit does not come back")
	}
	s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: 14}, true)
	s.Prediction.Use(codec.Model{Network: network.New(network.PostSpec())}, predict.Origin{Kind: predict.FromFile})
	if off := s.Prediction.SwitchedOff(); len(off) != 0 {
		t.Errorf("another network begins with %v off", off)
	}
}

// Without a network, without ink, and of every encoding: what a result says.
func TestResult(t *testing.T) {
	s := statetest.New(t)
	s.Draw(0.5, 0.2, 0.5, 0.8)
	if r := s.Prediction.Result(); r.HasNetwork || r.Answered || r.Digit != -1 || r.Winner() != -1 {
		t.Errorf("without a network: %+v", r)
	}
	s.Prediction.UsePost()
	r := s.Prediction.Result()
	if !r.Answered || r.Winner() != r.Digit || r.Digit == r.Second || len(r.Outputs) != 10 {
		t.Fatalf("%+v", r)
	}
	for i, a := range r.Outputs {
		if a > r.Outputs[r.Digit] || i != r.Digit && a > r.Outputs[r.Second] {
			t.Errorf("output %d is larger than the first or the second: %+v", i, r)
		}
	}
	s.Page.Clear()
	if r := s.Prediction.Result(); !r.HasNetwork || r.Answered || r.Digit != -1 {
		t.Errorf("of an empty page: %+v", r)
	}
	s.Page.Undo()
	binary := network.PostSpec()
	binary.Encoding = network.Binary
	binary.Sizes = []int{784, 15, 4}
	s.Prediction.Use(codec.Model{Network: network.New(binary)}, predict.Origin{})
	if r := s.Prediction.Result(); !r.Answered || r.Winner() != -1 || r.Second != -1 {
		t.Errorf("of bits: %+v", r)
	}
}

// One click on an empty page is no digit, and the answer says that it is none.
func TestOneDotIsNoSureAnswer(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UseShipped()
	s.Draw(0.5, 0.5)
	if r := s.Prediction.Result(); r.Answered && !r.Unsure {
		t.Errorf("one dot is a sure %d", r.Digit)
	}
}

// What was asked for before a run goes on is void, however long ago.
func TestARunThatGoesOnMakesRequestsVoid(t *testing.T) {
	s := statetest.New(t)
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	requests := []int{s.Prediction.Request(), s.Prediction.Request(), s.Prediction.Request()}
	if s.Prediction.Pending(requests[1]) || !s.Prediction.Pending(requests[2]) {
		t.Error("of three requests not the last one counts")
	}
	s.Prediction.Resume(s.Training.Run())
	for i, r := range requests {
		if s.Prediction.Pending(r) {
			t.Errorf("request %d counts after the run goes on", i)
		}
	}
	s.Prediction.UsePost()
	r := s.Prediction.Request()
	if s.Prediction.Resume(s.Training.Run()); !s.Prediction.Pending(r) {
		t.Error("a run whose network does not answer makes a request void")
	}
}

// The network of an earlier epoch answers at once, and that is told.
func TestAnEarlierEpochIsTold(t *testing.T) {
	s := statetest.Trained(t, 3)
	told := 0
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			told++
		}
	})
	was := s.Prediction.Result().Outputs
	s.Prediction.ShowEpoch(s.Training.Run(), 1)
	want := s.Prediction.Read(s.Prediction.Image()).Outputs
	if got := s.Prediction.Result().Outputs; told != 1 || slices.Equal(got, was) || !slices.Equal(got, want) {
		t.Errorf("told %d times; the outputs are %v, want %v", told, got, want)
	}
	if s.Prediction.Following() != s.Training.Run() || s.Prediction.Epoch() != 1 {
		t.Errorf("epoch %d of another run answers", s.Prediction.Epoch())
	}
	s.Prediction.ShowEpoch(nil, 1)
	if told != 1 {
		t.Error("an epoch of no run answers")
	}
	if err := s.Prediction.Edit(predict.Parameter{Layer: 0, From: 5, To: 1}, 3); err != nil {
		t.Fatal(err)
	}
	s.Prediction.ShowEpoch(s.Training.Run(), 0)
	if s.Prediction.Epoch() != 0 || !s.Prediction.CanReturnToEdited() || len(s.Prediction.Edits()) != 0 {
		t.Errorf("epoch %d answers, with %d edits", s.Prediction.Epoch(), len(s.Prediction.Edits()))
	}
}

// The notes of a network in view are of its epoch, also once they were renewed.
func TestRenewedNotesAreOfTheEpochInView(t *testing.T) {
	s := statetest.Trained(t, 3)
	r := s.Training.Run()
	for i, want := range []string{"0", "1", "2", "3"} {
		s.Prediction.ShowEpoch(r, i)
		n := s.Prediction.Network()
		s.Prediction.Renew(r)
		if got := s.Prediction.Model().Notes[note.Epochs]; got != want || s.Prediction.Network() != n {
			t.Errorf("with epoch %d in view the notes are of epoch %s", i, got)
		}
	}
	s.Training.ScoreTest()
	s.Settle()
	if s.Prediction.Model().Notes[note.TestAccuracy] == "" {
		t.Error("that the test images were read is not noted")
	}
	s.Prediction.UsePost()
	n := s.Prediction.Model()
	if s.Prediction.Renew(r); s.Prediction.Model().Network != n.Network {
		t.Error("a run renews a network that is not its own")
	}
}

// A run that is followed answers with all its units.
func TestARunIsFollowedWithAllUnits(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Prediction.SwitchUnit(predict.Unit{Layer: 0, Index: 2}, true)
	if len(s.Prediction.SwitchedOff()) != 1 {
		t.Fatal("no unit is off")
	}
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	if off := s.Prediction.SwitchedOff(); len(off) != 0 {
		t.Errorf("of the run's network %v are off", off)
	}
}
