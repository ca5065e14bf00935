package gui

import (
	"strings"
	"testing"

	"digitpad/training"
)

// The glossary does the post's own arithmetic with the numbers of the run.
func TestGlossary(t *testing.T) {
	s := training.DefaultSettings()
	s.Batch, s.Epochs = 100, 10
	var said strings.Builder
	for _, term := range glossary(s, 60000, training.Progress{Epoch: 3, Iteration: 34, TotalIterations: 1834}) {
		if term.word == "" || term.meaning == "" {
			t.Errorf("an empty term: %+v", term)
		}
		said.WriteString(term.here + "\n")
	}
	for _, want := range []string{
		"60,000 / 100 = 600 iterations an epoch, 6,000 in all", "You are at 34 of 600, and at 1,834 of 6,000 in all.",
		"60,000 updates an epoch", "3 are done",
	} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("no %q in\n%s", want, &said)
		}
	}
}

func TestShowGlossary(t *testing.T) {
	b := newBench(t)
	b.ShowGlossary()
	if !b.modal() {
		t.Error("no glossary opens")
	}
}
