package plots_test

import (
	"bytes"
	"errors"
	"image/color"
	"math"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// curve is a run whose cost falls from 1 and whose accuracy rises.
func curve(epochs int) []training.Epoch {
	history := make([]training.Epoch, epochs+1)
	for i := range history {
		t := float64(i)
		history[i] = training.Epoch{
			Number:     i,
			Train:      evaluate.Score{Cost: 1 / (1 + t), Accuracy: 1 - 0.9/(1+2*t)},
			Validation: evaluate.Score{Cost: 1.2 / (1 + t), Accuracy: 1 - 0.95/(1+2*t)},
		}
	}
	return history
}

// run is the usual chart of a run.
func run(epochs []training.Epoch, planned int) plots.Run {
	return plots.Run{Epochs: epochs, Planned: planned, Examples: 1000, ViewedEpoch: plots.None}
}

// pixels counts the pixels of a figure that are close to a colour.
func pixels(t *testing.T, f *plots.Figure, c color.Color) int {
	t.Helper()
	img, err := f.Image(800, 300, 96)
	if err != nil {
		t.Fatal(err)
	}
	want := color.NRGBAModel.Convert(c).(color.NRGBA)
	n := 0
	for i := 0; i < len(img.Pix); i += 4 {
		near := func(a, b uint8) bool { return math.Abs(float64(a)-float64(b)) < 24 }
		if near(img.Pix[i], want.R) && near(img.Pix[i+1], want.G) && near(img.Pix[i+2], want.B) {
			n++
		}
	}
	return n
}

func TestRunDrawsBothSeriesInBothStyles(t *testing.T) {
	for name, style := range map[string]plots.Style{"light": plots.Light(), "dark": plots.Dark()} {
		for i := range 2 {
			drawn := pixels(t, run(curve(20), 20).Figure(style), style.Series[i])
			blank := pixels(t, run(nil, 20).Figure(style), style.Series[i])
			if drawn < blank+300 {
				t.Errorf("%s: series %d has %d pixels, an empty chart %d", name, i, drawn, blank)
			}
		}
	}
}

func TestAMarkIsAnUprightLineInEveryPlot(t *testing.T) {
	const width, height = 800, 400
	figure := run(curve(20), 20).Figure(plots.Light())
	plain, err := figure.Image(width, height, 96)
	if err != nil {
		t.Fatal(err)
	}
	visiting := run(curve(20), 20)
	visiting.ViewedEpoch = 7
	marked, err := visiting.Figure(plots.Light()).Image(width, height, 96)
	if err != nil {
		t.Fatal(err)
	}
	columns, upright := 0, 0
	for x := range width {
		changed := 0
		for y := range height {
			if plain.RGBAAt(x, y) != marked.RGBAAt(x, y) {
				changed++
			}
		}
		if changed > 0 {
			columns++
		}
		if changed > height/2 {
			upright++
		}
	}
	if n := len(figure.Plots); upright < n || columns > 4*n {
		t.Errorf("the mark changes %d columns, %d of them from top to bottom, in %d plots", columns, upright, n)
	}
}

func TestImageHasTheSizeAskedFor(t *testing.T) {
	for _, dpi := range []float64{72, 96, 144, 192} {
		for _, size := range [][2]int{{333, 201}, {800, 400}, {1001, 777}, {300, 900}} {
			img, err := run(curve(5), 5).Figure(plots.Light()).Image(size[0], size[1], dpi)
			if err != nil {
				t.Fatal(err)
			}
			if got := img.Bounds().Size(); got.X != size[0] || got.Y != size[1] {
				t.Errorf("asked for %v at %g dpi, got %v", size, dpi, got)
			}
		}
	}
}

func TestNothingThatArrivesMakesItPanic(t *testing.T) {
	nan := []training.Epoch{{Number: 0, Train: evaluate.Score{Cost: math.NaN()}, Validation: evaluate.Score{Cost: math.Inf(1)}}}
	flat := []training.Epoch{{}, {Number: 1}, {Number: 2}}
	for name, history := range map[string][]training.Epoch{"none": nil, "NaN": nan, "flat": flat, "long": curve(5000)} {
		for _, size := range [][2]int{{800, 400}, {40, 30}, {1, 1}} {
			if _, err := run(history, 30).Figure(plots.Dark()).Image(size[0], size[1], 96); err != nil && size[0] > 100 {
				t.Errorf("%s at %v: %v", name, size, err)
			}
		}
		if _, err := run(history, 30).Figure(plots.Dark()).Image(0, 400, 96); err == nil {
			t.Errorf("%s: an image without width is drawn", name)
		}
	}
	p := plots.Light().New("", "", "")
	p.Y.Scale = plot.LogScale{}
	p.Y.Min, p.Y.Max = 0, 1
	f := &plots.Figure{Plots: []*plot.Plot{p}, Background: color.White}
	if _, err := f.Image(400, 300, 96); err == nil {
		t.Error("a logarithmic axis with 0 on it gives no error")
	}
}

func TestWriteKnowsItsFormats(t *testing.T) {
	begins := map[string]string{".png": "\x89PNG", ".svg": "<?xml", ".pdf": "%PDF"}
	for _, format := range plots.Formats {
		var b bytes.Buffer
		if err := run(curve(5), 5).Figure(plots.Light()).Write(&b, format, 8, 4); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte(begins[format])) {
			t.Errorf("%s begins with %q", format, b.Bytes()[:min(8, b.Len())])
		}
	}
	var wrong plots.FormatError
	if err := run(nil, 1).Figure(plots.Light()).Write(&bytes.Buffer{}, ".gif", 8, 4); !errors.As(err, &wrong) {
		t.Errorf("a format that nobody knows gives %v", err)
	}
	if format, err := plots.Format("My chart.SVG"); format != ".svg" || err != nil {
		t.Errorf("My chart.SVG has the format %q, %v", format, err)
	}
	if _, err := plots.Format("chart"); err == nil {
		t.Error("a name without an extension has a format")
	}
}

