package gui

// tabSelected remembers the tab that is shown and brings it up to date.
func (w *Window) tabSelected() {
	w.prefs.Tab = w.tabs.selected
	w.refreshRooms()
}

// refreshRooms brings the tab in view up to date with the network that answers,
// the digits and the pad. Tabs out of view do no work.
func (w *Window) refreshRooms() {
	w.lookInside()
	w.evaluateAgain()
}
