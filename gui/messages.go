package gui

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/plots"
)

// tell shows what went wrong, once, in words. What the user had stays.
func (w *Window) tell(title string, err error) {
	w.trace.say("message", facts{"title": title, "text": err.Error()})
	text := widget.NewLabel(capital(spoken(err.Error())))
	text.Wrapping = fyne.TextWrapWord
	icon := widget.NewIcon(theme.WarningIcon())
	w.showDialog(dialog.NewCustom(title, lang.L("Close"), container.NewBorder(nil, nil, container.NewVBox(icon), nil, text), w.window), 34, 12)
}

// inform says something that went right and is not seen otherwise.
func (w *Window) inform(title, said string) {
	text := widget.NewLabel(said)
	text.Wrapping = fyne.TextWrapWord
	w.showDialog(dialog.NewCustom(title, lang.L("Close"), text, w.window), 30, 9)
}

// showDialog opens a dialog of a size in multiples of the text size, as far as
// the window has room.
func (w *Window) showDialog(d dialog.Dialog, width, height float32) {
	em, room := theme.TextSize(), w.window.Canvas().Size()
	size := fyne.NewSize(min(width*em, 0.9*room.Width), min(height*em, 0.9*room.Height))
	d.Resize(size.Max(d.MinSize())) // before Show: afterwards it would stand off the middle
	w.raise(d)
}

// explainFailure says why a run diverged and offers the remedy.
func (w *Window) explainFailure(err error) {
	var diverged *training.DivergedError
	if !errors.As(err, &diverged) {
		w.tell(lang.L("Training stopped"), err)
		return
	}
	w.trace.say("message", facts{"title": lang.L("Training diverged"), "text": err.Error()})
	kept := lang.L("The network is back at its initial weights.")
	if last := len(w.run.epochs) - 1; last > 0 {
		kept = fmt.Sprintf(lang.L("The network is back as it was after epoch %d."), last)
	}
	text := widget.NewLabel(capital(spoken(err.Error())) + ".\n\n" + kept)
	text.Wrapping = fyne.TextWrapWord
	half := diverged.Rate / 2
	d := dialog.NewCustomConfirm(lang.L("The numbers ran away"), fmt.Sprintf(lang.L("Train again with η = %s"), number(half)), lang.L("Close"), text, func(yes bool) {
		if yes {
			w.Retry(half)
		}
	}, w.window)
	w.showDialog(d, 34, 14)
}

// Retry starts again from the same initial weights at another learning rate.
func (w *Window) Retry(rate float64) {
	settings := w.run.settings
	settings.Rate = rate
	w.learn.form.Fill(settings)
	w.StartPause()
}

// writeChart saves a figure, 10 inches wide, or for .csv its values, whole or not
// at all.
func writeChart(figure *plots.Figure, path string) error {
	var b bytes.Buffer
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		if err := figure.WriteCSV(&b, ','); err != nil {
			return err
		}
		return atomicfile.Write(path, &b)
	}
	format, err := plots.Format(path)
	if err != nil {
		return err
	}
	if err := figure.Write(&b, format, 10, 4); err != nil {
		return err
	}
	return atomicfile.Write(path, &b)
}
