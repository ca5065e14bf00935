package gui

import (
	"maps"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/gui/state/predict"
)

// Whichever network answers, everything in the sidebar stays where it is: the buttons that
// lead back have their place while they are hidden.
func TestNothingMovesInTheSidebarWhenAnotherNetworkAnswers(t *testing.T) {
	b := shippedWindow(t)
	b.window.Resize(fyne.NewSize(1024, 660)) // 700 less the menu bar
	type place struct {
		at   fyne.Position
		size fyne.Size
	}
	places := func() map[string]place {
		all := map[string]place{}
		for name, o := range b.sidebar.anchors() {
			all[name] = place{fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()}
		}
		return all
	}
	was := places()
	for what, answer := range map[string]func(){
		"one of the user's": func() { b.state.Prediction.Use(b.state.Prediction.Model(), predict.Origin{Kind: predict.FromTraining}) },
		"an edited one": func() {
			if err := b.state.Prediction.Edit(predict.Parameter{Layer: 1, From: predict.Bias, To: 3}, 2); err != nil {
				t.Fatal(err)
			}
		},
	} {
		answer()
		b.content.Refresh()
		if !b.sidebar.shipped.Visible() && !b.sidebar.putBack.Visible() {
			t.Errorf("%s: no button leads back", what)
		}
		if got := places(); !maps.Equal(got, was) {
			t.Errorf("%s: controls stand at %v, before at %v", what, got, was)
		}
	}
}
