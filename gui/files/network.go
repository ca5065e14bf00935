package files

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/codec"
)

// OpenNetwork asks for a network's file and lets it answer.
func (f *Files) OpenNetwork() {
	f.dialogs.OpenFile(codec.Extensions(codec.Format.Readable), f.OpenNetworkFile)
}

// OpenNetworkFile lets the network in a file answer, and remembers it. If the file has
// weights alone, it asks for the rest.
func (f *Files) OpenNetworkFile(path string) { f.openNetwork(path, codec.Given{}) }

func (f *Files) openNetwork(path string, given codec.Given) {
	f.state.Prediction.OpenFile(path, given, func() { f.noteRecent(path) })
}

// askActivation asks for what a file of weights alone does not say, and opens it.
func (f *Files) askActivation(file predict.Unspecified) {
	names := func(all []network.Activation) []string { return network.Registry[network.Activation](all).Names() }
	hidden := ui.NewSelect(lang.L("Activation"), lang.L("The activation function of the hidden units, which the file does not tell"), names([]network.Activation{network.ReLU, network.Sigmoid, network.Tanh}), nil)
	output := ui.NewSelect(lang.L("Output activation"), lang.L("The activation function of the outputs, which the file does not tell"), names([]network.Activation{network.Softmax, network.Sigmoid}), nil)
	hidden.SetSelectedIndex(0)
	output.SetSelectedIndex(0)
	text := ui.NewParagraph(fmt.Sprintf(lang.L("%s has the weights of a network %s, but does not say what its units do with their sums."), filepath.Base(file.Path), file.Sizes))
	form := widget.NewForm(widget.NewFormItem(lang.L("Activation"), hidden), widget.NewFormItem(lang.L("Output activation"), output))
	f.dialogs.Ask(lang.L("A file of weights"), container.NewVBox(text, form), lang.L("Open"), lang.L("Cancel"), 34, 16, func(yes bool) {
		if !yes {
			return
		}
		var given codec.Given
		var errHidden, errOutput error
		given.Hidden, errHidden = network.Activations.Lookup(hidden.Selected)
		given.Output, errOutput = network.Activations.Lookup(output.Selected)
		if err := errors.Join(errHidden, errOutput); err != nil {
			f.dialogs.Error("The network cannot be opened", err)
			return
		}
		f.openNetwork(file.Path, given)
	})
}

// SaveNetwork writes the network that answers to a file, in the format of its name.
func (f *Files) SaveNetwork() { f.saveModel(codec.Extensions(codec.Format.Written)) }

// exportMenu has an item for each format in which the network that answers can be
// written.
func (f *Files) exportMenu() *fyne.MenuItem {
	export := fyne.NewMenuItem(lang.L("Export"), nil)
	export.ChildMenu = fyne.NewMenu("")
	for _, format := range codec.Formats {
		if format.Written() {
			title := fmt.Sprintf("%s (%s)", format.Name, format.Extensions[0])
			export.ChildMenu.Items = append(export.ChildMenu.Items, fyne.NewMenuItem(title, func() { f.ExportNetwork(format) }))
		}
	}
	return export
}

// ExportNetwork writes the network that answers to a file of a format.
func (f *Files) ExportNetwork(format codec.Format) {
	if !f.dialogs.Modal() && f.commands.save.Refusal() == nil {
		f.shell.Active()
		f.saveModel(format.Extensions)
	}
}

// saveModel asks for a file's name, which ends in one of the extensions, and writes the
// network that answers.
func (f *Files) saveModel(extensions []string) {
	model, name := f.state.Prediction.Model(), "network"+extensions[0]
	if err := codec.Write(io.Discard, name, model); err != nil {
		f.dialogs.Error("This network cannot be saved in that format", err)
		return
	}
	f.dialogs.SaveFile(name, extensions, func(path string) error {
		err := predict.WriteModel(model, path)
		if format, unknown := codec.FormatOf(path); err == nil && unknown == nil && format.Readable() {
			f.env.Post(func() { f.noteRecent(path) })
		}
		return err
	})
}

// noteRecent puts a network's file at the head of the recent ones.
func (f *Files) noteRecent(path string) {
	f.prefs.AddRecent(path)
	f.fillRecent()
	f.shell.RefreshMenu()
}

// fillRecent lists the recent networks in the menu.
func (f *Files) fillRecent() {
	recent := f.recent
	recent.ChildMenu.Items = nil
	for _, path := range f.prefs.Recent {
		item := fyne.NewMenuItem(filepath.Base(path), func() { f.OpenNetworkFile(path) })
		recent.ChildMenu.Items = append(recent.ChildMenu.Items, item)
	}
	recent.Disabled = len(recent.ChildMenu.Items) == 0
}
