package diagram

import (
	"image"
	"image/color"
	"math"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
)

var style = Style{
	Background: color.RGBA{255, 255, 255, 255},
	Text:       color.RGBA{40, 40, 40, 255},
	Outline:    color.RGBA{160, 160, 160, 255},
	Positive:   color.RGBA{0, 0, 255, 255},
	Negative:   color.RGBA{255, 0, 0, 255},
}

// drawn is a network of these hidden layers, an input, and its diagram.
func drawn(t *testing.T, w, h int, hidden ...int) (*Diagram, *network.Network, *network.Pass, network.Input) {
	t.Helper()
	spec := network.PostSpec()
	spec.Sizes = append(append([]int{dataset.Pixels}, hidden...), 10)
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	ink := make([]byte, dataset.Pixels)
	for row := 4; row < 24; row++ {
		ink[row*dataset.Side+14] = 255
	}
	input, pass := network.NewInput(ink), net.NewPass()
	net.Forward(pass, input)
	var activations [][]float32
	for l := range net.Layers() {
		activations = append(activations, pass.Activations(l))
	}
	return New(spec, activations, w, h), net, pass, input
}

// Every unit of the post's network is found where it stands, apart from the others and
// inside the picture; of a wide layer those with the largest activations are.
func TestUnits(t *testing.T) {
	for _, size := range []image.Point{{400, 300}, {700, 500}, {300, 700}} {
		d, _, _, _ := drawn(t, size.X, size.Y, 15)
		for l, units := range []int{15, 10} {
			if len(d.units[l]) != units {
				t.Fatalf("layer %d: %d units drawn", l, len(d.units[l]))
			}
			for i, p := range d.units[l] {
				if unit, ok := d.At(p.x, p.y); !ok || unit != (Unit{l, p.k}) {
					t.Errorf("%v: at unit %d of layer %d stands %v %v", size, p.k, l, unit, ok)
				}
				if p.x-p.size < float64(d.input.Max.X) || p.x+p.size > float64(size.X) || p.y-p.size < 0 || p.y+p.size > float64(size.Y) {
					t.Errorf("%v: unit %d of layer %d stands at %g, %g", size, p.k, l, p.x, p.y)
				}
				if i > 0 && p.y-d.units[l][i-1].y < 2*p.size {
					t.Errorf("%v: units %d and %d of layer %d overlap", size, i-1, i, l)
				}
			}
		}
		if _, ok := d.At(1, 1); ok {
			t.Error("a unit stands in the corner")
		}
	}
	d, _, pass, _ := drawn(t, 700, 500, 100, 20)
	if len(d.units[0]) != MostUnits || len(d.units[1]) != 20 {
		t.Fatalf("%d and %d units drawn", len(d.units[0]), len(d.units[1]))
	}
	least, left := float32(1), map[int]bool{}
	for k := range 100 {
		left[k] = true
	}
	for _, p := range d.units[0] {
		least = min(least, pass.Activations(0)[p.k])
		delete(left, p.k)
	}
	for k := range left {
		if pass.Activations(0)[k] > least {
			t.Errorf("unit %d is left out", k)
		}
	}
}

// The picture shows the ink, the activations as colour, and connections.
func TestImage(t *testing.T) {
	d, net, pass, input := drawn(t, 600, 400, 15)
	img := d.Image(net, pass, input, nil, style)
	cell := d.input.Dx() / dataset.Side
	if got := img.RGBAAt(d.input.Min.X+14*cell+cell/2, d.input.Min.Y+5*cell+cell/2); got != style.Text {
		// a line may cross it; then the next one is free
		if got := img.RGBAAt(d.input.Min.X+14*cell, d.input.Min.Y+5*cell); got != style.Text {
			t.Errorf("the ink is drawn in %v", got)
		}
	}
	for l := range net.Layers() {
		for _, p := range d.units[l] {
			a := float64(pass.Activations(l)[p.k])
			got := img.RGBAAt(int(p.x), int(p.y))
			if want := 255 * (1 - a); math.Abs(float64(got.R)-want) > 4 || got.B != 255 {
				t.Errorf("unit %d of layer %d with activation %.2f is drawn in %v", p.k, l, a, got)
			}
		}
	}
	count := func(img *image.RGBA) (blue, red int) {
		for y := range 400 {
			for x := d.input.Max.X + 2; x < 600; x++ {
				switch c := img.RGBAAt(x, y); {
				case int(c.B) > int(c.R)+30:
					blue++
				case int(c.R) > int(c.B)+30:
					red++
				}
			}
		}
		return blue, red
	}
	blue, red := count(img)
	if blue < 500 || red < 500 {
		t.Errorf("%d pixels of positive and %d of negative connections", blue, red)
	}
	_, one := count(d.Image(net, pass, input, &Unit{0, 3}, style))
	if one >= red {
		t.Errorf("with one unit chosen %d pixels are red, with none %d", one, red)
	}
}

// A picture without room for anything is blank, and no reason to fail.
func TestSmall(t *testing.T) {
	for _, size := range []image.Point{{0, 0}, {20, 20}, {1, 500}} {
		d, net, pass, input := drawn(t, size.X, size.Y, 15)
		if got := d.Image(net, pass, input, nil, style).Rect.Max; got != size {
			t.Errorf("%v is drawn as %v", size, got)
		}
	}
}

func BenchmarkImage(b *testing.B) {
	spec := network.PostSpec()
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	pass := net.NewPass()
	input := network.NewInput(make([]byte, dataset.Pixels))
	net.Forward(pass, input)
	for b.Loop() {
		New(spec, [][]float32{pass.Activations(0), pass.Activations(1)}, 600, 400).Image(net, pass, input, nil, style)
	}
}
