package landscape

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// digits is a small data set of random images, in which the label says where the ink
// is, so that it can be learned.
func digits(t *testing.T, count int) *dataset.Dataset {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(random.IntN(10))
		image := images[i*dataset.Pixels:][:dataset.Pixels]
		for range 60 {
			image[int(labels[i])*78+random.IntN(78)] = byte(100 + random.IntN(156))
		}
	}
	data, err := dataset.New("random images", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func initialised(seed uint64) *network.Network {
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, seed)
	return net
}

// The cost that the plane shows is that of Evaluate, at a hundred random points, for
// networks whose parameters are put together here.
func TestCostsAreThoseOfEvaluate(t *testing.T) {
	data := digits(t, 40)
	random := rand.New(rand.NewPCG(3, 4))
	origin, first, second := initialised(1), initialised(2), initialised(3)
	plane := Through(origin, first, second)
	for range 100 {
		// a point by its weights of the three networks
		s, u := random.Float64()*2-1, random.Float64()*2-1
		there := origin.Clone()
		for i := range there.Parameters() {
			o := float64(origin.Parameters()[i])
			there.Parameters()[i] = float32(o + s*(float64(first.Parameters()[i])-o) + u*(float64(second.Parameters()[i])-o))
		}
		x, y := plane.Project(there)
		costs, err := plane.Costs(context.Background(), data, []float64{x}, []float64{y}, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := evaluate.Network(context.Background(), there, data)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(costs[0][0]-want.Cost) > 1e-5*want.Cost {
			t.Fatalf("at %g, %g the plane shows %g, the cost is %g", x, y, costs[0][0], want.Cost)
		}
	}
}

// A plane holds the networks that it was made from, and its coordinates are
// distances.
func TestPlanes(t *testing.T) {
	way := []*network.Network{initialised(1), initialised(2), initialised(3), initialised(4)}
	for name, plane := range map[string]*Plane{
		"through":           Through(way[0], way[1], way[2]),
		"through a line":    Through(way[0], way[1], way[1]),
		"through one point": Through(way[0], way[0], way[0]),
		"around":            Around(way[3], 5),
	} {
		for _, at := range [][2]float64{{0, 0}, {3, 0}, {0, -2}, {1.5, 4}} {
			net := plane.At(at[0], at[1])
			x, y := plane.Project(net)
			if math.Abs(x-at[0]) > 1e-4 || math.Abs(y-at[1]) > 1e-4 {
				t.Errorf("%s: %v is projected to %g, %g", name, at, x, y)
			}
			length := 0.0
			for _, d := range difference(net, plane.At(0, 0)) {
				length += d * d
			}
			if want := math.Hypot(at[0], at[1]); math.Abs(math.Sqrt(length)-want) > 1e-4 {
				t.Errorf("%s: %v lies %g from the origin, not %g", name, at, math.Sqrt(length), want)
			}
		}
	}
	plane := Through(way[0], way[1], way[2])
	for i, net := range way[:3] {
		x, y := plane.Project(net)
		off := 0.0
		for _, d := range difference(plane.At(x, y), net) {
			off = max(off, math.Abs(d))
		}
		if off > 1e-5 {
			t.Errorf("network %d lies %g beside the plane through it", i, off)
		}
	}
}

// Everything that goes down starts at the same place and cost, stays on the plane, and
// gets down; the path of gradient descent is the same whatever the seed, that of
// mini-batches is not.
func TestDescend(t *testing.T) {
	data := digits(t, 60)
	plane := Around(initialised(1), 2)
	const x, y, iterations = 1.0, -2.0, 40
	start, err := evaluate.Network(context.Background(), plane.At(x, y), data)
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range plane.Ways(data, x, y, 10, 0.3) {
		path, err := plane.Descend(context.Background(), data, x, y, way, iterations, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(path) != iterations+1 {
			t.Fatalf("%s: %d points", way.Name, len(path))
		}
		if path[0] != (Point{x, y, start.Cost}) {
			t.Errorf("%s starts at %v", way.Name, path[0])
		}
		for _, p := range path {
			there, err := evaluate.Network(context.Background(), plane.At(p.X, p.Y), data)
			if err != nil {
				t.Fatal(err)
			}
			if there.Cost != p.Cost {
				t.Errorf("%s: the cost at %g, %g is %g, not %g", way.Name, p.X, p.Y, there.Cost, p.Cost)
			}
		}
		if end := path[iterations].Cost; end > start.Cost*0.95 {
			t.Errorf("%s goes from %g to %g", way.Name, start.Cost, end)
		}
		other, err := plane.Descend(context.Background(), data, x, y, way, iterations, 2)
		if err != nil {
			t.Fatal(err)
		}
		same := math.Abs(other[iterations].Cost-path[iterations].Cost) < 1e-6
		if same != (way.Batch == data.Len()) {
			t.Errorf("%s: another seed ends at %g instead of %g", way.Name, other[iterations].Cost, path[iterations].Cost)
		}
		if step := math.Hypot(path[1].X-x, path[1].Y-y); way.Batch == data.Len() && math.Abs(step-0.3) > 1e-3 {
			t.Errorf("the first step is %g long, want 0.3", step)
		}
	}
}

// The slope is the central difference of the cost on the plane.
func TestSlope(t *testing.T) {
	data := digits(t, 30)
	plane := Around(initialised(1), 2)
	const x, y, h = 0.5, 1.5, 0.01
	gx, gy := plane.newSlope(data.Len()).at(plane.At(x, y), data, everything(data.Len()))
	at := func(x, y float64) float64 {
		e, err := evaluate.Network(context.Background(), plane.At(x, y), data)
		if err != nil {
			t.Fatal(err)
		}
		return e.Cost
	}
	if want := (at(x+h, y) - at(x-h, y)) / (2 * h); math.Abs(gx-want) > 5e-3*math.Abs(want) {
		t.Errorf("the slope to the east is %g, want %g", gx, want)
	}
	if want := (at(x, y+h) - at(x, y-h)) / (2 * h); math.Abs(gy-want) > 5e-3*math.Abs(want) {
		t.Errorf("the slope to the north is %g, want %g", gy, want)
	}
}

// A context that has ended ends the work.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data, plane := digits(t, 20), Around(initialised(1), 2)
	if _, err := plane.Costs(ctx, data, []float64{0, 1}, []float64{0}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("costs: %v", err)
	}
	if _, err := plane.Descend(ctx, data, 0, 0, plane.Ways(data, 0, 0, 5, 1)[1], 10, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("descent: %v", err)
	}
}
