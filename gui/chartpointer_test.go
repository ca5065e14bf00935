package gui

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/training/plots"
)

// trained is a window with a finished run whose chart is drawn.
func trained(t testing.TB) *testBench {
	t.Helper()
	b := newBench(t)
	s := smallSettings()
	s.Epochs = 4
	b.learn.form.Fill(s)
	b.StartPause()
	b.pumpUntil(finished)
	b.chartDrawn()
	return b
}

// chartDrawn waits until the chart of the run shows what was asked for last.
func (b *testBench) chartDrawn() { b.awaitDrawing(b.learn.chart) }

// awaitDrawing waits until a chart shows what was asked for last.
func (b *testBench) awaitDrawing(c *chart.Chart) {
	c.Wait()
	for {
		select {
		case f := <-b.queue:
			f()
		default:
			return
		}
	}
}

// The label at the pointer has the values of the nearest epoch, of both plots.
func TestPointerReadsTheNearestEpoch(t *testing.T) {
	b := trained(t)
	c := b.learn.chart
	moveTo(c, over(c, 0, 2.2))
	e := b.run.epochs[2]
	for _, want := range []string{
		"epoch 2", "training images  " + c.Shown.Panels[0].Y.Format(e.Train.Cost), "test images  " + i18n.FormatPercent(e.Test.Accuracy),
	} {
		if !slices.Contains(readings(c), want) {
			t.Errorf("the pointer reads %q, without %q", readings(c), want)
		}
	}
	c.MouseOut()
	if texts := readings(c); len(texts) > 0 {
		t.Errorf("without a pointer there is %q", texts)
	}
	moveTo(c, fyne.NewPos(1, 1))
	if texts := readings(c); len(texts) > 0 {
		t.Errorf("beside the plots there is %q", texts)
	}
}

// A drag zooms to what it covers, the wheel about the pointer, a double click
// shows the whole; a click that slips does nothing.
func TestDragAndWheelZoom(t *testing.T) {
	b := trained(t)
	c := b.learn.chart
	drag := func(from, to fyne.Position) {
		c.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
		c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		c.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}, Button: desktop.MouseButtonPrimary})
		c.DragEnd()
		b.chartDrawn()
	}
	from := over(c, 1, 1)
	drag(from, from.AddXY(chart.LeastDrag-1, 0))
	if c.Zoom != nil {
		t.Fatal("a slip of the hand zooms")
	}
	drag(over(c, 1, 3), over(c, 1, 1))
	if x := c.Shown.Panels[0].X; math.Abs(x.Min-1) > 0.05 || math.Abs(x.Max-3) > 0.05 {
		t.Errorf("a drag from 3 to 1 shows %g to %g", x.Min, x.Max)
	}
	if !c.Whole.Visible() {
		t.Error("there is no way back")
	}
	c.DoubleTapped(nil)
	b.chartDrawn()
	if x := c.Shown.Panels[0].X; c.Zoom != nil || x.Min != 0 || x.Max != 4 || c.Whole.Visible() {
		t.Errorf("a double click shows %g to %g", x.Min, x.Max)
	}
	wheel := func(dy float32) {
		c.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: over(c, 0, 2)}, Scrolled: fyne.Delta{DY: dy}})
		b.chartDrawn()
	}
	wheel(10)
	if x := c.Shown.Panels[0].X; math.Abs(x.Max-x.Min-4*chart.WheelZoom) > 0.05 || math.Abs((x.Min+x.Max)/2-2) > 0.05 {
		t.Errorf("the wheel at 2 shows %g to %g", x.Min, x.Max)
	}
	wheel(-10)
	wheel(-10)
	if c.Zoom != nil {
		t.Error("turned back, the wheel leaves a zoom")
	}
	b.actions.enlargeChart.do()
	b.chartDrawn()
	if x := c.Shown.Panels[1].X; math.Abs(x.Min+x.Max-4) > 1e-9 || math.Abs(x.Max-x.Min-4*chart.WheelZoom) > 1e-9 {
		t.Errorf("the keyboard shows %g to %g", x.Min, x.Max)
	}
	b.actions.reduceChart.do()
	if c.Zoom != nil {
		t.Error("the keyboard leaves a zoom")
	}
}

