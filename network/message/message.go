// Package message has texts that keep what they were made of, a format and its
// arguments, so that a program can translate them without taking finished sentences
// apart.
//
// A Message is a text that a person reads: a verdict, a caption, an explanation. An
// Error, which Errorf makes, is an error with such a text. By themselves both are
// English. The format is the key of its translation; an argument may be a Message or
// an error, which is translated in its turn.
package message

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Message is a text with its arguments. Its zero value is the empty text.
type Message struct {
	Format   string // as fmt.Sprintf takes it, or with %w as fmt.Errorf does; the key of its translation
	Args     []any
	Sentence bool // starts with a capital letter, whatever comes first
}

// New makes a message of a format and its arguments.
func New(format string, args ...any) Message {
	if false {
		_ = fmt.Sprintf(format, args...) // lets go vet check the calls of New
	}
	return Message{Format: format, Args: args}
}

// Count is a large whole number in a message: 60,000.
type Count int

// String is the count with commas between its thousands.
func (c Count) String() string {
	digits := strconv.Itoa(int(c))
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// Text makes a message of a finished text, such as a name, which has no format.
func Text(text string) Message { return New("%s", text) }

// String is the message in English.
func (m Message) String() string {
	text := fmt.Errorf(m.Format, m.Args...).Error() // not Sprintf, which does not know %w
	if m.Sentence {
		text = Capitalize(text)
	}
	return text
}

// Empty reports whether the message has no text.
func (m Message) Empty() bool { return m.Format == "" }

// MarshalJSON implements json.Marshaler: a message is written as its English text.
func (m Message) MarshalJSON() ([]byte, error) { return json.Marshal(m.String()) }

// UnmarshalJSON implements json.Unmarshaler: the text that is read has no format.
func (m *Message) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	*m = Text(text)
	return nil
}

// Join puts messages one after the other, with a separator between them.
func Join(messages []Message, separator string) Message {
	switch len(messages) {
	case 0:
		return Message{}
	case 1:
		return messages[0]
	}
	args := make([]any, len(messages))
	for i, m := range messages {
		args[i] = m
	}
	return Message{Format: strings.Join(slices.Repeat([]string{"%v"}, len(messages)), separator), Args: args}
}

// Sentence makes an error's text, which is lower case without a full stop, into a
// sentence. The texts of errors.Join are separated by semicolons.
func Sentence(err error) Message {
	parts := []Message{Of(err)}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && !isError(err) {
		parts = nil
		for _, err := range joined.Unwrap() {
			parts = append(parts, Of(err))
		}
	}
	return Message{Format: "%v.", Args: []any{Join(parts, "; ")}, Sentence: true}
}

// Capitalize makes the first letter of a text upper case.
func Capitalize(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Error is an error whose text is a Message. It wraps the error that its format has a
// %w for.
type Error struct {
	message Message
	wrapped error
}

// Errorf is fmt.Errorf, and keeps the format and the arguments. What it returns is a
// Messenger.
func Errorf(format string, args ...any) error {
	e := Error{message: Message{Format: format, Args: args}}
	switch err := fmt.Errorf(format, args...).(type) {
	case interface{ Unwrap() error }:
		e.wrapped = err.Unwrap()
	case interface{ Unwrap() []error }:
		return &several{e.message, err.Unwrap()}
	}
	return &e
}

// Error is the error's text in English.
func (e *Error) Error() string { return e.message.String() }

// Message is the error's text.
func (e *Error) Message() Message { return e.message }

// Unwrap is what the error wraps; nil for nothing.
func (e *Error) Unwrap() error { return e.wrapped }

// several is an error that wraps several.
type several struct {
	message Message
	wrapped []error
}

func (s *several) Error() string { return s.message.String() }

func (s *several) Message() Message { return s.message }

func (s *several) Unwrap() []error { return s.wrapped }

// Messenger is an error that has a Message for its text, such as those of Errorf.
type Messenger interface {
	error
	Message() Message
}

// Of is an error's text as a message: that of a Messenger as it is, those of errors.Join
// line by line, any other is an argument.
func Of(err error) Message {
	if m, ok := err.(Messenger); ok {
		return m.Message()
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []Message
		for _, err := range joined.Unwrap() {
			lines = append(lines, Of(err))
		}
		if m := Join(lines, "\n"); m.String() == err.Error() {
			return m
		}
	}
	return Message{Format: "%v", Args: []any{err}}
}

func isError(err error) bool {
	_, ok := err.(Messenger)
	return ok
}
