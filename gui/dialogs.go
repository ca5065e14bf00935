package gui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
	"digitpad/training"
)

// dialogs is what stands before the window.
type dialogs struct {
	w    *Window
	open []openDialog // the foremost last
}

// openDialog is a dialog that stands before the window, and what it is there.
type openDialog struct {
	dialog.Dialog
	overlay fyne.CanvasObject
}

var _ ui.Dialogs = (*dialogs)(nil)

func newDialogs(w *Window) *dialogs { return &dialogs{w: w} }

// Window implements ui.Dialogs.
func (d *dialogs) Window() fyne.Window { return d.w.window }

// Error implements ui.Dialogs. What the user had stays.
func (d *dialogs) Error(title string, err error) {
	title = i18n.Translate(title)
	d.w.trace.Emit("message", trace.Attrs{"title": title, "text": err.Error()})
	icon := container.NewVBox(widget.NewIcon(theme.WarningIcon()))
	d.Show(dialog.NewCustom(title, lang.L("Close"), container.NewBorder(nil, nil, icon, nil, wrapped(i18n.Error(err))), d.w.window), 34, 12)
}

// Info implements ui.Dialogs.
func (d *dialogs) Info(title, text string) {
	d.Show(dialog.NewCustom(title, lang.L("Close"), wrapped(text), d.w.window), 30, 9)
}

// wrapped is a text that breaks its lines.
func wrapped(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// Show implements ui.Dialogs.
func (d *dialogs) Show(o dialog.Dialog, width, height float32) {
	em, room := theme.TextSize(), d.w.window.Canvas().Size()
	size := fyne.NewSize(min(width*em, 0.9*room.Width), min(height*em, 0.9*room.Height))
	o.Resize(size.Max(o.MinSize())) // before Show: afterwards it would stand off the middle
	d.raise(o)
}

// raise shows a dialog above all open ones, and records it for Dismiss.
func (d *dialogs) raise(o dialog.Dialog) {
	overlays := d.w.window.Canvas().Overlays()
	o.Show()
	d.open = slices.DeleteFunc(d.open, func(r openDialog) bool { return !slices.Contains(overlays.List(), r.overlay) })
	d.open = append(d.open, openDialog{o, overlays.Top()})
}

// Modal reports whether a dialog stands before the window.
func (d *dialogs) Modal() bool { return d.w.window.Canvas().Overlays().Top() != nil }

// Dismiss implements ui.Dialogs, as the dialog's button to cancel does, or a click beside
// a menu.
func (d *dialogs) Dismiss() {
	overlays := d.w.window.Canvas().Overlays()
	top := overlays.Top()
	if i := slices.IndexFunc(d.open, func(r openDialog) bool { return r.overlay == top }); i >= 0 {
		d.open[i].Hide()
		return
	}
	if beside, ok := top.(fyne.Tappable); ok {
		beside.Tapped(&fyne.PointEvent{})
	}
	overlays.Remove(top) // what is still there: a question of a file dialog's own
}

// Confirm asks a question, in a dialog of a size in multiples of the text size.
func (d *dialogs) Confirm(title, text, yes, no string, width, height float32, answered func(yes bool)) {
	d.Show(dialog.NewCustomConfirm(title, yes, no, wrapped(text), answered, d.w.window), width, height)
}

// OpenFile implements ui.Dialogs.
func (d *dialogs) OpenFile(extensions []string, chosen func(path string)) {
	o := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			d.Error("The file cannot be opened", err)
			return
		}
		if file == nil {
			return
		}
		file.Close()
		chosen(file.URI().Path())
	}, d.w.window)
	o.SetTitleText(lang.L("Open a file"))
	o.SetFilter(storage.NewExtensionFileFilter(extensions))
	d.showFileDialog(o)
}

// OpenFolder implements ui.Dialogs.
func (d *dialogs) OpenFolder(chosen func(path string), cancelled func()) {
	o := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			cancelled()
			d.Error("The folder cannot be opened", err)
		case folder == nil:
			cancelled()
		default:
			chosen(folder.Path())
		}
	}, d.w.window)
	o.SetTitleText(lang.L("Choose a folder"))
	o.SetOnClosed(cancelled) // a choice comes after it
	d.showFileDialog(o)
}

// SaveFile implements ui.Dialogs.
func (d *dialogs) SaveFile(name string, formats []string, write func(path string) error) {
	o := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil {
			d.Error("The file cannot be written", err)
			return
		}
		if file == nil {
			return
		}
		file.Close()
		d.writeChosen(file.URI().Path(), formats, write)
	}, d.w.window)
	o.SetTitleText(lang.L("Save as"))
	o.SetFileName(name)
	var endings []string // of which the filter knows the last part only: .h of .int8.h
	for _, f := range formats {
		endings = append(endings, filepath.Ext(f))
	}
	o.SetFilter(storage.NewExtensionFileFilter(endings))
	d.showFileDialog(o)
}

// writeChosen writes the file that was chosen. Where its completed name is that of a file
// which nobody was asked about, it asks.
func (d *dialogs) writeChosen(path string, formats []string, write func(path string) error) {
	writeFile := func() {
		d.w.goTracked(func() {
			if err := write(path); err != nil {
				d.w.post(func() { d.Error("The file was not written", err) })
			}
		})
	}
	if slices.ContainsFunc(formats, func(end string) bool { return strings.HasSuffix(strings.ToLower(path), end) }) {
		writeFile()
		return
	}
	path += formats[0]
	if _, err := os.Lstat(path); err != nil {
		writeFile()
		return
	}
	d.Confirm(lang.L("Replace the file?"), fmt.Sprintf(lang.L("There is a file %s already."), path), lang.L("Replace"), lang.L("Cancel"), 34, 12, func(yes bool) {
		if yes {
			writeFile()
		}
	})
}

// showFileDialog opens a file dialog that fills most of the window.
func (d *dialogs) showFileDialog(o *dialog.FileDialog) {
	size := d.w.window.Canvas().Size()
	d.raise(o)
	o.Resize(fyne.NewSize(0.8*size.Width, 0.8*size.Height))
	d.w.window.Canvas().Overlays().Top().Refresh() // a dialog that was resized stands off the middle
}

// explainDivergence says why a run diverged and offers half the learning rate.
func (w *Window) explainDivergence(diverged *training.DivergedError) {
	w.trace.Emit("message", trace.Attrs{"title": lang.L("Training diverged"), "text": diverged.Error()})
	kept := lang.L("The network is back at its initial weights.")
	if last := len(w.state.Training.Run().Epochs()) - 1; last > 0 {
		kept = fmt.Sprintf(lang.L("The network is back as it was after epoch %d."), last)
	}
	half := diverged.Rate / 2
	w.dialogs.Confirm(lang.L("Training diverged"), i18n.Error(diverged)+".\n\n"+kept,
		fmt.Sprintf(lang.L("Train again with η = %s"), i18n.FormatNumber(half)), lang.L("Close"), 34, 14, func(yes bool) {
			if yes {
				w.state.Training.Retry(half)
			}
		})
}
