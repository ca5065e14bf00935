package gui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/plots"
	"digitpad/training/runs"
)

// entrant is a run in the table of the Races tab. It belongs to the window's
// goroutine.
type entrant struct {
	runs.Run
	phase phase
	shown bool // in the chart
	line  int  // its colour and dashes there
	row   *runRow
}

// racesTab compares runs: those of a race while they are trained, and those that
// are kept. What its buttons do is the window's business.
type racesTab struct {
	// OnDelete is called when a person asks for it at a run.
	OnDelete func(*entrant)

	// OnMenu gives what else can be done with a run.
	OnMenu func(*entrant) []*fyne.MenuItem

	chart   *Chart
	field   *choice
	values  *settingEntry
	start   *button
	stop    *button
	undo    *button
	status  *text
	rows    *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject

	runs    []*entrant // in the order of the table
	deleted []deletion // that can be undone, the latest last
	view    chartView  // what the chart shows, but for the quantity
}

// deletion is a run that was deleted, and where it stood.
type deletion struct {
	run *entrant
	at  int
}

// mostUndone is how many deletions can be undone.
const mostUndone = 20

func newRacesTab(post func(func()), actions *actions) *racesTab {
	t := &racesTab{status: newCaption(""), rows: container.New(stack{gap: 0.6})}
	invitation := newText(lang.L("No runs to compare yet"), theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	invitation.align = fyne.TextAlignCenter
	next := newText(lang.L("Start a race, or tick runs below that were trained before."), theme.SizeNameText, colorQuiet)
	next.align, next.widest = fyne.TextAlignCenter, ""
	t.chart = NewChart(post, container.NewVBox(layout.NewSpacer(), invitation, next, layout.NewSpacer()))

	titles := make([]string, len(training.SweepFields))
	for i, field := range training.SweepFields {
		titles[i] = explanations()[field].title
	}
	t.field = newChoice(lang.L("What differs"), titles, nil)
	t.field.SetSelectedIndex(0)
	t.values = newSettingEntry(lang.L("Values of the setting that differs"), func(bool) {})
	t.values.SetText("1; 10; n")
	t.start = actions.startRace.button()
	t.start.Importance = widget.HighImportance
	t.stop = actions.stopRace.button()
	t.undo = actions.undoDelete.button()
	t.status.widest = ""

	controls := container.New(stack{gap: 1.2},
		container.NewBorder(nil, nil,
			newText(lang.L("Race"), theme.SizeNameText, colorQuiet),
			container.NewHBox(t.start, t.stop, t.undo),
			container.NewGridWithColumns(2, newOutline(t.field), t.values)),
		t.status,
	)
	t.scroll = container.NewVScroll(container.New(guttered{}, t.rows))
	t.scroll.SetMinSize(fyne.NewSize(0, 120))
	t.content = container.New(bench{}, t.chart, controls, t.scroll)
	t.rows.Add(newRunHead())
	t.ShowRace(false)
	return t
}

// Field is the name of the setting that differs.
func (t *racesTab) Field() string { return training.SweepFields[max(0, t.field.SelectedIndex())] }

// ShowRace offers what can be done while a race is on, or not.
func (t *racesTab) ShowRace(on bool) {
	able(t.start, !on)
	able(t.stop, on)
	able(t.undo, len(t.deleted) > 0)
	t.status.Set(lang.L("The same initial weights and mini-batches; all settings but this one are those of the Train tab. n is all images."))
	if on {
		t.status.Set(lang.L("The race is on: a line grows with each epoch."))
	}
}

// Add puts a run at the top of the table.
func (t *racesTab) Add(e *entrant) {
	t.insert(0, e)
	t.Plot()
}

// AddKept puts a run below the others that were trained later.
func (t *racesTab) AddKept(r runs.Run) {
	e := &entrant{Run: r, phase: phaseOf(r.Outcome)}
	at := slices.IndexFunc(t.runs, func(o *entrant) bool { return o.Started.Before(r.Started) })
	if at < 0 {
		at = len(t.runs)
	}
	t.insert(at, e)
}

func (t *racesTab) insert(at int, e *entrant) {
	e.line = t.freeLine()
	e.row = newRunRow(e)
	e.row.onShown = func(on bool) {
		if e.shown = on; on {
			e.line = t.freeLine()
		}
		t.Update(e)
	}
	e.row.onMenu = func() { popUp(e.row.menu, t.OnMenu(e)) }
	e.row.onDelete = func() { t.OnDelete(e) }
	t.runs = slices.Insert(t.runs, at, e)
	t.rows.Objects = slices.Insert(t.rows.Objects, at+1, fyne.CanvasObject(e.row.content))
	e.row.Show(e)
	t.relay()
}

// freeLine is a look that no run in the chart has, as far as there is one.
func (t *racesTab) freeLine() int {
	for line := range 2 * mostRunners {
		if !slices.ContainsFunc(t.runs, func(e *entrant) bool { return e.shown && e.line == line }) {
			return line
		}
	}
	return 0
}

// Advance adds epochs to a run of a race.
func (t *racesTab) Advance(e *entrant, epochs []training.Epoch) {
	e.phase = running
	for _, epoch := range epochs {
		e.Run.Add(epoch)
	}
	t.Update(e)
}

// Update shows what has become of a run.
func (t *racesTab) Update(e *entrant) {
	e.row.Show(e)
	t.Plot()
}

// HideAll takes all runs out of the chart, as a race needs the room.
func (t *racesTab) HideAll() {
	for _, e := range t.runs {
		if e.shown {
			e.shown = false
			e.row.Show(e)
		}
	}
}

// Remove takes a run out of the table.
func (t *racesTab) Remove(e *entrant) {
	at := slices.Index(t.runs, e)
	if at < 0 {
		return
	}
	t.deleted = append(t.deleted, deletion{e, at})
	if len(t.deleted) > mostUndone {
		t.deleted = slices.Delete(t.deleted, 0, 1)
	}
	t.runs = slices.Delete(t.runs, at, at+1)
	t.rows.Objects = slices.Delete(t.rows.Objects, at+1, at+2)
	able(t.undo, true)
	t.relay()
	t.Plot()
}

// Return puts the run that was removed last back where it stood, and returns it;
// nil if there is none.
func (t *racesTab) Return() *entrant {
	if len(t.deleted) == 0 {
		return nil
	}
	last := t.deleted[len(t.deleted)-1]
	t.deleted = t.deleted[:len(t.deleted)-1]
	able(t.undo, len(t.deleted) > 0)
	t.insert(min(last.at, len(t.runs)), last.run)
	t.Plot()
	return last.run
}

// relay lays the table out anew.
func (t *racesTab) relay() {
	t.rows.Refresh()
	t.content.Refresh()
}

// Plot draws the runs that are ticked.
func (t *racesTab) Plot() {
	var contestants []plots.ComparedRun
	for _, e := range slices.Backward(t.runs) {
		if e.shown && len(e.Records) > 0 {
			contestants = append(contestants, plots.ComparedRun{Name: e.Name, Line: e.line, Epochs: e.Epochs(), Examples: e.Examples})
		}
	}
	if contestants == nil {
		t.chart.Plot(nil, nil)
		return
	}
	c := plots.Comparison{Runs: contestants, XAxis: t.view.Along, LogCost: t.view.LogCost, Smooth: t.view.Smooth}
	t.chart.Plot(func(s plots.Style) *plots.Figure { return c.Figure(s) }, func() {})
}

// figuresOf are the columns of a run in the table.
func figuresOf(e *entrant) (cost, accuracy, best, seconds string) {
	last, ok := e.Last()
	if !ok {
		return "", "", "", ""
	}
	top, epoch, _ := e.Best()
	return fmt.Sprintf("%.4f", last.Cost), percent(last.Accuracy),
		fmt.Sprintf(lang.L("%s, epoch %d"), percent(top), epoch), fmt.Sprintf("%.1f", e.Seconds())
}
