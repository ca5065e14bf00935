package segment_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// at moves a drawing by x and y and scales it so that it is so high.
func at(d ink.Drawing, x, y, height float64) ink.Drawing {
	b := d.Bounds()
	scale := height / (b.MaxY - b.MinY)
	var moved ink.Drawing
	for _, s := range d {
		points := make([]ink.Point, len(s.Points))
		for i, p := range s.Points {
			points[i] = ink.Point{X: x + scale*(p.X-b.MinX), Y: y + scale*(p.Y-b.MinY)}
		}
		moved = append(moved, ink.Stroke{Points: points, Width: 0.015})
	}
	return moved
}

// stroke is a line through points.
func stroke(xy ...float64) ink.Drawing {
	s := ink.Stroke{Width: 0.015}
	for i := 0; i < len(xy); i += 2 {
		s.Points = append(s.Points, ink.Point{X: xy[i], Y: xy[i+1]})
	}
	return ink.Drawing{s}
}

// A minus before the number and a point within it are read, on two lines, in reading
// order, from a drawing and from a picture of it.
func TestSignsAndLines(t *testing.T) {
	w := synth.NewWriter(5)
	three := at(w.Draw(3, 0), .18, .1, .2)
	end := three.Bounds().MaxX
	d := slices.Concat(
		stroke(.05, .2, .12, .2), three, stroke(end+.04, .295, end+.042, .297), at(w.Draw(2, 0), end+.08, .1, .2),
		at(w.Draw(7, 0), .1, .5, .2), at(w.Draw(0, 0), .35, .5, .2),
	)
	reader := newReader(t)
	const want = "-3.2\n70"
	if got := reader.Drawing(d).String(); got != want {
		t.Errorf("the drawing is read as %q", got)
	}
	paper := synth.NewPaper(d, 300, 0.02)
	n := reader.Picture(paper)
	if got := n.String(); got != want {
		t.Fatalf("the picture is read as %q", got)
	}
	if n.Digits() != 4 || n.Symbols[0].Activations != nil || len(n.Symbols[1].Activations) != 10 || n.Symbols[4].Line != 1 {
		t.Errorf("the symbols are %+v", n.Symbols)
	}
	// boxes are in the picture's pixels
	last := n.Symbols[5].Box
	b := paper.Box(at(w.Draw(0, 0), .35, .5, .2).Bounds(), 0.02)
	if math.Abs(last.MinX-b.MinX) > 3 || math.Abs(last.MaxY-b.MaxY) > 3 {
		t.Errorf("the last digit is in %+v, want %+v", last, b)
	}
}

// A comma is read as one and is no part of the digit before it, drawn and on paper: one that is
// short or long, leans, and begins above the foot of the digits or at it. A point stays one.
func TestCommas(t *testing.T) {
	reader, rng := newReader(t), rand.New(rand.NewPCG(7, 8))
	const height, pen = .2, .02
	for _, sign := range ",." {
		var drawn, paper, all int
		for i := range share(100, 4) {
			w, digits := synth.NewWriter(40_000+uint64(i)), []int{rng.IntN(10), rng.IntN(10), rng.IntN(10)}
			first := at(w.Draw(digits[0], 0), .05, .3, height)
			x, foot := first.Bounds().MaxX+.02+pen, .5+.02*(rng.Float64()-.5)
			var between ink.Drawing
			if sign == ',' {
				long := height * (.2 + .2*rng.Float64())
				lean, top := long*(.2+.4*rng.Float64()), foot-.12*height*rng.Float64()
				between = stroke(x+lean, top, x+.8*lean, top+.6*long, x, top+long)
			} else {
				between = stroke(x, foot-.01, x+.01*rng.Float64(), foot-.01*rng.Float64())
			}
			second := at(w.Draw(digits[1], 0), between.Bounds().MaxX+.02+pen, .3, height)
			third := at(w.Draw(digits[2], 0), second.Bounds().MaxX+.02+pen, .3, height)
			d := slices.Concat(first, between, second, third)
			want := fmt.Sprintf("%d%c%d%d", digits[0], sign, digits[1], digits[2])
			all++
			if reader.Drawing(d).String() == want {
				drawn++
			}
			if reader.Picture(synth.NewPaper(d, 300, pen)).String() == want {
				paper++
			}
		}
		log(t, fmt.Sprintf("numbers with a %c, drawn", sign), drawn, all)
		log(t, fmt.Sprintf("numbers with a %c, on paper", sign), paper, all)
		if float64(drawn) < 0.95*float64(all)-1 || float64(paper) < 0.9*float64(all)-1 {
			t.Errorf("of %d numbers with a %c %d are read drawn, %d on paper", all, sign, drawn, paper)
		}
	}
}

