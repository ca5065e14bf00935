package lab

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"digitpad/network/message"
	"digitpad/training/plots"
)

// Up to three charts stand in a row, but for four, which make a square.
func TestFigureSize(t *testing.T) {
	for charts, want := range map[int][2]float64{1: {5, 3.75}, 2: {10, 3.75}, 3: {15, 3.75}, 4: {10, 7.5}, 5: {15, 7.5}, 6: {15, 7.5}, 7: {15, 11.25}} {
		if width, height := FigureSize(charts); [2]float64{width, height} != want {
			t.Errorf("%d charts measure %g×%g inches, want %v", charts, width, height, want)
		}
	}
}

// A logarithmic axis has no place for 0 and below, and a band on it ends above 0.
func TestVisible(t *testing.T) {
	inf := math.Inf(1)
	s := Series{X: []float64{-1, 0, 1, 2, 3, inf}, Y: []float64{1, 2, 0, 4, -5, 6}, Spread: []float64{1, 1, 1, 8, 1, 1}}
	for _, test := range []struct {
		name       string
		logX, logY bool
		x          []float64
		low        float64 // of the point at 2
	}{
		{"linear", false, false, []float64{-1, 0, 1, 2, 3}, 8},
		{"logarithmic x", true, false, []float64{1, 2, 3}, 8},
		{"logarithmic y", false, true, []float64{-1, 0, 2}, 3.6},
		{"both", true, true, []float64{2}, 3.6},
	} {
		p := Chart{X: Axis{Log: test.logX}, Y: Axis{Log: test.logY}}.visible(s)
		var x []float64
		for i, xy := range p.XYs {
			x = append(x, xy.X)
			if bar := p.YErrors[i]; xy.X == 2 && (xy.Y != 4 || !near(bar.Low, test.low) || bar.High != 8) {
				t.Errorf("%s: %v from %v", test.name, xy, bar)
			}
		}
		if !reflect.DeepEqual(x, test.x) {
			t.Errorf("%s shows x = %v, want %v", test.name, x, test.x)
		}
	}
}

