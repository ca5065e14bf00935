package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// AccessibilityLabel implements fyne.Accessible.
func (i *HelpButton) AccessibilityLabel() string {
	return fmt.Sprintf(lang.L("What is: %s"), i.about.Title)
}

// HelpButton is a small button that opens an explanation beside itself.
type HelpButton struct {
	Button
	about Help
}

func NewHelpButton(e Help) *HelpButton {
	i := &HelpButton{about: e}
	i.Icon, i.OnTapped, i.Importance = theme.InfoIcon(), i.Open, widget.LowImportance
	i.extend(i, i.AccessibilityLabel())
	return i
}

// MinSize keeps the button no higher than the line of text that it stands in.
func (i *HelpButton) MinSize() fyne.Size { return fyne.NewSquareSize(1.4 * theme.TextSize()) }

// helpWidth is the width of an opened explanation, in multiples of the text
// size.
const helpWidth = 24

func (i *HelpButton) Open() {
	view := fyne.CurrentApp().Driver().CanvasForObject(i)
	story := widget.NewLabel(i.about.Text)
	story.Wrapping = fyne.TextWrapWord
	title := widget.NewLabelWithStyle(i.about.Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	width := helpWidth * theme.TextSize()
	content := container.NewBorder(title, nil, nil, nil, story)
	story.Resize(fyne.NewSize(width, 0))
	popup := widget.NewPopUp(content, view)
	popup.Resize(fyne.NewSize(width, popup.MinSize().Height))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(i)
	at.X = max(0, min(at.X, view.Size().Width-width-theme.Padding()))
	at.Y += i.Size().Height
	if height := popup.MinSize().Height; at.Y+height > view.Size().Height {
		at.Y = max(0, at.Y-i.Size().Height-height)
	}
	popup.ShowAtPosition(at)
}