// Before a number there is no comma, behind it none that counts, and what stands high is none.
func TestWhatIsNoComma(t *testing.T) {
	reader := newReader(t)
	w := synth.NewWriter(5)
	three := at(w.Draw(3, 0), .2, .3, .2)
	end := three.Bounds().MaxX
	two := at(w.Draw(2, 0), end+.09, .3, .2)
	for what, d := range map[string]ink.Drawing{
		"before the number": append(stroke(.16, .48, .14, .54), slices.Concat(three, two)...),
		"behind it":         slices.Concat(three, two, stroke(two.Bounds().MaxX+.05, .48, two.Bounds().MaxX+.03, .54)),
		"as an apostrophe":  slices.Concat(three, stroke(end+.05, .3, end+.04, .35), two),
	} {
		if got := reader.Drawing(d).String(); strings.Contains(got, ",") || what == "behind it" && got != "32" {
			t.Errorf("with a short stroke %s 32 is read as %q", what, got)
		}
	}
}

// The candidates that make up the answer are marked, and so are the cuts.
func TestCandidatesAndCuts(t *testing.T) {
	d := slices.Concat(stroke(.1, .1, .1, .4), stroke(.1, .4, .16, .4), stroke(.2, .1, .28, .1, .22, .4), stroke(.14, .25, .23, .25))
	n := newReader(t).Picture(synth.NewPaper(d, 300, 0.02))
	chosen := 0
	for _, c := range n.Candidates {
		if c.Chosen {
			chosen++
		}
	}
	if len(n.Candidates) < 2 || chosen != n.Digits() {
		t.Errorf("of %d candidates %d are chosen for %d digits", len(n.Candidates), chosen, n.Digits())
	}
	for _, c := range n.Cuts {
		if len(c.Path) < 2 || c.Cost <= 0 {
			t.Errorf("a cut is %+v", c)
		}
	}
}

// Without ink there is nothing to read.
func TestNothing(t *testing.T) {
	reader := newReader(t)
	if n := reader.Drawing(nil); n.String() != "" || !n.IsUncertain() {
		t.Errorf("an empty pad is read as %q", n)
	}
	if n := reader.Picture(synth.NewPaper(stroke(.1, .1), 0, 0)); n.Digits() != 0 {
		t.Errorf("a blank page is read as %q", n)
	}
	if len(segment.NewDrawingPage(nil).Candidates()) != 0 {
		t.Error("an empty pad has candidates")
	}
}

// A digit on its side is not believed, and is read after turning.
func TestTurnedPictures(t *testing.T) {
	reader := newReader(t)
	unsure, right, all := 0, 0, 0
	for i := range share(40, 4) {
		label := []int{2, 3, 4, 5, 7}[i%5]
		d := synth.NewWriter(91_000+uint64(i)).Draw(label, 0)
		upright := reader.Picture(synth.NewPaper(d, 150/d.Bounds().Longer(), 0.1*d.Bounds().Longer()))
		if upright.String() != string(rune('0'+label)) || upright.IsUncertain() {
			continue
		}
		all++
		for k := range d {
			for m, p := range d[k].Points {
				d[k].Points[m] = ink.Point{X: 1 - p.Y, Y: p.X} // clockwise
			}
		}
		n := reader.Picture(synth.NewPaper(d, 150/d.Bounds().Longer(), 0.1*d.Bounds().Longer()))
		if n.IsUncertain() {
			unsure++
		}
		if n.Turned == 270 && n.TurnedNumber == string(rune('0'+label)) {
			right++
		}
	}
	log(t, "turned, not sure", unsure, all)
	log(t, "turned, read after turning", right, all)
	if float64(unsure) < 0.8*float64(all)-1 || float64(right) < 0.6*float64(all)-1 {
		t.Errorf("of %d turned digits %d are unsure, %d read after turning", all, unsure, right)
	}
}

