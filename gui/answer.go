package gui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Answer shows the predicted digit large, with how sure the network is, the
// second guess, and which network says so.
type Answer struct {
	widget.BaseWidget
	digit  *canvas.Text
	first  *text
	second *text
	source *text
	doubt  bool
}

// NewAnswer says nothing yet.
func NewAnswer() *Answer {
	a := &Answer{
		digit:  canvas.NewText("", nil),
		first:  newText("", theme.SizeNameSubHeadingText, theme.ColorNameForeground),
		second: newText("", theme.SizeNameText, colorQuiet),
		source: newCaption(""),
	}
	a.digit.TextStyle.Bold = true
	a.digit.Alignment = fyne.TextAlignCenter
	a.ExtendBaseWidget(a)
	return a
}

// Set gives the answer of a reading.
func (a *Answer) Set(r reading) {
	a.say(strconv.Itoa(r.digit), r.first, r.second, r.doubt)
}

// SetNothing says why there is no answer.
func (a *Answer) SetNothing(why string) { a.say("", why, "", true) }

func (a *Answer) say(digit, first, second string, doubt bool) {
	a.digit.Text, a.doubt = digit, doubt
	a.first.Set(first)
	a.second.Set(second)
	a.Refresh()
}

// SetSource says which network answers.
func (a *Answer) SetSource(source string) { a.source.Set(source) }

// CreateRenderer implements fyne.Widget.
func (a *Answer) CreateRenderer() fyne.WidgetRenderer {
	r := &answerRenderer{a}
	r.Refresh()
	return r
}

type answerRenderer struct{ answer *Answer }

func (r *answerRenderer) Destroy() {}

func (r *answerRenderer) Objects() []fyne.CanvasObject {
	a := r.answer
	return []fyne.CanvasObject{a.digit, a.first, a.second, a.source}
}

// column is the width that the digit takes, whichever it is.
func (r *answerRenderer) column() float32 { return 0.72 * theme.Size(sizeAnswer) }

func (r *answerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.column()+8*theme.TextSize(), 1.15*theme.Size(sizeAnswer))
}

func (r *answerRenderer) Layout(size fyne.Size) {
	a := r.answer
	column := r.column()
	height := a.digit.MinSize().Height
	a.digit.Move(fyne.NewPos(0, (size.Height-height)/2))
	a.digit.Resize(fyne.NewSize(column, height))

	lines := []*text{a.first, a.second, a.source}
	total := float32(0)
	for _, line := range lines {
		total += line.MinSize().Height
	}
	x, y := column+2*theme.Padding(), (size.Height-total)/2
	for _, line := range lines {
		line.Move(fyne.NewPos(x, y))
		line.Resize(fyne.NewSize(size.Width-x, line.MinSize().Height))
		y += line.MinSize().Height
	}
}

func (r *answerRenderer) Refresh() {
	a := r.answer
	a.digit.TextSize = theme.Size(sizeAnswer)
	a.digit.Color = theme.Color(theme.ColorNamePrimary)
	if a.doubt {
		a.digit.Color = theme.Color(theme.ColorNameDisabled)
	}
	a.digit.Refresh()
}
