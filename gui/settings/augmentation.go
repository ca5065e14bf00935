package settings

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// augmentationForm is the part of the settings that says how training images are
// changed: an augmentation of a few by its name, or, in fields that fold out, each
// amount on its own.
type augmentationForm struct {
	// OnChanged is called after every change that a person makes.
	OnChanged func()

	// OnFolded is called when the fields have appeared or gone.
	OnFolded func()

	choice  *ui.Select
	entries []*ui.Entry // by the order of amounts
	fields  []*ui.Field
	own     *fyne.Container // the fields
	box     *fyne.Container // own, and nothing while the further settings are hidden
	filling bool            // the program, not a person, is changing the fields
}

// namedAugmentation is an augmentation that the form offers by name.
type namedAugmentation struct {
	name         string
	augmentation dataset.Augmentation
}

func namedAugmentations() []namedAugmentation {
	return []namedAugmentation{
		{lang.L("none"), dataset.Augmentation{}},
		{lang.L("moderate"), dataset.ModerateAugmentation()},
		{lang.L("strong"), dataset.StrongAugmentation()},
	}
}

// ownAugmentation is what the choice says of any other.
func ownAugmentation() string { return lang.L("my own") }

// amount is a number of an Augmentation with what it means.
type amount struct {
	name string // as in the settings' JSON form
	of   func(*dataset.Augmentation) *float64
	ui.Help
}

// amounts are those of an Augmentation, with their units and ranges.
func amounts() []amount {
	most := dataset.MaxAugmentation()
	deviation := lang.L("The number is a standard deviation: two in three are changed by less, hardly any by more than twice as much.")
	tell := func(title, hint string, most float64, story string) ui.Help {
		return ui.Help{Title: title, Hint: fmt.Sprintf(hint, i18n.FormatNumber(most)), Text: story + " " + deviation}
	}
	return []amount{
		{"shift", func(a *dataset.Augmentation) *float64 { return &a.Shift }, tell(
			lang.L("Shift"), lang.L("pixels, 0 to %s"), most.Shift,
			lang.L("How far an image is moved, across and down. The pad centres every digit, so more than a pixel does harm."))},
		{"rotation", func(a *dataset.Augmentation) *float64 { return &a.Rotation }, tell(
			lang.L("Rotation"), lang.L("degrees, 0 to %s"), most.Rotation,
			lang.L("How far an image is turned."))},
		{"scale", func(a *dataset.Augmentation) *float64 { return &a.Scale }, tell(
			lang.L("Size"), lang.L("0.1 is 10 %%, 0 to %s"), most.Scale,
			lang.L("How much wider and higher an image is made, or narrower and lower; each for itself."))},
		{"shear", func(a *dataset.Augmentation) *float64 { return &a.Shear }, tell(
			lang.L("Slant"), lang.L("1 is 45°, 0 to %s"), most.Shear,
			lang.L("How far an image leans to a side: the tangent of the angle, also called shear."))},
		{"stroke", func(a *dataset.Augmentation) *float64 { return &a.Stroke }, tell(
			lang.L("Stroke width"), lang.L("pixels, 0 to %s"), most.Stroke,
			lang.L("How much thicker or thinner the strokes become."))},
		{"elastic", func(a *dataset.Augmentation) *float64 { return &a.Elastic }, tell(
			lang.L("Elastic"), lang.L("pixels, 0 to %s"), most.Elastic,
			lang.L("How far an image warps, each place in another direction, as a trembling hand would (Simard 2003)."))},
	}
}

func newAugmentationForm() *augmentationForm {
	f := &augmentationForm{own: container.New(&ui.WrapGridLayout{Cell: 9})}
	names := []string{}
	for _, n := range namedAugmentations() {
		names = append(names, n.name)
	}
	f.choice = ui.NewSelect(fieldHelp()["augmentation"].Title, fieldHelp()["augmentation"].Hint, append(names, ownAugmentation()), func(string) { f.chosen() })
	for _, a := range amounts() {
		entry := ui.NewEntry(a.Title, func(bool) {})
		entry.OnChanged = func(string) { f.changed() }
		f.entries = append(f.entries, entry)
		f.fields = append(f.fields, ui.NewField(a.name, a.Help, entry))
		f.own.Add(f.fields[len(f.fields)-1].Box)
	}
	f.own.Hide()
	f.box = container.NewStack(f.own)
	return f
}

// chosen takes the amounts of the chosen augmentation, or shows the fields with
// those of the last one.
func (f *augmentationForm) chosen() {
	if f.filling {
		return
	}
	named := namedAugmentations()
	if i := slices.IndexFunc(named, func(n namedAugmentation) bool { return n.name == f.choice.Selected }); i >= 0 {
		f.write(named[i].augmentation)
	}
	f.fold()
	f.changed()
}

func (f *augmentationForm) changed() {
	if !f.filling && f.OnChanged != nil {
		f.OnChanged()
	}
}

// fold shows the fields if one's own amounts are chosen.
func (f *augmentationForm) fold() {
	was := f.own.Visible()
	ui.SetVisible(f.own, f.choice.Selected == ownAugmentation())
	if f.own.Visible() != was && f.OnFolded != nil {
		f.OnFolded()
	}
}

// write puts amounts into the fields.
func (f *augmentationForm) write(a dataset.Augmentation) {
	was := f.filling
	f.filling = true
	defer func() { f.filling = was }()
	for i, amount := range amounts() {
		f.entries[i].SetText(i18n.FormatNumber(*amount.of(&a)))
	}
}

// Fill shows an augmentation.
func (f *augmentationForm) Fill(a dataset.Augmentation) {
	f.filling = true
	defer func() { f.filling = false }()
	f.write(a)
	name := ownAugmentation()
	for _, n := range namedAugmentations() {
		if n.augmentation == a {
			name = n.name
		}
	}
	f.choice.SetSelected(name)
	f.fold()
}

// Augmentation reads the fields. Texts that are not numbers come back as
// Problems.
func (f *augmentationForm) Augmentation() (a dataset.Augmentation, problems training.Problems) {
	for i, amount := range amounts() {
		v, err := i18n.ParseFloat(f.entries[i].Text)
		if err != nil {
			problems = append(problems, training.Problem{Field: amount.name, Message: message.Text(lang.L("Write a number, such as 0.5."))})
		}
		*amount.of(&a) = v
	}
	return a, problems
}
