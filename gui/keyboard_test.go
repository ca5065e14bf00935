package gui

import (
	"errors"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/picture"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training/synth"
)

// accessibleName is what a control is called where it cannot be seen.
func accessibleName(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case fyne.Accessible:
		return o.AccessibilityLabel()
	case *ui.Check:
		return o.Text
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
	b := trainedWindow(t)
	b.eachTab(func(title string, content fyne.CanvasObject) {
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
			case *picture.Grid, *ui.Select, *ui.Slider, *ui.Entry:
				return true
			}
			return false
		})
	})
}

// Every control says what it does where the pointer rests on it: one that shows a word
// says more than it.
func TestEveryControlHasAnExplanation(t *testing.T) {
	b := trainedWindow(t)
	seen := 0
	check := func(where string, o fyne.CanvasObject) {
		eachVisible(o, func(o fyne.CanvasObject) bool {
			if o, ok := o.(ui.Explained); ok {
				seen++
				name := accessibleName(o)
				if said := o.Explanation(); said == "" || hasWord(o) && (said == name || strings.HasPrefix(name, said+", ")) {
					t.Errorf("%s: the explanation of %T %q is %q", where, o, name, said)
				}
			}
			return false
		})
	}
	b.eachTab(func(title string, content fyne.CanvasObject) { check("tab "+title, content) })
	check("beside the pad", b.sidebar.content)
	if seen < 60 {
		t.Errorf("only %d controls were found", seen)
	}
}

// hasWord reports whether a control shows what it is called.
func hasWord(o fyne.CanvasObject) bool {
	switch o.(type) {
	case *ui.IconButton, *ui.UnlabelledCheck, *ui.HelpButton:
		return false
	}
	return true
}

