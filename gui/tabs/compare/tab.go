package compare

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/state"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/plots"
	"digitpad/training/runs"
)

// Tab compares runs: those that are trained for a comparison, and those that are kept.
type Tab struct {
	comparison *train.Comparison
	prefs      *store.Preferences
	env        ui.Env
	commands   commands

	chart   *chart.Chart
	field   *ui.Select
	values  *ui.Entry
	start   *ui.Button
	stop    *ui.Button
	undo    *ui.Button
	status  *ui.Text
	rows    *fyne.Container
	byRun   map[*train.ComparedRun]*runRow
	content fyne.CanvasObject
}

var _ ui.Tab = (*Tab)(nil)

// New makes the tab.
func New(s *state.State, prefs *store.Preferences, env ui.Env) *Tab {
	t := &Tab{
		comparison: s.Comparison, prefs: prefs, env: env,
		status: ui.NewCaption(""), rows: container.New(ui.VBoxLayout{Gap: 0.6}), byRun: map[*train.ComparedRun]*runRow{},
	}
	t.commands = newCommands(t)
	t.chart = chart.New(env, ui.NewInvitation(lang.L("No runs to compare yet"), lang.L("Start a comparison, or tick runs below that were trained before.")))
	t.chart.OnMenu = func() []*fyne.MenuItem { return chart.AxisItems(&t.prefs.CompareChart, t.SetView) }

	titles := make([]string, len(training.SweepFields))
	for i, field := range training.SweepFields {
		titles[i] = i18n.Translate(train.FieldTitle(field))
	}
	t.field = ui.NewSelect(lang.L("What differs"), lang.L("The setting in which the compared networks differ"), titles, func(string) { t.showStatus() })
	t.field.SetSelectedIndex(0)
	t.values = ui.NewEntry(lang.L("Values of the setting that differs"), func(bool) {})
	t.values.SetText("1; 10; n")
	c := &t.commands
	t.start, t.stop, t.undo = c.start.Button(), c.stop.Button(), c.undoDelete.Button()
	t.start.Importance = widget.HighImportance
	t.status.MinFor = ""

	controls := container.New(ui.VBoxLayout{Gap: 1.2},
		container.NewBorder(nil, nil,
			ui.NewText(lang.L("Compare"), theme.SizeNameText, ui.ColorSubtle),
			container.NewHBox(t.start, t.stop, t.undo),
			container.New(ui.JustifyLayout{}, ui.NewFieldBorder(t.field), t.values)),
		t.status,
	)
	scroll := container.NewVScroll(container.New(ui.ScrollbarPadding{}, t.rows))
	scroll.SetMinSize(fyne.NewSize(0, 120))
	t.content = container.New(ui.TabLayout{}, t.chart, controls, scroll)
	t.comparison.Changed.Listen(t.onChange)
	t.showList()
	t.showStatus()
	return t
}

// Title implements ui.Tab.
func (t *Tab) Title() string { return lang.L("Compare") }

// Content implements ui.Tab.
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Shown implements ui.Tab.
func (t *Tab) Shown(bool) {}

// Chart is the chart of the runs.
func (t *Tab) Chart() *chart.Chart { return t.chart }

// Close implements ui.Tab.
func (t *Tab) Close() { t.chart.Close() }

// Anchors implements ui.Tab.
func (t *Tab) Anchors() map[string]fyne.CanvasObject {
	anchors := map[string]fyne.CanvasObject{
		"comparison field": t.field, "comparison values": t.values, "compare": t.start, "stop comparison": t.stop,
		"comparison chart": t.chart, "restore run": t.undo,
	}
	for i, r := range t.comparison.Runs() {
		row := t.byRun[r]
		anchors[fmt.Sprintf("run %d", i)], anchors[fmt.Sprintf("delete %d", i)] = row.shown, row.remove
		anchors[fmt.Sprintf("run menu %d", i)] = row.menu
	}
	return anchors
}

// Field is the name of the setting that differs.
func (t *Tab) Field() string { return training.SweepFields[max(0, t.field.SelectedIndex())] }

// Start starts a comparison of the values that are written.
func (t *Tab) Start() { t.comparison.Start(t.Field(), t.values.Text) }

// SetView chooses what the chart runs along, and how its lines are drawn.
func (t *Tab) SetView(v store.ChartView) {
	if v.Along != t.prefs.CompareChart.Along {
		t.chart.ShowWhole()
	}
	t.prefs.CompareChart = v
	t.plot()
}

// onChange shows what has become of the runs.
func (t *Tab) onChange(c train.ComparisonChange) {
	if c.List {
		t.showList()
	}
	if row := t.byRun[c.Run]; row != nil {
		row.Show(c.Run)
	}
	t.showStatus()
	t.plot()
}

// showStatus says what is going on.
func (t *Tab) showStatus() {
	t.status.Set(sameFor(t.Field()))
	if t.comparison.Active() {
		t.status.Set(lang.L("The comparison goes on: a line grows with each epoch."))
	}
}

