package prediction

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
)

// AccessibilityLabel implements fyne.Accessible.
func (l *Label) AccessibilityLabel() string {
	return strings.Join([]string{l.digit.Text, l.first.Content, l.second.Content, l.source.Content}, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (l *Label) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Label shows the predicted digit large, with how sure the network is, the second
// guess, and which network says so; below there is a line for a button.
type Label struct {
	widget.BaseWidget
	digit  *canvas.Text
	first  *ui.Text
	second *ui.Text
	source *ui.Text
	button fyne.CanvasObject
	unsure bool
}

// NewLabel says nothing yet.
func NewLabel(button fyne.CanvasObject) *Label {
	l := &Label{
		button: button,
		digit:  canvas.NewText("", nil),
		first:  ui.NewText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground),
		second: ui.NewText("", theme.SizeNameText, ui.ColorSubtle),
		source: ui.NewCaption(""),
	}
	l.digit.TextStyle.Bold = true
	l.digit.Alignment = fyne.TextAlignCenter
	l.ExtendBaseWidget(l)
	return l
}

// Set shows a result, or why there is none, and which network says so.
func (l *Label) Set(r predict.Result, source string) {
	first, second := Lines(r)
	l.digit.Text, l.unsure = "", r.Unsure || !r.Answered
	if r.Answered {
		l.digit.Text = strconv.Itoa(r.Digit)
	}
	l.first.Set(first)
	l.second.Set(second)
	l.source.Set(source)
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	r := &labelRenderer{l}
	r.Refresh()
	return r
}

type labelRenderer struct{ label *Label }

func (r *labelRenderer) Destroy() {}

func (r *labelRenderer) Objects() []fyne.CanvasObject {
	l := r.label
	return []fyne.CanvasObject{l.digit, l.first, l.second, l.source, l.button}
}

// column is the width that the digit takes, whichever it is.
func (r *labelRenderer) column() float32 { return 0.72 * theme.Size(ui.SizePrediction) }

func (r *labelRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.column()+8*theme.TextSize(), 1.15*theme.Size(ui.SizePrediction))
}

func (r *labelRenderer) Layout(size fyne.Size) {
	l := r.label
	button := l.button.MinSize()
	column := r.column()
	height := l.digit.MinSize().Height
	l.digit.Move(fyne.NewPos(0, (size.Height-button.Height/2-height)/2))
	l.digit.Resize(fyne.NewSize(column, height))

	lines := []*ui.Text{l.first, l.second, l.source}
	total := button.Height
	for _, line := range lines {
		total += line.MinSize().Height
	}
	x, y := column+2*theme.Padding(), (size.Height-total)/2
	for _, line := range lines {
		line.Move(fyne.NewPos(x, y))
		line.Resize(fyne.NewSize(size.Width-x, line.MinSize().Height))
		y += line.MinSize().Height
	}
	l.button.Move(fyne.NewPos(max(0, min(x, size.Width-button.Width)), size.Height-button.Height)) // below the digit, where it is wider than the lines
	l.button.Resize(button)
}

func (r *labelRenderer) Refresh() {
	l := r.label
	l.digit.TextSize = theme.Size(ui.SizePrediction)
	l.digit.Color = theme.Color(theme.ColorNamePrimary)
	if l.unsure {
		l.digit.Color = theme.Color(theme.ColorNameDisabled)
	}
	l.digit.Refresh()
}
