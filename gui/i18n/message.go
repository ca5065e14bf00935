package i18n

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"fyne.io/fyne/v2/lang"

	"digitpad/network/message"
)

// The packages below the window know no language. What they say is a message, which
// keeps its format and its arguments, or an error with one. The format is the key of the
// translation. A test collects the formats from the source, and none may lack its
// translation.

// Message is a message of the packages below in the language of the window, and so are
// its arguments.
func Message(m message.Message) string {
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		switch arg := arg.(type) {
		case message.Message:
			args[i] = Message(arg)
		case error:
			args[i] = errorText(arg)
		case string:
			args[i] = Translate(arg)
		case message.Count:
			args[i] = FormatInt(int(arg))
		case float64, float32:
			args[i] = localNumber{arg}
		case fmt.Stringer:
			args[i] = localNumbers(arg.String())
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
	text := errorText(err)
	if first, _, _ := strings.Cut(text, " "); strings.ContainsAny(first, `/\.`) {
		return text
	}
	return Capitalize(text)
}

// errorText is an error in the language of the window. Of the system's errors, what is
// known of them.
func errorText(err error) string {
	switch e := err.(type) {
	case message.Messenger:
		return Message(e.Message())
	case *fs.PathError:
		return operation(e.Op, e.Path) + ": " + errorText(e.Err)
	case *os.LinkError:
		return operation(e.Op, e.Old+" "+e.New) + ": " + errorText(e.Err)
	case interface{ Unwrap() []error }:
		if m := message.Of(err); len(e.Unwrap()) > 1 && m.String() == err.Error() {
			return Message(m)
		}
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			if before, ok := strings.CutSuffix(err.Error(), inner.Error()); ok {
				return before + errorText(inner)
			}
		}
	}
	return Translate(err.Error())
}

// operation is what the system did with a file: "open /a/b".
func operation(op, path string) string {
	format := op + " %s"
	if _, ok := translations()[format]; ok {
		format = lang.L(format)
	}
	return fmt.Sprintf(format, path)
}

// localNumber is a number that any verb of fmt writes with the language's decimal mark.
type localNumber struct{ value any }

// Format implements fmt.Formatter.
func (n localNumber) Format(s fmt.State, verb rune) {
	_, _ = io.WriteString(s, localNumbers(fmt.Sprintf(fmt.FormatString(s, verb), n.value)))
}
