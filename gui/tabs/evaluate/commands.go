package evaluate

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
)

// commands are what can be done in the tab.
type commands struct{ measure, stop, score ui.Command }

func newCommands(e *state.Evaluation, t *train.Training) commands {
	return commands{
		score: ui.Command{ // the tab Train has it in the menus
			Title: lang.L("Score on the test set"), Help: lang.L("Read the test images with the network in view, and count it"),
			Do: t.ScoreTest, Refusal: t.TestRefusal,
		},
		measure: ui.Command{
			Title: lang.L("Measure"), Help: lang.L("Measure how robust the network is (tab Evaluate)"), Icon: theme.MediaPlayIcon(), Shortcut: ui.Ctrl(fyne.KeyB),
			Do: e.MeasureRobustness, Menu: ui.LabMenu, Group: 2,
			Refusal: func() error {
				if e.Measuring() {
					return errors.New("a measurement is under way")
				}
				return nil
			},
		},
		stop: ui.Command{
			Title: lang.L("Stop"), Help: lang.L("Stop the measurement"), Icon: theme.MediaStopIcon(), Shortcut: ui.CtrlShift(fyne.KeyB),
			Do: e.StopMeasuring, Menu: ui.LabMenu, Group: 2,
			Refusal: func() error {
				if !e.Measuring() {
					return errors.New("no measurement is under way")
				}
				return nil
			},
		},
	}
}
