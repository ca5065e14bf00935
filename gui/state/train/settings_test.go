package train_test

import (
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/presets"
)

// What a person edits is told, checked and remembered; what is wrong is not.
func TestEdit(t *testing.T) {
	s := statetest.New(t)
	edited, filled := 0, 0
	var checked training.Problems
	s.Settings.Edited.Listen(func(struct{}) { edited++ })
	s.Settings.Filled.Listen(func(training.Settings) { filled++ })
	s.Settings.Checked.Listen(func(p training.Problems) { checked = p })
	s.Edit(func(v *training.Settings) { v.Rate = 0.25 }, nil)
	if v, unreadable := s.Settings.Value(); v.Rate != 0.25 || unreadable != nil || s.Prefs.Settings.Rate != 0.25 || edited != 1 || filled != 0 || len(checked) > 0 {
		t.Errorf("rate %g, remembered %g, edited %d times, %v", v.Rate, s.Prefs.Settings.Rate, edited, checked)
	}
	if s.Settings.Current().Rate != 0.25 {
		t.Error("the settings are not the present ones")
	}
	s.Edit(func(v *training.Settings) { v.Rate, v.Batch, v.Epochs = -1, 0, 0 }, nil)
	if len(checked) != 3 || checked.Of("rate").Empty() || checked.Of("batch").Empty() || checked.Of("epochs").Empty() {
		t.Errorf("of three wrong settings it is told: %v", checked)
	}
	if s.Prefs.Settings.Rate != 0.25 || edited != 2 {
		t.Error("wrong settings are remembered")
	}
	if s.Settings.Current().Rate != training.DefaultSettings().Rate {
		t.Error("wrong settings are used")
	}
	if s.Training.StartPause(); s.Training.Run() != nil {
		t.Error("a run with wrong settings")
	}
	s.Edit(func(v *training.Settings) { v.Rate, v.Batch, v.Epochs = 0.5, 7, 0 }, nil)
	if s.Settings.Current().Batch != training.DefaultSettings().Batch {
		t.Error("settings of which one is wrong are used")
	}
}

// Of a field that holds no value it is said only that it does not.
func TestUnreadable(t *testing.T) {
	s := statetest.New(t)
	unreadable := training.Problem{Field: "batch", Message: message.Text("Write a whole number, such as 10.")}
	s.Edit(func(v *training.Settings) { v.Batch = 0 }, training.Problems{unreadable})
	if p := s.Settings.Problems(); len(p) != 1 || p[0].Message.String() != unreadable.Message.String() {
		t.Errorf("%v", p)
	}
	if _, ok := s.Settings.Check(); ok {
		t.Error("they can be used")
	}
	s.Training.StartPause()
	s.Comparison.Start("rate", "1; 2")
	if s.Training.Run() != nil || s.Comparison.Active() {
		t.Error("a run without a mini-batch")
	}
	filled := 0
	s.Settings.Filled.Listen(func(training.Settings) { filled++ })
	s.Settings.Fill(statetest.SmallSettings())
	if _, ok := s.Settings.Check(); !ok || filled != 1 {
		t.Errorf("filled %d times, the message stays: %v", filled, s.Settings.Problems())
	}
}

// Digits decide how large a mini-batch can be: MNIST's, while there are none.
func TestSettingsAreCheckedForTheDigits(t *testing.T) {
	s := statetest.New(t)
	s.Edit(func(v *training.Settings) { v.Batch = 335 }, nil)
	if s.Settings.Problems().Of("batch").Empty() || s.Settings.Examples() != 334 {
		t.Errorf("335 of %d is no problem", s.Settings.Examples())
	}
	s.Datasets.Use(dataset.TrainTest{})
	if len(s.Settings.Problems()) > 0 || s.Settings.Examples() != 50000 {
		t.Errorf("335 of %d is a problem", s.Settings.Examples())
	}
	var checked []training.Problems
	s.Settings.Checked.Listen(func(p training.Problems) { checked = append(checked, p) })
	s.Datasets.Use(statetest.Stripes(t, 300))
	if len(checked) != 1 || checked[0].Of("batch").Empty() {
		t.Errorf("new digits are not checked for: %v", checked)
	}
}

