// Package files is what comes into the window from files and the clipboard, and what
// leaves it: networks, drawings, pictures, strokes, workspaces, and MNIST.
package files

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/dialogs"
	"digitpad/gui/state"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

// Shell is what opening and saving asks of the window around it.
type Shell struct {
	Active        func()                  // a person has done something
	Replay        func()                  // shows how what lies on the pad became the network's input
	OpenLesson    func(path string)       // opens a lesson's file
	Tab           func() int              // the tab in view
	ShowWorkspace func(w store.Workspace) // makes the window as a workspace has it
	RefreshMenu   func()                  // shows the menu as it is now
}

// Files opens and saves.
type Files struct {
	state   *state.State
	prefs   *store.Preferences
	env     ui.Env
	dialogs *dialogs.Dialogs
	shell   Shell

	commands commands
	recent   *fyne.MenuItem // its submenu lists the networks that were opened last
	export   *fyne.MenuItem // its submenu lists the formats of networks
}

// New makes the Files of a window.
func New(s *state.State, prefs *store.Preferences, d *dialogs.Dialogs, shell Shell, env ui.Env) *Files {
	f := &Files{state: s, prefs: prefs, dialogs: d, shell: shell, env: env}
	f.commands = newCommands(f)
	f.recent = fyne.NewMenuItem(lang.L("Open recent"), nil)
	f.recent.ChildMenu = fyne.NewMenu("")
	f.export = f.exportMenu()
	f.fillRecent()
	s.Prediction.Unspecified.Listen(f.askActivation)
	s.Datasets.Progress.Listen(func(l datasets.LoadStatus) {
		if l.Phase == datasets.LoadMissing {
			f.OfferDownload()
		}
	})
	return f
}

// commands are what can be done with files and the clipboard.
type commands struct {
	open, save, openWorkspace, saveWorkspace ui.Command
	openPicture, paste                       ui.Command
	copy, copySVG, saveDrawing               ui.Command
}

func newCommands(f *Files) commands {
	page, clipboard := f.state.Page, fyne.CurrentApp().Clipboard()
	empty := errors.New("draw a digit first")
	refuseEmpty := func() error {
		if c := page.Content(); c.Empty() || c.Demo {
			return empty
		}
		return nil
	}
	refuseNoInk := func() error {
		if c := page.Content(); len(c.Drawing.Ink()) == 0 || c.Demo {
			return empty
		}
		return nil
	}
	return commands{
		open: ui.Command{Title: lang.L("Open network…"), Icon: theme.FolderOpenIcon(), Do: f.OpenNetwork, Shortcut: ui.Ctrl(fyne.KeyO), Menu: ui.NetworkMenu},
		save: ui.Command{
			Title: lang.L("Save network…"), Icon: theme.DocumentSaveIcon(), Do: f.SaveNetwork, Shortcut: ui.Ctrl(fyne.KeyS), Menu: ui.NetworkMenu, Group: 1,
			Refusal: func() error {
				if f.state.Prediction.Model().Network == nil {
					return errors.New("there is no network yet")
				}
				return nil
			},
		},
		openWorkspace: ui.Command{
			Title: lang.L("Open workspace…"), Help: lang.L("Open a workspace that was saved"), Icon: theme.FolderOpenIcon(), Do: f.OpenWorkspace,
			Shortcut: ui.CtrlShift(fyne.KeyO), Menu: ui.NetworkMenu, Group: 2,
		},
		saveWorkspace: ui.Command{
			Title: lang.L("Save workspace…"), Help: lang.L("Save the drawing, the settings and the run in one file"), Icon: theme.DocumentSaveIcon(),
			Do: f.SaveWorkspace, Shortcut: ui.CtrlShift(fyne.KeyW), Menu: ui.NetworkMenu, Group: 2,
		},
		openPicture: ui.Command{
			Title: lang.L("Open picture…"), Help: lang.L("Lay a photograph of a digit on the pad"), Icon: theme.FolderOpenIcon(), Do: f.OpenPicture,
			Shortcut: ui.Ctrl(fyne.KeyI), Menu: ui.DrawingMenu, Group: 1,
		},
		paste: ui.Command{
			Title: lang.L("Paste"), Help: lang.L("Paste strokes, or the file or path of a picture"), Icon: theme.ContentPasteIcon(), Do: f.Paste,
			Shortcut: &fyne.ShortcutPaste{}, Menu: ui.DrawingMenu, Group: 1, InField: &fyne.ShortcutPaste{Clipboard: clipboard},
		},
		copy: ui.Command{
			Title: lang.L("Copy strokes"), Icon: theme.ContentCopyIcon(), Do: f.CopyDrawing, Shortcut: &fyne.ShortcutCopy{}, Menu: ui.DrawingMenu, Group: 3,
			InField: &fyne.ShortcutCopy{Clipboard: clipboard}, Refusal: refuseNoInk,
		},
		copySVG: ui.Command{Title: lang.L("Copy as SVG"), Icon: theme.ContentCopyIcon(), Do: f.CopySVG, Menu: ui.DrawingMenu, Group: 3, Refusal: refuseNoInk},
		saveDrawing: ui.Command{
			Title: lang.L("Save drawing…"), Help: lang.L("Save the drawing as PNG, SVG or strokes"), Icon: theme.DocumentSaveIcon(), Do: f.SaveDrawing,
			Shortcut: ui.Ctrl(fyne.KeyD), Menu: ui.DrawingMenu, Group: 3, Refusal: refuseEmpty,
		},
	}
}

// Commands are what can be done with files and the clipboard.
func (f *Files) Commands() []*ui.Command {
	c := &f.commands
	return []*ui.Command{&c.open, &c.save, &c.openWorkspace, &c.saveWorkspace, &c.openPicture, &c.paste, &c.copy, &c.copySVG, &c.saveDrawing}
}

// AddSubmenus puts the networks that were opened last and the formats of networks into
// the menu of networks, each behind the command that it goes with.
func (f *Files) AddSubmenus(menu *fyne.Menu) {
	after := func(c *ui.Command, item *fyne.MenuItem) {
		menu.Items = slices.Insert(menu.Items, slices.Index(menu.Items, c.Item())+1, item)
	}
	after(&f.commands.open, f.recent)
	after(&f.commands.save, f.export)
}

// Refresh enables what can be done now, and reports whether anything has changed.
func (f *Files) Refresh() bool {
	none := f.commands.save.Refusal() != nil
	changed := f.export.Disabled != none
	f.export.Disabled = none
	return changed
}
