package diagnose

import (
	"math"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// stats are measured on the activations of a sample. All are shares in [0,1].
type stats struct {
	saturated float64 // of hidden sigmoid or tanh activations
	dead      float64 // of hidden ReLU units
	stuck     float64 // of examples whose right output is almost 0
}

// flat is the slope of a sigmoid below which a unit counts as saturated: 4 % of
// the steepest, 1/4.
const flat = 0.01

// measure propagates the sample.
func measure(c Input) stats {
	var v stats
	if c.Diverged || c.Sample == nil || c.Sample.Len() == 0 {
		return v
	}
	spec := c.Network.Spec()
	hidden := len(spec.Sizes) - 2
	pass := c.Network.NewPass()
	target := make([]float32, spec.Encoding.Outputs())
	alive := make([][]bool, hidden)
	units := 0
	for l := range alive {
		alive[l] = make([]bool, spec.Sizes[l+1])
		units += spec.Sizes[l+1]
	}
	flats, stuck := 0, 0
	for i := range c.Sample.Len() {
		out := c.Network.Forward(pass, c.Sample.Input(i))
		for l := range hidden {
			for k, a := range pass.Activations(l) {
				if slope(c.Settings.Activation, a) < flat {
					flats++
				}
				alive[l][k] = alive[l][k] || a > 0
			}
		}
		spec.Encoding.Target(target, c.Sample.Label(i))
		if smothered(out, target) {
			stuck++
		}
	}
	dead := 0
	for _, layer := range alive {
		for _, lives := range layer {
			if !lives {
				dead++
			}
		}
	}
	n := float64(c.Sample.Len())
	v.stuck = float64(stuck) / n
	switch {
	case units == 0:
	case c.Settings.Activation == network.ReLU.Name():
		v.dead = float64(dead) / float64(units)
	default:
		v.saturated = float64(flats) / (n * float64(units))
	}
	return v
}

// slope is f' of a hidden unit in terms of a = f(z). That of tanh is divided by four, so
// that it is at most as steep as a sigmoid's.
func slope(activation string, a float32) float32 {
	switch activation {
	case network.Sigmoid.Name():
		return a * (1 - a)
	case network.Tanh.Name():
		return (1 - a*a) / 4
	}
	return 1
}

// smothered reports whether an output whose target is 1 is saturated near 0.
func smothered(a, y []float32) bool {
	for k := range a {
		if y[k] == 1 && a[k]*(1-a[k]) < flat && a[k] < 0.5 {
			return true
		}
	}
	return false
}

// lost is the share of each weight that an epoch's decay removes; 0 with L1, which takes
// as much off small weights as off large ones.
func lost(c Input) float64 {
	s := c.Settings
	if s.Penalty == optim.L1.Name() {
		return 0
	}
	iterations := math.Ceil(float64(c.Examples) / float64(s.Batch))
	return 1 - math.Pow(max(0, 1-s.Rate*s.Decay/float64(c.Examples)), iterations)
}

// SampleOf is the first sampleSize examples.
func SampleOf(d *dataset.Dataset) *dataset.Dataset { return d.Slice(0, min(sampleSize, d.Len())) }
