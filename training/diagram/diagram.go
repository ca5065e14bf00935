// Package diagram draws a network as a picture: the input image, a column of units for
// each layer, and the connections that matter most for what the network computes. It
// knows no Fyne.
package diagram

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/vector"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/typeset"
)

// Style is the colours of a diagram.
type Style struct {
	Background color.Color
	Text       color.Color
	Outline    color.Color // of units
	Positive   color.Color // of products w·a above 0, and of activations
	Negative   color.Color // of products below 0
}

// Unit is unit K of layer L, with L = 0 the first hidden layer.
type Unit struct{ L, K int }

// Diagram is where the units of a network stand in a picture of a given size. It is
// immutable.
type Diagram struct {
	size  image.Point
	input image.Rectangle // the input image
	units [][]place       // by layer
}

// place is where a unit stands: a disk.
type place struct {
	k          int // which unit
	x, y, size float64
}

// MostUnits is how many units of a layer are drawn; of a larger layer those whose
// activations are largest.
const MostUnits = 40

// New lays a network with these activations out in w×h pixels. Activations are those
// of each layer, as Pass.Activations has them; they say which units of a large layer
// are drawn. A picture that is too small holds nothing.
func New(spec network.Spec, activations [][]float32, w, h int) *Diagram {
	d := &Diagram{size: image.Pt(w, h)}
	layers := len(spec.Sizes) - 1
	side := min(w/4, h*3/4) / dataset.Side * dataset.Side
	if side == 0 || layers == 0 {
		return d
	}
	margin := max(w/40, 4)
	d.input = image.Rect(margin, (h-side)/2, margin+side, (h-side)/2+side)
	left, right := float64(d.input.Max.X), float64(w-margin)
	for l := range layers {
		units := shown(activations[l])
		spacing := float64(h) / float64(len(units)+1)
		size := min(spacing*0.42, float64(w)/40)
		x := left + (right-left-3*size)*float64(l+1)/float64(layers)
		var column []place
		for i, k := range units {
			column = append(column, place{k, x, float64(h)/2 + (float64(i)-float64(len(units)-1)/2)*spacing, size})
		}
		d.units = append(d.units, column)
	}
	return d
}

// shown are the units of a layer that are drawn, in their order.
func shown(activations []float32) []int {
	units := make([]int, len(activations))
	for k := range units {
		units[k] = k
	}
	if len(units) > MostUnits {
		slices.SortStableFunc(units, func(a, b int) int { return cmp.Compare(activations[b], activations[a]) })
		units = units[:MostUnits]
		slices.Sort(units)
	}
	return units
}

// At is the unit at a pixel.
func (d *Diagram) At(x, y float64) (Unit, bool) {
	for l, column := range d.units {
		for _, p := range column {
			if math.Hypot(x-p.x, y-p.y) <= p.size+2 {
				return Unit{l, p.k}, true
			}
		}
	}
	return Unit{}, false
}

// Input is where the input image stands.
func (d *Diagram) Input() image.Rectangle { return d.input }

// perUnit is how many connections from pixels are drawn to a unit.
const perUnit = 12

// connection is a line with what goes through it.
type connection struct {
	x0, y0, x1, y1 float64
	product        float64 // w·a
}

// connections are those of a layer: from pixels the strongest of each unit, from units
// all.
func (d *Diagram) connections(net *network.Network, pass *network.Pass, l int) (all []connection) {
	for _, to := range d.units[l] {
		sum := net.WeightedSum(pass, l, to.k)
		if l == 0 {
			cell := float64(d.input.Dx()) / dataset.Side
			for _, t := range sum.Terms[:min(perUnit, len(sum.Terms))] {
				x := float64(d.input.Min.X) + (float64(t.From%dataset.Side)+0.5)*cell
				y := float64(d.input.Min.Y) + (float64(t.From/dataset.Side)+0.5)*cell
				all = append(all, connection{x, y, to.x - to.size, to.y, float64(t.Product())})
			}
			continue
		}
		for _, t := range sum.Terms {
			for _, from := range d.units[l-1] {
				if from.k == t.From {
					all = append(all, connection{from.x + from.size, from.y, to.x - to.size, to.y, float64(t.Product())})
				}
			}
		}
	}
	return all
}

