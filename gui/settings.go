package gui

import (
	"reflect"

	"digitpad/training"
)

// same reports whether two settings are equal.
func same(a, b training.Settings) bool { return reflect.DeepEqual(a, b) }

// iterationsOf is the arithmetic of a run in words, empty while the numbers make
// none.
func iterationsOf(s training.Settings, examples int) string {
	if s.Batch < 1 || s.Epochs < 1 || s.Batch > examples {
		return ""
	}
	return iterations(examples, s.Batch, s.Epochs)
}