// sameFor says what is the same in runs that differ in a setting.
func sameFor(field string) string {
	switch field {
	case "seed":
		return lang.L("Each run has initial weights and mini-batches of its own; all settings but this one are those of the Train tab.")
	case "hidden", "initializer":
		return lang.L("The same mini-batches, but other initial weights; all settings but this one are those of the Train tab.")
	case "batch":
		return lang.L("The same initial weights and order of images, other mini-batches; else as in the Train tab. n: all images.")
	case "amount":
		return lang.L("The same initial weights, but other images; all settings but this one are those of the Train tab.")
	}
	return lang.L("The same initial weights and mini-batches; all settings but this one are those of the Train tab.")
}

// showList shows the table anew. Rows of runs that stay are kept.
func (t *Tab) showList() {
	rows := map[*train.ComparedRun]*runRow{}
	t.rows.Objects = []fyne.CanvasObject{newRunHead()}
	for _, r := range t.comparison.Runs() {
		row := t.byRun[r]
		if row == nil {
			row = t.newRow(r)
		}
		rows[r] = row
		t.rows.Objects = append(t.rows.Objects, row.content)
	}
	t.byRun = rows
	t.rows.Refresh()
	t.content.Refresh()
}

func (t *Tab) newRow(r *train.ComparedRun) *runRow {
	row := newRunRow(r)
	row.onShown = func(on bool) { t.comparison.SetShown(r, on) }
	row.onMenu = func() { ui.PopUpMenu(row.menu, t.runMenu(r)) }
	row.onDelete = func() { t.comparison.Delete(r) }
	row.Show(r)
	return row
}

// plot draws the runs that are ticked.
func (t *Tab) plot() {
	var lines []plots.ComparedRun
	for _, r := range slices.Backward(t.comparison.Runs()) {
		if r.Shown() && len(r.Records) > 0 {
			lines = append(lines, plots.ComparedRun{Name: r.Name, Line: r.Line(), Epochs: r.Epochs(), Examples: r.Examples})
		}
	}
	if lines == nil {
		t.chart.Plot(nil, nil)
		return
	}
	view := t.prefs.CompareChart
	c := plots.Comparison{Runs: lines, XAxis: view.Along, LogCost: view.LogCost, Smooth: view.Smooth}
	t.chart.Plot(func(s plots.Style) *plots.Figure { return c.Figure(s) }, func() {})
}

// runMenu is what can be done with a run.
func (t *Tab) runMenu(r *train.ComparedRun) []*fyne.MenuItem {
	items := t.networkItems(r)
	rename := fyne.NewMenuItem(lang.L("Rename…"), func() { t.askName(r) })
	remove := fyne.NewMenuItem(lang.L("Delete run"), func() { t.comparison.Delete(r) })
	remove.Disabled = !r.Phase().Over()
	return append(items, fyne.NewMenuItemSeparator(), rename, remove)
}

// networkItems offer the networks of a run, or say why there are none.
func (t *Tab) networkItems(r *train.ComparedRun) []*fyne.MenuItem {
	refuse := func(why string) []*fyne.MenuItem {
		item := fyne.NewMenuItem(why, nil)
		item.Disabled = true
		return []*fyne.MenuItem{item}
	}
	switch {
	case !r.Phase().Over():
		return refuse(lang.L("Its network can be used when the run is over"))
	case len(r.Networks) == 0:
		return refuse(lang.L("This run was kept without its network"))
	}
	var items []*fyne.MenuItem
	offer := func(m runs.Snapshot, title string, epoch int, accuracy float64) {
		if slices.Contains(r.Networks, m) {
			items = append(items, fyne.NewMenuItem(fmt.Sprintf(title, epoch, i18n.FormatPercent(accuracy)), func() { t.comparison.Use(r, m) }))
		}
	}
	if best, epoch, ok := r.Best(); ok {
		offer(runs.BestEpoch, lang.L("Use its best network: epoch %d, %s"), epoch, best)
	}
	if last, ok := r.Last(); ok {
		offer(runs.LastEpoch, lang.L("Use its last network: epoch %d, %s"), r.Records[len(r.Records)-1].Number, last.Accuracy)
	}
	return items
}

// askName asks for a run's new name.
func (t *Tab) askName(r *train.ComparedRun) {
	name := widget.NewEntry()
	name.SetText(r.Name)
	item := widget.NewFormItem(lang.L("Name"), name)
	d := dialog.NewForm(lang.L("Rename the run"), lang.L("Rename"), lang.L("Cancel"), []*widget.FormItem{item}, func(yes bool) {
		if yes {
			t.comparison.Rename(r, name.Text)
		}
	}, t.env.Dialogs.Window())
	t.env.Dialogs.Show(d, 28, 9)
}

// figuresOf are the columns of a run in the table.
func figuresOf(r *train.ComparedRun) (cost, accuracy, best, seconds string) {
	last, ok := r.Last()
	if !ok {
		return "", "", "", ""
	}
	top, epoch, _ := r.Best()
	return i18n.FormatFixed(last.Cost, 4), i18n.FormatPercent(last.Accuracy),
		fmt.Sprintf(lang.L("%s, epoch %d"), i18n.FormatPercent(top), epoch), i18n.FormatFixed(r.Seconds(), 1)
}
