package gui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// robustnessView shows how far digits can be shifted, turned, scaled, thickened
// or spoilt by noise before a network no longer reads them.
type robustnessView struct {
	chart    *Chart
	status   *text
	progress *meter
	measure  *button
	stop     *button
	content  fyne.CanvasObject

	cancel context.CancelFunc // of the measurement under way; nil for none
}

func newRobustnessView(post func(func()), actions *actions) *robustnessView {
	v := &robustnessView{status: newCaption(""), progress: newMeter()}
	v.status.widest = ""
	invitation := newText(lang.L("Not measured yet"), theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	next := newText(lang.L("Press Measure: test digits are shifted, turned, scaled, spoilt by noise and thickened."), theme.SizeNameText, colorQuiet)
	for _, t := range []*text{invitation, next} {
		t.align, t.widest = fyne.TextAlignCenter, ""
	}
	v.chart = NewChart(post, container.NewVBox(layout.NewSpacer(), invitation, next, layout.NewSpacer()))
	v.measure, v.stop = actions.measure.button(), actions.stopMeasuring.button()
	v.measure.Importance = widget.HighImportance
	v.content = container.NewBorder(
		container.New(stack{gap: 1}, container.NewBorder(nil, nil, nil, container.NewHBox(v.measure, v.stop), v.status), v.progress),
		nil, nil, nil, v.chart)
	v.buttons()
	return v
}

func (v *robustnessView) buttons() {
	able(v.measure, v.cancel == nil)
	able(v.stop, v.cancel != nil)
}

// MeasureRobustness measures how robust the network is that answers, in the
// background.
func (w *Window) MeasureRobustness() {
	v, s := w.evaluate.robustness, w.subject()
	if v.cancel != nil || s.network == nil || s.data == nil {
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	v.cancel = cancel
	v.buttons()
	v.progress.Set(0)
	v.status.Set(fmt.Sprintf(lang.L("Measuring: %s"), s.title))
	progress := &mailbox[float64]{
		post:    w.post,
		merge:   func(_, latest float64) float64 { return latest },
		deliver: v.progress.Set,
	}
	w.background(func() {
		curves, err := evaluate.MeasureRobustness(ctx, s.network, s.data, progress.Put)
		w.post(func() {
			cancel()
			v.cancel = nil
			v.buttons()
			if err != nil {
				v.progress.Set(0)
				v.status.Set(lang.L("Stopped"))
				return
			}
			w.trace.say("robustness", facts{"curves": len(curves)})
			v.progress.Set(1)
			v.status.Set(fmt.Sprintf(lang.L("%s, on %s %s; the bands are 95 %% intervals"), capital(s.title), count(curves[0].Examples), s.data.Name()))
			v.chart.Plot(func(s plots.Style) *plots.Figure { return plots.Robustness(curves, s) }, func() {})
		})
	})
}

// StopMeasuring ends the measurement that is under way.
func (w *Window) StopMeasuring() {
	if cancel := w.evaluate.robustness.cancel; cancel != nil {
		cancel()
	}
}
