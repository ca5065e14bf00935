package plots

import (
	"fmt"
	"image"
	"image/color"
	"math/cmplx"
	"slices"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// paper is a canvas that keeps what is drawn on it, so that a test can ask where
// it lies. Lengths are in points, from the lower left corner.
type paper struct {
	pen
	pens   []pen // what Pop goes back to
	words  []word
	lines  []shape
	fills  []shape
	places []draw.Canvas // of the plots
}

type pen struct {
	color  color.Color
	width  vg.Length
	dashes []vg.Length
	turn   complex128 // a point of the plane, turned about the origin, is multiplied by it
}

type word struct {
	text  string
	size  vg.Length
	color color.Color
	box   vg.Rectangle // from the baseline to the top
}

type shape struct {
	pen
	points []vg.Point // a circle has its centre
	radius vg.Length  // of a circle
}

func (p *paper) SetLineWidth(w vg.Length)               { p.width = w }
func (p *paper) SetLineDash(d []vg.Length, _ vg.Length) { p.dashes = slices.Clone(d) }
func (p *paper) SetColor(c color.Color)                 { p.color = c }
func (p *paper) Rotate(angle float64)                   { p.turn *= cmplx.Rect(1, angle) }
func (p *paper) Push()                                  { p.pens = append(p.pens, p.pen) }
func (p *paper) Stroke(path vg.Path)                    { p.lines = append(p.lines, p.shape(path)) }
func (p *paper) Fill(path vg.Path)                      { p.fills = append(p.fills, p.shape(path)) }

func (p *paper) Pop() {
	last := len(p.pens) - 1
	p.pen, p.pens = p.pens[last], p.pens[:last]
}

func (p *paper) FillString(face font.Face, at vg.Point, text string) {
	turned := func(x, y vg.Length) vg.Point {
		z := p.turn * complex(float64(x), float64(y))
		return vg.Point{X: vg.Length(real(z)), Y: vg.Length(imag(z))}
	}
	a, b := turned(at.X, at.Y), turned(at.X+face.Width(text), at.Y+face.Extents().Ascent)
	p.words = append(p.words, word{text, face.Font.Size, p.color, vg.Rectangle{
		Min: vg.Point{X: min(a.X, b.X), Y: min(a.Y, b.Y)}, Max: vg.Point{X: max(a.X, b.X), Y: max(a.Y, b.Y)},
	}})
}

func (p *paper) shape(path vg.Path) shape {
	s := shape{pen: p.pen}
	for _, part := range path {
		switch part.Type {
		case vg.MoveComp, vg.LineComp:
			s.points = append(s.points, part.Pos)
		case vg.ArcComp:
			s.points, s.radius = []vg.Point{part.Pos}, part.Radius
		}
	}
	return s
}

func (p *paper) Translate(vg.Point)                      { panic("no chart moves the origin") }
func (p *paper) Scale(_, _ float64)                      { panic("no chart changes the scale") }
func (p *paper) DrawImage(_ vg.Rectangle, _ image.Image) { panic("no chart has a picture in it") }

// onPaper draws a figure, so many points wide and high.
func onPaper(f *Figure, width, height vg.Length) *paper {
	p := &paper{pen: pen{turn: 1}}
	p.places = f.draw(draw.NewCanvas(p, width, height))
	return p
}

// in is what is drawn in a colour.
func in(c color.Color, shapes []shape) (found []shape) {
	for _, s := range shapes {
		if s.color == c {
			found = append(found, s)
		}
	}
	return found
}

// upright is the lines from the bottom to the top of a plot's data, by their x.
func (p *paper) upright(f *Figure, plot int) (found []shape) {
	data := f.Plots[plot].DataCanvas(p.places[plot])
	for _, l := range p.lines {
		if len(l.points) == 2 && l.points[0].X == l.points[1].X && data.ContainsX(l.points[0].X) &&
			near(l.points[0].Y, data.Min.Y) && near(l.points[1].Y, data.Max.Y) {
			found = append(found, l)
		}
	}
	return found
}

func near(a, b vg.Length) bool { return a-b < 1e-6 && b-a < 1e-6 }

// word is the only one with a text.
func (p *paper) word(t *testing.T, text string) word {
	t.Helper()
	var found []word
	for _, w := range p.words {
		if w.text == text {
			found = append(found, w)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%q is written %d times", text, len(found))
	}
	return found[0]
}

func (w word) String() string { return fmt.Sprintf("%q at %.0f", w.text, w.box) }
