package gui

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// tabSelected remembers the tab that is shown and brings it up to date.
func (w *Window) tabSelected() {
	w.touched()
	w.prefs.Tab = w.tabs.selected
	w.refreshRooms()
}

// refreshRooms brings the tab in view up to date with the network that answers,
// the digits and the pad. Tabs out of view do no work.
func (w *Window) refreshRooms() {
	w.lookInside()
	w.evaluateAgain()
	w.about.BringUp()
	w.followLesson()
	if w.mineTab.content.Visible() {
		w.mineTab.Refresh()
	}
}

// reveal shows or hides an object.
func reveal(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

// nameRooms adds the controls of the tab in view to those that a program which
// drives the window may need.
func (w *Window) nameRooms(named map[string]fyne.CanvasObject) {
	if p := w.class.panel; p.content.Visible() {
		named["lesson"], named["lesson back"], named["lesson next"], named["leave lesson"] = p.content, p.back, p.next, p.leave
	}
	if t := w.inside; t.content.Visible() {
		named["mode"], named["units"], named["outputs"] = t.mode, t.units, t.outputs
		if t.table.Visible() {
			named["sum"] = t.table
		}
		if t.off.Visible() && t.table.Visible() {
			named["off"] = t.off
		}
	}
	if t := w.mineTab; t.content.Visible() {
		named["my digits"], named["mix in"], named["undo teaching"] = t.grid, t.mix, t.untrue
	}
	if t := w.races; t.content.Visible() {
		named["race field"], named["race values"], named["race"], named["stop race"] = t.field, t.values, t.start, t.stop
		named["race chart"], named["undelete"] = t.chart, t.undo
		for i, e := range t.runs {
			named[fmt.Sprintf("run %d", i)], named[fmt.Sprintf("delete %d", i)] = e.row.shown, e.row.remove
			named[fmt.Sprintf("run menu %d", i)] = e.row.menu
		}
	}
	if t := w.evaluate; t.content.Visible() {
		named["view"] = t.choice
		switch t.view() {
		case 0:
			named["confusion"], named["shares"], named["gallery"] = t.matrix, t.shares, t.gallery.grid
		case 1:
			named["threshold"], named["trade-off"] = t.threshold.slider, t.threshold.chart
		case 2:
			named["measure"], named["robustness"] = t.robustness.measure, t.robustness.chart
		}
	}
}
