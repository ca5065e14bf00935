package plots

import (
	"image"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// Picture is a drawn figure with the positions of its plots.
type Picture struct {
	Image  *image.RGBA
	Panels []Panel // by plot
}

// Panel is a plot's area in a picture, with which a pointer position is mapped to values.
type Panel struct {
	Area   image.Rectangle // in pixels from the picture's upper left corner
	X, Y   Scale
	Traces []Trace
}

// panel is where plot i lies on a canvas of so many pixels, so many to a point.
func (f *Figure) panel(i int, c draw.Canvas, height int, pixels float64) Panel {
	p := f.Plots[i]
	data := p.DataCanvas(c)
	across := func(v float64) int { return int(math.Round(v * pixels)) }
	panel := Panel{
		Area: image.Rect(across(float64(data.Min.X)), height-across(float64(data.Max.Y)),
			across(float64(data.Max.X)), height-across(float64(data.Min.Y))),
		X: f.scaleOf(&p.X), Y: f.scaleOf(&p.Y),
	}
	for _, t := range f.Traces {
		if t.Plot == i {
			panel.Traces = append(panel.Traces, t)
		}
	}
	return panel
}

// XAt is the x of a column of pixels of the picture.
func (p *Panel) XAt(pixel float64) float64 {
	return p.X.At((pixel - float64(p.Area.Min.X)) / float64(p.Area.Dx()))
}

// Column is the column of pixels that an x is drawn in.
func (p *Panel) Column(x float64) float64 {
	return float64(p.Area.Min.X) + p.X.Share(x)*float64(p.Area.Dx())
}

// Nearest is the x of the point nearest to a column of pixels; ok is false if no
// point is to be seen.
func (p *Panel) Nearest(pixel float64) (x float64, ok bool) {
	least := math.Inf(1)
	for _, t := range p.Traces {
		for _, point := range t.Points {
			if share := p.X.Share(point.X); share < -1e-9 || share > 1+1e-9 {
				continue
			}
			if d := math.Abs(p.Column(point.X) - pixel); d < least {
				least, x, ok = d, point.X, true
			}
		}
	}
	return x, ok
}

// Scale is an axis as it was drawn.
type Scale struct {
	Label    string
	Min, Max float64
	Log      bool
	Marker   plot.Ticker
	Number   func(string) string // see Figure.Number
}

func (f *Figure) scaleOf(a *plot.Axis) Scale {
	_, log := a.Scale.(plot.LogScale)
	return Scale{a.Label.Text, a.Min, a.Max, log, a.Tick.Marker, f.Number}
}

// Share is where a value lies between Min, 0, and Max, 1. On a logarithmic scale
// a value that is not above 0 lies infinitely far below.
func (s Scale) Share(v float64) float64 {
	if s.Log {
		return math.Log(max(v, 0)/s.Min) / math.Log(s.Max/s.Min)
	}
	return (v - s.Min) / (s.Max - s.Min)
}

// At is the value at a share of the axis, the inverse of Share.
func (s Scale) At(share float64) float64 {
	if s.Log {
		return s.Min * math.Pow(s.Max/s.Min, share)
	}
	return s.Min + share*(s.Max-s.Min)
}

// Format writes a value as the axis' marks are written, with more digits.
func (s Scale) Format(v float64) string {
	if s.Number != nil {
		return s.Number(s.format(v))
	}
	return s.format(v)
}

func (s Scale) format(v float64) string {
	switch s.Marker.(type) {
	case Percent:
		return strconv.FormatFloat(100*v, 'f', 2, 64) + " %"
	case Integers:
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return thousands(v)
		}
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	if span := s.Max - s.Min; !s.Log && span > 0 {
		least := math.Pow(10, math.Floor(math.Log10(span))-4)
		v = math.Round(v/least) * least // less is not to be seen
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}
