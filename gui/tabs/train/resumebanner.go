package train

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
	"digitpad/training"
)

// resumeBanner offers, above the tab, a run that was interrupted.
type resumeBanner struct {
	says         *ui.Text
	resume, drop *ui.Button
	content      *fyne.Container
	box          *fyne.Container // with the banner above, if there is one
}

func newResumeBanner(resume, discard *ui.Command, below fyne.CanvasObject) *resumeBanner {
	o := &resumeBanner{says: ui.NewText("", theme.SizeNameText, theme.ColorNameForeground)}
	o.resume, o.drop = resume.Button(), discard.Button()
	o.resume.Importance = widget.HighImportance
	o.content = container.NewBorder(nil, nil, nil, container.NewHBox(o.resume, o.drop), o.says)
	o.content.Hide()
	o.box = container.NewBorder(o.content, nil, nil, nil, below)
	return o
}

// Show offers a run.
func (o *resumeBanner) Show(run training.CheckpointInfo) {
	epochs := run.Settings.Epochs
	o.says.Set(fmt.Sprintf(lang.L("The last training was interrupted in epoch %d of %d."), min(run.Epoch+1, epochs), epochs))
	o.content.Show()
	o.box.Refresh()
}

// Clear offers nothing.
func (o *resumeBanner) Clear() {
	o.content.Hide()
	o.box.Refresh()
}
