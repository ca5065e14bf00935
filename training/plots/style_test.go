package plots

import (
	"image/color"
	"slices"
	"testing"

	"digitpad/network/message"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// simple is a figure of one plot, both of whose axes go from 0 to 10, with a line
// from corner to corner.
func simple(s Style) *Figure {
	p := s.New("title", "across", "up")
	f := &Figure{Plots: []*plot.Plot{p}, Background: s.Background}
	f.addLine(0, s, 0, "line", plotter.XYs{{X: 0, Y: 0}, {X: 10, Y: 10}})
	p.X.Tick.Marker, p.Y.Tick.Marker = Integers(2), Integers(5)
	return f
}

// All words have the colour and the size of the style; the title is larger.
func TestWordsHaveTheStylesLook(t *testing.T) {
	for name, s := range map[string]Style{"light": Light(), "dark": Dark()} {
		for _, size := range []float64{s.TextSize, 14} {
			s.TextSize = size
			for _, w := range onPaper(simple(s), 400, 300).words {
				if w.color != s.Text {
					t.Errorf("%s: %v has the colour %v", name, w, w.color)
				}
				if title := w.text == "title"; title && w.size <= vg.Points(size) || !title && w.size != vg.Points(size) {
					t.Errorf("%s: %v is %g points high, the text %g", name, w, w.size, size)
				}
			}
		}
	}
	if light, dark := Light().TextSize, Dark().TextSize; light != dark {
		t.Errorf("text is %g points high in the light and %g in the dark", light, dark)
	}
}

// The title stands above the data, numbers left of and below them, the names of
// the axes beyond; and they keep a distance.
func TestPlacesOfWords(t *testing.T) {
	f := simple(Light())
	drawn := onPaper(f, 400, 300)
	data := f.Plots[0].DataCanvas(drawn.places[0])
	title, across, up := drawn.word(t, "title"), drawn.word(t, "across"), drawn.word(t, "up")
	if gap := title.box.Min.Y - data.Max.Y; gap < 10 || gap > 18 {
		t.Errorf("the title is %.1f points above the data", gap)
	}
	var right vg.Length
	for _, w := range drawn.words {
		if w.text == "4" || w.text == "8" { // of y alone
			if gap := data.Min.X - w.box.Max.X; gap < 2 || gap > 6 {
				t.Errorf("%v is %.1f points left of the data", w, gap)
			}
			if right != 0 && !near(w.box.Max.X, right) {
				t.Errorf("%v does not end where the others do", w)
			}
			right = w.box.Max.X
		}
	}
	for _, w := range drawn.words {
		if w.text == "10" && w.box.Max.X < data.Min.X {
			if gap := w.box.Min.X - up.box.Max.X; gap < 2 || gap > 8 {
				t.Errorf("%v is %.1f points right of its axis' name", w, gap)
			}
		}
	}
	five := drawn.word(t, "5") // of x alone
	if gap := data.Min.Y - five.box.Max.Y; gap < 1 || gap > 8 {
		t.Errorf("%v is %.1f points below the data", five, gap)
	}
	if gap := five.box.Min.Y - across.box.Max.Y; gap < 2 || gap > 8 {
		t.Errorf("%v is %.1f points above its axis' name", five, gap)
	}
}

// Faint lines run across the data at each mark of y, from the y axis to the right;
// the axes meet in their corner, as faint; x has marks below its axis.
func TestGridAndAxes(t *testing.T) {
	s := Dark()
	f := simple(s)
	drawn := onPaper(f, 400, 300)
	data := f.Plots[0].DataCanvas(drawn.places[0])
	touching := func(a, b vg.Length) bool { return max(a-b, b-a) <= f.Plots[0].X.Width/2+1e-6 }
	var levels, columns []vg.Length
	marks := 0
	grid := in(s.Grid, drawn.lines)
	for _, l := range grid {
		a, b := l.points[0], l.points[1]
		if l.width != grid[0].width || l.width < 0.5 || len(l.dashes) != 0 {
			t.Errorf("the line at %.0f has the width %g, the first one %g", a, l.width, grid[0].width)
		}
		switch {
		case near(a.Y, b.Y) && touching(a.X, data.Min.X) && touching(b.X, data.Max.X):
			levels = append(levels, a.Y)
		case near(a.X, b.X) && touching(a.Y, data.Min.Y) && touching(b.Y, data.Max.Y):
			columns = append(columns, a.X)
		case near(a.X, b.X) && max(a.Y, b.Y) <= data.Min.Y:
			marks++
		default:
			t.Errorf("a line from %.0f to %.0f", a, b)
		}
	}
	slices.Sort(levels)
	var want []vg.Length
	for _, share := range []float64{0, 0, 0.2, 0.4, 0.6, 0.8, 1} { // at 0 the axis and the grid
		want = append(want, data.Y(share))
	}
	if !slices.EqualFunc(levels, want, touching) {
		t.Errorf("there are lines across at %.0f, want %.0f", levels, want)
	}
	if len(columns) != 1 || !touching(columns[0], data.Min.X) {
		t.Errorf("there are lines upright at %.0f, the data from %.0f", columns, data.Min.X)
	}
	if len(drawn.fills) == 0 || drawn.fills[0].color != s.Background {
		t.Error("the plot has not the background of its style")
	}
	if marks != 3 {
		t.Errorf("x has %d marks, want those of 0, 5 and 10", marks)
	}
}

// A name in the legend stands beside its line, which is long enough to show its
// dashes; names stand below each other and their lines end at the right.
func TestLegend(t *testing.T) {
	s := Light()
	f := simple(s)
	names := []string{"line", "second", "third", "fourth"}
	for i, name := range names[1:] {
		f.addLine(0, s, i+1, name, plotter.XYs{{X: 0, Y: 0}, {X: 10, Y: 1}})
	}
	drawn := onPaper(f, 400, 300)
	right := drawn.places[0].Max.X
	above := f.Plots[0].DataCanvas(drawn.places[0]).Max.Y
	for i, name := range names {
		w := drawn.word(t, name)
		lines := in(s.Series[i], drawn.lines)
		sample := lines[len(lines)-1]
		a, b := sample.points[0], sample.points[1]
		middle := w.box.Min.Y + w.size/4 // of its small letters
		if !near(a.Y, b.Y) || max(a.Y-middle, middle-a.Y) > 1.5 || a.X < w.box.Max.X || !near(b.X, right) {
			t.Errorf("%v has its line from %.0f to %.0f", w, a, b)
		}
		period := vg.Length(0)
		for _, d := range sample.dashes {
			period += d
		}
		if b.X-a.X < 1.5*period || b.X-a.X < 15 || b.X-a.X > 30 {
			t.Errorf("the line of %v is %.0f points long, its dashes %.0f", w, b.X-a.X, period)
		}
		if w.box.Max.Y >= above-0.5 {
			t.Errorf("%v does not stand clear below %.1f", w, above)
		}
		above = w.box.Min.Y
	}
}

// Lines are told apart by their colour and by their dashes; both begin anew.
func TestLinesDiffer(t *testing.T) {
	for _, s := range []Style{Light(), Dark()} {
		n := len(s.Series)
		for i := range n {
			for k := range i {
				a, b := s.Line(i), s.Line(k)
				if a.Color == b.Color || slices.Equal(a.Dashes, b.Dashes) {
					t.Errorf("lines %d and %d look alike", i, k)
				}
			}
			if s.Line(i).Color != s.Line(i+n).Color {
				t.Errorf("line %d is not like %d", i+n, i)
			}
		}
		if len(s.Line(0).Dashes) != 0 {
			t.Error("the first line is dashed")
		}
	}
}

// Faint is the same colour, through which more is seen.
func TestFaint(t *testing.T) {
	got := faint(color.NRGBA{10, 20, 30, 255}).(color.NRGBA)
	if got.R != 10 || got.G != 20 || got.B != 30 || got.A < 100 || got.A > 200 {
		t.Errorf("faint is %v", got)
	}
}

// Without a translation the words are English.
func TestSay(t *testing.T) {
	s := Light()
	if got := s.Say("cost"); got != "cost" {
		t.Errorf("untranslated, cost is %q", got)
	}
	s.Translate = func(m message.Message) string { return "<" + m.String() + ">" }
	for name, f := range charts(s) {
		for _, w := range onPaper(f, 576, 288).words {
			if strings := []rune(w.text); strings[0] >= 'a' && strings[0] <= 'z' && w.text != "one" && w.text != "two" {
				t.Errorf("%s: %q is not translated", name, w.text)
			}
		}
	}
}
