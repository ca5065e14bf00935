package evaluate

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/internal/toy"
)

// The neutral level leaves the accuracy as it is, the farthest spoils it, and the
// figures come out the same again.
func TestMeasureRobustness(t *testing.T) {
	net, data := toy.Network(t, 400)
	data = data.Slice(0, 150)
	last := 0.0
	curves, err := MeasureRobustness(context.Background(), net, data, func(share float64) {
		if share <= last || share > 1 {
			t.Errorf("progress goes from %g to %g", last, share)
		}
		last = share
	})
	if err != nil || last != 1 || len(curves) != len(Corruptions) {
		t.Fatalf("%d curves, progress %g, %v", len(curves), last, err)
	}
	plain, err := Network(context.Background(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range curves {
		for i, level := range c.Corruption.Levels {
			if level == c.Corruption.Neutral && c.Correct[i] != plain.Confusion.Correct() {
				t.Errorf("%s: undisturbed %d are read, evaluated %d", c.Corruption.Name, c.Correct[i], plain.Confusion.Correct())
			}
		}
	}
	again, err := MeasureRobustness(context.Background(), net, data, func(float64) {})
	if err != nil {
		t.Fatal(err)
	}
	for k := range curves {
		for i := range curves[k].Correct {
			if curves[k].Correct[i] != again[k].Correct[i] {
				t.Fatalf("%s, level %d: %d, then %d", curves[k].Corruption.Name, i, curves[k].Correct[i], again[k].Correct[i])
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := MeasureRobustness(ctx, net, data, func(float64) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Each corruption does to a bar of ink what its name says.
func TestCorruptions(t *testing.T) {
	var bar [dataset.Pixels]byte // upright, 3 wide and 12 high, in the middle
	for y := 8; y < 20; y++ {
		for x := 13; x <= 15; x++ {
			bar[y*dataset.Side+x] = 255
		}
	}
	box := func(image []byte) (width, height int) {
		x0, y0, x1, y1 := dataset.Side, dataset.Side, -1, -1
		for i, v := range image {
			if v >= 128 {
				x0, x1, y0, y1 = min(x0, i%dataset.Side), max(x1, i%dataset.Side), min(y0, i/dataset.Side), max(y1, i/dataset.Side)
			}
		}
		return x1 - x0 + 1, y1 - y0 + 1
	}
	ink := func(image []byte) (sum int) {
		for _, v := range image {
			sum += int(v)
		}
		return sum
	}
	do := func(name string, level float64) []byte {
		for _, d := range Corruptions {
			if d.Name == name {
				dst := make([]byte, dataset.Pixels)
				corrupt(d, dst, network.NewInput(bar[:]), level, rand.New(rand.NewPCG(1, 1)))
				return dst
			}
		}
		t.Fatalf("no corruption is called %s", name)
		return nil
	}
	for _, d := range Corruptions {
		if !bytes.Equal(do(d.Name, d.Neutral), bar[:]) {
			t.Errorf("%s at %g changes the image", d.Name, d.Neutral)
		}
	}
	if moved := do("shift", 3); bytes.Equal(moved, bar[:]) || ink(moved) < ink(bar[:])*95/100 {
		t.Error("a shift by 3 leaves the bar where it was, or loses ink")
	}
	if w, h := box(do("rotation", 60)); w < 9 || h > 11 {
		t.Errorf("turned by 60°, the bar is %d×%d", w, h)
	}
	if w, h := box(do("size", 0.5)); w > 2 || h < 5 || h > 7 {
		t.Errorf("half as large, the bar is %d×%d", w, h)
	}
	if w, h := box(do("stroke width", 4)); w != 7 || h != 16 {
		t.Errorf("4 pixels thicker, the bar is %d×%d", w, h)
	}
	if w, _ := box(do("stroke width", -2)); w != 1 {
		t.Errorf("2 pixels thinner, the bar is %d wide", w)
	}
	if noisy := do("noise", 0.5); ink(noisy) < 2*ink(bar[:]) {
		t.Error("noise leaves the blank pixels blank")
	}
}
