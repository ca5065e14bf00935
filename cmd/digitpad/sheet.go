package main

import (
	"fmt"
	"image"
	"image/color"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
	"digitpad/training/plots"
)

const (
	sheetAcross = 10 // images side by side
	sheetImages = 100
	sheetZoom   = 3
)

// contactSheet shows examples, dark on white, each with its label, what was read
// in it, the confidence, and a question mark where the reader is not sure. Of too many it
// shows the first.
func contactSheet(reader *inference.Reader, data *dataset.Dataset, guesses []evaluate.Prediction, examples []int) image.Image {
	var tiles []plots.Tile
	var ink [dataset.Pixels]byte
	for _, example := range examples[:min(len(examples), sheetImages)] {
		input := data.Input(example)
		input.Unpack(ink[:])
		digit := image.NewGray(image.Rect(0, 0, dataset.Side*sheetZoom, dataset.Side*sheetZoom))
		for y := range dataset.Side * sheetZoom {
			for x := range dataset.Side * sheetZoom {
				digit.SetGray(x, y, color.Gray{255 - ink[y/sheetZoom*dataset.Side+x/sheetZoom]})
			}
		}
		guess, doubt := guesses[example], ""
		if !reader.Read(input).Sure {
			doubt = "?"
		}
		tiles = append(tiles, plots.Tile{
			Picture: digit,
			Caption: fmt.Sprintf("%d as %d %3.0f%%%s", guess.Label, guess.Predicted, 100*guess.Confidence, doubt),
		})
	}
	return plots.Sheet(tiles, sheetAcross)
}
