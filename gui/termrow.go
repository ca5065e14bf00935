package gui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// termRow shows one summand of a weighted sum: what it is, how it comes about,
// and its size as a number and as a bar to the left or the right of 0. A summand
// that comes from a unit can be tapped, or chosen by the keyboard.
type termRow struct {
	widget.BaseWidget
	OnTapped func() // nil if there is nothing behind it

	summand summand
	hovered bool
	focused bool

	name, detail, value    *canvas.Text
	back, track, axis, bar *canvas.Rectangle
}

// summand is what a termRow shows.
type summand struct {
	name, detail string
	value        float32
	full         float32 // the size that fills half the row's bar; a larger one does too
	strong       bool    // a result rather than a part of it
}

var (
	_ fyne.Tappable      = (*termRow)(nil)
	_ fyne.Focusable     = (*termRow)(nil)
	_ fyne.Disableable   = (*termRow)(nil)
	_ desktop.Hoverable  = (*termRow)(nil)
	_ desktop.Cursorable = (*termRow)(nil)
)

func newTermRow() *termRow {
	t := &termRow{
		name: canvas.NewText("", nil), detail: canvas.NewText("", nil), value: canvas.NewText("", nil),
		back: canvas.NewRectangle(nil), track: canvas.NewRectangle(nil),
		axis: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
	}
	t.detail.Alignment, t.value.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a summand.
func (t *termRow) Set(s summand) {
	t.summand = s
	t.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *termRow) Tapped(*fyne.PointEvent) {
	if t.OnTapped != nil {
		t.OnTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (t *termRow) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *termRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *termRow) MouseOut() { t.hovered = false; t.Refresh() }

// Disabled implements fyne.Disableable: the keyboard passes a row that has
// nothing behind it.
func (t *termRow) Disabled() bool { return t.OnTapped == nil }

// Enable implements fyne.Disableable. Whether a row can be chosen depends on
// OnTapped alone.
func (t *termRow) Enable() {}

// Disable implements fyne.Disableable; see Enable.
func (t *termRow) Disable() {}

// FocusGained implements fyne.Focusable.
func (t *termRow) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *termRow) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *termRow) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *termRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.Tapped(nil)
	default:
		passKey(t, e)
	}
}

// Cursor implements desktop.Cursorable.
func (t *termRow) Cursor() desktop.Cursor {
	if t.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (t *termRow) CreateRenderer() fyne.WidgetRenderer {
	r := &termRowRenderer{t}
	r.Refresh()
	return r
}

type termRowRenderer struct{ row *termRow }

func (r *termRowRenderer) Destroy() {}

func (r *termRowRenderer) Objects() []fyne.CanvasObject {
	t := r.row
	return []fyne.CanvasObject{t.back, t.track, t.bar, t.axis, t.name, t.detail, t.value}
}

// The columns of a row as shares of its width.
const (
	termDetail = 0.55 // right edge of how it comes about
	termValue  = 0.74 // right edge of the number
	termBar    = 0.77 // left edge of the bar
)

func (r *termRowRenderer) MinSize() fyne.Size {
	em := theme.CaptionTextSize()
	return fyne.NewSize(20*em, 1.75*em)
}

func (r *termRowRenderer) Layout(size fyne.Size) {
	t := r.row
	t.back.Resize(size)
	middle := size.Height / 2
	place(t.name, 0, middle, size.Width)
	place(t.detail, 0, middle, termDetail*size.Width)
	place(t.value, 0, middle, termValue*size.Width)
	thick := 0.4 * size.Height
	t.track.Move(fyne.NewPos(termBar*size.Width, middle-thick/2))
	t.track.Resize(fyne.NewSize((1-termBar)*size.Width, thick))
	t.axis.Move(fyne.NewPos((1+termBar)/2*size.Width-0.5, middle-0.7*thick))
	t.axis.Resize(fyne.NewSize(1, 1.4*thick))
	r.fill()
}

// fill gives the bar the length and the side of the summand.
func (r *termRowRenderer) fill() {
	t := r.row
	track, at := t.track.Size(), t.track.Position()
	share := min(1, max(-1, t.summand.value/max(1e-6, t.summand.full)))
	length := max(share, -share) * track.Width / 2
	x := at.X + track.Width/2
	if share < 0 {
		x -= length
	}
	t.bar.Move(fyne.NewPos(x, at.Y))
	t.bar.Resize(fyne.NewSize(length, track.Height))
}

func (r *termRowRenderer) Refresh() {
	t := r.row
	t.name.Text, t.detail.Text = t.summand.name, t.summand.detail
	t.value.Text = minus(strconv.FormatFloat(float64(t.summand.value), 'f', 2, 32), t.summand.value >= 0 && !t.summand.strong)
	for _, c := range []*canvas.Text{t.name, t.detail, t.value} {
		c.TextSize, c.Color = theme.CaptionTextSize(), theme.Color(theme.ColorNameForeground)
		c.TextStyle.Bold = t.summand.strong
	}
	t.detail.Color = theme.Color(colorQuiet)
	t.back.FillColor = nil
	if t.hovered && t.OnTapped != nil {
		t.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	if t.focused {
		t.back.FillColor = theme.Color(theme.ColorNameFocus)
	}
	t.back.CornerRadius = theme.Size(theme.SizeNameSelectionRadius)
	t.track.FillColor = theme.Color(colorTrack)
	t.axis.FillColor = theme.Color(colorQuiet)
	t.bar.FillColor = theme.Color(theme.ColorNamePrimary)
	if t.summand.value < 0 {
		t.bar.FillColor = theme.Color(theme.ColorNameError)
	}
	r.fill()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
