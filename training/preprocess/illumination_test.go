package preprocess

import (
	"image"
	"math"
	"testing"
)

// A picture is a photograph from 64 pixels on, if it is not much narrower than that.
func TestIsPhotograph(t *testing.T) {
	for size, want := range map[image.Point]bool{
		{64, 64}: true, {63, 63}: false, {64, 16}: true, {16, 64}: true, {64, 15}: false, {15, 64}: false, {28, 28}: false,
	} {
		if isPhotograph(image.NewGray(image.Rectangle{Max: size})) != want {
			t.Errorf("a picture of %v is a photograph: %t", size, !want)
		}
	}
}

// Four by four pixels become their mean, those that are left over go.
func TestCoarser(t *testing.T) {
	c := ramp(14, 9, 1, 1, 100).coarser()
	if c.w != 3 || c.h != 2 {
		t.Fatalf("14×9 pixels become %d×%d", c.w, c.h)
	}
	for i, want := range []float32{152.5, 156.5, 160.5, 552.5, 556.5, 560.5} {
		if math.Abs(float64(c.v[i]-want)) > 1e-3 {
			t.Errorf("pixel %d is %g, want %g", i, c.v[i], want)
		}
	}
}

// Between the centres of pixels a plane goes evenly.
func TestBilinear(t *testing.T) {
	p := ramp(4, 3, 5, 1, 10)
	for _, c := range []struct {
		x, y float64
		want float32
	}{
		{0.5, 0.5, 5}, {3.5, 2.5, 28}, {1, 0.5, 5.5}, {0.5, 1, 10}, {2.25, 1.75, 5 + 1.75 + 12.5}, {3.5, 1.5, 18}, {1.5, 2.5, 26},
	} {
		if got := p.bilinear(c.x, c.y); math.Abs(float64(got-c.want)) > 1e-5 {
			t.Errorf("at %g, %g there is %g, want %g", c.x, c.y, got, c.want)
		}
	}
}

// What is made of a pixel's square, by the definition.
func TestSquares(t *testing.T) {
	p := &grayImage{5, 4, []float32{
		3, 1, 4, 1, 5,
		9, 2, 6, 5, 3,
		5, 8, 9, 7, 9,
		3, 2, 3, 8, 4,
	}}
	for _, reach := range []int{1, 2} {
		lightest, darkest, mean := p.extremes(reach, more), p.extremes(reach, less), p.blurred(reach)
		for i := range p.v {
			hi, lo := float32(0), float32(10)
			var rows []float64 // their means: at the edges as far as there are pixels
			for y := max(i/5-reach, 0); y <= min(i/5+reach, 3); y++ {
				row, n := 0.0, 0.0
				for x := max(i%5-reach, 0); x <= min(i%5+reach, 4); x++ {
					v := p.v[y*5+x]
					hi, lo = max(hi, v), min(lo, v)
					row, n = row+float64(v), n+1
				}
				rows = append(rows, row/n)
			}
			want := 0.0
			for _, row := range rows {
				want += row / float64(len(rows))
			}
			if lightest.v[i] != hi || darkest.v[i] != lo || math.Abs(float64(mean.v[i])-want) > 1e-5 {
				t.Errorf("around pixel %d, %d: %g to %g, mean %g; want %g to %g, mean %g",
					i%5, i/5, darkest.v[i], lightest.v[i], mean.v[i], lo, hi, want)
			}
		}
	}
}

// What stands out is lighter or darker than its surroundings, wherever the light
// falls from; a desk at the picture's edge does not count.
func TestInkIsLight(t *testing.T) {
	for _, slope := range []float64{0, 0.004, -0.004} {
		for ink, want := range map[float32]bool{-0.3: false, 0.3: true} {
			p := ramp(40, 60, 0.5, slope, slope/2)
			for x := 10; x < 30; x++ {
				p.v[30*40+x] += ink
			}
			for x := range 40 { // the edge says the opposite
				p.v[x] -= 2 * ink
				p.v[59*40+x] -= 2 * ink
			}
			for y := range 60 {
				p.v[y*40] -= 2 * ink
				p.v[y*40+39] -= 2 * ink
			}
			if p.inkIsLight() != want {
				t.Errorf("ink of %+g on paper that slopes by %g is light: %t", ink, slope, !want)
			}
		}
	}
}

// Of a photograph, whatever its light, the ink is what remains: none beside the
// line, and full in its middle.
func TestLitPaperIsSubtracted(t *testing.T) {
	const w, h = 120, 100
	for name, light := range map[string]func(x, y float64) float64{
		"even":        func(_, _ float64) float64 { return 0.8 },
		"a slope":     func(x, y float64) float64 { return 0.5 + 0.002*x + 0.001*y },
		"off corners": func(x, y float64) float64 { return 0.8 - 0.00004*((x-60)*(x-60)+(y-50)*(y-50)) },
	} {
		for _, negative := range []bool{false, true} {
			p := &grayImage{w, h, make([]float32, w*h)}
			for i := range p.v {
				x, y := i%w, i/w
				v := light(float64(x), float64(y))
				if x >= 30 && x < 90 && y >= 48 && y < 53 {
					v *= 0.4
				}
				if negative {
					v = 1 - v
				}
				p.v[i] = float32(v)
			}
			if !p.subtractIllumination() {
				t.Fatalf("%s, negative %t: there is no ink", name, negative)
			}
			for y := range h {
				for x := range w {
					v := p.at(x, y)
					if inside := x >= 31 && x < 89 && y >= 49 && y < 52; inside && v < 0.85 {
						t.Fatalf("%s, negative %t: the line at %d, %d is %g", name, negative, x, y, v)
					}
					if outside := x < 29 || x > 90 || y < 47 || y > 53; outside && v > 0.3 {
						t.Fatalf("%s, negative %t: the paper at %d, %d is %g", name, negative, x, y, v)
					}
				}
			}
		}
	}
}
