package files

import (
	"bytes"
	"encoding/base64"
	"errors"
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
	"digitpad/training/segment"
)

// What comes onto the pad from elsewhere: a photograph of a digit, a stroke file,
// what was dropped on the window or pasted.

// OpenPicture asks for a picture of a digit and lays it on the pad.
func (f *Files) OpenPicture() { f.dialogs.OpenFile(preprocess.Formats, f.OpenPictureFile) }

// OpenPictureFile lays the picture in a file on the pad, and shows step by step how
// it is cleaned.
func (f *Files) OpenPictureFile(path string) {
	f.layPicture(filepath.Base(path), func() (image.Image, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		picture, err := preprocess.Decode(file)
		if err != nil {
			return nil, message.Errorf("%s: %w", path, err)
		}
		return picture, nil
	})
}

// layPicture lays a picture on the pad, which is read in the background.
func (f *Files) layPicture(name string, read func() (image.Image, error)) {
	go func() { // which nobody waits for: the drive may not answer
		picture, err := read()
		var stages []preprocess.Stage
		var cut *segment.Page
		if err == nil {
			if stages = preprocess.Stages(picture); len(stages) == 0 || stages[len(stages)-1].Step != preprocess.Framed {
				err = errors.New("there is no digit in the picture: nothing on it stands out from the paper")
			}
			cut = segment.NewPage(picture)
		}
		f.env.Post(func() {
			if err != nil {
				f.dialogs.Error("The picture cannot be read", err)
				return
			}
			f.shell.Active()
			f.state.Page.Put(store.Content{Image: &stages[len(stages)-1].Image, Picture: name, Steps: stages, Cut: cut})
			f.env.Trace.Emit("picture", trace.Attrs{"name": name, "stages": len(stages)})
			if len(stages) > 1 && !f.dialogs.Modal() {
				f.shell.Replay()
			}
		})
	}()
}

// OpenStrokesFile lays the first drawing of a stroke file on the pad.
func (f *Files) OpenStrokesFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		samples, err := store.ReadStrokeFile(path)
		f.env.Post(func() {
			if err != nil {
				f.dialogs.Error("The digits cannot be read", err)
				return
			}
			f.state.Page.Put(store.Content{Drawing: samples[0].Drawing})
		})
	}()
}

// OpenFile opens whatever a file holds that digitpad can read, whatever its name is, or
// says what it is.
func (f *Files) OpenFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		is, err := filetype.OfFile(path)
		f.env.Post(func() {
			if err != nil {
				f.dialogs.Error("The file cannot be opened", err)
				return
			}
			f.openAs(path, is)
		})
	}()
}

// openAs opens a file of a type.
func (f *Files) openAs(path string, is filetype.Type) {
	switch is.Kind {
	case filetype.Network, filetype.Checkpoint:
		f.OpenNetworkFile(path)
	case filetype.Lesson:
		f.shell.OpenLesson(path)
	case filetype.Workspace:
		f.OpenWorkspaceFile(path)
	case filetype.Strokes:
		f.OpenStrokesFile(path)
	case filetype.Picture:
		f.OpenPictureFile(path)
	case filetype.Dataset, filetype.Folder:
		f.shell.Active()
		f.state.Datasets.Open(path)
	default:
		err := is.Want(message.New("a network, digits, a picture, pen strokes, a lesson or a workspace"))
		f.dialogs.Error("The file cannot be opened", message.Errorf("%s: %w", path, err))
	}
}

// Dropped opens the first file that is dropped on the window.
func (f *Files) Dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && !f.dialogs.Modal() {
		f.shell.Active()
		f.OpenFile(files[0].Path())
	}
}

// Paste lays on the pad what the clipboard holds: strokes, a picture as a data URI,
// or the path of a file.
func (f *Files) Paste() {
	text := strings.TrimSpace(fyne.CurrentApp().Clipboard().Content())
	first, _, _ := strings.Cut(text, "\n")
	switch path := pathOf(strings.TrimSpace(first)); {
	case strings.HasPrefix(text, "{"):
		samples, err := ink.ReadStrokes(strings.NewReader(text))
		if err != nil {
			f.dialogs.Error("The digits cannot be read", err)
			return
		}
		f.state.Page.Put(store.Content{Drawing: samples[0].Drawing})
	case strings.HasPrefix(text, "data:image/"):
		f.layPicture(lang.L("pasted picture"), func() (image.Image, error) {
			_, encoded, _ := strings.Cut(text, ",")
			data, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				return nil, message.Errorf("the data URI in the clipboard is damaged: %w", err)
			}
			return preprocess.Decode(bytes.NewReader(data))
		})
	case path != "":
		f.OpenFile(path)
	default:
		f.dialogs.Error("There is nothing to paste", errors.New("copy a drawing, a picture's file or its path first; a picture itself can be dropped on the window as a file"))
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
