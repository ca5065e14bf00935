package settings

import (
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/network"
	"digitpad/training/optim"
)

func TestFormulaLook(t *testing.T) {
	p := uitest.New(t)
	f := newFormulaView(func(string, bool) {}, func(string) {})
	f.Show(network.CrossEntropy.Name(), optim.Momentum.Name())
	f.Highlight("rate", true)
	uitest.Golden(t, p.App, "formula", f.content, 420, 90)
}
