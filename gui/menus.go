package gui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"digitpad/gui/i18n"
	"digitpad/gui/state/store"
	"digitpad/gui/tutorial"
	"digitpad/gui/ui"
)

// menus are the window's menus, and the commands that belong to the window itself.
type menus struct {
	network networkCommands
	draw    drawCommands
	chart   chartCommands
	view    viewCommands
	main    *fyne.MainMenu
}

// collectCommands makes the window's own commands, and lists those of all parts, in the
// order of the menus.
func (w *Window) collectCommands() {
	m := &w.menus
	m.network, m.draw, m.chart, m.view = newNetworkCommands(w), newDrawCommands(w), newChartCommands(w), newViewCommands(w)
	all := slices.Concat(m.network.all(), m.draw.all(), w.files.Commands())
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
	changed := w.files.Refresh()
	for _, c := range w.commands {
		changed = c.Refresh() || changed
	}
	if changed {
		w.menus.refresh()
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
	w.files.AddSubmenus(all[ui.NetworkMenu])
	lessons := all[ui.LessonsMenu]
	var items []*fyne.MenuItem
	for _, l := range tutorial.BuiltIn() {
		items = append(items, fyne.NewMenuItem(i18n.Translate(l.Title), func() { w.tutorial.Start(l) }))
	}
	lessons.Items = slices.Concat(items, []*fyne.MenuItem{fyne.NewMenuItemSeparator()}, lessons.Items)
	m.main = fyne.NewMainMenu(all...)
	w.window.SetMainMenu(m.main)
}

// pick runs a command that was chosen in the menu or by a shortcut: not behind a dialog. A
// text field with the focus has its own part of the command, which Fyne lets the menu take
// from it.
func (w *Window) pick(c *ui.Command) {
	if field, ok := w.window.Canvas().Focused().(fyne.Shortcutable); ok && c.InField != nil {
		field.TypedShortcut(c.InField)
		return
	}
	if c == &w.menus.network.quit || !w.dialogs.Modal() {
		w.active()
		c.Run()
	}
}

// refresh shows the menu as it is now.
func (m *menus) refresh() {
	if m.main != nil {
		m.main.Refresh()
	}
}

// showWorkspace makes the window as a workspace has it.
func (w *Window) showWorkspace(ws store.Workspace) {
	w.tabs.Select(ws.Tab)
	w.state.OpenWorkspace(ws)
	w.train.SetView(w.prefs.Chart)
}
