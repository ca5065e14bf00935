package training

import (
	"errors"
	"math"
	"strings"
	"testing"

	"digitpad/network/message"
	"digitpad/training/dataset"
)

// Each wrong setting is reported by its field, and all of them at once, but for
// the sizes, which only mean something for an encoding that there is.
func TestSettingsValidate(t *testing.T) {
	const examples = 1000
	wrong := map[string]func(*Settings){
		"hidden":      func(s *Settings) { s.Hidden = []int{0} },
		"activation":  func(s *Settings) { s.Activation = "step" },
		"output":      func(s *Settings) { s.Output = "step" },
		"cost":        func(s *Settings) { s.Cost = "cubic" },
		"encoding":    func(s *Settings) { s.Encoding = "roman" },
		"initializer": func(s *Settings) { s.Initializer = "ones" },
		"epochs":      func(s *Settings) { s.Epochs = 0 },
		"batch":       func(s *Settings) { s.Batch = examples + 1 },
		"rate":        func(s *Settings) { s.Rate = math.NaN() },
		"schedule":    func(s *Settings) { s.Schedule = "never" },
		"optimizer":   func(s *Settings) { s.Optimizer = "luck" },
		"momentum":    func(s *Settings) { s.Momentum = 1 },
		"decay":       func(s *Settings) { s.Decay = -1 },
		"patience":    func(s *Settings) { s.Patience = -1 },
		"penalty":     func(s *Settings) { s.Penalty = "l3" },
		"dropout":     func(s *Settings) { s.Dropout = 1 },
		"amount":      func(s *Settings) { s.Amount = 0 },
	}
	all := DefaultSettings()
	for field, change := range wrong {
		s := DefaultSettings()
		change(&s)
		if field != "hidden" {
			change(&all)
		}
		var problems Problems
		if err := s.Validate(examples); !errors.As(err, &problems) || len(problems) != 1 || problems.Of(field).Empty() {
			t.Errorf("%s: the problems are %v", field, err)
		}
	}
	var problems Problems
	if !errors.As(all.Validate(examples), &problems) || len(problems) != len(wrong)-1 {
		t.Errorf("%d problems are reported of %d: %v", len(problems), len(wrong)-1, problems)
	}
	if err := DefaultSettings().Validate(examples); err != nil {
		t.Errorf("the post's own settings: %v", err)
	}
}

// A run that no memory holds and no checkpoint keeps is refused at once.
func TestSettingsRefuseTooLongARun(t *testing.T) {
	s := DefaultSettings()
	s.Hidden, s.Epochs = []int{100}, maxEpochs
	var problems Problems
	if err := s.Validate(60000); !errors.As(err, &problems) || len(problems) != 1 || problems.Of("epochs").Empty() {
		t.Errorf("the problems are %v", err)
	}
	s.Epochs = 10000
	if err := s.Validate(60000); err != nil {
		t.Errorf("a night of training: %v", err)
	}
}

// Pairs that make no sense are refused with the reason, and so is a decay that
// would turn weights over.
func TestSettingsRefusePairs(t *testing.T) {
	s := DefaultSettings()
	s.Cost = "log-likelihood"
	if err := s.Validate(1000); err == nil || !strings.Contains(err.Error(), "softmax") {
		t.Errorf("log-likelihood with sigmoid outputs: %v", err)
	}
	s = DefaultSettings()
	s.Rate, s.Decay = 10, 100
	if err := s.Validate(1000); err == nil || !strings.Contains(err.Error(), "turn weights over") {
		t.Errorf("η·λ = n: %v", err)
	}
}

