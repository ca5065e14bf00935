package i18n

import (
	"fmt"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Plural is a text about n things: one, or other with n in the place of %d, as the
// language counts them.
func Plural(n int, one, other string) string {
	if plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) == plural.One {
		return one
	}
	return fmt.Sprintf(other, n)
}

// tag is the language of the window.
var tag = language.English
