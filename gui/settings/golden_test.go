package settings

import (
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/optim"
)

func TestFormulaLook(t *testing.T) {
	p := uitest.New(t)
	f := newFormulaView(func(string, bool) {}, func(string) {})
	f.Show(formulaSettings{network.CrossEntropy.Name(), optim.Adam.Name(), optim.L2.Name(), true})
	f.ShowValues(&training.Epoch{Train: evaluate.Score{Cost: 0.02134}, GradientNorms: []float64{0.03, 0.04}, Rate: 3})
	f.Highlight("rate", true)
	uitest.Golden(t, p.App, "formula", f.content, 420, 110)
}
