package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// PlaceText sets a text so that its middle is at a height.
func PlaceText(t *canvas.Text, x, middle, width float32) {
	height := t.MinSize().Height
	t.Move(fyne.NewPos(x, middle-height/2))
	t.Resize(fyne.NewSize(width, height))
}

// Text is one line of text without padding, in a size and a colour of the
// theme. Where there is too little room it ends in "…". Unlike a label it can
// keep a minimal width that does not depend on what it says, so that its
// neighbours stand still.
type Text struct {
	widget.BaseWidget
	Content  string
	TextSize fyne.ThemeSizeName
	Color    fyne.ThemeColorName
	Style    fyne.TextStyle
	Align    fyne.TextAlign
	MinFor   string // sets the minimal width; empty for none
}

func NewText(content string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *Text {
	t := &Text{Content: content, TextSize: size, Color: colour, MinFor: content}
	t.ExtendBaseWidget(t)
	return t
}

// NewCaption is small and quiet, for hints and units.
func NewCaption(content string) *Text {
	return NewText(content, theme.SizeNameCaptionText, ColorSubtle)
}

// NewHeading names a group of controls.
func NewHeading(content string) *Text {
	t := NewText(content, theme.SizeNameText, theme.ColorNameForeground)
	t.Style.Bold = true
	return t
}

// Set changes what the text says, not its minimal size.
func (t *Text) Set(content string) {
	if content == t.Content {
		return
	}
	t.Content = content
	t.Refresh()
}

// SetColor changes the colour by its name in the theme.
func (t *Text) SetColor(colour fyne.ThemeColorName) {
	if colour == t.Color {
		return
	}
	t.Color = colour
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t, line: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type textRenderer struct {
	text *Text
	line *canvas.Text
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }

func (r *textRenderer) measure(content string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(content, theme.Size(r.text.TextSize), r.text.Style, nil)
	return size
}

func (r *textRenderer) MinSize() fyne.Size { return r.measure(r.text.MinFor) }

func (r *textRenderer) Layout(size fyne.Size) {
	r.line.Resize(size)
	r.fit(size.Width)
}

// fit cuts what does not go into so much width.
func (r *textRenderer) fit(width float32) {
	shown := []rune(r.text.Content)
	r.line.Text = r.text.Content
	for len(shown) > 0 && width > 0 && r.measure(r.line.Text).Width > width+0.5 {
		shown = shown[:len(shown)-1]
		r.line.Text = string(shown) + "…"
	}
}

func (r *textRenderer) Refresh() {
	r.line.TextSize = theme.Size(r.text.TextSize)
	r.line.Color = theme.Color(r.text.Color)
	r.line.TextStyle = r.text.Style
	r.line.Alignment = r.text.Align
	r.fit(r.text.Size().Width)
	r.line.Refresh()
}
