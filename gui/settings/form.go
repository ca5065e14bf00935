package settings

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/i18n"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
	"digitpad/training/optim"
	"digitpad/training/presets"
)

// Form lets a person edit train.Settings, and choose the digits to learn from.
type Form struct {
	// OnHeight is called when the form has become higher or lower.
	OnHeight func()

	settings *train.Settings
	datasets *datasets.Datasets
	env      ui.Env

	fields  []*ui.Field
	byName  map[string]*ui.Field
	entries map[string]*ui.Entry
	choices map[string]*ui.Select
	source  *ui.Select
	mix     *mixForm // its fields stand below the basic ones
	preset  *ui.Select

	formula *formulaView
	sum     *ui.Text // the arithmetic of the run
	more    *ui.Button
	basic   *fyne.Container
	further *fyne.Container
	augment *augmentationForm // its fields stand below the further ones
	content *fyne.Container
	preview *augmentationPreview
	filling bool // the program, not a person, is changing the fields
}

// fixedInRun are the settings that are part of the network and its data, and so
// cannot change while a run lasts.
var fixedInRun = []string{"data", "hidden", "seed", "activation", "output", "cost", "encoding", "initializer", "validation", "amount"}

// New makes a form of settings and digits.
func New(settings *train.Settings, digits *datasets.Datasets, env ui.Env) *Form {
	f := &Form{
		settings: settings, datasets: digits, env: env,
		byName:  map[string]*ui.Field{},
		entries: map[string]*ui.Entry{},
		choices: map[string]*ui.Select{},
		sum:     ui.NewCaption(""),
		basic:   container.New(&ui.WrapGridLayout{Cell: 11.5}),
		further: container.New(&ui.WrapGridLayout{Cell: 11.5}),
	}
	f.formula = newFormulaView(f.point, f.Visit)
	f.source = ui.NewSelect(lang.L("Digits"), "", nil, func(string) { f.sourceChosen() })
	f.add(f.basic, "data", f.source)
	f.addEntries(f.basic, "hidden", "rate", "batch", "epochs", "seed")
	f.addChoice(f.further, "optimizer", optim.Optimizers.Names())
	f.addEntries(f.further, "momentum")
	f.addChoice(f.further, "schedule", optim.Schedules.Names())
	f.addChoice(f.further, "cost", network.Costs.Names())
	f.addChoice(f.further, "activation", network.Activations.Names())
	f.addChoice(f.further, "output", network.Activations.Names())
	f.addChoice(f.further, "encoding", network.Encodings.Names())
	f.addChoice(f.further, "initializer", network.Initializers.Names())
	f.addChoice(f.further, "penalty", optim.Penalties.Names())
	f.addEntries(f.further, "decay", "dropout", "amount", "validation", "patience")
	f.augment = newAugmentationForm()
	f.augment.OnChanged, f.augment.OnFolded = f.changed, f.resized
	f.add(f.further, "augmentation", f.augment.choice)

	f.mix = newMixForm()
	f.mix.OnChanged = f.mixChanged
	for _, field := range slices.Concat(f.augment.fields, f.mix.fields) {
		f.fields = append(f.fields, field)
		f.byName[field.Name] = field
	}

	f.preset = ui.NewSelect(lang.L("Presets"), presetHelp(), presets.All.Names(), f.presetChosen)
	f.preset.PlaceHolder = lang.L("Presets")
	f.more = ui.NewButton("", lang.L("Optimiser, schedule, penalty, stopping, augmentation and the like"), nil, f.toggleMore)
	f.more.Importance = widget.LowImportance
	f.more.Alignment = widget.ButtonAlignLeading
	f.showMore(false)
	f.content = container.New(ui.VBoxLayout{Gap: 1.5}, f.formula.content, f.basic, f.mix.box,
		container.NewBorder(nil, nil, f.more, f.preset),
		f.sum,
		f.further, f.augment.box)
	f.preview = newAugmentationPreview(env)
	f.further.Objects = append(f.further.Objects, f.preview.box)

	value, _ := settings.Value()
	f.fill(value)
	f.mix.Fill(digits.Mix())
	f.showSource()
	settings.Filled.Listen(f.fill)
	settings.Checked.Listen(f.show)
	digits.Progress.Listen(func(datasets.LoadStatus) { f.showSource() })
	return f
}

// Content is what the form shows.
func (f *Form) Content() *fyne.Container { return f.content }

// Anchors are the fields in view, or that can be scrolled there, by the names of their
// settings, and the button for the further ones.
func (f *Form) Anchors() map[string]fyne.CanvasObject {
	anchors := map[string]fyne.CanvasObject{"more": f.more}
	for _, field := range f.fields {
		if f.shows(field) {
			anchors[field.Name] = field.Input.(fyne.CanvasObject)
		}
	}
	return anchors
}

