package picture_test

import (
	"image"
	"image/color"
	"testing"

	"digitpad/gui/picture"
)

// A power of ten is set with its exponent raised: narrower than in a line, and with ink
// above that of the digits before it.
func TestPowersAreRaised(t *testing.T) {
	draw := func(text string) (width float64, top int) {
		img := image.NewRGBA(image.Rect(0, 0, 200, 60))
		width = picture.DrawText(img, text, 0, 40, 20, color.Black)
		for i := 3; i < len(img.Pix); i += 4 {
			if img.Pix[i] > 0 {
				return width, i / img.Stride
			}
		}
		t.Fatalf("%q leaves nothing", text)
		return 0, 0
	}
	flat, line := draw("1.5·10−14")
	raised, above := draw("1.5·10⁻¹⁴")
	if raised >= flat || above >= line {
		t.Errorf("raised it is %.1f wide and begins at %d, in a line %.1f and %d", raised, above, flat, line)
	}
	if width, _ := draw("1.5·10⁻¹⁴ %"); width <= raised {
		t.Error("what follows the power is not drawn")
	}
}
