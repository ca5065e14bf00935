package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// iconButton is a small button that says by an icon what it does.
type iconButton struct {
	widget.Button
	name string
}

func newIconButton(name string, icon fyne.Resource, do func()) *iconButton {
	b := &iconButton{name: name}
	b.Icon, b.OnTapped, b.Importance = icon, do, widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

// AccessibilityLabel implements fyne.Accessible.
func (b *iconButton) AccessibilityLabel() string { return b.name }

// furnish makes the buttons at a chart's corner.
func (c *Chart) furnish() {
	c.whole = newIconButton(lang.L("Whole chart"), theme.ZoomFitIcon(), c.ShowWhole)
	c.menu = newIconButton(lang.L("What the chart shows"), theme.MoreVerticalIcon(), c.ShowMenu)
	c.corner = container.NewHBox(c.whole, c.menu)
	c.furnishCorner()
}

// furnishCorner offers what can be done with what is shown.
func (c *Chart) furnishCorner() {
	reveal(c.menu, c.figure != nil)
	reveal(c.whole, c.figure != nil && c.zoom != nil)
	size := c.corner.MinSize()
	c.corner.Move(fyne.NewPos(c.Size().Width-size.Width, 0))
	c.corner.Resize(size)
}

// ShowMenu opens the chart's menu at its button.
func (c *Chart) ShowMenu() {
	var items []*fyne.MenuItem
	if c.OnMenu != nil {
		items = append(c.OnMenu(), fyne.NewMenuItemSeparator())
	}
	whole := fyne.NewMenuItem(lang.L("Whole chart"), c.ShowWhole)
	whole.Disabled = c.zoom == nil
	popUp(c.menu, append(items, fyne.NewMenuItem(lang.L("Copy the values"), c.Copy), whole))
}

// popUp opens a menu at the button that it belongs to.
func popUp(at fyne.CanvasObject, items []*fyne.MenuItem) {
	view := fyne.CurrentApp().Driver().CanvasForObject(at)
	if view == nil {
		return
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), view)
	size := menu.MinSize()
	menu.ShowAtRelativePosition(fyne.NewPos(at.Size().Width-size.Width, at.Size().Height), at)
}

// Magnify zooms in, or out again, about the middle of what is shown.
func (c *Chart) Magnify(in bool) {
	for i, p := range c.shown.Panels {
		if len(p.Traces) > 0 {
			c.zoomAbout(i, 0.5, in)
			return
		}
	}
}

// ShowWhole ends a zoom.
func (c *Chart) ShowWhole() { c.setZoom(nil) }

func (c *Chart) setZoom(z *zoom) {
	if z == nil && c.zoom == nil {
		return
	}
	c.zoom = z
	c.furnishCorner()
	c.redraw()
}

// Copy puts the values of what is shown on the clipboard, as a table that
// spreadsheets take.
func (c *Chart) Copy() {
	if c.shown.figure == nil {
		return
	}
	var table strings.Builder
	if err := c.shown.figure.WriteCSV(&table, '\t'); err != nil {
		panic("gui: a string cannot be written to: " + err.Error())
	}
	fyne.CurrentApp().Clipboard().SetContent(table.String())
}
