package owner

import (
	"slices"
)

// Signal tells listeners about changes of one kind. Its methods belong to the
// goroutine of the state.
type Signal[T any] struct{ listeners []*func(T) }

// Listen calls f at every change until stop is called.
func (s *Signal[T]) Listen(f func(T)) (stop func()) {
	l := &f
	s.listeners = append(s.listeners, l)
	return func() {
		s.listeners = slices.DeleteFunc(slices.Clone(s.listeners), func(o *func(T)) bool { return o == l })
	}
}

// Notify calls the listeners in the order in which they began to listen.
func (s *Signal[T]) Notify(change T) {
	for _, l := range s.listeners {
		(*l)(change)
	}
}
