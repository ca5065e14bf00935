package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// field is one setting: its name, an input, and below it a hint, in whose place
// the message stands when the input is wrong. A button beside the name opens the
// full explanation.
type field struct {
	name    string // as in the settings' JSON form, by which problems are told apart
	input   fyne.Disableable
	title   *text
	hint    fyne.CanvasObject
	message *widget.Label

	messageBox *fyne.Container
	box        *fyne.Container
}

// explanation is what a setting means: a hint of a few words, and the story.
type explanation struct {
	title, hint, story string
}

func newField(name string, e explanation, input fyne.CanvasObject) *field {
	shown := input
	if _, ok := input.(*widget.Entry); !ok {
		shown = newOutline(input)
	}
	f := &field{
		name:    name,
		input:   input.(fyne.Disableable),
		title:   newText(e.title, theme.SizeNameText, theme.ColorNameForeground),
		hint:    newHint(e.hint),
		message: widget.NewLabel(""),
	}
	f.message.Wrapping = fyne.TextWrapWord
	f.message.SizeName = theme.SizeNameCaptionText
	f.message.Importance = widget.DangerImportance
	// a label keeps its text off its edges; here it stands under the input
	f.messageBox = container.New(insets{-theme.InnerPadding()}, f.message)
	f.messageBox.Hide()
	f.box = container.New(stack{gap: 0.4},
		container.NewBorder(nil, nil, f.title, nil,
			container.NewHBox(newInfo(e), layout.NewSpacer())),
		shown,
		f.hint,
		f.messageBox,
	)
	return f
}

// newHint is a caption that wraps.
func newHint(content string) fyne.CanvasObject {
	style := widget.RichTextStyle{ColorName: colorQuiet, SizeName: theme.SizeNameCaptionText, Inline: true}
	text := widget.NewRichText(&widget.TextSegment{Text: content, Style: style})
	text.Wrapping = fyne.TextWrapWord
	return container.New(insets{-theme.InnerPadding()}, text)
}

// complain shows a message in place of the hint; an empty one brings the hint
// back. It reports whether another message stood there.
func (f *field) complain(message string) (changed bool) {
	if f.message.Text == message {
		return false
	}
	f.message.SetText(message)
	reveal(f.hint, message == "")
	reveal(f.messageBox, message != "")
	f.box.Refresh()
	return true
}

// light makes the field stand out, or not.
func (f *field) light(on bool) {
	colour := theme.ColorNameForeground
	if on {
		colour = theme.ColorNamePrimary
	}
	f.title.SetColour(colour)
}

// enable lets the input be changed, or not.
func (f *field) enable(on bool) { able(f.input, on) }

// info is a small button that opens an explanation beside itself.
type info struct {
	widget.Button
	explanation explanation
}

func newInfo(e explanation) *info {
	i := &info{explanation: e}
	i.Icon = theme.InfoIcon()
	i.Importance = widget.LowImportance
	i.OnTapped = i.open
	i.ExtendBaseWidget(i)
	return i
}

// MinSize keeps the button no higher than the line of text that it stands in.
func (i *info) MinSize() fyne.Size { return fyne.NewSquareSize(1.4 * theme.TextSize()) }

// infoWidth is the width of an opened explanation, in multiples of the text
// size.
const infoWidth = 24

func (i *info) open() {
	view := fyne.CurrentApp().Driver().CanvasForObject(i)
	story := widget.NewLabel(i.explanation.story)
	story.Wrapping = fyne.TextWrapWord
	title := widget.NewLabelWithStyle(i.explanation.title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	width := infoWidth * theme.TextSize()
	content := container.NewBorder(title, nil, nil, nil, story)
	story.Resize(fyne.NewSize(width, 0))
	popup := widget.NewPopUp(content, view)
	popup.Resize(fyne.NewSize(width, popup.MinSize().Height))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(i)
	at.X = max(0, min(at.X, view.Size().Width-width-theme.Padding()))
	at.Y += i.Size().Height
	if height := popup.MinSize().Height; at.Y+height > view.Size().Height {
		at.Y = max(0, at.Y-i.Size().Height-height)
	}
	popup.ShowAtPosition(at)
}
