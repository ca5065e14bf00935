package help

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// commands are the ways into the help.
type commands struct{ help, shortcuts, glossary, about ui.Command }

func newCommands(h *Help) commands {
	return commands{
		help:      ui.Command{Title: lang.L("Help…"), Help: lang.L("The help on the tab in view"), Icon: theme.HelpIcon(), Do: h.Show, Key: fyne.KeyF1, Menu: ui.HelpMenu},
		shortcuts: ui.Command{Title: lang.L("Shortcuts…"), Do: h.ShowShortcuts, Menu: ui.HelpMenu},
		glossary: ui.Command{
			Title: lang.L("The post's terms…"), Help: lang.L("The post's terms, with this run's numbers"), Icon: theme.ListIcon(),
			Do: h.ShowGlossary, Key: fyne.KeyF2, Menu: ui.HelpMenu,
		},
		about: ui.Command{Title: lang.L("About digitpad…"), Icon: theme.InfoIcon(), Do: h.ShowAbout, Menu: ui.HelpMenu},
	}
}

// Commands are the ways into the help.
func (h *Help) Commands() []*ui.Command {
	c := &h.own
	return []*ui.Command{&c.help, &c.shortcuts, &c.glossary, &c.about}
}
