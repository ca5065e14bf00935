package plots

import (
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// Tile is a picture with a line of text below it.
type Tile struct {
	Picture image.Image // of any size; it is not scaled
	Caption string      // in ASCII
}

// The measures of a sheet, in pixels.
const (
	sheetMargin  = 4  // around each picture
	sheetCaption = 16 // height of a caption
	sheetLetter  = 7  // width of its letters
)

// Sheet lays tiles out in rows, so many across, from left to right and from top to bottom.
// All have the size of the largest.
func Sheet(tiles []Tile, across int) *image.Gray {
	w, h := 0, 0
	for _, t := range tiles {
		size := t.Picture.Bounds().Size()
		w, h = max(w, size.X, sheetLetter*len(t.Caption)), max(h, size.Y)
	}
	w, h = w+2*sheetMargin, h+2*sheetMargin+sheetCaption
	rows := max((len(tiles)+across-1)/across, 1)
	sheet := image.NewGray(image.Rect(0, 0, across*w, rows*h))
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	for k, t := range tiles {
		at := image.Pt(k%across*w+sheetMargin, k/across*h+sheetMargin)
		b := t.Picture.Bounds()
		draw.Draw(sheet, image.Rectangle{at, at.Add(b.Size())}, t.Picture, b.Min, draw.Over)
		caption := font.Drawer{
			Dst: sheet, Src: image.Black, Face: basicfont.Face7x13,
			Dot: fixed.P(at.X, k/across*h+h-sheetMargin-2),
		}
		caption.DrawString(t.Caption)
	}
	return sheet
}
