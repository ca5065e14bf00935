package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/ui"
)

func TestTextLook(t *testing.T) {
	p := uitest.New(t)
	heading, caption := ui.NewHeading("Heading"), ui.NewCaption("caption, small and quiet")
	cut := ui.NewText("This is longer than there is room for in its line", theme.SizeNameText, theme.ColorNameError)
	uitest.Golden(t, p.App, "text", container.New(ui.VBoxLayout{Gap: 1}, heading, caption, cut), 180, 70)
}

// A problem stands in the place of the hint.
func TestFieldLook(t *testing.T) {
	p := uitest.New(t)
	field := func(problem string) fyne.CanvasObject {
		e := ui.NewEntry("Learning rate", func(bool) {})
		e.SetText("3")
		f := ui.NewField("rate", ui.Help{Title: "Learning rate η", Hint: "length of a step downhill", Text: "…"}, e)
		f.ShowProblem(problem)
		return f.Box
	}
	uitest.Golden(t, p.App, "field", container.NewGridWithColumns(2, field(""), field("The rate is above 0.")), 360, 110)
}
