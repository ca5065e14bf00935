package gui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/replay"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
)

// drawCommands are what can be done with the drawing.
type drawCommands struct {
	undo, redo, clear, random                ui.Command
	openPicture, paste, replay               ui.Command
	copy, copySVG, saveDrawing               ui.Command
	thinner, thicker, normalise, demonstrate ui.Command
}

func newDrawCommands(w *Window) drawCommands {
	page := w.state.Page
	refuseEmpty := func() error {
		if c := page.Content(); c.Empty() || c.Demo {
			return errors.New("draw a digit first")
		}
		return nil
	}
	refuseNoInk := func() error {
		if c := page.Content(); len(c.Drawing.Ink()) == 0 || c.Demo {
			return errors.New("draw a digit first")
		}
		return nil
	}
	return drawCommands{
		undo: ui.Command{
			Title: lang.X("drawing.undo", "Undo"), Icon: theme.ContentUndoIcon(), Do: w.Undo, Shortcut: &fyne.ShortcutUndo{}, Menu: ui.DrawingMenu,
			Refusal: func() error { return unless(page.CanUndo() || w.typing(), "nothing was drawn") },
		},
		redo: ui.Command{
			Title: lang.X("drawing.redo", "Redo"), Icon: theme.ContentRedoIcon(), Do: w.Redo, Menu: ui.DrawingMenu,
			Shortcut: ui.CtrlShift(fyne.KeyZ), Also: &fyne.ShortcutRedo{},
			Refusal: func() error { return unless(page.CanRedo() || w.typing(), "nothing was undone") },
		},
		clear: ui.Command{
			Title: lang.L("Clear"), Help: lang.L("Clear the pad"), Icon: theme.ContentClearIcon(), Do: page.Clear, Menu: ui.DrawingMenu,
			Key: fyne.KeyDelete, AlsoKey: fyne.KeyEscape,
			Refusal: func() error { return unless(!page.Content().Empty(), "the pad is empty") },
		},
		random: ui.Command{
			Title: lang.L("Test digit"), Help: lang.L("Lay a test image, chosen at random, on the pad"), Icon: theme.GridIcon(), Do: w.RandomDigit, Key: fyne.KeyR,
			Menu: ui.DrawingMenu, Group: 1,
			Refusal: func() error { return unless(w.state.Datasets.Data().Loaded(), "the digits are not loaded yet") },
		},
		openPicture: ui.Command{
			Title: lang.L("Open picture…"), Help: lang.L("Lay a photograph of a digit on the pad"), Icon: theme.FolderOpenIcon(), Do: w.OpenPicture,
			Shortcut: ui.Ctrl(fyne.KeyI), Menu: ui.DrawingMenu, Group: 1,
		},
		paste: ui.Command{
			Title: lang.L("Paste"), Help: lang.L("Paste strokes, or the file or path of a picture"), Icon: theme.ContentPasteIcon(), Do: w.Paste,
			Shortcut: &fyne.ShortcutPaste{}, Menu: ui.DrawingMenu, Group: 1,
		},
		replay: ui.Command{
			Title: lang.L("Preprocessing…"), Help: lang.L("Replay the drawing, and see how it becomes the network's input"), Icon: theme.MediaVideoIcon(),
			Do: w.ShowReplay, Key: fyne.KeyP, Menu: ui.DrawingMenu, Group: 2,
		},
		copy: ui.Command{
			Title: lang.L("Copy strokes"), Icon: theme.ContentCopyIcon(), Do: w.CopyDrawing, Shortcut: &fyne.ShortcutCopy{}, Menu: ui.DrawingMenu, Group: 3,
			Refusal: func() error {
				if w.typing() {
					return nil
				}
				return refuseNoInk()
			},
		},
		copySVG: ui.Command{Title: lang.L("Copy as SVG"), Icon: theme.ContentCopyIcon(), Do: w.CopySVG, Menu: ui.DrawingMenu, Group: 3, Refusal: refuseNoInk},
		saveDrawing: ui.Command{
			Title: lang.L("Save drawing…"), Help: lang.L("Save the drawing as PNG, SVG or strokes"), Icon: theme.DocumentSaveIcon(), Do: w.SaveDrawing,
			Shortcut: ui.Ctrl(fyne.KeyD), Menu: ui.DrawingMenu, Group: 3, Refusal: refuseEmpty,
		},
		thinner: ui.Command{
			Title: lang.L("Thinner brush"), Do: func() { w.SetBrush(page.Brush() - predict.BrushStep) }, Key: fyne.KeyLeftBracket, Menu: ui.DrawingMenu, Group: 5,
		},
		thicker: ui.Command{
			Title: lang.L("Thicker brush"), Do: func() { w.SetBrush(page.Brush() + predict.BrushStep) }, Key: fyne.KeyRightBracket, Menu: ui.DrawingMenu, Group: 5,
		},
		normalise: ui.Command{
			Title: lang.L("Centre and scale on or off"), Do: func() { page.SetNormalise(!page.Normalise()) }, Key: fyne.KeyN, Menu: ui.DrawingMenu, Group: 6,
		},
		demonstrate: ui.Command{Title: lang.L("Draw by itself when idle, or not"), Do: w.ToggleDemo, Menu: ui.DrawingMenu, Group: 6},
	}
}

func (c *drawCommands) all() []*ui.Command {
	return []*ui.Command{
		&c.undo, &c.redo, &c.clear, &c.random, &c.openPicture, &c.paste, &c.replay, &c.copy, &c.copySVG, &c.saveDrawing,
		&c.thinner, &c.thicker, &c.normalise, &c.demonstrate,
	}
}

// unless is an error that says why something cannot be done, nil if it can.
func unless(can bool, why string) error {
	if can {
		return nil
	}
	return errors.New(why)
}

// Undo takes back the last change of the pad, or of the text field that has the focus.
func (w *Window) Undo() {
	if !w.handToField(&fyne.ShortcutUndo{}) {
		w.state.Page.Undo()
	}
}

// Redo takes back the last Undo.
func (w *Window) Redo() {
	if !w.handToField(&fyne.ShortcutRedo{}) {
		w.state.Page.Redo()
	}
}

// SetBrush sets the width of the brush in pad units.
func (w *Window) SetBrush(width float64) {
	w.active()
	if width != w.state.Page.Brush() {
		w.state.Page.SetBrush(width)
	}
}

// RandomDigit lays a test image on the pad.
func (w *Window) RandomDigit() {
	if test := w.state.Datasets.Data().Test; test != nil {
		w.state.Page.PutExample(test, w.rng.IntN(test.Len()))
	}
}

// SetNormalise chooses whether a drawing is brought into MNIST's frame before the
// network sees it.
func (w *Window) SetNormalise(on bool) {
	w.active()
	if on != w.state.Page.Normalise() {
		w.state.Page.SetNormalise(on)
	}
}

// ShowReplay shows how what lies on the pad became the network's input.
func (w *Window) ShowReplay() { w.player = replay.Show(w.state, w.env()) }
