package train

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/state/datasets"
	"digitpad/gui/ui"
	"digitpad/training/datafile"
)

// dataBar says what is probably wrong with the digits of the user's file or folder,
// beside the button that mends it. It is there only while there is something to say.
type dataBar struct {
	finding *ui.Text
	path    *ui.Text
	change  *ui.Button
	content *fyne.Container
}

func newDataBar(change *ui.Command) *dataBar {
	b := &dataBar{finding: ui.NewText("", theme.SizeNameCaptionText, theme.ColorNameWarning), path: ui.NewCaption("")}
	b.change = change.Button()
	b.content = container.NewBorder(nil, nil, nil, b.change, container.New(ui.VBoxLayout{}, b.finding, b.path))
	b.content.Hide()
	return b
}

// Set shows a look at digits.
func (b *dataBar) Set(l datasets.Look) {
	finding, offered := l.Offer()
	text := ""
	switch {
	case offered:
		text = shortFinding(finding)
	case len(l.Findings) > 0:
		text = i18n.Message(l.Findings[0].Message)
	case len(l.Notes) > 0:
		text = i18n.Message(l.Notes[0])
	case len(l.Changes) > 0:
		text = changesText(l.Changes)
	}
	if text != "" {
		b.finding.Set(text)
		b.path.Set(filepath.Base(l.Path))
		b.change.SetText(changeText(l))
		ui.SetVisible(b.change, offered || len(l.Changes) > 0)
		b.content.Refresh()
	}
	ui.SetVisible(b.content, text != "")
}

// shortFinding is a finding in one line, beside the button that mends it.
func shortFinding(f datafile.Finding) string {
	switch f.Offer {
	case datafile.Invert:
		return lang.L("The background of the images is light, and networks here expect it dark.")
	case datafile.Transpose:
		return lang.L("The images read better with rows and columns exchanged, as EMNIST's do.")
	}
	return i18n.Message(f.Message)
}

// changesText says what was done to the images.
func changesText(changes []datafile.Change) string {
	names := map[datafile.Change]string{datafile.Invert: lang.L("inverted"), datafile.Transpose: lang.L("transposed")}
	if len(changes) == 1 {
		return fmt.Sprintf(lang.L("The images are %s."), names[changes[0]])
	}
	return fmt.Sprintf(lang.L("The images are %s and %s."), names[changes[0]], names[changes[1]])
}

// changeText is what the button does.
func changeText(l datasets.Look) string {
	f, offered := l.Offer()
	switch {
	case !offered:
		return lang.L("As they were")
	case f.Offer == datafile.Transpose:
		return lang.L("Transpose")
	}
	return lang.L("Invert")
}
