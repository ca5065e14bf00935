package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
)

// tabBar shows one of several tabs, which their titles above choose.
type tabBar struct {
	// OnSelected is called when another tab is shown.
	OnSelected func()

	buttons  []*tabButton
	tabs     []ui.Tab
	selected int
	content  *fyne.Container
	trace    *trace.Log
}

func newTabBar(log *trace.Log, tabs ...ui.Tab) *tabBar {
	t := &tabBar{tabs: tabs, trace: log}
	strip, stage := container.NewHBox(), container.NewStack()
	for i, tab := range tabs {
		button := newTabButton(tab.Title(), func() { t.Select(i) }, t.step)
		t.buttons = append(t.buttons, button)
		strip.Add(button)
		stage.Add(tab.Content())
	}
	t.content = container.NewBorder(container.New(ui.VBoxLayout{}, strip, widget.NewSeparator()), nil, nil, nil,
		container.New(ui.TopPadding{}, stage))
	t.show()
	return t
}

// Select shows tab i; of a number without a tab it does nothing.
func (t *tabBar) Select(i int) {
	if i == t.selected || i < 0 || i >= len(t.tabs) {
		return
	}
	defer t.trace.Step("tab " + t.buttons[i].title)()
	was := t.selected
	t.selected = i
	t.show()
	t.tabs[was].Shown(false)
	t.tabs[i].Shown(true)
	if t.OnSelected != nil {
		t.OnSelected()
	}
}

// Shown is the tab in view.
func (t *tabBar) Shown() ui.Tab { return t.tabs[t.selected] }

// Title is what the tab in view is called.
func (t *tabBar) Title() string { return t.Shown().Title() }

// Turn shows the tab so many places further on, round and round.
func (t *tabBar) Turn(by int) {
	n := len(t.tabs)
	t.Select((t.selected + by + n) % n)
}

// Close waits for what the tabs do.
func (t *tabBar) Close() {
	for _, tab := range t.tabs {
		tab.Close()
	}
}

// step turns to a neighbour and lets the keyboard follow.
func (t *tabBar) step(by int) {
	t.Turn(by)
	button := t.buttons[t.selected]
	if view := fyne.CurrentApp().Driver().CanvasForObject(button); view != nil {
		view.Focus(button)
	}
}

func (t *tabBar) show() {
	for i, button := range t.buttons {
		button.choose(i == t.selected)
		ui.SetVisible(t.tabs[i].Content(), i == t.selected)
	}
}

// tabButton is the name of a tab, underlined while the tab is shown.
type tabButton struct {
	widget.BaseWidget
	title            string
	onTapped         func()
	onTurned         func(by int) // to a neighbour
	chosen           bool
	hovered, focused bool
}

var (
	_ fyne.Tappable     = (*tabButton)(nil)
	_ fyne.Focusable    = (*tabButton)(nil)
	_ desktop.Hoverable = (*tabButton)(nil)
)

func newTabButton(title string, onTapped func(), onTurned func(by int)) *tabButton {
	t := &tabButton{title: title, onTapped: onTapped, onTurned: onTurned}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tabButton) choose(on bool) { t.chosen = on; t.Refresh() }

// Tapped implements fyne.Tappable.
func (t *tabButton) Tapped(*fyne.PointEvent) { t.onTapped() }

// MouseIn implements desktop.Hoverable.
func (t *tabButton) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *tabButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tabButton) MouseOut() { t.hovered = false; t.Refresh() }

// FocusGained implements fyne.Focusable.
func (t *tabButton) FocusGained() {
	t.focused = true
	t.Refresh()
	focus.ScrollIntoView(t)
}

// FocusLost implements fyne.Focusable.
func (t *tabButton) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *tabButton) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: the arrows go to the neighbours.
func (t *tabButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.onTapped()
	case fyne.KeyLeft:
		t.onTurned(-1)
	case fyne.KeyRight:
		t.onTurned(1)
	default:
		ui.PassKey(t, e)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tabButton) CreateRenderer() fyne.WidgetRenderer {
	r := &tabButtonRenderer{
		title: t, name: canvas.NewText(t.title, nil),
		back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
	}
	r.name.TextStyle.Bold = true
	r.name.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type tabButtonRenderer struct {
	title      *tabButton
	name       *canvas.Text
	back, line *canvas.Rectangle
}

func (r *tabButtonRenderer) Destroy() {}

func (r *tabButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.name, r.line}
}

func (r *tabButtonRenderer) MinSize() fyne.Size {
	return r.name.MinSize().AddWidthHeight(1.6*theme.InnerPadding(), 2*theme.InnerPadding())
}

func (r *tabButtonRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.name.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width, tabLine))
	r.line.Move(fyne.NewPos(0, size.Height-tabLine))
}

// tabLine is the thickness of the line under the title of the room that is
// shown.
const tabLine = 3

func (r *tabButtonRenderer) Refresh() {
	t := r.title
	r.name.TextSize = theme.TextSize()
	r.name.Color = theme.Color(ui.ColorSubtle)
	if t.chosen {
		r.name.Color = theme.Color(theme.ColorNamePrimary)
	}
	r.back.FillColor = nil
	switch {
	case t.focused:
		r.back.FillColor = theme.Color(theme.ColorNameFocus)
	case t.hovered:
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.back.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	r.line.FillColor = theme.Color(theme.ColorNamePrimary)
	r.line.Hidden = !t.chosen
	canvas.Refresh(r.back)
	canvas.Refresh(r.line)
	r.name.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (t *tabButton) AccessibilityLabel() string { return t.title }

// AccessibilityRole implements fyne.Accessible.
func (t *tabButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
