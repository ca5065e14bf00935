package guide

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/chart"
	"digitpad/gui/ui"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

// newFigureCard is a figure on a card: its name, and what there is to see.
func newFigureCard(name string, parts ...fyne.CanvasObject) *ui.Card {
	return ui.NewCard(container.New(ui.VBoxLayout{Gap: 0.5}, append([]fyne.CanvasObject{newFigureName(name)}, parts...)...))
}

func newFigureName(name string) *ui.Text {
	heading := ui.NewHeading(name)
	heading.MinFor = ""
	return heading
}

// note is sentences below a figure, in small letters, that change.
type note struct {
	text    *widget.RichText
	content fyne.CanvasObject
	said    string
}

func newNote() *note {
	n := &note{text: widget.NewRichText()}
	n.text.Wrapping = fyne.TextWrapWord
	n.content = container.New(ui.FlushLayout{}, n.text)
	return n
}

// set says something else.
func (n *note) set(text string) {
	if text == n.said {
		return
	}
	n.said = text
	n.text.Segments = ui.ProseSegments(text)
	for _, s := range n.text.Segments {
		s.(*widget.TextSegment).Style.SizeName = theme.SizeNameCaptionText
	}
	n.text.Refresh()
}

// chartLines is how many lines of text a chart is high.
const chartLines = 14

// newChart is a chart on the page: the wheel scrolls the page.
func (t *Tab) newChart(empty *fyne.Container) *chart.Chart {
	c := chart.New(t.env, empty)
	c.OnScroll = t.scroll.Scrolled
	return c
}

// inChartHeight gives a chart its height.
func inChartHeight(c *chart.Chart) fyne.CanvasObject {
	return container.New(ui.LinesLayout{Lines: chartLines}, c)
}

// plotCharts draws charts side by side, and lets prepare change the plots before; without
// any the chart is empty.
func plotCharts(c *chart.Chart, charts []lab.Chart, prepare func(*plots.Figure)) {
	if len(charts) == 0 {
		c.Plot(nil, nil)
		return
	}
	c.Plot(func(s plots.Style) *plots.Figure {
		figure, err := lab.Figure(charts, s)
		if err != nil { // nothing to see yet
			return &plots.Figure{Background: s.Background}
		}
		if prepare != nil {
			prepare(figure)
		}
		return figure
	}, func() {})
}
