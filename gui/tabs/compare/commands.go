package compare

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// commands are what can be done in the tab.
type commands struct{ start, stop, undoDelete ui.Command }

func newCommands(t *Tab) commands {
	c := t.comparison
	return commands{
		start: ui.Command{
			Title: lang.L("Start"), Help: lang.L("Start the comparison (tab Compare)"), Icon: theme.MediaPlayIcon(), Shortcut: ui.Ctrl(fyne.KeyT),
			Do: t.Start, Menu: ui.LabMenu,
			Refusal: func() error {
				if c.Active() {
					return errors.New("a comparison goes on")
				}
				return nil
			},
		},
		stop: ui.Command{
			Title: lang.L("Stop"), Help: lang.L("Stop the comparison"), Icon: theme.MediaStopIcon(), Shortcut: ui.CtrlShift(fyne.KeyT),
			Do: c.Stop, Menu: ui.LabMenu,
			Refusal: func() error {
				if !c.Active() {
					return errors.New("no comparison goes on")
				}
				return nil
			},
		},
		undoDelete: ui.Command{
			Title: lang.L("Restore"), Help: lang.L("Bring back the run that was deleted last"), Icon: theme.ContentUndoIcon(), Shortcut: ui.Ctrl(fyne.KeyU),
			Do: c.UndoDelete, Menu: ui.LabMenu,
			Refusal: func() error {
				if !c.CanUndoDelete() {
					return errors.New("no run was deleted")
				}
				return nil
			},
		},
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command {
	return []*ui.Command{&t.commands.start, &t.commands.stop, &t.commands.undoDelete}
}
