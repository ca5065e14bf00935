package training

import (
	"errors"
	"math"
	"strings"
	"testing"
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
	}
	all := Post()
	for field, change := range wrong {
		s := Post()
		change(&s)
		if field != "hidden" {
			change(&all)
		}
		var problems Problems
		if err := s.Validate(examples); !errors.As(err, &problems) || len(problems) != 1 || problems.Of(field) == "" {
			t.Errorf("%s: the problems are %v", field, err)
		}
	}
	var problems Problems
	if !errors.As(all.Validate(examples), &problems) || len(problems) != len(wrong)-1 {
		t.Errorf("%d problems are reported of %d: %v", len(problems), len(wrong)-1, problems)
	}
	if err := Post().Validate(examples); err != nil {
		t.Errorf("the post's own settings: %v", err)
	}
}

// A run that no memory holds and no checkpoint keeps is refused at once.
func TestSettingsRefuseTooLongARun(t *testing.T) {
	s := Post()
	s.Hidden, s.Epochs = []int{100}, maxEpochs
	var problems Problems
	if err := s.Validate(60000); !errors.As(err, &problems) || len(problems) != 1 || problems.Of("epochs") == "" {
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
	s := Post()
	s.Cost = "log-likelihood"
	if err := s.Validate(1000); err == nil || !strings.Contains(err.Error(), "softmax") {
		t.Errorf("log-likelihood with sigmoid outputs: %v", err)
	}
	s = Post()
	s.Rate, s.Decay = 10, 100
	if err := s.Validate(1000); err == nil || !strings.Contains(err.Error(), "turn weights over") {
		t.Errorf("η·λ = n: %v", err)
	}
}
