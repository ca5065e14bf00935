package lab

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state"
	"digitpad/gui/ui"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

// Tab shows one of the post's claims as an experiment: the charts, how far it is, its
// verdict, what it does, its settings.
type Tab struct {
	experiments *state.Experiments
	env         ui.Env
	commands    commands

	onHeight func() // is called when what is written has become longer or shorter

	choice   *ui.Select
	run      *ui.Button
	stop     *ui.Button
	export   *ui.Button
	status   *ui.Text
	progress *picture.ProgressBar
	chart    *chart.Chart
	story    *fyne.Container // verdict, claim, formula, explanation, settings, figures
	content  fyne.CanvasObject

	experiment *lab.Experiment
	fields     map[string]*ui.Field
	entries    map[string]*ui.Entry
}

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State, env ui.Env) *Tab {
	t := &Tab{
		experiments: s.Experiments, env: env,
		status:   ui.NewHeading(""),
		progress: picture.NewProgressBar(),
		story:    container.New(ui.VBoxLayout{Gap: 2}),
	}
	t.status.MinFor = ""
	t.commands = newCommands(t)
	t.chart = chart.New(env, ui.NewInvitation(lang.L("Not run yet"), lang.L("Press Run: the charts grow as results come in.")))

	var titles []string
	for _, e := range lab.Experiments {
		titles = append(titles, i18n.Translate(e.Title))
	}
	t.choice = ui.NewSelect(lang.L("Experiment"), lang.L("Which claim of the post is tested"), titles, t.chosen)
	c := &t.commands
	t.run, t.stop, t.export = c.run.Button(), c.stop.Button(), c.export.Button()
	t.run.Importance = widget.HighImportance

	controls := container.New(ui.VBoxLayout{Gap: 1.2},
		container.NewBorder(nil, nil, nil, container.NewHBox(t.run, t.stop, t.export), ui.NewFieldBorder(t.choice)),
		t.status,
		t.progress,
	)
	scroll := container.NewVScroll(container.New(ui.ScrollbarPadding{}, t.story))
	scroll.SetMinSize(fyne.NewSize(0, 120))
	content := container.New(ui.TabLayout{}, t.chart, controls, scroll)
	t.content, t.onHeight = content, func() {}
	t.choice.SetSelectedIndex(0)
	t.onHeight = func() {
		t.story.Refresh()
		scroll.ScrollToTop()
		content.Refresh()
	}
	t.experiments.Changed.Listen(t.onChange)
	return t
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("Lab") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(bool) {}

// Chart is the chart of the experiment.
func (t *Tab) Chart() *chart.Chart { return t.chart }

// Close implements ui.Tab.
func (t *Tab) Close() { t.chart.Close() }

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"experiment": t.choice, "run experiment": t.run, "stop experiment": t.stop, "export experiment": t.export, "lab chart": t.chart,
	}
}

// onChange shows what has become of an experiment.
func (t *Tab) onChange(c state.ExperimentChange) {
	switch {
	case c.Experiment != t.experiment:
	case c.Partial != nil:
		t.showPartial(*c.Partial)
	case c.Problems != nil:
		t.showProblems(c.Problems)
	default:
		t.showExperiment()
	}
}

// result is what came of the experiment that is shown, nil for nothing.
func (t *Tab) result() *lab.Result { return t.experiments.Result(t.experiment) }

// Open shows the experiment of that name.
func (t *Tab) Open(name string) {
	for i, e := range lab.Experiments {
		if e.Name() == name {
			t.choice.SetSelectedIndex(i)
		}
	}
}

// chosen shows the experiment with a title.
func (t *Tab) chosen(title string) {
	t.keepValues()
	for _, e := range lab.Experiments {
		if i18n.Translate(e.Title) == title {
			t.experiment = e
		}
	}
	t.showExperiment()
}

// keepValues remembers what stands in the form.
func (t *Tab) keepValues() {
	if t.experiment != nil {
		t.experiments.SetValues(t.experiment, t.values())
	}
}

// values are the settings as they stand in the form.
func (t *Tab) values() lab.Values {
	values := lab.Values{}
	for name, entry := range t.entries {
		values[name] = entry.Text
	}
	return values
}

// showExperiment shows the chosen experiment as it stands: with its last result,
// if it has one.
func (t *Tab) showExperiment() {
	e, result := t.experiment, t.result()
	var parts []fyne.CanvasObject
	part := func(gap float32, heading string, below ...fyne.CanvasObject) {
		parts = append(parts, container.New(ui.VBoxLayout{Gap: gap}, append([]fyne.CanvasObject{ui.NewHeading(heading)}, below...)...))
	}
	if result != nil {
		part(0.5, fmt.Sprintf(lang.L("The claim %s"), i18n.Translate(string(result.Verdict.Outcome))),
			ui.NewProse(i18n.Message(result.Verdict.Text)), ui.NewCaption(i18n.Message(result.Data)))
	}
	part(0.5, fmt.Sprintf(lang.L("The post says, %s"), i18n.Translate(e.Source)), ui.NewProse("“"+i18n.Translate(e.Claim)+"”"))
	part(0.5, lang.L("Formula"), newFormula(e.Formula))
	part(0.5, lang.L("What is done"), ui.NewProse(i18n.Translate(e.Explanation)), ui.NewProse(fmt.Sprintf(lang.L("The same for all: %s"), i18n.Translate(e.Fixed))))
	part(0.5, lang.L("What decides, said beforehand"),
		ui.NewProse(fmt.Sprintf(lang.L("Confirmed: %s"), i18n.Translate(e.Criteria.Holds))),
		ui.NewProse(fmt.Sprintf(lang.L("Contradicted: %s"), i18n.Translate(e.Criteria.Contradicted))),
		ui.NewProse(fmt.Sprintf(lang.L("Left open: %s"), i18n.Translate(e.Criteria.Open))))
	part(1, lang.L("Settings"), t.form())
	if result != nil {
		part(1, lang.L("Figures"), newFigures(result))
		t.showCharts(result.Charts)
	} else {
		t.showCharts(nil)
	}
	t.story.Objects = parts
	t.showIdle()
	t.onHeight()
}

