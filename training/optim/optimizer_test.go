package optim

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A trace is what an optimiser must do according to its paper.
type trace struct {
	// hand are the parameter's values after the first iterations on
	// C(w) = w²/2 from w = 1 with η = 0.1 and μ = 0.5, worked out on paper.
	hand []float64

	// paper is the algorithm as the paper writes it, in float64 and for one
	// parameter: it does one iteration and returns the parameter. The gradient
	// is that of the point at which the paper wants it.
	paper func(eta, mu float64, gradient func(float64) float64, w float64) (next func() float64)
}

var traces = map[string]trace{
	// (5): v' = v − η∇C.
	"sgd": {
		hand: []float64{0.9, 0.81, 0.729},
		paper: func(eta, _ float64, gradient func(float64) float64, w float64) func() float64 {
			return func() float64 {
				w -= eta * gradient(w)
				return w
			}
		},
	},
	// Sutskever et al. 2013, (1) and (2): v = μv − ε∇f(θ), θ = θ + v.
	"momentum": {
		hand: []float64{
			0.9,   // v = −0.1
			0.76,  // v = 0.5·(−0.1) − 0.1·0.9 = −0.14
			0.614, // v = 0.5·(−0.14) − 0.1·0.76 = −0.146
		},
		paper: func(eta, mu float64, gradient func(float64) float64, theta float64) func() float64 {
			v := 0.0
			return func() float64 {
				v = mu*v - eta*gradient(theta)
				theta += v
				return theta
			}
		},
	},
	// Sutskever et al. 2013, (3) and (4): v = μv − ε∇f(θ + μv), θ = θ + v. The
	// parameters in use are those at which the next gradient is taken, θ + μv.
	"nesterov": {
		hand: []float64{
			0.85,     // v = −0.1·1, θ = 0.9
			0.6975,   // v = 0.5·(−0.1) − 0.1·0.85 = −0.135, θ = 0.765
			0.559125, // v = 0.5·(−0.135) − 0.1·0.6975 = −0.13725, θ = 0.62775
		},
		paper: func(eta, mu float64, gradient func(float64) float64, theta float64) func() float64 {
			v := 0.0
			return func() float64 {
				v = mu*v - eta*gradient(theta+mu*v)
				theta += v
				return theta + mu*v
			}
		},
	},
	// Tieleman & Hinton 2012, lecture 6.5: MeanSquare = 0.9·MeanSquare + 0.1·g²,
	// the gradient divided by √MeanSquare.
	"rmsprop": {
		hand: []float64{
			0.6837722, // r = 0.1·1², w = 1 − 0.1·1/0.3162278
			0.4988706, // r = 0.09 + 0.1·0.6837722² = 0.1367544, w = 0.6837722 − 0.0683772/0.3698032
			0.3691806, // r = 0.1230790 + 0.1·0.4988706² = 0.1479662, w = 0.4988706 − 0.0498871/0.3846637
		},
		paper: func(eta, _ float64, gradient func(float64) float64, w float64) func() float64 {
			meanSquare := 0.0
			return func() float64 {
				g := gradient(w)
				meanSquare = 0.9*meanSquare + 0.1*g*g
				w -= eta * g / (math.Sqrt(meanSquare) + 1e-8)
				return w
			}
		},
	},
	"adam": adamTrace,
	// Loshchilov & Hutter 2019, Algorithm 2, without decay, which the trainer applies, is
	// Adam.
	"adamw": adamTrace,
}

// adamTrace is Kingma & Ba 2015, Algorithm 1, line by line.
var adamTrace = trace{
	hand: []float64{
		0.9,       // both corrected means are g, so the first step is η, however large g is
		0.8004122, // m = 0.18, v = 0.001809: 0.1·(0.18/0.19)/√(0.001809/0.001999) = 0.0995878
		0.7015863, // m = 0.2420412, v = 0.00244785: 0.1·(0.2420412/0.271)/√(0.00244785/0.002997) = 0.0988260
	},
	paper: func(alpha, _ float64, gradient func(float64) float64, theta float64) func() float64 {
		const beta1, beta2, epsilon = 0.9, 0.999, 1e-8
		m, v, t := 0.0, 0.0, 0.0
		return func() float64 {
			t++
			g := gradient(theta)
			m = beta1*m + (1-beta1)*g
			v = beta2*v + (1-beta2)*g*g
			mHat := m / (1 - math.Pow(beta1, t))
			vHat := v / (1 - math.Pow(beta2, t))
			theta -= alpha * mHat / (math.Sqrt(vHat) + epsilon)
			return theta
		}
	},
}

