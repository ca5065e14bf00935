package prediction

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
)

// Number shows the number on the page in the place of a Label: as text, with its digits
// below, of which one can be chosen.
type Number struct {
	widget.BaseWidget
	numbers *predict.Numbers
	text    *canvas.Text
	copy    *ui.IconButton
	strip   *Strip
	scroll  *container.Scroll
}

// NewNumber shows the number that the numbers read, and hides while there is none. Copy is
// the button that copies it.
func NewNumber(numbers *predict.Numbers, copy *ui.IconButton) *Number {
	n := &Number{numbers: numbers, text: canvas.NewText("", nil), copy: copy, strip: NewStrip()}
	n.text.TextStyle.Bold = true
	n.scroll = container.NewHScroll(n.strip)
	n.strip.OnChosen = numbers.Choose
	n.ExtendBaseWidget(n)
	numbers.Changed.Listen(func(struct{}) { n.show() })
	n.show()
	return n
}

func (n *Number) show() {
	number := n.numbers.Number()
	n.text.Text = strings.ReplaceAll(number.String(), "\n", "  ")
	if number.Turned != 0 {
		n.text.Text = fmt.Sprintf(lang.L("%s, turned by %d°: %s"), n.text.Text, number.Turned, strings.ReplaceAll(number.TurnedNumber, "\n", "  "))
	}
	n.strip.Set(number.Symbols, n.numbers.Chosen())
	n.Refresh()
	if len(number.Symbols) > 0 {
		n.reveal()
	}
}

// reveal scrolls to the chosen digit.
func (n *Number) reveal() {
	x, room := n.strip.left(n.numbers.Chosen()), n.scroll.Size().Width
	if at := n.scroll.Offset.X; x < at || x+stripCell() > at+room {
		n.scroll.Offset.X = max(0, min(x-(room-stripCell())/2, n.strip.MinSize().Width-room))
		n.scroll.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (n *Number) AccessibilityLabel() string {
	return fmt.Sprintf(lang.L("The number is %s"), n.text.Text)
}

// AccessibilityRole implements fyne.Accessible.
func (n *Number) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Children implements focus.Holder.
func (n *Number) Children() []fyne.CanvasObject { return []fyne.CanvasObject{n.copy, n.scroll} }

// CreateRenderer implements fyne.Widget.
func (n *Number) CreateRenderer() fyne.WidgetRenderer {
	r := &numberRenderer{n}
	r.Refresh()
	return r
}

type numberRenderer struct{ number *Number }

func (r *numberRenderer) Destroy() {}

func (r *numberRenderer) Objects() []fyne.CanvasObject {
	n := r.number
	return []fyne.CanvasObject{n.text, n.copy, n.scroll}
}

// MinSize is that of a Label.
func (r *numberRenderer) MinSize() fyne.Size {
	return fyne.NewSize(8*theme.TextSize(), 1.15*theme.Size(ui.SizePrediction))
}

func (r *numberRenderer) Layout(size fyne.Size) {
	n := r.number
	button := n.copy.MinSize()
	top := size.Height - stripHeight() - theme.Size(theme.SizeNameScrollBar) // which is below the answers
	n.scroll.Move(fyne.NewPos(0, top))
	n.scroll.Resize(fyne.NewSize(size.Width, size.Height-top))
	n.copy.Move(fyne.NewPos(size.Width-button.Width, (top-button.Height)/2))
	n.copy.Resize(button)
	room := size.Width - button.Width - theme.Padding()
	n.text.TextSize = min(0.95*top, 2.2*theme.TextSize())
	for least := theme.CaptionTextSize(); n.text.TextSize > least && n.text.MinSize().Width > room; n.text.TextSize-- {
	}
	ui.PlaceText(n.text, 0, top/2, room)
}

func (r *numberRenderer) Refresh() {
	n := r.number
	n.text.Color = theme.Color(theme.ColorNamePrimary)
	if n.numbers.Number().IsUncertain() {
		n.text.Color = theme.Color(theme.ColorNameDisabled)
	}
	r.Layout(n.Size())
	n.text.Refresh()
	n.scroll.Refresh()
}
