package inspect

import (
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network/message"
)

// commands are what can be done with weights and biases that were edited by hand.
type commands struct{ undo, putBack, back ui.Command }

func newCommands(p *predict.Prediction) commands {
	unless := func(can bool, why error) error {
		if can {
			return nil
		}
		return why
	}
	return commands{
		undo: ui.Command{
			Title: lang.L("Undo the last edit"), Help: lang.L("Take back the last change of a weight or a bias by hand"), Icon: theme.ContentUndoIcon(),
			Do: p.UndoEdit, Menu: ui.NetworkMenu, Group: 4,
			Refusal: func() error { return unless(p.CanUndoEdit(), message.Errorf("no weight was edited")) },
		},
		putBack: ui.Command{
			Title: lang.L("Put all weights back"), Help: lang.L("Let the network answer as it was before it was edited by hand"), Icon: theme.HistoryIcon(),
			Do: p.PutAllBack, Menu: ui.NetworkMenu, Group: 4,
			Refusal: func() error { return unless(len(p.Edits()) > 0, message.Errorf("no weight is edited")) },
		},
		back: ui.Command{
			Title: lang.L("Back to the edited network"), Help: lang.L("Let the network answer again that was edited by hand before another was chosen"), Icon: theme.NavigateBackIcon(),
			Do: p.ReturnToEdited, Menu: ui.NetworkMenu, Group: 4,
			Refusal: func() error {
				return unless(p.CanReturnToEdited(), message.Errorf("no edited network was left for another"))
			},
		},
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command {
	return []*ui.Command{&t.commands.undo, &t.commands.putBack, &t.commands.back}
}
