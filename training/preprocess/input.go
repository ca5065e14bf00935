package preprocess

import (
	"image"
	"image/color"

	"digitpad/training/ink"
)

// Input is what a network receives of a picture: 28×28 pixels, light on dark, as they
// are, like an image of MNIST, and any other picture brought into MNIST's frame; see
// Picture.
func Input(picture image.Image) ink.Image {
	bounds := picture.Bounds()
	if bounds.Dx() != ink.Side || bounds.Dy() != ink.Side {
		return Picture(picture)
	}
	var pixels ink.Image
	edge := 0
	for i := range pixels {
		x, y := i%ink.Side, i/ink.Side
		pixels[i] = color.GrayModel.Convert(picture.At(bounds.Min.X+x, bounds.Min.Y+y)).(color.Gray).Y
		if x == 0 || y == 0 || x == ink.Side-1 || y == ink.Side-1 {
			edge += int(pixels[i])
		}
	}
	if edge/(4*(ink.Side-1)) > 127 { // dark on light
		return Picture(picture)
	}
	return pixels
}
