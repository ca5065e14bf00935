package gui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

// labTab shows one of the post's claims as an experiment: the charts, how far it
// is, its verdict, what it does, its settings. What its buttons do is the
// window's business.
type labTab struct {
	// OnHeight is called when what is written has become longer or shorter.
	OnHeight func()

	choice   *choice
	run      *button
	stop     *button
	export   *button
	status   *text
	progress *meter
	chart    *Chart
	story    *fyne.Container // verdict, claim, formula, explanation, settings, figures
	content  fyne.CanvasObject

	experiment *lab.Experiment
	fields     map[string]*field
	entries    map[string]*settingEntry
	values     map[*lab.Experiment]lab.Values  // as a person has left them
	results    map[*lab.Experiment]*lab.Result // of each experiment's last run
}

func newLabTab(post func(func()), actions *actions) *labTab {
	t := &labTab{
		status:   newHeading(""),
		progress: newMeter(),
		story:    container.New(stack{gap: 2}),
		values:   map[*lab.Experiment]lab.Values{},
		results:  map[*lab.Experiment]*lab.Result{},
	}
	t.status.widest = ""
	invitation := newText(lang.L("Not run yet"), theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	invitation.align = fyne.TextAlignCenter
	next := newText(lang.L("Press Run: the charts grow as results come in."), theme.SizeNameText, colorQuiet)
	next.align, next.widest = fyne.TextAlignCenter, ""
	t.chart = NewChart(post, container.NewVBox(layout.NewSpacer(), invitation, next, layout.NewSpacer()))

	var titles []string
	for _, e := range lab.Experiments {
		titles = append(titles, spoken(e.Title))
	}
	t.choice = newChoice(lang.L("Experiment"), titles, t.chosen)
	t.run = actions.runExperiment.button()
	t.run.Importance = widget.HighImportance
	t.stop = actions.stopExperiment.button()
	t.export = actions.exportExperiment.button()

	controls := container.New(stack{gap: 1.2},
		container.NewBorder(nil, nil, nil, container.NewHBox(t.run, t.stop, t.export), newOutline(t.choice)),
		t.status,
		t.progress,
	)
	scroll := container.NewVScroll(container.New(guttered{}, t.story))
	scroll.SetMinSize(fyne.NewSize(0, 120))
	content := container.New(bench{}, t.chart, controls, scroll)
	t.OnHeight = func() {
		t.story.Refresh()
		scroll.ScrollToTop()
		content.Refresh()
	}
	t.content = content
	t.choice.SetSelectedIndex(0)
	return t
}

// chosen shows the experiment with a title.
func (t *labTab) chosen(title string) {
	t.keepValues()
	for _, e := range lab.Experiments {
		if spoken(e.Title) == title {
			t.experiment = e
		}
	}
	t.ShowExperiment()
}

// keepValues remembers what stands in the form.
func (t *labTab) keepValues() {
	if t.experiment != nil {
		t.values[t.experiment] = t.Values()
	}
}

// Values are the settings as they stand in the form.
func (t *labTab) Values() lab.Values {
	values := lab.Values{}
	for name, entry := range t.entries {
		values[name] = entry.Text
	}
	return values
}

// ShowExperiment shows the chosen experiment as it stands: with its last result,
// if it has one.
func (t *labTab) ShowExperiment() {
	e, result := t.experiment, t.results[t.experiment]
	t.story.RemoveAll()
	if result != nil {
		t.story.Add(container.New(stack{gap: 0.5},
			newHeading(fmt.Sprintf(lang.L("The claim %s"), spoken(string(result.Verdict.Outcome)))),
			newProse(spoken(result.Verdict.Text)), newCaption(spoken(result.Data))))
	}
	t.story.Add(container.New(stack{gap: 0.5}, newHeading(fmt.Sprintf(lang.L("The post says, %s"), spoken(e.Source))), newProse("“"+spoken(e.Claim)+"”")))
	t.story.Add(container.New(stack{gap: 0.5}, newHeading(lang.L("Formula")), newFormula(e.Formula)))
	t.story.Add(container.New(stack{gap: 0.5}, newHeading(lang.L("What is done")), newProse(spoken(e.Explanation)), newProse(fmt.Sprintf(lang.L("The same for all: %s"), spoken(e.Fixed)))))
	t.story.Add(container.New(stack{gap: 1}, newHeading(lang.L("Settings")), t.form()))
	if result != nil {
		t.story.Add(container.New(stack{gap: 1}, newHeading(lang.L("Figures")), newFigures(result)))
		t.ShowCharts(result.Charts)
	} else {
		t.ShowCharts(nil)
	}
	t.ShowIdle()
	t.OnHeight()
}

// form makes the fields of the experiment's settings.
func (t *labTab) form() fyne.CanvasObject {
	fields := container.New(&flow{cell: 11.5})
	t.fields, t.entries = map[string]*field{}, map[string]*settingEntry{}
	for _, s := range t.experiment.Settings {
		entry := newSettingEntry(capital(spoken(s.Name)), func(bool) {})
		entry.Text = s.Default
		if kept, ok := t.values[t.experiment][s.Name]; ok {
			entry.Text = kept
		}
		help := spoken(s.Help)
		story := fmt.Sprintf(lang.L("%s. Normally %s."), capital(help), s.Default)
		added := newField(s.Name, explanation{title: capital(spoken(s.Name)), hint: help, story: story}, entry)
		entry.OnChanged = func(text string) {
			added.complain(spoken(s.Problem(text)))
			t.OnHeight()
		}
		t.fields[s.Name], t.entries[s.Name] = added, entry
		fields.Add(added.box)
	}
	return fields
}

// Complain shows each problem at its field.
func (t *labTab) Complain(problems training.Problems) {
	for name, field := range t.fields {
		field.complain(spoken(problems.Of(name).String()))
	}
	t.OnHeight()
}

// ShowIdle says that nothing is running.
func (t *labTab) ShowIdle() {
	t.status.SetColour(theme.ColorNameForeground)
	t.status.Set(lang.L("Ready"))
	t.progress.Set(0)
	if result := t.results[t.experiment]; result != nil {
		t.status.Set(fmt.Sprintf(lang.L("Finished in %s: the claim %s"), span(result.Seconds), spoken(string(result.Verdict.Outcome))))
		t.progress.Set(1)
	}
	t.buttons(false)
}

// ShowPartial shows how far a running experiment is.
func (t *labTab) ShowPartial(p lab.Partial) {
	t.status.Set(fmt.Sprintf(lang.L("Running: %s"), percent(p.Share)))
	t.progress.Set(p.Share)
	t.buttons(true)
	if p.Charts != nil {
		t.ShowCharts(p.Charts)
	}
}

// ShowCharts draws charts; without any, the invitation to run stands there.
func (t *labTab) ShowCharts(charts []lab.Chart) {
	if charts == nil {
		t.chart.Plot(nil, nil)
		return
	}
	t.chart.Plot(func(s plots.Style) *plots.Figure {
		figure, err := lab.Figure(charts, s)
		if err != nil { // nothing to see yet
			return &plots.Figure{Background: s.Background}
		}
		return figure
	}, func() {})
}

// buttons offers what can be done.
func (t *labTab) buttons(running bool) {
	able(t.run, !running)
	able(t.stop, running)
	able(t.choice, !running)
	able(t.export, !running && t.results[t.experiment] != nil)
	for _, field := range t.fields {
		field.enable(!running)
	}
}

// newFormula shows formulas in the one bundled font that has their signs.
func newFormula(formula string) fyne.CanvasObject {
	label := widget.NewLabelWithStyle(formula, fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	label.Wrapping = fyne.TextWrapWord
	return container.New(insets{-theme.InnerPadding()}, label)
}

// newFigures shows the tables of a result.
func newFigures(result *lab.Result) fyne.CanvasObject {
	var tables strings.Builder
	if err := inWindow(result).WriteTables(&tables); err != nil {
		panic("gui: a string cannot be written to: " + err.Error())
	}
	label := widget.NewLabelWithStyle(tables.String(), fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	label.SizeName = theme.SizeNameCaptionText
	return container.NewHScroll(container.New(insets{-theme.InnerPadding()}, label))
}

// inWindow is a result with its tables in the language of the window.
func inWindow(result *lab.Result) *lab.Result {
	said := *result
	said.Tables = nil
	for _, table := range result.Tables {
		table.Title = spoken(table.Title)
		table.Columns = eachSpoken(table.Columns)
		rows := make([][]any, len(table.Rows))
		for i, row := range table.Rows {
			rows[i] = slices.Clone(row)
			for k, cell := range row {
				if text, ok := cell.(string); ok {
					rows[i][k] = spoken(text)
				}
			}
		}
		table.Rows = rows
		said.Tables = append(said.Tables, table)
	}
	return &said
}

func eachSpoken(texts []string) []string {
	said := make([]string, len(texts))
	for i, text := range texts {
		said[i] = spoken(text)
	}
	return said
}

// newProse is text that wraps. Signs that the text font lacks are set in the
// monospaced one, which has them.
func newProse(content string) fyne.CanvasObject {
	text := widget.NewRichText(proseSegments(content)...)
	text.Wrapping = fyne.TextWrapWord
	return container.New(insets{-theme.InnerPadding()}, text)
}

// missingSigns are those that the text font lacks.
const missingSigns = "∇‖→≤≥≈∝√∂Σ∈ₓᵢ₁₂′⁷⁸⁴−·₀₃"

// proseSegments cuts text where signs begin and end that the text font lacks.
func proseSegments(content string) []widget.RichTextSegment {
	var segments []widget.RichTextSegment
	var part strings.Builder
	mathematical := false
	finish := func() {
		if part.Len() == 0 {
			return
		}
		style := widget.RichTextStyleInline
		style.TextStyle.Monospace = mathematical
		segments = append(segments, &widget.TextSegment{Text: part.String(), Style: style})
		part.Reset()
	}
	for _, r := range content {
		if is := strings.ContainsRune(missingSigns, r); is != mathematical {
			finish()
			mathematical = is
		}
		part.WriteRune(r)
	}
	finish()
	return segments
}
