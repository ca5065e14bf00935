package ui_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/ui"
)

// An option is chosen by the pointer, the space bar and the arrows; what was chosen already
// tells nobody, and neither does the program.
func TestRadioGroup(t *testing.T) {
	p := uitest.New(t)
	var chosen []int
	g := ui.NewRadioGroup([]ui.Option{{Label: "one"}, {Label: "two"}, {Label: "three"}}, func(i int) { chosen = append(chosen, i) })
	w := p.Show(container.NewHBox(g), 400, 60)
	buttons := ui.RadioButtons(g)
	test.Tap(buttons[1])
	test.Tap(buttons[1])
	press := func(key fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key}) }
	press(fyne.KeyRight)
	press(fyne.KeyRight)
	press(fyne.KeyLeft)
	w.Canvas().Focus(buttons[0])
	test.Type(w.Canvas().Focused(), " ")
	g.SetChosen(2)
	if !slices.Equal(chosen, []int{1, 2, 0, 2, 0}) || g.Chosen() != 2 {
		t.Errorf("chosen: %v, and %d at the end", chosen, g.Chosen())
	}
	var other fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { other = e.Name })
	if press(fyne.KeyF1); other != fyne.KeyF1 {
		t.Error("the window does not get the keys that the group has no use for")
	}
	w.Canvas().Unfocus()
	uitest.Golden(t, p.App, "radio", g, 280, 40)
}