// Image draws the network as it stands after a Forward of the input with pass. Chosen
// is a unit whose connections stand out, nil for none.
func (d *Diagram) Image(net *network.Network, pass *network.Pass, input network.Input, chosen *Unit, s Style) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: d.size})
	draw.Draw(img, img.Rect, image.NewUniform(s.Background), image.Point{}, draw.Src)
	if len(d.units) == 0 {
		return img
	}
	d.drawInput(img, input, s)
	for l := range d.units {
		d.drawConnections(img, d.connections(net, pass, l), d.chosen(chosen, l), s)
	}
	for l, column := range d.units {
		largest := float32(1e-9)
		for _, a := range pass.Activations(l) {
			largest = max(largest, a, -a)
		}
		if largest <= 1 {
			largest = 1 // sigmoids and shares are what they are
		}
		for _, p := range column {
			a := pass.Activations(l)[p.k]
			disk(img, p, s.Outline)
			inner := p
			inner.size = max(p.size-max(p.size/8, 1), 0)
			fill := s.Positive
			if a < 0 {
				a, fill = -a, s.Negative
			}
			disk(img, inner, mixed(s.Background, fill, float64(a/largest)))
			if chosen != nil && *chosen == (Unit{l, p.k}) {
				ring(img, p, s.Text)
			}
			if l == len(d.units)-1 {
				em := p.size * 1.6
				label := typeset.Layout(typeset.O(digits[min(p.k, len(digits)-1)]))
				label.Draw(img, p.x+p.size*1.4, p.y+em*0.33, em, func(string) color.Color { return s.Text })
			}
		}
	}
	return img
}

var digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// chosen is where the chosen unit stands if its connections into layer l, or out of the
// layer before it, stand out; nil if all are drawn alike.
func (d *Diagram) chosen(unit *Unit, l int) func(connection) bool {
	if unit == nil || unit.L >= len(d.units) {
		return nil
	}
	for _, p := range d.units[unit.L] {
		if p.k != unit.K {
			continue
		}
		switch l {
		case unit.L:
			return func(c connection) bool { return c.y1 == p.y && c.x1 == p.x-p.size }
		case unit.L + 1:
			return func(c connection) bool { return c.y0 == p.y && c.x0 == p.x+p.size }
		}
	}
	return nil
}

// drawInput draws the input image, with a frame.
func (d *Diagram) drawInput(img *image.RGBA, input network.Input, s Style) {
	var ink [dataset.Pixels]byte
	input.Unpack(ink[:])
	draw.Draw(img, d.input.Inset(-1), image.NewUniform(s.Outline), image.Point{}, draw.Src)
	cell := d.input.Dx() / dataset.Side
	for p, v := range ink {
		at := d.input.Min.Add(image.Pt(p%dataset.Side*cell, p/dataset.Side*cell))
		draw.Draw(img, image.Rectangle{at, at.Add(image.Pt(cell, cell))}, image.NewUniform(mixed(s.Background, s.Text, float64(v)/255)), image.Point{}, draw.Src)
	}
}

// drawConnections draws lines, the stronger the more opaque and wider.
func (d *Diagram) drawConnections(img *image.RGBA, all []connection, wanted func(connection) bool, s Style) {
	largest := 0.0
	for _, c := range all {
		largest = max(largest, math.Abs(c.product))
	}
	if largest == 0 || largest-largest != 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b connection) int { return cmp.Compare(math.Abs(a.product), math.Abs(b.product)) })
	for _, c := range all {
		strength := math.Abs(c.product) / largest
		opacity := 0.1 + 0.8*strength
		if wanted != nil && !wanted(c) {
			opacity = 0.1 // faint beside what was chosen
		}
		colour := s.Positive
		if c.product < 0 {
			colour = s.Negative
		}
		line(img, c, 0.8+1.2*strength, color.RGBAModel.Convert(colour).(color.RGBA), opacity)
	}
}

