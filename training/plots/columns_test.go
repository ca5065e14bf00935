package plots

import (
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Plots of the shape 4:3 become as large as they can, in as few columns as that
// takes.
func TestColumns(t *testing.T) {
	for _, c := range []struct {
		count         int
		width, height float64
		want          int
	}{
		{1, 800, 400, 1},
		{2, 800, 590, 2},
		{2, 800, 610, 1}, // 100 and 98, 101 units of 4×3
		{4, 230, 100, 2}, // 2×2 are as large as 2×3
		{5, 10000, 100, 5},
		{5, 100, 10000, 1},
		{6, 800, 400, 3},
	} {
		if got := columns(c.count, c.width, c.height); got != c.want {
			t.Errorf("%d plots on %g×%g are in %d columns, want %d", c.count, c.width, c.height, got, c.want)
		}
	}
}

// The plots of a figure stand in rows from the upper left, apart from each other,
// their data equally large and level.
func TestPlotsAreAligned(t *testing.T) {
	s := Light()
	for count := 1; count <= 5; count++ {
		f := &Figure{}
		for i := range count {
			p := s.New("", "", "")
			p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, float64(1000*i)
			f.Plots = append(f.Plots, p)
		}
		const width, height = 600, 500
		places := onPaper(f, width, height).places
		if len(places) != count {
			t.Fatalf("%d of %d plots are drawn", len(places), count)
		}
		cols := columns(count, width, height)
		first := f.Plots[0].DataCanvas(places[0])
		for i, p := range f.Plots {
			data := p.DataCanvas(places[i])
			if size := data.Size(); !near(size.X, first.Size().X) || !near(size.Y, first.Size().Y) {
				t.Errorf("of %d plots, the data of %d take %.0f, of the first %.0f", count, i, size, first.Size())
			}
			if i%cols > 0 {
				before := places[i-1]
				if !near(data.Min.Y, f.Plots[i-1].DataCanvas(before).Min.Y) || places[i].Min.X < before.Max.X+vg.Points(10) {
					t.Errorf("of %d plots, %d is not beside %d", count, i, i-1)
				}
			}
			if i >= cols && places[i].Max.Y > places[i-cols].Min.Y-vg.Points(10) {
				t.Errorf("of %d plots, %d is not below %d", count, i, i-cols)
			}
		}
	}
	if drawn := onPaper(&Figure{}, 400, 300); len(drawn.places)+len(drawn.lines)+len(drawn.words) != 0 {
		t.Error("something is drawn of no plots")
	}
}

// A title that is too long becomes smaller, so that it fits its plot, and beside
// the corner that belongs to the window; one that fits does not change.
func TestLongTitles(t *testing.T) {
	s := Light()
	long := strings.Repeat("a long title ", 12)
	f := &Figure{Plots: []*plot.Plot{s.New(long, "", ""), s.New(long+"!", "", "")}}
	const width, height = 800, 300
	drawn := onPaper(f, width, height)
	for i, text := range []string{long, long + "!"} {
		w := drawn.word(t, text)
		if place := drawn.places[i]; w.box.Min.X < place.Min.X || w.box.Max.X > place.Max.X {
			t.Errorf("the title of plot %d goes from %.0f to %.0f, its plot to %.0f", i, w.box.Min.X, w.box.Max.X, place.Max.X)
		}
	}
	first, second := drawn.word(t, long).box, drawn.word(t, long+"!").box
	if first.Size().X < 0.9*drawn.places[0].Size().X {
		t.Errorf("the first title has the width %.0f of %.0f", first.Size().X, drawn.places[0].Size().X)
	}
	if second.Max.X > width-cornerRoom || second.Max.X < width-3*cornerRoom {
		t.Errorf("the second title ends at %.0f of %d", second.Max.X, width)
	}
	if f.Plots[0].Title.TextStyle.Font.Size != vg.Points(s.TextSize+1.5) {
		t.Error("the figure's own title has changed")
	}
	p := s.New("short", "", "")
	if fitTitle(p, 400) != p {
		t.Error("a title that fits is changed")
	}
	if width := p.Title.TextStyle.Rectangle("short").Size().X; fitTitle(p, width) != p {
		t.Error("a title that just fits is changed")
	}
}
