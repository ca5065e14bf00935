package samples

import (
	"testing"

	"digitpad/gui/internal/uitest"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State, p.Env)
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}
