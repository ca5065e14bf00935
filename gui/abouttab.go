package gui

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
)

// aboutTab describes the network that answers the pad.
type aboutTab struct {
	title   *text
	intro   *widget.Label
	facts   *fyne.Container
	notes   *fyne.Container
	content fyne.CanvasObject

	model  codec.Model // to describe, and where it comes from
	source string
	stale  bool // whether the texts are about another one
}

func newAboutTab() *aboutTab {
	t := &aboutTab{
		title: newText("", theme.SizeNameHeadingText, theme.ColorNameForeground),
		intro: widget.NewLabel(""),
		facts: container.New(&flow{cell: 14}),
		notes: container.New(&flow{cell: 14}),
	}
	t.title.style.Bold = true
	t.intro.Wrapping = fyne.TextWrapWord
	inset := theme.InnerPadding()
	body := container.New(stack{gap: 3},
		t.title,
		container.New(insets{-inset}, t.intro),
		t.facts,
		container.New(topGap{}, newHeading(lang.L("Where it comes from"))),
		t.notes,
	)
	t.content = container.NewVScroll(container.New(insets{theme.Padding()}, body))
	return t
}

// Describe says which model the tab is about; see BringUp. Source says where it
// comes from in a few words.
func (t *aboutTab) Describe(m codec.Model, source string) {
	t.model, t.source, t.stale = m, source, true
	t.BringUp()
}

// BringUp shows what there is to say about the model, if the tab is in view and
// shows another one.
func (t *aboutTab) BringUp() {
	if !t.stale || !t.content.Visible() {
		return
	}
	t.stale = false
	m, source := t.model, t.source
	spec := m.Network.Spec()
	t.title.Set(capital(source))
	t.intro.SetText(introduction(spec) + performance(m.Notes))
	t.facts.RemoveAll()
	for _, f := range []fact{
		{lang.L("Layers"), strings.ReplaceAll(spec.SizesString(), "-", " – ")},
		{lang.L("Weights and biases"), count(spec.Parameters())},
		{lang.L("Hidden units"), hiddenInWords(spec)},
		{lang.L("Output units"), fmt.Sprintf("%s, %s", spec.Output.Name(), spec.Encoding.Name())},
		{lang.L("Cost"), spec.Cost.Name()},
	} {
		t.facts.Add(newFact(f.label, f.value))
	}
	t.notes.RemoveAll()
	for _, f := range origin(m.Notes) {
		t.notes.Add(newFact(f.label, f.value))
	}
}

// fact is a value and what it is called.
type fact struct{ label, value string }

// origin is how a network came about, by the notes in its file.
func origin(notes map[string]string) []fact {
	var facts []fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, fact{label, value})
		}
	}
	add(lang.L("Trained on"), spoken(notes[training.NoteTrain]))
	if n, err := strconv.Atoi(notes[training.NoteExamples]); err == nil {
		add(lang.L("Training examples"), count(n))
	}
	add(lang.L("Epochs"), notes[training.NoteEpochs])
	add(lang.L("Tested on"), spoken(notes[training.NoteTest]))
	if accuracy, err := strconv.ParseFloat(notes[training.NoteAccuracy], 64); err == nil {
		add(lang.L("Test accuracy"), percent(accuracy))
	}
	add(lang.L("Test cost"), notes[training.NoteCost])
	var s training.Settings
	if err := json.Unmarshal([]byte(notes[training.NoteSettings]), &s); err == nil {
		add(lang.L("Learning rate η"), number(s.Rate)+", "+s.Schedule)
		add(lang.L("Mini-batch m"), count(s.Batch))
		add(lang.L("Optimiser"), s.Optimizer)
		add(lang.L("Weight decay λ"), number(s.Decay))
		add(lang.L("Initial weights"), s.Initializer)
		add(lang.L("Seed"), strconv.FormatUint(s.Seed, 10))
	}
	for _, key := range slices.Sorted(maps.Keys(notes)) {
		if !slices.Contains(knownNotes, key) {
			add(capital(key), notes[key])
		}
	}
	if len(facts) == 0 {
		add(lang.L("Notes"), lang.L("The file says nothing about that."))
	}
	return facts
}

// knownNotes are shown in words of their own.
var knownNotes = []string{
	training.NoteName, training.NoteTrain, training.NoteExamples, training.NoteEpochs,
	training.NoteTest, training.NoteCost, training.NoteAccuracy, training.NoteSettings,
}

// introduction is what the network does, in one paragraph.
func introduction(spec network.Spec) string {
	inputs, outputs := spec.Sizes[0], spec.Sizes[len(spec.Sizes)-1]
	said := []string{fmt.Sprintf(lang.L("The %d pixels of a 28×28 image go in, each as its ink from 0 to 1."), inputs)}
	if hidden := len(spec.Sizes) - 2; hidden > 0 {
		said = append(said, fmt.Sprintf(lang.L("They pass through %s."), hiddenInWords(spec)))
	}
	switch spec.Encoding {
	case network.OneHot:
		said = append(said, fmt.Sprintf(lang.L("%d outputs answer, one for each digit: the largest activation is the prediction."), outputs))
	case network.Binary:
		said = append(said, fmt.Sprintf(lang.L("%d outputs answer: they spell the digit as a binary number."), outputs))
	case network.Ordinal:
		said = append(said, lang.L("One output answers: its activation times 9, rounded, is the digit."))
	}
	return strings.Join(said, " ")
}

// performance is how well the network reads, by the notes in its file.
func performance(notes map[string]string) string {
	accuracy, err := strconv.ParseFloat(notes[training.NoteAccuracy], 64)
	if err != nil {
		return ""
	}
	return " " + fmt.Sprintf(lang.L("Of the test images, which it never saw in training, it reads %s right."), percent(accuracy))
}

// hiddenInWords is such as "15 sigmoid units" or "30 + 20 tanh units".
func hiddenInWords(spec network.Spec) string {
	hidden := spec.Sizes[1 : len(spec.Sizes)-1]
	if len(hidden) == 0 {
		return lang.L("none")
	}
	sizes := make([]string, len(hidden))
	for i, units := range hidden {
		sizes[i] = count(units)
	}
	return fmt.Sprintf(lang.L("%s %s units"), strings.Join(sizes, " + "), spec.Hidden.Name())
}

// capital makes the first letter of a text a capital.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// newFact is a value under its name.
func newFact(label, value string) fyne.CanvasObject {
	content := widget.NewLabel(value)
	content.Wrapping = fyne.TextWrapWord
	content.Selectable = true
	inset := theme.InnerPadding()
	return container.New(stack{gap: 0.4}, newCaption(label), container.New(insets{-inset}, content))
}
