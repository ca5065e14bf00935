package gui

import (
	"testing"

	"fyne.io/fyne/v2/theme"

	"digitpad/network"
	"digitpad/training/optim"
)

// Every cost and every optimiser has a formula, whose symbols stand for settings
// that the form has.
func TestFormulas(t *testing.T) {
	b := newBench(t)
	all := map[string][]sign{"the gradient": gradientFormula}
	for _, name := range network.Costs.Names() {
		all[name] = costFormulas[name]
	}
	for _, name := range optim.Optimizers.Names() {
		all[name] = updateFormulas[name]
	}
	for name, signs := range all {
		linked := 0
		for _, s := range signs {
			if s.setting != "" {
				linked++
				if b.learn.form.byName[s.setting] == nil {
					t.Errorf("%s: the form has no %s", name, s.setting)
				}
			}
		}
		if linked == 0 {
			t.Errorf("%s has no formula with a symbol of a setting", name)
		}
	}
}

// Pointing at a symbol lights its setting up, tapping goes there, and the
// setting with the focus lights its symbols up.
func TestSymbolsAndSettingsPointToEachOther(t *testing.T) {
	b := newBench(t)
	form := b.learn.form
	eta := form.formula.symbols["rate"][0]
	eta.MouseIn(nil)
	if form.byName["rate"].Title.Color != theme.ColorNamePrimary || !eta.lit {
		t.Error("pointing at η does not light up the learning rate")
	}
	eta.MouseOut()
	if form.byName["rate"].Title.Color != theme.ColorNameForeground || eta.lit {
		t.Error("the learning rate stays lit")
	}
	eta.Tapped(nil)
	if b.window.Canvas().Focused() != form.entries["rate"] || !eta.lit {
		t.Error("tapping η does not go to the learning rate")
	}
	b.window.Canvas().Unfocus()
	if eta.lit {
		t.Error("η stays lit without the focus")
	}

	form.choices["optimizer"].SetSelected(optim.Momentum.Name())
	if len(form.formula.symbols["momentum"]) == 0 {
		t.Error("the formula does not follow the optimiser")
	}
}