// Parts are the parts of the form that a lesson can hide, by their names.
func (f *Form) Parts() map[string]fyne.CanvasObject {
	parts := map[string]fyne.CanvasObject{"formula": f.formula.content, "more": f.more, "presets": f.preset}
	for _, name := range []string{"data", "hidden", "rate", "batch", "epochs", "seed"} {
		parts[name] = f.byName[name].Box
	}
	return parts
}

// Fold hides the further settings.
func (f *Form) Fold() { f.showMore(false) }

func (f *Form) add(to *fyne.Container, name string, input fyne.CanvasObject) {
	added := ui.NewField(name, fieldHelp()[name], input)
	f.fields = append(f.fields, added)
	f.byName[name] = added
	to.Objects = append(to.Objects, added.Box) // which is laid out once it has all
}

func (f *Form) addEntries(to *fyne.Container, names ...string) {
	for _, name := range names {
		entry := ui.NewEntry(fieldHelp()[name].Title, func(on bool) { f.formula.Highlight(name, on) })
		entry.OnChanged = func(string) { f.changed() }
		f.entries[name] = entry
		f.add(to, name, entry)
	}
}

func (f *Form) addChoice(to *fyne.Container, name string, names []string) {
	input := ui.NewSelect(fieldHelp()[name].Title, fieldHelp()[name].Hint, names, func(string) { f.changed() })
	f.choices[name] = input
	f.add(to, name, input)
}

// changed takes what a person has written.
func (f *Form) changed() {
	if f.filling {
		return
	}
	defer f.env.Trace.Step("settings")()
	f.showPreset()
	s, problems := f.read()
	f.formula.Show(formulaOf(s))
	f.settings.Edit(s, problems)
}

// sourceChosen takes the source that a person has chosen: the file or folder that was
// opened last, or another one, which is asked for, or one of the others.
func (f *Form) sourceChosen() {
	if f.filling {
		return
	}
	chosen := f.source.Selected
	if chosen != "" && chosen == pathTitle(f.datasets.Path()) {
		f.datasets.ChoosePath()
		f.changed()
		return
	}
	source := sourceByTitle(chosen)
	f.showMix(source)
	switch source {
	case store.FolderData:
		f.env.Dialogs.OpenFolder(f.datasets.Open, f.showSource)
		return
	case store.FileData:
		f.env.Dialogs.OpenFile(datafile.Extensions, f.datasets.Open)
		f.showSource() // until a file is chosen
		return
	}
	f.datasets.Choose(source)
	f.changed()
}

func (f *Form) mixChanged() { f.settings.EditMix(f.mix.Weights()) }

// showSource shows which source is chosen: a file or folder by its name, with the whole
// path where the pointer rests on it.
func (f *Form) showSource() {
	f.filling = true
	defer func() { f.filling = false }()
	source, path := f.datasets.Source(), f.datasets.Path()
	f.source.Options = sourceTitles(path)
	title, explanation := sourceTitle(source), fieldHelp()["data"].Hint
	if source.HasPath() && path != "" {
		title, explanation = pathTitle(path), path
	}
	f.source.SetSelected(title)
	f.source.Explain(explanation)
	f.mix.Fill(f.datasets.Mix())
	f.showMix(source)
	if f.showProblem(f.byName["data"], f.settings.Problems()) {
		f.resized()
	}
}

// showProblem shows what is wrong with a field, and reports whether it said something
// else before. That the file of the digits is gone is no problem of the settings.
func (f *Form) showProblem(field *ui.Field, problems training.Problems) (changed bool) {
	text := i18n.Message(problems.Of(field.Name))
	if field.Input == f.source && f.datasets.Status().Gone {
		text = lang.L("This file or folder is not there any more.")
	}
	return field.ShowProblem(text)
}

// showMix shows the weights of a mix while one is chosen.
func (f *Form) showMix(source store.DataSource) {
	if on := source == store.MixedData; on != f.mix.box.Visible() {
		ui.SetVisible(f.mix.box, on)
		f.resized()
	}
}

// toggleMore shows or hides the further settings.
func (f *Form) toggleMore() {
	f.showMore(!f.further.Visible())
	if f.further.Visible() {
		f.env.Post(func() { focus.ScrollIntoView(f.further) }) // when it has its place
	}
}

func (f *Form) showMore(on bool) {
	f.more.Text, f.more.Icon = lang.L("More settings"), theme.MenuDropDownIcon()
	f.further.Hidden, f.augment.box.Hidden = !on, !on
	if on {
		f.more.Text, f.more.Icon = lang.L("Fewer settings"), theme.MenuDropUpIcon()
	}
	f.more.Refresh()
	f.resized()
}

