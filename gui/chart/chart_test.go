package chart

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/internal/uitest"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// part is a chart of a run of four epochs.
type part struct {
	*uitest.Part
	*Chart
	epochs []training.Epoch
}

func newPart(t *testing.T) *part {
	t.Helper()
	p := uitest.New(t)
	b := &part{Part: p, Chart: New(p.Env, container.NewStack())}
	p.Show(b.Chart, 700, 400)
	for i := range 5 {
		x := float64(i)
		b.epochs = append(b.epochs, training.Epoch{
			Number: i, Iterations: 40 * i, Seconds: 0.1 * x,
			Train:      evaluate.Score{Cost: 0.5 / (1 + x), Accuracy: 1 - 0.9/(1+x)},
			Validation: evaluate.Score{Cost: 0.6 / (1 + x), Accuracy: 1 - 0.95/(1+x)},
		})
	}
	run := plots.Run{Epochs: b.epochs, Planned: 4, Examples: 400, Quantity: plots.CostAndAccuracy, XAxis: plots.EpochAxis, ViewedEpoch: plots.None}
	b.Plot(func(s plots.Style) *plots.Figure { return run.Figure(s) }, func() {})
	b.drawn()
	return b
}

// drawn waits until the chart shows what was asked for last.
func (b *part) drawn() {
	b.Wait()
	b.PumpAll()
}

// A window that does not come to show what is drawn has one drawing waiting, the latest.
func TestOneDrawingWaitsForTheWindow(t *testing.T) {
	c := newPart(t)
	post, posted := c.env.Post, 0
	c.env.Post = func(f func()) { posted++; post(f) }
	var appeared []int
	for i := range 5 {
		c.Plot(c.Chart.Figure, func() { appeared = append(appeared, i) })
		c.Wait()
	}
	if posted != 1 {
		t.Errorf("%d drawings wait", posted)
	}
	c.PumpAll()
	if !slices.Equal(appeared, []int{4}) {
		t.Errorf("drawings %v appeared, want the last", appeared)
	}
	c.Plot(c.Chart.Figure, func() { appeared = append(appeared, 5) })
	c.drawn()
	if !slices.Equal(appeared, []int{4, 5}) {
		t.Errorf("drawings %v appeared, want also the next", appeared)
	}
}

// The end of the program waits for the drawing under way alone.
func TestCloseGivesUpWhatIsToCome(t *testing.T) {
	c := newPart(t)
	figure, begun, goOn := c.Chart.Figure, make(chan bool, 9), make(chan bool)
	c.Plot(func(s plots.Style) *plots.Figure { begun <- true; <-goOn; return figure(s) }, func() {})
	<-begun
	var drawn atomic.Bool
	c.Plot(func(s plots.Style) *plots.Figure { drawn.Store(true); return figure(s) }, func() {})
	closed := make(chan bool)
	go func() { c.Close(); close(closed) }()
	for waits := true; waits; {
		c.mu.Lock()
		waits = c.next != nil
		c.mu.Unlock()
	}
	close(goOn)
	<-closed
	if drawn.Load() {
		t.Error("what was to come was drawn, too")
	}
}

// The label at the pointer has the values of the nearest epoch, of both plots.
func TestPointerReadsTheNearestEpoch(t *testing.T) {
	c := newPart(t)
	c.moveTo(c.over(0, 2.2))
	e := c.epochs[2]
	for _, want := range []string{
		"epoch 2", "training images  " + c.Shown.Panels[0].Y.Format(e.Train.Cost), "validation images  " + i18n.FormatPercent(e.Validation.Accuracy),
	} {
		if !slices.Contains(c.readings(), want) {
			t.Errorf("the pointer reads %q, without %q", c.readings(), want)
		}
	}
	if c.Cursor() != desktop.CrosshairCursor {
		t.Error("the pointer does not look as if it read")
	}
	c.MouseOut()
	if texts := c.readings(); len(texts) > 0 || c.Cursor() != desktop.DefaultCursor {
		t.Errorf("without a pointer there is %q", texts)
	}
	c.moveTo(fyne.NewPos(1, 1))
	if texts := c.readings(); len(texts) > 0 {
		t.Errorf("beside the plots there is %q", texts)
	}
}

