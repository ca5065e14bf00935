package formula

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/training/typeset"
)

// A term is chosen by pointer or by keys, and left when it is chosen again.
func TestTermsAreChosen(t *testing.T) {
	test.NewTempApp(t)
	v := New("a sum", typeset.Row{typeset.Term("a", typeset.V("a")), typeset.O("+"), typeset.Term("b", typeset.V("b"))})
	var told []string
	v.OnTerm = func(name string) { told = append(told, name) }
	v.Resize(v.MinSize())
	r, em := v.formula.Terms[1], v.em()
	at := fyne.NewPos(float32((r.Left+r.Right)/2*em+margin*em), float32(((r.Top+r.Bottom)/2+v.formula.Ascent+margin)*em))
	for range 2 {
		v.Tapped(&fyne.PointEvent{Position: at})
	}
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyEscape} {
		v.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if want := []string{"b", "", "a", "b", "a", ""}; !slices.Equal(told, want) {
		t.Errorf("chosen were %q, want %q", told, want)
	}
}
