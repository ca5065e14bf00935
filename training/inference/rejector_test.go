package inference

import (
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// constant is a network that gives every input the same label.
func constant(t *testing.T, label int) *network.Network {
	t.Helper()
	net := network.New(network.Spec{
		Sizes: []int{dataset.Pixels, 10}, Hidden: network.ReLU, Output: network.Softmax, Cost: network.LogLikelihood, Encoding: network.OneHot,
	})
	net.Layers()[0].B[label] = 100
	return net
}

// rejector is one of networks that give every image the same label.
func rejector(t *testing.T, labels ...int) *Rejector {
	t.Helper()
	var nets [2]*network.Network
	for i, label := range labels {
		nets[i] = constant(t, label)
	}
	r, err := NewRejector(nets[0], nets[1])
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stroke goes downwards from row 4 for so many pixels.
func stroke(pixels int) network.Input {
	image := make([]byte, dataset.Pixels)
	for row := range pixels {
		image[(4+row)*dataset.Side+14] = 255
	}
	return network.NewInput(image)
}

func TestRejector(t *testing.T) {
	line := stroke(20)
	sure, unsure := rejector(t, Digit, Digit), rejector(t, NotDigit, NotDigit)
	for _, c := range []struct {
		name      string
		d         *Rejector
		x         network.Input
		digit     int
		top       float64
		doubt     float64
		uncertain bool
	}{
		{"a digit and a strong answer", sure, line, 0, 0.99, 0, false},
		{"a digit and a weak answer", sure, line, 0, 0.3, 0, true},
		{"no digit, but a strong answer", unsure, line, 0, 0.99, 1, true},
		{"an empty pad", sure, nil, 0, 0.99, 0, true},
		{"a dot and a strong answer", sure, stroke(3), 0, 0.99, 0, true},
		{"just too little for a digit", sure, stroke(minExtent - 1), 0, 0.99, 0, true},
		{"just enough for one", sure, stroke(minExtent), 0, 0.99, 0, false},
		{"a digit and an answer just strong enough", sure, line, 0, minConfidence, 0, false},
		{"what looks like another digit", sure, line, 3, 0.99, otherDigit, true},
		{"a 4, which has the label of the 9", rejector(t, LabelOf[4]), line, 9, 0.99, 0, false},
		{"a 1, which has the last label", rejector(t, LabelOf[1]), line, 1, 0.99, 0, false},
		{"a digit by its pixels, and none by its directions", rejector(t, Digit, NotDigit), line, 0, 0.99, 0.5, true},
		{"a digit by its directions, and none by its pixels", rejector(t, NotDigit, Digit), line, 0, 0.99, 0.5, true},
	} {
		if doubt, uncertain := c.d.Judge(c.x, c.digit, c.top); math.Abs(doubt-c.doubt) > 1e-6 || uncertain != c.uncertain {
			t.Errorf("%s: doubt %g, uncertain %t", c.name, doubt, uncertain)
		}
	}
	if sure.Score(line) > 0.01 || unsure.Score(line) < 0.99 || math.Abs(rejector(t, Digit, NotDigit).Score(line)-0.5) > 1e-6 {
		t.Errorf("scores are %g and %g", sure.Score(line), unsure.Score(line))
	}
}

// A drawing is read as its image, and the answer is a guess where ink is left out of that.
func TestReadDrawing(t *testing.T) {
	line := func(from, to float64) ink.Stroke {
		return ink.Stroke{Points: []ink.Point{{X: 0.5, Y: from}, {X: 0.5, Y: to}}, Width: ink.Brush}
	}
	r := NewReader(constant(t, 1), calibration.None, rejector(t, LabelOf[1], LabelOf[1]))
	one, exclamation := ink.Drawing{line(0.2, 0.7)}, ink.Drawing{line(0.2, 0.7), line(0.85, 0.86)}
	if a := r.ReadDrawing(one); a.Digit != 1 || !a.Sure {
		t.Errorf("a 1 is read as %d, sure %t", a.Digit, a.Sure)
	}
	if a := r.ReadDrawing(exclamation); a.Digit != 1 || a.Sure {
		t.Errorf("an exclamation mark is read as %d, sure %t", a.Digit, a.Sure)
	}
	if a := NewReader(constant(t, 1), calibration.None, nil).ReadDrawing(nil); a.Sure {
		t.Error("an empty drawing gets a sure answer")
	}
}

// The doubt is the mean over the image and over the same a pixel to each side, without what
// would leave it.
func TestDoubtIsTheMeanOverShifts(t *testing.T) {
	net := constant(t, NotDigit)
	layer := net.Layers()[0]
	at := func(row, col int) network.Input {
		image := make([]byte, dataset.Pixels)
		image[row*dataset.Side+col] = 255
		return network.NewInput(image)
	}
	layer.W[(5*dataset.Side+7)*layer.Stride+Digit] = 200 // ink in row 5, column 7, makes it a 0
	r, err := NewRejector(net, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		row, col int
		doubt    float64
	}{{5, 7, 0.8}, {4, 7, 0.8}, {6, 7, 0.8}, {5, 6, 0.8}, {5, 8, 0.8}, {4, 6, 1}, {5, 9, 1}, {3, 7, 1}, {0, 0, 1}, {27, 27, 1}} {
		if got := r.Doubt(at(c.row, c.col), 0); math.Abs(got-c.doubt) > 1e-6 {
			t.Errorf("ink in row %d, column %d: doubt %g, want %g", c.row, c.col, got, c.doubt)
		}
		alone := 1.0
		if c.row == 5 && c.col == 7 {
			alone = 0
		}
		if got := r.RoughDoubt(at(c.row, c.col), 0); math.Abs(got-alone) > 1e-6 {
			t.Errorf("ink in row %d, column %d: doubt of the image alone %g, want %g", c.row, c.col, got, alone)
		}
	}
	for _, c := range []struct {
		row, col, inside int
	}{{0, 0, 2}, {0, 14, 3}, {27, 27, 2}, {14, 0, 3}, {14, 27, 3}, {1, 1, 4}} {
		inside := -1 // not the image itself
		for _, x := range shifted(at(c.row, c.col)) {
			for range x.Pixels() {
				inside++
			}
		}
		if inside != c.inside {
			t.Errorf("ink in row %d, column %d is left in %d of four shifts, want %d", c.row, c.col, inside, c.inside)
		}
	}
}

func TestRejectorRefusesOtherNetworks(t *testing.T) {
	s := training.DefaultSettings()
	s.Encoding = network.Ordinal.Name()
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	one := network.New(spec)
	if _, err := NewRejector(one, nil); err == nil {
		t.Error("a network with one output is accepted")
	}
	if _, err := NewRejector(constant(t, Digit), one); err == nil {
		t.Error("a network of directions with one output is accepted")
	}
}

// No digit has the label of drawings that are none, and only 4 and 9 share one.
func TestLabelOf(t *testing.T) {
	digits := map[int][]int{}
	for digit, label := range LabelOf {
		digits[label] = append(digits[label], digit)
	}
	if len(digits[NotDigit]) > 0 || len(digits) != network.Labels-1 || !slices.Equal(digits[LabelOf[4]], []int{4, 9}) {
		t.Errorf("the labels are of the digits %v", digits)
	}
}
