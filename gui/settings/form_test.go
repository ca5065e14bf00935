package settings

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/internal/statetest"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/optim"
	"digitpad/training/presets"
)

// part is the form in a window.
type part struct {
	*uitest.Part
	form   *Form
	window fyne.Window
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{Part: p, form: New(p.State.Settings, p.Datasets, p.Env)}
	b.window = p.Show(container.NewVScroll(b.form.Content()), 600, 700)
	return b
}

// The form edits the settings, as they are written; what is no number is said at its
// field, and no character of it is dropped.
func TestWritingIntoTheForm(t *testing.T) {
	b := newPart(t)
	value := func() training.Settings { v, _ := b.State.Settings.Value(); return v }
	for _, c := range []struct {
		field, text string
		message     bool
		ok          func(training.Settings) bool
	}{
		{"rate", "0.5", false, func(s training.Settings) bool { return s.Rate == 0.5 }},
		{"rate", "0,25", false, func(s training.Settings) bool { return s.Rate == 0.25 }},
		{"batch", "20", false, func(s training.Settings) bool { return s.Batch == 20 }},
		{"batch", "2,5", true, func(s training.Settings) bool { return s.Batch != 25 }},
		{"batch", "401", true, nil},
		{"batch", "334", false, func(s training.Settings) bool { return s.Batch == 334 }},
		{"hidden", "30, 20", false, func(s training.Settings) bool { return slices.Equal(s.Hidden, []int{30, 20}) }},
		{"hidden", "many", true, nil},
		{"hidden", "8", false, nil},
		{"epochs", "", true, nil},
		{"epochs", "7", false, func(s training.Settings) bool { return s.Epochs == 7 }},
		{"seed", "-1", true, nil},
		{"seed", "18446744073709551615", false, func(s training.Settings) bool { return s.Seed == 1<<64-1 }},
		{"momentum", "1", true, nil},
		{"momentum", "0.5", false, func(s training.Settings) bool { return s.Momentum == 0.5 }},
	} {
		b.form.entries[c.field].SetText(c.text)
		f := b.form.byName[c.field]
		if said := f.Message.Text; (said != "") != c.message || f.MessageBox.Visible() != c.message {
			t.Errorf("of %s = %q it is said %q", c.field, c.text, said)
		}
		if c.ok != nil && !c.ok(value()) {
			t.Errorf("%s = %q is read as %+v", c.field, c.text, value())
		}
		if b.form.entries[c.field].Text != c.text {
			t.Errorf("%q became %q", c.text, b.form.entries[c.field].Text)
		}
	}
	b.form.choices["optimizer"].SetSelected("adam")
	if value().Optimizer != "adam" {
		t.Error("a choice does not reach the settings")
	}
}

// What the program fills in is shown, and edits nothing.
func TestFilling(t *testing.T) {
	b := newPart(t)
	edited := 0
	b.State.Settings.Edited.Listen(func(struct{}) { edited++ })
	want := statetest.SmallSettings()
	want.Hidden, want.Rate, want.Schedule, want.Patience, want.Augmentation = []int{9, 7}, 0.125, "cosine", 3, dataset.StrongAugmentation()
	b.State.Settings.Fill(want)
	got, problems := b.form.read()
	if problems != nil || edited != 0 {
		t.Errorf("edited %d times, %v", edited, problems)
	}
	if b.form.entries["hidden"].Text != "9, 7" || got.Rate != 0.125 || got.Schedule != "cosine" || got.Patience != 3 || got.Augmentation != want.Augmentation {
		t.Errorf("the form has %+v", got)
	}
}

// A problem among the further settings opens them.
func TestAProblemIsBroughtIntoView(t *testing.T) {
	b := newPart(t)
	if b.form.further.Visible() || b.form.shows(b.form.byName["decay"]) {
		t.Fatal("the further settings are in view")
	}
	heights := 0
	b.form.OnHeight = func() { heights++ }
	v := statetest.SmallSettings()
	v.Decay = -1
	b.State.Settings.Fill(v)
	b.State.Settings.Check()
	if !b.form.further.Visible() || b.form.byName["decay"].Message.Text == "" || heights == 0 {
		t.Error("the problem is not in view")
	}
	b.form.Fold()
	if b.form.further.Visible() {
		t.Error("the further settings cannot be folded")
	}
}

