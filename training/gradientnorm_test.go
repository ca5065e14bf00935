package training

import (
	"math"
	"testing"

	"digitpad/network"
	"digitpad/training/internal/toy"
)

// The length of the gradient is that of a plain sum over single examples, it is
// the same after a detour over other networks, and training makes it shorter.
func TestGradientNorms(t *testing.T) {
	train := toy.Data(t, "toy", 300, 1)
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 3)
	meter := newGradientMeter(train)
	norms := meter.norms(net)

	sum := make([][]float64, len(net.Layers()))
	for e := range train.Len() {
		one := network.New(spec)
		b := net.NewBackprop(1)
		b.Run([]network.Input{train.Input(e)}, []uint8{uint8(train.Label(e))})
		b.AddGradient(one, 1)
		for l, layer := range one.Layers() {
			if sum[l] == nil {
				sum[l] = make([]float64, len(layer.W)+len(layer.B))
			}
			for i, v := range append(append([]float32(nil), layer.W...), layer.B...) {
				sum[l][i] += float64(v) / float64(train.Len())
			}
		}
	}
	for l := range sum {
		want := 0.0
		for _, v := range sum[l] {
			want += v * v
		}
		want = math.Sqrt(want)
		if math.Abs(norms[l]-want) > 1e-4*want {
			t.Errorf("layer %d: %g, the examples one by one give %g", l+1, norms[l], want)
		}
	}
	again := meter.norms(net)
	for l := range norms {
		if again[l] != norms[l] {
			t.Errorf("layer %d: measured twice, %g and %g", l+1, norms[l], again[l])
		}
	}
	broken := net.Clone()
	broken.Parameters()[len(broken.Parameters())-1] = float32(math.NaN())
	broken.Layers()[1].B[0] = float32(math.NaN())
	if norms := meter.norms(broken); norms != nil {
		t.Errorf("a network of NaN has the norms %v", norms)
	}
}

func BenchmarkGradientNorms(b *testing.B) {
	train := toy.Data(b, "toy", 1000, 1)
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 3)
	meter := newGradientMeter(train)
	for b.Loop() {
		meter.norms(net)
	}
}
