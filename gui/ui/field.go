package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is one setting: its name, an input, and below it a hint, in whose place
// the message stands when the input is wrong. A button beside the name opens the
// full explanation.
type Field struct {
	Name    string // as in the settings' JSON form, by which problems are told apart
	Input   fyne.Disableable
	Title   *Text
	hint    fyne.CanvasObject
	Message *widget.Label

	MessageBox *fyne.Container
	Box        *fyne.Container
}

// Help is what a setting means: a hint of a few words, and the story.
type Help struct {
	Title, Hint, Text string
}

func NewField(name string, e Help, input fyne.CanvasObject) *Field {
	shown := input
	if _, ok := input.(*widget.Entry); !ok {
		shown = NewFieldBorder(input)
	}
	if explained, ok := input.(interface{ Explain(string) }); ok {
		explained.Explain(e.Hint)
	}
	f := &Field{
		Name:    name,
		Input:   input.(fyne.Disableable),
		Title:   NewText(e.Title, theme.SizeNameText, theme.ColorNameForeground),
		hint:    NewHint(e.Hint),
		Message: widget.NewLabel(""),
	}
	f.Message.Wrapping = fyne.TextWrapWord
	f.Message.SizeName = theme.SizeNameCaptionText
	f.Message.Importance = widget.DangerImportance
	// a label keeps its text off its edges; here it stands under the input
	f.MessageBox = container.New(PaddedLayout{-theme.InnerPadding()}, f.Message)
	f.MessageBox.Hide()
	f.Box = container.New(VBoxLayout{Gap: 0.4},
		container.NewBorder(nil, nil, f.Title, nil,
			container.NewHBox(NewHelpButton(e), layout.NewSpacer())),
		shown,
		f.hint,
		f.MessageBox,
	)
	return f
}

// NewHint is a caption that wraps.
func NewHint(content string) fyne.CanvasObject {
	style := widget.RichTextStyle{ColorName: ColorSubtle, SizeName: theme.SizeNameCaptionText, Inline: true}
	text := widget.NewRichText(&widget.TextSegment{Text: content, Style: style})
	text.Wrapping = fyne.TextWrapWord
	return container.New(PaddedLayout{-theme.InnerPadding()}, text)
}

// ShowProblem shows a message in place of the hint; an empty one brings the hint
// back. It reports whether another message stood there.
func (f *Field) ShowProblem(message string) (changed bool) {
	if f.Message.Text == message {
		return false
	}
	f.Message.SetText(message)
	SetVisible(f.hint, message == "")
	SetVisible(f.MessageBox, message != "")
	f.Box.Refresh()
	return true
}

// Highlight makes the field stand out, or not.
func (f *Field) Highlight(on bool) {
	colour := theme.ColorNameForeground
	if on {
		colour = theme.ColorNamePrimary
	}
	f.Title.SetColor(colour)
}

// SetEnabled lets the input be changed, or not.
func (f *Field) SetEnabled(on bool) { SetEnabled(f.Input, on) }
