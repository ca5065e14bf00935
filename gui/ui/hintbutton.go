package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// HintButton is a button that tells when the pointer is on it, so that why it is
// disabled can be said.
type HintButton struct {
	widget.Button
	OnHover func(on bool)
}

func NewHintButton(title string, icon fyne.Resource, tapped func(), onPointed func(bool)) *HintButton {
	b := &HintButton{OnHover: onPointed}
	b.Text, b.Icon, b.OnTapped = title, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn implements desktop.Hoverable.
func (b *HintButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.OnHover(true)
}

// MouseOut implements desktop.Hoverable.
func (b *HintButton) MouseOut() {
	b.Button.MouseOut()
	b.OnHover(false)
}

// TypedKey implements fyne.Focusable.
func (g *HintButton) TypedKey(e *fyne.KeyEvent) { KeepKeys(g, &g.Button, e, fyne.KeySpace) }
