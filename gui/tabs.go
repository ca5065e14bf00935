package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tabs shows one of several rooms, which their titles above choose.
type tabs struct {
	// OnSelected is called when another room is shown.
	OnSelected func()

	titles   []*tabTitle
	rooms    []fyne.CanvasObject
	selected int
	content  *fyne.Container
	trace    *tracer
}

// room is what a tab shows, and what it is called.
type room struct {
	title   string
	content fyne.CanvasObject
}

func newTabs(rooms ...room) *tabs {
	t := &tabs{}
	strip, stage := container.NewHBox(), container.NewStack()
	for i, r := range rooms {
		title := newTabTitle(r.title, func() { t.Select(i) }, t.step)
		t.titles = append(t.titles, title)
		t.rooms = append(t.rooms, r.content)
		strip.Add(title)
		stage.Add(r.content)
	}
	t.content = container.NewBorder(container.New(stack{}, strip, widget.NewSeparator()), nil, nil, nil,
		container.New(topGap{}, stage))
	t.show()
	return t
}

// Select shows room i.
func (t *tabs) Select(i int) {
	if i == t.selected {
		return
	}
	defer t.trace.step("tab " + t.titles[i].title)()
	t.selected = i
	t.show()
	if t.OnSelected != nil {
		t.OnSelected()
	}
}

// Turn shows the room so many places further on, round and round.
func (t *tabs) Turn(by int) {
	n := len(t.rooms)
	t.Select((t.selected + by + n) % n)
}

// step turns to a neighbour and lets the keyboard follow.
func (t *tabs) step(by int) {
	t.Turn(by)
	title := t.titles[t.selected]
	if view := fyne.CurrentApp().Driver().CanvasForObject(title); view != nil {
		view.Focus(title)
	}
}

func (t *tabs) show() {
	for i, title := range t.titles {
		title.choose(i == t.selected)
		if i == t.selected {
			t.rooms[i].Show()
		} else {
			t.rooms[i].Hide()
		}
	}
}

// tabTitle is the name of a room, underlined while the room is shown.
type tabTitle struct {
	widget.BaseWidget
	title            string
	onTapped         func()
	onTurned         func(by int) // to a neighbour
	chosen           bool
	hovered, focused bool
}

var (
	_ fyne.Tappable     = (*tabTitle)(nil)
	_ fyne.Focusable    = (*tabTitle)(nil)
	_ desktop.Hoverable = (*tabTitle)(nil)
)

func newTabTitle(title string, onTapped func(), onTurned func(by int)) *tabTitle {
	t := &tabTitle{title: title, onTapped: onTapped, onTurned: onTurned}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tabTitle) choose(on bool) { t.chosen = on; t.Refresh() }

// Tapped implements fyne.Tappable.
func (t *tabTitle) Tapped(*fyne.PointEvent) { t.onTapped() }

// MouseIn implements desktop.Hoverable.
func (t *tabTitle) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *tabTitle) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tabTitle) MouseOut() { t.hovered = false; t.Refresh() }

// FocusGained implements fyne.Focusable.
func (t *tabTitle) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *tabTitle) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *tabTitle) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: the arrows go to the neighbours.
func (t *tabTitle) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.onTapped()
	case fyne.KeyLeft:
		t.onTurned(-1)
	case fyne.KeyRight:
		t.onTurned(1)
	default:
		passKey(t, e)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tabTitle) CreateRenderer() fyne.WidgetRenderer {
	r := &tabTitleRenderer{
		title: t, name: canvas.NewText(t.title, nil),
		back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
	}
	r.name.TextStyle.Bold = true
	r.name.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type tabTitleRenderer struct {
	title      *tabTitle
	name       *canvas.Text
	back, line *canvas.Rectangle
}

func (r *tabTitleRenderer) Destroy() {}

func (r *tabTitleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.name, r.line}
}

func (r *tabTitleRenderer) MinSize() fyne.Size {
	return r.name.MinSize().AddWidthHeight(3*theme.InnerPadding(), 2*theme.InnerPadding())
}

func (r *tabTitleRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.name.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width, tabLine))
	r.line.Move(fyne.NewPos(0, size.Height-tabLine))
}

// tabLine is the thickness of the line under the title of the room that is
// shown.
const tabLine = 3

func (r *tabTitleRenderer) Refresh() {
	t := r.title
	r.name.TextSize = theme.TextSize()
	r.name.Color = theme.Color(colorQuiet)
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
