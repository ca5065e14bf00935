package training

import (
	"context"
	"math"
	"math/rand/v2"

	"digitpad/network"
)

// Disturbance is a way to spoil images of digits, more and more.
type Disturbance struct {
	Name    string
	Title   string    // of its chart
	Unit    string    // of the levels
	Levels  []float64 // rising; one of them leaves the images alone
	Neutral float64   // that one
	apply   func(s *augmenter, dst []byte, level float64, random *rand.Rand)
}

// Disturbances are all of them. Directions of shifts, and noise, are random, the
// same ones at every level.
var Disturbances = []Disturbance{
	{
		"shift", "Shifted digits", "pixels",
		[]float64{0, 1, 2, 3, 4, 5, 6, 7},
		0,
		func(s *augmenter, dst []byte, level float64, random *rand.Rand) {
			sin, cos := math.Sincos(2 * math.Pi * random.Float64())
			s.warp(dst, 1, 0, 0, 1, float32(middle-level*cos), float32(middle-level*sin))
		},
	},
	{
		"rotation", "Turned digits", "degrees",
		[]float64{-60, -45, -30, -15, 0, 15, 30, 45, 60},
		0,
		func(s *augmenter, dst []byte, level float64, _ *rand.Rand) {
			sin, cos := math.Sincos(level * math.Pi / 180)
			s.warp(dst, float32(cos), float32(sin), float32(-sin), float32(cos), middle, middle)
		},
	},
	{
		"size", "Smaller and larger digits", "of the original",
		[]float64{0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4},
		1,
		func(s *augmenter, dst []byte, level float64, _ *rand.Rand) {
			s.warp(dst, float32(1/level), 0, 0, float32(1/level), middle, middle)
		},
	},
	{
		"noise", "Noisy digits", "deviation of a pixel, 1 is full ink",
		[]float64{0, 0.1, 0.2, 0.3, 0.4, 0.5},
		0,
		func(s *augmenter, dst []byte, level float64, random *rand.Rand) {
			for i, v := range s.ink {
				noisy := v + float32(255*level*random.NormFloat64())
				dst[i] = byte(min(max(noisy, 0), 255) + 0.5)
			}
		},
	},
	{
		"stroke width", "Thinner and thicker digits", "pixels more",
		[]float64{-2, -1.5, -1, -0.5, 0, 1, 2, 3, 4},
		0,
		func(s *augmenter, dst []byte, level float64, _ *rand.Rand) {
			edge := level / 2 // the stroke has two
			for ; math.Abs(edge) > 1; edge -= math.Copysign(1, edge) {
				s.widen(math.Copysign(1, edge))
			}
			s.widen(edge)
			s.warp(dst, 1, 0, 0, 1, middle, middle)
		},
	},
}

// Robustness is how well a network reads images at each level of a disturbance.
type Robustness struct {
	Disturbance Disturbance
	Examples    int
	Correct     []int // of the examples, by level
}

// robustnessExamples is how many images each level is measured on: an accuracy
// of 90 % is known to ±1.3 % then.
const robustnessExamples = 2000

// robustnessStream sets the random numbers of disturbances apart from the others.
const robustnessStream = 1 << 62

// MeasureRobustness disturbs images of a data set, spread over it, in every way
// and counts what the network still reads. Progress is told the share of the
// work that is done. It returns early with the context's error.
func MeasureRobustness(ctx context.Context, net *network.Network, data *Dataset, progress func(share float64)) ([]Robustness, error) {
	n := min(data.Len(), robustnessExamples)
	images, labels := make([]byte, n*Pixels), make([]byte, n)
	total, done := 0, 0
	for _, d := range Disturbances {
		total += len(d.Levels)
	}
	var curves []Robustness
	for k, d := range Disturbances {
		curve := Robustness{Disturbance: d, Examples: n}
		for _, level := range d.Levels {
			for i := range n {
				e := i * data.Len() / n
				random := rand.New(rand.NewPCG(uint64(k), robustnessStream+uint64(e)))
				disturb(d, images[i*Pixels:(i+1)*Pixels], data.Input(e), level, random)
				labels[i] = data.labels[e]
			}
			disturbed, err := NewDataset(d.Name, images, labels)
			if err != nil {
				panic("training: labels of a data set are not valid: " + err.Error())
			}
			result, err := Evaluate(ctx, net, disturbed)
			if err != nil {
				return nil, err
			}
			curve.Correct = append(curve.Correct, result.Confusion.Correct())
			done++
			progress(float64(done) / float64(total))
		}
		curves = append(curves, curve)
	}
	return curves, nil
}

// disturb writes x at a level of a disturbance to dst.
func disturb(d Disturbance, dst []byte, x network.Input, level float64, random *rand.Rand) {
	x.Unpack(dst)
	if level == d.Neutral {
		return
	}
	var s augmenter
	for i, v := range dst {
		s.ink[i] = float32(v)
	}
	d.apply(&s, dst, level, random)
}
