package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"digitpad/gui/state/store"
	"digitpad/network/message"
	"digitpad/training"
)

// speak lets texts be looked up in a language until the test ends.
func speak(t *testing.T, l store.Language) {
	t.Helper()
	if err := Load(l); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := Load(store.English); err != nil {
			t.Fatal(err)
		}
	})
}

// Errors within errors, problems of settings and counts are said in German; what nobody
// knows stays as it is.
func TestErrorsWithinErrorsAreSaid(t *testing.T) {
	speak(t, store.German)
	err := message.Errorf("the kept runs cannot be read: %w", fmt.Errorf("again: %w", &fs.PathError{Op: "open", Path: "/a/b", Err: syscall.EACCES}))
	if got, want := Error(err), "Die aufgehobenen Läufe können nicht gelesen werden: again: beim Öffnen von /a/b: keine Berechtigung"; got != want {
		t.Errorf("in German %q", got)
	}
	if got, want := Message(message.New("%g, %s, %s", 0.25, message.Count(60000), "MNIST training images")), "0,25, 60.000, MNIST-Trainingsbilder"; got != want {
		t.Errorf("in German %q", got)
	}
	s := training.DefaultSettings()
	s.Batch = 70000
	var problems training.Problems
	if !errors.As(s.Validate(60000), &problems) {
		t.Fatal("a mini-batch of more images than there are is no problem")
	}
	if got := Message(problems.Of("batch")); !strings.Contains(got, "60000") || strings.Contains(got, "size") || strings.Contains(got, "%") {
		t.Errorf("in German the problem is %q", got)
	}
	if got := Translate("a text of 3 words that nobody knows"); got != "a text of 3 words that nobody knows" {
		t.Errorf("an unknown text becomes %q", got)
	}
}

// A message within a message is translated, too, and its letters are kept.
func TestMessageWithinAMessage(t *testing.T) {
	inner := message.New("%d and %s", 3, "x")
	outer := message.New("100 %%: %v (%v)", inner, errors.New("why"))
	outer.Sentence = true
	if got := Message(outer); got != "100 %: 3 and x (why)" {
		t.Errorf("it is said as %q", got)
	}
	if got := Message(message.Message{}); got != "" {
		t.Errorf("no message is %q", got)
	}
}

// An error begins with a capital, unless a path begins it.
func TestErrorBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{"no run goes on": "No run goes on", "/home/a: gone": "/home/a: gone", "net.json: gone": "net.json: gone"} {
		if got := Error(errors.New(text)); got != want {
			t.Errorf("%q is said as %q", text, got)
		}
	}
}
