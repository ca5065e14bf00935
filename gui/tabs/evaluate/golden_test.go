package evaluate

import (
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/training/evaluate"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State, p.Prefs, p.Env)
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}

func TestConfusionMatrixLook(t *testing.T) {
	p := uitest.New(t)
	m := newConfusionMatrix()
	var c evaluate.Confusion
	for label := range c {
		c[label][label] = 90
		c[label][(label*3+1)%10] += label
		c[label][(label+5)%10] += 4
	}
	m.Set(&c)
	m.Choose(cell{4, 9})
	uitest.Golden(t, p.App, "matrix", m, 600, 330)
}
