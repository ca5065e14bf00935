// Package landscape looks at the cost as a function of the parameters: a network has
// thousands of them, so it looks at a plane through their space, and at the paths
// that optimisers take from a point of it.
package landscape

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// Plane is the networks origin + x·east + y·north, where the two directions are
// orthogonal and of length 1: a distance on the plane is one in the space of the
// parameters. It is immutable and safe for concurrent use.
type Plane struct {
	origin      *network.Network
	east, north []float64
}

// Through is the plane that three networks of the same spec lie in: the origin at
// 0,0, the first at x > 0 on the axis, and the second at y > 0. If all three lie on a
// line, its second direction is one at random.
func Through(origin, first, second *network.Network) *Plane {
	return spanned(origin, difference(first, origin), difference(second, origin))
}

// Around is a plane around a network in two directions at random, which change each
// unit's parameters in proportion to their length (after Li et al. 2018, "Visualizing
// the Loss Landscape of Neural Nets"). The same seed gives the same plane.
func Around(origin *network.Network, seed uint64) *Plane {
	random := rand.New(rand.NewPCG(seed, 0))
	return spanned(origin, proportional(origin, random), proportional(origin, random))
}

// spanned is the plane at origin that two directions span.
func spanned(origin *network.Network, east, north []float64) *Plane {
	p := &Plane{origin: origin.Clone(), east: east, north: north}
	random := rand.New(rand.NewPCG(1, 1))
	for floats.Norm(p.east, 2) == 0 {
		p.east = proportional(origin, random)
	}
	floats.Scale(1/floats.Norm(p.east, 2), p.east)
	for {
		before := floats.Norm(p.north, 2)
		floats.AddScaled(p.north, -floats.Dot(p.north, p.east), p.east)
		if length := floats.Norm(p.north, 2); length > 1e-6*before {
			floats.Scale(1/length, p.north)
			return p
		}
		p.north = proportional(origin, random)
	}
}

// proportional is a direction at random in which each unit's parameters change in
// proportion to their length.
func proportional(net *network.Network, random *rand.Rand) []float64 {
	direction := network.New(net.Spec())
	for l, layer := range direction.Layers() {
		like := net.Layers()[l]
		for k := range layer.Out {
			length, own := 1e-12, 1e-12
			for p := range layer.In {
				w := random.NormFloat64()
				layer.W[p*layer.Stride+k] = float32(w)
				length += w * w
				own += square(like.W[p*layer.Stride+k])
			}
			scale := float32(math.Sqrt(own / length))
			for p := range layer.In {
				layer.W[p*layer.Stride+k] *= scale
			}
			layer.B[k] = float32(random.NormFloat64()) * like.B[k]
		}
	}
	return difference(direction, network.New(net.Spec()))
}

func square(v float32) float64 { return float64(v) * float64(v) }

// difference is the vector that leads from one network's parameters to the other's.
func difference(to, from *network.Network) []float64 {
	d := make([]float64, len(to.Parameters()))
	for i, v := range to.Parameters() {
		d[i] = float64(v) - float64(from.Parameters()[i])
	}
	return d
}

// At is the network at a point of the plane.
func (p *Plane) At(x, y float64) *network.Network {
	params := make([]float32, len(p.east))
	for i, v := range p.origin.Parameters() {
		params[i] = float32(float64(v) + x*p.east[i] + y*p.north[i])
	}
	return p.origin.WithParameters(params)
}

// Project is the point of the plane that is nearest to a network of the same spec.
func (p *Plane) Project(net *network.Network) (x, y float64) {
	d := difference(net, p.origin)
	return floats.Dot(d, p.east), floats.Dot(d, p.north)
}

// Costs are the costs over the data at the crossings of xs and ys: one row for each
// y. Report is told how many of them are done, after each row; it may be nil. The
// error is the context's.
func (p *Plane) Costs(ctx context.Context, data *dataset.Dataset, xs, ys []float64, report func(done int)) ([][]float64, error) {
	costs := make([][]float64, len(ys))
	for j, y := range ys {
		costs[j] = make([]float64, len(xs))
		for i, x := range xs {
			e, err := evaluate.Network(ctx, p.At(x, y), data)
			if err != nil {
				return nil, err
			}
			costs[j][i] = e.Cost
		}
		if report != nil {
			report((j + 1) * len(xs))
		}
	}
	return costs, nil
}

// Span is count values from lo to hi, and beyond on both sides by an eighth.
func Span(values []float64, count int) []float64 {
	lo, hi := floats.Min(values), floats.Max(values)
	margin := (hi - lo) / 8
	return floats.Span(make([]float64, count), lo-margin, hi+margin)
}
