package gui

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/ink"
	"digitpad/training/optim"
	"digitpad/training/plots"
)

// trainTab shows a run and its settings: the chart, how far the run is, the
// buttons, the form. What its buttons do is the window's business.
type trainTab struct {
	chart    *Chart
	status   *text // what the run is doing
	speed    *text // time left and images per second
	progress *meter
	start    *button // Train, Pause or Resume
	step     *button
	epoch    *button
	stop     *button
	reset    *button
	form     *settingsForm
	content  fyne.CanvasObject

	view    chartView // what the chart shows
	digit   ink.Image // that the chart of outputs is about
	plotted *run      // last
}

// newTrainTab makes the tab. Below the chart come the doctor's line and epochs,
// the controls that choose an epoch.
func newTrainTab(post func(func()), actions *actions, doctor, epochs fyne.CanvasObject) *trainTab {
	t := &trainTab{
		status:   newHeading(""),
		speed:    newText("", theme.SizeNameText, colorQuiet),
		progress: newMeter(),
		form:     newSettingsForm(),
	}
	invitation := newText(lang.L("No run yet"), theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	invitation.align = fyne.TextAlignCenter
	next := newText(lang.L("Press Train: the cost should fall and the accuracy rise, epoch by epoch."), theme.SizeNameText, colorQuiet)
	next.align, next.widest = fyne.TextAlignCenter, ""
	t.chart = NewChart(post, container.NewVBox(layout.NewSpacer(), invitation, next, layout.NewSpacer()))

	t.speed.align = fyne.TextAlignTrailing

	t.start = actions.startPause.button()
	t.start.Importance = widget.HighImportance
	t.step = actions.stepIteration.button()
	t.epoch = actions.stepEpoch.button()
	t.stop = actions.stop.button()
	t.reset = actions.reset.button()

	controls := container.New(stack{gap: 1.2},
		doctor,
		epochs,
		container.NewGridWithColumns(2, t.status, t.speed),
		t.progress,
		container.New(spread{}, wide(t.start, lang.L("Resume")), t.step, t.epoch, t.stop, t.reset),
	)
	scroll := container.NewVScroll(container.New(guttered{}, t.form.content))
	scroll.SetMinSize(fyne.NewSize(0, 120))
	content := container.New(bench{}, t.chart, controls, scroll)
	t.form.OnHeight = func() {
		t.form.content.Refresh()
		content.Refresh()
	}
	t.content = content
	t.ShowIdle()
	return t
}

// wide keeps a button from growing when its label becomes the longest it can be.
func wide(b *button, longest string) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(widget.NewButtonWithIcon(longest, b.Icon, nil).MinSize())
	return container.NewStack(room, b)
}

// ShowIdle says that there is no run yet.
func (t *trainTab) ShowIdle() {
	t.ShowLoading(lang.L("Ready"), 0)
	t.chart.Plot(nil, nil)
	t.buttons(nil)
}

// ShowLoading says how far the digits are, as a share of 1.
func (t *trainTab) ShowLoading(what string, share float64) {
	t.status.SetColour(theme.ColorNameForeground)
	t.status.Set(what)
	t.speed.Set("")
	t.progress.Set(share)
}

// ShowRun shows how far a run is.
func (t *trainTab) ShowRun(r *run) {
	p := r.progress
	colour := theme.ColorNameForeground
	switch r.phase {
	case failed:
		colour = theme.ColorNameError
	case finished:
		colour = theme.ColorNameSuccess
	}
	t.status.SetColour(colour)
	t.status.Set(statusOf(r))
	t.speed.Set(speedOf(r))
	share := float64(p.Iteration) / float64(max(1, p.Iterations))
	if r.phase == finished {
		share = 1
	}
	t.progress.Set(share)
	t.buttons(r)
}

