package gui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/dialog"

	"digitpad/gui/state/run"
	"digitpad/gui/ui"
)

// Whatever stands before the window goes by Dismiss, the foremost first.
func TestDismissClosesWhatStandsForemost(t *testing.T) {
	b := newTestWindow(t)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	explanation := ui.NewHelpButton(ui.Help{Title: "Learning rate", Text: "How far a step goes."})
	b.content.Add(explanation)
	message := func() { b.dialogs.Error("A title", errors.New("and what is wrong")) }
	question := func() { dialog.ShowConfirm("A question", "of a file dialog's own", nil, b.window) }
	for name, open := range map[string][]func(){
		"an explanation":                   {explanation.Open},
		"a chart's menu":                   {b.train.Chart().ShowMenu},
		"two dialogs":                      {b.help.Show, message},
		"a file dialog and its question":   {b.files.SaveNetwork, question},
		"a message before a file dialog":   {b.files.OpenNetwork, message},
		"a menu before a message":          {message, b.train.Chart().ShowMenu},
		"a dialog from before, and others": {b.help.ShowAbout, b.help.Show, message},
	} {
		for _, o := range open {
			o()
		}
		for left := len(open); left > 0; left-- {
			if got := len(b.window.Canvas().Overlays().List()); got != left {
				t.Errorf("%s: %d things stand before the window, want %d", name, got, left)
			}
			b.dialogs.Dismiss()
		}
		if b.dialogs.Modal() {
			t.Fatalf("%s stays", name)
		}
	}
}
