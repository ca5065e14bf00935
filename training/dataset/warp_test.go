package dataset

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// inkAt is a pixel of an image, blank outside.
func inkAt(image *[Pixels]float32, x, y int) float64 {
	if x < 0 || y < 0 || x >= Side || y >= Side {
		return 0
	}
	return float64(image[y*Side+x])
}

// keys is the kernel of cubic convolution at a distance in pixels (Keys 1981, equation 15).
func keys(s float64) float64 {
	switch s = math.Abs(s); {
	case s < 1:
		return 1.5*s*s*s - 2.5*s*s + 1
	case s < 2:
		return -0.5*s*s*s + 2.5*s*s - 4*s + 2
	}
	return 0
}

// The ink between pixels is what the kernel makes of all of them, also at the edge,
// beyond which all is blank.
func TestInkBetweenPixels(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	positions := [][2]float64{{-1, 5}, {5, -1}, {28, 5}, {5, 28}, {-0.5, 5}, {5, -0.5}, {27.5, 5}, {5, 27.5}, {27, 27}, {26, 26}, {0, 0}, {-0.5, -0.5}, {-2, 5}, {5, -2}, {-1.75, 5}, {5, 28.75}, {29, 5}, {5, 29}, {math.NaN(), 5}}
	for range 2000 {
		positions = append(positions, [2]float64{34*random.Float64() - 3, 34*random.Float64() - 3})
	}
	full, patch := func(int, int) bool { return true }, func(x, y int) bool { return x > 4 && x < 9 && y > 10 && y < 20 }
	for name, inked := range map[string]func(x, y int) bool{"full": full, "patch": patch} {
		var s Deformer
		for i := range s.Ink {
			if inked(i%Side, i/Side) {
				s.Ink[i] = float32(1 + random.IntN(255))
			}
		}
		s.frame()
		for _, p := range positions {
			x, y := float64(float32(p[0])), float64(float32(p[1]))
			want := 0.0
			for i, v := range s.Ink {
				want += float64(v) * keys(x-float64(i%Side)) * keys(y-float64(i/Side))
			}
			if got := float64(s.at(float32(x), float32(y))); math.Abs(got-want) > 1e-3 {
				t.Fatalf("%s: at (%g, %g) is %g, want %g", name, x, y, got, want)
			}
		}
	}
}

// A stroke that moves by half a pixel keeps more of its peak than the 192 of 255 that it would
// have in proportion between pixels.
func TestWarpKeepsStrokesSharp(t *testing.T) {
	var s Deformer
	for y := 4; y < 24; y++ {
		for x, v := range map[int]float32{13: 128, 14: 255, 15: 128} {
			s.Ink[y*Side+x] = v
		}
	}
	var dst [Pixels]byte
	s.Warp(dst[:], 1, 0, 0, 1, Centre-0.5, Centre)
	if peak := dst[14*Side+14]; peak != 207 { // 9/16 of 255 and of 128, less 1/16 of 128 and of 0
		t.Errorf("half a pixel beside, a stroke of 255 has %d left, want 207", peak)
	}
}

// A warp by whole pixels and quarter turns moves each pixel to where the matrix
// says.
func TestWarp(t *testing.T) {
	var s Deformer
	random := rand.New(rand.NewPCG(2, 0))
	for i := range s.Ink {
		s.Ink[i] = float32(random.IntN(256))
	}
	for _, c := range []struct{ xx, xy, yx, yy, mx, my int }{
		{1, 0, 0, 1, Centre, Centre}, // all stays
		{1, 0, 0, 1, Centre - 2, Centre + 3},
		{0, 1, -1, 0, Centre, Centre},
		{2, 0, 0, 3, Centre, Centre},
		{1, 2, 1, 1, Centre, Centre},
	} {
		var dst [Pixels]byte
		s.Warp(dst[:], float32(c.xx), float32(c.xy), float32(c.yx), float32(c.yy), float32(c.mx), float32(c.my))
		for i, v := range dst {
			x, y := i%Side-Centre, i/Side-Centre
			if want := inkAt(&s.Ink, c.xx*x+c.xy*y+c.mx, c.yx*x+c.yy*y+c.my); float64(v) != want {
				t.Fatalf("%+v: pixel (%d, %d) is %d, want %g", c, i%Side, i/Side, v, want)
			}
		}
	}
	s.dx[5], s.dy[5] = 1, 2
	var dst [Pixels]byte
	s.Warp(dst[:], 1, 0, 0, 1, Centre, Centre)
	if want := inkAt(&s.Ink, 6, 2); float64(dst[5]) != want {
		t.Errorf("displaced, pixel 5 is %d, want %g", dst[5], want)
	}
}

// Ink is rounded to whole numbers and stays within a byte.
func TestWarpRounds(t *testing.T) {
	for ink, want := range map[float32]byte{-3: 0, 0: 0, 1.25: 1, 1.75: 2, 254.75: 255, 255: 255, 300: 255} {
		s := Deformer{}
		s.Ink[0] = ink
		var dst [Pixels]byte
		s.Warp(dst[:], 1, 0, 0, 1, Centre, Centre)
		if dst[0] != want {
			t.Errorf("ink %g becomes %d, want %d", ink, dst[0], want)
		}
	}
}