// reached are the controls that the keyboard's focus comes to, one after the
// other.
func (b *testWindow) reached() map[fyne.Focusable]bool {
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
	b := trainedWindow(t)
	b.eachTab(func(title string, content fyne.CanvasObject) {
		reached := b.reached()
		eachVisible(content, func(o fyne.CanvasObject) bool {
			if ofFyne(o) {
				return true
			}
			switch o := o.(type) {
			case *picture.Grid:
				return true
			case fyne.Tappable:
				if strings.HasSuffix(reflect.TypeOf(o).String(), ".mathSymbol") {
					return false // the setting that it stands for can be reached
				}
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

// scrollsAround are what scrolls around a control, the outermost first.
func scrollsAround(control, from fyne.CanvasObject) (scrolls []*container.Scroll, found bool) {
	if from == control {
		return nil, true
	}
	var parts []fyne.CanvasObject
	switch o := from.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		if scrolls, found := scrollsAround(control, part); found {
			if scroll, ok := from.(*container.Scroll); ok {
				scrolls = append([]*container.Scroll{scroll}, scrolls...)
			}
			return scrolls, true
		}
	}
	return nil, false
}

// inView reports whether something from at on, so long, lies in a view, or its beginning if
// it is longer.
func inView(at, length, view float32) bool {
	const rounding = 0.5
	return at >= -rounding && (at+length <= view+rounding || length > view && at < view/2)
}

// What the keyboard comes to is scrolled into view, however small the window is: as 960×540
// pixels are with everything at twice its size, and where only the forms scroll.
func TestWhatHasTheFocusIsInView(t *testing.T) {
	b := trainedWindow(t)
	driver := fyne.CurrentApp().Driver()
	for _, size := range []fyne.Size{fyne.NewSize(480, 270), fyne.NewSize(1024, 700)} {
		b.window.Resize(size)
		b.settle()
		scrolled, view := 0, b.window.Canvas()
		b.eachTab(func(title string, content fyne.CanvasObject) {
			view.Unfocus()
			for seen := map[fyne.Focusable]bool{}; ; {
				view.FocusNext()
				at := view.Focused()
				if at == nil || seen[at] {
					return
				}
				seen[at] = true
				control := at.(fyne.CanvasObject)
				scrolls, found := scrollsAround(control, content)
				if !found {
					t.Fatalf("%v, tab %s: the %T %q is not in the window", size, title, control, accessibleName(control))
				}
				for _, scroll := range scrolls {
					if scroll.Offset != (fyne.Position{}) {
						scrolled++
					}
					p := driver.AbsolutePositionForObject(control).Subtract(driver.AbsolutePositionForObject(scroll))
					need, room := control.Size(), scroll.Size()
					if !inView(p.X, need.Width, room.Width) || !inView(p.Y, need.Height, room.Height) {
						t.Errorf("%v, tab %s: the %T %q lies at %v, %v large, in a view of %v", size, title, control, accessibleName(control), p, need, room)
					}
				}
			}
		})
		if scrolled == 0 {
			t.Errorf("%v: nothing had to be scrolled", size)
		}
	}
}

func TestTheArrowsGoFromTabToTab(t *testing.T) {
	b := newTestWindow(t)
	view := b.window.Canvas()
	view.Focus(b.tabs.buttons[0])
	for i := 1; i <= len(b.tabs.buttons); i++ {
		view.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		want := i % len(b.tabs.buttons)
		if b.tabs.selected != want || view.Focused() != fyne.Focusable(b.tabs.buttons[want]) {
			t.Fatalf("after %d arrows tab %d is shown", i, b.tabs.selected)
		}
	}
}

func TestADigitIsDrawnByTheKeyboard(t *testing.T) {
	b := newTestWindow(t)
	b.window.Canvas().Focus(b.sidebar.pad)
	press := func(key fyne.KeyName, times int) {
		for range times {
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	press(fyne.KeySpace, 1)
	press(fyne.KeyDown, 10)
	press(fyne.KeySpace, 1)
	press(fyne.KeyRight, 3)
	drawing := b.state.Page.Content().Drawing
	if len(drawing) != 1 || len(drawing[0].Points) < 11 {
		t.Fatalf("the keys drew %v", drawing)
	}
	from, to := drawing[0].Points[0], drawing[0].Points[len(drawing[0].Points)-1]
	if length := to.Y - from.Y; length < 0.49 || length > 0.51 || to.X != from.X {
		t.Errorf("the stroke goes from %v to %v", from, to)
	}
	press(fyne.KeyDelete, 1)
	if !b.state.Page.Content().Empty() {
		t.Error("keys that the pad has no use for do not reach the window")
	}
	test.Tap(b.sidebar.random)
	b.window.Canvas().Focus(b.sidebar.pad)
	press(fyne.KeySpace, 1)
	b.window.Canvas().Unfocus()
	points := b.state.Page.Content().Drawing.Points()
	b.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(150, 150)}})
	if b.state.Page.Content().Drawing.Points() != points {
		t.Error("the pen stays down on a pad without the focus")
	}
}

// The window's own keys work wherever the focus is.
func TestKeysReachTheWindowFromEveryControl(t *testing.T) {
	b := trainedWindow(t)
	tried := 0
	b.eachTab(func(title string, _ fyne.CanvasObject) {
		helped := false
		for control := range b.reached() {
			o, ok := control.(fyne.CanvasObject)
			if !ok {
				continue
			}
			tried++
			was := b.window.FullScreen()
			if control.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF11}); b.window.FullScreen() == was {
				t.Errorf("tab %s: F11 does not fill the screen from the %T %q", title, o, accessibleName(o))
				continue
			}
			if helped { // which takes long to show
				continue
			}
			helped = true
			if control.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1}); !b.dialogs.Modal() {
				t.Fatalf("tab %s: F1 does not help from the %T %q", title, o, accessibleName(o))
			}
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if b.dialogs.Modal() {
				t.Fatalf("tab %s: Escape does not close the help", title)
			}
		}
	})
	if tried < 100 {
		t.Errorf("only %d controls were tried", tried)
	}
}

