package segment_test

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"

	"digitpad/training/plots"
	"digitpad/training/segment"
)

var sheets = flag.String("sheets", "", "folder in which each test draws its misreadings, as NAME.png")

// misreadings are the pictures that a test reads wrongly, to be looked at.
type misreadings []plots.Tile

// add puts a picture on the sheet, with its label, what is read, the doubt about its most
// doubtful digit, and a question mark where that is not sure.
func (m *misreadings) add(picture image.Image, label string, n segment.Number) {
	const w, h = 180, 84
	b := picture.Bounds()
	scale := min(float64(w)/float64(b.Dx()), float64(h)/float64(b.Dy()))
	small := image.NewGray(image.Rect(0, 0, max(int(scale*float64(b.Dx())), 1), max(int(scale*float64(b.Dy())), 1)))
	draw.ApproxBiLinear.Scale(small, small.Rect, picture, b, draw.Src, nil)
	doubt, unsure := 0.0, ""
	for _, s := range n.Symbols {
		doubt = max(doubt, s.Rejection)
	}
	if n.IsUncertain() {
		unsure = "?"
	}
	*m = append(*m, plots.Tile{Picture: small, Caption: fmt.Sprintf("%s as %q %.2f%s", label, n, doubt, unsure)})
}

// write draws the sheet where the flag asks for it.
func (m misreadings) write(t testing.TB, name string) {
	t.Helper()
	if *sheets == "" {
		return
	}
	f, err := os.Create(filepath.Join(*sheets, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, plots.Sheet(m, 8)); err != nil {
		t.Fatal(err)
	}
}
