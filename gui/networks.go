package gui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
)

// What can be done with the network that answers.

// modelFormats are the endings of networks' files.
var modelFormats = []string{".safetensors", ".json"}

// OpenNetwork asks for a network's file and lets it answer.
func (w *Window) OpenNetwork() { w.openFile(modelFormats, w.OpenNetworkFile) }

// OpenNetworkFile lets the network in a file answer, and remembers it.
func (w *Window) OpenNetworkFile(path string) {
	w.opening++
	opening := w.opening
	w.reading(func() {
		m, err := readModel(path)
		w.post(func() {
			if w.opening != opening {
				return // the drive took so long that another was chosen
			}
			if err != nil {
				w.tell(lang.L("The network cannot be opened"), err)
				return
			}
			w.answering = nil
			w.use(m, filepath.Base(path))
			w.prefs.Network = path
			w.noteRecent(path)
		})
	})
}

// SaveNetwork writes the network that answers to a file.
func (w *Window) SaveNetwork() { w.saveModel("network.safetensors", modelFormats[:1]) }

// SaveNielsen writes the network that answers as network2.py reads it.
func (w *Window) SaveNielsen() { w.saveModel("network.json", modelFormats[1:]) }

func (w *Window) saveModel(name string, formats []string) {
	if w.model.Network == nil {
		w.tell(lang.L("There is no network yet"), errors.New(lang.L("train one first")))
		return
	}
	model := w.model
	if _, err := encodeModel(model, name); err != nil {
		w.tell(lang.L("This network cannot be saved in that format"), err)
		return
	}
	w.saveFile(name, formats, func(path string) error {
		err := writeModel(model, path)
		if err == nil {
			w.post(func() { w.noteRecent(path) })
		}
		return err
	})
}

// noteRecent puts a network's file at the head of the recent ones.
func (w *Window) noteRecent(path string) {
	w.prefs.addRecent(path)
	w.fillRecent()
}

// fillRecent lists the recent networks in the menu.
func (w *Window) fillRecent() {
	w.recent.ChildMenu.Items = nil
	for _, path := range w.prefs.Recent {
		item := fyne.NewMenuItem(filepath.Base(path), func() { w.OpenNetworkFile(path) })
		w.recent.ChildMenu.Items = append(w.recent.ChildMenu.Items, item)
	}
	w.recent.Disabled = len(w.recent.ChildMenu.Items) == 0
	w.menu.Refresh()
}

// UseShipped lets the network that comes with digitpad answer.
func (w *Window) UseShipped() { w.useShipped(assets.Shipped, shippedSource()) }

// UsePost lets the post's network answer.
func (w *Window) UsePost() { w.useShipped(assets.Post, lang.L("the post's network")) }

// shippedSource says what answers until there is a network of one's own.
func shippedSource() string { return lang.L("shipped network") }

func (w *Window) useShipped(file, source string) {
	m, err := shipped(file)
	if err != nil {
		w.tell(lang.L("That network is not here"), err)
		return
	}
	w.opening++
	w.answering = nil
	w.use(m, source)
	w.prefs.Network = ""
}

// openFile asks for a file with one of some extensions and hands its path on.
func (w *Window) openFile(extensions []string, chosen func(path string)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			w.tell(lang.L("The file cannot be opened"), err)
			return
		}
		if file == nil {
			return
		}
		file.Close()
		chosen(file.URI().Path())
	}, w.window)
	d.SetTitleText(lang.L("Open a file"))
	d.SetFilter(storage.NewExtensionFileFilter(extensions))
	w.showFileDialog(d)
}

// saveFile asks for a file's name, completes it with the first of the formats if
// it ends in none of them, and writes it in the background.
func (w *Window) saveFile(name string, formats []string, write func(path string) error) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil {
			w.tell(lang.L("The file cannot be written"), err)
			return
		}
		if file == nil {
			return
		}
		file.Close()
		w.writeChosen(file.URI().Path(), formats, write)
	}, w.window)
	d.SetTitleText(lang.L("Save as"))
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter(formats))
	w.showFileDialog(d)
}

// writeChosen writes the file that was chosen. Where its completed name is that of
// a file which nobody was asked about, it asks.
func (w *Window) writeChosen(path string, formats []string, write func(path string) error) {
	writeFile := func() {
		w.background(func() {
			if err := write(path); err != nil {
				w.post(func() { w.tell(lang.L("The file was not written"), err) })
			}
		})
	}
	if slices.Contains(formats, strings.ToLower(filepath.Ext(path))) {
		writeFile()
		return
	}
	path += formats[0]
	if _, err := os.Lstat(path); err != nil {
		writeFile()
		return
	}
	text := widget.NewLabel(fmt.Sprintf(lang.L("There is a file %s already."), path))
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomConfirm(lang.L("Replace the file?"), lang.L("Replace"), lang.L("Cancel"), text, func(yes bool) {
		if yes {
			writeFile()
		}
	}, w.window)
	w.showDialog(d, 34, 12)
}

// showFileDialog opens a file dialog that fills most of the window.
func (w *Window) showFileDialog(d *dialog.FileDialog) {
	size := w.window.Canvas().Size()
	w.raise(d)
	d.Resize(fyne.NewSize(0.8*size.Width, 0.8*size.Height))
	w.window.Canvas().Overlays().Top().Refresh() // a dialog that was resized stands off the middle
}

// sourceOfRun says which network answers while a run goes on, and after it.
func sourceOfRun(r *run) string {
	switch r.phase {
	case running, paused:
		return lang.L("your network, learning")
	case waiting:
		return lang.L("your network, untrained")
	}
	return fmt.Sprintf(lang.L("your network %s"), r.latest().Spec().SizesString())
}
