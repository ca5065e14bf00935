package prediction

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/ui"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

// minus13 is −1.3 over a doubtful 7.
func minus13() []segment.Symbol {
	digit := func(label, line int, uncertain bool) segment.Symbol {
		return segment.Symbol{
			Rune: rune('0' + label), Line: line, Image: synth.NewWriter(5).Draw(label, 0).Image(), Activations: make([]float32, 10), Uncertain: uncertain,
		}
	}
	return []segment.Symbol{{Rune: '-'}, digit(1, 0, false), {Rune: '.'}, digit(3, 0, false), digit(7, 1, true)}
}

func TestStripLook(t *testing.T) {
	p := uitest.New(t)
	s := NewStrip()
	s.Set(minus13(), 3)
	uitest.Golden(t, p.App, "strip", s, 200, 50)
}

// A click on a digit chooses it, and so do the arrows; signs are passed over.
func TestChoosingInTheStrip(t *testing.T) {
	p := uitest.New(t)
	s := NewStrip()
	var chosen []int
	s.OnChosen = func(i int) { chosen = append(chosen, i); s.Set(minus13(), i) }
	s.Set(minus13(), 3)
	p.Show(s, 200, 50)
	for i := range minus13() {
		s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(s.left(i)+3, 10)})
	}
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft} {
		s.TypedKey(&fyne.KeyEvent{Name: key})
	}
	want := []int{1, 3, 4, 3, 1}
	if len(chosen) != len(want) {
		t.Fatalf("chosen are %v, want %v", chosen, want)
	}
	for i := range want {
		if chosen[i] != want[i] {
			t.Fatalf("chosen are %v, want %v", chosen, want)
		}
	}
	if got := s.AccessibilityLabel(); got != "Digits of the number: -; 1, chosen; .; 3; 7?" {
		t.Errorf("it is called %q", got)
	}
}

// The scroll bar of a long number lies below the answers.
func TestTheScrollBarIsBelowTheAnswers(t *testing.T) {
	p := uitest.New(t)
	n := NewNumber(p.Numbers, ui.NewIconButton("Copy", theme.ContentCopyIcon(), func() {}))
	p.Show(n, 150, n.MinSize().Height)
	if room, bar := n.scroll.Size().Height-n.strip.MinSize().Height, theme.Size(theme.SizeNameScrollBar); room < bar {
		t.Errorf("below the answers is room of %g for a bar of %g", room, bar)
	}
}
