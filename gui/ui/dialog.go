package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// NewDialog is a dialog with a button to dismiss it. Escape does so too, wherever the focus
// is: the buttons of Fyne's own dialogs keep that key to themselves.
func NewDialog(title, dismiss string, content fyne.CanvasObject, over fyne.Window) *dialog.CustomDialog {
	d := dialog.NewCustomWithoutButtons(title, content, over)
	d.SetButtons([]fyne.CanvasObject{NewButton(dismiss, "", nil, d.Hide)})
	return d
}
