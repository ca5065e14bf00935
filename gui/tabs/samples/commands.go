package samples

import (
	"bytes"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state/store"
	"digitpad/gui/ui"
	"digitpad/training/atomicfile"
)

// commands are what can be done with the user's digits.
type commands struct{ undo, remove, restore, importFile, exportFile ui.Command }

// strokeFormats are the extensions of stroke files.
var strokeFormats = []string{".jsonl"}

func newCommands(t *Tab) commands {
	s := t.samples
	return commands{
		undo: ui.Command{
			Title: lang.L("Undo correction"), Help: lang.L("Back to the network before the last correction"), Icon: theme.ContentUndoIcon(), Shortcut: ui.CtrlShift(fyne.KeyU),
			Do: t.undoCorrection, Menu: ui.DrawingMenu, Group: 4,
			Refusal: func() error {
				if !t.fineTuning.CanUndo() {
					return errors.New("nothing was corrected")
				}
				return nil
			},
		},
		remove: ui.Command{
			Title: lang.L("Delete digit"), Help: lang.L("Delete the chosen one of my digits"), Icon: theme.DeleteIcon(), Do: t.delete,
			Menu: ui.DrawingMenu, Group: 4,
			Refusal: func() error {
				if !t.hasChosen() {
					return errors.New("choose a digit in the tab My digits")
				}
				return nil
			},
		},
		restore: ui.Command{
			Title: lang.L("Restore digit"), Help: lang.L("Bring back the digit of mine that was deleted last"), Icon: theme.ContentUndoIcon(), Do: s.Restore,
			Menu: ui.DrawingMenu, Group: 4,
			Refusal: func() error {
				if !s.CanRestore() {
					return errors.New("no digit was deleted")
				}
				return nil
			},
		},
		importFile: ui.Command{
			Title: lang.L("Import…"), Help: lang.L("Add the digits of a stroke file to mine"), Icon: theme.FolderOpenIcon(),
			Do: func() { t.env.Dialogs.OpenFile(strokeFormats, s.Import) }, Menu: ui.DrawingMenu, Group: 4,
		},
		exportFile: ui.Command{
			Title: lang.L("Export…"), Help: lang.L("Write my digits to a stroke file"), Icon: theme.DocumentSaveIcon(), Do: t.export,
			Menu: ui.DrawingMenu, Group: 4,
			Refusal: func() error {
				if s.Len() == 0 {
					return errors.New("there are no digits of yours yet")
				}
				return nil
			},
		},
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command {
	c := &t.commands
	return []*ui.Command{&c.undo, &c.remove, &c.restore, &c.importFile, &c.exportFile}
}

func (t *Tab) undoCorrection() {
	t.fineTuning.Undo()
	t.showNothing()
}

// export asks for a file and writes the digits to it.
func (t *Tab) export() {
	data, err := t.samples.Encode()
	if err != nil {
		t.env.Dialogs.Error("The file was not written", err)
		return
	}
	t.env.Dialogs.SaveFile(store.SamplesFile, strokeFormats, func(path string) error {
		return atomicfile.Write(path, bytes.NewReader(data))
	})
}