// Every view can be drawn, and each is remembered.
func TestChartViews(t *testing.T) {
	b := trained(t)
	for range plots.Quantities {
		b.NextChart()
		b.chartDrawn()
		if n := len(b.learn.chart.Shown.Panels); n == 0 {
			t.Errorf("%s draws nothing", b.prefs.Chart.Quantity)
		}
	}
	if q := b.prefs.Chart.Quantity; q != plots.CostAndAccuracy {
		t.Errorf("all round the chart shows %s", q)
	}
	for _, item := range b.chartMenu() {
		if item.Action != nil && item.Label != b.actions.exportChart.title {
			item.Action()
		}
	}
	want := store.ChartView{Quantity: plots.Outputs, Along: plots.SecondAxis, LogCost: true, Smooth: true}
	if b.prefs.Chart != want || b.learn.view != want {
		t.Errorf("the menu's last items give %+v", b.prefs.Chart)
	}
	if (store.ChartView{Quantity: "luck", Along: "the road"}).Valid() != store.DefaultChartView() {
		t.Error("a view that does not exist is kept")
	}
}

// The chart of outputs shows what each epoch's network makes of the digit on the
// pad, and follows it.
func TestOutputsFollowTheDigit(t *testing.T) {
	b := trained(t)
	b.SetChart(store.ChartView{Quantity: plots.Outputs, Along: plots.EpochAxis})
	b.chartDrawn()
	if n := len(b.learn.chart.Shown.Figure.Traces); n != 0 {
		t.Fatalf("an empty pad has %d lines", n)
	}
	b.stroke(0.2, 0.3, 0.8, 0.3)
	b.chartDrawn()
	check := func() {
		t.Helper()
		img := b.image(b.pad.Page())
		traces := b.learn.chart.Shown.Figure.Traces
		if len(traces) != network.Labels {
			t.Fatalf("%d lines", len(traces))
		}
		for _, e := range b.run.epochs {
			n := b.run.network().WithParameters(e.Parameters)
			a := n.Forward(n.NewPass(), network.NewInput(img[:]))
			for _, trace := range traces {
				y, ok := trace.At(float64(e.Number))
				if k := int(trace.Name[0] - '0'); !ok || float32(y) != a[k] {
					t.Fatalf("epoch %d, digit %d: %g is drawn, the network says %g", e.Number, k, y, a[k])
				}
			}
		}
	}
	check()
	b.stroke(0.2, 0.8, 0.8, 0.8)
	b.chartDrawn()
	check()
}

// What is copied is what is shown, a row for each epoch.
func TestCopyChart(t *testing.T) {
	b := trained(t)
	b.learn.chart.Copy()
	rows := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\n")
	if len(rows) != 6 || !strings.HasPrefix(rows[0], "epoch\tcost, training images\t") {
		t.Errorf("copied %q", rows)
	}
}

// readings are the texts at the pointer on a chart.
func readings(c *chart.Chart) (texts []string) {
	for _, o := range test.WidgetRenderer(c).Objects() {
		if overlay, ok := o.(*fyne.Container); ok {
			for _, o := range overlay.Objects {
				if text, ok := o.(*canvas.Text); ok {
					texts = append(texts, text.Text)
				}
			}
		}
	}
	return texts
}

// over is where an x of a plot is in a chart.
func over(c *chart.Chart, plot int, x float64) fyne.Position {
	inset := theme.Padding()
	p := c.Shown.Panels[plot]
	unit := float64(c.Shown.Image.Bounds().Dx()) / float64(c.Size().Width-2*inset)
	return fyne.NewPos(inset+float32(p.Column(x)/unit), inset+float32(float64(p.Area.Min.Y+p.Area.Max.Y)/2/unit))
}

func moveTo(c *chart.Chart, at fyne.Position) {
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
}