// statusOf is the run in a few words.
func statusOf(r *run) string {
	p := r.progress
	switch r.phase {
	case waiting:
		return fmt.Sprintf(lang.L("Ready: %d epochs to go"), p.Epochs)
	case finished:
		return fmt.Sprintf(lang.L("Finished after %d epochs"), p.Epoch)
	case stopped:
		return fmt.Sprintf(lang.L("Stopped in epoch %d of %d"), min(p.Epoch+1, p.Epochs), p.Epochs)
	case failed:
		return lang.L("Diverged")
	}
	where := lang.L("Epoch %d of %d, iteration %s of %s")
	if r.phase == paused {
		where = lang.L("Paused in epoch %d of %d, iteration %s of %s")
	}
	return fmt.Sprintf(where, min(p.Epoch+1, p.Epochs), p.Epochs, count(p.Iteration), count(p.Iterations))
}

// speedOf is time left and speed while a run goes on, and the result of one that
// is over.
func speedOf(r *run) string {
	if r.phase.over() && len(r.epochs) > 0 {
		last := r.epochs[len(r.epochs)-1]
		return fmt.Sprintf(lang.L("test accuracy %s"), percent(last.Test.Accuracy))
	}
	if r.progress.ImagesPerSecond == 0 {
		return ""
	}
	perSecond := int(r.progress.ImagesPerSecond/1000+0.5) * 1000
	return fmt.Sprintf(lang.L("%s left · %s images/s"), span(r.progress.SecondsLeft), count(perSecond))
}

// buttons offers what can be done with a run, nil for none.
func (t *trainTab) buttons(r *run) {
	label, icon := lang.L("Train"), theme.MediaPlayIcon()
	switch {
	case r == nil:
	case r.phase == running:
		label, icon = lang.L("Pause"), theme.MediaPauseIcon()
	case r.phase == paused:
		label = lang.L("Resume")
	}
	if t.start.Text != label {
		t.start.Text, t.start.Icon = label, icon
		t.start.Refresh()
	}
	going := r != nil && !r.phase.over()
	able(t.step, r == nil || going) // a run that is over is not gone on with
	able(t.epoch, r == nil || going)
	able(t.stop, going)
	able(t.reset, r != nil)
	t.form.Lock(going && r.phase != waiting)
}

// able enables or disables a button.
func able(b fyne.Disableable, on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}

// PlotRates draws the learning rates that a run with these settings would have,
// before there is one; a constant rate needs no chart.
func (t *trainTab) PlotRates(s training.Settings) {
	if s.Schedule == optim.Constant.Name() {
		t.chart.Plot(nil, nil)
		return
	}
	t.chart.Plot(func(style plots.Style) *plots.Figure { return plots.Rates(s, style) }, func() {})
}

// PlotRun draws the epochs of a run, marks the best and the one that is visited,
// unless that is live, and where settings were changed, and reports how many
// epochs there are when the drawing appears.
func (t *trainTab) PlotRun(r *run, visiting int, drawn func(epochs int)) {
	if r != t.plotted {
		t.plotted = r
		t.chart.ShowWhole()
	}
	epochs := slices.Clip(r.epochs) // only ever grows, so it can be read elsewhere
	chart := plots.Run{
		Epochs: epochs, Planned: r.progress.Epochs, Examples: r.digits.train.Len(),
		Quantity: t.view.Quantity, XAxis: t.view.Along, LogCost: t.view.LogCost, Smooth: t.view.Smooth,
		Best: len(epochs) > 2, ViewedEpoch: plots.None, Changes: slices.Clip(r.changes),
		Since: r.since, Origin: r.origin,
	}
	if preset, known := presetOf(r.settings); known {
		chart.Published = preset.Published
	}
	if visiting != live {
		chart.ViewedEpoch = epochs[visiting].Number
	}
	digit, network := t.digit, r.latest()
	t.chart.Plot(func(s plots.Style) *plots.Figure {
		chart := chart
		if chart.Quantity == plots.Outputs && !digit.Empty() && len(epochs) > 0 {
			chart.Digit = training.TraceOutputs(network, epochs, digit[:])
		}
		return chart.Figure(s)
	}, func() { drawn(len(epochs)) })
}
