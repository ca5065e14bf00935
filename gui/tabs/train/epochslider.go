package train

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

// epochSlider chooses an epoch of a run, to look at or to go on from.
type epochSlider struct {
	// OnChosen is called when a person chooses an epoch, by its index.
	OnChosen func(i int)

	slider  *ui.Slider
	says    *ui.Text
	resume  *ui.Button
	content *fyne.Container
	epochs  int  // to choose from
	viewed  int  // the one in view, or store.LatestEpoch
	hidden  bool // by a lesson
}

func newEpochSlider(t *ui.Theme, continueHere *ui.Command) *epochSlider {
	s := &epochSlider{slider: ui.NewSlider(lang.L("Go back"), lang.L("Let the network answer as it was after an earlier epoch"), 0, 1), says: ui.NewCaption("")}
	s.says.MinFor = lang.L("after epoch 9999")
	s.says.Align = fyne.TextAlignTrailing
	s.slider.OnChanged = func(v float64) { s.OnChosen(int(v + 0.5)) }
	choose := container.NewBorder(nil, nil,
		ui.NewText(lang.L("Go back"), theme.SizeNameText, ui.ColorSubtle), s.says,
		container.NewThemeOverride(s.slider, ui.SliderTheme{Theme: t}))
	s.resume = continueHere.Button()
	s.content = container.NewBorder(nil, nil, nil, s.resume, choose)
	s.Set(0, store.LatestEpoch)
	return s
}

// Set shows which of so many epochs is in view; while there is only one there is
// nothing to choose.
func (s *epochSlider) Set(epochs, viewed int) {
	s.epochs, s.viewed = epochs, viewed
	ui.SetVisible(s.content, epochs >= 2 && !s.hidden)
	at := viewed
	s.says.Set(fmt.Sprintf(lang.L("after epoch %d"), viewed))
	if viewed == store.LatestEpoch {
		at = epochs - 1
		s.says.Set(lang.L("as it is now"))
	}
	s.slider.Max = float64(max(1, epochs-1))
	s.slider.Value = float64(at) // without a call of OnChanged
	s.slider.Refresh()
}

// SetHidden hides the slider, or shows it again.
func (s *epochSlider) SetHidden(on bool) {
	s.hidden = on
	ui.SetVisible(s.content, s.epochs >= 2 && !on)
}