// line draws a line of a given width with soft edges: it walks along the longer of its
// extents, and covers pixels across it by how much of them it covers.
func line(img *image.RGBA, c connection, width float64, ink color.RGBA, opacity float64) {
	dx, dy := c.x1-c.x0, c.y1-c.y0
	steep := math.Abs(dy) > math.Abs(dx)
	x0, y0, x1, slope := c.x0, c.y0, c.x1, dy/dx
	if steep {
		x0, y0, x1, slope = c.y0, c.x0, c.y1, dx/dy
	}
	if x0 > x1 {
		x0, y0, x1 = x1, y0+slope*(x1-x0), x0
	}
	half := width / 2 * math.Hypot(1, slope) // across the walk, not across the line
	for x := int(math.Ceil(x0)); float64(x) <= x1; x++ {
		centre := y0 + slope*(float64(x)-x0)
		for y := int(math.Floor(centre - half)); float64(y) <= centre+half+1; y++ {
			cover := min(float64(y)+0.5, centre+half) - max(float64(y)-0.5, centre-half)
			if cover <= 0 {
				continue
			}
			if steep {
				blend(img, y, x, ink, cover*opacity)
			} else {
				blend(img, x, y, ink, cover*opacity)
			}
		}
	}
}

// blend draws over an opaque pixel.
func blend(img *image.RGBA, x, y int, ink color.RGBA, opacity float64) {
	if !image.Pt(x, y).In(img.Rect) {
		return
	}
	at := img.Pix[img.PixOffset(x, y):][:3:3]
	share := int(min(opacity, 1) * 256)
	at[0] += uint8((int(ink.R) - int(at[0])) * share >> 8)
	at[1] += uint8((int(ink.G) - int(at[1])) * share >> 8)
	at[2] += uint8((int(ink.B) - int(at[2])) * share >> 8)
}

// disk fills a unit's disk.
func disk(img *image.RGBA, p place, c color.Color) {
	box := image.Rect(int(p.x-p.size)-1, int(p.y-p.size)-1, int(p.x+p.size)+2, int(p.y+p.size)+2)
	pen := vector.NewRasterizer(box.Dx(), box.Dy())
	circle(pen, p.x-float64(box.Min.X), p.y-float64(box.Min.Y), p.size)
	pen.Draw(img, box, image.NewUniform(c), image.Point{})
}

// ring draws a ring around a unit.
func ring(img *image.RGBA, p place, c color.Color) {
	for i := range 90 {
		angle := float64(i) * math.Pi / 45
		disk(img, place{x: p.x + math.Cos(angle)*(p.size+2), y: p.y + math.Sin(angle)*(p.size+2), size: 1.2}, c)
	}
}

// circle adds a circle to a path.
func circle(pen *vector.Rasterizer, x, y, r float64) {
	const corners = 40
	for i := range corners {
		angle := 2 * math.Pi * float64(i) / corners
		px, py := float32(x+r*math.Cos(angle)), float32(y+r*math.Sin(angle))
		if i == 0 {
			pen.MoveTo(px, py)
		} else {
			pen.LineTo(px, py)
		}
	}
	pen.ClosePath()
}

// mixed is the colour a share of the way from one to the other.
func mixed(from, to color.Color, share float64) color.Color {
	share = min(max(share, 0), 1)
	r0, g0, b0, _ := from.RGBA()
	r1, g1, b1, _ := to.RGBA()
	between := func(a, b uint32) uint8 { return uint8((float64(a)*(1-share) + float64(b)*share) / 257) }
	return color.RGBA{between(r0, r1), between(g0, g1), between(b0, b1), 255}
}
