package predict_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/assets"
	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/calibration"
	"digitpad/training/note"
)

// bias is a parameter of any network that reads digits.
var bias = predict.Parameter{Layer: 0, From: predict.Bias, To: 3}

// edit changes a parameter, which cannot fail.
func edit(t *testing.T, s *statetest.State, at predict.Parameter, v float64) {
	t.Helper()
	if err := s.Prediction.Edit(at, v); err != nil {
		t.Fatal(err)
	}
}

// Every choice makes void what was asked for before it, once and for all.
func TestEveryChoiceMakesRequestsVoid(t *testing.T) {
	s := statetest.Trained(t, 3)
	p, r := s.Prediction, s.Training.Run()
	for _, c := range []struct {
		what   string
		choose func()
	}{
		{"another network", p.UsePost},
		{"the network of a run", func() { p.ShowEpoch(r, 3) }},
		{"the run that goes on", func() { p.Resume(r) }},
		{"an edit", func() { edit(t, s, bias, 3) }},
		{"an undo", p.UndoEdit},
		{"an epoch", func() { p.ShowEpoch(r, 1) }},
		{"a request", func() { p.Request() }},
	} {
		request := p.Request()
		if !p.Pending(request) {
			t.Fatalf("before %s the request is void", c.what)
		}
		if c.choose(); p.Pending(request) {
			t.Errorf("%s leaves the request before it pending", c.what)
		}
		if p.Request(); p.Pending(request) {
			t.Errorf("the request before %s comes back with the next one", c.what)
		}
	}
}

// Every change of what answers is told, at the moment when it answers.
func TestEveryNetworkIsTold(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.Settle()
	p, r := s.Prediction, s.Training.Run()
	var told []*network.Network
	p.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			told = append(told, p.Network())
		}
	})
	for _, c := range []struct {
		what   string
		choose func()
	}{
		{"an edit", func() { edit(t, s, bias, 3) }},
		{"another edit", func() { edit(t, s, bias, 4) }},
		{"an undo", p.UndoEdit},
		{"the edits put back", p.PutAllBack},
		{"an epoch", func() { p.ShowEpoch(r, 1) }},
		{"its notes", func() { p.Renew(r) }},
		{"the last epoch", func() { p.ShowEpoch(r, 3) }},
		{"another network", p.UsePost},
		{"the run's again", func() { p.ShowEpoch(r, 3) }},
		{"a unit that is off", func() { p.SwitchUnit(predict.Unit{Index: 2}, true) }},
	} {
		told = nil
		if c.choose(); len(told) == 0 || told[len(told)-1] != p.Network() {
			t.Errorf("%s is told %d times, and not last when it answers", c.what, len(told))
		}
	}
	told = nil
	for what, nothing := range map[string]func(){
		"nothing to put back": p.PutAllBack, "no such edit": func() { p.PutBack(bias) }, "no edit to undo": p.UndoEdit,
		"the value that it has": func() { edit(t, s, bias, float64(p.Parameter(bias))) }, "no epoch": func() { p.ShowEpoch(nil, 0) },
	} {
		if nothing(); len(told) > 0 || len(p.Edits()) > 0 || p.CanUndoEdit() {
			t.Errorf("%s is told %d times", what, len(told))
			told = nil
		}
	}
}

// The last epoch of a paused run answers again with what it has learned since, and that is
// told; an earlier one that cannot be read is reported, and leaves the network.
func TestEpochsOfAPausedRun(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	epoch := func(n int) {
		t.Helper()
		s.Training.StepEpoch()
		s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == n+1 })
	}
	epoch(1)
	epoch(2)
	p, r := s.Prediction, s.Training.Run()
	now := p.Network()
	p.SwitchUnit(predict.Unit{Index: 1}, true)
	p.ShowEpoch(r, 0)
	if len(p.SwitchedOff()) != 1 || slices.Equal(p.Model().Network.Parameters(), now.Parameters()) {
		t.Error("the initial network does not answer without its unit")
	}
	p.ShowEpoch(r, 2)
	if p.Model().Network != now || p.Epoch() != store.LatestEpoch || len(p.SwitchedOff()) != 1 {
		t.Error("the network of the last epoch does not answer without its unit")
	}
	p.UsePost()
	p.SwitchUnit(predict.Unit{Index: 1}, true)
	p.ShowEpoch(r, 1)
	if len(p.SwitchedOff()) != 0 || p.Following() != r {
		t.Error("an epoch of the run begins with a unit of another network off")
	}
	edit(t, s, bias, 3)
	p.ShowEpoch(r, 2)
	if !p.CanReturnToEdited() || len(p.Edits()) != 0 || p.Following() != r {
		t.Error("the network with an edit is not set aside for the run's")
	}
}

