package landscape

import (
	"context"
	"math/rand/v2"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/optim"
)

// Way is how a path goes down.
type Way struct {
	Name      string
	Optimizer optim.Optimizer
	Batch     int // m, at most the number of examples
	Rate      float64
	Momentum  float64
}

// Ways are gradient descent, stochastic gradient descent with mini-batches of m and
// Adam, which takes smaller steps than the others, with a learning rate.
func Ways(examples, m int, rate float64) []Way {
	return []Way{
		{Name: "gradient descent, m = n", Optimizer: optim.SGD, Batch: examples, Rate: rate},
		{Name: "SGD", Optimizer: optim.SGD, Batch: m, Rate: rate},
		{Name: "Adam", Optimizer: optim.Adam, Batch: m, Rate: rate / 300},
	}
}

// Point is a place on a path.
type Point struct {
	X, Y float64 // on the plane, nearest to the network, which may lie beside it
	Cost float64 // of the network itself, over the data
}

// Descend lets a network start at a point of the plane and follow its gradient for so
// many iterations. It yields where it is at the start and after every iteration. The
// network leaves the plane: the point is the one nearest to it. The mini-batches
// depend on the seed alone. The error is the context's.
func (p *Plane) Descend(ctx context.Context, data *dataset.Dataset, x, y float64, way Way, iterations int, seed uint64) ([]Point, error) {
	net := p.At(x, y)
	m := min(max(way.Batch, 1), data.Len())
	backprop, gradient := net.NewBackprop(m), network.New(net.Spec())
	state := make([][]float32, way.Optimizer.States())
	for i := range state {
		state[i] = make([]float32, len(net.Parameters()))
	}
	random := rand.New(rand.NewPCG(seed, 0))
	var order []int
	inputs, labels := make([]network.Input, m), make([]uint8, m)
	var path []Point
	for t := 0; ; t++ {
		e, err := evaluate.Network(ctx, net, data)
		if err != nil {
			return nil, err
		}
		x, y := p.Project(net)
		path = append(path, Point{x, y, e.Cost})
		if t == iterations {
			return path, nil
		}
		if len(order) < m { // the next epoch
			order = random.Perm(data.Len())
		}
		for i, example := range order[:m] {
			inputs[i], labels[i] = data.Input(example), uint8(data.Label(example))
		}
		order = order[m:]
		backprop.Run(inputs, labels)
		backprop.AddGradient(gradient, 1/float32(m))
		way.Optimizer.Update(net.Parameters(), gradient.Parameters(), state,
			optim.Step{Rate: float32(way.Rate), Momentum: float32(way.Momentum), T: t + 1})
	}
}
