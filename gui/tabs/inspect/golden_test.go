package inspect

import (
	"testing"

	"fyne.io/fyne/v2/container"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	p.Prediction.UsePost()
	p.Draw(0.5, 0.2, 0.5, 0.8)
	tab := New(p.State.State, p.Env)
	tab.Shown(true)
	p.Pump("a snapshot", func() bool { return tab.layer != nil })
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}

func TestUnitViewLook(t *testing.T) {
	p := uitest.New(t)
	levels := make([]uint8, 28*28)
	for i := range levels {
		levels[i] = uint8(min(2*picture.ZeroLevel, i*2*picture.ZeroLevel/len(levels)))
	}
	unit := func(s unitState) *unitView {
		s.levels, s.full = levels, 1
		u := newUnitView(2)
		u.Set(s)
		return u
	}
	uitest.Golden(t, p.App, "unit", container.NewGridWithColumns(3,
		unit(unitState{name: "1", active: true, a: 0.7}), unit(unitState{name: "2", active: true, a: 0.2, chosen: true}), unit(unitState{name: "3", off: true})), 260, 110)
}

func TestContributionRowLook(t *testing.T) {
	p := uitest.New(t)
	row := func(c contribution) *contributionRow {
		r := newContributionRow()
		r.Set(c)
		return r
	}
	uitest.Golden(t, p.App, "contribution", container.New(ui.VBoxLayout{},
		row(contribution{name: "Unit 3", detail: "1.20 × 0.90", value: 1.08, full: 2}),
		row(contribution{name: "Unit 9", detail: "−1.50 × 0.40", value: -0.6, full: 2}),
		row(contribution{name: "z", detail: "the sum", value: 0.48, full: 2, strong: true})), 320, 70)
}
