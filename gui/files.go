package gui

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
)

// networkCommands are what can be done with the network that answers, and with the whole
// window.
type networkCommands struct {
	open, save, openWorkspace, saveWorkspace, shipped, post, quit ui.Command
}

func newNetworkCommands(w *Window) networkCommands {
	refuseNone := func() error { return unless(w.state.Prediction.Model().Network != nil, "there is no network yet") }
	return networkCommands{
		open: ui.Command{Title: lang.L("Open network…"), Icon: theme.FolderOpenIcon(), Do: w.OpenNetwork, Shortcut: ui.Ctrl(fyne.KeyO), Menu: ui.NetworkMenu},
		save: ui.Command{
			Title: lang.L("Save network…"), Icon: theme.DocumentSaveIcon(), Do: w.SaveNetwork, Shortcut: ui.Ctrl(fyne.KeyS), Menu: ui.NetworkMenu, Group: 1,
			Refusal: refuseNone,
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
	return []*ui.Command{&c.open, &c.save, &c.openWorkspace, &c.saveWorkspace, &c.shipped, &c.post, &c.quit}
}

// OpenNetwork asks for a network's file and lets it answer.
func (w *Window) OpenNetwork() {
	w.dialogs.OpenFile(codec.Extensions(codec.Format.Readable), w.OpenNetworkFile)
}

// OpenNetworkFile lets the network in a file answer, and remembers it. If the file has
// weights alone, it asks for the rest.
func (w *Window) OpenNetworkFile(path string) { w.openNetwork(path, codec.Given{}) }

func (w *Window) openNetwork(path string, given codec.Given) {
	w.state.Prediction.OpenFile(path, given, func() { w.noteRecent(path) })
}

// askActivation asks for what a file of weights alone does not say, and opens it.
func (w *Window) askActivation(file predict.Unspecified) {
	names := func(all []network.Activation) []string { return network.Registry[network.Activation](all).Names() }
	hidden := ui.NewSelect(lang.L("Activation"), names([]network.Activation{network.ReLU, network.Sigmoid, network.Tanh}), nil)
	output := ui.NewSelect(lang.L("Output activation"), names([]network.Activation{network.Softmax, network.Sigmoid}), nil)
	hidden.SetSelectedIndex(0)
	output.SetSelectedIndex(0)
	text := wrapped(fmt.Sprintf(lang.L("%s has the weights of a network %s, but does not say what its units do with their sums."), filepath.Base(file.Path), file.Sizes))
	form := widget.NewForm(widget.NewFormItem(lang.L("Activation"), hidden), widget.NewFormItem(lang.L("Output activation"), output))
	w.dialogs.Show(dialog.NewCustomConfirm(lang.L("A file of weights"), lang.L("Open"), lang.L("Cancel"), container.NewVBox(text, form), func(yes bool) {
		if !yes {
			return
		}
		var given codec.Given
		var errHidden, errOutput error
		given.Hidden, errHidden = network.Activations.Lookup(hidden.Selected)
		given.Output, errOutput = network.Activations.Lookup(output.Selected)
		if err := errors.Join(errHidden, errOutput); err != nil {
			w.dialogs.Error("The network cannot be opened", err)
			return
		}
		w.openNetwork(file.Path, given)
	}, w.window), 34, 16)
}

// SaveNetwork writes the network that answers to a file, in the format of its name.
func (w *Window) SaveNetwork() { w.saveModel(codec.Extensions(codec.Format.Written)) }

// exportMenu has an item for each format in which the network that answers can be
// written.
func (w *Window) exportMenu() *fyne.MenuItem {
	export := fyne.NewMenuItem(lang.L("Export"), nil)
	export.ChildMenu = fyne.NewMenu("")
	for _, f := range codec.Formats {
		if f.Written() {
			title := fmt.Sprintf("%s (%s)", f.Name, f.Extensions[0])
			export.ChildMenu.Items = append(export.ChildMenu.Items, fyne.NewMenuItem(title, func() { w.ExportNetwork(f) }))
		}
	}
	return export
}

// ExportNetwork writes the network that answers to a file of a format.
func (w *Window) ExportNetwork(f codec.Format) {
	if !w.dialogs.Modal() && w.menus.network.save.Refusal() == nil {
		w.active()
		w.saveModel(f.Extensions)
	}
}

// saveModel asks for a file's name, which ends in one of the extensions, and writes the
// network that answers.
func (w *Window) saveModel(extensions []string) {
	model, name := w.state.Prediction.Model(), "network"+extensions[0]
	if err := codec.Write(io.Discard, name, model); err != nil {
		w.dialogs.Error("This network cannot be saved in that format", err)
		return
	}
	w.dialogs.SaveFile(name, extensions, func(path string) error {
		err := predict.WriteModel(model, path)
		if format, unknown := codec.FormatOf(path); err == nil && unknown == nil && format.Readable() {
			w.post(func() { w.noteRecent(path) })
		}
		return err
	})
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
