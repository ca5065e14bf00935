package evaluate

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"digitpad/training/dataset"
)

// moments of the ink: its sum, its Centre, and the central second moments.
type moments struct{ mass, x, y, xx, xy, yy float64 }

func momentsOf(image []byte) (m moments) {
	for i, v := range image {
		m.mass += float64(v)
		m.x += float64(v) * float64(i%dataset.Side)
		m.y += float64(v) * float64(i/dataset.Side)
	}
	m.x, m.y = m.x/m.mass, m.y/m.mass
	for i, v := range image {
		dx, dy := float64(i%dataset.Side)-m.x, float64(i/dataset.Side)-m.y
		m.xx += float64(v) * dx * dx / m.mass
		m.xy += float64(v) * dx * dy / m.mass
		m.yy += float64(v) * dy * dy / m.mass
	}
	return m
}

// The levels of each corruption rise, and its neutral one is among them.
func TestLevelsOfCorruptions(t *testing.T) {
	for _, d := range Corruptions {
		if !slices.IsSorted(d.Levels) || len(slices.Compact(slices.Clone(d.Levels))) != len(d.Levels) || !slices.Contains(d.Levels, d.Neutral) {
			t.Errorf("%s: levels %v, neutral %g", d.Name, d.Levels, d.Neutral)
		}
	}
}

// Each corruption has the amount that its level says.
func TestCorruptionsByAmount(t *testing.T) {
	var bar [dataset.Pixels]byte // upright and in the middle
	for y := 10; y < 19; y++ {
		for x := 13; x < 16; x++ {
			bar[y*dataset.Side+x] = 255
		}
	}
	before := momentsOf(bar[:])
	do := func(name string, level float64, seed uint64) moments {
		var s dataset.Deformer
		var dst [dataset.Pixels]byte
		for i, v := range bar {
			s.Ink[i] = float32(v)
		}
		i := slices.IndexFunc(Corruptions, func(d Corruption) bool { return d.Name == name })
		Corruptions[i].apply(&s, dst[:], level, rand.New(rand.NewPCG(seed, 0)))
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
		// At the bar's hard edges, cubics go beyond 0 and 255, and are cut off there.
		near("the distance of a shift by 3", math.Hypot(m.x-before.x, m.y-before.y), 3, 0.07)
		right, down = right || m.x > before.x+1, down || m.y > before.y+1
		near("the ink after a shift", m.mass, before.mass, 0.015*before.mass)
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
	var s dataset.Deformer
	for i := range s.Ink {
		s.Ink[i] = 127.5
	}
	i := slices.IndexFunc(Corruptions, func(d Corruption) bool { return d.Name == "noise" })
	var dst [dataset.Pixels]byte
	Corruptions[i].apply(&s, dst[:], 0.1, rand.New(rand.NewPCG(1, 0)))
	var sum, squares float64
	for _, v := range dst {
		e := float64(v) - 127.5
		sum, squares = sum+e, squares+e*e
	}
	if mean, deviation := sum/dataset.Pixels, math.Sqrt(squares/dataset.Pixels); math.Abs(mean) > 3 || math.Abs(deviation-25.5) > 2 {
		t.Errorf("mean %.1f, deviation %.1f, want 0 and 25.5", mean, deviation)
	}
	Corruptions[i].apply(&s, dst[:], 50, rand.New(rand.NewPCG(1, 0)))
	if blank := bytes.Count(dst[:], []byte{0}); blank+bytes.Count(dst[:], []byte{255}) < dataset.Pixels*9/10 {
		t.Error("noise beyond the range of a byte is not cut off")
	}
}
