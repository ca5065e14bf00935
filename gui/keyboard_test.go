package gui

import (
	"go/token"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// accessibleName is what a control is called where it cannot be seen.
func accessibleName(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case fyne.Accessible:
		return o.AccessibilityLabel()
	case *ui.Check:
		return o.Text
	case *widget.RadioGroup:
		if len(o.Options) > 0 {
			return o.Options[0]
		}
	}
	return ""
}

// ofFyne reports whether o is a part of one of Fyne's own controls, such as a
// scroll bar.
func ofFyne(o fyne.CanvasObject) bool {
	kind := reflect.TypeOf(o).Elem()
	return strings.HasPrefix(kind.PkgPath(), "fyne.io/") && !token.IsExported(kind.Name())
}

func TestEveryControlHasAName(t *testing.T) {
	b := trainedBench(t)
	b.eachRoom(func(title string, content fyne.CanvasObject) {
		eachVisible(content, func(o fyne.CanvasObject) bool {
			if ofFyne(o) {
				return true
			}
			_, focusable := o.(fyne.Focusable)
			_, tappable := o.(fyne.Tappable)
			if (focusable || tappable) && accessibleName(o) == "" {
				t.Errorf("tab %s: a %T has no name", title, o)
			}
			switch o.(type) { // whose parts are Fyne's own
			case *widget.RadioGroup, *ui.ImageGrid, *ui.Select, *ui.Slider, *ui.Entry:
				return true
			}
			return false
		})
	})
}

// reached are the controls that the keyboard's focus comes to, one after the
// other.
func (b *testBench) reached() map[fyne.Focusable]bool {
	view := b.window.Canvas()
	view.Unfocus()
	all := map[fyne.Focusable]bool{}
	for {
		view.FocusNext()
		at := view.Focused()
		if at == nil || all[at] {
			return all
		}
		all[at] = true
	}
}

func TestTheKeyboardReachesWhatThePointerDoes(t *testing.T) {
	b := trainedBench(t)
	b.eachRoom(func(title string, content fyne.CanvasObject) {
		reached := b.reached()
		eachVisible(content, func(o fyne.CanvasObject) bool {
			if ofFyne(o) {
				return true
			}
			switch o := o.(type) {
			case *symbol: // the setting that it stands for can be reached
			case *termRow:
				if !o.Disabled() && !reached[o] {
					t.Errorf("tab %s: the keyboard does not reach the row %q", title, o.name.Text)
				}
			case *widget.RadioGroup, *ui.ImageGrid:
				return true
			case fyne.Tappable:
				focusable, ok := o.(fyne.Focusable)
				if off, can := o.(fyne.Disableable); can && off.Disabled() {
					return false
				}
				if !ok || !reached[focusable] {
					t.Errorf("tab %s: the keyboard does not reach the %T %q", title, o, accessibleName(o.(fyne.CanvasObject)))
				}
			}
			return false
		})
	})
}

func TestTheArrowsGoFromTabToTab(t *testing.T) {
	b := newBench(t)
	view := b.window.Canvas()
	view.Focus(b.tabs.titles[0])
	for i := 1; i <= len(b.tabs.titles); i++ {
		view.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		want := i % len(b.tabs.titles)
		if b.tabs.selected != want || view.Focused() != fyne.Focusable(b.tabs.titles[want]) {
			t.Fatalf("after %d arrows tab %d is shown", i, b.tabs.selected)
		}
	}
}

func TestADigitIsDrawnByTheKeyboard(t *testing.T) {
	b := newBench(t)
	b.window.Canvas().Focus(b.pad)
	press := func(key fyne.KeyName, times int) {
		for range times {
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	press(fyne.KeySpace, 1)
	press(fyne.KeyDown, 10)
	press(fyne.KeySpace, 1)
	press(fyne.KeyRight, 3)
	drawing := b.pad.Page().Drawing
	if len(drawing) != 1 || len(drawing[0].Points) != 11 {
		t.Fatalf("the keys drew %v", drawing)
	}
	from, to := drawing[0].Points[0], drawing[0].Points[10]
	if length := to.Y - from.Y; length < 0.49 || length > 0.51 || to.X != from.X {
		t.Errorf("the stroke goes from %v to %v", from, to)
	}
	press(fyne.KeyDelete, 1)
	if !b.pad.Page().Empty() {
		t.Error("keys that the pad has no use for do not reach the window")
	}
	test.Tap(b.random)
	b.window.Canvas().Focus(b.pad)
	press(fyne.KeySpace, 1)
	b.window.Canvas().Unfocus()
	if b.pad.held != 0 {
		t.Error("the pen stays down on a pad without the focus")
	}
}

// The window's own keys work wherever the focus is, but for the radio buttons,
// which are Fyne's own.
func TestKeysReachTheWindowFromEveryControl(t *testing.T) {
	b := trainedBench(t)
	b.eachRoom(func(title string, _ fyne.CanvasObject) {
		for control := range b.reached() {
			o, ok := control.(fyne.CanvasObject)
			if !ok || ofFyne(o) {
				continue
			}
			control.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
			if !b.modal() {
				t.Errorf("tab %s: F1 does not help from the %T %q", title, o, accessibleName(o))
				continue
			}
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if b.modal() {
				t.Fatalf("tab %s: Escape does not close the help", title)
			}
		}
	})
}

// Behind a dialog nothing is done by the menu's shortcuts; pressed twice, a
// shortcut raises no second one.
func TestShortcutsWaitForDialogs(t *testing.T) {
	b := trainedBench(t)
	b.ShowAbout()
	network, colours := b.model.Network, b.prefs.Colours
	for i, item := range b.actions.all() {
		if item == &b.actions.quit {
			continue
		}
		item.menuItem().Action()
		if dialogs := len(b.window.Canvas().Overlays().List()); dialogs != 1 {
			t.Fatalf("action %d, %q: %d dialogs", i, item.title, dialogs)
		}
	}
	if b.model.Network != network || b.prefs.Colours != colours {
		t.Error("a shortcut has changed what lies behind a dialog")
	}
	b.Dismiss()
	b.actions.help.menuItem().Action()
	if !b.modal() {
		t.Error("without a dialog a shortcut does nothing")
	}
}
