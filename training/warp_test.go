package training

import (
	"bytes"
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

// The ink between pixels is that of the four around, in proportion, also at the
// edge, beyond which all is blank.
func TestInkBetweenPixels(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 0))
	var s augmenter
	for i := range s.ink {
		s.ink[i] = float32(random.IntN(256))
	}
	positions := [][2]float64{{-1, 5}, {5, -1}, {28, 5}, {5, 28}, {-0.5, 5}, {5, -0.5}, {27.5, 5}, {5, 27.5}, {27, 27}, {26, 26}, {0, 0}, {-0.5, -0.5}, {math.NaN(), 5}}
	for range 2000 {
		positions = append(positions, [2]float64{32*random.Float64() - 2, 32*random.Float64() - 2})
	}
	for _, p := range positions {
		x, y := float64(float32(p[0])), float64(float32(p[1]))
		want := 0.0
		if !math.IsNaN(x) {
			i, j := int(math.Floor(x)), int(math.Floor(y))
			fx, fy := x-float64(i), y-float64(j)
			want = (1-fy)*((1-fx)*inkAt(&s.ink, i, j)+fx*inkAt(&s.ink, i+1, j)) +
				fy*((1-fx)*inkAt(&s.ink, i, j+1)+fx*inkAt(&s.ink, i+1, j+1))
		}
		if got := float64(s.at(float32(x), float32(y))); math.Abs(got-want) > 1e-3 {
			t.Fatalf("at (%g, %g) is %g, want %g", x, y, got, want)
		}
	}
}

// A warp by whole pixels and quarter turns moves each pixel to where the matrix
// says.
func TestWarp(t *testing.T) {
	var s augmenter
	random := rand.New(rand.NewPCG(2, 0))
	for i := range s.ink {
		s.ink[i] = float32(random.IntN(256))
	}
	for _, c := range []struct{ xx, xy, yx, yy, mx, my int }{
		{1, 0, 0, 1, middle, middle}, // all stays
		{1, 0, 0, 1, middle - 2, middle + 3},
		{0, 1, -1, 0, middle, middle},
		{2, 0, 0, 3, middle, middle},
		{1, 2, 1, 1, middle, middle},
	} {
		var dst [Pixels]byte
		s.warp(dst[:], float32(c.xx), float32(c.xy), float32(c.yx), float32(c.yy), float32(c.mx), float32(c.my))
		for i, v := range dst {
			x, y := i%Side-middle, i/Side-middle
			if want := inkAt(&s.ink, c.xx*x+c.xy*y+c.mx, c.yx*x+c.yy*y+c.my); float64(v) != want {
				t.Fatalf("%+v: pixel (%d, %d) is %d, want %g", c, i%Side, i/Side, v, want)
			}
		}
	}
	s.dx[5], s.dy[5] = 1, 2
	var dst [Pixels]byte
	s.warp(dst[:], 1, 0, 0, 1, middle, middle)
	if want := inkAt(&s.ink, 6, 2); float64(dst[5]) != want {
		t.Errorf("displaced, pixel 5 is %d, want %g", dst[5], want)
	}
}

// Ink is rounded to whole numbers and stays within a byte.
func TestWarpRounds(t *testing.T) {
	for ink, want := range map[float32]byte{-3: 0, 0: 0, 1.25: 1, 1.75: 2, 254.75: 255, 255: 255, 300: 255} {
		s := augmenter{}
		s.ink[0] = ink
		var dst [Pixels]byte
		s.warp(dst[:], 1, 0, 0, 1, middle, middle)
		if dst[0] != want {
			t.Errorf("ink %g becomes %d, want %d", ink, dst[0], want)
		}
	}
}

