package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"digitpad/assets"
	"digitpad/training"
	"digitpad/training/ink"
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

// However a digit is drawn, by people from whom the network did not learn, it reads
// it about as well.
func TestShippedNetworkReadsHoweverItIsDrawn(t *testing.T) {
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
		e, err := training.Evaluate(t.Context(), net, digits)
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
