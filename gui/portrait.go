package gui

import (
	"image"
	"math"

	"fyne.io/fyne/v2/theme"

	"digitpad/network"
	"digitpad/training/ink"
)

// portraits are pictures of numbers, one for each unit of a layer that sees the
// image: its weights, or what they make of an image. All have one scale.
type portraits struct {
	levels [][]uint8 // 28×28 for each unit; zeroLevel is 0, 0 is −limit and 2·zeroLevel is limit
	limit  float32   // what has the full colour; beyond it nothing is stronger
}

// zeroLevel is the level of 0, in the middle of those that there are.
const zeroLevel = 127

// limitSpreads is the limit in multiples of the numbers' root mean square: the
// few numbers beyond it would make all others pale.
const limitSpreads = 3

// portray draws the weights of a layer's units, or, with an image, weight × ink.
// It takes a moment for large layers.
func portray(layer network.Layer, img *ink.Image) portraits {
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
	p := portraits{levels: make([][]uint8, layer.Out)}
	p.limit = roundLimit(limitSpreads * math.Sqrt(squares/float64(max(1, n))))
	all := make([]uint8, layer.Out*layer.In)
	for unit := range layer.Out {
		levels := all[unit*layer.In:][:layer.In:layer.In]
		for pixel := range levels {
			share := weigh(pixel, unit) / p.limit
			levels[pixel] = uint8(zeroLevel + 0.5 + zeroLevel*min(1, max(-1, share)))
		}
		p.levels[unit] = levels
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
func diverging() (colours [2*zeroLevel + 1][4]uint8) {
	zero := theme.Color(colorSurface)
	against, for_ := theme.Color(theme.ColorNameError), theme.Color(theme.ColorNamePrimary)
	for level := range colours {
		end := for_
		if level < zeroLevel {
			end = against
		}
		r, g, b, _ := mix(zero, end, math.Abs(float64(level-zeroLevel))/zeroLevel).RGBA()
		colours[level] = [4]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
	}
	return colours
}

// colourLevels makes a picture of levels, so many in a row.
func colourLevels(levels []uint8, width int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, len(levels)/width))
	colours := diverging()
	for i, level := range levels {
		copy(img.Pix[4*i:], colours[level][:])
	}
	return img
}
