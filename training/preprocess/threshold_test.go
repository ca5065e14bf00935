package preprocess

import (
	"math"
	"testing"
)

// A quantile is the value that a share of the others is below.
func TestQuantile(t *testing.T) {
	for q, want := range map[float64]float32{0: 1, 0.24: 1, 0.25: 2, 0.5: 3, 0.9: 4, 1: 5} {
		if got := quantile([]float32{4, 2, 5, 1, 3}, q); got != want {
			t.Errorf("the %g quantile of 1 to 5 is %g, want %g", q, got, want)
		}
	}
}

// The threshold parts two classes, however unequal.
func TestOtsu(t *testing.T) {
	for _, c := range []struct {
		low, high   float32
		lows, highs int
	}{{0.1, 0.9, 50, 50}, {0.1, 0.9, 990, 10}, {0.3, 0.4, 20, 500}, {-0.5, 2, 90, 10}} {
		var values []float32
		for i := range c.lows {
			values = append(values, c.low+0.004*float32(i%5))
		}
		for i := range c.highs {
			values = append(values, c.high-0.004*float32(i%5))
		}
		if got := otsu(values); got < max(c.low, 0)-0.001 || got >= min(c.high, 1)-0.016 {
			t.Errorf("%d values at %g and %d at %g are parted at %g", c.lows, c.low, c.highs, c.high, got)
		}
	}
	if got := otsu([]float32{0.5, 0.5}); got != 0 {
		t.Errorf("one class is parted at %g", got)
	}
	// three classes: the two that are near each other stay together
	var values []float32
	for i := range 300 {
		values = append(values, []float32{0.1, 0.3, 0.9}[i%3])
	}
	if got := otsu(values); got < 0.29 || got >= 0.89 {
		t.Errorf("0.1, 0.3 and 0.9 are parted at %g", got)
	}
}

// A line on paper that slopes in both directions becomes full ink on blank paper,
// whether it is darker than the paper or lighter.
func TestSubtractPaper(t *testing.T) {
	for _, slope := range [][2]float64{{0, 0}, {0.004, 0}, {0, 0.006}, {-0.003, 0.004}} {
		for _, ink := range []float32{-0.2, 0.2} {
			p := ramp(40, 30, 0.5, slope[0], slope[1])
			for x := 10; x < 30; x++ {
				p.v[12*40+x] += ink
				p.v[13*40+x] += ink
			}
			if !p.subtractBackground() {
				t.Fatalf("ink of %+g on paper that slopes by %v is not seen", ink, slope)
			}
			for i, v := range p.v {
				want := float32(0)
				if x, y := i%40, i/40; x >= 10 && x < 30 && (y == 12 || y == 13) {
					want = 1
				}
				if math.Abs(float64(v-want)) > 0.02 {
					t.Fatalf("slope %v, ink %+g: pixel %d, %d is %g", slope, ink, i%40, i/40, v)
				}
			}
		}
	}
}

// Less than 0.08 of contrast is no ink, and so is anything on a scrap of paper.
func TestSubtractPaperSeesNothing(t *testing.T) {
	for ink, want := range map[float32]bool{0.07: false, 0.09: true} {
		p := ramp(40, 30, 0.5, 0, 0)
		for x := 10; x < 30; x++ {
			p.v[12*40+x] -= ink
		}
		if p.subtractBackground() != want {
			t.Errorf("ink of %g is seen: %t", ink, !want)
		}
	}
	for _, size := range [][2]int{{2, 9}, {9, 2}} {
		p := ramp(size[0], size[1], 1, 0, 0)
		p.v[4] = 0
		if p.subtractBackground() {
			t.Errorf("on %v pixels there is ink", size)
		}
	}
	p := ramp(3, 3, 1, 0, 0)
	p.v[4] = 0
	if !p.subtractBackground() || p.v[4] != 1 || p.v[0] != 0 {
		t.Errorf("on 3×3 pixels the ink is %v", p.v)
	}
}

// The noise of the paper is the median of what its outermost pixels deviate by,
// each of which counts once.
func TestBorderNoise(t *testing.T) {
	for name, c := range map[string]struct {
		loud string // pixels that deviate by 0.3, of 14 on the edge; the others by 0.1
		want float32
	}{
		"half, on the right":      {"..###....#....#...##", 0.1},
		"half, on the left":       {"###..#....#....##...", 0.1},
		"most, below":             {"#....#....#....#####", 0.3},
		"most, above":             {"#####....##....#....", 0.3},
		"all, but for the middle": {".....###...###......", 0.1},
	} {
		p := &grayImage{5, 4, make([]float32, 20)}
		for i, pixel := range c.loud {
			p.v[i] = 0.1
			if pixel == '#' {
				p.v[i] = 0.3 - 0.6*float32(i%2) // above and below
			}
		}
		if got := p.borderNoise(); got < c.want-1e-6 || got > c.want+1e-6 {
			t.Errorf("%s: the noise is %g, want %g", name, got, c.want)
		}
	}
}

// Noise becomes 0, full ink 1, and what lies between in proportion.
func TestStretch(t *testing.T) {
	values := func() *grayImage {
		return &grayImage{10, 1, []float32{-0.1, 0, 0.1, 0.2, 0.4, 0.6, 0.6, 0.6, 0.6, 0.7}}
	}
	p := values()
	if !p.stretch(0.2, 0.08) {
		t.Fatal("there is no ink")
	}
	for i, want := range []float32{0, 0, 0, 0, 0.5, 1, 1, 1, 1, 1} {
		if math.Abs(float64(p.v[i]-want)) > 1e-6 {
			t.Errorf("value %d has become %g, want %g", i, p.v[i], want)
		}
	}
	if values().stretch(0.2, 0.7) {
		t.Error("there is ink of more than 0.7")
	}
	if values().stretch(0.7, 0.08) {
		t.Error("there is ink beyond a noise of 0.7")
	}
}
