package typeset

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// norm is ‖y − a‖², with a term of its own for each letter.
var norm = Super(Fence("‖", Row{Term("target", V("y")), Bin("−"), Term("activation", V("a"))}, "‖"), O("2"))

// formulas use every kind of node.
var formulas = map[string]Node{
	"cost":     Row{V("C"), Fence("(", Row{V("W"), Comma(), V("b")}, ")"), Rel("="), Frac(O("1"), Row{O("2"), V("n")}), Sum(V("x")), norm},
	"gradient": Row{O("∇"), V("C"), Rel("="), Fence("(", Row{Frac(Row{O("∂"), V("C")}, Row{O("∂"), Sub(V("v"), O("1"))}), Comma(), O("…")}, ")")},
	"update":   Lines{Row{V("w"), Rel("→"), SubSuper(V("w"), V("k"), Prime)}, Row{B("v"), Rel("→"), B("v"), O("if"), V("η"), Rel("≤"), V("ε")}},
	"mean":     Row{Frac(O("1"), V("m")), SumTo(Row{V("i"), Rel("="), O("1")}, V("m")), V("h")},
}

func black(string) color.Color { return color.Black }

// picture draws a formula with a margin of one em around it.
func picture(f *Formula, em float64, ink func(string) color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil((f.Width+2)*em)), int(math.Ceil((f.Height()+2)*em))))
	f.Draw(img, em, (1+f.Ascent)*em, em, ink)
	return img
}

// extent is the smallest rectangle that holds all ink.
func extent(img *image.RGBA) image.Rectangle {
	var r image.Rectangle
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			if img.RGBAAt(x, y).A > 40 {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

// All ink lies where the layout says that the formula is, at any size, and the same
// formula is drawn at each: twice the size is twice as wide and high.
func TestDrawnWhereLaidOut(t *testing.T) {
	for name, n := range formulas {
		f := Layout(n)
		var before image.Rectangle
		for _, em := range []float64{12, 24, 48, 96} {
			ink := extent(picture(f, em, black))
			if ink.Empty() {
				t.Fatalf("%s: nothing is drawn at %g pixels", name, em)
			}
			at := image.Rect(int(em)-1, int(em)-1, int((1+f.Width)*em)+2, int((1+f.Height())*em)+2)
			if !ink.In(at) {
				t.Errorf("%s at %g pixels: ink in %v, laid out in %v", name, em, ink, at)
			}
			if before != (image.Rectangle{}) && (absolute(ink.Dx()-2*before.Dx()) > 5 || absolute(ink.Dy()-2*before.Dy()) > 5) {
				t.Errorf("%s: %v at half the size, %v at %g pixels", name, before.Size(), ink.Size(), em)
			}
			before = ink
		}
	}
}

func absolute(v int) int { return max(v, -v) }

// At the smallest size of letters on a screen, signs are dark enough to be read.
func TestLegible(t *testing.T) {
	for name, n := range formulas {
		img := picture(Layout(n), 14, black)
		darkest := 0
		for i := 3; i < len(img.Pix); i += 4 {
			if img.Pix[i] > 200 {
				darkest++
			}
		}
		if darkest < 20 {
			t.Errorf("%s: only %d pixels are dark", name, darkest)
		}
	}
}

// A point in a term finds it, the innermost one where terms are nested, and its ink
// has the term's colour.
func TestTerms(t *testing.T) {
	f := Layout(Row{Term("cost", Sub(V("C"), Term("input", V("x")))), Rel("="), norm})
	if len(f.Terms) != 4 {
		t.Fatalf("%d terms, want 4: %v", len(f.Terms), f.Terms)
	}
	for _, r := range f.Terms {
		x, y := (r.Left+r.Right)/2, (r.Top+r.Bottom)/2
		if r.Term == "cost" {
			x = r.Left + 0.1
		}
		if got := f.At(x, y); got != r.Term {
			t.Errorf("in the middle of %s stands %q", r.Term, got)
		}
	}
	if got := f.At(-1, 0); got != "" {
		t.Errorf("left of everything stands %q", got)
	}
	red := color.RGBA{255, 0, 0, 255}
	img := picture(f, 40, func(term string) color.Color {
		if term == "target" {
			return red
		}
		return color.Black
	})
	for _, r := range f.Terms {
		found := false
		for y := int((1 + f.Ascent + r.Top) * 40); y < int((1+f.Ascent+r.Bottom)*40); y++ {
			for x := int((1 + r.Left) * 40); x < int((1+r.Right)*40); x++ {
				found = found || img.RGBAAt(x, y) == red
			}
		}
		if found != (r.Term == "target") {
			t.Errorf("red ink in %s: %v", r.Term, found)
		}
	}
}

// Subscripts hang, superscripts rise, and what is over a fraction's line is above it.
func TestPlaces(t *testing.T) {
	at := func(f *Formula, name string) Region {
		for _, r := range f.Terms {
			if r.Term == name {
				return r
			}
		}
		t.Fatal("no term", name)
		return Region{}
	}
	scripts := Layout(SubSuper(Term("base", V("x")), Term("sub", V("k")), Term("super", O("2"))))
	base, sub, super := at(scripts, "base"), at(scripts, "sub"), at(scripts, "super")
	if sub.Bottom <= base.Bottom || super.Top >= base.Top || sub.Left < base.Right || super.Bottom > sub.Top+0.1 {
		t.Errorf("base %v, subscript %v, superscript %v", base, sub, super)
	}
	fraction := Layout(Frac(Term("over", V("a")), Term("under", V("b"))))
	if over, under := at(fraction, "over"), at(fraction, "under"); over.Bottom >= -axis || under.Top <= -axis {
		t.Errorf("over %v, under %v", over, under)
	}
	lines := Layout(Lines{Term("first", V("a")), Term("second", V("b"))})
	if first, second := at(lines, "first"), at(lines, "second"); first.Bottom >= second.Top || first.Left != second.Left {
		t.Errorf("first line %v, second %v", first, second)
	}
	if high, low := Layout(Fence("(", Frac(V("a"), V("b")), ")")), Layout(Fence("(", V("a"), ")")); high.Height() < 1.5*low.Height() {
		t.Errorf("a fence around a fraction is %.2f em high, around a letter %.2f", high.Height(), low.Height())
	}
}

// A sign that the font lacks is a mistake of the program.
func TestMissingSign(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a sign that the font lacks was laid out")
		}
	}()
	Layout(O("漢"))
}

func BenchmarkDraw(b *testing.B) {
	f := Layout(formulas["cost"])
	for b.Loop() {
		picture(f, 20, black)
	}
}
