package dataset

import "digitpad/network"

// Directions of an image: in each field of a grid, how much of the ink's edges runs in each
// of four directions. What is alike in them are strokes that run alike, wherever exactly
// their pixels lie (C.-L. Liu, K. Nakashima, H. Sako, H. Fujisawa, "Handwritten digit
// recognition: benchmarking of state-of-the-art techniques", Pattern Recognition 36, 2003).
const (
	directionFields = Side / directionStep // along each side
	directionStep   = 2                    // pixels from one field to the next
	directionReach  = 1                    // pixels by which a field reaches into its neighbours
	directionShift  = 5                    // of a field's sum of 16 pixels to a byte

	directions = 4

	// DirectionInputs is how many numbers the directions of an image are.
	DirectionInputs = directions * directionFields * directionFields
)

// AppendDirections appends the directions of an image, 784 bytes, to dst, as
// network.AppendInput does its ink: direction by direction, and in each row by row. The
// gradient by Sobel's operator is split into the two of eight directions that it lies
// between, of which opposite ones count as one.
func AppendDirections(dst network.Input, image []byte) network.Input {
	if len(image) != Pixels {
		panic("dataset: directions are of images of 28×28 pixels")
	}
	var padded [(Side + 2) * (Side + 2)]int32
	for y := range Side {
		row := padded[(y+1)*(Side+2)+1:]
		for x, v := range image[y*Side : (y+1)*Side] {
			row[x] = int32(v)
		}
	}
	var sums [directions][directionFields][directionFields]int32
	for y := range Side {
		above, row, below := padded[y*(Side+2):], padded[(y+1)*(Side+2):], padded[(y+2)*(Side+2):]
		for x := range Side {
			gx := above[x+2] + 2*row[x+2] + below[x+2] - above[x] - 2*row[x] - below[x]
			gy := below[x] + 2*below[x+1] + below[x+2] - above[x] - 2*above[x+1] - above[x+2]
			if gx == 0 && gy == 0 {
				continue
			}
			along, diagonal, straight, slanted := parts(gx, gy)
			top, bottom := fieldsAt(y)
			left, right := fieldsAt(x)
			for i := top; i <= bottom; i++ {
				for j := left; j <= right; j++ {
					sums[along][i][j] += straight
					sums[diagonal][i][j] += slanted
				}
			}
		}
	}
	var bytes [DirectionInputs]byte
	at := 0
	for _, direction := range sums {
		for _, row := range direction {
			for _, sum := range row {
				bytes[at] = byte(min(sum>>directionShift, 255))
				at++
			}
		}
	}
	return network.AppendInput(dst, bytes[:])
}

// parts splits a gradient into one along an axis, 0 for x and 2 for y, and one along a
// diagonal, 1 for x = y and 3 for x = −y, and returns their lengths.
func parts(gx, gy int32) (axis, diagonal int, straight, slanted int32) {
	ax, ay := max(gx, -gx), max(gy, -gy)
	if ax < ay {
		axis = 2
	}
	diagonal = 1
	if gx > 0 != (gy > 0) {
		diagonal = 3
	}
	const root2 = 181 // of 128ths
	return axis, diagonal, max(ax, ay) - min(ax, ay), min(ax, ay) * root2 >> 7
}

// fieldsAt are the first and the last field that a row or a column of pixels counts in.
func fieldsAt(pixel int) (first, last int) {
	return max(0, (pixel-directionReach)/directionStep), min((pixel+directionReach)/directionStep, directionFields-1)
}

// Directions are the examples with the directions of their images for inputs.
// Augmentation changes the images, of which it takes the directions then.
func (d *Dataset) Directions() *Dataset {
	if d.inputs != Pixels || d.images != nil {
		panic("dataset: directions are of images of 28×28 pixels")
	}
	var ink network.Input
	start := make([]uint32, d.Len()+1)
	var image [Pixels]byte
	for i := range d.Len() {
		d.Input(i).Unpack(image[:])
		ink = AppendDirections(ink, image[:])
		start[i+1] = uint32(len(ink))
	}
	return &Dataset{name: d.name, inputs: DirectionInputs, of: d.of, ink: ink, start: start, labels: d.labels, images: d}
}
