package network

import (
	"math"
	"math/rand/v2"
)

// Initializer chooses the parameters that training starts from.
type Initializer interface {
	Name() string

	// deviations are the standard deviations of the weights and the biases of
	// a layer with so many inputs. All means are 0.
	deviations(in int) (weight, bias float64)
}

// Initializers lists the built-in initialisers.
var Initializers = Registry[Initializer]{FanIn, Normal, He}

// FanIn draws weights from N(0, 1/inputs), so that a unit's weighted sum is
// about as large as one of its inputs and the sigmoid is not saturated at the
// start, and biases from N(0,1) (Nielsen, chapter 3).
var FanIn Initializer = initializer{"fan-in", func(in int) (float64, float64) { return 1 / math.Sqrt(float64(in)), 1 }}

// Normal draws all parameters from N(0,1), as Nielsen's first code does. Units
// with hundreds of inputs start saturated and learn slowly.
var Normal Initializer = initializer{"normal", func(int) (float64, float64) { return 1, 1 }}

// He draws weights from N(0, 2/inputs), which suits ReLU because half of its
// units are off (He et al. 2015, equation 10); biases start at 0.
var He Initializer = initializer{"he", func(in int) (float64, float64) { return math.Sqrt(2 / float64(in)), 0 }}

type initializer struct {
	name string
	of   func(in int) (weight, bias float64)
}

func (i initializer) Name() string { return i.name }

func (i initializer) deviations(in int) (weight, bias float64) { return i.of(in) }

// Initialize sets all parameters as the initialiser says. The same seed gives
// the same parameters on every machine, and layer l gets the same ones whatever
// the layers after it are.
func (n *Network) Initialize(how Initializer, seed uint64) {
	for l, layer := range n.layers {
		random := rand.NewPCG(seed, uint64(l))
		weight, bias := how.deviations(layer.In)
		for p := range layer.In {
			for k := range layer.Out {
				layer.W[p*layer.Stride+k] = float32(weight * normal(random))
			}
		}
		for k := range layer.Out {
			layer.B[k] = float32(bias * normal(random))
		}
	}
}

// normal draws from N(0,1) as the sum of twelve uniform numbers of variance 1/12
// (Irwin and Hall). Sums of integers are exact, so it is the same on every CPU,
// which the logarithms and square roots of other ways are not. Its tails end at
// ±6.
func normal(random *rand.PCG) float64 {
	var sum uint64
	for range 6 {
		v := random.Uint64()
		sum += v>>32 + v&math.MaxUint32
	}
	const mean = 6 * math.MaxUint32
	return (float64(sum) - mean) / (1 << 32)
}
