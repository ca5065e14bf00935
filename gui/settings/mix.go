package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/network/message"
	"digitpad/training"
)

// mixForm is the part of the settings that says how much of each source a mix
// has. It is in view while a mix is chosen.
type mixForm struct {
	// OnChanged is called after every change that a person makes.
	OnChanged func()

	entries []*ui.Entry // by the order of MixWeights.Parts
	fields  []*ui.Field
	box     *fyne.Container
	filling bool // the program, not a person, is changing the fields
}

func newMixForm() *mixForm {
	f := &mixForm{box: container.New(&ui.WrapGridLayout{Cell: 11.5})}
	for _, p := range (store.MixWeights{}).Parts() {
		entry := ui.NewEntry(sourceTitle(p.Source), func(bool) {})
		entry.OnChanged = func(string) {
			if !f.filling && f.OnChanged != nil {
				f.OnChanged()
			}
		}
		about := ui.Help{Title: sourceTitle(p.Source), Hint: lang.L("parts of the mix"), Text: lang.L("Shares count in proportion: 70, 30 and 0 are the same as 7, 3 and 0. " +
			"The source with the largest share is taken whole, once. Of the others as many digits are taken as their shares ask for, and where there are " +
			"fewer they begin again, so that ten drawings of yours can weigh as much as you like. The test images are those of MNIST or the sample, whichever has more.")}
		added := ui.NewField("share of "+string(p.Source), about, entry)
		f.entries, f.fields = append(f.entries, entry), append(f.fields, added)
		f.box.Add(added.Box)
	}
	f.box.Hide()
	return f
}

// Fill writes shares into the fields.
func (f *mixForm) Fill(s store.MixWeights) {
	f.filling = true
	defer func() { f.filling = false }()
	for i, p := range s.Parts() {
		f.entries[i].SetText(i18n.FormatNumber(p.Weight))
	}
}

// Weights reads the fields. What is no share comes back as Problems.
func (f *mixForm) Weights() (store.MixWeights, training.Problems) {
	var problems training.Problems
	var values [3]float64
	for i, entry := range f.entries {
		v, err := i18n.ParseFloat(entry.Text)
		if err != nil || !(v >= 0 && v <= store.MaxMixWeight) {
			problems = append(problems, training.Problem{Field: f.fields[i].Name, Message: message.Text(lang.L("Write a number from 0 to 1000."))})
		}
		values[i] = v
	}
	s := store.MixWeights{MNIST: values[0], Sample: values[1], Mine: values[2]}
	if problems == nil && !s.Valid() {
		problems = training.Problems{{Field: f.fields[0].Name, Message: message.Text(lang.L("One share at least is above 0."))}}
	}
	return s, problems
}

// has reports whether a field is one of the form's.
func (f *mixForm) has(field *ui.Field) bool { return slices.Contains(f.fields, field) }