// The limits of each figure are what the problem says.
func TestSettingsLimits(t *testing.T) {
	const examples = 1000
	for _, c := range []struct {
		field       string
		set         func(*Settings, float64)
		good, wrong []float64
	}{
		{"hidden", func(s *Settings, v float64) { s.Hidden = []int{int(v)} }, []float64{1, 1000}, []float64{0, -1, 1e12}},
		{"epochs", func(s *Settings, v float64) { s.Hidden, s.Epochs = []int{1}, int(v) }, []float64{1, 100000}, []float64{0, -1, 100001}},
		{"batch", func(s *Settings, v float64) { s.Batch = int(v) }, []float64{1, examples}, []float64{0, -1, examples + 1}},
		{"rate", func(s *Settings, v float64) { s.Rate = v }, []float64{1e-9, 1e6}, []float64{0, -1, 1e6 + 1, math.NaN(), math.Inf(1)}},
		{"momentum", func(s *Settings, v float64) { s.Momentum = v }, []float64{0, 0.99}, []float64{-0.01, 1, 2, math.NaN()}},
		{"decay", func(s *Settings, v float64) { s.Decay = v }, []float64{0, 5, 333}, []float64{-0.01, 334, math.NaN()}},
		{"dropout", func(s *Settings, v float64) { s.Dropout = v }, []float64{0, 0.5, 0.99}, []float64{-0.1, 1, math.NaN()}},
		{"amount", func(s *Settings, v float64) { s.Amount = v }, []float64{1e-6, 0.1, 1}, []float64{0, -0.1, 1.1, math.NaN()}},
		{"patience", func(s *Settings, v float64) { s.Patience = int(v) }, []float64{0, 5}, []float64{-1}},
	} {
		for _, v := range c.good {
			s := DefaultSettings()
			c.set(&s, v)
			if err := s.Validate(examples); err != nil {
				t.Errorf("%s %g: %v", c.field, v, err)
			}
		}
		for _, v := range c.wrong {
			s := DefaultSettings()
			c.set(&s, v)
			var problems Problems
			if err := s.Validate(examples); !errors.As(err, &problems) || problems.Of(c.field).Empty() || problems.Of(c.field).String() != problems[0].Message.String() {
				t.Errorf("%s %g: %v", c.field, v, err)
			}
		}
	}
}

// Weights are turned over by a decay of n/η, and the problem says how much that is.
func TestDecayLimit(t *testing.T) {
	s := DefaultSettings()
	s.Rate, s.Decay = 0.5, 2000
	if err := s.Validate(1000); err == nil || !strings.Contains(err.Error(), "a weight decay of 2000 or more") {
		t.Errorf("η·λ = n: %v", err)
	}
	if s.Decay = 1999; s.Validate(1000) != nil {
		t.Error("η·λ < n is refused")
	}
	for _, rate := range []float64{-1, 2e6} {
		s.Rate = rate
		var problems Problems
		if errors.As(s.Validate(1000), &problems); len(problems) != 1 || problems.Of("rate").Empty() {
			t.Errorf("with the rate %g, the problems are %v", rate, problems)
		}
	}
}

// An endless decay is refused without a learning rate to blame.
func TestDecayIsFinite(t *testing.T) {
	s := DefaultSettings()
	s.Rate, s.Decay = -1, math.Inf(1)
	var problems Problems
	if errors.As(s.Validate(1000), &problems); problems.Of("decay").String() != "The weight decay λ is 0 or more." {
		t.Errorf("the problems are %v", problems)
	}
}

// A list of problems has a line for each, and of a field its own, as sentences.
func TestProblems(t *testing.T) {
	problems := Problems{{"rate", message.Text("One.")}, {"batch", message.Text("Two.")}, {"rate", message.Text("Three.")}}
	if got, want := problems.Error(), "rate: One.\nbatch: Two.\nrate: Three."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := problems.Of("rate"); got.String() != "One. Three." {
		t.Errorf("of the rate: %q", got)
	}
	s := DefaultSettings()
	s.Hidden = []int{0}
	var wrong Problems
	if errors.As(s.Validate(10), &wrong); wrong.Of("hidden").String() != "A layer has at least 1 unit." {
		t.Errorf("the sentence is %q", wrong.Of("hidden"))
	}
}

func TestAugmentationLimits(t *testing.T) {
	for _, a := range []dataset.Augmentation{{Shift: -1}, {Rotation: 90}, {Scale: math.NaN()}, {Shear: math.Inf(1)}, {Stroke: 3}, {Elastic: 5}} {
		s := DefaultSettings()
		s.Augmentation = a
		if s.Validate(100) == nil {
			t.Errorf("%+v is accepted", a)
		}
	}
	s := DefaultSettings()
	s.Augmentation = dataset.ModerateAugmentation()
	if err := s.Validate(100); err != nil {
		t.Error(err)
	}
}
