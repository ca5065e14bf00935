package gui

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/dataset"
)

// A name fills in its amounts; with "my own" the fields fold out, each sets its
// amount, the preview follows, and the settings outlast the window and a bench.
func TestAugmentationOfMyOwn(t *testing.T) {
	b := newBench(t)
	form := b.learn.form
	form.showMore(true)
	form.augment.choice.SetSelected("strong")
	if s, problems := form.Settings(); problems != nil || s.Augmentation != dataset.StrongAugmentation() {
		t.Fatalf("strong is %+v, %v", s.Augmentation, problems)
	}
	if form.augment.own.Visible() || form.shows(form.byName["shear"]) {
		t.Error("the fields are in view before they are asked for")
	}
	form.augment.choice.SetSelected("my own")
	if !form.augment.own.Visible() || !form.shows(form.byName["shear"]) {
		t.Error("the fields are not in view")
	}
	want := dataset.Augmentation{Shift: 0.1, Rotation: 2, Scale: 0.3, Shear: 0.4, Stroke: 0.5, Elastic: 0.6}
	for i, text := range []string{"0.1", "2", "0.3", " 0.4", "0.5", "0.6"} {
		was := b.preview.image.Image
		form.augment.entries[i].SetText(text)
		b.pump("a preview that follows", func() bool { return b.preview.image.Image != was })
	}
	if b.prefs.Settings.Augmentation != want {
		t.Errorf("the settings have %+v, want %+v", b.prefs.Settings.Augmentation, want)
	}

	path := filepath.Join(t.TempDir(), store.PreferencesFile)
	if err := b.prefs.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := store.LoadPreferences(path).Settings.Augmentation; got != want {
		t.Errorf("the next start has %+v, want %+v", got, want)
	}
	var file bytes.Buffer
	if err := b.bench().Write(&file, nil); err != nil {
		t.Fatal(err)
	}
	saved, err := store.ReadWorkspace(&file)
	if err != nil || saved.Settings.Augmentation != want {
		t.Errorf("the bench has %+v, %v", saved.Settings.Augmentation, err)
	}
	form.Fill(smallSettings())
	form.Fill(saved.Settings)
	if s, _ := form.Settings(); s.Augmentation != want || form.augment.choice.Selected != "my own" || !form.augment.own.Visible() {
		t.Errorf("filled in again, the form has %+v as %q", s.Augmentation, form.augment.choice.Selected)
	}
}

// A wrong amount is said at its field, and nowhere else.
func TestWrongAmountsAreSaidAtTheirFields(t *testing.T) {
	b := newBench(t)
	form := b.learn.form
	form.augment.choice.SetSelected("my own")
	for text, want := range map[string]string{
		"90":   "The standard deviation is 0 to 45.",
		"-1":   "The standard deviation is 0 to 45.",
		"NaN":  "The standard deviation is 0 to 45.",
		"much": "Write a number, such as 0.5.",
		"20":   "",
	} {
		form.augment.entries[1].SetText(text)
		if got := form.byName["rotation"].Message.Text; got != want {
			t.Errorf("a rotation of %q: %q, want %q", text, got, want)
		}
		if form.byName["shift"].Message.Text != "" {
			t.Error("the shift is blamed for the rotation")
		}
	}
}

// The form has a field for every kind of change that there is.
func TestEveryAmountHasItsField(t *testing.T) {
	var all dataset.Augmentation
	for i, a := range amounts() {
		*a.of(&all) = float64(i + 1)
	}
	if want := (dataset.Augmentation{Shift: 1, Rotation: 2, Scale: 3, Shear: 4, Stroke: 5, Elastic: 6}); all != want {
		t.Errorf("the fields set %+v", all)
	}
	s := training.DefaultSettings()
	s.Augmentation = all
	for _, a := range amounts() {
		*a.of(&s.Augmentation) = -1
	}
	problems, _ := s.Validate(100).(training.Problems)
	for _, a := range amounts() {
		if !slices.ContainsFunc(problems, func(p training.Problem) bool { return p.Field == a.name }) {
			t.Errorf("no problem names %s", a.name)
		}
	}
}
