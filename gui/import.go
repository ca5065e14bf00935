package gui

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"digitpad/gui/state/store"
	"digitpad/gui/trace"
	"digitpad/network/message"
	"digitpad/training/filetype"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
)

// What comes onto the pad from elsewhere: a photograph of a digit, a stroke file,
// what was dropped on the window or pasted.

// OpenPicture asks for a picture of a digit and lays it on the pad.
func (w *Window) OpenPicture() { w.dialogs.OpenFile(preprocess.Formats, w.OpenPictureFile) }

// OpenPictureFile lays the picture in a file on the pad, and shows step by step how
// it is cleaned.
func (w *Window) OpenPictureFile(path string) {
	w.layPicture(filepath.Base(path), func() (image.Image, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		picture, err := preprocess.Decode(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return picture, nil
	})
}

// layPicture lays a picture on the pad, which is read in the background.
func (w *Window) layPicture(name string, read func() (image.Image, error)) {
	go func() { // which nobody waits for: the drive may not answer
		picture, err := read()
		var stages []preprocess.Stage
		if err == nil {
			if stages = preprocess.Stages(picture); len(stages) == 0 || stages[len(stages)-1].Step != preprocess.Framed {
				err = errors.New("there is no digit in the picture: nothing on it stands out from the paper")
			}
		}
		w.post(func() {
			if err != nil {
				w.dialogs.Error("The picture cannot be read", err)
				return
			}
			w.active()
			w.state.Page.Put(store.Content{Image: &stages[len(stages)-1].Image, Picture: name, Steps: stages})
			w.trace.Emit("picture", trace.Attrs{"name": name, "stages": len(stages)})
			if len(stages) > 1 && !w.dialogs.Modal() {
				w.ShowReplay()
			}
		})
	}()
}

// OpenStrokesFile lays the first drawing of a stroke file on the pad.
func (w *Window) OpenStrokesFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		samples, err := store.ReadStrokeFile(path)
		w.post(func() {
			if err != nil {
				w.dialogs.Error("The digits cannot be read", err)
				return
			}
			w.state.Page.Put(store.Content{Drawing: samples[0].Drawing})
		})
	}()
}

// OpenFile opens whatever a file holds that digitpad can read, whatever its name is, or
// says what it is.
func (w *Window) OpenFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		is, err := filetype.OfFile(path)
		w.post(func() {
			if err != nil {
				w.dialogs.Error("The file cannot be opened", err)
				return
			}
			w.openAs(path, is)
		})
	}()
}

// openAs opens a file of a type.
func (w *Window) openAs(path string, is filetype.Type) {
	switch is.Kind {
	case filetype.Network, filetype.Checkpoint:
		w.OpenNetworkFile(path)
	case filetype.Lesson:
		w.tutorial.OpenFile(path)
	case filetype.Workspace:
		w.OpenWorkspaceFile(path)
	case filetype.Strokes:
		w.OpenStrokesFile(path)
	case filetype.Picture:
		w.OpenPictureFile(path)
	case filetype.Dataset, filetype.Folder:
		w.active()
		w.state.Datasets.Open(path)
	default:
		err := is.Want(message.New("a network, digits, a picture, pen strokes, a lesson or a workspace"))
		w.dialogs.Error("The file cannot be opened", message.Errorf("%s: %w", path, err))
	}
}

// dropped opens the first file that is dropped on the window.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && !w.dialogs.Modal() {
		w.active()
		w.OpenFile(files[0].Path())
	}
}

// Paste lays on the pad what the clipboard holds: strokes, a picture as a data URI,
// or the path of a file.
func (w *Window) Paste() {
	clipboard := w.options.App.Clipboard()
	if w.handToField(&fyne.ShortcutPaste{Clipboard: clipboard}) {
		return
	}
	text := strings.TrimSpace(clipboard.Content())
	first, _, _ := strings.Cut(text, "\n")
	switch path := pathOf(strings.TrimSpace(first)); {
	case strings.HasPrefix(text, "{"):
		samples, err := ink.ReadStrokes(strings.NewReader(text))
		if err != nil {
			w.dialogs.Error("The digits cannot be read", err)
			return
		}
		w.state.Page.Put(store.Content{Drawing: samples[0].Drawing})
	case strings.HasPrefix(text, "data:image/"):
		w.layPicture(lang.L("pasted picture"), func() (image.Image, error) {
			_, encoded, _ := strings.Cut(text, ",")
			data, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				return nil, fmt.Errorf("the data URI in the clipboard is damaged: %w", err)
			}
			return preprocess.Decode(bytes.NewReader(data))
		})
	case path != "":
		w.OpenFile(path)
	default:
		w.dialogs.Error("There is nothing to paste", errors.New("copy a drawing, a picture's file or its path first; a picture itself can be dropped on the window as a file"))
	}
}

// pathOf is the path of the file that a line of text names, empty for none.
func pathOf(line string) string {
	path := line
	if strings.HasPrefix(line, "file://") {
		uri, err := storage.ParseURI(line)
		if err != nil {
			return ""
		}
		path = uri.Path()
	}
	if !filepath.IsAbs(path) {
		return ""
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return ""
	}
	return path
}
