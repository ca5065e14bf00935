package train

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/state/run"
	"digitpad/gui/ui"
	"digitpad/training"
	"digitpad/training/stats"
)

// resultBar says of a run that is over or paused what it goes by, and what the test images
// say of the network in view, beside the button that reads them.
type resultBar struct {
	best, test *ui.Text
	score      *ui.Button
	content    *fyne.Container
}

func newResultBar(score *ui.Command) *resultBar {
	b := &resultBar{best: ui.NewCaption(""), test: ui.NewCaption("")}
	b.score = score.Button()
	b.content = container.NewBorder(nil, nil, nil, b.score, container.New(ui.VBoxLayout{}, b.best, b.test))
	b.content.Hide()
	return b
}

// Set shows a run, nil for none, and what was read of the test images with the network in
// view.
func (b *resultBar) Set(r *run.Run, look run.Look, read bool) {
	shown := r != nil && len(r.Epochs()) > 1 && (r.Phase().Over() || r.Phase() == run.Paused)
	if shown {
		b.best.Set(bestText(r))
		b.test.Set(testText(r.Looks(), look, read))
		b.content.Refresh()
	}
	ui.SetVisible(b.content, shown)
}

// bestText is the best epoch of a run, and by what.
func bestText(r *run.Run) string {
	epochs := r.Epochs()
	best := epochs[training.Best(epochs)]
	accuracy := i18n.FormatPercent(best.Monitored().Accuracy)
	switch {
	case r.ByTest():
		return fmt.Sprintf(lang.L("Best epoch by the test images, as in version 0.1.0: %d, %s. Its score flatters."), best.Number, accuracy)
	case !best.Validated():
		return fmt.Sprintf(lang.L("No images held out. Best epoch by the training images: %d, %s"), best.Number, accuracy)
	}
	return fmt.Sprintf(lang.L("Best epoch by the validation images: %d, %s of %s"), best.Number, accuracy, i18n.FormatInt(r.Validation().Len()))
}

// testText is what is known of the test images.
func testText(looks int, look run.Look, read bool) string {
	if !read {
		if looks == 0 {
			return lang.L("The test images are sealed: not read for this run")
		}
		return i18n.Plural(looks, lang.L("Test images: read once for this run, with another network"),
			lang.L("Test images: read %d times for this run, with other networks"))
	}
	p := look.Predicted
	lo, hi := stats.Wilson(p.Confusion.Correct(), len(p.Examples))
	score := fmt.Sprintf(lang.L("Test images: %s (%s to %s)"), i18n.FormatPercent(p.Accuracy), i18n.FormatPercent(lo), i18n.FormatPercent(hi))
	return score + "; " + i18n.Plural(looks, lang.L("read once"), lang.L("read %d times"))
}
