package gui

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// What leaves the pad: the drawing as a picture, as lines, or as strokes.

// savedSide is the side of a saved picture, in pixels.
const savedSide = 1024

// SaveDrawing writes what lies on the pad: PNG, or, of a drawing, SVG or a stroke
// file by the ending of the name.
func (w *Window) SaveDrawing() {
	page := w.pad.Page()
	formats := []string{".png", ".svg", strokeFormats[0]}
	switch {
	case page.Empty() || page.Demo:
		w.tell(lang.L("There is nothing to save"), errors.New(lang.L("draw a digit first")))
		return
	case page.Image != nil:
		formats = formats[:1]
	}
	digit := w.read(w.image(page)).digit
	w.saveFile("digit.png", formats, func(path string) error {
		data, err := encodePage(page, strings.ToLower(filepath.Ext(path)), digit)
		if err != nil {
			return err
		}
		return atomicfile.Write(path, bytes.NewReader(data))
	})
}

// encodePage is a page as a file of a format. A stroke file says which digit it
// shows: the one given, as the network reads it.
func encodePage(page Page, format string, digit int) ([]byte, error) {
	var file bytes.Buffer
	var err error
	switch {
	case format == ".svg":
		err = page.Drawing.WriteSVG(&file)
	case format == strokeFormats[0]:
		err = ink.WriteStrokes(&file, ink.Sample{Label: max(digit, 0), Source: "digitpad", Drawing: page.Drawing})
	case page.Image != nil:
		err = png.Encode(&file, &image.Gray{Pix: page.Image[:], Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)})
	default:
		p := newPaper(savedSide, color.White, color.Black)
		p.draw(page.Drawing)
		err = png.Encode(&file, p.picture)
	}
	return file.Bytes(), err
}

// CopyDrawing puts the strokes into the clipboard, as a line of a stroke file,
// which Paste reads.
func (w *Window) CopyDrawing() { w.copyDrawing(strokeFormats[0]) }

// CopySVG puts the drawing into the clipboard as SVG.
func (w *Window) CopySVG() { w.copyDrawing(".svg") }

func (w *Window) copyDrawing(format string) {
	clipboard := w.options.App.Clipboard()
	if w.typing(&fyne.ShortcutCopy{Clipboard: clipboard}) {
		return
	}
	page := w.pad.Page()
	if len(page.Drawing.Ink()) == 0 || page.Demo {
		w.tell(lang.L("There is nothing to copy"), errors.New(lang.L("draw a digit first")))
		return
	}
	data, err := encodePage(page, format, w.read(w.image(page)).digit)
	if err != nil {
		w.tell(lang.L("The drawing was not copied"), err)
		return
	}
	clipboard.SetContent(string(data))
}