// Escape closes a dialog wherever the focus is in it; not so a choice of files, which is
// Fyne's, and its links in a text.
func TestEscapeClosesDialogsFromEveryControl(t *testing.T) {
	b := trainedWindow(t)
	view := b.window.Canvas()
	asks := func() { b.dialogs.Confirm("Replace?", "It is there.", "Yes", "No", 30, 10, func(bool) {}) }
	tried := 0
	for i, open := range []func(){
		b.help.Show, b.help.ShowShortcuts, b.help.ShowGlossary, b.help.ShowAbout, b.help.ShowLicences, asks,
		func() { b.dialogs.Info("Language", "From the next start.") }, func() { b.dialogs.Error("It failed", errors.New("once")) },
	} {
		for stop := 0; ; stop++ {
			open()
			view.Unfocus()
			for range stop + 1 {
				view.FocusNext()
			}
			control := view.Focused()
			if stop > 0 && control == first(view) {
				b.dialogs.Dismiss()
				break
			}
			if _, link := control.(*widget.Hyperlink); !link {
				tried++
				if control.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); b.dialogs.Modal() {
					t.Errorf("dialog %d: Escape does not close it from the %T %q", i, control, accessibleName(control.(fyne.CanvasObject)))
				}
			}
			for b.dialogs.Modal() {
				b.dialogs.Dismiss()
			}
		}
	}
	if tried < 10 {
		t.Errorf("only %d controls were tried", tried)
	}
}

// first is what Tab comes to first.
func first(view fyne.Canvas) fyne.Focusable {
	view.Unfocus()
	view.FocusNext()
	return view.Focused()
}

// Behind a dialog nothing is done by the menu's shortcuts; pressed twice, a
// shortcut raises no second one.
func TestShortcutsWaitForDialogs(t *testing.T) {
	b := trainedWindow(t)
	b.help.ShowAbout()
	network, colours := b.state.Prediction.Model().Network, b.prefs.Colours
	for i, item := range b.commands {
		if item == &b.menus.network.quit {
			continue
		}
		b.pick(item)
		if dialogs := len(b.window.Canvas().Overlays().List()); dialogs != 1 {
			t.Fatalf("action %d, %q: %d dialogs", i, item.Title, dialogs)
		}
	}
	if b.state.Prediction.Model().Network != network || b.prefs.Colours != colours {
		t.Error("a shortcut has changed what lies behind a dialog")
	}
	b.dialogs.Dismiss()
	b.pick(b.help.Commands()[0])
	if !b.dialogs.Modal() {
		t.Error("without a dialog a shortcut does nothing")
	}
}

// A text field with the focus, in the window or in a dialog, takes the keys that it has in
// common with the drawing; the buttons and the menu say all the time what can be done with
// the drawing.
func TestATextFieldHasItsOwnUndo(t *testing.T) {
	b := newTestWindow(t)
	undo := &b.menus.draw.undo
	enabled := func() bool { return !b.button("undo").Disabled() }
	inDialog := widget.NewEntry()
	inWindow := b.entry("epochs")
	for name, field := range map[string]*widget.Entry{"the window": &inWindow.Entry, "a dialog": inDialog} {
		b.state.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
		for b.state.Page.CanUndo() {
			b.state.Page.Undo()
		}
		var d dialog.Dialog
		var focused fyne.Focusable = inWindow
		if field == inDialog {
			d, focused = dialog.NewCustom("A name", "Close", field, b.window), inDialog
			b.dialogs.Show(d, 400, 200)
		}
		field.SetText("")
		b.window.Canvas().Focus(focused)
		test.Type(focused, "77")
		b.refreshCommands() // as after whatever happens
		if enabled() {
			t.Errorf("%s: nothing was drawn, and Undo is enabled", name)
		}
		b.pick(undo)
		if field.Text == "77" {
			t.Errorf("%s: Undo leaves %q in the field", name, field.Text)
		}
		if d != nil {
			d.Hide()
		}
		b.window.Canvas().Unfocus()
		b.state.Page.Redo()
		if b.state.Page.Content().Empty() || !enabled() {
			t.Fatalf("%s: the drawing does not come back", name)
		}
		b.pick(undo)
		if !b.state.Page.Content().Empty() {
			t.Errorf("%s: without the focus, Undo leaves the drawing", name)
		}
	}
}