// Two units are off together, and the second does not bring back the first.
func TestTwoUnitsAreOff(t *testing.T) {
	s := statetest.New(t)
	if r := s.Prediction.Result(); r.Digit != -1 || r.Second != -1 || r.HasNetwork {
		t.Errorf("before anything is there, the result is %+v", r)
	}
	s.Prediction.UsePost()
	s.Draw(0.5, 0.2, 0.5, 0.8)
	whole, img := s.Prediction.Network(), s.Prediction.Image()
	want := whole
	for _, i := range []int{4, 9} {
		want = want.Ablate(0, i)
		s.Prediction.SwitchUnit(predict.Unit{Index: i}, true)
		if got, outputs := s.Prediction.Result().Outputs, want.Forward(want.NewPass(), network.NewInput(img[:])); !slices.Equal(got, outputs) {
			t.Errorf("without unit %d the outputs are %v, want %v", i, got, outputs)
		}
	}
}

// A network's calibration is that of its notes; one that makes no sense is none.
func TestCalibrationIsTheNetworks(t *testing.T) {
	s := shippedState(t)
	shipped := s.Prediction.Calibration()
	if want, err := calibration.Of(s.Prediction.Model().Notes); err != nil || shipped != want || shipped == calibration.None {
		t.Errorf("the network that ships is calibrated by %+v, its notes say %+v", shipped, want)
	}
	m := s.Prediction.Model()
	m.Notes = map[string]string{calibration.Note: "nonsense"}
	if s.Prediction.Use(m, predict.Origin{}); s.Prediction.Calibration() != calibration.None {
		t.Errorf("a note that cannot be read calibrates by %+v", s.Prediction.Calibration())
	}
}

// What a start finds is called by what it is: trained here, corrected here, or a file with
// its name; with the accuracy that its notes have.
func TestWhereTheNetworkOfTheLastStartComesFrom(t *testing.T) {
	s := statetest.New(t)
	m := statetest.Model(3)
	m.Notes[note.ValidationAccuracy] = "0.5"
	elsewhere := filepath.Join(t.TempDir(), "mine.safetensors")
	for _, c := range []struct {
		path string
		want predict.Origin
	}{
		{filepath.Join(s.Home, store.NetworkFile), predict.Origin{Kind: predict.FromTraining, Name: store.NetworkFile}},
		{filepath.Join(s.Home, store.FineTunedFile), predict.Origin{Kind: predict.FromFineTuning, Name: store.FineTunedFile}},
		{elsewhere, predict.Origin{Kind: predict.FromFile, Name: "mine.safetensors"}},
	} {
		if err := predict.WriteModel(m, c.path); err != nil {
			t.Fatal(err)
		}
		c.want.File, c.want.Sizes, c.want.Accuracy = c.path, "784-15-10", "0.5"
		s.Prefs.Network = c.path
		s.Restore("")
		if got := s.Prediction.Origin(); got != c.want || s.Prefs.Network != c.path {
			t.Errorf("%+v answers, want %+v; the next start opens %q", got, c.want, s.Prefs.Network)
		}
	}
	m.Notes[note.TestAccuracy] = "0.75"
	if err := predict.WriteModel(m, elsewhere); err != nil {
		t.Fatal(err)
	}
	s.Prefs.Network = filepath.Join(s.Home, store.NetworkFile)
	if s.Restore(elsewhere); s.Prediction.Origin().Accuracy != "0.75" {
		t.Errorf("of a file that was named %+v answers", s.Prediction.Origin())
	}
	if s.Restore(filepath.Join(s.Home, "none")); s.Prediction.Origin().Name != "mine.safetensors" {
		t.Errorf("in the place of a file that is not there %+v answers", s.Prediction.Origin())
	}
	s.Reported("The network cannot be opened")
}

