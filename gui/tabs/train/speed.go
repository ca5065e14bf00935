package train

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// speeds are how many iterations a second a run may do; 0 is as many as it can.
var speeds = []float64{0, 100, 20, 5, 1}

func speedName(perSecond float64) string {
	if perSecond == 0 {
		return lang.L("Full speed")
	}
	return i18n.Plural(int(perSecond), lang.L("1 iteration a second"), lang.L("%d iterations a second"))
}

// newSpeedButton makes the button that offers the speeds.
func (t *Tab) newSpeedButton() *ui.IconButton {
	var b *ui.IconButton
	b = ui.NewIconButton(lang.L("Training speed"), theme.HistoryIcon(), func() { ui.PopUpMenu(b, t.speedItems()) })
	return b
}

// speedItems are the speeds to choose from.
func (t *Tab) speedItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, speed := range speeds {
		items = append(items, ui.NewCheckedItem(speedName(speed), speed == t.training.Speed(), func() { t.SetSpeed(speed) }))
	}
	return items
}

// SetSpeed lets a run do so many iterations a second; 0 is as many as it can. A slow run
// is watched by the cost of every mini-batch.
func (t *Tab) SetSpeed(perSecond float64) {
	t.training.SetSpeed(perSecond)
	if perSecond > 0 && t.prefs.Chart.Quantity != plots.IterationCost {
		view := t.prefs.Chart
		view.Quantity = plots.IterationCost
		t.SetView(view)
	}
}
