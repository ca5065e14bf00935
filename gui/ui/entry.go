package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
)

// AccessibilityLabel implements fyne.Accessible.
func (e *Entry) AccessibilityLabel() string { return e.name + ", " + e.Text }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// blinkFor is how long the cursor blinks after a person has typed. Then it stands still,
// since the window is painted anew for every step of it.
const blinkFor = 10 * time.Second

// Entry is a text field, with a name, that tells when it has the focus.
type Entry struct {
	widget.Entry
	name    string
	onFocus func(on bool)

	typed time.Time       // when a person typed last, or came here
	rest  *fyne.Animation // holds the cursor; nil without the focus
}

func NewEntry(name string, onFocus func(on bool)) *Entry {
	e := &Entry{name: name, onFocus: onFocus}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.typed = time.Now()
	if e.rest == nil {
		e.rest = fyne.NewAnimation(time.Hour, e.hold)
		e.rest.RepeatCount = fyne.AnimationRepeatForever
		e.rest.Start()
	}
	focus.ScrollIntoView(e)
	e.onFocus(true)
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.rest != nil {
		e.rest.Stop()
		e.rest = nil
	}
	e.onFocus(false)
}

// hold lets the cursor stand still once nobody types. A key does that for a moment; this
// one does nothing else.
func (e *Entry) hold(float32) {
	if time.Since(e.typed) > blinkFor {
		e.Entry.TypedKey(&fyne.KeyEvent{})
	}
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	e.typed = time.Now()
	e.Entry.TypedRune(r)
}

// TypedKey implements fyne.Focusable. A text field hands on only the keys that no
// text is made with; Escape leaves it.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	e.typed = time.Now()
	switch event.Name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF5, fyne.KeyF11:
		PassKey(e, event)
	case fyne.KeyEscape:
		if view := fyne.CurrentApp().Driver().CanvasForObject(e); view != nil {
			view.Unfocus()
		}
	default:
		e.Entry.TypedKey(event)
	}
}