// A preset fills the form; any change makes it a run of one's own.
func TestPresets(t *testing.T) {
	b := newPart(t)
	if b.form.preset.Selected != "" {
		t.Errorf("the settings pass for %q", b.form.preset.Selected)
	}
	for _, preset := range presets.All {
		b.form.preset.SetSelected(preset.Name())
		got, problems := b.form.read()
		value, _ := b.State.Settings.Value()
		if known, ok := train.PresetOf(got); problems != nil || !ok || known.Name() != preset.Name() || value.Rate != got.Rate || b.form.preset.Selected != preset.Name() {
			t.Fatalf("%s: the form has %+v, %v", preset.Name(), got, problems)
		}
		b.form.entries["seed"].SetText("7")
		if help, want := b.form.preset.Explanation(), i18n.FormatPercent(preset.Measured.Accuracy); preset.Measured.Accuracy == 0 || !strings.Contains(help, want) ||
			preset.Published > 0 && !strings.Contains(help, i18n.FormatPercent(preset.Published)) {
			t.Errorf("%s: the explanation does not say what it reads: %s", preset.Name(), help)
		}
		if b.form.preset.Selected != preset.Name() {
			t.Error("another seed is another preset")
		}
	}
	b.form.entries["rate"].SetText("0.3")
	if b.form.preset.Selected != "" {
		t.Errorf("a run of one's own passes for %q", b.form.preset.Selected)
	}
}

// The shares of a mix are in view while a mix is chosen, and wrong ones are said.
func TestTheMix(t *testing.T) {
	b := newPart(t)
	mix := b.form.byName["share of mnist"]
	if b.form.mix.box.Visible() || b.form.shows(mix) {
		t.Error("shares are in view where there is no mix")
	}
	b.Datasets.Use(b.Datasets.Data())
	b.form.source.SetSelected("A mix")
	if !b.form.mix.box.Visible() || !b.form.shows(mix) || b.Datasets.Source() != store.MixedData {
		t.Error("the shares are not in view")
	}
	for _, text := range []string{"-1", "x", "NaN", "1001"} {
		b.form.mix.entries[0].SetText(text)
		if got := mix.Message.Text; got != "Write a number from 0 to 1000." {
			t.Errorf("a share of %q: %q", text, got)
		}
	}
	if b.Datasets.Mix() != store.DefaultMix() {
		t.Errorf("wrong shares change the mix: %v", b.Datasets.Mix())
	}
	for i, share := range []string{"2", "0", "0,5"} {
		b.form.mix.entries[i].SetText(share)
	}
	if want := (store.MixWeights{MNIST: 2, Sample: 0, Mine: 0.5}); b.Datasets.Mix() != want || mix.Message.Text != "" {
		t.Errorf("the mix is %v, %q", b.Datasets.Mix(), mix.Message.Text)
	}
	b.Datasets.Use(statetest.Stripes(t, 50)) // ends loading
	b.Settle()
}

