package lab

import (
	"math"
	"testing"

	"digitpad/training"
)

// Steps are at equal ratios, with ends that are free of rounding.
func TestLogSteps(t *testing.T) {
	for _, test := range []struct {
		lo, hi    float64
		perDecade int
		count     int
	}{{0.01, 1000, 10, 51}, {1e-4, 1, 4, 17}, {1, 2, 10, 4}, {1, 1.01, 10, 2}} {
		steps := logSteps(test.lo, test.hi, test.perDecade)
		if len(steps) != test.count || steps[0] != test.lo || steps[len(steps)-1] != test.hi {
			t.Errorf("%d to a decade from %g to %g: %v", test.perDecade, test.lo, test.hi, steps)
		}
		ratio := math.Pow(test.hi/test.lo, 1/float64(test.count-1))
		for i := 1; i < len(steps); i++ {
			if math.Abs(steps[i]/steps[i-1]-ratio) > 1e-9 {
				t.Errorf("from %g to %g, want a ratio of %g", steps[i-1], steps[i], ratio)
			}
		}
	}
}

// v + Δv leaves the network that it starts from alone, and difference leads back.
func TestMoved(t *testing.T) {
	trainer, err := training.NewTrainer(training.DefaultSettings(), toyData(t, "toy", 20, 1), toyData(t, "toy", 20, 1))
	if err != nil {
		t.Fatal(err)
	}
	net := trainer.Network()
	direction := make([]float64, len(net.Parameters()))
	for i := range direction {
		direction[i] = float64(i % 3)
	}
	there := moved(net, direction, -0.5)
	for i, v := range net.Parameters() {
		if want := v - 0.5*float32(i%3); math.Abs(float64(there.Parameters()[i]-want)) > 1e-6 {
			t.Fatalf("parameter %d moves from %g to %g, want %g", i, v, there.Parameters()[i], want)
		}
	}
	for i, d := range difference(there, net) {
		if math.Abs(d+0.5*direction[i]) > 1e-6 {
			t.Fatalf("parameter %d has moved by %g, want %g", i, d, -0.5*direction[i])
		}
	}
}

// A sum over more examples than there is room for is that of its parts.
func TestDifferentiatorSum(t *testing.T) {
	data := toyData(t, "toy", 20, 1)
	trainer, err := training.NewTrainer(training.DefaultSettings(), data, data)
	if err != nil {
		t.Fatal(err)
	}
	examples := []int{19, 3, 5, 7, 11, 0, 2}
	one, all := newDifferentiator(trainer.Network(), 1), newDifferentiator(trainer.Network(), 3).sum(data, examples)
	want := make([]float64, len(all))
	for _, e := range examples {
		for k, v := range one.sum(data, []int{e}) {
			want[k] += float64(v)
		}
	}
	for k, v := range all {
		if math.Abs(float64(v)-want[k]) > 1e-5 {
			t.Fatalf("component %d is %g, want %g", k, v, want[k])
		}
	}
}
