package gui

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/trace"
	"digitpad/training"
)

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
