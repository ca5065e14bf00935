package evaluate

import (
	"math"
	"math/rand/v2"

	"digitpad/network"
	"digitpad/training/dataset"
)

// Corruption is a way to degrade images of digits, at rising levels.
type Corruption struct {
	Name    string
	Title   string    // of its chart
	Unit    string    // of the levels
	Levels  []float64 // rising; one of them leaves the images alone
	Neutral float64   // that one
	apply   func(s *dataset.Deformer, dst []byte, level float64, random *rand.Rand)
}

// Corruptions lists all corruptions. Directions of shifts, and noise, are random, the
// same ones at every level.
var Corruptions = []Corruption{
	{
		"shift", "Shifted digits", "pixels",
		[]float64{0, 1, 2, 3, 4, 5, 6, 7},
		0,
		func(s *dataset.Deformer, dst []byte, level float64, random *rand.Rand) {
			sin, cos := math.Sincos(2 * math.Pi * random.Float64())
			s.Warp(dst, 1, 0, 0, 1, float32(dataset.Centre-level*cos), float32(dataset.Centre-level*sin))
		},
	},
	{
		"rotation", "Turned digits", "degrees",
		[]float64{-60, -45, -30, -15, 0, 15, 30, 45, 60},
		0,
		func(s *dataset.Deformer, dst []byte, level float64, _ *rand.Rand) {
			sin, cos := math.Sincos(level * math.Pi / 180)
			s.Warp(dst, float32(cos), float32(sin), float32(-sin), float32(cos), dataset.Centre, dataset.Centre)
		},
	},
	{
		"size", "Smaller and larger digits", "of the original",
		[]float64{0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4},
		1,
		func(s *dataset.Deformer, dst []byte, level float64, _ *rand.Rand) {
			s.Warp(dst, float32(1/level), 0, 0, float32(1/level), dataset.Centre, dataset.Centre)
		},
	},
	{
		"noise", "Noisy digits", "deviation of a pixel, 1 is full ink",
		[]float64{0, 0.1, 0.2, 0.3, 0.4, 0.5},
		0,
		func(s *dataset.Deformer, dst []byte, level float64, random *rand.Rand) {
			for i, v := range s.Ink {
				noisy := v + float32(255*level*random.NormFloat64())
				dst[i] = byte(min(max(noisy, 0), 255) + 0.5)
			}
		},
	},
	{
		"stroke width", "Thinner and thicker digits", "pixels more",
		[]float64{-2, -1.5, -1, -0.5, 0, 1, 2, 3, 4},
		0,
		func(s *dataset.Deformer, dst []byte, level float64, _ *rand.Rand) {
			edge := level / 2 // the stroke has two
			for ; math.Abs(edge) > 1; edge -= math.Copysign(1, edge) {
				s.Widen(math.Copysign(1, edge))
			}
			s.Widen(edge)
			s.Warp(dst, 1, 0, 0, 1, dataset.Centre, dataset.Centre)
		},
	},
}

// corrupt writes x at a level of a corruption to dst.
func corrupt(d Corruption, dst []byte, x network.Input, level float64, random *rand.Rand) {
	x.Unpack(dst)
	if level == d.Neutral {
		return
	}
	var s dataset.Deformer
	for i, v := range dst {
		s.Ink[i] = float32(v)
	}
	d.apply(&s, dst, level, random)
}
