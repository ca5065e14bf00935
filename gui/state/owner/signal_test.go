package owner_test

import (
	"slices"
	"testing"

	"digitpad/gui/state/owner"
)

// Listeners hear in their order, until they stop; one may stop while it hears.
func TestSignal(t *testing.T) {
	var s owner.Signal[int]
	var heard []string
	listen := func(name string) func() {
		return s.Listen(func(v int) { heard = append(heard, name+string(rune('0'+v))) })
	}
	stopA := listen("a")
	var stopB func()
	stopB = s.Listen(func(int) { heard = append(heard, "b"); stopB() })
	listen("c")
	s.Notify(1)
	stopA()
	stopA() // again is nothing
	s.Notify(2)
	if want := []string{"a1", "b", "c1", "c2"}; !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}
