package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewProse is text that wraps. Signs that the text font lacks are set in the
// monospaced one, which has them.
func NewProse(content string) fyne.CanvasObject {
	text := widget.NewRichText(ProseSegments(content)...)
	text.Wrapping = fyne.TextWrapWord
	return container.New(PaddedLayout{-theme.InnerPadding()}, text)
}

// NewParagraph is a text that breaks its lines, to stand in a dialog.
func NewParagraph(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// MissingSigns are those that the text font lacks.
const MissingSigns = "∇‖→≤≥≈∝√∂Σ∈ₓᵢ₁₂′⁷⁸⁴−·₀₃"

// ProseSegments cuts text where signs begin and end that the text font lacks.
func ProseSegments(content string) []widget.RichTextSegment {
	var segments []widget.RichTextSegment
	var part strings.Builder
	mathematical := false
	finish := func() {
		if part.Len() == 0 {
			return
		}
		style := widget.RichTextStyleInline
		style.TextStyle.Monospace = mathematical
		segments = append(segments, &widget.TextSegment{Text: part.String(), Style: style})
		part.Reset()
	}
	for _, r := range content {
		if is := strings.ContainsRune(MissingSigns, r); is != mathematical {
			finish()
			mathematical = is
		}
		part.WriteRune(r)
	}
	finish()
	return segments
}
