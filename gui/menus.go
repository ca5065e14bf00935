package gui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/tutorial"
	"digitpad/gui/ui"
)

// menus are the window's menus, and the commands that belong to the window itself.
type menus struct {
	draw    drawCommands
	network networkCommands
	chart   chartCommands
	view    viewCommands
	main    *fyne.MainMenu
	recent  *fyne.MenuItem
	export  *fyne.MenuItem
}

// collectCommands makes the window's own commands, and lists those of all parts, in the
// order of the menus.
func (w *Window) collectCommands() {
	m := &w.menus
	m.draw, m.network, m.chart, m.view = newDrawCommands(w), newNetworkCommands(w), newChartCommands(w), newViewCommands(w)
	all := slices.Concat(m.network.all(), m.draw.all())
	for _, t := range w.tabs.tabs {
		all = append(all, t.Commands()...)
	}
	all = slices.Concat(all, m.chart.all(), w.tutorial.Commands(), m.view.all(), w.help.Commands())
	slices.SortStableFunc(all, func(a, b *ui.Command) int { return cmp.Or(cmp.Compare(a.Menu, b.Menu), cmp.Compare(a.Group, b.Group)) })
	for _, c := range all {
		c.Hook = w.perform
	}
	w.commands = all
}

// perform runs a command of a person.
func (w *Window) perform(c *ui.Command, run func()) {
	defer w.trace.Step(c.Title)()
	w.active()
	run()
	w.refreshCommands()
}

// refreshCommands enables what can be done now.
func (w *Window) refreshCommands() {
	changed := false
	for _, c := range w.commands {
		changed = c.Refresh() || changed
	}
	if export := w.menus.export; export != nil {
		none := w.menus.network.save.Refusal() != nil
		changed = changed || export.Disabled != none
		export.Disabled = none
	}
	if changed && w.menus.main != nil {
		w.menus.main.Refresh()
	}
}

// build makes the main menu.
func (m *menus) build(w *Window) {
	var all []*fyne.Menu
	for menu := range ui.Menus {
		entry := fyne.NewMenu(menu.Title())
		group := 0
		for _, c := range w.commands {
			if c.Menu != menu {
				continue
			}
			if c.Group != group && len(entry.Items) > 0 {
				entry.Items = append(entry.Items, fyne.NewMenuItemSeparator())
			}
			group = c.Group
			item := c.MenuItem(func() { w.pick(c) })
			item.IsQuit = c == &m.network.quit
			entry.Items = append(entry.Items, item)
		}
		all = append(all, entry)
	}
	m.recent = fyne.NewMenuItem(lang.L("Open recent"), nil)
	m.recent.ChildMenu = fyne.NewMenu("")
	first := all[ui.NetworkMenu]
	first.Items = slices.Insert(first.Items, 1, m.recent)
	m.export = w.exportMenu()
	first.Items = slices.Insert(first.Items, slices.IndexFunc(first.Items, func(i *fyne.MenuItem) bool { return i.Label == m.network.save.Title })+1, m.export)
	lessons := all[ui.LessonsMenu]
	var items []*fyne.MenuItem
	for _, l := range tutorial.BuiltIn() {
		items = append(items, fyne.NewMenuItem(i18n.Translate(l.Title), func() { w.tutorial.Start(l) }))
	}
	lessons.Items = slices.Concat(items, []*fyne.MenuItem{fyne.NewMenuItemSeparator()}, lessons.Items)
	m.main = fyne.NewMainMenu(all...)
	w.fillRecent()
	w.window.SetMainMenu(m.main)
}

// pick runs a command that was chosen in the menu or by a shortcut: not behind a dialog.
func (w *Window) pick(c *ui.Command) {
	if c == &w.menus.network.quit || !w.dialogs.Modal() {
		w.active()
		c.Run()
	}
}
