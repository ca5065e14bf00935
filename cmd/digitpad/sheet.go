package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// The measures of a contact sheet, in pixels.
const (
	sheetAcross = 10 // images side by side
	sheetImages = 100
	sheetZoom   = 3
	sheetWidth  = dataset.Side*sheetZoom + 8
	sheetHeight = dataset.Side*sheetZoom + 20 // with the caption
)

// contactSheet shows examples, dark on white, each with its label, what was read
// in it, and the confidence. Of too many it shows the first.
func contactSheet(data *dataset.Dataset, guesses []evaluate.Prediction, examples []int) image.Image {
	examples = examples[:min(len(examples), sheetImages)]
	rows := max((len(examples)+sheetAcross-1)/sheetAcross, 1)
	sheet := image.NewGray(image.Rect(0, 0, sheetAcross*sheetWidth, rows*sheetHeight))
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	var ink [dataset.Pixels]byte
	for k, example := range examples {
		left, top := k%sheetAcross*sheetWidth+4, k/sheetAcross*sheetHeight+4
		data.Input(example).Unpack(ink[:])
		for y := range dataset.Side * sheetZoom {
			for x := range dataset.Side * sheetZoom {
				v := ink[y/sheetZoom*dataset.Side+x/sheetZoom]
				sheet.SetGray(left+x, top+y, color.Gray{255 - v})
			}
		}
		guess := guesses[example]
		caption := font.Drawer{
			Dst: sheet, Src: image.Black, Face: basicfont.Face7x13,
			Dot: fixed.P(left, top+dataset.Side*sheetZoom+12),
		}
		caption.DrawString(fmt.Sprintf("%d as %d %3.0f%%", guess.Label, guess.Predicted, 100*guess.Confidence))
	}
	return sheet
}
