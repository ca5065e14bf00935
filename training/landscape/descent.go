package landscape

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/optim"
)

// Way is how a path goes down a plane.
type Way struct {
	Name      string
	Optimizer optim.Optimizer
	Batch     int     // m, at most the number of examples
	Rate      float64 // η
}

// Ways are gradient descent, stochastic gradient descent with mini-batches of m, and
// Adam, from a point of the plane. Their learning rates are such that the first step of
// gradient descent has a given length, and Adam's steps about half of it.
func (p *Plane) Ways(data *dataset.Dataset, x, y float64, m int, length float64) []Way {
	slope := p.newSlope(data.Len())
	gx, gy := slope.at(p.At(x, y), data, everything(data.Len()))
	rate := length / max(math.Hypot(gx, gy), 1e-12)
	return []Way{
		{"gradient descent, m = n", optim.SGD, data.Len(), rate},
		{"SGD", optim.SGD, m, rate},
		{"Adam", optim.Adam, m, length / 2},
	}
}

// Point is a place on a path.
type Point struct{ X, Y, Cost float64 }

// Descend goes down the plane from a point, so many iterations: it follows the gradient
// of the cost by x and y, as a ball that cannot leave the surface. It returns where it is
// at the start and after every iteration. The mini-batches depend on the seed alone. The
// error is the context's.
func (p *Plane) Descend(ctx context.Context, data *dataset.Dataset, x, y float64, way Way, iterations int, seed uint64) ([]Point, error) {
	m := min(max(way.Batch, 1), data.Len())
	slope := p.newSlope(m)
	at, gradient := []float32{float32(x), float32(y)}, make([]float32, 2)
	state := make([][]float32, way.Optimizer.States())
	for i := range state {
		state[i] = make([]float32, len(at))
	}
	random := rand.New(rand.NewPCG(seed, 0))
	var order []int
	var path []Point
	for t := 0; ; t++ {
		net := p.At(float64(at[0]), float64(at[1]))
		e, err := evaluate.Network(ctx, net, data)
		if err != nil {
			return nil, err
		}
		path = append(path, Point{float64(at[0]), float64(at[1]), e.Cost})
		if t == iterations {
			return path, nil
		}
		if len(order) < m { // the next epoch
			order = random.Perm(data.Len())
		}
		gx, gy := slope.at(net, data, order[:m])
		order = order[m:]
		gradient[0], gradient[1] = float32(gx), float32(gy)
		way.Optimizer.Update(at, gradient, state, optim.Step{Rate: float32(way.Rate), T: t + 1})
	}
}

// slope computes gradients of the cost by the coordinates of a plane.
type slope struct {
	plane    *Plane
	gradient *network.Network
	inputs   []network.Input
	labels   []uint8
}

// newSlope makes room for so many examples at a time.
func (p *Plane) newSlope(m int) *slope {
	return &slope{p, network.New(p.origin.Spec()), make([]network.Input, m), make([]uint8, m)}
}

// at is ∂C/∂x and ∂C/∂y over some examples: the gradient of the parameters, projected on
// the directions of the plane.
func (s *slope) at(net *network.Network, data *dataset.Dataset, examples []int) (gx, gy float64) {
	for i, e := range examples {
		s.inputs[i], s.labels[i] = data.Input(e), uint8(data.Label(e))
	}
	backprop := net.NewBackprop(len(examples))
	backprop.Run(s.inputs[:len(examples)], s.labels[:len(examples)])
	clear(s.gradient.Parameters())
	backprop.AddGradient(s.gradient, 1/float32(len(examples)))
	g := make([]float64, len(s.plane.east))
	for i, v := range s.gradient.Parameters() {
		g[i] = float64(v)
	}
	return floats.Dot(g, s.plane.east), floats.Dot(g, s.plane.north)
}

// everything is the numbers of n examples.
func everything(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
