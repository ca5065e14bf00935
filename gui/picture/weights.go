package picture

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/ink"
)

// MixColors is the colour so far on the way from one to another, as a share of 1.
func MixColors(from, to color.Color, share float64) color.Color {
	a, b := color.NRGBAModel.Convert(from).(color.NRGBA), color.NRGBAModel.Convert(to).(color.NRGBA)
	share = min(1, max(0, share))
	between := func(x, y uint8) uint8 { return uint8(float64(x) + share*(float64(y)-float64(x)) + 0.5) }
	return color.NRGBA{between(a.R, b.R), between(a.G, b.G), between(a.B, b.B), between(a.A, b.A)}
}

// Weights are pictures of numbers, one for each unit of a layer that sees the
// image: its weights, or what they make of an image. All have one scale.
type Weights struct {
	Levels [][]uint8 // 28×28 for each unit; zeroLevel is 0, 0 is −limit and 2·zeroLevel is limit
	Limit  float32   // what has the full colour; beyond it nothing is stronger
}

// ZeroLevel is the level of 0, in the middle of those that there are.
const ZeroLevel = 127

// limitSpreads is the limit in multiples of the numbers' root mean square: the
// few numbers beyond it would make all others pale.
const limitSpreads = 3

// NewWeights draws the weights of a layer's units, or, with an image, weight × ink.
// It takes a moment for large layers.
func NewWeights(layer network.Layer, img *ink.Image) Weights {
	weigh := func(pixel, unit int) float32 {
		w := layer.W[pixel*layer.Stride+unit]
		if img != nil {
			w *= float32(img[pixel]) / 255
		}
		return w
	}
	squares, n := 0.0, 0
	for pixel := range layer.In {
		for unit := range layer.Out {
			if w := float64(weigh(pixel, unit)); w != 0 {
				squares += w * w
				n++
			}
		}
	}
	p := Weights{Levels: make([][]uint8, layer.Out)}
	p.Limit = roundLimit(limitSpreads * math.Sqrt(squares/float64(max(1, n))))
	all := make([]uint8, layer.Out*layer.In)
	for unit := range layer.Out {
		levels := all[unit*layer.In:][:layer.In:layer.In]
		for pixel := range levels {
			share := weigh(pixel, unit) / p.Limit
			levels[pixel] = uint8(ZeroLevel + 0.5 + ZeroLevel*min(1, max(-1, share)))
		}
		p.Levels[unit] = levels
	}
	return p
}

// roundLimit rounds a limit up to two digits, so that it can be read and does
// not tremble while a network learns. Where all numbers are 0 any limit will do.
func roundLimit(v float64) float32 {
	if v == 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(v))-1)
	return float32(math.Ceil(v/unit) * unit)
}

// diverging are the colours of the levels in the theme of the moment: what
// speaks against in vermilion, what speaks for in blue, nothing as the surface.
func diverging() (colours [2*ZeroLevel + 1][4]uint8) {
	zero := theme.Color(ui.ColorSurface)
	against, for_ := theme.Color(theme.ColorNameError), theme.Color(theme.ColorNamePrimary)
	for level := range colours {
		end := for_
		if level < ZeroLevel {
			end = against
		}
		r, g, b, _ := MixColors(zero, end, math.Abs(float64(level-ZeroLevel))/ZeroLevel).RGBA()
		colours[level] = [4]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
	}
	return colours
}

// ColorLevels makes a picture of levels, so many in a row.
func ColorLevels(levels []uint8, width int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, len(levels)/width))
	colours := diverging()
	for i, level := range levels {
		copy(img.Pix[4*i:], colours[level][:])
	}
	return img
}
