package segment_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/synth"
)

// brushes are the pad's thinnest, its usual and its widest, in pad units.
var brushes = []struct {
	name  string
	width float64
}{{"thin", 0.03}, {"normal", ink.Brush}, {"thick", 0.15}}

// sideBySide are digits of one height, with so much paper between the ink of each and
// the next. Narrow digits have that share of their width.
func sideBySide(digits []ink.Drawing, height, narrow, brush, paper float64) (number ink.Drawing) {
	x := 0.05
	for _, d := range digits {
		b := d.Bounds()
		scale := height / max(b.MaxY-b.MinY, 0.6*(b.MaxX-b.MinX))
		for _, s := range d {
			moved := ink.Stroke{Width: brush}
			for _, p := range s.Points {
				moved.Points = append(moved.Points, ink.Point{X: x + narrow*scale*(p.X-b.MinX), Y: 0.2 + height + scale*(p.Y-b.MaxY)})
			}
			number = append(number, moved)
		}
		x = number.Bounds().MaxX + brush + paper
	}
	return number
}

// Digits that stand clearly apart are separate digits, however narrow they are: a width of
// the pen between them is enough.
func TestDigitsApartAreSeparate(t *testing.T) {
	reader := newReader(t)
	hands := map[string]func(i int) func(random *rand.Rand) (label int, digit ink.Drawing){
		"synthetic": func(i int) func(*rand.Rand) (int, ink.Drawing) {
			w := synth.NewWriter(92_000 + uint64(i))
			return func(random *rand.Rand) (int, ink.Drawing) {
				label := random.IntN(10)
				return label, w.Draw(label, random.Uint64())
			}
		},
	}
	if os.Getenv("DIGITPAD_DATA") != "" {
		writers := numberWriters(t)
		hands["pens"] = func(i int) func(*rand.Rand) (int, ink.Drawing) {
			mine := writers[i%len(writers)]
			return func(random *rand.Rand) (int, ink.Drawing) {
				s := mine[random.IntN(len(mine))]
				return s.Label, s.Drawing
			}
		}
	}
	for name, hand := range hands {
		for _, brush := range brushes {
			for _, narrow := range []float64{1, 0.6} {
				var drawn, penned struct{ n, parted, right int }
				for i := range share(120, 4) {
					random := rand.New(rand.NewPCG(uint64(i), 78))
					write := hand(i)
					label, digits := "", []ink.Drawing(nil)
					for range 4 {
						k, d := write(random)
						label, digits = label+fmt.Sprint(k), append(digits, d)
					}
					height, gap := max(0.2+0.3*random.Float64(), 2*brush.width), 1+float64(i%3)
					d := sideBySide(digits, height, narrow, brush.width, gap*brush.width)
					check := func(number string, count *struct{ n, parted, right int }) {
						count.n++
						if len(number) == len(label) {
							count.parted++
						} else {
							t.Logf("%s, %.0f pens apart, %.2f high, is read as %s", label, gap, height, number)
						}
						if number == label {
							count.right++
						}
					}
					check(reader.Drawing(d).String(), &drawn)
					if i%5 == 0 {
						check(reader.Picture(synth.NewPaper(d, 30/height, brush.width)).String(), &penned)
					}
				}
				what := fmt.Sprintf("%s, %s pen, %.1f wide", name, brush.name, narrow)
				log(t, what+", parted", drawn.parted, drawn.n)
				log(t, what, drawn.right, drawn.n)
				log(t, what+", on paper, parted", penned.parted, penned.n)
				if drawn.n-drawn.parted > 1+drawn.n/40 || penned.n-penned.parted > 1+penned.n/40 {
					t.Errorf("%s: %d of %d drawings and %d of %d papers are parted", what, drawn.parted, drawn.n, penned.parted, penned.n)
				}
			}
		}
	}
}
