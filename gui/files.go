package gui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/state"
	"digitpad/gui/ui"
)

// modelFormats are the endings of networks' files.
var modelFormats = []string{".safetensors", ".json"}

// networkCommands are what can be done with the network that answers, and with the whole
// window.
type networkCommands struct {
	open, save, saveNielsen, openWorkspace, saveWorkspace, shipped, post, quit ui.Command
}

func newNetworkCommands(w *Window) networkCommands {
	refuseNone := func() error { return unless(w.state.Prediction.Model().Network != nil, "there is no network yet") }
	return networkCommands{
		open: ui.Command{Title: lang.L("Open network…"), Icon: theme.FolderOpenIcon(), Do: w.OpenNetwork, Shortcut: ui.Ctrl(fyne.KeyO), Menu: ui.NetworkMenu},
		save: ui.Command{
			Title: lang.L("Save network…"), Icon: theme.DocumentSaveIcon(), Do: w.SaveNetwork, Shortcut: ui.Ctrl(fyne.KeyS), Menu: ui.NetworkMenu, Group: 1,
			Refusal: refuseNone,
		},
		saveNielsen: ui.Command{
			Title: lang.L("Save as network2.py's JSON…"), Do: w.SaveNielsen, Shortcut: ui.CtrlShift(fyne.KeyS), Menu: ui.NetworkMenu, Group: 1, Refusal: refuseNone,
		},
		openWorkspace: ui.Command{
			Title: lang.L("Open workspace…"), Help: lang.L("Open a workspace that was saved"), Icon: theme.FolderOpenIcon(), Do: w.OpenWorkspace,
			Shortcut: ui.CtrlShift(fyne.KeyO), Menu: ui.NetworkMenu, Group: 2,
		},
		saveWorkspace: ui.Command{
			Title: lang.L("Save workspace…"), Help: lang.L("Save the drawing, the settings and the run in one file"), Icon: theme.DocumentSaveIcon(),
			Do: w.SaveWorkspace, Shortcut: ui.CtrlShift(fyne.KeyW), Menu: ui.NetworkMenu, Group: 2,
		},
		shipped: ui.Command{
			Title: lang.L("The network that comes with digitpad"), Do: w.state.Prediction.UseShipped, Shortcut: ui.Ctrl(fyne.Key1), Menu: ui.NetworkMenu, Group: 3,
		},
		post: ui.Command{Title: lang.L("The post's network, 784-15-10"), Do: w.state.Prediction.UsePost, Shortcut: ui.Ctrl(fyne.Key2), Menu: ui.NetworkMenu, Group: 3},
		quit: ui.Command{Title: lang.L("Quit"), Do: w.Quit, Shortcut: ui.Ctrl(fyne.KeyQ), Menu: ui.NetworkMenu, Group: 4},
	}
}

func (c *networkCommands) all() []*ui.Command {
	return []*ui.Command{&c.open, &c.save, &c.saveNielsen, &c.openWorkspace, &c.saveWorkspace, &c.shipped, &c.post, &c.quit}
}

// OpenNetwork asks for a network's file and lets it answer.
func (w *Window) OpenNetwork() { w.dialogs.OpenFile(modelFormats, w.OpenNetworkFile) }

// OpenNetworkFile lets the network in a file answer, and remembers it.
func (w *Window) OpenNetworkFile(path string) {
	w.state.Prediction.OpenFile(path, func() { w.noteRecent(path) })
}

// SaveNetwork writes the network that answers to a file.
func (w *Window) SaveNetwork() { w.saveModel("network.safetensors", modelFormats[:1]) }

// SaveNielsen writes the network that answers as network2.py reads it.
func (w *Window) SaveNielsen() { w.saveModel("network.json", modelFormats[1:]) }

func (w *Window) saveModel(name string, formats []string) {
	model := w.state.Prediction.Model()
	if _, err := state.EncodeModel(model, name); err != nil {
		w.dialogs.Error("This network cannot be saved in that format", err)
		return
	}
	w.dialogs.SaveFile(name, formats, func(path string) error {
		err := state.WriteModel(model, path)
		if err == nil {
			w.post(func() { w.noteRecent(path) })
		}
		return err
	})
}

// isNetworkFile reports whether a file is one of a network, by its name.
func isNetworkFile(path string) bool {
	return slices.Contains(modelFormats, strings.ToLower(filepath.Ext(path)))
}

// noteRecent puts a network's file at the head of the recent ones.
func (w *Window) noteRecent(path string) {
	w.prefs.AddRecent(path)
	w.fillRecent()
}

// fillRecent lists the recent networks in the menu.
func (w *Window) fillRecent() {
	recent := w.menus.recent
	recent.ChildMenu.Items = nil
	for _, path := range w.prefs.Recent {
		item := fyne.NewMenuItem(filepath.Base(path), func() { w.OpenNetworkFile(path) })
		recent.ChildMenu.Items = append(recent.ChildMenu.Items, item)
	}
	recent.Disabled = len(recent.ChildMenu.Items) == 0
	w.menus.main.Refresh()
}
