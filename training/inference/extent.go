package inference

import (
	"digitpad/network"
	"digitpad/training/ink"
)

// minExtent is the least extent of a digit's ink in an image, in pixels: half of the
// side that MNIST scales every digit to. A dot has less.
const minExtent = ink.Longer / 2

// extent is the longer side of the box around an image's ink, in pixels.
func extent(x network.Input) int {
	top, left, bottom, right := ink.Side, ink.Side, -1, -1
	for pixel := range x.Pixels() {
		row, col := pixel/ink.Side, pixel%ink.Side
		top, left, bottom, right = min(top, row), min(left, col), max(bottom, row), max(right, col)
	}
	return max(0, bottom-top+1, right-left+1)
}
