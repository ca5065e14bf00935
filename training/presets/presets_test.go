package presets

import (
	"fmt"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// A preset can be trained, and is what its name says.
func TestPresetsAreWhatTheirNamesSay(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All {
		if seen[p.Name()] {
			t.Errorf("two presets are called %s", p.Name())
		}
		seen[p.Name()] = true
		s := p.Settings
		if err := s.Validate(p.Examples); err != nil {
			t.Errorf("%s: %v", p.Name(), err)
		}
		spec, err := s.Spec()
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Fields(p.Name())
		if parts[0] != spec.SizesString() {
			t.Errorf("%s has the sizes %s", p.Name(), spec.SizesString())
		}
		want := training.DefaultSettings()
		want.Hidden, want.Initializer = s.Hidden, network.Normal.Name()
		if strings.Contains(p.Name(), "cross-entropy") {
			want.Cost, want.Rate = network.CrossEntropy.Name(), 0.5
		}
		if strings.Contains(p.Name(), "cosine") {
			want.Schedule, want.Validation = optim.Cosine.Name(), 0 // on all images
		}
		for i, part := range parts {
			switch part {
			case "η":
				if _, err := fmt.Sscan(parts[i+1], &want.Rate); err != nil {
					t.Fatal(err)
				}
			case "λ":
				if _, err := fmt.Sscan(parts[i+1], &want.Decay); err != nil {
					t.Fatal(err)
				}
			}
		}
		if p.Published == 0 { // the post's example, which keeps the post's initial weights
			want = training.DefaultSettings()
			want.Batch, want.Epochs, want.Validation = 100, 10, 0 // on all images
		}
		if want.Rate == 0.1 {
			want.Epochs = 60 // the one that learns longer
		}
		if fmt.Sprint(s) != fmt.Sprint(want) {
			t.Errorf("%s has the settings\n%+v, want\n%+v", p.Name(), s, want)
		}
		if examples := 50000; p.Examples != examples && p.Published > 0 && s.Schedule != optim.Cosine.Name() {
			t.Errorf("%s is trained on %d examples; Nielsen kept 10,000 of 60,000", p.Name(), p.Examples)
		}
		if p.Published == 0 && p.Name() == "784-15-10 m 100" {
			continue
		}
		if !(p.Published > 0.1 && p.Published < 1) || !strings.HasPrefix(p.Source, "Nielsen, ") {
			t.Errorf("%s: published %g in %q", p.Name(), p.Published, p.Source)
		}
	}
}

// The post's example has 600 iterations an epoch, and 6,000 in ten.
func TestWorkedExample(t *testing.T) {
	s := WorkedExample()
	if err := s.Validate(60000); err != nil {
		t.Fatal(err)
	}
	data := toy.Data(t, "as many as a hundredth of MNIST", 600, 1)
	s.Batch /= 100
	trainer, err := training.NewTrainer(s, data, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := trainer.Progress().TotalIterations; got != 6000 {
		t.Errorf("%d iterations, want 6,000", got)
	}
	if got := trainer.History()[1].Iterations; got != 600 {
		t.Errorf("%d iterations in the first epoch, want 600", got)
	}
}
