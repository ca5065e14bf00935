package plots

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"digitpad/training"
)

// at is where a point of a plot's data lies on the paper.
func (p *paper) at(f *Figure, plot int, x, y float64) vg.Point {
	data := p.places[plot]
	toX, toY := f.Plots[plot].Transforms(ptr(f.Plots[plot].DataCanvas(data)))
	return vg.Point{X: toX(x), Y: toY(y)}
}

func ptr[T any](v T) *T { return &v }

// rings are the circles around a point.
func rings(shapes []shape, at vg.Point) (n int) {
	for _, s := range shapes {
		if s.radius > 2 && near(s.points[0].X, at.X) && near(s.points[0].Y, at.Y) {
			n++
		}
	}
	return n
}

// uprightAt counts the upright lines through an x of a plot.
func (p *paper) uprightAt(f *Figure, plot int, x float64) (found []shape) {
	for _, l := range p.upright(f, plot) {
		if near(l.points[0].X, p.at(f, plot, x, f.Plots[plot].Y.Min).X) {
			found = append(found, l)
		}
	}
	return found
}

// Every change of settings, the epoch that is visited and the one that the run
// began with are upright lines in both plots, and look different.
func TestUprightLines(t *testing.T) {
	s := Light()
	r := full()
	r.Changes, r.ViewedEpoch, r.Since = []float64{7.5, 9}, 12, 5
	f := r.Figure(s)
	drawn := onPaper(f, 576, 288)
	for plot := range f.Plots {
		looks := map[string]float64{}
		for _, x := range []float64{7.5, 12, 5} {
			lines := drawn.uprightAt(f, plot, x)
			if len(lines) != 1 {
				t.Fatalf("plot %d: %d lines at %g", plot, len(lines), x)
			}
			if lines[0].color != s.Text || lines[0].width > s.Line(0).Width {
				t.Errorf("plot %d: the line at %g has the colour %v and the width %g", plot, x, lines[0].color, lines[0].width)
			}
			look := fmt.Sprint(lines[0].dashes)
			if other, ok := looks[look]; ok {
				t.Errorf("plot %d: the lines at %g and %g look alike", plot, x, other)
			}
			looks[look] = x
		}
		if n := len(drawn.uprightAt(f, plot, 9)); n != 1 {
			t.Errorf("plot %d: the second change is %d lines", plot, n)
		}
		if n := len(drawn.upright(f, plot)); n != 4 {
			t.Errorf("plot %d has %d upright lines", plot, n)
		}
	}
	drawn.word(t, "goes on from epoch 5")
	r.Changes, r.Quantity = r.Changes[:1], Cost
	onPaper(r.Figure(s), 576, 288).word(t, "settings changed")
	r.Quantity = CostAndAccuracy
	r.Changes, r.ViewedEpoch, r.Since = nil, None, 0
	f = r.Figure(s)
	for plot := range f.Plots {
		if n := len(onPaper(f, 576, 288).upright(f, plot)); n != 0 {
			t.Errorf("plot %d: without anything to mark there are %d upright lines", plot, n)
		}
	}
}

// A mark at the end of the axis is drawn, one beyond it is not.
func TestMarksStayWithinTheAxis(t *testing.T) {
	for x, want := range map[float64]int{-1e-9: 0, 0: 1, 5: 1, 10: 1, 10 + 1e-9: 0} {
		f := simple(Light())
		before := len(onPaper(f, 400, 300).lines)
		f.Mark(x, Light())
		if n := len(onPaper(f, 400, 300).lines) - before; n != want {
			t.Errorf("a mark at %g of an axis from 0 to 10 is %d lines", x, n)
		}
	}
}

// In the legend a mark is an upright line in the middle of the place of a line.
func TestMarksInTheLegend(t *testing.T) {
	s := Light()
	f := simple(s)
	f.Plots[0].Legend.Add("mark", mark{0, s.Line(1)})
	drawn := onPaper(f, 400, 300)
	lines := in(s.Series[0], drawn.lines)
	across := lines[len(lines)-1].points
	sample := in(s.Series[1], drawn.lines)[0].points
	if middle := (across[0].X + across[1].X) / 2; !near(sample[0].X, middle) || !near(sample[1].X, middle) {
		t.Errorf("the mark goes from %.0f to %.0f, lines from %.0f to %.0f", sample[0], sample[1], across[0], across[1])
	}
	w := drawn.word(t, "mark").box
	if sample[0].Y == sample[1].Y || sample[0].Y > w.Max.Y || sample[1].Y < w.Min.Y {
		t.Errorf("the mark goes from %.0f to %.0f beside a word at %.0f", sample[0], sample[1], w)
	}
}

// The ring stands around the best accuracy, and the legend says its epoch and its
// accuracy in percent. The first epoch may be the best.
func TestTheBestEpochHasARing(t *testing.T) {
	s := Light()
	for _, c := range []struct {
		accuracies []float64
		best       int
		word       string
	}{
		{[]float64{0.1, 0.93, 0.9512, 0.94}, 2, "best: epoch 2, 95.12 %"},
		{[]float64{0.9, 0.8, 0.7}, 0, "best: epoch 0, 90.00 %"},
	} {
		r := Run{Epochs: course(make([]float64, len(c.accuracies)), c.accuracies), Best: true, ViewedEpoch: None, Quantity: Accuracy}
		f := r.Figure(s)
		drawn := onPaper(f, 576, 288)
		drawn.word(t, c.word)
		if f.Plots[0].Y.Min < c.accuracies[c.best] {
			if n := rings(in(s.Text, drawn.lines), drawn.at(f, 0, float64(c.best), c.accuracies[c.best])); n != 1 {
				t.Errorf("%v: there are %d rings around epoch %d", c.accuracies, n, c.best)
			}
		}
	}
}

