package preprocess

import (
	"image"
	"image/color"
	"io"
	"strings"
	"testing"
)

// Each pixel of a picture that was held in any of eight ways is shown where it
// belongs, also of one that does not begin at the origin.
func TestTurned(t *testing.T) {
	stored := image.NewGray(image.Rect(5, 7, 8, 9)) // abc over def
	copy(stored.Pix, "abcdef")
	for held, want := range map[orientation]string{
		topLeft: "abc def", topRight: "cba fed", bottomRight: "fed cba", bottomLeft: "def abc",
		leftTop: "ad be cf", rightTop: "da eb fc", rightBottom: "fc eb da", leftBottom: "cf be ad",
	} {
		m := oriented{stored, held}
		if m.ColorModel() != color.GrayModel {
			t.Errorf("orientation %d: the colours are others", held)
		}
		var rows []string
		for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
			row := ""
			for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
				row += string(rune(m.At(x, y).(color.Gray).Y))
			}
			rows = append(rows, row)
		}
		if got := strings.Join(rows, " "); got != want {
			t.Errorf("orientation %d: %s, want %s", held, got, want)
		}
	}
}

// endless is a file that does not end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// No more of a file is read than a picture of a digit has.
func TestDecodeEnds(t *testing.T) {
	if _, err := Decode(endless{}); err == nil || !strings.Contains(err.Error(), "larger than 64 MB") {
		t.Errorf("an endless file: %v", err)
	}
	if _, err := Decode(io.LimitReader(endless{}, maxPictureBytes)); err == nil || !strings.Contains(err.Error(), "not a picture") {
		t.Errorf("a file of as much as there may be: %v", err)
	}
}