// fill writes settings into the fields.
func (f *Form) fill(s training.Settings) {
	f.filling = true
	defer func() { f.filling = false }()
	hidden := make([]string, len(s.Hidden))
	for i, units := range s.Hidden {
		hidden[i] = strconv.Itoa(units)
	}
	for name, value := range map[string]string{
		"hidden":   strings.Join(hidden, ", "),
		"rate":     i18n.FormatNumber(s.Rate),
		"batch":    strconv.Itoa(s.Batch),
		"epochs":   strconv.Itoa(s.Epochs),
		"seed":     strconv.FormatUint(s.Seed, 10),
		"momentum": i18n.FormatNumber(s.Momentum),
		"decay":    i18n.FormatNumber(s.Decay),
		"dropout":  i18n.FormatNumber(s.Dropout),
		"amount":   i18n.FormatNumber(s.Amount),
		"patience": strconv.Itoa(s.Patience),

		"validation": strconv.Itoa(s.Validation),
	} {
		f.entries[name].SetText(value)
	}
	for name, value := range map[string]string{
		"activation": s.Activation, "output": s.Output, "cost": s.Cost, "encoding": s.Encoding,
		"initializer": s.Initializer, "optimizer": s.Optimizer, "schedule": s.Schedule,
		"penalty": s.Penalty,
	} {
		f.choices[name].SetSelected(value)
	}
	f.augment.Fill(s.Augmentation)
	f.showPreset()
	f.formula.Show(formulaOf(s))
}

// formulaOf is what the formulas say of settings.
func formulaOf(s training.Settings) formulaSettings {
	return formulaSettings{s.Cost, s.Optimizer, s.Penalty, s.Decay > 0}
}

// ShowValues shows what the symbols of the formulas are after an epoch of the run; nil
// for none.
func (f *Form) ShowValues(e *training.Epoch) {
	f.formula.ShowValues(e)
}

// read reads the fields. Texts that are not numbers come back as Problems;
// whether the numbers make sense is for Settings.Validate to say.
func (f *Form) read() (training.Settings, training.Problems) {
	var problems training.Problems
	text := func(name string) string { return strings.TrimSpace(f.entries[name].Text) }
	wrong := func(name, reason string) {
		problems = append(problems, training.Problem{Field: name, Message: message.Text(reason)})
	}
	whole := func(name string) int {
		v, err := i18n.ParseInt(text(name))
		if err != nil {
			wrong(name, lang.L("Write a whole number, such as 10."))
		}
		return v
	}
	real := func(name string) float64 {
		v, err := i18n.ParseFloat(text(name))
		if err != nil {
			wrong(name, lang.L("Write a number, such as 0.5."))
		}
		return v
	}
	s := training.Settings{
		Rate: real("rate"), Batch: whole("batch"), Epochs: whole("epochs"),
		Momentum: real("momentum"), Patience: whole("patience"), Validation: whole("validation"),
		Penalty: f.choices["penalty"].Selected, Decay: real("decay"), Dropout: real("dropout"), Amount: real("amount"),
		Activation: f.choices["activation"].Selected, Output: f.choices["output"].Selected,
		Cost: f.choices["cost"].Selected, Encoding: f.choices["encoding"].Selected,
		Initializer: f.choices["initializer"].Selected,
		Optimizer:   f.choices["optimizer"].Selected, Schedule: f.choices["schedule"].Selected,
	}
	var more training.Problems
	s.Augmentation, more = f.augment.Augmentation()
	problems = append(problems, more...)
	for _, part := range strings.Split(text("hidden"), ",") {
		units, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			wrong("hidden", lang.L("Write whole numbers, such as 15, or 30, 20 for two layers."))
			break
		}
		s.Hidden = append(s.Hidden, units)
	}
	seed, err := strconv.ParseUint(text("seed"), 10, 64)
	if err != nil {
		wrong("seed", lang.L("Write a whole number from 0 on."))
	}
	s.Seed = seed
	return s, problems
}

// show shows each problem at its field, opens the further settings if one is there, and
// clears what was said before. The arithmetic of the run and the preview follow.
func (f *Form) show(problems training.Problems) {
	changed := false
	for _, field := range f.fields {
		changed = f.showProblem(field, problems) || changed
		if field.Message.Text != "" && f.isFurther(field) && !f.further.Visible() {
			f.showMore(true)
		}
	}
	if changed {
		f.resized()
	}
	value, _ := f.settings.Value()
	data := f.datasets.Data()
	if data.Loaded() {
		f.sum.Set(iterationsOf(value, f.datasets.Split(value)))
	}
	if len(problems) == 0 {
		f.preview.Show(data.Train, value.Augmentation, value.Seed)
	}
}

