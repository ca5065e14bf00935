package message_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"digitpad/network/message"
)

// An error reads as fmt's, wraps what fmt's wraps, and keeps its format and arguments.
func TestErrorf(t *testing.T) {
	inner := message.Errorf("%d labels for %d images", 3, 4)
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"nothing to be filled in", nil},
		{"100 %% sure", nil},
		{"100 %% of %s", []any{"it"}},
		{"%s: %w", []any{"file", fs.ErrNotExist}},
		{"%w and %w", []any{fs.ErrNotExist, inner}},
		{"reading: %v", []any{inner}},
	} {
		got, want := message.Errorf(c.format, c.args...), fmt.Errorf(c.format, c.args...)
		if got.Error() != want.Error() {
			t.Errorf("%q, want %q", got, want)
		}
		for _, target := range []error{fs.ErrNotExist, inner} {
			if errors.Is(got, target) != errors.Is(want, target) {
				t.Errorf("%q wraps %q: %t", got, target, errors.Is(got, target))
			}
		}
		if errors.Unwrap(got) != errors.Unwrap(want) {
			t.Errorf("%q unwraps to %v", got, errors.Unwrap(got))
		}
		var e message.Messenger
		if !errors.As(got, &e) || e.Message().Format != c.format || len(e.Message().Args) != len(c.args) {
			t.Errorf("%q has lost its format", got)
		}
	}
}

// A translator comes to every part of a message by Format and Args.
func TestArgumentsAreMessagesToo(t *testing.T) {
	inner := message.Errorf("no %q", "seven")
	outer := message.Of(message.Errorf("file: %w", inner))
	if len(outer.Args) != 1 || outer.Args[0] != inner {
		t.Fatalf("%#v", outer)
	}
	if m := message.Of(outer.Args[0].(error)); m.Format != "no %q" {
		t.Errorf("%#v", m)
	}
}

func TestOf(t *testing.T) {
	joined := message.Of(errors.Join(message.Errorf("one %d", 1), errors.New("two")))
	if joined.String() != "one 1\ntwo" || len(joined.Args) != 2 || joined.Args[0].(message.Message).Format != "one %d" {
		t.Errorf("%#v", joined)
	}
	if plain := message.Of(errors.New("50% of it")); plain.String() != "50% of it" {
		t.Errorf("%q", plain)
	}
	// What wraps several errors but has a text of its own keeps it.
	if own := message.Of(fmt.Errorf("%w, then %w", fs.ErrExist, fs.ErrClosed)); own.String() != "file already exists, then file already closed" {
		t.Errorf("%q", own)
	}
}

func TestSentence(t *testing.T) {
	for want, err := range map[string]error{
		"One 1; two.": errors.Join(message.Errorf("one %d", 1), errors.New("two")),
		"Übung 2.":    message.Errorf("übung %d", 2),
	} {
		m := message.Sentence(err)
		if m.String() != want || !m.Sentence {
			t.Errorf("%q, want %q", m, want)
		}
	}
	if got := message.Capitalize(""); got != "" {
		t.Errorf("%q", got)
	}
}

func TestJoin(t *testing.T) {
	if m := message.Join(nil, " "); !m.Empty() || m.String() != "" {
		t.Errorf("%#v", m)
	}
	m := message.Join([]message.Message{message.New("%d %%", 3), message.Text("100%")}, " | ")
	if m.String() != "3 % | 100%" {
		t.Errorf("%q", m)
	}
}

// In JSON a message is its English text.
func TestJSON(t *testing.T) {
	data, err := json.Marshal(struct{ Text message.Message }{message.New("%d of %d", 1, 2)})
	if err != nil || string(data) != `{"Text":"1 of 2"}` {
		t.Errorf("%s, %v", data, err)
	}
	var m message.Message
	if err := json.Unmarshal([]byte(`"90 %s"`), &m); err != nil || m.String() != "90 %s" {
		t.Errorf("%q, %v", m, err)
	}
	if err := json.Unmarshal([]byte(`90`), &m); err == nil || !strings.Contains(err.Error(), "number") {
		t.Errorf("a number is a text: %v", err)
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[message.Count]string{0: "0", 999: "999", 1000: "1,000", 60000: "60,000", -100: "-100", -1234567: "-1,234,567"} {
		if got := n.String(); got != want {
			t.Errorf("%d is written %s, want %s", int(n), got, want)
		}
	}
}
