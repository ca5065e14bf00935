package preprocess_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/synth"
)

// scenery is how a photograph comes out: the light at a place, from 0 to 1, where
// the paper and the pen have their usual shades, which it may change.
type scenery func(x, y float64, shade float64) float64

// sceneries are what photographs of a digit on paper suffer from.
var sceneries = map[string]scenery{
	"even light":  func(_, _, shade float64) float64 { return shade },
	"chalk board": func(_, _, shade float64) float64 { return 0.95 - 0.8*shade },
	"gradient":    func(x, y, shade float64) float64 { return shade * (1 - 0.35*x - 0.3*y) },
	"vignette": func(x, y, shade float64) float64 {
		return shade * (1 - 1.1*((x-0.5)*(x-0.5)+(y-0.5)*(y-0.5)))
	},
	"shadow of a hand": func(x, y, shade float64) float64 {
		return shade * (1 - 0.45/(1+math.Exp(-(x+0.6*y-0.9)/0.03)))
	},
	"border": func(x, y, shade float64) float64 {
		if min(x, y, 1-x, 1-y) < 0.03 {
			return 0.1
		}
		return shade
	},
	"frame": func(x, y, shade float64) float64 {
		if edge := min(x, y, 1-x, 1-y); edge > 0.05 && edge < 0.065 {
			return 0.15
		}
		return shade
	},
	"paper on a dark desk": func(x, y, shade float64) float64 {
		if onDesk(x, y) {
			return 0.2
		}
		return shade
	},
	"paper on a light desk": func(x, y, shade float64) float64 {
		if onDesk(x, y) {
			return 0.97
		}
		return shade
	},
}

// onDesk is the place beside a sheet that lies turned.
func onDesk(x, y float64) bool {
	u, v := 0.97*(x-0.5)+0.24*(y-0.5), -0.24*(x-0.5)+0.97*(y-0.5)
	return max(math.Abs(u), math.Abs(v)) > 0.47
}

// photographed is a drawing as a camera sees it: with noise, and through JPEG.
func photographed(t *testing.T, d ink.Drawing, look scenery, random *rand.Rand) image.Image {
	t.Helper()
	const side = 256
	paper := drawn(d, side)
	m := image.NewGray(paper.Rect)
	for i := range m.Pix {
		x, y := (float64(i%side)+0.5)/side, (float64(i/side)+0.5)/side
		shade := 0.15 + 0.65*float64(paper.Pix[i])/255
		m.Pix[i] = byte(255*min(1, max(0, look(x, y, shade)+0.015*random.NormFloat64())) + 0.5)
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: 75}); err != nil {
		t.Fatal(err)
	}
	decoded, err := preprocess.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

// TestPhotographsAreRead: whatever the light and whatever lies around the paper,
// the network reads photographs about as well as the strokes themselves.
func TestPhotographsAreRead(t *testing.T) {
	read := reader(t)
	for name, look := range sceneries {
		random := rand.New(rand.NewPCG(1, 2))
		n := 10
		if testing.Short() {
			n = 4
		}
		right, strokes := 0, 0
		for i := range n {
			d := synth.NewWriter(uint64(i)).Draw(i%10, 0)
			fitOn(d, 0.3+0.3*random.Float64(), 0.01+0.03*random.Float64())
			if read(d.Image()) == i%10 {
				strokes++
			}
			m := preprocess.Picture(photographed(t, d, look, random))
			if !m.Empty() && read(m) == i%10 {
				right++
			}
		}
		t.Logf("%s: %d of %d read, %d by their strokes", name, right, n, strokes)
		if right < strokes-1 {
			t.Errorf("%s: of %d photographs %d are read, of the strokes %d", name, n, right, strokes)
		}
	}
}

// reader reads images with the network that comes with digitpad.
func reader(t *testing.T) func(ink.Image) int {
	t.Helper()
	data, err := assets.Network(assets.Shipped)
	if err != nil {
		t.Skip("this build has no trained network")
	}
	model, err := codec.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	net := model.Network
	return func(m ink.Image) int { return net.Predict(net.NewPass(), network.NewInput(m[:])) }
}

// drawn is a picture of a drawing: black lines with round ends on white.
func drawn(d ink.Drawing, side int) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, side, side))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	scale := float64(side)
	at := func(v float64) int { return min(side, max(0, int(v*scale))) }
	for _, s := range d {
		reach := s.Width/2 + 2/scale
		for k, to := range s.Points {
			from := s.Points[max(0, k-1)]
			dx, dy := to.X-from.X, to.Y-from.Y
			length := dx*dx + dy*dy
			for row := at(min(from.Y, to.Y) - reach); row < at(max(from.Y, to.Y)+reach); row++ {
				for col := at(min(from.X, to.X) - reach); col < at(max(from.X, to.X)+reach); col++ {
					x, y := (float64(col)+0.5)/scale-from.X, (float64(row)+0.5)/scale-from.Y
					along := 0.0
					if length > 0 {
						along = min(1, max(0, (x*dx+y*dy)/length))
					}
					covered := min(1, max(0, (s.Width/2-math.Hypot(x-along*dx, y-along*dy))*scale+0.5))
					m.Pix[row*side+col] = min(m.Pix[row*side+col], byte(255*(1-covered)))
				}
			}
		}
	}
	return m
}

// fitOn brings a drawing into the middle, its longer side that share of the pad.
func fitOn(d ink.Drawing, size, width float64) {
	n, _ := d.Normalise()
	scale := size / max(n.Box.MaxX-n.Box.MinX, n.Box.MaxY-n.Box.MinY)
	x, y := (n.Box.MinX+n.Box.MaxX)/2, (n.Box.MinY+n.Box.MaxY)/2
	for i := range d {
		d[i].Width = width
		for j, p := range d[i].Points {
			d[i].Points[j] = ink.Point{X: 0.5 + scale*(p.X-x), Y: 0.5 + scale*(p.Y-y)}
		}
	}
}
