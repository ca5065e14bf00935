package gui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/optim"
)

// settingsForm lets a person choose training.Settings and the data: six fields
// for everybody, the rest behind "More".
type settingsForm struct {
	// OnChanged is called after every change that a person makes.
	OnChanged func()

	// OnSource is called when another source of data is chosen, before
	// OnChanged.
	OnSource func(source)

	// OnShares is called when a mix gets other shares, before OnChanged.
	OnShares func()

	// OnHeight is called when the form has become higher or lower.
	OnHeight func()

	fields  []*field
	byName  map[string]*field
	entries map[string]*settingEntry
	choices map[string]*choice
	source  *choice
	shares  *sharesForm // its fields stand below the basic ones
	preset  *choice

	formula *formula
	sum     *text // the arithmetic of the run
	more    *button
	basic   *fyne.Container
	further *fyne.Container
	augment *augmentationForm // its fields stand below the further ones
	content *fyne.Container
	filling bool // the program, not a person, is changing the fields
}

// fixedInRun are the settings that are part of the network and its data, and so
// cannot change while a run lasts.
var fixedInRun = []string{"data", "hidden", "seed", "activation", "output", "cost", "encoding", "initializer"}

func newSettingsForm() *settingsForm {
	f := &settingsForm{
		byName:  map[string]*field{},
		entries: map[string]*settingEntry{},
		choices: map[string]*choice{},
		sum:     newCaption(""),
		basic:   container.New(&flow{cell: 11.5}),
		further: container.New(&flow{cell: 11.5}),
	}
	f.formula = newFormulaOf(f.point, f.visit)
	f.source = newChoice(lang.L("Digits"), sourceNames(), func(string) { f.sourceChosen() })
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
	f.addEntries(f.further, "decay", "patience")
	f.augment = newAugmentationForm()
	f.augment.OnChanged, f.augment.OnFolded = f.changed, f.resized
	f.add(f.further, "augmentation", f.augment.choice)

	f.shares = newSharesForm()
	f.shares.OnChanged = f.sharesChanged
	for _, field := range slices.Concat(f.augment.fields, f.shares.fields) {
		f.fields = append(f.fields, field)
		f.byName[field.name] = field
	}

	f.preset = newChoice(lang.L("Nielsen's runs"), training.Presets.Names(), f.presetChosen)
	f.preset.PlaceHolder = lang.L("Nielsen's runs")
	f.more = newButton("", nil, f.toggleMore)
	f.more.Importance = widget.LowImportance
	f.more.Alignment = widget.ButtonAlignLeading
	f.showMore(false)
	f.content = container.New(stack{gap: 1.5}, f.formula.content, f.basic, f.shares.box,
		container.NewBorder(nil, nil, f.more, f.preset),
		f.sum,
		f.further, f.augment.box)
	return f
}

func (f *settingsForm) add(to *fyne.Container, name string, input fyne.CanvasObject) {
	added := newField(name, explanations()[name], input)
	f.fields = append(f.fields, added)
	f.byName[name] = added
	to.Add(added.box)
}

func (f *settingsForm) addEntries(to *fyne.Container, names ...string) {
	for _, name := range names {
		entry := newSettingEntry(explanations()[name].title, func(on bool) { f.formula.Light(name, on) })
		entry.OnChanged = func(string) { f.changed() }
		f.entries[name] = entry
		f.add(to, name, entry)
	}
}

func (f *settingsForm) addChoice(to *fyne.Container, name string, names []string) {
	input := newChoice(explanations()[name].title, names, func(string) { f.changed() })
	f.choices[name] = input
	f.add(to, name, input)
}

