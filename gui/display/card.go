// Package display is what the figures of the guide are made of: cards, notes that change,
// charts, bars, numbers in lines, and prose.
package display

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

// NewCard is a figure on a card: its name, and what there is to see.
func NewCard(name string, parts ...fyne.CanvasObject) *ui.Card {
	return ui.NewCard(container.New(ui.VBoxLayout{Gap: 0.5}, append([]fyne.CanvasObject{NewName(name)}, parts...)...))
}

func NewName(name string) *ui.Text {
	heading := ui.NewHeading(name)
	heading.MinFor = ""
	return heading
}

// Note is sentences below a figure, in small letters, that change.
type Note struct {
	text    *widget.RichText
	Content fyne.CanvasObject
	Said    string
}

func NewNote() *Note {
	n := &Note{text: widget.NewRichText()}
	n.text.Wrapping = fyne.TextWrapWord
	n.Content = container.New(ui.FlushLayout{}, n.text)
	return n
}

// Set says something else.
func (n *Note) Set(text string) {
	if text == n.Said {
		return
	}
	n.Said = text
	n.text.Segments = ui.ProseSegments(text)
	for _, s := range n.text.Segments {
		s.(*widget.TextSegment).Style.SizeName = theme.SizeNameCaptionText
	}
	n.text.Refresh()
}

// chartLines is how many lines of text a chart is high.
const chartLines = 14

// InChartHeight gives a chart its height.
func InChartHeight(c *chart.Chart) fyne.CanvasObject {
	return container.New(ui.LinesLayout{Lines: chartLines}, c)
}

// PlotCharts draws charts side by side, and lets prepare change the plots before; without
// any the chart is empty.
func PlotCharts(c *chart.Chart, charts []lab.Chart, prepare func(*plots.Figure)) {
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
