package pad

import (
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
)

// Fingers and styluses, where the screen reports them as such and not as a mouse.
// What follows a TouchDown comes as Dragged.

var _ mobile.Touchable = (*Pad)(nil)

// TouchDown implements mobile.Touchable. A second finger during a stroke is
// ignored.
func (p *Pad) TouchDown(e *mobile.TouchEvent) {
	if p.held == 0 {
		p.begin(e.Position, desktop.MouseButtonPrimary)
	}
}

// TouchUp implements mobile.Touchable.
func (p *Pad) TouchUp(*mobile.TouchEvent) { p.end() }

// TouchCancel implements mobile.Touchable. What was drawn stays; Undo takes it
// away.
func (p *Pad) TouchCancel(*mobile.TouchEvent) { p.end() }
