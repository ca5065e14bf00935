package training

import (
	"errors"
	"reflect"
	"slices"
	"testing"
)

func TestWith(t *testing.T) {
	s := DefaultSettings()
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
		v, err := s.With(c.field, c.value, 60000)
		if err != nil || !c.changed(v) {
			t.Errorf("%s = %q: %+v, %v", c.field, c.value, v, err)
		}
		if c.field != "hidden" && !slices.Equal(v.Hidden, s.Hidden) {
			t.Errorf("%s = %q changes the hidden units to %v", c.field, c.value, v.Hidden)
		}
	}
	if !slices.Equal(s.Hidden, DefaultSettings().Hidden) {
		t.Errorf("the settings themselves have changed: %v", s.Hidden)
	}
}

func TestWithRefuses(t *testing.T) {
	for _, c := range []struct{ field, value string }{
		{"batch", "many"},
		{"batch", "0"},
		{"batch", `1,"rate":2`},
		{"batch", `1} {`},
		{"rate", "-1"},
		{"rate", "NaN"},
		{"rate", "null"},
		{"batch", " null"},
		{"seed", "null"},
		{"hidden", "null"},
		{"optimizer", "null"},
		{"hidden", "15,20"},
		{"hidden", ""},
		{"optimizer", "hope"},
		{"epochs", "3"},
		{"data", "elsewhere"},
	} {
		v, err := DefaultSettings().With(c.field, c.value, 60000)
		var problems Problems
		if !errors.As(err, &problems) || problems.Of(c.field).Empty() {
			t.Errorf("%s = %q: %+v, %v", c.field, c.value, v, err)
		}
	}
}

// FuzzWith: whatever a person writes, the settings stay as they were or are valid.
func FuzzWith(f *testing.F) {
	for _, field := range SweepFields {
		for _, value := range []string{"1", "0.5", "-1", "30-20", "n", "adam", "1}", `1,"epochs":9`, "1e999", "null", " ", "\x00"} {
			f.Add(field, value)
		}
	}
	f.Fuzz(func(t *testing.T, field, value string) {
		const examples = 1000
		before := DefaultSettings()
		after, err := before.With(field, value, examples)
		if err != nil {
			if !reflect.DeepEqual(after, DefaultSettings()) {
				t.Errorf("%s %q: an error (%v), and other settings", field, value, err)
			}
			return
		}
		if err := after.Validate(examples); err != nil {
			t.Errorf("%s %q: %v", field, value, err)
		}
		if !reflect.DeepEqual(before, DefaultSettings()) {
			t.Errorf("%s %q changes the settings that it varies", field, value)
		}
	})
}
