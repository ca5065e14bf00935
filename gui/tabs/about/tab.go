package about

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/prediction"
	"digitpad/gui/state"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/note"
)

// Tab describes the network that answers the pad.
type Tab struct {
	title   *ui.Text
	intro   *widget.Label
	rows    *fyne.Container
	notes   *fyne.Container
	content fyne.CanvasObject

	prediction *predict.Prediction
	shown      codec.Model // that the texts are about
	stale      bool        // it has changed since
}

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State) *Tab {
	t := &Tab{
		prediction: s.Prediction,
		title:      ui.NewText("", theme.SizeNameHeadingText, theme.ColorNameForeground),
		intro:      widget.NewLabel(""),
		rows:       container.New(&ui.WrapGridLayout{Cell: 14}),
		notes:      container.New(&ui.WrapGridLayout{Cell: 14}),
	}
	t.title.Style.Bold = true
	t.intro.Wrapping = fyne.TextWrapWord
	inset := theme.InnerPadding()
	body := container.New(ui.VBoxLayout{Gap: 3},
		t.title,
		container.New(ui.PaddedLayout{Distance: -inset}, t.intro),
		t.rows,
		container.New(ui.TopPadding{}, ui.NewHeading(lang.L("Where it comes from"))),
		t.notes,
	)
	t.content = container.NewVScroll(container.New(ui.PaddedLayout{Distance: theme.Padding()}, body))
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			t.stale = true
			t.update()
		}
	})
	t.stale = true
	return t
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("About") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(on bool) {
	if on {
		t.update()
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command { return nil }

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject { return nil }

// Close implements ui.Tab.
func (t *Tab) Close() {}

// update shows what there is to say about the network, if the tab is in view and shows
// another one. While a run goes on it says nothing new: what there is to say comes with
// its end.
func (t *Tab) update() {
	m, origin := t.prediction.Model(), t.prediction.Origin()
	learning := origin.Kind == predict.FromRun && !origin.Phase.Over() && t.shown.Network != nil
	if !t.stale || learning || !t.content.Visible() || m.Network == nil {
		return
	}
	t.stale, t.shown = false, m
	source := prediction.Source(origin, 0)
	spec := m.Network.Spec()
	t.title.Set(i18n.Capitalize(source))
	t.intro.SetText(introduction(spec) + performance(m.Notes))
	t.rows.RemoveAll()
	for _, f := range []infoRow{
		{lang.L("Layers"), strings.ReplaceAll(spec.SizesString(), "-", " – ")},
		{lang.L("Weights and biases"), i18n.FormatInt(spec.Parameters())},
		{lang.L("Hidden units"), hiddenInWords(spec)},
		{lang.L("Output units"), fmt.Sprintf("%s, %s", spec.Output.Name(), spec.Encoding.Name())},
		{lang.L("Cost"), spec.Cost.Name()},
	} {
		t.rows.Add(newInfoRow(f.label, f.value))
	}
	t.notes.RemoveAll()
	for _, f := range noteRows(m.Notes) {
		t.notes.Add(newInfoRow(f.label, f.value))
	}
}

// infoRow is a value and what it is called.
type infoRow struct{ label, value string }

// noteRows are how a network came about, by the notes in its file.
func noteRows(notes map[string]string) []infoRow {
	var rows []infoRow
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, infoRow{label, value})
		}
	}
	add(lang.L("Trained on"), i18n.Translate(notes[note.TrainedOn]))
	if n, err := strconv.Atoi(notes[note.Examples]); err == nil {
		add(lang.L("Training examples"), i18n.FormatInt(n))
	}
	add(lang.L("Epochs"), notes[note.Epochs])
	add(lang.L("Validated on"), i18n.Translate(notes[note.ValidatedOn]))
	if accuracy, err := strconv.ParseFloat(notes[note.ValidationAccuracy], 64); err == nil {
		add(lang.L("Validation accuracy"), i18n.FormatPercent(accuracy))
	}
	if fitted, err := calibration.Of(notes); err == nil && fitted.Examples > 0 {
		add(lang.L("Temperature"), i18n.FormatFixed(fitted.Temperature, 2))
	}
	add(lang.L("Tested on"), i18n.Translate(notes[note.TestedOn]))
	if accuracy, err := strconv.ParseFloat(notes[note.TestAccuracy], 64); err == nil {
		add(lang.L("Test accuracy"), i18n.FormatPercent(accuracy))
	}
	add(lang.L("Test cost"), notes[note.TestCost])
	var s training.Settings
	if err := json.Unmarshal([]byte(notes[note.Settings]), &s); err == nil {
		add(lang.L("Learning rate η"), i18n.FormatNumber(s.Rate)+", "+s.Schedule)
		add(lang.L("Mini-batch m"), i18n.FormatInt(s.Batch))
		add(lang.L("Optimiser"), s.Optimizer)
		add(lang.L("Weight decay λ"), i18n.FormatNumber(s.Decay)+", "+s.Penalty)
		add(lang.L("Dropout p"), i18n.FormatNumber(s.Dropout))
		add(lang.L("Amount of data"), i18n.FormatNumber(s.Amount))
		add(lang.L("Initial weights"), s.Initializer)
		add(lang.L("Seed"), strconv.FormatUint(s.Seed, 10))
	}
	for _, key := range slices.Sorted(maps.Keys(notes)) {
		if !slices.Contains(knownNotes, key) {
			add(i18n.Capitalize(key), notes[key])
		}
	}
	if len(rows) == 0 {
		add(lang.L("Notes"), lang.L("The file says nothing about that."))
	}
	return rows
}

// knownNotes are shown in words of their own.
var knownNotes = []string{
	note.Name, note.TrainedOn, note.Examples, note.Epochs,
	note.TestedOn, note.TestCost, note.TestAccuracy, note.Settings,
	note.ValidatedOn, note.ValidationExamples, note.ValidationAccuracy, calibration.Note,
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
	accuracy, err := strconv.ParseFloat(notes[note.TestAccuracy], 64)
	if err != nil {
		return ""
	}
	return " " + fmt.Sprintf(lang.L("Of the test images, which it never saw in training, it reads %s right."), i18n.FormatPercent(accuracy))
}

// hiddenInWords is such as "15 sigmoid units" or "30 + 20 tanh units".
func hiddenInWords(spec network.Spec) string {
	hidden := spec.Sizes[1 : len(spec.Sizes)-1]
	if len(hidden) == 0 {
		return lang.L("none")
	}
	sizes := make([]string, len(hidden))
	for i, units := range hidden {
		sizes[i] = i18n.FormatInt(units)
	}
	return fmt.Sprintf(lang.L("%s %s units"), strings.Join(sizes, " + "), spec.Hidden.Name())
}

// newInfoRow is a value under its name.
func newInfoRow(label, value string) fyne.CanvasObject {
	content := widget.NewLabel(value)
	content.Wrapping = fyne.TextWrapWord
	inset := theme.InnerPadding()
	return container.New(ui.VBoxLayout{Gap: 0.4}, ui.NewCaption(label), container.New(ui.PaddedLayout{Distance: -inset}, content))
}
