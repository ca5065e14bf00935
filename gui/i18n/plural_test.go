package i18n

import (
	"testing"

	"digitpad/gui/state/store"
)

func TestPlural(t *testing.T) {
	t.Cleanup(func() { _ = Load(store.English) })
	for _, l := range store.Languages {
		if err := Load(l); err != nil {
			t.Fatal(err)
		}
		for n, want := range []string{"0 epochs", "an epoch", "2 epochs"} {
			if got := Plural(n, "an epoch", "%d epochs"); got != want {
				t.Errorf("%s: of %d things: %q, want %q", l, n, got, want)
			}
		}
	}
	if got := Plural(21, "one", "%d"); got != "21" {
		t.Errorf("of 21 things: %q", got)
	}
}
