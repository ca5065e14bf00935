package training

import (
	"errors"
	"slices"
	"testing"
)

func TestVary(t *testing.T) {
	s := Post()
	for _, c := range []struct {
		field, value string
		changed      func(Settings) bool
	}{
		{"batch", "1", func(v Settings) bool { return v.Batch == 1 }},
		{"batch", " n ", func(v Settings) bool { return v.Batch == 60000 }},
		{"rate", "0.5", func(v Settings) bool { return v.Rate == 0.5 }},
		{"hidden", "30-20", func(v Settings) bool { return slices.Equal(v.Hidden, []int{30, 20}) }},
		{"optimizer", "adam", func(v Settings) bool { return v.Optimizer == "adam" }},
		{"seed", "7", func(v Settings) bool { return v.Seed == 7 }},
	} {
		v, err := s.Vary(c.field, c.value, 60000)
		if err != nil || !c.changed(v) {
			t.Errorf("%s = %q: %+v, %v", c.field, c.value, v, err)
		}
	}
	if !slices.Equal(s.Hidden, Post().Hidden) {
		t.Errorf("the settings themselves have changed: %v", s.Hidden)
	}
}

func TestVaryRefuses(t *testing.T) {
	for _, c := range []struct{ field, value string }{
		{"batch", "many"},
		{"batch", "0"},
		{"batch", `1,"rate":2`},
		{"batch", `1} {`},
		{"rate", "-1"},
		{"rate", "NaN"},
		{"hidden", "15,20"},
		{"hidden", ""},
		{"optimizer", "hope"},
		{"epochs", "3"},
		{"data", "elsewhere"},
	} {
		v, err := Post().Vary(c.field, c.value, 60000)
		var problems Problems
		if !errors.As(err, &problems) || problems.Of(c.field) == "" {
			t.Errorf("%s = %q: %+v, %v", c.field, c.value, v, err)
		}
	}
}
