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

// networkCommands are the networks that come with digitpad, and the end of the window.
type networkCommands struct{ shipped, post, quit ui.Command }

func newNetworkCommands(w *Window) networkCommands {
	return networkCommands{
		shipped: ui.Command{
			Title: lang.L("The network that comes with digitpad"), Do: w.state.Prediction.UseShipped, Shortcut: ui.Ctrl(fyne.Key1), Menu: ui.NetworkMenu, Group: 3,
		},
		post: ui.Command{Title: lang.L("The post's network, 784-15-10"), Do: w.state.Prediction.UsePost, Shortcut: ui.Ctrl(fyne.Key2), Menu: ui.NetworkMenu, Group: 3},
		quit: ui.Command{Title: lang.L("Quit"), Do: w.Quit, Shortcut: ui.Ctrl(fyne.KeyQ), Menu: ui.NetworkMenu, Group: 5},
	}
}

func (c *networkCommands) all() []*ui.Command { return []*ui.Command{&c.shipped, &c.post, &c.quit} }

// drawCommands are what can be done with the drawing.
type drawCommands struct {
	undo, redo, clear, random, replay        ui.Command
	copyNumber, nextDigit, previousDigit     ui.Command
	thinner, thicker, normalise, demonstrate ui.Command
}

func newDrawCommands(w *Window) drawCommands {
	page := w.state.Page
	refuseNoNumber := func() error {
		return unless(len(w.state.Numbers.Number().Symbols) > 0, "there is no number of several digits on the pad")
	}
	return drawCommands{
		undo: ui.Command{
			Title: lang.X("drawing.undo", "Undo"), Icon: theme.ContentUndoIcon(), Do: page.Undo, Shortcut: &fyne.ShortcutUndo{}, Menu: ui.DrawingMenu,
			InField: &fyne.ShortcutUndo{}, Refusal: func() error { return unless(page.CanUndo(), "nothing was drawn") },
		},
		redo: ui.Command{
			Title: lang.X("drawing.redo", "Redo"), Icon: theme.ContentRedoIcon(), Do: page.Redo, Menu: ui.DrawingMenu,
			Shortcut: ui.CtrlShift(fyne.KeyZ), Also: &fyne.ShortcutRedo{},
			InField: &fyne.ShortcutRedo{}, Refusal: func() error { return unless(page.CanRedo(), "nothing was undone") },
		},
		clear: ui.Command{
			Title: lang.L("Clear"), Help: lang.L("Clear the pad"), Icon: theme.ContentClearIcon(), Do: page.Clear, Menu: ui.DrawingMenu,
			Key: fyne.KeyDelete, AlsoKey: fyne.KeyEscape,
			Refusal: func() error { return unless(!page.Content().Empty(), "the pad is empty") },
		},
		random: ui.Command{
			Title: lang.L("Test image"), Help: lang.L("Lay a test image, chosen at random, on the pad"), Icon: theme.GridIcon(), Do: w.RandomDigit, Key: fyne.KeyR,
			Menu: ui.DrawingMenu, Group: 1,
			Refusal: func() error { return unless(w.state.Datasets.Data().Loaded(), "the digits are not loaded yet") },
		},
		replay: ui.Command{
			Title: lang.L("Preprocessing…"), Help: lang.L("Replay the drawing, and see how it becomes the network's input"), Icon: theme.MediaVideoIcon(),
			Do: w.ShowReplay, Key: fyne.KeyP, Menu: ui.DrawingMenu, Group: 2,
		},
		copyNumber: ui.Command{
			Title: lang.L("Copy number"), Help: lang.L("Copy the number that was read, as text"), Icon: theme.ContentCopyIcon(), Do: w.CopyNumber,
			Shortcut: ui.CtrlShift(fyne.KeyN), Menu: ui.DrawingMenu, Group: 4, Refusal: refuseNoNumber,
		},
		nextDigit: ui.Command{
			Title: lang.L("Next digit of the number"), Do: func() { w.state.Numbers.Turn(1) }, Key: fyne.KeyPeriod, Menu: ui.DrawingMenu, Group: 4, Refusal: refuseNoNumber,
		},
		previousDigit: ui.Command{
			Title: lang.L("Previous digit of the number"), Do: func() { w.state.Numbers.Turn(-1) }, Key: fyne.KeyComma, Menu: ui.DrawingMenu, Group: 4, Refusal: refuseNoNumber,
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
		&c.undo, &c.redo, &c.clear, &c.random, &c.replay, &c.copyNumber, &c.nextDigit, &c.previousDigit,
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

// SetBrush sets the width of the brush in pad units.
func (w *Window) SetBrush(width float64) {
	w.active()
	if width != w.state.Page.Brush() {
		w.state.Page.SetBrush(width)
	}
}

// RandomDigit lays a test image on the pad.
func (w *Window) RandomDigit() {
	if test := w.state.Datasets.Data().Test.Open(); test != nil {
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

// CopyNumber puts the number that was read into the clipboard, as text.
func (w *Window) CopyNumber() {
	w.options.App.Clipboard().SetContent(w.state.Numbers.Number().String())
}
