package gui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/dialog"

	"digitpad/gui/ui"
)

// Whatever stands before the window goes by Dismiss, the foremost first.
func TestDismissClosesWhatStandsForemost(t *testing.T) {
	b := newBench(t)
	b.StartPause()
	b.pumpUntil(finished)
	explanation := ui.NewHelpButton(explanations()["rate"])
	b.desk.Add(explanation)
	message := func() { b.tell("A title", errors.New("and what is wrong")) }
	question := func() { dialog.ShowConfirm("A question", "of a file dialog's own", nil, b.window) }
	for name, open := range map[string][]func(){
		"an explanation":                   {explanation.Open},
		"a chart's menu":                   {b.learn.chart.ShowMenu},
		"two dialogs":                      {b.ShowHelp, message},
		"a file dialog and its question":   {b.SaveNetwork, question},
		"a message before a file dialog":   {b.OpenNetwork, message},
		"a menu before a message":          {message, b.learn.chart.ShowMenu},
		"a dialog from before, and others": {b.ShowAbout, b.ShowHelp, message},
	} {
		for _, o := range open {
			o()
		}
		for left := len(open); left > 0; left-- {
			if got := len(b.window.Canvas().Overlays().List()); got != left {
				t.Errorf("%s: %d things stand before the window, want %d", name, got, left)
			}
			b.Dismiss()
		}
		if b.modal() {
			t.Fatalf("%s stays", name)
		}
	}
}