// The band goes to the right one spread above the points, and comes back one below.
func TestBandOf(t *testing.T) {
	p := Chart{}.visible(Series{X: []float64{1, 2}, Y: []float64{5, 6}, Spread: []float64{0.5, 2}})
	if got, want := bandOf(p), (plotter.XYs{{X: 1, Y: 5.5}, {X: 2, Y: 8}, {X: 2, Y: 4}, {X: 1, Y: 4.5}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What can be read off a figure are its measured lines, in the colours in which
// they are drawn; theory takes none.
func TestFigureTraces(t *testing.T) {
	s := plots.Light()
	x := []float64{1, 2}
	line := Series{Name: message.New("cost"), Look: Line, X: x, Y: x}
	charts := []Chart{
		{Title: message.New("nothing yet"), Series: []Series{{Name: message.New("none"), Look: Line}}},
		{Title: message.New("names"), X: Axis{Names: []string{"a", "b", "c"}}, Series: []Series{line}},
		{Title: message.New("plane"), Series: []Series{line}, Heat: &Heat{X: x, Y: x, Z: [][]float64{x, x}}},
		{Title: message.New("costs"), Series: []Series{
			{Name: message.New("theory"), Look: Reference, X: x, Y: x},
			line,
			{Name: message.New("Nielsen"), Look: Published, X: x, Y: x},
			{Name: message.New("none"), Look: Line},
			{Name: message.New("other"), Look: Dots, X: []float64{3}, Y: []float64{4}},
		}},
	}
	figure, err := Figure(charts, s)
	if err != nil {
		t.Fatal(err)
	}
	if len(figure.Plots) != 3 {
		t.Errorf("%d charts are drawn, want 3", len(figure.Plots))
	}
	want := []plots.Trace{
		{Plot: 2, Name: "cost", Color: s.Series[0], Points: plotter.XYs{{X: 1, Y: 1}, {X: 2, Y: 2}}},
		{Plot: 2, Name: "other", Color: s.Series[1], Points: plotter.XYs{{X: 3, Y: 4}}},
	}
	if len(figure.Traces) != 2 || !reflect.DeepEqual(figure.Traces, want) {
		t.Errorf("%+v, want %+v", figure.Traces, want)
	}
	if _, err := Figure(charts[:1], s); err == nil {
		t.Error("nothing can be drawn")
	}
	if _, err := Figure([]Chart{{Heat: &Heat{}}}, s); err == nil {
		t.Error("an empty plane can be drawn")
	}
}

// drawn counts the dots of each colour in a picture of one chart, which has no words
// but the numbers on its axes.
func drawn(t *testing.T, c Chart) map[color.Color]int {
	t.Helper()
	figure, err := Figure([]Chart{c}, plots.Light())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := figure.Image(300, 200, 72)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.Color]int{}
	for y := range 200 {
		for x := range 300 {
			counts[color.NRGBAModel.Convert(picture.At(x, y))]++
		}
	}
	return counts
}

// Each measured series has a colour of its own, in their order; theory has none.
func TestSeriesColours(t *testing.T) {
	thick := func(look Look, y float64) Series {
		s := Series{Look: look}
		for i := range 30 {
			s.add(float64(i), y)
		}
		return s
	}
	colours := plots.Light().Series
	for _, test := range []struct {
		name   string
		series []Series
		want   int // colours
	}{
		{"one", []Series{thick(Line, 1)}, 1},
		{"theory first", []Series{thick(Reference, 1), thick(Line, 2)}, 1},
		{"published first", []Series{thick(Published, 1), thick(Dots, 2)}, 1},
		{"one without points", []Series{{Look: Line}, thick(Line, 2)}, 1},
		{"two", []Series{thick(Line, 1), thick(Dots, 2)}, 2},
	} {
		counts := drawn(t, Chart{Series: test.series})
		for i, c := range colours {
			if there := counts[c] > 0; there != (i < test.want) {
				t.Errorf("%s: %d dots of colour %d", test.name, counts[c], i)
			}
		}
	}
}

// A line has its points drawn while they can be told apart, and a band where it has
// spreads; a cloud of dots is drawn finely.
func TestLooks(t *testing.T) {
	wave := func(look Look, count int, spread bool) Chart {
		s := Series{Look: look}
		for i := range count {
			s.add(float64(i), math.Sin(float64(i)))
			if spread {
				s.Spread = append(s.Spread, 0.5)
			}
		}
		return Chart{Series: []Series{s}}
	}
	blue := plots.Light().Series[0]
	ink := func(c Chart) int { return drawn(t, c)[blue] }
	if line, curve := ink(wave(Line, 40, false)), ink(wave(Curve, 40, false)); line <= curve {
		t.Errorf("40 points: %d dots for a line, %d for a curve", line, curve)
	}
	if line, curve := ink(wave(Line, 41, false)), ink(wave(Curve, 41, false)); line != curve {
		t.Errorf("41 points: %d dots for a line, %d for a curve", line, curve)
	}
	if few, many := ink(wave(Dots, 200, false)), ink(wave(Dots, 201, false)); few == 0 || many != 0 {
		t.Errorf("%d dots of full colour for 200 points, %d for 201", few, many)
	}
	for _, look := range []Look{Line, Dots} {
		with, without := drawn(t, wave(look, 5, true)), drawn(t, wave(look, 5, false))
		if reflect.DeepEqual(with, without) {
			t.Errorf("%s: a spread makes no difference", look)
		}
		white := color.NRGBA{0xff, 0xff, 0xff, 0xff}
		if with[white] >= without[white] {
			t.Errorf("%s: %d dots of background with a spread, %d without", look, with[white], without[white])
		}
	}
	if with, without := ink(wave(Dots, 5, true)), ink(wave(Dots, 5, false)); with <= without {
		t.Errorf("%d dots of full colour with bars, %d without", with, without)
	}
	if steps, curve := ink(wave(Steps, 5, false)), ink(wave(Curve, 5, false)); steps <= curve {
		t.Errorf("a staircase has %d dots of full colour, a curve %d", steps, curve)
	}
}

// Lines of the same colour have different dashes.
func TestLineLook(t *testing.T) {
	s := plots.Light()
	for i := range 3 * len(s.Series) {
		for j := range i {
			a, b := lineLook(s, i), lineLook(s, j)
			if a.Color == b.Color && reflect.DeepEqual(a.Dashes, b.Dashes) {
				t.Errorf("lines %d and %d look the same", j, i)
			}
		}
		if want := s.Series[i%len(s.Series)]; lineLook(s, i).Color != want {
			t.Errorf("line %d is %v, want %v", i, lineLook(s, i).Color, want)
		}
	}
}

// An axis of names has room for half a step beside them; a logarithmic one with a
// single value, for an octave to either side.
func TestAxisSet(t *testing.T) {
	p := plot.New()
	Axis{Names: []string{"a", "b", "c"}}.set(&p.X)
	if p.X.Min != -0.5 || p.X.Max != 2.5 {
		t.Errorf("names from %g to %g, want −0.5 to 2.5", p.X.Min, p.X.Max)
	}
	if got, want := p.X.Tick.Marker.Ticks(0, 1), []plot.Tick{{Value: 0, Label: "a"}, {Value: 1, Label: "b"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("marks %v, want %v", got, want)
	}
	for _, test := range []struct{ min, max, wantMin, wantMax float64 }{{3, 3, 1.5, 6}, {3, 4, 3, 4}} {
		p.Y.Min, p.Y.Max = test.min, test.max
		Axis{Log: true}.set(&p.Y)
		if p.Y.Min != test.wantMin || p.Y.Max != test.wantMax {
			t.Errorf("%g to %g is drawn from %g to %g, want %g to %g", test.min, test.max, p.Y.Min, p.Y.Max, test.wantMin, test.wantMax)
		}
	}
}

// A chart's axes are scaled and marked as it says: by decades, at whole numbers, or
// at round ones.
func TestAxesOfAChart(t *testing.T) {
	x := []float64{0.5, 20}
	marks := func(horizontal, vertical Axis) (p *plot.Plot, atX, atY []plot.Tick) {
		p, err := Chart{X: horizontal, Y: vertical, Series: []Series{{Look: Line, X: x, Y: x}}}.plot(plots.Light())
		if err != nil {
			t.Fatal(err)
		}
		return p, p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max), p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max)
	}
	p, decades, whole := marks(Axis{Log: true}, Axis{Whole: true})
	if got, want := p.X.Norm(math.Sqrt(x[0]*x[1])), 0.5; math.Abs(got-want) > 1e-9 {
		t.Errorf("the geometric mean lies at %g of a logarithmic axis", got)
	}
	if got := p.Y.Norm((x[0] + x[1]) / 2); math.Abs(got-0.5) > 1e-9 {
		t.Errorf("the mean lies at %g of an axis of counts", got)
	}
	if want := (plots.Decades{}).Ticks(0.5, 20); !reflect.DeepEqual(decades, want) {
		t.Errorf("a logarithmic axis is marked %v, want %v", decades, want)
	}
	if want := plots.Integers(8).Ticks(0.5, 20); !reflect.DeepEqual(whole, want) {
		t.Errorf("an axis of counts is marked %v, want %v", whole, want)
	}
	if _, round, _ := marks(Axis{}, Axis{}); !reflect.DeepEqual(round, plots.Decimals(6).Ticks(0.5, 20)) {
		t.Errorf("a plain axis is marked %v", round)
	}
	if _, _, names := marks(Axis{}, Axis{Names: []string{"a", "b"}}); len(names) != 2 || names[1].Label != "b" {
		t.Errorf("an axis of names is marked %v", names)
	}
}

// The legend goes where nothing is, the upper right first; where there is something in
// every corner, room is made above it.
func TestPlaceLegend(t *testing.T) {
	type corner struct{ top, left bool }
	at := map[corner][2]float64{{true, false}: {0.9, 0.95}, {true, true}: {0.1, 0.95}, {false, false}: {0.9, 0.05}, {false, true}: {0.1, 0.05}}
	all := []corner{{true, false}, {true, true}, {false, false}, {false, true}}
	for _, test := range []struct {
		name  string
		taken []corner
		want  corner
		grows bool
	}{
		{"nothing", nil, corner{true, false}, false},
		{"upper right", all[:1], corner{true, true}, false},
		{"above", all[:2], corner{false, false}, false},
		{"all but the lower left", all[:3], corner{false, true}, false},
		{"all", all, corner{true, false}, true},
	} {
		for _, log := range []bool{false, true} {
			s := Series{Name: message.New("named"), Look: Dots, X: []float64{0, 1, 0.5, 0.5}, Y: []float64{0.5, 0.5, 0, 1}} // so that the axes reach from 0 to 1
			for _, c := range test.taken {
				s.add(at[c][0], at[c][1])
			}
			if log {
				for i := range s.Y {
					s.Y[i] = math.Pow(10, s.Y[i])
				}
			}
			p, err := Chart{Y: Axis{Log: log}, Series: []Series{s}}.plot(plots.Light())
			if err != nil {
				t.Fatal(err)
			}
			if got := (corner{p.Legend.Top, p.Legend.Left}); got != test.want {
				t.Errorf("%s taken: the legend is at %+v, want %+v", test.name, got, test.want)
			}
			top := p.Y.Norm(s.Y[3])
			if grows := top < 0.95; grows != test.grows || grows && math.Abs(top-0.87) > 1e-9 {
				t.Errorf("%s taken: the highest point stands at %g of the plot", test.name, top)
			}
		}
	}
	// a band that reaches into the last free corner
	s := Series{Name: message.New("named"), Look: Line, X: []float64{0, 0.1, 0.9, 0.9, 0.9}, Y: []float64{0, 0.95, 0.95, 0.3, 1}, Spread: make([]float64, 5)}
	for _, c := range []struct {
		spread float64
		top    bool
	}{{0, false}, {0.29, true}} {
		s.Spread[3] = c.spread
		if p, err := (Chart{Series: []Series{s}}).plot(plots.Light()); err != nil || p.Legend.Top != c.top || p.Legend.Left {
			t.Errorf("a spread of %g: the legend is at top %t, left %t, %v", c.spread, p.Legend.Top, p.Legend.Left, err)
		}
	}
	if p, err := (Chart{Series: []Series{{Look: Dots, X: []float64{0, 1}, Y: []float64{0, 1}}}}).plot(plots.Light()); err != nil || p.Y.Max != 1 {
		t.Errorf("without a legend the axis ends at %g, %v", p.Y.Max, err)
	}
}

// A series keeps the colour of its place from chart to chart, and where the colours
// begin again, dashes and points differ.
func TestPlaces(t *testing.T) {
	style := plots.Light()
	x := []float64{0, 1}
	first := Chart{Series: []Series{{Name: message.New("a"), X: x, Y: x, Place: 1}, {Name: message.New("b"), X: x, Y: x, Place: 2}, {Name: message.New("c"), X: x, Y: x, Place: 3}}}
	second := Chart{Series: []Series{{Name: message.New("c"), X: x, Y: x, Place: 3}, {Name: message.New("d"), X: x, Y: x}}}
	if got, want := second.traces(0, style)[0].Color, first.traces(0, style)[2].Color; got != want {
		t.Errorf("c is %v on one chart and %v on the other", want, got)
	}
	if got, want := second.traces(0, style)[1].Color, lineLook(style, 3).Color; got != want {
		t.Errorf("d is %v, want %v", got, want)
	}
	seen := map[string]bool{}
	for i := range 2 * len(style.Series) {
		look := lineLook(style, i)
		seen[fmt.Sprintf("%v %v %T", look.Color, look.Dashes, glyphs[i/len(style.Series)])] = true
	}
	if len(seen) != 2*len(style.Series) {
		t.Errorf("of %d series %d look different", 2*len(style.Series), len(seen))
	}
}

// A plane is drawn from rows of y, its shades grow lighter from a middle grey to
// white.
func TestHeat(t *testing.T) {
	grid := heatGrid{&Heat{X: []float64{1, 2, 3}, Y: []float64{5, 6}, Z: [][]float64{{10, 20, 30}, {40, 50, 60}}}}
	if c, r := grid.Dims(); c != 3 || r != 2 || grid.X(2) != 3 || grid.Y(1) != 6 || grid.Z(2, 1) != 60 || grid.Z(0, 1) != 40 {
		t.Errorf("%d×%d, %g, %g", c, r, grid.Z(2, 1), grid.Z(0, 1))
	}
	shades := heatPalette().Colors()
	if len(shades) != 128 || shades[0] != (color.Gray{Y: 0x78}) || shades[127] != (color.Gray{Y: 0xff}) {
		t.Errorf("%d shades from %v to %v", len(shades), shades[0], shades[len(shades)-1])
	}
	for i := 1; i < len(shades); i++ {
		if step := int(shades[i].(color.Gray).Y) - int(shades[i-1].(color.Gray).Y); step < 1 || step > 2 {
			t.Errorf("shade %d is lighter by %d", i, step)
		}
	}
	x := []float64{0, 1}
	dark := drawn(t, Chart{Heat: &Heat{X: x, Y: x, Z: [][]float64{{0, 0}, {0, 1}}}})
	if dark[color.NRGBA{0x78, 0x78, 0x78, 0xff}] < 2*dark[color.NRGBA{0xff, 0xff, 0xff, 0xff}]/3 {
		t.Errorf("three of four fields are low, but %d dots are dark", dark[color.NRGBA{0x78, 0x78, 0x78, 0xff}])
	}
}

// A colour that lets others through keeps its hue.
func TestAlpha(t *testing.T) {
	blue := color.NRGBA{0, 0x72, 0xb2, 0xff}
	if got, want := translucent(blue), (color.NRGBA{0, 0x72, 0xb2, 0x38}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := faint(blue), (color.NRGBA{0, 0x72, 0xb2, 0xa0}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// The limits of a plane's colours are written as the language of the chart writes numbers.
func TestHeatLimitsAreWrittenInTheLanguage(t *testing.T) {
	said := map[any]bool{}
	style := plots.Light()
	style.Translate = func(m message.Message) string {
		for _, arg := range m.Args {
			said[arg] = true
		}
		return m.String()
	}
	x := []float64{0, 1}
	if _, err := (Chart{Heat: &Heat{X: x, Y: x, Z: [][]float64{{0.25, 0.5}, {0.75, 1.5}}}}).plot(style); err != nil {
		t.Fatal(err)
	}
	if !said[0.25] || !said[1.5] {
		t.Errorf("of the limits 0.25 and 1.5 only these were said: %v", said)
	}
}