// A run that goes on follows settings that can change in it, from its next mini-batch.
func TestARunFollowsEditedSettings(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.Pump("an epoch", func() bool { return len(s.Training.Run().Epochs()) > 1 })
	r := s.Training.Run()
	s.Edit(func(v *training.Settings) { v.Rate = 0.5 }, nil)
	s.Pump("an epoch with it", func() bool { e := r.Epochs(); return e[len(e)-1].Rate == 0.5 })
	if len(r.Changes()) != 1 || r.Settings().Rate != 0.5 || s.Training.Run() != r {
		t.Errorf("changed at %v", r.Changes())
	}
	s.Edit(func(v *training.Settings) { v.Rate = 7 }, training.Problems{{Field: "epochs", Message: message.Text("Write a whole number.")}})
	s.Edit(func(v *training.Settings) { v.Rate = -7 }, nil)
	if r.Settings().Rate != 0.5 {
		t.Errorf("it follows wrong settings: %g", r.Settings().Rate)
	}
	if !s.Training.Edited() {
		t.Error("nobody sees that the settings differ from those of the run")
	}
	var rejected training.Problems
	s.Settings.Checked.Listen(func(p training.Problems) {
		if len(p) > 0 {
			rejected = p
		}
	})
	s.Edit(func(v *training.Settings) { v.Rate, v.Hidden[0] = 0.5, 9 }, nil) // which is fixed
	s.Pump("the refusal", func() bool { return !rejected.Of("hidden").Empty() })
	if got := r.Settings().Hidden[0]; got != 8 || !s.Training.Edited() {
		t.Errorf("after the refusal the run says that it has %d hidden units", got)
	}
	s.Edit(func(v *training.Settings) { v.Hidden[0], v.Rate = 8, 0.25 }, nil)
	s.Pump("an epoch with other settings", func() bool { e := r.Epochs(); return e[len(e)-1].Rate == 0.25 })
}

// Settings that are prescribed end the run, which would follow them half-way.
func TestPrescribedSettingsEndTheRun(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.StartPause()
	s.Pump("an epoch", func() bool { return len(s.Training.Run().Epochs()) > 1 })
	r := s.Training.Run()
	v := statetest.SmallSettings()
	v.Rate = 0.125
	s.Training.Prescribe(v)
	s.PumpUntil(run.Stopped)
	if got, _ := s.Settings.Value(); got.Rate != 0.125 || r.Settings().Rate == 0.125 {
		t.Errorf("the settings have the rate %g, the run %g", got.Rate, r.Settings().Rate)
	}
}

// A preset is known by its settings, whatever the seed.
func TestPresetOf(t *testing.T) {
	for _, p := range presets.All {
		v := p.Settings
		v.Seed = 7
		if got, ok := train.PresetOf(v); !ok || got.Name() != p.Name() {
			t.Errorf("%s is %q, %t", p.Name(), got.Name(), ok)
		}
		v.Rate *= 1.5
		if got, ok := train.PresetOf(v); ok {
			t.Errorf("%s with another rate passes for %s", p.Name(), got.Name())
		}
	}
}

// Every setting of a problem has its name.
func TestFieldTitles(t *testing.T) {
	v := training.Settings{Momentum: -1, Decay: -1, Patience: -1}
	problems, ok := v.Validate(100).(training.Problems)
	if !ok || len(problems) < 8 {
		t.Fatalf("%v", problems)
	}
	for _, p := range problems {
		if slices.Contains([]string{"shift", "rotation", "scale", "shear", "stroke", "elastic"}, p.Field) {
			continue
		}
		if train.FieldTitle(p.Field) == p.Field {
			t.Errorf("%q has no name", p.Field)
		}
	}
	if train.FieldTitle("none") != "none" {
		t.Error("what has no name is not itself")
	}
}

// The shares of a mix are taken, or, where they are wrong, told beside the other settings
// while there is a mix, and leave the mix as it was.
func TestSharesOfAMixAreChecked(t *testing.T) {
	s := statetest.New(t)
	s.Prefs.Source = store.UserSamples // of which there are none, so that nothing is loaded
	edited := 0
	s.Settings.Edited.Listen(func(struct{}) { edited++ })
	var told training.Problems
	s.Settings.Checked.Listen(func(p training.Problems) { told = p })
	want := store.MixWeights{MNIST: 1, Mine: 2}
	s.Settings.EditMix(want, nil)
	if s.Datasets.Mix() != want || edited != 1 || len(told) != 0 {
		t.Errorf("the mix is %v; it was told %d times, with %v", s.Datasets.Mix(), edited, told)
	}
	wrong := training.Problems{{Field: "share of mnist", Message: message.New("Write a number.")}}
	s.Settings.EditMix(store.MixWeights{Sample: 5}, wrong)
	if s.Datasets.Mix() != want || edited != 2 || len(told) != 0 {
		t.Errorf("wrong shares of a mix that is not used: %v, told %d times, with %v", s.Datasets.Mix(), edited, told)
	}
	s.Prefs.Source = store.MixedData
	s.Settings.EditMix(store.MixWeights{Sample: 5}, wrong)
	if s.Datasets.Mix() != want || len(told) != 1 || len(s.Settings.Problems()) != 1 {
		t.Errorf("wrong shares of a mix: %v, told with %v", s.Datasets.Mix(), told)
	}
	s.Settle()
}

// While no digits are loaded, settings are checked for MNIST's, less those that they hold out.
func TestSettingsWithoutDigits(t *testing.T) {
	s := statetest.New(t)
	s.Datasets.Use(dataset.TrainTest{})
	for validation, want := range map[int]int{0: 60000, 1: 60000, 2: 30000, 6: 50000} {
		v := statetest.SmallSettings()
		v.Validation = validation
		s.Settings.Fill(v)
		if got := s.Settings.Examples(); got != want {
			t.Errorf("one in %d is held out: %d examples, want %d", validation, got, want)
		}
	}
}