// A drag zooms to what it covers, the wheel about the pointer, a double click shows the
// whole; a click that slips does nothing.
func TestDragAndWheelZoom(t *testing.T) {
	c := newPart(t)
	drag := func(from, to fyne.Position) {
		c.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
		c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		c.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}, Button: desktop.MouseButtonPrimary})
		c.DragEnd()
		c.drawn()
	}
	from := c.over(1, 1)
	drag(from, from.AddXY(LeastDrag-1, 0))
	if c.Zoom != nil {
		t.Fatal("a slip of the hand zooms")
	}
	drag(c.over(1, 3), c.over(1, 1))
	if x := c.Shown.Panels[0].X; math.Abs(x.Min-1) > 0.05 || math.Abs(x.Max-3) > 0.05 {
		t.Errorf("a drag from 3 to 1 shows %g to %g", x.Min, x.Max)
	}
	if !c.Whole.Visible() {
		t.Error("there is no way back")
	}
	c.DoubleTapped(nil)
	c.drawn()
	if x := c.Shown.Panels[0].X; c.Zoom != nil || x.Min != 0 || x.Max != 4 || c.Whole.Visible() {
		t.Errorf("a double click shows %g to %g", x.Min, x.Max)
	}
	wheel := func(dy float32) {
		c.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: c.over(0, 2)}, Scrolled: fyne.Delta{DY: dy}})
		c.drawn()
	}
	wheel(10)
	if x := c.Shown.Panels[0].X; math.Abs(x.Max-x.Min-4*WheelZoom) > 0.05 || math.Abs((x.Min+x.Max)/2-2) > 0.05 {
		t.Errorf("the wheel at 2 shows %g to %g", x.Min, x.Max)
	}
	wheel(-10)
	wheel(-10)
	if c.Zoom != nil {
		t.Error("turned back, the wheel leaves a zoom")
	}
	turned := 0
	c.OnScroll = func(*fyne.ScrollEvent) { turned++ }
	wheel(10)
	c.OnScroll = nil
	if turned != 1 || c.Zoom != nil {
		t.Errorf("on a page that scrolls, the page gets %d turns of the wheel, and the zoom is %v", turned, c.Zoom)
	}
	c.Magnify(true)
	c.drawn()
	if x := c.Shown.Panels[1].X; math.Abs(x.Min+x.Max-4) > 1e-9 || math.Abs(x.Max-x.Min-4*WheelZoom) > 1e-9 {
		t.Errorf("the keyboard shows %g to %g", x.Min, x.Max)
	}
	c.Magnify(false)
	if c.Zoom != nil {
		t.Error("the keyboard leaves a zoom")
	}
	c.drawn()
}

// What is copied is what is shown, a row for each epoch.
func TestCopy(t *testing.T) {
	c := newPart(t)
	c.Copy()
	rows := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\n")
	if len(rows) != 6 || !strings.HasPrefix(rows[0], "epoch\tcost, training images\t") {
		t.Errorf("copied %q", rows)
	}
}

// What is exported is what is shown: a picture, or its values.
func TestExport(t *testing.T) {
	c := newPart(t)
	folder := t.TempDir()
	c.Dialogs.Path = filepath.Join(folder, "values.csv")
	c.Export()
	if values, err := os.ReadFile(c.Dialogs.Path); err != nil || !strings.HasPrefix(string(values), "epoch,") {
		t.Errorf("the exported values are %q, %v", values, err)
	}
	c.Dialogs.Path = filepath.Join(folder, "chart.png")
	c.Export()
	picture, err := os.ReadFile(c.Dialogs.Path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Error(err)
	}
	c.Plot(nil, nil)
	c.Export()
	if !slices.Contains(c.Dialogs.Errors, "There is no chart yet") {
		t.Errorf("without a chart it is said %q", c.Dialogs.Errors)
	}
}

// readings are the texts at the pointer.
func (b *part) readings() (texts []string) {
	for _, o := range test.WidgetRenderer(b.Chart).Objects() {
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

// over is where an x of a plot is in the chart.
func (b *part) over(plot int, x float64) fyne.Position {
	inset := theme.Padding()
	p := b.Shown.Panels[plot]
	unit := float64(b.Shown.Image.Bounds().Dx()) / float64(b.Size().Width-2*inset)
	return fyne.NewPos(inset+float32(p.Column(x)/unit), inset+float32(float64(p.Area.Min.Y+p.Area.Max.Y)/2/unit))
}

func (b *part) moveTo(at fyne.Position) {
	b.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
}
