package display

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
)

// Prose is Markdown as text that wraps. Signs that the text font lacks are set in the
// monospaced one.
func Prose(markdown string) fyne.CanvasObject {
	text := widget.NewRichTextFromMarkdown(markdown)
	text.Wrapping = fyne.TextWrapWord
	text.Segments = withSigns(text.Segments)
	return container.New(ui.FlushLayout{}, text)
}

// withSigns sets signs that the text font lacks in another one, wherever they stand.
func withSigns(segments []widget.RichTextSegment) []widget.RichTextSegment {
	var all []widget.RichTextSegment
	for _, s := range segments {
		switch s := s.(type) {
		case *widget.ParagraphSegment:
			s.Texts = withSigns(s.Texts)
			all = append(all, s)
		case *widget.ListSegment:
			s.Items = withSigns(s.Items)
			all = append(all, s)
		case *widget.TextSegment:
			if !strings.ContainsAny(s.Text, ui.MissingSigns) || !s.Style.Inline {
				all = append(all, s)
				continue
			}
			for _, part := range ui.ProseSegments(s.Text) {
				part := part.(*widget.TextSegment)
				style := s.Style
				style.TextStyle.Monospace = part.Style.TextStyle.Monospace
				all = append(all, &widget.TextSegment{Text: part.Text, Style: style})
			}
		default:
			all = append(all, s)
		}
	}
	return all
}
