package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// PopUpMenu opens a menu at the button that it belongs to.
func PopUpMenu(at fyne.CanvasObject, items []*fyne.MenuItem) {
	view := fyne.CurrentApp().Driver().CanvasForObject(at)
	if view == nil {
		return
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), view)
	size := menu.MinSize()
	menu.ShowAtRelativePosition(fyne.NewPos(at.Size().Width-size.Width, at.Size().Height), at)
}

func NewCheckedItem(title string, checked bool, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(title, do)
	item.Checked = checked
	return item
}