// A network that cannot be kept for the next start is told of, and does not become the one
// that it opens.
func TestANetworkThatCannotBeKept(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	if err := os.Mkdir(filepath.Join(s.Home, store.NetworkFile), 0o755); err != nil { // in the place of the file
		t.Fatal(err)
	}
	keep := func() {
		s.Prediction.KeepForNextStart(s.Prediction.Model(), store.NetworkFile)
		s.WaitForFiles()
	}
	keep()
	keep() // as it is once more when the network is calibrated
	if len(s.Reports) != 1 {
		t.Errorf("told: %v", s.Reports)
	}
	s.Reported("Your network could not be kept for the next start")
	s.Prediction.UsePost()
	keep()
	s.Reported("Your network could not be kept for the next start")
	if s.Prefs.Network != "" || s.Prediction.Origin().File != "" || s.Prediction.NextStart() != "" {
		t.Errorf("the next start opens %q", s.Prefs.Network)
	}
	s.Prediction.KeepForNextStart(s.Prediction.Model(), store.FineTunedFile)
	s.WaitForFiles()
	if want := filepath.Join(s.Home, store.FineTunedFile); s.Prefs.Network != want || s.Prediction.Origin().File != want || s.Prediction.NextStart() != want {
		t.Errorf("the next start opens %q, want %q", s.Prefs.Network, want)
	}
}

// A file that is opened has its own name, and is what the next start opens.
func TestAnOpenedFileIsCalledByItsName(t *testing.T) {
	s := statetest.New(t)
	path := filepath.Join(t.TempDir(), "mine.npz")
	if err := predict.WriteModel(statetest.Model(3), path); err != nil {
		t.Fatal(err)
	}
	opened := false
	s.Prediction.OpenFile(path, codec.Given{}, func() { opened = true })
	s.Pump("the network", func() bool { return opened })
	if o := s.Prediction.Origin(); o.Kind != predict.FromFile || o.Name != "mine.npz" || o.File != path || s.Prefs.Network != path {
		t.Errorf("%+v answers; the next start opens %q", o, s.Prefs.Network)
	}
}

// When its run is over, a network says so, and its notes are complete.
func TestTheNetworkOfARunSaysHowItStands(t *testing.T) {
	s := statetest.New(t)
	s.Configure(2)
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	if o := s.Prediction.Origin(); o.Kind != predict.FromRun || o.Sizes != "784-8-10" || o.Phase.Over() {
		t.Errorf("of a paused run %+v answers", o)
	}
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	if o := s.Prediction.Origin(); o.Phase != run.Stopped {
		t.Errorf("of a stopped run %+v answers", o)
	}
	s.Train()
	if o := s.Prediction.Origin(); o.Phase != run.Finished || s.Prediction.Model().Notes[note.Epochs] != "2" {
		t.Errorf("of a finished run %+v answers, after %s epochs", o, s.Prediction.Model().Notes[note.Epochs])
	}
}

// Where nothing is kept, no network is taken from the folder that the program was started
// in.
func TestWithoutAHomeNoEditedNetworkIsFound(t *testing.T) {
	s := edited(t, t.TempDir())
	t.Chdir(t.TempDir())
	if err := predict.WriteModel(s.Prediction.Model(), store.EditedFile); err != nil {
		t.Fatal(err)
	}
	homeless := statetest.NewIn(t, "")
	homeless.Prediction.Restore("")
	if homeless.Prediction.CanReturnToEdited() {
		t.Error("a network that lies about is offered as the one that was edited last")
	}
	home := statetest.New(t)
	plain, err := predict.ShippedModel(assets.Post)
	if err != nil {
		t.Fatal(err)
	}
	if err := predict.WriteModel(plain, filepath.Join(home.Home, store.EditedFile)); err != nil {
		t.Fatal(err)
	}
	if home.Prediction.Restore(""); home.Prediction.CanReturnToEdited() {
		t.Error("a network without edits is offered as the one that was edited last")
	}
}
