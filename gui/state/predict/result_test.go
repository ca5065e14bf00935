package predict

import (
	"os"
	"path/filepath"
	"testing"

	"digitpad/network"
	"digitpad/network/codec"
)

// The second guess is the largest activation but the first one's, and of equal ones the
// first; where there is no other, none.
func TestRunnerUp(t *testing.T) {
	for _, c := range []struct {
		activations []float32
		first, want int
	}{
		{[]float32{0.5, 0.9, 0.1}, 1, 0},
		{[]float32{0.9, 0.1, 0.5}, 0, 2},
		{[]float32{0.9, 0.1, 0.5, 0.5}, 0, 2},
		{[]float32{0, 0, 1}, 2, 0},
		{[]float32{-3, -2}, 1, 0},
		{[]float32{1}, 0, -1},
	} {
		if got := runnerUp(c.activations, c.first); got != c.want {
			t.Errorf("of %v after %d it is %d, want %d", c.activations, c.first, got, c.want)
		}
	}
}

// Networks are the same if they share their parameters, however equal others are.
func TestSameNetwork(t *testing.T) {
	a, b := network.New(network.PostSpec()), network.New(network.PostSpec())
	if !SameNetwork(a, a) || !SameNetwork(a, a.WithParameters(a.Parameters())) {
		t.Error("a network is not itself")
	}
	if SameNetwork(a, b) || SameNetwork(nil, a) || SameNetwork(a, nil) || SameNetwork(nil, nil) {
		t.Error("another network, or none, is the same")
	}
}

// What cannot be read or written is told.
func TestModelsThatCannotBe(t *testing.T) {
	if _, err := ShippedModel("none.safetensors"); err == nil {
		t.Error("a network that does not ship is there")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	m := codec.Model{Network: network.New(network.PostSpec())}
	for _, path := range []string{filepath.Join(file, "below", "n.npz"), filepath.Join(filepath.Dir(file), "n.unknown")} {
		if err := WriteModel(m, path); err == nil {
			t.Errorf("a network is written as %s", path)
		}
	}
	other := m
	spec := network.PostSpec()
	spec.Sizes = []int{4, 10}
	other.Network = network.New(spec)
	path := filepath.Join(filepath.Dir(file), "new", "small.npz")
	if err := WriteModel(other, path); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadModel(path); err == nil {
		t.Error("a network of four inputs is to read digits")
	}
}