// Every optimiser takes the first steps that a person works out on paper.
func TestOptimizersByHand(t *testing.T) {
	for _, optimizer := range Optimizers {
		trace, ok := traces[optimizer.Name()]
		if !ok || len(trace.hand) < 3 {
			t.Errorf("%s has no trace of three iterations worked out by hand", optimizer.Name())
			continue
		}
		w, g := []float32{1}, make([]float32, 1)
		state := stateOf(optimizer, 1)
		for i, want := range trace.hand {
			g[0] = w[0] // C(w) = w²/2
			optimizer.Update(w, g, state, Step{Rate: 0.1, Momentum: 0.5, T: i + 1})
			if math.Abs(float64(w[0])-want) > 1e-6 {
				t.Errorf("%s: w = %.7f after iteration %d, by hand %.7f", optimizer.Name(), w[0], i+1, want)
				break
			}
		}
	}
}

// Every optimiser follows the algorithm of its paper in each of many parameters,
// whatever their number, and leaves a gradient of zero.
func TestOptimizersAgainstTheirPapers(t *testing.T) {
	const iterations = 200
	const eta, mu = 0.01, 0.9
	for _, optimizer := range Optimizers {
		trace, ok := traces[optimizer.Name()]
		if !ok || trace.paper == nil {
			t.Errorf("%s has no algorithm of its paper to follow", optimizer.Name())
			continue
		}
		for _, count := range []int{1, 7, 8, 9, 40, 1000} {
			random := rand.New(rand.NewPCG(1, uint64(count)))
			w, g := make([]float32, count), make([]float32, count)
			scale, noise := make([]float64, count), make([]float64, count)
			next := make([]func() float64, count)
			// Bowls of many widths, with the noise of mini-batches.
			gradient := func(i int, v float64) float64 { return scale[i] * (v - noise[i]) }
			for i := range w {
				w[i] = float32(random.NormFloat64())
				scale[i] = math.Exp(random.NormFloat64())
				if i%5 == 4 {
					scale[i] = 0 // a blank pixel's weight: no gradient, ever
				}
				next[i] = trace.paper(eta, mu, func(v float64) float64 { return gradient(i, v) }, float64(w[i]))
			}
			state := stateOf(optimizer, count)
			for iteration := 1; iteration <= iterations; iteration++ {
				for i := range g {
					noise[i] = random.NormFloat64()
					g[i] = float32(gradient(i, float64(w[i])))
				}
				optimizer.Update(w, g, state, Step{Rate: eta, Momentum: mu, T: iteration})
				for i := range w {
					want := next[i]()
					if math.Abs(float64(w[i])-want) > 1e-4*max(1, math.Abs(want)) {
						t.Fatalf("%s: of %d parameters number %d is %g after iteration %d, the paper's %g",
							optimizer.Name(), count, i, w[i], iteration, want)
					}
					if g[i] != 0 {
						t.Fatalf("%s leaves a gradient of %g", optimizer.Name(), g[i])
					}
				}
			}
		}
	}
}

// Sign and scale: RMSProp and Adam divide by the gradient's own size, so that a
// thousand times the gradient takes nearly the same step; the others go with it.
func TestOptimizersAndTheScaleOfTheGradient(t *testing.T) {
	for _, optimizer := range Optimizers {
		travel := func(scale float32) float32 {
			w, g := []float32{0}, []float32{0}
			state := stateOf(optimizer, 1)
			for iteration := 1; iteration <= 10; iteration++ {
				g[0] = scale
				optimizer.Update(w, g, state, Step{Rate: 0.01, Momentum: 0.9, T: iteration})
			}
			return w[0]
		}
		small, large := travel(1), travel(1000)
		if small >= 0 {
			t.Errorf("%s goes uphill", optimizer.Name())
		}
		want := float32(1000)
		if Adaptive(optimizer) {
			want = 1
		}
		if ratio := large / small; math.Abs(float64(ratio/want-1)) > 1e-4 {
			t.Errorf("%s goes %g times as far with 1000 times the gradient, want %g", optimizer.Name(), ratio, want)
		}
	}
}

// stateOf is the state that a run gives an optimiser of so many parameters.
func stateOf(optimizer Optimizer, parameters int) [][]float32 {
	state := make([][]float32, optimizer.States())
	for i := range state {
		state[i] = make([]float32, parameters)
	}
	return state
}
