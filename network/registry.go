package network

import (
	"strings"

	"digitpad/network/message"
)

// Registry is the choices for something that the user picks by name, in the
// order in which menus show them. Menus, flags and the file format find a choice
// by its name.
type Registry[T interface{ Name() string }] []T

// Names lists the names of all choices.
func (r Registry[T]) Names() []string {
	names := make([]string, len(r))
	for i, choice := range r {
		names[i] = choice.Name()
	}
	return names
}

// Lookup finds the choice called name. Its error lists the valid names.
func (r Registry[T]) Lookup(name string) (T, error) {
	for _, choice := range r {
		if choice.Name() == name {
			return choice, nil
		}
	}
	var none T
	return none, message.Errorf("no %q; choose %s", name, strings.Join(r.Names(), ", "))
}
