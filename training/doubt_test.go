package training

import (
	"testing"

	"digitpad/network"
)

// doubtful is a Doubt whose network is sure that every image is the given label.
func doubtful(t *testing.T, label int) *Doubt {
	t.Helper()
	s := Post()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net := network.New(spec)
	layers := net.Layers()
	layers[len(layers)-1].B[label] = 100
	d, err := NewDoubt(net)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDoubt(t *testing.T) {
	image := make([]byte, Pixels)
	image[400] = 255
	ink := network.NewInput(image)
	sure, unsure := doubtful(t, ADigit), doubtful(t, NoDigit)
	if sure.Of(ink) > 0.01 || unsure.Of(ink) < 0.99 {
		t.Errorf("doubts are %g and %g", sure.Of(ink), unsure.Of(ink))
	}
	spec, err := Post().Spec()
	if err != nil {
		t.Fatal(err)
	}
	even, err := NewDoubt(network.New(spec)) // σ(0) = ½
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		d    *Doubt
		x    network.Input
		top  float32
		want bool
	}{
		{"a digit and a strong answer", sure, ink, 0.99, false},
		{"a digit and a weak answer", sure, ink, 0.3, true},
		{"no digit, but a strong answer", unsure, ink, 0.99, true},
		{"an empty pad", sure, nil, 0.99, true},
		{"a digit and an answer just strong enough", sure, ink, leastTrust, false},
		{"as likely a digit as none", even, ink, 0.99, false},
	} {
		if got := c.d.Unsure(c.x, c.top); got != c.want {
			t.Errorf("%s: unsure is %t", c.name, got)
		}
	}
}

func TestDoubtRefusesOtherNetworks(t *testing.T) {
	s := Post()
	s.Encoding = network.Ordinal.Name()
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewDoubt(network.New(spec)); err == nil {
		t.Error("a network with one output is accepted")
	}
}
