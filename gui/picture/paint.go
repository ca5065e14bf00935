package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
	"digitpad/training/dataset"
	"digitpad/training/typeset"
)

// DrawText sets text with its left end at x and its baseline at y, and returns its width.
func DrawText(img *image.RGBA, text string, x, y, em float64, c color.Color) float64 {
	f := typeset.Layout(inLine(text))
	f.Draw(img, x, y, em, func(string) color.Color { return c })
	return f.Width * em
}

// DrawTextLeftOf sets text with its right end at x.
func DrawTextLeftOf(img *image.RGBA, text string, x, y, em float64, c color.Color) {
	f := typeset.Layout(inLine(text))
	f.Draw(img, x-f.Width*em, y, em, func(string) color.Color { return c })
}

// TextWidth is how wide DrawText sets a text.
func TextWidth(text string, em float64) float64 { return typeset.Layout(inLine(text)).Width * em }

// FillDisk paints a disk with a soft edge.
func FillDisk(img *image.RGBA, x, y, radius float64, c color.Color) {
	r, g, b, a := c.RGBA()
	for py := int(y - radius - 1); py <= int(y+radius+1); py++ {
		for px := int(x - radius - 1); px <= int(x+radius+1); px++ {
			if cover := min(max(radius+0.5-math.Hypot(float64(px)+0.5-x, float64(py)+0.5-y), 0), 1); cover > 0 && image.Pt(px, py).In(img.Rect) {
				s := func(v uint32) uint16 { return uint16(cover * float64(v)) }
				draw.Draw(img, image.Rect(px, py, px+1, py+1), image.NewUniform(color.RGBA64{s(r), s(g), s(b), s(a)}), image.Point{}, draw.Over)
			}
		}
	}
}

// inLine is a text with its superscripts, which the font has as digits only, set as such.
func inLine(text string) typeset.Node {
	const raised, digits = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789"
	var row typeset.Row
	for text != "" {
		i := strings.IndexAny(text, raised)
		if i <= 0 { // without a sign before it there is nothing to raise
			return append(row, typeset.O(text))
		}
		before, rest := text[:i], strings.TrimLeft(text[i:], raised)
		power := strings.Map(func(r rune) rune {
			return []rune(digits)[slices.Index([]rune(raised), r)]
		}, text[i:len(text)-len(rest)])
		row, text = append(row, typeset.Super(typeset.O(before), typeset.O(power))), rest
	}
	return row
}

// FillRect paints a rectangle.
func FillRect(img *image.RGBA, x0, y0, x1, y1 float64, c color.Color) {
	draw.Draw(img, image.Rect(int(x0+0.5), int(y0+0.5), int(x1+0.5), int(y1+0.5)), image.NewUniform(c), image.Point{}, draw.Over)
}

// DrawLine paints a line.
func DrawLine(img *image.RGBA, x0, y0, x1, y1 float64, c color.Color) {
	steps := int(max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
	for i := range steps + 1 {
		t := float64(i) / float64(steps)
		img.Set(int(x0+t*(x1-x0)), int(y0+t*(y1-y0)), c)
	}
}

// DrawNumbers paints numbers of an image, so many in a row, each in a square: those above 0
// in the colour of what is positive, the full one at limit, those below in the other.
func DrawNumbers(img *image.RGBA, numbers []float64, at image.Point, cell int, limit float64) {
	zero := theme.Color(ui.ColorTrack)
	positive, negative := Ramp(zero, theme.Color(theme.ColorNamePrimary)), Ramp(zero, theme.Color(theme.ColorNameError))
	for p, v := range numbers {
		colors := &positive
		if v < 0 {
			v, colors = -v, &negative
		}
		level := 0
		if limit > 0 {
			level = int(min(v/limit, 1) * (RampSteps - 1))
		}
		FillSquare(img, at.Add(image.Pt(p%dataset.Side*cell, p/dataset.Side*cell)), cell, colors[level])
	}
}

// DrawPixels paints an input as ink on paper.
func DrawPixels(img *image.RGBA, numbers []float64, at image.Point, cell int) {
	colors := Ramp(theme.Color(ui.ColorPaper), theme.Color(ui.ColorInk))
	for p, v := range numbers {
		FillSquare(img, at.Add(image.Pt(p%dataset.Side*cell, p/dataset.Side*cell)), cell, colors[int(min(v, 1)*(RampSteps-1))])
	}
}

// RampSteps is how many colours lie between two, both included.
const RampSteps = 64

// Ramp is the colours from one to another.
func Ramp(from, to color.Color) (colors [RampSteps]color.RGBA) {
	for i := range colors {
		colors[i] = color.RGBAModel.Convert(MixColors(from, to, float64(i)/(RampSteps-1))).(color.RGBA)
	}
	return colors
}

// square paints a square.
func FillSquare(img *image.RGBA, at image.Point, side int, c color.RGBA) {
	r := image.Rectangle{at, at.Add(image.Pt(side, side))}.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, c.A
		}
	}
}