// iterationsOf is the arithmetic of a run in words, and how many digits it holds out; empty while the numbers make none.
func iterationsOf(s training.Settings, d dataset.Split) string {
	examples := d.Train.Len()
	if s.Batch < 1 || s.Epochs < 1 || s.Batch > examples {
		return ""
	}
	sum := i18n.FormatIterations(examples, s.Batch, s.Epochs)
	if d.Validation.Len() == 0 {
		return sum + "; " + lang.L("no images held out")
	}
	return sum + "; " + fmt.Sprintf(lang.L("%s images held out"), i18n.FormatInt(d.Validation.Len()))
}

// resized lays the form out anew.
func (f *Form) resized() {
	if f.OnHeight != nil {
		f.OnHeight()
	}
}

func (f *Form) isFurther(field *ui.Field) bool {
	return !f.mix.has(field) && !slices.Contains(f.basic.Objects, fyne.CanvasObject(field.Box))
}

// shows reports whether a field is in view, or can be scrolled there.
func (f *Form) shows(field *ui.Field) bool {
	switch {
	case f.mix.has(field):
		return f.mix.box.Visible()
	case !f.isFurther(field):
		return true
	case slices.Contains(f.augment.fields, field):
		return f.further.Visible() && f.augment.own.Visible()
	}
	return f.further.Visible()
}

// point lights the field of a setting up, or not.
func (f *Form) point(setting string, on bool) { f.byName[setting].Highlight(on) }

// Visit goes to the field of a setting.
func (f *Form) Visit(setting string) {
	field := f.byName[setting]
	if f.isFurther(field) && !f.further.Visible() {
		f.showMore(true)
	}
	if input, ok := field.Input.(fyne.Focusable); ok {
		if view := fyne.CurrentApp().Driver().CanvasForObject(f.content); view != nil {
			view.Focus(input)
		}
	}
}

// Lock keeps what a run has fixed from being changed, until it is unlocked.
func (f *Form) Lock(on bool) {
	for _, name := range fixedInRun {
		f.byName[name].SetEnabled(!on)
	}
	for _, field := range f.mix.fields {
		field.SetEnabled(!on)
	}
	ui.SetEnabled(f.preset, !on)
}

// presetChosen takes the settings of a preset.
func (f *Form) presetChosen(name string) {
	if f.filling {
		return
	}
	if preset, err := presets.All.Lookup(name); err == nil {
		f.fill(preset.Settings)
		f.changed()
	}
}

// showPreset shows which preset the fields are, if any.
func (f *Form) showPreset() {
	filling := f.filling
	f.filling = true
	defer func() { f.filling = filling }()
	s, unreadable := f.read()
	if preset, ok := train.PresetOf(s); ok && unreadable == nil {
		f.preset.SetSelected(preset.Name())
		f.preset.Explain(presetHelp() + "\n" + presetFigures(preset))
		return
	}
	f.preset.ClearSelected()
	f.preset.Explain(presetHelp())
}

func presetHelp() string { return lang.L("Fill in the settings of a run that is known to work") }

// presetFigures is what a preset reads, as it was published, and as it was measured here.
func presetFigures(p presets.Preset) string {
	m := p.Measured
	text := fmt.Sprintf(lang.L("MNIST's test images, read once after five runs: %s (95 %% interval %s to %s)."),
		i18n.FormatPercent(m.Accuracy), i18n.FormatPercent(m.Lo), i18n.FormatPercent(m.Hi))
	if p.Published > 0 {
		text += " " + fmt.Sprintf(lang.L("Published: %s of the %s."), i18n.FormatPercent(p.Published), i18n.Translate(p.On))
	}
	return text
}

// sourceTitle is what a person reads for a source of digits.
func sourceTitle(s store.DataSource) string { return i18n.Translate(s.Title()) }

// sourceTitles are the titles to choose from, where path is the file or folder that was
// opened last.
func sourceTitles(path string) []string {
	var titles []string
	for _, s := range store.DataSources {
		if s == store.FolderData && path != "" {
			titles = append(titles, pathTitle(path))
		}
		titles = append(titles, sourceTitle(s))
	}
	return titles
}

// pathTitle is what a person reads for a file or folder of digits: its name, after that of
// its folder where a source is called so, as in data/MNIST; empty for none.
func pathTitle(path string) string {
	if path == "" {
		return ""
	}
	name := filepath.Base(path)
	for _, s := range store.DataSources {
		if sourceTitle(s) == name {
			return filepath.Join(filepath.Base(filepath.Dir(path)), name)
		}
	}
	return name
}

// sourceByTitle is the source with a title, the first of all where there is none.
func sourceByTitle(title string) store.DataSource {
	for _, s := range store.DataSources {
		if sourceTitle(s) == title {
			return s
		}
	}
	return store.DataSources[0]
}
