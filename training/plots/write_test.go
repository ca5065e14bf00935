package plots

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"testing"
)

// A picture needs a pixel each way and a dot an inch.
func TestPicturesNeedRoom(t *testing.T) {
	for _, c := range []struct {
		w, h int
		dpi  float64
		ok   bool
	}{{0, 300, 96, false}, {400, 0, 96, false}, {400, 300, 0.9, false}, {-1, -1, 96, false}, {1, 1, 1, true}, {400, 300, 96, true}} {
		f := Figure{Background: Light().Background}
		if _, err := f.Image(c.w, c.h, c.dpi); (err == nil) != c.ok || err != nil && !strings.Contains(err.Error(), "no room to draw") {
			t.Errorf("%d×%d pixels at %g dpi: %v", c.w, c.h, c.dpi, err)
		}
	}
}

// Files have the size and the background of the figure to their edges, whatever
// the format.
func TestFilesHaveTheFiguresBackground(t *testing.T) {
	s := Dark()
	f := simple(s)
	f.Plots[0].BackgroundColor = nil
	var file bytes.Buffer
	if err := f.Write(&file, ".png", 4, 3); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	size := img.Bounds().Size()
	if size.X != 4*printDPI || size.Y != 3*printDPI {
		t.Errorf("4×3 inches are %v pixels", size)
	}
	wantR, wantG, wantB, _ := s.Background.RGBA()
	for _, x := range []int{0, size.X - 1} {
		for _, y := range []int{0, size.Y - 1} {
			if r, g, b, _ := img.At(x, y).RGBA(); r != wantR || g != wantG || b != wantB {
				t.Errorf("the pixel %d,%d is %v", x, y, img.At(x, y))
			}
		}
	}
	if err := f.Write(&file, ".svg", 4, 3); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`width="288pt"`, `height="216pt"`, fmt.Sprintf("#%02X%02X%02X", wantR>>8, wantG>>8, wantB>>8)} {
		if !strings.Contains(file.String()[:800], want) {
			t.Errorf("an SVG of 4×3 inches begins without %q: %s", want, file.String()[:800])
		}
	}
}

// broken is a disk that is full.
type broken struct{}

var errFull = errors.New("full")

func (broken) Write([]byte) (int, error) { return 0, errFull }

// What cannot be written is an error, in every format and as a table.
func TestWritingFails(t *testing.T) {
	f := simple(Light())
	for _, format := range Formats {
		if err := f.Write(broken{}, format, 4, 3); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format, err)
		}
	}
	if err := f.WriteCSV(broken{}, ','); !errors.Is(err, errFull) {
		t.Errorf("table: %v", err)
	}
	if err := f.WriteCSV(&bytes.Buffer{}, '"'); err == nil {
		t.Error("quotation marks separate fields")
	}
}

// A table for spreadsheets has tabulators.
func TestWriteCSVSeparates(t *testing.T) {
	var b bytes.Buffer
	if err := simple(Light()).WriteCSV(&b, '\t'); err != nil || !strings.HasPrefix(b.String(), "across\t\"up, line\"\n0\t0\n") && !strings.HasPrefix(b.String(), "across\tup, line\n0\t0\n") {
		t.Errorf("%q, %v", b.String(), err)
	}
}