func (f *settingsForm) changed() {
	if f.filling {
		return
	}
	f.showPreset()
	f.formula.Show(f.choices["cost"].Selected, f.choices["optimizer"].Selected)
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

func (f *settingsForm) sourceChosen() {
	f.showShares()
	if !f.filling && f.OnSource != nil {
		f.OnSource(sourceNamed(f.source.Selected))
	}
	f.changed()
}

func (f *settingsForm) sharesChanged() {
	if f.OnShares != nil {
		f.OnShares()
	}
	f.changed()
}

// showShares shows the shares of a mix while one is chosen.
func (f *settingsForm) showShares() {
	on := f.Source() == mixedSource
	if on != f.shares.box.Visible() {
		reveal(f.shares.box, on)
		f.resized()
	}
}

// toggleMore shows or hides the further settings.
func (f *settingsForm) toggleMore() { f.showMore(!f.further.Visible()) }

func (f *settingsForm) showMore(on bool) {
	f.more.Text, f.more.Icon = lang.L("More settings"), theme.MenuDropDownIcon()
	f.further.Hidden, f.augment.box.Hidden = !on, !on
	if on {
		f.more.Text, f.more.Icon = lang.L("Fewer settings"), theme.MenuDropUpIcon()
	}
	f.more.Refresh()
	f.resized()
}

// Fill writes settings into the fields.
func (f *settingsForm) Fill(s training.Settings) {
	f.filling = true
	defer func() { f.filling = false }()
	hidden := make([]string, len(s.Hidden))
	for i, units := range s.Hidden {
		hidden[i] = strconv.Itoa(units)
	}
	for name, value := range map[string]string{
		"hidden":   strings.Join(hidden, ", "),
		"rate":     number(s.Rate),
		"batch":    strconv.Itoa(s.Batch),
		"epochs":   strconv.Itoa(s.Epochs),
		"seed":     strconv.FormatUint(s.Seed, 10),
		"momentum": number(s.Momentum),
		"decay":    number(s.Decay),
		"patience": strconv.Itoa(s.Patience),
	} {
		f.entries[name].SetText(value)
	}
	for name, value := range map[string]string{
		"activation": s.Activation, "output": s.Output, "cost": s.Cost, "encoding": s.Encoding,
		"initializer": s.Initializer, "optimizer": s.Optimizer, "schedule": s.Schedule,
	} {
		f.choices[name].SetSelected(value)
	}
	f.augment.Fill(s.Augmentation)
	f.showPreset()
	f.formula.Show(s.Cost, s.Optimizer)
}

// SetSource shows which source is chosen.
func (f *settingsForm) SetSource(s source) {
	f.filling = true
	defer func() { f.filling = false }()
	f.source.SetSelected(s.title())
	f.showShares()
}

// Source is the chosen source of data.
func (f *settingsForm) Source() source { return sourceNamed(f.source.Selected) }

// Settings reads the fields. Texts that are not numbers come back as Problems;
// whether the numbers make sense is for Settings.Validate to say.
func (f *settingsForm) Settings() (training.Settings, training.Problems) {
	var problems training.Problems
	text := func(name string) string { return strings.TrimSpace(f.entries[name].Text) }
	wrong := func(name, reason string) {
		problems = append(problems, training.Problem{Field: name, Message: message.Text(reason)})
	}
	whole := func(name string) int {
		v, err := strconv.Atoi(strings.ReplaceAll(text(name), ",", ""))
		if err != nil {
			wrong(name, lang.L("Write a whole number, such as 10."))
		}
		return v
	}
	real := func(name string) float64 {
		v, err := strconv.ParseFloat(text(name), 64)
		if err != nil {
			wrong(name, lang.L("Write a number, such as 0.5."))
		}
		return v
	}
	s := training.Settings{
		Rate: real("rate"), Batch: whole("batch"), Epochs: whole("epochs"),
		Momentum: real("momentum"), Decay: real("decay"), Patience: whole("patience"),
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

// Complain shows each problem at its field, opens the further settings if one is
// there, and clears what was said before.
func (f *settingsForm) Complain(problems training.Problems) {
	changed := false
	for _, field := range f.fields {
		message := spoken(problems.Of(field.name).String())
		changed = field.complain(message) || changed
		if message != "" && f.isFurther(field) && !f.further.Visible() {
			f.showMore(true)
		}
	}
	if changed {
		f.resized()
	}
}

// resized lays the form out anew.
func (f *settingsForm) resized() {
	if f.OnHeight != nil {
		f.OnHeight()
	}
}

func (f *settingsForm) isFurther(field *field) bool {
	return !f.shares.has(field) && !slices.Contains(f.basic.Objects, fyne.CanvasObject(field.box))
}

// shows reports whether a field is in view, or can be scrolled there.
func (f *settingsForm) shows(field *field) bool {
	switch {
	case f.shares.has(field):
		return f.shares.box.Visible()
	case !f.isFurther(field):
		return true
	case slices.Contains(f.augment.fields, field):
		return f.further.Visible() && f.augment.own.Visible()
	}
	return f.further.Visible()
}

// point lights the field of a setting up, or not.
func (f *settingsForm) point(setting string, on bool) { f.byName[setting].light(on) }

// visit goes to the field of a setting.
func (f *settingsForm) visit(setting string) {
	field := f.byName[setting]
	if f.isFurther(field) && !f.further.Visible() {
		f.showMore(true)
	}
	if input, ok := field.input.(fyne.Focusable); ok {
		if view := fyne.CurrentApp().Driver().CanvasForObject(f.content); view != nil {
			view.Focus(input)
		}
	}
}

// Lock keeps what a run has fixed from being changed, until it is unlocked.
func (f *settingsForm) Lock(on bool) {
	for _, name := range fixedInRun {
		f.byName[name].enable(!on)
	}
	for _, field := range f.shares.fields {
		field.enable(!on)
	}
	able(f.preset, !on)
}

// SetSum shows the arithmetic of the run.
func (f *settingsForm) SetSum(sum string) { f.sum.Set(sum) }