// form makes the fields of the experiment's settings.
func (t *Tab) form() fyne.CanvasObject {
	fields := container.New(&ui.WrapGridLayout{Cell: 11.5})
	t.fields, t.entries = map[string]*ui.Field{}, map[string]*ui.Entry{}
	for _, s := range t.experiment.Settings {
		entry := ui.NewEntry(i18n.Capitalize(i18n.Translate(s.Name)), func(bool) {})
		entry.Text = s.Default
		if kept, ok := t.experiments.Values(t.experiment)[s.Name]; ok {
			entry.Text = kept
		}
		help := i18n.Translate(s.Help)
		story := fmt.Sprintf(lang.L("%s. Normally %s."), i18n.Capitalize(help), s.Default)
		added := ui.NewField(s.Name, ui.Help{Title: i18n.Capitalize(i18n.Translate(s.Name)), Hint: help, Text: story}, entry)
		entry.OnChanged = func(text string) {
			added.ShowProblem(i18n.Message(s.Problem(text)))
			t.onHeight()
		}
		t.fields[s.Name], t.entries[s.Name] = added, entry
		fields.Objects = append(fields.Objects, added.Box)
	}
	return fields
}

// showProblems shows each problem at its field.
func (t *Tab) showProblems(problems training.Problems) {
	for name, field := range t.fields {
		field.ShowProblem(i18n.Message(problems.Of(name)))
	}
	t.onHeight()
}

// showIdle says that nothing is running.
func (t *Tab) showIdle() {
	t.status.SetColor(theme.ColorNameForeground)
	t.status.Set(lang.L("Ready"))
	t.progress.Set(0)
	if result := t.result(); result != nil {
		t.status.Set(fmt.Sprintf(lang.L("Finished in %s: the claim %s"), i18n.FormatDuration(result.Seconds), i18n.Translate(string(result.Verdict.Outcome))))
		t.progress.Set(1)
	}
	t.buttons(false)
}

// showPartial shows how far a running experiment is.
func (t *Tab) showPartial(p lab.Partial) {
	t.status.Set(fmt.Sprintf(lang.L("Running: %s"), i18n.FormatPercent(p.Share)))
	t.progress.Set(p.Share)
	t.buttons(true)
	if p.Charts != nil {
		t.showCharts(p.Charts)
	}
}

// showCharts draws charts; without any, the invitation to run stands there.
func (t *Tab) showCharts(charts []lab.Chart) {
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
func (t *Tab) buttons(running bool) {
	ui.SetEnabled(t.choice, !running)
	for _, c := range t.Commands() {
		c.Refresh()
	}
	for _, field := range t.fields {
		field.SetEnabled(!running)
	}
}

// newFormula shows formulas in the one bundled font that has their signs.
func newFormula(formula string) fyne.CanvasObject {
	label := widget.NewLabelWithStyle(formula, fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	label.Wrapping = fyne.TextWrapWord
	return container.New(ui.PaddedLayout{Distance: -theme.InnerPadding()}, label)
}

// newFigures shows the tables of a result.
func newFigures(result *lab.Result) fyne.CanvasObject {
	var tables strings.Builder
	if err := inWindow(result).WriteTables(&tables); err != nil {
		panic("gui: a string cannot be written to: " + err.Error())
	}
	label := widget.NewLabelWithStyle(tables.String(), fyne.TextAlignLeading, fyne.TextStyle{Monospace: true})
	label.SizeName = theme.SizeNameCaptionText
	return container.NewHScroll(container.New(ui.PaddedLayout{Distance: -theme.InnerPadding()}, label))
}

// inWindow is a result with its tables in the language of the window.
func inWindow(result *lab.Result) *lab.Result {
	said := *result
	said.Tables = nil
	for _, table := range result.Tables {
		table.Title = message.Text(i18n.Message(table.Title))
		table.Columns = i18n.TranslateAll(table.Columns)
		rows := make([][]any, len(table.Rows))
		for i, row := range table.Rows {
			rows[i] = slices.Clone(row)
			for k, cell := range row {
				switch cell := cell.(type) {
				case string:
					rows[i][k] = i18n.Translate(cell)
				case message.Message:
					rows[i][k] = i18n.Message(cell)
				}
			}
		}
		table.Rows = rows
		said.Tables = append(said.Tables, table)
	}
	return &said
}
