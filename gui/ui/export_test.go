package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// Rest is as if nobody had typed for a while.
func (e *Entry) Rest(while time.Duration) { e.typed = e.typed.Add(-while) }

// RadioButton is a button of a RadioGroup.
type RadioButton interface {
	fyne.Focusable
	fyne.Tappable
}

// RadioButtons are the buttons of a group.
func RadioButtons(g *RadioGroup) (all []RadioButton) {
	for _, b := range g.buttons {
		all = append(all, b)
	}
	return all
}
