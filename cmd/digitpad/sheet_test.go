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
	sheet := contactSheet(data, make([]evaluate.Prediction, n), examples)
	if got, want := sheet.Bounds(), image.Rect(0, 0, sheetAcross*sheetWidth, sheetImages/sheetAcross*sheetHeight); got != want {
		t.Fatalf("the sheet is %v, want %v", got, want)
	}
	for _, k := range []int{0, 13, sheetImages - 1} {
		pixel := examples[k]
		x := k%sheetAcross*sheetWidth + 4 + pixel%dataset.Side*sheetZoom + 1
		y := k/sheetAcross*sheetHeight + 4 + pixel/dataset.Side*sheetZoom + 1
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
