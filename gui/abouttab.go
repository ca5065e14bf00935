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
		container.New(topGap{}, newHeading("Where it comes from")),
		t.notes,
	)
	t.content = container.NewVScroll(container.New(insets{theme.Padding()}, body))
	return t
}

// Describe shows what there is to say about a model. Source says where it comes
// from in a few words.
func (t *aboutTab) Describe(m codec.Model, source string) {
	spec := m.Network.Spec()
	t.title.Set(capital(source))
	t.intro.SetText(introduction(spec) + performance(m.Notes))
	t.facts.RemoveAll()
	for _, f := range []fact{
		{"Layers", strings.ReplaceAll(spec.SizesString(), "-", " – ")},
		{"Weights and biases", count(spec.Parameters())},
		{"Hidden units", hiddenInWords(spec)},
		{"Output units", fmt.Sprintf("%s, %s", spec.Output.Name(), spec.Encoding.Name())},
		{"Cost", spec.Cost.Name()},
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
	add("Trained on", notes[training.NoteTrain])
	if n, err := strconv.Atoi(notes[training.NoteExamples]); err == nil {
		add("Training examples", count(n))
	}
	add("Epochs", notes[training.NoteEpochs])
	add("Tested on", notes[training.NoteTest])
	if accuracy, err := strconv.ParseFloat(notes[training.NoteAccuracy], 64); err == nil {
		add("Test accuracy", percent(accuracy))
	}
	add("Test cost", notes[training.NoteCost])
	var s training.Settings
	if err := json.Unmarshal([]byte(notes[training.NoteSettings]), &s); err == nil {
		add("Learning rate η", number(s.Rate)+", "+s.Schedule)
		add("Mini-batch m", count(s.Batch))
		add("Optimiser", s.Optimizer)
		add("Weight decay λ", number(s.Decay))
		add("Initial weights", s.Initializer)
		add("Seed", strconv.FormatUint(s.Seed, 10))
	}
	for _, key := range slices.Sorted(maps.Keys(notes)) {
		if !slices.Contains(knownNotes, key) {
			add(capital(key), notes[key])
		}
	}
	if len(facts) == 0 {
		add("Notes", "The file says nothing about that.")
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
	s := fmt.Sprintf("The %d pixels of a 28×28 image go in, each as its ink from 0 to 1. ", inputs)
	if hidden := len(spec.Sizes) - 2; hidden > 0 {
		s += fmt.Sprintf("They pass through %s, and ", hiddenInWords(spec))
	}
	switch spec.Encoding {
	case network.OneHot:
		s += fmt.Sprintf("%d outputs answer, one for each digit: the largest activation is the prediction.", outputs)
	case network.Binary:
		s += fmt.Sprintf("%d outputs answer: they spell the digit as a binary number.", outputs)
	case network.Ordinal:
		s += "one output answers: its activation times 9, rounded, is the digit."
	}
	return s
}

// performance is how well the network reads, by the notes in its file.
func performance(notes map[string]string) string {
	accuracy, err := strconv.ParseFloat(notes[training.NoteAccuracy], 64)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" Of the test images, which it never saw in training, it reads %s right.", percent(accuracy))
}

// hiddenInWords is such as "15 sigmoid units" or "30 and 20 tanh units".
func hiddenInWords(spec network.Spec) string {
	hidden := spec.Sizes[1 : len(spec.Sizes)-1]
	if len(hidden) == 0 {
		return "none"
	}
	sizes := make([]string, len(hidden))
	for i, units := range hidden {
		sizes[i] = count(units)
	}
	return strings.Join(sizes, " and ") + " " + spec.Hidden.Name() + " units"
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
