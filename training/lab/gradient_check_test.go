package lab

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// The disagreement is relative to the gradient's length, where it has one.
func TestLayerCheck(t *testing.T) {
	l := &layerCheck{backprop: []float64{3, 4}, finite: [][]float64{{6, 8}, {3, 4.5}, {3, 3.5}}}
	for i, want := range []float64{1, 0.1, 0.1} {
		if got := l.error(i); !near(got, want) {
			t.Errorf("%v beside %v: an error of %g, want %g", l.finite[i], l.backprop, got, want)
		}
	}
	if best := l.best(); best != 1 {
		t.Errorf("the best step is %d, want the first of the best, 1", best)
	}
	l.backprop = []float64{0, 0}
	if got := l.error(0); got != 10 {
		t.Errorf("beside no gradient: an error of %g, want 10", got)
	}
}

// Of a layer every parameter that the input can influence may be chosen, and none
// twice: from a blank pixel no weight.
func TestParametersByLayer(t *testing.T) {
	s := training.DefaultSettings()
	s.Hidden = []int{2}
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net := network.New(spec)
	image := make([]byte, dataset.Pixels)
	image[100], image[300] = 255, 1
	all := parametersByLayer(net, network.NewInput(image), 1000, rand.New(rand.NewPCG(1, 1)))
	for l, rows := range [][]int{{100, 300, 784}, {0, 1, 2}} {
		layer := net.Layers()[l]
		var want []int
		for _, row := range rows {
			for k := range layer.Out {
				want = append(want, l*785*net.Layers()[0].Stride+row*layer.Stride+k)
			}
		}
		if got := slices.Sorted(slices.Values(all[l])); !reflect.DeepEqual(got, want) {
			t.Errorf("layer %d: places %v, want %v", l, got, want)
		}
	}
	some := parametersByLayer(net, network.NewInput(image), 5, rand.New(rand.NewPCG(1, 1)))
	if len(some[0]) != 5 || len(some[1]) != 5 || slices.IsSorted(some[1]) {
		t.Errorf("places %v, want five of each layer at random", some)
	}
}

func TestLayerName(t *testing.T) {
	for layers, want := range map[int]string{
		1: "[output layer]", 2: "[hidden layer output layer]", 3: "[hidden layer 1 hidden layer 2 output layer]",
	} {
		var names []string
		for l := range layers {
			names = append(names, layerName(l, layers).String())
		}
		if got := fmt.Sprint(names); got != want {
			t.Errorf("%d layers are %s, want %s", layers, got, want)
		}
	}
}

// Backpropagation agrees with finite differences in every layer, for a network
// that the experiment trains and for the user's, on his own digit.
func TestGradientCheckRun(t *testing.T) {
	data := toys(t)
	trainer, err := training.NewTrainer(training.DefaultSettings(), data.Train, data.Test)
	if err != nil {
		t.Fatal(err)
	}
	given := data
	given.Network = trainer.Network()
	given.Example = &Example{data.Pen.Input(4), data.Pen.Label(4)}
	for _, test := range []struct {
		name  string
		data  Data
		image string
		want  string // the table's title
	}{
		{"the first test image", data, "0", "A network 784-5-10 and an image of a 0"},
		{"the last test image", data, "1000", "A network 784-5-10 and an image of a 9"},
		{"his own", given, "0", "A network 784-15-10 and an image of a 4"},
	} {
		values := gradientCheck.smallValues()
		values["image"], values["epochs"] = test.image, "0"
		result, err := gradientCheck.Run(t.Context(), test.data, values, nil)
		if err != nil {
			t.Fatal(err)
		}
		table := result.Tables[0]
		if result.Verdict.Outcome != Holds || table.Title.String() != test.want || len(table.Rows) != 2 {
			t.Errorf("%s: %s (%d layers): the claim %s: %s", test.name, table.Title, len(table.Rows), result.Verdict.Outcome, result.Verdict.Text)
		}
		for l, row := range table.Rows {
			if fmt.Sprint(row[0]) != layerName(l, 2).String() || row[1] != 20 || row[2].(float64) <= 0 {
				t.Errorf("%s: %v", test.name, row)
			}
		}
	}
}

// The line on which both ways agree spans the derivatives of all layers and 0.
func TestGradientCheckCharts(t *testing.T) {
	layers := []*layerCheck{
		{name: message.New("hidden layer"), backprop: []float64{3, 4}, step: []float64{0.1, 1}, finite: [][]float64{{3, 4.5}, {6, 8}}},
		{name: message.New("output layer"), backprop: []float64{-2, 1}, step: []float64{0.1, 1}, finite: [][]float64{{9, 9}, {-2, 2}}},
	}
	charts := gradientCheckCharts(layers)
	both := charts[1].Series
	if want := (Series{Name: message.New("equal"), Look: Reference, X: []float64{-2, 4}, Y: []float64{-2, 4}}); !reflect.DeepEqual(both[2], want) {
		t.Errorf("%+v, want %+v", both[2], want)
	}
	if !reflect.DeepEqual(both[0].Y, []float64{3, 4.5}) || !reflect.DeepEqual(both[1].Y, []float64{-2, 2}) {
		t.Errorf("%v and %v, want those of the best steps", both[0].Y, both[1].Y)
	}
	if errors := charts[0].Series[0]; !reflect.DeepEqual(errors.X, []float64{0.1, 1}) || !near(errors.Y[0], 0.1) || !near(errors.Y[1], 1) {
		t.Errorf("errors %+v", errors)
	}
}

// One percent apart is let pass.
func TestGradientCheckVerdict(t *testing.T) {
	v := gradientCheckVerdict([]*layerCheck{{name: message.New("hidden layer"), backprop: []float64{100}, step: []float64{0.1}, finite: [][]float64{{101}}}})
	if v.Outcome != Holds {
		t.Errorf("the claim %s", v.Outcome)
	}
	wants(t, v, "In the hidden layer the two ways differ by 0.01 of the gradient's length with h = 0.1.")
}
