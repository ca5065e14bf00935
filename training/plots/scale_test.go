package plots

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
)

// What is read off an axis is written like its marks, with the digits that can be
// seen.
func TestFormat(t *testing.T) {
	for _, c := range []struct {
		scale Scale
		value float64
		want  string
	}{
		{Scale{Max: 1, Marker: Percent(5)}, 0.98765, "98.77 %"},
		{Scale{Max: 10, Marker: Integers(5)}, 7, "7"},
		{Scale{Max: 1e5, Marker: Integers(5)}, 60000, "60,000"},
		{Scale{Max: 10, Marker: Integers(5)}, 7.256, "7.26"},
		{Scale{Max: 1e15, Marker: Integers(5)}, 999999999999999, "999,999,999,999,999"},
		{Scale{Max: 1e15, Marker: Integers(5)}, 1e15, "1000000000000000.00"}, // whose neighbours are no whole numbers
		{Scale{Max: 1, Marker: Decimals(5)}, 0.12345, "0.1235"},
		{Scale{Max: 1, Marker: Decimals(5)}, 0.000012, "0"}, // less than a pixel
		{Scale{Min: 1000, Max: 1001, Marker: Decimals(5)}, 1000.5, "1000"},
		{Scale{Min: 1e-6, Max: 1, Log: true, Marker: Decades{}}, 0.000012, "1.2e-05"},
		{Scale{Min: 1, Max: 1, Marker: Decimals(5)}, 0.000012, "1.2e-05"}, // no range
		{Scale{Min: -0.5, Max: 0.5, Marker: Decimals(5)}, 0.000012, "0"},
		{Scale{Min: -50, Max: -40, Marker: Decimals(5)}, 0.0012, "0.001"},
		{Scale{Min: 0, Max: 10, Marker: Decimals(5)}, 0.0012, "0.001"},
	} {
		if got := c.scale.Format(c.value); got != c.want {
			t.Errorf("%g on %+v is written %q, want %q", c.value, c.scale, got, c.want)
		}
	}
}

// Share and At are the inverse of each other; the ends are 0 and 1.
func TestScale(t *testing.T) {
	for _, s := range []Scale{{Min: 2, Max: 6}, {Min: -1, Max: 1}, {Min: 0.01, Max: 100, Log: true}} {
		for share, value := range map[float64]float64{0: s.Min, 1: s.Max} {
			if math.Abs(s.Share(value)-share) > 1e-12 || math.Abs(s.At(share)-value) > 1e-9 {
				t.Errorf("%+v: %g lies at %g, and at %g there is %g", s, value, s.Share(value), share, s.At(share))
			}
		}
		if x := s.At(s.Share(0.5)); math.Abs(x-0.5) > 1e-9 {
			t.Errorf("%+v: at the place of 0.5 there is %g", s, x)
		}
	}
	if x := (Scale{Min: 2, Max: 6}).Share(3); x != 0.25 {
		t.Errorf("3 lies at %g between 2 and 6", x)
	}
	logarithmic := Scale{Min: 0.01, Max: 100, Log: true}
	if x := logarithmic.Share(1); math.Abs(x-0.5) > 1e-12 {
		t.Errorf("1 lies at %g between 0.01 and 100", x)
	}
	for _, v := range []float64{0, -1} {
		if !math.IsInf(logarithmic.Share(v), -1) {
			t.Errorf("%g lies at %g on a logarithmic scale", v, logarithmic.Share(v))
		}
	}
}

// The area of a panel is where the picture has the corners of the data, and is
// measured from the upper left.
func TestPanelIsWhereTheDataAre(t *testing.T) {
	const w, h, dpi = 400, 300, 72 // a pixel is a point
	f := simple(Light())
	picture, err := f.Picture(w, h, dpi)
	if err != nil {
		t.Fatal(err)
	}
	drawn := onPaper(f, w, h)
	lower, upper := drawn.at(f, 0, 0, 0), drawn.at(f, 0, 10, 10)
	area := picture.Panels[0].Area
	for i, c := range []struct{ got, want float64 }{
		{float64(area.Min.X), float64(lower.X)},
		{float64(area.Max.Y), h - float64(lower.Y)},
		{float64(area.Max.X), float64(upper.X)},
		{float64(area.Min.Y), h - float64(upper.Y)},
	} {
		if math.Abs(c.got-c.want) > 0.51 {
			t.Errorf("side %d is at %g, the data at %.1f", i, c.got, c.want)
		}
	}
	if x := picture.Panels[0].X; x.Min != 0 || x.Max != 10 || x.Log || x.Label != "across" || x.Marker != Integers(2) {
		t.Errorf("the x axis is %+v", x)
	}
	if y := picture.Panels[0].Y; y.Label != "up" {
		t.Errorf("the y axis is %+v", y)
	}
}

// The nearest point is one that is to be seen, the ends of the axis among them.
func TestNearest(t *testing.T) {
	f := simple(Light())
	f.Traces[0].Points = plotter.XYs{{X: -1}, {X: 0}, {X: 3}, {X: 10}, {X: 10.5}}
	picture, err := f.Picture(400, 300, 96)
	if err != nil {
		t.Fatal(err)
	}
	panel := &picture.Panels[0]
	for at, want := range map[float64]float64{-5: 0, 0: 0, 1.4: 0, 1.6: 3, 9: 10, 30: 10} {
		if x, ok := panel.Nearest(panel.Column(at)); !ok || x != want {
			t.Errorf("nearest to %g is %g, %t; want %g", at, x, ok, want)
		}
	}
	panel.Traces[0].Points = plotter.XYs{{X: -1}, {X: 10.5}}
	if x, ok := panel.Nearest(100); ok {
		t.Errorf("%g is nearest of none", x)
	}
}

// The numbers at the axes, and those read off, have the marks of the figure's language.
func TestNumbersOfAnotherLanguage(t *testing.T) {
	f := &Figure{
		Plots: []*plot.Plot{Light().New("", "", "")}, Background: Light().Background,
		Number: func(number string) string { return strings.NewReplacer(".", ",", ",", ".").Replace(number) },
	}
	p := f.Plots[0]
	p.X.Min, p.X.Max, p.X.Tick.Marker = 0, 20000, Integers(2)
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = 0, 0.1, Decimals(2)
	words := ""
	for _, w := range onPaper(f, 400, 300).words {
		words += w.text + " "
	}
	for _, want := range []string{"10.000", "0,05"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not among %q", want, words)
		}
	}
	picture, err := f.Picture(400, 300, 96)
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Panels[0].Y.Format(0.0123); got != "0,0123" {
		t.Errorf("read off is %q", got)
	}
}
