package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// NewInvitation stands where there is nothing to see yet: what is missing, and what to do.
func NewInvitation(missing, next string) *fyne.Container {
	heading := NewText(missing, theme.SizeNameSubHeadingText, theme.ColorNameForeground)
	heading.Align = fyne.TextAlignCenter
	hint := NewText(next, theme.SizeNameText, ColorSubtle)
	hint.Align, hint.MinFor = fyne.TextAlignCenter, ""
	return container.NewVBox(layout.NewSpacer(), heading, hint, layout.NewSpacer())
}
