package plots_test

import (
	"image"
	"image/color"
	"testing"

	"digitpad/training/plots"
)

// Each picture is in its place, and its caption below.
func TestSheet(t *testing.T) {
	var tiles []plots.Tile
	for k := range 5 {
		m := image.NewGray(image.Rect(10, 10, 10+20+k, 10+30))
		m.SetGray(10+k, 10, color.Gray{Y: 255})
		tiles = append(tiles, plots.Tile{Picture: m, Caption: "7"})
	}
	sheet := plots.Sheet(tiles, 3)
	w, h := sheet.Rect.Dx()/3, sheet.Rect.Dy()/2
	if w < 24 || h < 40 {
		t.Fatalf("a tile has %d×%d pixels", w, h)
	}
	for k := range tiles {
		const margin = 4
		x, y := k%3*w+margin, k/3*h+margin
		if sheet.GrayAt(x+k, y).Y != 255 || sheet.GrayAt(x+k, y+1).Y != 0 || sheet.GrayAt(x+19+k, y+29).Y != 0 {
			t.Errorf("picture %d is not there", k)
		}
		dark := 0
		for y := k/3*h + margin + 30; y < (k/3+1)*h; y++ {
			for x := k % 3 * w; x < (k%3+1)*w; x++ {
				if sheet.GrayAt(x, y).Y == 0 {
					dark++
				}
			}
		}
		if dark == 0 {
			t.Errorf("picture %d has no caption", k)
		}
	}
	if empty := plots.Sheet(nil, 3); empty.Rect.Empty() {
		t.Error("a sheet of nothing has no size, and cannot be written")
	}
}
