package gui

import (
	"digitpad/training"
)

// presetOf is the preset that has these settings, but for the seed.
func presetOf(s training.Settings) (training.Preset, bool) {
	for _, p := range training.Presets {
		if s.Seed = p.Settings.Seed; same(s, p.Settings) {
			return p, true
		}
	}
	return training.Preset{}, false
}

// presetChosen fills the form with the settings of a preset.
func (f *settingsForm) presetChosen(name string) {
	if f.filling {
		return
	}
	if preset, err := training.Presets.Lookup(name); err == nil {
		f.Fill(preset.Settings)
		f.changed()
	}
}

// showPreset shows which preset the fields are, if any.
func (f *settingsForm) showPreset() {
	filling := f.filling
	f.filling = true
	defer func() { f.filling = filling }()
	s, problems := f.Settings()
	if preset, ok := presetOf(s); ok && problems == nil {
		f.preset.SetSelected(preset.Name())
		return
	}
	f.preset.ClearSelected()
}
