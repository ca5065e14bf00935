package train

import (
	"errors"
	"reflect"

	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/presets"
)

// same reports whether two settings are equal.
func same(a, b training.Settings) bool { return reflect.DeepEqual(a, b) }

// mnistExamples is how many training images are assumed while none are loaded.
const mnistExamples = 60000

// Settings owns the settings of the next run. A form edits them, and is not their
// home.
type Settings struct {
	// Filled tells that the program has put other settings here: a preset, a lesson, an
	// opened workspace.
	Filled owner.Signal[training.Settings]

	// Edited tells that a person has changed them, or what they refer to.
	Edited owner.Signal[struct{}]

	// Checked tells what is wrong with them, everything at once.
	Checked owner.Signal[training.Problems]

	prefs    *store.Preferences
	datasets *datasets.Datasets

	value      training.Settings
	unreadable training.Problems // fields of the form whose text is no value
	mix        training.Problems // what is wrong with the weights of the mix
}

// NewSettings makes the Settings with those that were kept.
func NewSettings(prefs *store.Preferences, datasets *datasets.Datasets) *Settings {
	return &Settings{prefs: prefs, datasets: datasets, value: prefs.Settings}
}

// Value is the settings as they stand, and which fields hold no value.
func (s *Settings) Value() (training.Settings, training.Problems) { return s.value, s.unreadable }

// Current is the settings as they stand if they can be used, else those of the post.
func (s *Settings) Current() training.Settings {
	if len(s.Problems()) > 0 {
		return training.DefaultSettings()
	}
	return s.value
}

// Edit takes what a person has written into a form: the values, and the fields that
// hold none.
func (s *Settings) Edit(v training.Settings, unreadable training.Problems) {
	s.value, s.unreadable = v, unreadable
	if _, ok := s.Check(); ok {
		s.prefs.Settings = v
	}
	s.Edited.Notify(struct{}{})
}

// EditMix takes the weights of a mix that a person has written, or what is wrong with
// them.
func (s *Settings) EditMix(m store.MixWeights, problems training.Problems) {
	s.mix = problems
	if problems == nil {
		s.datasets.SetMix(m)
	}
	s.Check()
	s.Edited.Notify(struct{}{})
}

// Fill puts other settings in the place of these.
func (s *Settings) Fill(v training.Settings) {
	s.value, s.unreadable = v, nil
	s.Filled.Notify(v)
}

// Check checks the settings for the digits that are loaded, and tells what is wrong.
func (s *Settings) Check() (training.Settings, bool) {
	problems := s.Problems()
	s.Checked.Notify(problems)
	return s.value, len(problems) == 0
}

// Problems is what is wrong with the settings, everything at once.
func (s *Settings) Problems() training.Problems {
	problems := append(training.Problems(nil), s.unreadable...)
	var invalid training.Problems
	if errors.As(s.value.Validate(s.Examples()), &invalid) {
		for _, p := range invalid {
			if problems.Of(p.Field).Empty() { // what is no number needs no more said
				problems = append(problems, p)
			}
		}
	}
	if s.datasets.Source() == store.MixedData {
		problems = append(problems, s.mix...)
	}
	return problems
}

// Examples is the number of digits to learn from, without those that are held out: MNIST's
// while none are loaded.
func (s *Settings) Examples() int {
	if d := s.datasets.Data(); d.Loaded() {
		return s.datasets.Split(s.value).Train.Len()
	}
	if s.value.Validation >= 2 {
		return mnistExamples - mnistExamples/s.value.Validation
	}
	return mnistExamples
}

// Reject shows an error about settings at the fields. It reports false for any other
// error.
func (s *Settings) Reject(err error) bool {
	var problems training.Problems
	if !errors.As(err, &problems) {
		return false
	}
	s.Checked.Notify(problems)
	return true
}

// PresetOf is the preset that has these settings, but for the seed.
func PresetOf(s training.Settings) (presets.Preset, bool) {
	for _, p := range presets.All {
		if s.Seed = p.Settings.Seed; same(s, p.Settings) {
			return p, true
		}
	}
	return presets.Preset{}, false
}