func TestTicksAreRoundNumbers(t *testing.T) {
	labels := func(ticks []plot.Tick) []string {
		var all []string
		for _, tick := range ticks {
			all = append(all, tick.Label)
		}
		return all
	}
	for _, c := range []struct {
		ticker plot.Ticker
		lo, hi float64
		want   []string
	}{
		{plots.Integers(8), 0, 3, []string{"0", "1", "2", "3"}},
		{plots.Integers(8), 0, 30, []string{"0", "5", "10", "15", "20", "25", "30"}},
		{plots.Decimals(5), 0, 0.5, []string{"0.0", "0.1", "0.2", "0.3", "0.4", "0.5"}},
		{plots.Decimals(5), 0, 0.08, []string{"0.00", "0.02", "0.04", "0.06", "0.08"}},
		{plots.Percent(5), 0.9, 1, []string{"90 %", "92 %", "94 %", "96 %", "98 %", "100 %"}},
		{plots.Percent(5), 0.98, 1, []string{"98.0 %", "98.5 %", "99.0 %", "99.5 %", "100.0 %"}},
	} {
		got := labels(c.ticker.Ticks(c.lo, c.hi))
		if len(got) != len(c.want) {
			t.Errorf("%T from %g to %g: %q, want %q", c.ticker, c.lo, c.hi, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%T from %g to %g: %q, want %q", c.ticker, c.lo, c.hi, got, c.want)
				break
			}
		}
	}
}

func TestThinKeepsTheEndsAndTheSwings(t *testing.T) {
	points := make(plotter.XYs, 10000)
	for i := range points {
		points[i] = plotter.XY{X: float64(i), Y: math.Sin(float64(i))}
	}
	thin := plots.Thin(points)
	if len(thin) > 302 {
		t.Fatalf("%d points are left", len(thin))
	}
	if thin[0] != points[0] || thin[len(thin)-1] != points[len(points)-1] {
		t.Error("an end is missing")
	}
	lo, hi := 0.0, 0.0
	for i, p := range thin {
		lo, hi = min(lo, p.Y), max(hi, p.Y)
		if i > 0 && p.X <= thin[i-1].X {
			t.Fatal("the points are out of order")
		}
	}
	if lo > -0.99 || hi < 0.99 {
		t.Errorf("the swings from -1 to 1 have become %g to %g", lo, hi)
	}
	if short := points[:100]; len(plots.Thin(short)) != 100 {
		t.Error("few points are thinned")
	}
}

func BenchmarkRun(b *testing.B) {
	history := curve(30)
	for b.Loop() {
		if _, err := run(history, 30).Figure(plots.Light()).Image(800, 400, 96); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSmallPicturesEnd: a window may be squeezed to nothing. Each size is drawn or
// refused; none keeps the drawing goroutine for ever.
func TestSmallPicturesEnd(t *testing.T) {
	figure := run(curve(20), 20).Figure(plots.Light())
	drawn := 0
	for w := 1; w < 250; w += 4 {
		for h := 1; h < 250; h += 40 {
			if img, err := figure.Image(w, h, 96); err == nil {
				drawn++
				if img.Rect.Dx() != w || img.Rect.Dy() != h {
					t.Errorf("%d×%d became %v", w, h, img.Rect)
				}
			}
		}
	}
	if drawn == 0 {
		t.Error("nothing was drawn in any size")
	}
}
