package gui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"digitpad/network/message"
	"digitpad/training"
)

// shares say how large a part of a mix each source is, in proportion to the
// others.
type shares struct {
	MNIST, Sample, Mine float64 // 0 or more
}

// firstShares are those of the first start.
func firstShares() shares { return shares{MNIST: 70, Sample: 30} }

// part is a source with its share.
type part struct {
	source source
	share  float64
}

func (s shares) parts() []part {
	return []part{{mnistSource, s.MNIST}, {sampleSource, s.Sample}, {mineSource, s.Mine}}
}

// mostShare is the largest share.
const mostShare = 1000

// valid reports whether there is something to mix.
func (s shares) valid() bool {
	sum := 0.0
	for _, p := range s.parts() {
		if !(p.share >= 0 && p.share <= mostShare) {
			return false
		}
		sum += p.share
	}
	return sum > 0
}

// sharesForm is the part of the settings that says how much of each source a mix
// has. It is in view while a mix is chosen.
type sharesForm struct {
	// OnChanged is called after every change that a person makes.
	OnChanged func()

	entries []*settingEntry // by the order of shares.parts
	fields  []*field
	box     *fyne.Container
	filling bool // the program, not a person, is changing the fields
}

func newSharesForm() *sharesForm {
	f := &sharesForm{box: container.New(&flow{cell: 11.5})}
	for _, p := range (shares{}).parts() {
		entry := newSettingEntry(p.source.title(), func(bool) {})
		entry.OnChanged = func(string) {
			if !f.filling && f.OnChanged != nil {
				f.OnChanged()
			}
		}
		about := explanation{p.source.title(), lang.L("parts of the mix"), lang.L("Shares count in proportion: 70, 30 and 0 are the same as 7, 3 and 0. " +
			"The source with the largest share is taken whole, once. Of the others as many digits are taken as their shares ask for, and where there are " +
			"fewer they begin again, so that ten drawings of yours can weigh as much as you like. The test digits are those of MNIST or the sample, whichever has more.")}
		added := newField("share of "+string(p.source), about, entry)
		f.entries, f.fields = append(f.entries, entry), append(f.fields, added)
		f.box.Add(added.box)
	}
	f.box.Hide()
	return f
}

// Fill writes shares into the fields.
func (f *sharesForm) Fill(s shares) {
	f.filling = true
	defer func() { f.filling = false }()
	for i, p := range s.parts() {
		f.entries[i].SetText(number(p.share))
	}
}

// Shares reads the fields. What is no share comes back as Problems.
func (f *sharesForm) Shares() (shares, training.Problems) {
	var problems training.Problems
	var values [3]float64
	for i, entry := range f.entries {
		v, err := strconv.ParseFloat(strings.TrimSpace(entry.Text), 64)
		if err != nil || !(v >= 0 && v <= mostShare) {
			problems = append(problems, training.Problem{Field: f.fields[i].name, Message: message.Text(lang.L("Write a number from 0 to 1000."))})
		}
		values[i] = v
	}
	s := shares{values[0], values[1], values[2]}
	if problems == nil && !s.valid() {
		problems = training.Problems{{Field: f.fields[0].name, Message: message.Text(lang.L("One share at least is above 0."))}}
	}
	return s, problems
}

// has reports whether a field is one of the form's.
func (f *sharesForm) has(field *field) bool { return slices.Contains(f.fields, field) }