// A folder is asked for; without one the source stays. One that was chosen is called by
// its name.
func TestAFolderIsAskedFor(t *testing.T) {
	b := newPart(t)
	was := b.form.source.Selected
	b.form.source.SetSelected("A folder…")
	if b.form.source.Selected != was || b.Datasets.Source() == store.FolderData {
		t.Errorf("without a folder the source is %q", b.form.source.Selected)
	}
	b.Dialogs.Path = filepath.Join(t.TempDir(), "MNIST") // as torchvision calls it
	if err := os.Mkdir(b.Dialogs.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	b.form.source.SetSelected("A folder…")
	if b.Datasets.Source() != store.FolderData || b.Prefs.Path != b.Dialogs.Path {
		t.Errorf("the source is %q in %q", b.Datasets.Source(), b.Prefs.Path)
	}
	if want := filepath.Join(filepath.Base(filepath.Dir(b.Dialogs.Path)), "MNIST"); b.form.source.Selected != want {
		t.Errorf("the folder is called %q, not %q", b.form.source.Selected, want)
	}
	b.Settle()
}

// A file is called by its name, at the next start too, until other digits are chosen, from
// which the list leads back to it. A file that is gone is said to be.
func TestTheFileOfTheDigitsIsNamed(t *testing.T) {
	b := newPart(t)
	path := filepath.Join(t.TempDir(), "letters of mine.csv")
	rows := strings.Repeat("7"+strings.Repeat(",0,255", 392)+"\n", 20)
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded := func() bool { return b.Datasets.Data().Loaded() && b.Datasets.Source() == store.FileData }
	b.Dialogs.Path = path
	b.form.source.SetSelected("A file…")
	b.Pump("the file", loaded)
	shown := func(form *Form, name, explanation, problem string) {
		t.Helper()
		if s := form.source; s.Selected != name || s.Explanation() != explanation || form.byName["data"].Message.Text != problem {
			t.Errorf("the field shows %q, explained by %q, with the problem %q", s.Selected, s.Explanation(), form.byName["data"].Message.Text)
		}
	}
	shown(b.form, "letters of mine.csv", path, "")
	shown(New(b.State.Settings, b.Datasets, b.Env), "letters of mine.csv", path, "")

	b.Datasets.Choose(store.UserSamples)
	b.Settle()
	shown(b.form, "My digits", "what is learned from", "")
	b.form.source.SetSelected("letters of mine.csv")
	b.Pump("the file again", loaded)

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	b.Datasets.Load()
	b.Pump("the failure", func() bool { return b.Datasets.Status().Phase == datasets.LoadFailed })
	b.Reported("The digits cannot be read")
	shown(b.form, "letters of mine.csv", path, "This file or folder is not there any more.")
	b.State.Settings.Check()
	shown(b.form, "letters of mine.csv", path, "This file or folder is not there any more.")
	b.Datasets.Use(statetest.Stripes(t, 50))
	shown(b.form, "letters of mine.csv", path, "")
}

// Every cost and every optimiser has a formula, whose symbols stand for settings that the
// form has.
func TestFormulas(t *testing.T) {
	b := newPart(t)
	all := map[string][]span{"the gradient": gradientFormula}
	for _, name := range network.Costs.Names() {
		all[name] = costFormulas[name]
	}
	for _, name := range optim.Optimizers.Names() {
		all[name] = updateFormulas[name]
	}
	for name, spans := range all {
		linked := 0
		for _, s := range spans {
			if s.setting != "" {
				linked++
				if b.form.byName[s.setting] == nil {
					t.Errorf("%s: the form has no %s", name, s.setting)
				}
			}
		}
		if linked == 0 {
			t.Errorf("%s has no formula with a symbol of a setting", name)
		}
	}
}

// Pointing at a symbol highlights its setting, tapping goes there, and the setting with the
// focus highlights its symbols.
func TestSymbolsAndSettingsPointToEachOther(t *testing.T) {
	b := newPart(t)
	eta := b.form.formula.symbols["rate"][0]
	eta.MouseIn(nil)
	if b.form.byName["rate"].Title.Color != theme.ColorNamePrimary || !eta.highlighted {
		t.Error("pointing at η does not highlight the learning rate")
	}
	eta.MouseOut()
	if b.form.byName["rate"].Title.Color != theme.ColorNameForeground || eta.highlighted {
		t.Error("the learning rate stays highlighted")
	}
	eta.Tapped(nil)
	if b.window.Canvas().Focused() != fyne.Focusable(b.form.entries["rate"]) || !eta.highlighted {
		t.Error("tapping η does not go to the learning rate")
	}
	b.window.Canvas().Unfocus()
	if eta.highlighted {
		t.Error("η stays highlighted without the focus")
	}
	b.form.choices["optimizer"].SetSelected(optim.Momentum.Name())
	if len(b.form.formula.symbols["momentum"]) == 0 {
		t.Error("the formula does not follow the optimiser")
	}
}

// A name fills in its amounts; with "my own" the fields fold out, each sets its amount, the
// preview follows, and the settings outlast the program and a workspace.
func TestAugmentationOfOnesOwn(t *testing.T) {
	b := newPart(t)
	b.form.showMore(true)
	b.form.augment.choice.SetSelected("strong")
	if s, problems := b.form.read(); problems != nil || s.Augmentation != dataset.StrongAugmentation() {
		t.Fatalf("strong is %+v, %v", s.Augmentation, problems)
	}
	if b.form.augment.own.Visible() || b.form.shows(b.form.byName["shear"]) {
		t.Error("the fields are in view before they are asked for")
	}
	b.form.augment.choice.SetSelected("my own")
	if !b.form.augment.own.Visible() || !b.form.shows(b.form.byName["shear"]) {
		t.Error("the fields are not in view")
	}
	want := dataset.Augmentation{Shift: 0.1, Rotation: 2, Scale: 0.3, Shear: 0.4, Stroke: 0.5, Elastic: 0.6}
	for i, text := range []string{"0.1", "2", "0.3", " 0.4", "0.5", "0.6"} {
		was := b.form.preview.image.Image
		b.form.augment.entries[i].SetText(text)
		b.Pump("a preview that follows", func() bool { return b.form.preview.image.Image != was })
	}
	if b.Prefs.Settings.Augmentation != want {
		t.Errorf("the settings have %+v, want %+v", b.Prefs.Settings.Augmentation, want)
	}

	path := filepath.Join(t.TempDir(), store.PreferencesFile)
	if err := b.Prefs.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := store.LoadPreferences(path).Settings.Augmentation; got != want {
		t.Errorf("the next start has %+v, want %+v", got, want)
	}
	var file bytes.Buffer
	workspace := store.Workspace{Version: store.WorkspaceVersion, Settings: b.Prefs.Settings, Epoch: store.LatestEpoch}
	if err := workspace.Write(&file, nil); err != nil {
		t.Fatal(err)
	}
	saved, err := store.ReadWorkspace(&file)
	if err != nil || saved.Settings.Augmentation != want {
		t.Errorf("the workspace has %+v, %v", saved.Settings.Augmentation, err)
	}
	b.State.Settings.Fill(statetest.SmallSettings())
	b.State.Settings.Fill(saved.Settings)
	if s, _ := b.form.read(); s.Augmentation != want || b.form.augment.choice.Selected != "my own" || !b.form.augment.own.Visible() {
		t.Errorf("filled in again, the form has %+v as %q", s.Augmentation, b.form.augment.choice.Selected)
	}
}

// A wrong amount is said at its field, and nowhere else.
func TestWrongAmountsAreSaidAtTheirFields(t *testing.T) {
	b := newPart(t)
	b.form.augment.choice.SetSelected("my own")
	for text, want := range map[string]string{
		"90":   "The standard deviation is 0 to 45.",
		"-1":   "The standard deviation is 0 to 45.",
		"NaN":  "The standard deviation is 0 to 45.",
		"much": "Write a number, such as 0.5.",
		"20":   "",
	} {
		b.form.augment.entries[1].SetText(text)
		if got := b.form.byName["rotation"].Message.Text; got != want {
			t.Errorf("a rotation of %q: %q, want %q", text, got, want)
		}
		if b.form.byName["shift"].Message.Text != "" {
			t.Error("the shift is blamed for the rotation")
		}
	}
}

// The form has a field for every kind of change that there is.
func TestEveryAmountHasItsField(t *testing.T) {
	uitest.New(t)
	var all dataset.Augmentation
	for i, a := range amounts() {
		*a.of(&all) = float64(i + 1)
	}
	if want := (dataset.Augmentation{Shift: 1, Rotation: 2, Scale: 3, Shear: 4, Stroke: 5, Elastic: 6}); all != want {
		t.Errorf("the fields set %+v", all)
	}
	s := training.DefaultSettings()
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

// The preview holds the first eight images, untouched without augmentation and else as the
// first epoch has them.
func TestAugmentationPreview(t *testing.T) {
	b := newPart(t)
	data := b.Datasets.Data().Train
	preview := func(a dataset.Augmentation) *image.Gray {
		was := b.form.preview.image.Image
		s := statetest.SmallSettings()
		s.Augmentation = a
		b.State.Settings.Fill(s)
		b.State.Settings.Check()
		b.Pump("a preview", func() bool { return b.form.preview.image.Image != was })
		return b.form.preview.image.Image.(*image.Gray)
	}
	plain := preview(dataset.Augmentation{})
	changed := preview(dataset.ModerateAugmentation())
	augmented, err := data.Augmented(t.Context(), dataset.ModerateAugmentation(), statetest.SmallSettings().Seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range previewImages {
		for name, c := range map[string]struct {
			got  *image.Gray
			from *dataset.Dataset
		}{"plain": {plain, data}, "augmented": {changed, augmented}} {
			var want ink.Image
			c.from.Input(i).Unpack(want[:])
			for k, v := range want {
				x, y := i%previewAcross*ink.Side+k%ink.Side, i/previewAcross*ink.Side+k/ink.Side
				if c.got.GrayAt(x, y).Y != v {
					t.Fatalf("%s image %d has %d at pixel %d, want %d", name, i, c.got.GrayAt(x, y).Y, k, v)
				}
			}
		}
	}
	b.State.Settings.Check()
	b.PumpAll()
	if b.form.preview.image.Image != image.Image(changed) {
		t.Error("the same preview was drawn again")
	}
}
