package plots

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// The y axis of a zoom fits what is seen, and the points outside that lines lead
// to, with a margin of 8 % on either side; it never grows beyond the whole.
func TestZoomFitsY(t *testing.T) {
	values := []float64{9, 5, 4, 4.5, 6, 0} // at 0, 2, 4 ...
	for _, c := range []struct{ from, to, lo, hi float64 }{
		{4, 6, 4 - 0.16, 6 + 0.16},     // the points 2 and 3, and their neighbours of 5 and 6
		{4.5, 5.5, math.NaN(), 0},      // no point: y stays as it is
		{3.5, 4.5, 4 - 0.08, 5 + 0.08}, // the point 2
		{0, 1, 5 - 0.32, 9 + 0.32},     // the first point, and the next
		{0, 3, 4 - 0.4, 9 + 0.4},       // up to point 2
		{8, 10, 0, 6 + 0.48},           // 0 is the end of the axis
		{0, 10, 0, 9.5},                // all
	} {
		s := Light()
		f := &Figure{Plots: []*plot.Plot{s.New("", "", "")}}
		var points plotter.XYs
		for i, v := range values {
			points = append(points, plotter.XY{X: 2 * float64(i), Y: v})
		}
		f.addLine(0, s, 0, "", points)
		p := f.Plots[0]
		p.Y.Min, p.Y.Max = 0, 9.5
		if math.IsNaN(c.lo) {
			c.lo, c.hi = 0, 9.5
		}
		f.Zoom(0, Span{c.from, c.to})
		if p.X.Min != c.from || p.X.Max != c.to {
			t.Errorf("from %g to %g: x goes from %g to %g", c.from, c.to, p.X.Min, p.X.Max)
		}
		if math.Abs(p.Y.Min-c.lo) > 1e-9 || math.Abs(p.Y.Max-c.hi) > 1e-9 {
			t.Errorf("from %g to %g: y goes from %g to %g, want %g to %g", c.from, c.to, p.Y.Min, p.Y.Max, c.lo, c.hi)
		}
	}
}

// A line that is level keeps a distance from both ends of the y axis, also at 0.
func TestZoomOnALevel(t *testing.T) {
	for level, margin := range map[float64]float64{5: 0.4, -5: 0.4, 0: 1e-6} {
		f := simple(Light())
		f.Traces[0].Points = plotter.XYs{{X: 0, Y: level}, {X: 10, Y: level}}
		p := f.Plots[0]
		p.Y.Min, p.Y.Max = -9, 9
		f.fitY(0)
		if math.Abs(p.Y.Min-(level-margin)) > 1e-12 || math.Abs(p.Y.Max-(level+margin)) > 1e-12 {
			t.Errorf("a level of %g is drawn from %g to %g", level, p.Y.Min, p.Y.Max)
		}
	}
}

// A logarithmic axis fits by a factor, and not to what is not above 0.
func TestZoomOfALogarithm(t *testing.T) {
	for lowest, want := range map[float64][2]float64{0.01: {0.01 / 1.08, 2 * 1.08}, 2: {2 / 1.08, 2 * 1.08}, 0: {0.1, 1}} {
		f := simple(Light())
		f.Traces[0].Points = plotter.XYs{{X: 0, Y: lowest}, {X: 10, Y: 2}}
		logarithmic(f, 0)
		if y := f.Plots[0].Y; math.Abs(y.Min-want[0]) > 1e-12 || math.Abs(y.Max-want[1]) > 1e-12 {
			t.Errorf("%g to 2 is drawn from %g to %g, want %v", lowest, y.Min, y.Max, want)
		}
	}
}

// Plots whose x axes differ, in name or in an end, are zoomed on their own, and so
// is one without lines; nothing narrower than a thousandth of the axis is shown.
func TestZoomOfSomePlots(t *testing.T) {
	s := Light()
	figure := func() *Figure {
		f := &Figure{}
		for i, axis := range []struct {
			label    string
			min, max float64
		}{{"epoch", 0, 10}, {"epoch", 0, 10}, {"other", 0, 10}, {"epoch", 1, 10}, {"epoch", 0, 9}, {"epoch", 0, 10}} {
			f.Plots = append(f.Plots, s.New("", axis.label, "y"+strings.Repeat("'", i)))
			if i < 5 {
				f.addLine(i, s, 0, "a", plotter.XYs{{X: 2, Y: 1}, {X: 3, Y: float64(i)}})
			}
			f.Plots[i].X.Min, f.Plots[i].X.Max = axis.min, axis.max
		}
		return f
	}
	f := figure()
	f.Zoom(0, Span{2, 4})
	for i, p := range f.Plots {
		if zoomed := p.X.Max == 4; zoomed != (i < 2) {
			t.Errorf("plot %d is drawn to %g", i, p.X.Max)
		}
	}
	for _, i := range []int{-1, 6, 7} {
		f := figure()
		if f.Zoom(i, Span{2, 4}); f.Plots[0].X.Max != 10 {
			t.Errorf("a zoom of plot %d, which there is none of, changes others", i)
		}
	}
	for width, want := range map[float64]bool{0.01: true, 0.0099: false} {
		f := figure()
		if f.Zoom(0, Span{0, width}); (f.Plots[0].X.Max != 10) != want {
			t.Errorf("a span of %g of 10 is drawn to %g", width, f.Plots[0].X.Max)
		}
	}
	f = figure() // of plot 3 the axis begins at 1
	if f.Zoom(3, Span{1, 1.0095}); f.Plots[3].X.Max != 1.0095 {
		t.Errorf("a span of 0.0095 of 9 is drawn to %g", f.Plots[3].X.Max)
	}
	f = figure()
	if f.Zoom(0, Span{-5, 4}); f.Plots[0].X.Min != 0 || f.Plots[0].X.Max != 4 {
		t.Errorf("a span that begins before the axis is drawn from %g to %g", f.Plots[0].X.Min, f.Plots[0].X.Max)
	}
}

// A table has the plots that share an x axis side by side, a cell empty where a
// trace has no value; others follow below a blank row.
func TestTableOfSeveralAxes(t *testing.T) {
	s := Light()
	f := &Figure{Plots: []*plot.Plot{s.New("", "epoch", "cost"), s.New("", "rate", "length"), s.New("", "epoch", "none"), s.New("", "epoch", "accuracy")}}
	f.addLine(0, s, 0, "a", plotter.XYs{{X: 1, Y: 0.5}, {X: 2, Y: 0.25}})
	f.addLine(1, s, 0, "b", plotter.XYs{{X: 0.1, Y: 7}})
	f.addLine(3, s, 0, "c", plotter.XYs{{X: 0, Y: 1}, {X: 1, Y: 2}})
	for _, i := range []int{0, 2, 3} {
		f.Plots[i].X.Min, f.Plots[i].X.Max = 0, 2
	}
	var rows []string
	for _, row := range f.Table() {
		rows = append(rows, strings.Join(row, "|"))
	}
	want := "epoch|cost, a|accuracy, c\n0||1\n1|0.5|2\n2|0.25|\n\nrate|length, b\n0.1|7"
	if got := strings.Join(rows, "\n"); got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
	f.Plots[1].X.Label.Text, f.Plots[0].X.Label.Text = "epoch", "other"
	if got := f.Table(); len((&Figure{Plots: f.Plots}).Table()) != 0 || len(got) == 0 || got[0] == nil {
		t.Error("a table begins with a blank row, or has rows without traces")
	}
	if y, ok := f.Traces[0].At(1.5); ok || y != 0 {
		t.Errorf("between two points the value is %g", y)
	}
}
