package main

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// A contact sheet shows each mistake's image in its place, and no more than fit.
func TestContactSheet(t *testing.T) {
	const n = 130
	images := make([]byte, n*dataset.Pixels)
	for i := range n {
		images[i*dataset.Pixels+i] = 255 // one pixel, another in each image
	}
	data, err := dataset.New("dots", images, make([]byte, n))
	if err != nil {
		t.Fatal(err)
	}
	examples := make([]int, n)
	for k := range examples {
		examples[k] = n - 1 - k
	}
	m, err := new(model).forImages(new(console))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := newReader(m)
	if err != nil {
		t.Fatal(err)
	}
	sheet := contactSheet(reader, data, make([]evaluate.Prediction, n), examples)
	w, h := sheet.Bounds().Dx()/sheetAcross, sheet.Bounds().Dy()/(sheetImages/sheetAcross)
	if w < dataset.Side*sheetZoom || h < dataset.Side*sheetZoom || w > 2*dataset.Side*sheetZoom || h > 2*dataset.Side*sheetZoom {
		t.Fatalf("%d×%d pixels are a tile", w, h)
	}
	for _, k := range []int{0, 13, sheetImages - 1} {
		pixel := examples[k]
		x := k%sheetAcross*w + 4 + pixel%dataset.Side*sheetZoom + 1
		y := k/sheetAcross*h + 4 + pixel/dataset.Side*sheetZoom + 1
		if sheet.At(x, y) != (color.Gray{0}) || sheet.At(x+sheetZoom, y) != (color.Gray{255}) {
			t.Errorf("picture %d is not that of example %d", k, pixel)
		}
	}
}

// eval --sheet draws the mistakes, also when there are none.
func TestEvalSheet(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sheet.png")
	if code, _, err := digitpad(t, "eval", "--data", smallDataset(t), "--sheet", file); code != exitDone {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, format, err := image.Decode(f); err != nil || format != "png" {
		t.Errorf("%s: %v", format, err)
	}
}
