package inference

import (
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
)

// constant is a Rejector whose network gives every image the same label.
func constant(t *testing.T, label int) *Rejector {
	t.Helper()
	s := training.DefaultSettings()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net := network.New(spec)
	layers := net.Layers()
	layers[len(layers)-1].B[label] = 100
	d, err := NewRejector(net)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRejector(t *testing.T) {
	stroke := func(pixels int) network.Input { // downwards from row 4
		image := make([]byte, dataset.Pixels)
		for row := range pixels {
			image[(4+row)*28+14] = 255
		}
		return network.NewInput(image)
	}
	ink := stroke(20)
	sure, unsure := constant(t, Digit), constant(t, NotDigit)
	if sure.Score(ink) > 0.01 || unsure.Score(ink) < 0.99 {
		t.Errorf("scores are %g and %g", sure.Score(ink), unsure.Score(ink))
	}
	spec, err := training.DefaultSettings().Spec()
	if err != nil {
		t.Fatal(err)
	}
	even, err := NewRejector(network.New(spec)) // σ(0) = ½
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		d     *Rejector
		x     network.Input
		digit int
		top   float32
		want  bool
	}{
		{"a digit and a strong answer", sure, ink, 0, 0.99, false},
		{"a digit and a weak answer", sure, ink, 0, 0.3, true},
		{"no digit, but a strong answer", unsure, ink, 0, 0.99, true},
		{"an empty pad", sure, nil, 0, 0.99, true},
		{"a dot and a strong answer", sure, stroke(3), 0, 0.99, true},
		{"just too little for a digit", sure, stroke(minExtent - 1), 0, 0.99, true},
		{"just enough for one", sure, stroke(minExtent), 0, 0.99, false},
		{"a digit and an answer just strong enough", sure, ink, 0, minConfidence, false},
		{"what looks like another digit", sure, ink, 3, 0.99, true},
		{"a 4, which has the label of the 9", constant(t, LabelOf[4]), ink, 9, 0.99, false},
		{"a 1, which has the last label", constant(t, LabelOf[1]), ink, 1, 0.99, false},
		{"as likely a digit as none", even, ink, 0, 0.99, true},
	} {
		if got := c.d.IsUncertain(c.x, c.digit, c.top); got != c.want {
			t.Errorf("%s: unsure is %t", c.name, got)
		}
	}
}

func TestRejectorRefusesOtherNetworks(t *testing.T) {
	s := training.DefaultSettings()
	s.Encoding = network.Ordinal.Name()
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewRejector(network.New(spec)); err == nil {
		t.Error("a network with one output is accepted")
	}
}

// No digit has the label of drawings that are none, and only 4 and 9 share one.
func TestLabelOf(t *testing.T) {
	digits := map[int][]int{}
	for digit, label := range LabelOf {
		digits[label] = append(digits[label], digit)
	}
	if len(digits[NotDigit]) > 0 || len(digits) != network.Labels-1 || !slices.Equal(digits[LabelOf[4]], []int{4, 9}) {
		t.Errorf("the labels are of the digits %v", digits)
	}
}
