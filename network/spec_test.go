package network

import (
	"slices"
	"strings"
	"testing"
)

// The limits are what the errors say, to the unit.
func TestSpecLimits(t *testing.T) {
	deep := func(layers int) []int { return append(slices.Repeat([]int{1}, layers-1), 10) }
	for _, test := range []struct {
		name  string
		sizes []int
		ok    bool
	}{
		{"2 layers", []int{1, 10}, true},
		{"64 layers", deep(64), true},
		{"65 layers", deep(65), false},
		{"no layers", nil, false},
		{"2²⁰ units", []int{1 << 20, 10}, true},
		{"2²⁰+1 units", []int{1<<20 + 1, 10}, false},
		// 182,345·368 + 369·16, with the rows of ten padded to sixteen
		{"2²⁶ parameters", []int{182344, 368, 10}, true},
		{"more than 2²⁶ parameters", []int{182345, 368, 10}, false},
		{"10¹² hidden units", []int{784, 1e12, 10}, false},
		{"sizes whose product overflows", []int{1 << 62, 1 << 62, 10}, false},
	} {
		spec := PostSpec()
		spec.Sizes = test.sizes
		if err := spec.Validate(); (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// A spec with a hole is refused as such, whichever the hole is.
func TestSpecWithAHole(t *testing.T) {
	for i, hole := range []func(*Spec){
		func(s *Spec) { s.Hidden = nil },
		func(s *Spec) { s.Output = nil },
		func(s *Spec) { s.Cost = nil },
		func(s *Spec) { s.Encoding = nil },
	} {
		spec := PostSpec()
		hole(&spec)
		if err := spec.Validate(); err == nil || !strings.Contains(err.Error(), "missing") {
			t.Errorf("hole %d: %v", i, err)
		}
	}
}

// What fits together but for one choice is refused for that choice alone.
func TestChoicesThatFit(t *testing.T) {
	fits := Spec{[]int{784, 15, 10}, ReLU, Softmax, LogLikelihood, OneHot}
	if err := fits.ValidateChoices(); err != nil {
		t.Error(err)
	}
	fits.Cost = Quadratic
	if err := fits.ValidateChoices(); err != nil {
		t.Error(err)
	}
	fits.Output, fits.Cost = Sigmoid, CrossEntropy
	if err := fits.ValidateChoices(); err != nil {
		t.Error(err)
	}
}

// A name finds its choice, and a wrong one the names that there are.
func TestLookup(t *testing.T) {
	for _, want := range Activations {
		if got, err := Activations.Lookup(want.Name()); got != want || err != nil {
			t.Errorf("%s finds %v, %v", want.Name(), got, err)
		}
	}
	if _, err := Activations.Lookup("step"); err == nil || !strings.Contains(err.Error(), `"step"`) || !strings.Contains(err.Error(), "sigmoid, tanh, relu, softmax") {
		t.Errorf("error %v", err)
	}
}
