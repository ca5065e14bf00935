package ui

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"
)

// Signs that the text font lacks, and no others, are set in the font that has them.
func TestProse(t *testing.T) {
	var whole bytes.Buffer
	for _, segment := range ProseSegments("a step in −∇C changes ‖v‖ by η") {
		part := segment.(*widget.TextSegment)
		whole.WriteString(part.Text)
		if math := strings.ContainsAny(part.Text, "−∇‖"); math != part.Style.TextStyle.Monospace {
			t.Errorf("%q: monospaced %v", part.Text, part.Style.TextStyle.Monospace)
		}
	}
	if whole.String() != "a step in −∇C changes ‖v‖ by η" {
		t.Errorf("the text became %q", &whole)
	}
}
