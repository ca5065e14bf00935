package inspect

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/i18n"
	"digitpad/gui/ui"
)

// contributionRow shows one contribution of a weighted sum: what it is, how it comes about,
// and its size as a number and as a bar to the left or the right of 0. A contribution
// that comes from a unit leads there when it is tapped; a tap on the numbers of a product,
// or on a row that leads nowhere, edits the weight. With the keyboard Enter leads on, and
// the space bar edits.
type contributionRow struct {
	widget.BaseWidget
	OnTapped func() // nil if there is nothing behind it
	OnEdit   func() // nil if there is nothing to edit

	contribution contribution
	hovered      bool
	focused      bool

	name, detail, value    *canvas.Text
	back, track, axis, bar *canvas.Rectangle
}

// contribution is what a contributionRow shows.
type contribution struct {
	name, detail string
	value        float32
	full         float32 // the size that fills half the row's bar; a larger one does too
	strong       bool    // a result rather than a part of it
}

var (
	_ fyne.Tappable      = (*contributionRow)(nil)
	_ fyne.Focusable     = (*contributionRow)(nil)
	_ fyne.Disableable   = (*contributionRow)(nil)
	_ desktop.Hoverable  = (*contributionRow)(nil)
	_ desktop.Cursorable = (*contributionRow)(nil)
)

func newContributionRow() *contributionRow {
	t := &contributionRow{
		name: canvas.NewText("", nil), detail: canvas.NewText("", nil), value: canvas.NewText("", nil),
		back: canvas.NewRectangle(nil), track: canvas.NewRectangle(nil),
		axis: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
	}
	t.detail.Alignment, t.value.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a contribution.
func (t *contributionRow) Set(s contribution) {
	t.contribution = s
	t.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *contributionRow) Tapped(e *fyne.PointEvent) {
	x := e.Position.X / max(t.Size().Width, 1)
	t.act(t.OnTapped, t.OnEdit, x > termName && x < termDetail)
}

// act does the first of two things, or the second if it is to be the other way round or
// if there is no first.
func (t *contributionRow) act(first, second func(), swapped bool) {
	if swapped && second != nil || first == nil {
		first = second
	}
	if first != nil {
		first()
	}
}

// MouseIn implements desktop.Hoverable.
func (t *contributionRow) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *contributionRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *contributionRow) MouseOut() { t.hovered = false; t.Refresh() }

// Disabled implements fyne.Disableable: the keyboard passes a row that has
// nothing behind it.
func (t *contributionRow) Disabled() bool { return t.OnTapped == nil && t.OnEdit == nil }

// Enable implements fyne.Disableable. Whether a row can be chosen depends on
// OnTapped and OnEdit alone.
func (t *contributionRow) Enable() {}

// Disable implements fyne.Disableable; see Enable.
func (t *contributionRow) Disable() {}

// FocusGained implements fyne.Focusable.
func (t *contributionRow) FocusGained() {
	t.focused = true
	t.Refresh()
	focus.ScrollIntoView(t)
}

// FocusLost implements fyne.Focusable.
func (t *contributionRow) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *contributionRow) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *contributionRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace:
		t.act(t.OnTapped, t.OnEdit, true)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.act(t.OnTapped, t.OnEdit, false)
	default:
		ui.PassKey(t, e)
	}
}

// Cursor implements desktop.Cursorable.
func (t *contributionRow) Cursor() desktop.Cursor {
	if !t.Disabled() {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (t *contributionRow) CreateRenderer() fyne.WidgetRenderer {
	r := &contributionRowRenderer{t}
	r.Refresh()
	return r
}

type contributionRowRenderer struct{ row *contributionRow }

func (r *contributionRowRenderer) Destroy() {}

func (r *contributionRowRenderer) Objects() []fyne.CanvasObject {
	t := r.row
	return []fyne.CanvasObject{t.back, t.track, t.bar, t.axis, t.name, t.detail, t.value}
}

// The columns of a row as shares of its width.
const (
	termName   = 0.28 // right edge of what it is, roughly
	termDetail = 0.55 // right edge of how it comes about
	termValue  = 0.74 // right edge of the number
	termBar    = 0.77 // left edge of the bar
)

func (r *contributionRowRenderer) MinSize() fyne.Size {
	em := theme.CaptionTextSize()
	return fyne.NewSize(20*em, 1.75*em)
}

func (r *contributionRowRenderer) Layout(size fyne.Size) {
	t := r.row
	t.back.Resize(size)
	middle := size.Height / 2
	ui.PlaceText(t.name, 0, middle, size.Width)
	ui.PlaceText(t.detail, 0, middle, termDetail*size.Width)
	ui.PlaceText(t.value, 0, middle, termValue*size.Width)
	thick := 0.4 * size.Height
	t.track.Move(fyne.NewPos(termBar*size.Width, middle-thick/2))
	t.track.Resize(fyne.NewSize((1-termBar)*size.Width, thick))
	t.axis.Move(fyne.NewPos((1+termBar)/2*size.Width-0.5, middle-0.7*thick))
	t.axis.Resize(fyne.NewSize(1, 1.4*thick))
	r.fill()
}

// fill gives the bar the length and the side of the contribution.
func (r *contributionRowRenderer) fill() {
	t := r.row
	track, at := t.track.Size(), t.track.Position()
	share := min(1, max(-1, t.contribution.value/max(1e-6, t.contribution.full)))
	length := max(share, -share) * track.Width / 2
	x := at.X + track.Width/2
	if share < 0 {
		x -= length
	}
	t.bar.Move(fyne.NewPos(x, at.Y))
	t.bar.Resize(fyne.NewSize(length, track.Height))
}

func (r *contributionRowRenderer) Refresh() {
	t := r.row
	t.name.Text, t.detail.Text = t.contribution.name, t.contribution.detail
	t.value.Text = i18n.MinusSign(i18n.FormatFixed(float64(t.contribution.value), 2), t.contribution.value >= 0 && !t.contribution.strong)
	for _, c := range []*canvas.Text{t.name, t.detail, t.value} {
		c.TextSize, c.Color = theme.CaptionTextSize(), theme.Color(theme.ColorNameForeground)
		c.TextStyle.Bold = t.contribution.strong
	}
	t.detail.Color = theme.Color(ui.ColorSubtle)
	if t.OnEdit != nil {
		t.detail.Color = theme.Color(theme.ColorNamePrimary)
	}
	t.back.FillColor = nil
	if t.hovered && !t.Disabled() {
		t.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	if t.focused {
		t.back.FillColor = theme.Color(theme.ColorNameFocus)
	}
	t.back.CornerRadius = theme.Size(theme.SizeNameSelectionRadius)
	t.track.FillColor = theme.Color(ui.ColorTrack)
	t.axis.FillColor = theme.Color(ui.ColorSubtle)
	t.bar.FillColor = theme.Color(theme.ColorNamePrimary)
	if t.contribution.value < 0 {
		t.bar.FillColor = theme.Color(theme.ColorNameError)
	}
	r.fill()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (t *contributionRow) AccessibilityLabel() string {
	return strings.Join([]string{t.name.Text, t.detail.Text, t.value.Text}, " ")
}

// AccessibilityRole implements fyne.Accessible.
func (t *contributionRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