// Widening by a pixel inks the four neighbours and by half of one goes half the
// way; thinning does the same with the blank around. The frame's rim stays.
func TestWiden(t *testing.T) {
	dot := func(by float64, x, y int) *[Pixels]float32 {
		var s augmenter
		s.ink[y*Side+x] = 100
		s.widen(by)
		return &s.ink
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
		d := toyData(t, "toy", n, 3)
		same, err := d.Augmented(context.Background(), Augmentation{}, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(same.ink, d.ink) || !slices.Equal(same.start, d.start) || !slices.Equal(same.labels, d.labels) || same.Name() != "toy" {
			t.Errorf("%d examples changed", n)
		}
	}
	d := toyData(t, "toy", 20, 3)
	moved, err := Concat("twice", d.Slice(3, 4), d.Slice(3, 4)).Augmented(context.Background(), Moderate(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Equal(moved.Input(0), moved.Input(1)) {
		t.Error("two examples change in the same way")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.Augmented(ctx, Moderate(), 1, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Each amount is refused above its limit, and no other is blamed.
func TestAugmentationIsRefusedByName(t *testing.T) {
	if problems := MostAugmentation().problems(); problems != nil {
		t.Errorf("the most there may be: %v", problems)
	}
	for i, field := range MostAugmentation().fields() {
		for _, wrong := range []float64{math.Nextafter(field.value, 99), -1e-9, math.NaN(), math.Inf(1)} {
			var a Augmentation
			*[]*float64{&a.Shift, &a.Rotation, &a.Scale, &a.Shear, &a.Stroke, &a.Elastic}[i] = wrong
			if problems := a.problems(); len(problems) != 1 || problems.Of(field.name) == "" {
				t.Errorf("%s %g: %v", field.name, wrong, problems)
			}
		}
	}
}

// The levels of each disturbance rise, and its neutral one is among them.
func TestLevelsOfDisturbances(t *testing.T) {
	for _, d := range Disturbances {
		if !slices.IsSorted(d.Levels) || len(slices.Compact(slices.Clone(d.Levels))) != len(d.Levels) || !slices.Contains(d.Levels, d.Neutral) {
			t.Errorf("%s: levels %v, neutral %g", d.Name, d.Levels, d.Neutral)
		}
	}
}

// Each disturbance has the amount that its level says.
func TestDisturbancesByAmount(t *testing.T) {
	var bar [Pixels]byte // upright and in the middle
	for y := 10; y < 19; y++ {
		for x := 13; x < 16; x++ {
			bar[y*Side+x] = 255
		}
	}
	before := momentsOf(bar[:])
	do := func(name string, level float64, seed uint64) moments {
		var s augmenter
		var dst [Pixels]byte
		for i, v := range bar {
			s.ink[i] = float32(v)
		}
		i := slices.IndexFunc(Disturbances, func(d Disturbance) bool { return d.Name == name })
		Disturbances[i].apply(&s, dst[:], level, rand.New(rand.NewPCG(seed, 0)))
		return momentsOf(dst[:])
	}
	near := func(what string, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance {
			t.Errorf("%s is %.3f, want %.3f", what, got, want)
		}
	}
	var right, down bool
	for seed := range uint64(8) {
		m := do("shift", 3, seed)
		near("the distance of a shift by 3", math.Hypot(m.x-before.x, m.y-before.y), 3, 0.02)
		right, down = right || m.x > before.x+1, down || m.y > before.y+1
		near("the ink after a shift", m.mass, before.mass, 50)
	}
	if !right || !down {
		t.Error("shifts do not go all ways")
	}
	quarter := do("rotation", 90, 0)
	near("the width after a quarter turn", quarter.xx, before.yy, 0.01)
	near("the height after a quarter turn", quarter.yy, before.xx, 0.01)
	near("the middle after a turn", math.Hypot(quarter.x-before.x, quarter.y-before.y), 0, 0.01)
	turned := do("rotation", 30, 0)
	near("the slant after a turn by 30°", math.Abs(0.5*math.Atan2(2*turned.xy, turned.yy-turned.xx))*180/math.Pi, 30, 1)
	large := do("size", 2, 0)
	near("the height at twice the size", math.Sqrt(large.yy/before.yy), 2, 0.1)
	near("the ink at twice the size", large.mass/before.mass, 4, 0.1)
	near("the middle at twice the size", math.Hypot(large.x-before.x, large.y-before.y), 0, 0.01)
	for _, less := range []float64{0.5, 1, 2} {
		m := do("stroke width", -less, 0)
		near("the ink of a thinner bar", m.mass/255, 27-20*less/2, 0.1) // of 27 pixels, 20 have blank beside them
	}
	for more, want := range map[float64]float64{1: 27 + 12, 2: 27 + 24, 4: 27 + 24 + 28} { // the corners are left out
		near("the ink of a thicker bar", do("stroke width", more, 0).mass/255, want, 0.1)
	}
}

// Noise has the deviation of its level where it can go both ways, and leaves no
// pixel outside a byte.
func TestNoise(t *testing.T) {
	var s augmenter
	for i := range s.ink {
		s.ink[i] = 127.5
	}
	i := slices.IndexFunc(Disturbances, func(d Disturbance) bool { return d.Name == "noise" })
	var dst [Pixels]byte
	Disturbances[i].apply(&s, dst[:], 0.1, rand.New(rand.NewPCG(1, 0)))
	var sum, squares float64
	for _, v := range dst {
		e := float64(v) - 127.5
		sum, squares = sum+e, squares+e*e
	}
	if mean, deviation := sum/Pixels, math.Sqrt(squares/Pixels); math.Abs(mean) > 3 || math.Abs(deviation-25.5) > 2 {
		t.Errorf("mean %.1f, deviation %.1f, want 0 and 25.5", mean, deviation)
	}
	Disturbances[i].apply(&s, dst[:], 50, rand.New(rand.NewPCG(1, 0)))
	if blank := bytes.Count(dst[:], []byte{0}); blank+bytes.Count(dst[:], []byte{255}) < Pixels*9/10 {
		t.Error("noise beyond the range of a byte is not cut off")
	}
}
