package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// text is one line of text without padding, in a size and a colour of the
// theme. Where there is too little room it ends in "…". Unlike a label it can
// keep a minimal width that does not depend on what it says, so that its
// neighbours stand still.
type text struct {
	widget.BaseWidget
	content string
	size    fyne.ThemeSizeName
	colour  fyne.ThemeColorName
	style   fyne.TextStyle
	align   fyne.TextAlign
	widest  string // sets the minimal width; empty for none
}

func newText(content string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *text {
	t := &text{content: content, size: size, colour: colour, widest: content}
	t.ExtendBaseWidget(t)
	return t
}

// newCaption is small and quiet, for hints and units.
func newCaption(content string) *text {
	return newText(content, theme.SizeNameCaptionText, colorQuiet)
}

// newHeading names a group of controls.
func newHeading(content string) *text {
	t := newText(content, theme.SizeNameText, theme.ColorNameForeground)
	t.style.Bold = true
	return t
}

// Set changes what the text says, not its minimal size.
func (t *text) Set(content string) {
	if content == t.content {
		return
	}
	t.content = content
	t.Refresh()
}

// SetColour changes the colour by its name in the theme.
func (t *text) SetColour(colour fyne.ThemeColorName) {
	if colour == t.colour {
		return
	}
	t.colour = colour
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t, line: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type textRenderer struct {
	text *text
	line *canvas.Text
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }

func (r *textRenderer) measure(content string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(content, theme.Size(r.text.size), r.text.style, nil)
	return size
}

func (r *textRenderer) MinSize() fyne.Size { return r.measure(r.text.widest) }

func (r *textRenderer) Layout(size fyne.Size) {
	r.line.Resize(size)
	r.fit(size.Width)
}

// fit cuts what does not go into so much width.
func (r *textRenderer) fit(width float32) {
	shown := []rune(r.text.content)
	r.line.Text = r.text.content
	for len(shown) > 0 && width > 0 && r.measure(r.line.Text).Width > width+0.5 {
		shown = shown[:len(shown)-1]
		r.line.Text = string(shown) + "…"
	}
}

func (r *textRenderer) Refresh() {
	r.line.TextSize = theme.Size(r.text.size)
	r.line.Color = theme.Color(r.text.colour)
	r.line.TextStyle = r.text.style
	r.line.Alignment = r.text.align
	r.fit(r.text.Size().Width)
	r.line.Refresh()
}
