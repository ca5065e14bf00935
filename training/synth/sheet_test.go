package synth

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"digitpad/training/ink"
)

var update = flag.Bool("update", false, "write the golden files anew")

const sheetFile = "../../docs/synthetic-digits.png"

// sheet shows ten digits of each of 24 writers, enlarged twice, dark on white.
func sheet() *image.Gray {
	const zoom, across, down = 2, 30, 16
	m := image.NewGray(image.Rect(0, 0, across*ink.Side*zoom, down*ink.Side*zoom))
	for row := range down {
		for column := range across {
			w := NewWriter(uint64(row*across/10 + column/10))
			digit := w.Image(column%10, 0)
			for y := range ink.Side * zoom {
				for x := range ink.Side * zoom {
					v := digit[y/zoom*ink.Side+x/zoom]
					m.SetGray(column*ink.Side*zoom+x, row*ink.Side*zoom+y, color.Gray{255 - v})
				}
			}
		}
	}
	return m
}

func TestSheet(t *testing.T) {
	if *update {
		f, err := os.Create(sheetFile)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, sheet()); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	w := NewWriter(1)
	b.Run("strokes", func(b *testing.B) {
		for i := uint64(0); b.Loop(); i++ {
			w.Draw(int(i%10), i)
		}
	})
	b.Run("images", func(b *testing.B) {
		for i := uint64(0); b.Loop(); i++ {
			w.Image(int(i%10), i)
		}
	})
}