// A digit with a gap across it is one digit, and two lines are two.
func TestBrokenDigits(t *testing.T) {
	reader := newReader(t)
	for _, label := range []int{2, 3, 5, 8} {
		d := at(synth.NewWriter(5).Draw(label, 0), .1, .1, .3)
		paper := synth.NewPaper(d, 300, 0.02)
		b := paper.Box(d.Bounds(), 0.02)
		middle, gap := (b.MinY+b.MaxY)/2, 0.04*(b.MaxY-b.MinY)
		for y := int(middle - gap); y < int(middle+gap); y++ {
			for x := range paper.Rect.Dx() {
				paper.Pix[paper.PixOffset(x, y)] = 240
			}
		}
		if got := reader.Picture(paper).String(); got != string(rune('0'+label)) {
			t.Errorf("a broken %d is read as %q", label, got)
		}
	}
}

// What is small and lies far from the digits, such as the labels of an axis, is none of
// the number.
func TestStraysAreLeftOut(t *testing.T) {
	w := synth.NewWriter(5)
	d := slices.Concat(at(w.Draw(3, 0), .3, .2, .3), at(w.Draw(2, 0), .6, .2, .3),
		at(w.Draw(0, 0), .05, .2, .04), at(w.Draw(7, 0), .05, .45, .04), at(w.Draw(5, 0), .5, .8, .04))
	reader := newReader(t)
	if got := reader.Drawing(d).String(); got != "32" {
		t.Errorf("the drawing is read as %q", got)
	}
	if got := reader.Picture(synth.NewPaper(d, 300, 0.015)).String(); got != "32" {
		t.Errorf("the picture is read as %q", got)
	}
}

// A digit that is much wider than high may be cut in many places, and stays whole.
func TestAWideDigitStaysWhole(t *testing.T) {
	d := stroke(.1, .2, .13, .13, .2, .1, .27, .12, .29, .17, .25, .23, .17, .28, .1, .33, .2, .335, .3, .335, .4, .335, .5, .335)
	n := newReader(t).Picture(synth.NewPaper(d, 400, 0.02))
	if n.String() != "2" || len(n.Cuts) == 0 {
		t.Errorf("it is read as %q with %d cuts", n, len(n.Cuts))
	}
}

// A slash within a 0 is a part of it, also where it ends before the oval, and however the hand
// leans; a square around a 1 is a frame, also if it is a little turned.
func TestASlashWithinAZero(t *testing.T) {
	reader := newReader(t)
	read := func(d ink.Drawing) (all []string) {
		for _, scale := range []float64{100, 300, 900} {
			for _, pen := range []float64{0.02, 0.03, 0.045} {
				all = append(all, reader.Picture(synth.NewPaper(d, scale, pen)).String())
			}
		}
		return all
	}
	for _, lean := range []float64{-0.4, 0, 0.3, 0.5, 0.7, 0.8} { // tangents
		ring := ink.Stroke{Width: 0.015}
		for k := range 41 {
			sin, cos := math.Sincos(float64(k) * math.Pi / 20)
			ring.Points = append(ring.Points, ink.Point{X: .5 + .16*sin + .2*lean*cos, Y: .5 - .2*cos})
		}
		zero := append(stroke(.44-.06*lean, .56, .56+.06*lean, .44), ring)
		for _, got := range read(zero) {
			if got != "0" {
				t.Errorf("a 0 with a slash that leans by %g is read as %q", lean, got)
			}
		}
	}
	for _, turn := range []float64{-0.08, 0, 0.08} {
		at := func(x, y float64) (float64, float64) { return .5 + x - turn*y, .5 + y + turn*x }
		corners := []float64{}
		for _, c := range [][2]float64{{-.2, -.2}, {.2, -.2}, {.2, .2}, {-.2, .2}, {-.2, -.2}} {
			x, y := at(c[0], c[1])
			corners = append(corners, x, y)
		}
		boxed := slices.Concat(stroke(corners...), stroke(.47, .6, .54, .4))
		for _, got := range read(boxed) {
			if got != "1" {
				t.Errorf("a 1 in a frame that is turned by %g is read as %q", turn, got)
			}
		}
	}
}

// A level line and a dot are no numbers, however thin, and are read at once.
func TestALevelLineIsNoNumber(t *testing.T) {
	reader := newReader(t)
	for _, d := range []ink.Drawing{stroke(.1, .5, .9, .5), stroke(.1, .5, .9, .5+1e-9), stroke(.1, .5, .9, .501), stroke(.5, .5), stroke(.5, .5, .5, .5), stroke(.5, .1, .5, .9)} {
		if segment.MayBeNumber(d) {
			t.Errorf("%v may be a number", d[0].Points)
		}
		if n := reader.Drawing(d); n.Digits() > 1 || len(n.Cuts) > 0 {
			t.Errorf("%v is read as %q", d[0].Points, n)
		}
	}
}
