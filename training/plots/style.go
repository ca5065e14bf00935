// Package plots draws charts of training data with gonum/plot: to an image of
// a given size in pixels for a window, or to a PNG, SVG or PDF file. It knows no
// user interface. Lines that are told apart by colour are told apart by their
// dashes too.
package plots

import (
	"image/color"

	"digitpad/network/message"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Style is the colours and text size of a chart.
type Style struct {
	Background color.Color
	Text       color.Color // titles, labels, numbers
	Grid       color.Color // lines behind the data
	Series     []color.Color
	TextSize   float64 // of numbers and labels, in points

	// Translate is a message in the language of the chart; nil leaves it in English.
	Translate func(message.Message) string
}

// Say is a text with values in its place, in the language of the style.
func (s Style) Say(english string, values ...any) string {
	if len(values) == 0 {
		return s.Word(english)
	}
	return s.Message(message.New(english, values...))
}

// Word is a text without values in the language of the style.
func (s Style) Word(english string) string { return s.Message(message.Text(english)) }

// Message is a message in the language of the style.
func (s Style) Message(m message.Message) string {
	if s.Translate == nil {
		return m.String()
	}
	return s.Translate(m)
}

// Light is dark text on white, for paper and light windows. Its series are Okabe
// and Ito's palette ("Color Universal Design", 2008), which colour-blind people
// can tell apart, without the yellow that white swallows.
func Light() Style {
	return Style{
		Background: color.NRGBA{0xff, 0xff, 0xff, 0xff},
		Text:       color.NRGBA{0x3c, 0x46, 0x50, 0xff},
		Grid:       color.NRGBA{0xe4, 0xe9, 0xed, 0xff},
		Series: []color.Color{
			color.NRGBA{0x00, 0x72, 0xb2, 0xff}, // blue
			color.NRGBA{0xd5, 0x5e, 0x00, 0xff}, // vermillion
			color.NRGBA{0x00, 0x9e, 0x73, 0xff}, // bluish green
			color.NRGBA{0xcc, 0x79, 0xa7, 0xff}, // reddish purple
			color.NRGBA{0xe6, 0x9f, 0x00, 0xff}, // orange
			color.NRGBA{0x56, 0xb4, 0xe9, 0xff}, // sky blue
		},
		TextSize: 9,
	}
}

// Dark is light text on a dark window, with the brighter half of the palette
// first.
func Dark() Style {
	return Style{
		Background: color.NRGBA{0x1c, 0x21, 0x26, 0xff},
		Text:       color.NRGBA{0xc3, 0xcb, 0xd3, 0xff},
		Grid:       color.NRGBA{0x30, 0x38, 0x40, 0xff},
		Series: []color.Color{
			color.NRGBA{0x56, 0xb4, 0xe9, 0xff}, // sky blue
			color.NRGBA{0xe6, 0x9f, 0x00, 0xff}, // orange
			color.NRGBA{0x2f, 0xc7, 0x96, 0xff}, // bluish green, lightened
			color.NRGBA{0xe0, 0x98, 0xc2, 0xff}, // reddish purple, lightened
			color.NRGBA{0xf0, 0xe4, 0x42, 0xff}, // yellow
			color.NRGBA{0xff, 0x7f, 0x2a, 0xff}, // vermillion, lightened
		},
		TextSize: 9,
	}
}

// dashes are the line patterns of the series, in the order of their colours.
var dashes = [][]vg.Length{
	nil,
	{vg.Points(5), vg.Points(2.5)},
	{vg.Points(1.5), vg.Points(2)},
	{vg.Points(7), vg.Points(2), vg.Points(1.5), vg.Points(2)},
	{vg.Points(10), vg.Points(3)},
	{vg.Points(3), vg.Points(3)},
}

var sans = font.Font{Typeface: "Liberation", Variant: "Sans"}

// Line is the look of series i, which may be any number from 0 on: colours and
// dashes repeat.
func (s Style) Line(i int) draw.LineStyle {
	return draw.LineStyle{
		Color:  s.Series[i%len(s.Series)],
		Width:  vg.Points(1.6),
		Dashes: dashes[i%len(dashes)],
	}
}

// New is an empty plot in this style: a title, horizontal grid lines, no box.
func (s Style) New(title, x, y string) *plot.Plot {
	size := vg.Points(s.TextSize)
	p := plot.New()
	p.BackgroundColor = s.Background

	p.Title.Text = title
	p.Title.Padding = vg.Points(6)
	p.Title.TextStyle.Font = font.From(sans, vg.Points(s.TextSize+1.5))
	p.Title.TextStyle.Color = s.Text

	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color = s.Grid
		axis.Width = vg.Points(0.8)
		axis.Padding = 0
		axis.Label.TextStyle.Font = font.From(sans, size)
		axis.Label.TextStyle.Color = s.Text
		axis.Label.Padding = vg.Points(3)
		axis.Tick.Length = 0
		axis.Tick.LineStyle = axis.LineStyle
		axis.Tick.Label.Font = font.From(sans, size)
		axis.Tick.Label.Color = s.Text
	}
	p.X.Label.Text = x
	p.Y.Label.Text = y
	p.X.Tick.Length = vg.Points(4) // keeps its first number clear of the lowest of y

	p.Legend.TextStyle.Font = font.From(sans, size)
	p.Legend.TextStyle.Color = s.Text
	p.Legend.Padding = vg.Points(2)

	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal.Color = s.Grid
	grid.Horizontal.Width = vg.Points(0.8)
	p.Add(grid)
	return p
}
