package evaluate

import (
	"context"
	"testing"

	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/internal/toy"
)

// A sealed test set reads as Network does, and every reading that came to its end counts.
func TestTest(t *testing.T) {
	data := toy.Data(t, "test stripes", 30, 1)
	net := network.New(network.Spec{
		Sizes: []int{784, 3, 10}, Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.OneHot,
	})
	net.Initialize(network.FanIn, 1)
	want, err := Network(t.Context(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	sealed, looks := dataset.Seal(data), new(Looks)
	if sealed.Name() != "test stripes" || sealed.Len() != 30 || looks.Count() != 0 {
		t.Errorf("%q of %d digits, %d looks", sealed.Name(), sealed.Len(), looks.Count())
	}
	for n := range 2 {
		got, err := Test(t.Context(), net, calibration.None, sealed, looks, func(int, int) {})
		if err != nil || got.Evaluation != want || len(got.Examples) != 30 || looks.Count() != n+1 {
			t.Errorf("reading %d: %v, %v, %d looks", n+1, got.Score, err, looks.Count())
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Test(ended, net, calibration.None, sealed, looks, func(int, int) {}); err == nil || looks.Count() != 2 {
		t.Errorf("cancelled: %v, %d looks", err, looks.Count())
	}
	var none *dataset.TestSet
	if p, err := Test(t.Context(), net, calibration.None, none, looks, nil); err != nil || len(p.Examples) != 0 || none.Name() != "" || looks.Count() != 2 {
		t.Errorf("an empty set: %v, %v, %d looks", p, err, looks.Count())
	}
}
