package help

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/assets"
	"digitpad/gui/state"
	"digitpad/gui/ui"
)

// Help is the program's own help: a chapter a tab, the shortcuts, the post's terms, and
// what digitpad is.
type Help struct {
	state    *state.State
	env      ui.Env
	commands func() []*ui.Command // of the whole window, in the order of its menus
	tab      func() string        // the title of the tab in view
	version  string
	build    string
	own      commands
}

// New makes the help. Commands lists those of the whole window, and tab is the title of
// the tab in view. Version and build are what is said about the program.
func New(s *state.State, env ui.Env, all func() []*ui.Command, tab func() string, version, build string) *Help {
	h := &Help{state: s, env: env, commands: all, tab: tab, version: version, build: build}
	h.own = newCommands(h)
	return h
}

// chapter is a part of the help.
type chapter struct {
	title   string
	content func() fyne.CanvasObject
}

// chapters are those of the help. A tab's chapter has its title.
func (h *Help) chapters() []chapter {
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
		{lang.L("Guide"), page("guide")},
		{lang.L("Inspect"), page("inspect")},
		{lang.L("Evaluate"), page("evaluate")},
		{lang.L("Compare"), page("compare")},
		{lang.L("My digits"), page("mydigits")},
		{lang.L("Lab"), page("lab")},
		{lang.L("Lessons"), page("lessons")},
		{lang.L("Shortcuts"), h.shortcuts},
	}
}

// helpText is a text of the help in the language that the window speaks.
func helpText(name string) string {
	text, err := assets.Help.ReadFile(assets.HelpFolder + "/" + lang.X("language code", "en") + "/" + name + ".md")
	if err != nil {
		panic("help: the help has no chapter " + name + ": " + err.Error())
	}
	return string(text)
}

// Show opens the help at the chapter on the tab in view.
func (h *Help) Show() { h.open(h.tab()) }

// ShowShortcuts lists what can be done by keys.
func (h *Help) ShowShortcuts() { h.open(lang.L("Shortcuts")) }

// open opens the help at the chapter with a title, at the first if there is
// none.
func (h *Help) open(title string) {
	chapters := h.chapters()
	stage := container.NewStack()
	titles := ui.NewList(
		func() int { return len(chapters) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(chapters[i].title) })
	titles.OnSelected = func(i widget.ListItemID) {
		stage.Objects = []fyne.CanvasObject{newPage(container.New(ui.PaddedLayout{Distance: theme.Padding()}, chapters[i].content()))}
		stage.Refresh()
	}
	width := canvas.NewRectangle(nil)
	width.SetMinSize(fyne.NewSize(9*theme.TextSize(), 0))
	chosen := container.NewStack(width, titles)
	body := container.New(layout.NewBorderLayout(nil, nil, chosen, nil), chosen, stage) // in the order of the Tab key
	titles.Select(max(0, slices.IndexFunc(chapters, func(c chapter) bool { return c.title == title })))
	h.env.Dialogs.Show(ui.NewDialog(lang.L("Help"), lang.L("Close"), body, h.env.Dialogs.Window()), 62, 42)
	h.env.Dialogs.Window().Canvas().Focus(titles)
}

// shortcuts lists the keys of all commands.
func (h *Help) shortcuts() fyne.CanvasObject {
	lists := container.New(ui.VBoxLayout{Gap: 3})
	for menu := range ui.Menus {
		list := container.New(ui.VBoxLayout{Gap: 1}, ui.NewHeading(menu.Title()))
		for _, c := range h.commands() {
			if c.Menu != menu || c.Keys() == "" {
				continue
			}
			keys := ui.NewText(c.Keys(), theme.SizeNameText, ui.ColorSubtle)
			keys.Align = fyne.TextAlignTrailing
			list.Add(container.NewBorder(nil, nil, ui.NewText(cmp.Or(c.Help, c.Title), theme.SizeNameText, theme.ColorNameForeground), keys))
		}
		lists.Add(list)
	}
	note := ui.NewProse(lang.L("Keys without Ctrl work while no text field has the focus. On the pad, the left button draws and the right one erases. Tab goes from control to control; on the pad the arrows then move a pen that the space bar sets down and lifts."))
	return container.New(ui.VBoxLayout{Gap: 2}, note, lists)
}

// ShowAbout says what digitpad is and whose work it stands on.
func (h *Help) ShowAbout() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.svg", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(6 * theme.TextSize()))
	text := widget.NewRichTextFromMarkdown(fmt.Sprintf(helpText("about"), h.version, strings.ReplaceAll(h.build, "\n", ", ")))
	text.Wrapping = fyne.TextWrapWord
	licences := ui.NewButton(lang.L("Licences"), lang.L("Show the licences of the libraries that digitpad is built with"), nil, func() {
		h.env.Dialogs.Dismiss()
		h.ShowLicences()
	})
	h.env.Dialogs.Show(ui.NewDialog(lang.L("About digitpad"), lang.L("Close"),
		container.NewBorder(nil, container.NewHBox(layout.NewSpacer(), licences), container.NewVBox(icon), nil, text), h.env.Dialogs.Window()), 44, 28)
}
