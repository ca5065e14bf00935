package gui

import (
	"testing"

	"digitpad/training"
)

// A preset fills the form; any change makes it a run of one's own.
func TestPresets(t *testing.T) {
	b := newBench(t)
	form := b.learn.form
	if form.preset.Selected != "" {
		t.Errorf("the bench's settings pass for %q", form.preset.Selected)
	}
	for _, preset := range training.Presets {
		form.preset.SetSelected(preset.Name())
		s, problems := form.Settings()
		if problems != nil || !same(s, preset.Settings) || form.preset.Selected != preset.Name() {
			t.Fatalf("%s: the form has %+v, %v", preset.Name(), s, problems)
		}
		form.entries["seed"].SetText("7")
		if form.preset.Selected != preset.Name() {
			t.Error("another seed is another preset")
		}
	}
	form.entries["rate"].SetText("0.3")
	if form.preset.Selected != "" {
		t.Errorf("a run of one's own passes for %q", form.preset.Selected)
	}
}
