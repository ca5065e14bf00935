package main

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
	"digitpad/training/mnist"
	"digitpad/training/preprocess"
)

// judges is the folder with the data that judge the shipped network.
func judges(t *testing.T) string {
	t.Helper()
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		t.Skip("DIGITPAD_DATA does not name the folder with MNIST and the pen strokes")
	}
	return data
}

// Of MNIST's test images the network misreads fewer than 1 in 125.
func TestShippedNetworkReadsMNIST(t *testing.T) {
	_, test, err := mnist.Load(filepath.Join(judges(t), "mnist"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluate.Network(t.Context(), shipped(t, assets.Shipped), test)
	if err != nil {
		t.Fatal(err)
	}
	if e.Accuracy < 0.992 {
		t.Errorf("the network reads %.2f %%", 100*e.Accuracy)
	}
}

// However a digit is drawn, by people from whom the network did not learn, it reads
// it about as well.
func TestShippedNetworkReadsHoweverItIsDrawn(t *testing.T) {
	if testing.Short() {
		t.Skip("draws and reads 1,400 digits seven times")
	}
	file := filepath.Join(judges(t), "pen", "pendigits-train.jsonl.gz")
	net := shipped(t, assets.Shipped)
	read := func(change func(s *strokes)) float64 {
		s := strokes{Strokes: file, Brush: ink.Brush, Size: 1}
		for n := 25; n <= 30; n++ {
			s.Writers = append(s.Writers, fmt.Sprintf("train-%d", n))
		}
		change(&s)
		digits, err := s.load()
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluate.Network(t.Context(), net, digits)
		if err != nil {
			t.Fatal(err)
		}
		return 100 * e.Accuracy
	}
	asDrawn := read(func(*strokes) {})
	if asDrawn < 98.5 {
		t.Errorf("the network reads %.2f %%", asDrawn)
	}
	for _, c := range []struct {
		name   string
		within float64 // points
		change func(s *strokes)
	}{
		{"brush of 2 %", 1, func(s *strokes) { s.Brush = 0.02 }},
		{"brush of 6 %", 1, func(s *strokes) { s.Brush = 0.06 }},
		{"brush of 10 %", 1, func(s *strokes) { s.Brush = 0.10 }},
		{"at 30 % in a corner", 0.5, func(s *strokes) { s.Size, s.Right, s.Down = 0.3, -0.33, -0.33 }},
		{"15° clockwise", 2.5, func(s *strokes) { s.Rotation = 15 }},
		{"15° counter-clockwise", 2.5, func(s *strokes) { s.Rotation = -15 }},
	} {
		got := read(c.change)
		if got < asDrawn-c.within || got > asDrawn+c.within {
			t.Errorf("%s the network reads %.2f %%, as drawn %.2f %%", c.name, got, asDrawn)
		}
		t.Logf("%s: %.2f %%, as drawn %.2f %%", c.name, got, asDrawn)
	}
}

// An MNIST digit that lies on the pad, at any size and place, gets the answer that
// it gets as it is.
func TestShippedNetworkReadsMNISTOnThePad(t *testing.T) {
	_, test, err := mnist.Load(filepath.Join(judges(t), "mnist"))
	if err != nil {
		t.Fatal(err)
	}
	net := shipped(t, assets.Shipped)
	pass := net.NewPass()
	every, slack := 4, 0 // a quarter of them, since each takes milliseconds
	if testing.Short() {
		every, slack = 400, 1
	}
	const pad = 140 // pixels; the smallest digits are of 42
	for _, c := range []struct {
		size  float64 // of the pad
		place image.Point
	}{
		{1, image.Pt(0, 0)},
		{0.8, image.Pt(20, 5)},
		{0.5, image.Pt(69, 69)},
		{0.3, image.Pt(1, 1)},
	} {
		side := int(c.size * pad)
		read, changed, rightAsItIs, rightOnThePad := 0, 0, 0, 0
		for i := 0; i < test.Len(); i += every {
			read++
			digit := image.NewGray(image.Rect(0, 0, ink.Side, ink.Side))
			test.Input(i).Unpack(digit.Pix)
			page := image.NewGray(image.Rect(0, 0, pad, pad))
			draw.BiLinear.Scale(page, image.Rectangle{c.place, c.place.Add(image.Pt(side, side))}, digit, digit.Bounds(), draw.Src, nil)
			m := preprocess.Picture(page)
			asItIs, onThePad := net.Predict(pass, test.Input(i)), net.Predict(pass, network.NewInput(m[:]))
			if onThePad != asItIs {
				changed++
			}
			if asItIs == test.Label(i) {
				rightAsItIs++
			}
			if onThePad == test.Label(i) {
				rightOnThePad++
			}
		}
		lost := 100 * float64(rightAsItIs-rightOnThePad) / float64(read)
		report := fmt.Sprintf("at %.0f %% of the pad %d of %d answers change, and %.2f points are lost", 100*c.size, changed, read, lost)
		if (changed-slack)*100 > read || lost > 0.3 && lost*float64(read) > 100*float64(slack) {
			t.Error(report)
		}
		t.Log(report)
	}
}
