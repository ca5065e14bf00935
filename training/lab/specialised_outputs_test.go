package lab

import (
	"math"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
)

// An output that fires for its digit alone is apart by 1 from the others.
func TestFiring(t *testing.T) {
	s := training.DefaultSettings()
	s.Hidden = nil
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net := network.New(spec)
	layer := net.Layers()[0]
	images, labels := make([]byte, 20*dataset.Pixels), make([]byte, 20)
	for i := range labels {
		labels[i] = byte(i % 10)
		images[i*dataset.Pixels+i%10] = 255
	}
	data, err := dataset.New("pixels", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	for k := range 10 {
		layer.W[k*layer.Stride+k] = 200
		layer.B[k] = -100
	}
	f := &firing{encoding: network.OneHot, one: make([]float64, 1), right: make([]float64, 1), apart: make([]float64, 1), alike: make([]float64, 1)}
	f.observe(0, net, data)
	if f.one[0] != 100 || f.right[0] != 100 || math.Abs(f.apart[0]-1) > 1e-6 || f.alike[0] != 0 {
		t.Errorf("exactly one fires for %g %%, right for %g %%, apart by %g, a cosine of %g", f.one[0], f.right[0], f.apart[0], f.alike[0])
	}
	layer.B[3] = 300 // fires always
	f.observe(0, net, data)
	if f.one[0] != 10 || f.right[0] != 100 || math.Abs(f.apart[0]-0.9) > 1e-6 || math.Abs(f.mean[3][7]-1) > 1e-6 {
		t.Errorf("with an output that always fires: %g %%, %g %%, apart by %g", f.one[0], f.right[0], f.apart[0])
	}
	for k := range 10 {
		layer.W[5*layer.Stride+k] = 1000
	}
	if got := meanCosine(net); got < 0.9 {
		t.Errorf("nearly the same weights have a cosine of %g", got)
	}
}
