package files

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"digitpad/gui/pad"
	"digitpad/gui/state/store"
	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// What leaves the pad: the drawing as a picture, as lines, or as strokes.

// strokeFormat is the ending of stroke files.
const strokeFormat = ".jsonl"

// savedSide is the side of a saved picture, in pixels.
const savedSide = 1024

// SaveDrawing writes what lies on the pad: PNG, or, of a drawing, SVG or a stroke
// file by the ending of the name.
func (f *Files) SaveDrawing() {
	page := f.state.Page.Content()
	formats := []string{".png", ".svg", strokeFormat}
	switch {
	case page.Empty() || page.Demo:
		f.dialogs.Error("There is nothing to save", errors.New("draw a digit first"))
		return
	case page.Image != nil:
		formats = formats[:1]
	}
	samples := f.samples()
	f.dialogs.SaveFile("digit.png", formats, func(path string) error {
		data, err := encodePage(page, strings.ToLower(filepath.Ext(path)), samples...)
		if err != nil {
			return err
		}
		return atomicfile.Write(path, bytes.NewReader(data))
	})
}

// samples are the digits on the pad, each as the network reads it.
func (f *Files) samples() (all []ink.Sample) {
	for _, s := range f.state.Numbers.Number().Symbols {
		if len(s.Drawing) > 0 {
			all = append(all, sample(int(s.Rune-'0'), s.Drawing))
		}
	}
	if len(all) == 0 {
		all = append(all, f.whole())
	}
	return all
}

// whole is all that lies on the pad, as one digit.
func (f *Files) whole() ink.Sample {
	return sample(f.state.Prediction.Result().Digit, f.state.Page.Content().Drawing)
}

func sample(digit int, d ink.Drawing) ink.Sample {
	return ink.Sample{Label: max(digit, 0), Source: "digitpad", Drawing: d}
}

// encodePage is a page as a file of a format. A stroke file holds the samples, with the
// digits that they show.
func encodePage(page store.Content, format string, samples ...ink.Sample) ([]byte, error) {
	var file bytes.Buffer
	var err error
	switch {
	case format == ".svg":
		err = page.Drawing.WriteSVG(&file)
	case format == strokeFormat:
		err = ink.WriteStrokes(&file, samples...)
	case page.Image != nil:
		err = png.Encode(&file, &image.Gray{Pix: page.Image[:], Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)})
	default:
		err = png.Encode(&file, pad.Render(page.Drawing, savedSide, color.White, color.Black))
	}
	return file.Bytes(), err
}

// CopyDrawing puts the strokes into the clipboard, as a line of a stroke file,
// which Paste reads.
func (f *Files) CopyDrawing() { f.copyDrawing(strokeFormat) }

// CopySVG puts the drawing into the clipboard as SVG.
func (f *Files) CopySVG() { f.copyDrawing(".svg") }

func (f *Files) copyDrawing(format string) {
	page := f.state.Page.Content()
	if len(page.Drawing.Ink()) == 0 || page.Demo {
		f.dialogs.Error("There is nothing to copy", errors.New("draw a digit first"))
		return
	}
	data, err := encodePage(page, format, f.whole())
	if err != nil {
		f.dialogs.Error("The drawing was not copied", err)
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(string(data))
}
