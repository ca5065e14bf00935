// Package dialogs is what stands before the window: messages, questions, and the choice of
// a file. What is saved is whole, or not there.
package dialogs

import (
	"fmt"
	"net/url"
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
)

// Dialogs is what stands before the window.
type Dialogs struct {
	window     fyne.Window
	post       func(func()) // runs a function on the window's goroutine
	background func(func()) // runs work on another one, which closing waits for
	trace      *trace.Log
	open       []openDialog         // the foremost last
	notice     *notice              // of the file that was saved last
	layer      *fyne.Container      // of the notice
	openURL    func(*url.URL) error // opens a folder outside
}

// openDialog is a dialog that stands before the window, and what it is there.
type openDialog struct {
	dialog.Dialog
	overlay fyne.CanvasObject
}

var _ ui.Dialogs = (*Dialogs)(nil)

// New makes the Dialogs of a window. Post runs a function on the window's goroutine,
// background runs work on another one, which closing waits for.
func New(window fyne.Window, post, background func(func()), log *trace.Log) *Dialogs {
	keepFilesWhole()
	d := &Dialogs{window: window, post: post, background: background, trace: log, openURL: fyne.CurrentApp().OpenURL}
	d.notice = newNotice(d)
	return d
}

// Window implements ui.Dialogs.
func (d *Dialogs) Window() fyne.Window { return d.window }

// Error implements ui.Dialogs. What the user had stays.
func (d *Dialogs) Error(title string, err error) {
	title = i18n.Translate(title)
	d.trace.Emit("message", trace.Attrs{"title": title, "text": err.Error()})
	icon := container.NewVBox(widget.NewIcon(theme.WarningIcon()))
	d.Show(ui.NewDialog(title, lang.L("Close"), container.NewBorder(nil, nil, icon, nil, ui.NewParagraph(i18n.Error(err))), d.window), 34, 12)
}

// Info implements ui.Dialogs.
func (d *Dialogs) Info(title, text string) {
	d.Show(ui.NewDialog(title, lang.L("Close"), ui.NewParagraph(text), d.window), 30, 9)
}

// Show implements ui.Dialogs.
func (d *Dialogs) Show(o dialog.Dialog, width, height float32) {
	em, room := theme.TextSize(), d.window.Canvas().Size()
	size := fyne.NewSize(min(width*em, 0.9*room.Width), min(height*em, 0.9*room.Height))
	o.Resize(size.Max(o.MinSize())) // before Show: afterwards it would stand off the middle
	d.raise(o)
}

// raise shows a dialog above all open ones, and records it for Dismiss.
func (d *Dialogs) raise(o dialog.Dialog) {
	overlays := d.window.Canvas().Overlays()
	o.Show()
	d.open = slices.DeleteFunc(d.open, func(r openDialog) bool { return !slices.Contains(overlays.List(), r.overlay) })
	d.open = append(d.open, openDialog{o, overlays.Top()})
}

// Modal reports whether a dialog stands before the window.
func (d *Dialogs) Modal() bool { return d.window.Canvas().Overlays().Top() != nil }

// Dismiss implements ui.Dialogs, as the dialog's button to cancel does, or a click beside
// a menu.
func (d *Dialogs) Dismiss() {
	overlays := d.window.Canvas().Overlays()
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
func (d *Dialogs) Confirm(title, text, yes, no string, width, height float32, answered func(yes bool)) {
	d.Ask(title, ui.NewParagraph(text), yes, no, width, height, answered)
}

// Ask shows what a question is about, in a dialog of a size in multiples of the text size,
// with a button for yes and one for no.
func (d *Dialogs) Ask(title string, about fyne.CanvasObject, yes, no string, width, height float32, answered func(yes bool)) {
	o, answer := dialog.NewCustomWithoutButtons(title, about, d.window), false
	confirm := ui.NewButton(yes, "", theme.ConfirmIcon(), func() { answer = true; o.Hide() })
	confirm.Importance = widget.HighImportance
	o.SetButtons([]fyne.CanvasObject{ui.NewButton(no, "", theme.CancelIcon(), o.Hide), confirm})
	o.SetOnClosed(func() { answered(answer) })
	d.Show(o, width, height)
}

// OpenFile implements ui.Dialogs.
func (d *Dialogs) OpenFile(extensions []string, chosen func(path string)) {
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
	}, d.window)
	o.SetTitleText(lang.L("Open a file"))
	o.SetFilter(storage.NewExtensionFileFilter(extensions))
	d.showFileDialog(o)
}

// OpenFolder implements ui.Dialogs.
func (d *Dialogs) OpenFolder(chosen func(path string), cancelled func()) {
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
	}, d.window)
	o.SetTitleText(lang.L("Choose a folder"))
	o.SetOnClosed(cancelled) // a choice comes after it
	d.showFileDialog(o)
}

// SaveFile implements ui.Dialogs.
func (d *Dialogs) SaveFile(name string, formats []string, write func(path string) error) {
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
	}, d.window)
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
func (d *Dialogs) writeChosen(path string, formats []string, write func(path string) error) {
	writeFile := func() {
		d.background(func() {
			err := write(path)
			d.post(func() {
				if err != nil {
					d.Error("The file was not written", err)
					return
				}
				d.showSaved(path)
			})
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
func (d *Dialogs) showFileDialog(o *dialog.FileDialog) {
	size := d.window.Canvas().Size()
	d.raise(o)
	o.Resize(fyne.NewSize(0.8*size.Width, 0.8*size.Height))
	d.window.Canvas().Overlays().Top().Refresh() // a dialog that was resized stands off the middle
}