// What was published is a dashed line across the whole plot at its accuracy, which
// is to be seen even if it lies below the others.
func TestPublished(t *testing.T) {
	s := Light()
	r := Run{Epochs: course([]float64{1, 1, 1}, []float64{0.99, 0.99, 0.99}), ViewedEpoch: None, Quantity: Accuracy, Published: 0.9}
	for i := range r.Epochs {
		r.Epochs[i].Train = r.Epochs[i].Validation
	}
	f := r.Figure(s)
	drawn := onPaper(f, 576, 288)
	drawn.word(t, "published")
	p := f.Plots[0]
	if p.Y.Min != 0.9 || p.Y.Max != 1 {
		t.Errorf("0.9 and 0.99 are drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
	lines := in(faint(s.Text), drawn.lines)
	from, to := drawn.at(f, 0, p.X.Min, 0.9), drawn.at(f, 0, p.X.Max, 0.9)
	found := false
	for _, l := range lines {
		a, b := l.points[0], l.points[1]
		found = found || len(l.dashes) == 2 && near(a.X, from.X) && near(a.Y, from.Y) && near(b.X, to.X) && near(b.Y, to.Y)
	}
	if !found {
		t.Errorf("no line goes from %.0f to %.0f", from, to)
	}
	r.Published = 0.995
	if p := r.Figure(s).Plots[0]; p.Y.Min != 0.98 || p.Y.Max != 1 {
		t.Errorf("0.99 and 0.995 are drawn from %g to %g", p.Y.Min, p.Y.Max)
	}
}

// A run that went on from another shows that one's values faintly: up to the epoch
// where it went on, or all if they are known.
func TestOriginIsFaint(t *testing.T) {
	s := Light()
	epochs := full().Epochs
	for _, quantity := range []Quantity{Cost, Accuracy} {
		for name, c := range map[string]struct {
			since  int
			origin []training.Epoch
			end    int // the last epoch that is drawn; 0 for none
		}{"unknown": {6, nil, 6}, "known": {6, epochs[:16], 15}, "from the first on": {1, nil, 1}, "none": {0, nil, 0}} {
			f := Run{Epochs: epochs, Since: c.since, Origin: c.origin, ViewedEpoch: None, Quantity: quantity}.Figure(s)
			drawn := onPaper(f, 576, 288)
			lines := in(faint(s.Series[0]), drawn.lines)
			if (len(lines) > 0) != (c.end > 0) {
				t.Fatalf("%s, %s: %d lines are faint", quantity, name, len(lines))
			}
			if len(lines) == 0 {
				continue
			}
			points := lines[len(lines)-1].points
			if at, want := points[len(points)-1].X, drawn.at(f, 0, float64(c.end), 1).X; !near(at, want) {
				t.Errorf("%s, %s: the line ends at %.1f, epoch %d is at %.1f", quantity, name, at, c.end, want)
			}
			if lines[0].width >= s.Line(0).Width {
				t.Errorf("%s, %s: it is %g points wide", quantity, name, lines[0].width)
			}
		}
	}
}

// A line that is smoothed begins where the measured one does, keeps a level and
// follows a step at once by the share that is new.
func TestSmoothed(t *testing.T) {
	level, step := smoothed(plotter.XYs{{X: 1, Y: 3}, {X: 2, Y: 3}}), smoothed(plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}, {X: 2, Y: 1}})
	if math.Abs(level[0].Y-3) > 1e-12 || math.Abs(level[1].Y-3) > 1e-12 || level[1].X != 2 {
		t.Errorf("a level of 3 becomes %v", level)
	}
	// the weights of the past are 0.6 and 0.36, of what is new 1
	for i, want := range []float64{0, 1 / 1.6, 1.6 / 1.96} {
		if math.Abs(step[i].Y-want) > 1e-12 {
			t.Errorf("a step becomes %v, want %g at %d", step, want, i)
		}
	}
}

// Behind a smoothed line the measured one is seen, faintly; two points are not
// smoothed.
func TestSmoothedLinesHaveTheMeasuredBehind(t *testing.T) {
	s := Light()
	for n, want := range map[int]int{2: 0, 3: 1} {
		r := Run{Epochs: full().Epochs[:n], ViewedEpoch: None, Smooth: true, Quantity: Cost}
		behind := in(faint(s.Series[0]), onPaper(r.Figure(s), 576, 288).lines)
		if len(behind) != want {
			t.Errorf("of %d points, %d lines are behind", n, len(behind))
		}
		for _, l := range behind {
			if l.width >= s.Line(0).Width {
				t.Errorf("the line behind is %g points wide, the smoothed one %g", l.width, s.Line(0).Width)
			}
		}
	}
}
