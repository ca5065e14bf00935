package segment

import "digitpad/training/ink"

// strokesOf is a drawing in pieces: its strokes.
func strokesOf(d ink.Drawing) source {
	d = d.Ink()
	var pieces []piece
	for i, s := range d {
		box := ink.Drawing{s}.Bounds()
		pieces = append(pieces, piece{box: box, contents: []int{i}, blot: box.Longer() < s.Width})
	}
	drawing := func(contents []int) ink.Drawing {
		digit := make(ink.Drawing, len(contents))
		for i, k := range contents {
			digit[i] = d[k]
		}
		return digit
	}
	return source{
		pieces:  pieces,
		pen:     penOf(d),
		image:   func(contents []int) ink.Image { return drawing(contents).Image() },
		split:   func(p piece, _ float64) []piece { return []piece{p} },
		drawing: drawing,
	}
}

// penOf is the width of the drawing's lines once they are in MNIST's frame: boxes go
// through the middle of lines.
func penOf(d ink.Drawing) float64 {
	tallest := 0.0
	for _, s := range d {
		tallest = max(tallest, height(ink.Drawing{s}.Bounds()))
	}
	return tallest * ink.Pen / ink.Longer
}
