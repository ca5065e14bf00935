package segment_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"digitpad/training/synth"
)

// An upright line much thinner than the pen is what is left of a ruled line, and no 1; one as
// thick as the pen is.
func TestAHairlineIsNoDigit(t *testing.T) {
	reader := newReader(t)
	for _, c := range []struct {
		width int // pixels, where the pen has 6
		want  string
	}{{1, "9"}, {2, "9"}, {5, "91"}, {7, "91"}} {
		d := at(synth.NewWriter(3).Draw(9, 0), .1, .1, .25)
		paper := synth.NewPaper(d, 300, .02)
		page := image.NewGray(image.Rect(0, 0, paper.Bounds().Dx()+30, paper.Bounds().Dy()))
		draw.Draw(page, page.Rect, image.NewUniform(color.Gray{Y: 240}), image.Point{}, draw.Src)
		draw.Draw(page, paper.Bounds(), paper, image.Point{}, draw.Src)
		x := paper.Bounds().Dx() + 4
		draw.Draw(page, image.Rect(x, 18, x+c.width, paper.Bounds().Dy()-18), image.NewUniform(color.Gray{Y: 20}), image.Point{}, draw.Src)
		if got := reader.Picture(page).String(); got != c.want {
			t.Errorf("a 9 beside a line of %d pixels is read as %q, not %q", c.width, got, c.want)
		}
	}
}
