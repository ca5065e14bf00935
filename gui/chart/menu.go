package chart

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// furnish makes the buttons at a chart's corner.
func (c *Chart) furnish() {
	c.Whole = ui.NewIconButton(lang.L("Whole chart"), theme.ZoomFitIcon(), c.ShowWhole)
	c.menu = ui.NewIconButton(lang.L("What the chart shows"), theme.MoreVerticalIcon(), c.ShowMenu)
	c.corner = container.NewHBox(c.Whole, c.menu)
	c.furnishCorner()
}

// furnishCorner offers what can be done with what is shown.
func (c *Chart) furnishCorner() {
	ui.SetVisible(c.menu, c.Figure != nil)
	ui.SetVisible(c.Whole, c.Figure != nil && c.Zoom != nil)
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
	whole.Disabled = c.Zoom == nil
	ui.PopUpMenu(c.menu, append(items,
		fyne.NewMenuItem(lang.L("Copy the values"), c.Copy), fyne.NewMenuItem(lang.L("Export chart…"), c.Export), whole))
}

// Magnify zooms in, or out again, about the middle of what is shown.
func (c *Chart) Magnify(in bool) {
	for i, p := range c.Shown.Panels {
		if len(p.Traces) > 0 {
			c.zoomAbout(i, 0.5, in)
			return
		}
	}
}

// ShowWhole ends a zoom.
func (c *Chart) ShowWhole() { c.setZoom(nil) }

func (c *Chart) setZoom(z *zoom) {
	if z == nil && c.Zoom == nil {
		return
	}
	c.Zoom = z
	c.furnishCorner()
	c.redraw()
}

// Copy puts the values of what is shown on the clipboard, as a table that
// spreadsheets take.
func (c *Chart) Copy() {
	if c.Shown.Figure == nil {
		return
	}
	var table strings.Builder
	if err := c.Shown.Figure.WriteCSV(&table, '\t'); err != nil {
		panic("gui: a string cannot be written to: " + err.Error())
	}
	fyne.CurrentApp().Clipboard().SetContent(table.String())
}