// Widening by a pixel inks the four neighbours and by half of one goes half the
// way; thinning does the same with the blank around. The frame's rim stays.
func TestWiden(t *testing.T) {
	dot := func(by float64, x, y int) *[Pixels]float32 {
		var s Deformer
		s.Ink[y*Side+x] = 100
		s.Widen(by)
		return &s.Ink
	}
	for _, c := range []struct {
		by          float64
		centre, arm float64
	}{{0, 100, 0}, {1, 100, 100}, {0.5, 100, 50}, {3, 100, 100}, {-1, 0, 0}, {-0.25, 75, 0}} {
		for _, at := range [][2]int{{14, 14}, {2, 2}, {25, 25}} {
			ink := dot(c.by, at[0], at[1])
			for y := range Side {
				for x := range Side {
					want := 0.0
					switch dx, dy := x-at[0], y-at[1]; dx*dx + dy*dy {
					case 0:
						want = c.centre
					case 1:
						want = c.arm
					}
					if got := inkAt(ink, x, y); got != want {
						t.Fatalf("by %g: (%d, %d) beside %v is %g, want %g", c.by, x, y, at, got, want)
					}
				}
			}
		}
	}
	if ink := dot(1, 1, 1); inkAt(ink, 1, 0) != 0 || inkAt(ink, 0, 1) != 0 {
		t.Error("the rim is inked")
	}
	if ink := dot(-1, 0, 0); inkAt(ink, 0, 0) != 100 {
		t.Error("the rim is thinned")
	}
}

// blur is the sum over a box in each row, turned.
func TestBlur(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 0))
	var src, dst [Pixels]float32
	for i := range src {
		src[i] = float32(random.IntN(100)) // whole numbers, so that sums are exact
	}
	blur(dst[:], src[:])
	for y := range Side {
		for x := range Side {
			want := 0.0
			for d := -elasticRadius; d <= elasticRadius; d++ {
				want += inkAt(&src, x+d, y)
			}
			if got := inkAt(&dst, y, x); got != want {
				t.Fatalf("(%d, %d) is %g, want %g", x, y, got, want)
			}
		}
	}
}

// Whatever the number of examples, each is changed on its own: augmented by
// nothing, a data set of several parts is as it was.
func TestAugmentedKeepsTheExamplesApart(t *testing.T) {
	for _, n := range []int{0, 1, 999, 1000, 1001, 2500} {
		d := sampleDigits(t, n)
		same, err := d.Augmented(context.Background(), Augmentation{}, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(same.ink, d.ink) || !slices.Equal(same.start, d.start) || !slices.Equal(same.labels, d.labels) || same.Name() != "digits" {
			t.Errorf("%d examples changed", n)
		}
	}
	d := sampleDigits(t, 20)
	moved, err := Concat("twice", d.Slice(3, 4), d.Slice(3, 4)).Augmented(context.Background(), ModerateAugmentation(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Equal(moved.Input(0), moved.Input(1)) {
		t.Error("two examples change in the same way")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.Augmented(ctx, ModerateAugmentation(), 1, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Each amount is refused above its limit and below 0, and no other is blamed.
func TestAmountsHaveLimits(t *testing.T) {
	for i, amount := range MaxAugmentation().Amounts() {
		if !amount.Valid() {
			t.Errorf("%s: the limit itself is refused", amount.Name)
		}
		for _, wrong := range []float64{math.Nextafter(amount.Max, 99), -1e-9, math.NaN(), math.Inf(1)} {
			var a Augmentation
			*[]*float64{&a.Shift, &a.Rotation, &a.Scale, &a.Shear, &a.Stroke, &a.Elastic}[i] = wrong
			for k, amount := range a.Amounts() {
				if amount.Valid() == (k == i) {
					t.Errorf("%s at %g, which is %s: valid %t", amount.Name, amount.Value, MaxAugmentation().Amounts()[i].Name, amount.Valid())
				}
			}
		}
	}
}

// The elastic warp moves images along x and y by fields of their own: one for both would
// only move ink along the diagonal.
func TestElasticFieldsDiffer(t *testing.T) {
	var s Deformer
	var src, dst [Pixels]byte
	s.apply(Augmentation{Elastic: 1}, dst[:], src[:], rand.New(rand.NewPCG(3, 0)))
	var xx, yy, xy float64
	for i := range s.dx {
		x, y := float64(s.dx[i]), float64(s.dy[i])
		xx, yy, xy = xx+x*x, yy+y*y, xy+x*y
	}
	for name, sum := range map[string]float64{"dx": xx, "dy": yy} {
		if deviation := math.Sqrt(sum / Pixels); math.Abs(deviation-1) > 1e-3 {
			t.Errorf("%s has a deviation of %g pixels, want 1", name, deviation)
		}
	}
	if correlation := xy / math.Sqrt(xx*yy); math.Abs(correlation) > 0.5 {
		t.Errorf("dx and dy correlate by %.2f", correlation)
	}
}
