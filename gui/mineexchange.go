package gui

import (
	"bytes"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"digitpad/training/atomicfile"
	"digitpad/training/ink"
)

// My digits for others: files that are exported and imported.

// strokeFormats are the extensions of stroke files.
var strokeFormats = []string{".jsonl"}

// encodeMine is my digits as a stroke file.
func (w *Window) encodeMine() ([]byte, error) {
	samples := make([]ink.Sample, len(w.mine.all))
	for i, m := range w.mine.all {
		samples[i] = m.Sample
	}
	var b bytes.Buffer
	err := ink.WriteStrokes(&b, samples...)
	return b.Bytes(), err
}

// ExportMine writes my digits to a stroke file.
func (w *Window) ExportMine() {
	if len(w.mine.all) == 0 {
		w.tell(lang.L("There are no digits of yours yet"), errors.New(lang.L("draw a digit and say which it is; it is then kept here")))
		return
	}
	data, err := w.encodeMine()
	if err != nil {
		w.tell(lang.L("The file was not written"), err)
		return
	}
	w.saveFile(myDigitsFile, strokeFormats, func(path string) error {
		return atomicfile.Write(path, bytes.NewReader(data))
	})
}

// ImportMine asks for a stroke file and adds its digits to mine.
func (w *Window) ImportMine() { w.openFile(strokeFormats, w.ImportMineFrom) }

// mostImported is how many digits a file may bring: more than a person draws.
const mostImported = 5000

// ImportMineFrom adds the digits of a stroke file to mine, all or none.
func (w *Window) ImportMineFrom(path string) {
	w.reading(func() {
		samples, err := readStrokeFile(path)
		if err == nil && len(samples) > mostImported {
			err = fmt.Errorf(lang.L("%s holds %d digits; at most %d can be added to yours"), path, len(samples), mostImported)
		}
		var added []*mine
		if err == nil {
			for _, s := range samples {
				added = append(added, newMine(s))
			}
		}
		w.post(func() {
			if err != nil {
				w.tell(lang.L("The digits cannot be read"), err)
				return
			}
			var edits []mineEdit
			for _, m := range added {
				edits = append(edits, mineEdit{to: &m.Sample})
			}
			w.mine.all = append(w.mine.all, added...)
			w.mineChanged()
			w.keepMine(edits...)
		})
	})
}
