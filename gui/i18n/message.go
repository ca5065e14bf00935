package i18n

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"digitpad/network/message"
)

// Message is a message of the packages below in the language of the window: its format
// is the key of its translation, and so are those of its arguments.
func Message(m message.Message) string {
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		switch arg := arg.(type) {
		case message.Message:
			args[i] = Message(arg)
		case error:
			args[i] = Message(message.Of(arg))
		case string:
			args[i] = Translate(arg)
		default:
			args[i] = arg
		}
	}
	text := m.Format
	if _, ok := translations()[text]; ok {
		text = lang.L(text)
	}
	if len(args) > 0 || strings.Contains(text, "%%") {
		text = fmt.Sprintf(strings.ReplaceAll(text, "%w", "%v"), args...)
	}
	if m.Sentence {
		text = Capitalize(text)
	}
	return text
}

// Error is an error in the language of the window, beginning with a capital. Paths keep
// their letters.
func Error(err error) string {
	text := Message(message.Of(err))
	if first, _, _ := strings.Cut(text, " "); strings.ContainsAny(first, `/\.`) {
		return text
	}
	return Capitalize(text)
}
