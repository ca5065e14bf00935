package gui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
)

// chapter is a part of the help.
type chapter struct {
	title   string
	content func() fyne.CanvasObject
}

// chapters are those of the help. A tab's chapter has its title.
func (w *Window) chapters() []chapter {
	page := func(name string) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			text := widget.NewRichTextFromMarkdown(helpText(name))
			text.Wrapping = fyne.TextWrapWord
			return text
		}
	}
	return []chapter{
		{lang.L("Draw"), page("draw")},
		{lang.L("Train"), page("train")},
		{lang.L("Inside"), page("inside")},
		{lang.L("Evaluate"), page("evaluate")},
		{lang.L("Races"), page("races")},
		{lang.L("My digits"), page("mydigits")},
		{lang.L("Lab"), page("lab")},
		{lang.L("Lessons"), page("lessons")},
		{lang.L("Shortcuts"), w.shortcuts},
	}
}

// helpText is a text of the help in the language that the window speaks.
func helpText(name string) string {
	text, err := assets.Help.ReadFile(assets.HelpFolder + "/" + lang.X("language code", "en") + "/" + name + ".md")
	if err != nil {
		panic("gui: the help has no chapter " + name + ": " + err.Error())
	}
	return string(text)
}

// ShowHelp opens the help at the chapter on the tab in view.
func (w *Window) ShowHelp() { w.openHelp(w.tabs.titles[w.tabs.selected].title) }

// ShowShortcuts lists what can be done by keys.
func (w *Window) ShowShortcuts() { w.openHelp(lang.L("Shortcuts")) }

// openHelp opens the help at the chapter with a title, at the first if there is
// none.
func (w *Window) openHelp(title string) {
	chapters := w.chapters()
	stage := container.NewStack()
	titles := newList(
		func() int { return len(chapters) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(chapters[i].title) })
	titles.OnSelected = func(i widget.ListItemID) {
		stage.Objects = []fyne.CanvasObject{container.NewVScroll(container.New(insets{theme.Padding()}, chapters[i].content()))}
		stage.Refresh()
	}
	width := canvas.NewRectangle(nil)
	width.SetMinSize(fyne.NewSize(9*theme.TextSize(), 0))
	body := container.NewBorder(nil, nil, container.NewStack(width, titles), nil, stage)
	titles.Select(max(0, slices.IndexFunc(chapters, func(c chapter) bool { return c.title == title })))
	w.showDialog(dialog.NewCustom(lang.L("Help"), lang.L("Close"), body, w.window), 62, 42)
	w.window.Canvas().Focus(titles)
}

// shortcuts lists the keys of all actions.
func (w *Window) shortcuts() fyne.CanvasObject {
	lists := container.New(stack{gap: 3})
	for _, s := range w.actions.sections() {
		list := container.New(stack{gap: 1}, newHeading(s.title))
		for _, a := range s.actions {
			if a == nil || a.keys() == "" {
				continue
			}
			keys := newText(a.keys(), theme.SizeNameText, colorQuiet)
			keys.align = fyne.TextAlignTrailing
			name := cmp.Or(a.help, a.title)
			list.Add(container.NewBorder(nil, nil, newText(name, theme.SizeNameText, theme.ColorNameForeground), keys))
		}
		lists.Add(list)
	}
	note := newProse(lang.L("Keys without Ctrl work while no text field has the focus. On the pad, the left button draws and the right one erases. Tab goes from control to control; on the pad the arrows then move a pen that the space bar sets down and lifts."))
	return container.New(stack{gap: 2}, note, lists)
}

// ShowAbout says what digitpad is and whose work it stands on.
func (w *Window) ShowAbout() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.svg", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(6 * theme.TextSize()))
	text := widget.NewRichTextFromMarkdown(fmt.Sprintf(helpText("about"), w.options.Version, strings.ReplaceAll(w.options.Build, "\n", ", ")))
	text.Wrapping = fyne.TextWrapWord
	licences := newButton(lang.L("Licences"), nil, func() {
		w.Dismiss()
		w.ShowLicences()
	})
	w.showDialog(dialog.NewCustom(lang.L("About digitpad"), lang.L("Close"),
		container.NewBorder(nil, container.NewHBox(layout.NewSpacer(), licences), container.NewVBox(icon), nil, text), w.window), 44, 28)
}
