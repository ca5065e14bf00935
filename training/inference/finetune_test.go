package inference

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/toy"
)

// misread is a network trained on stripes, and an image that it misclassifies, with its
// label.
func misread(t *testing.T) (*network.Network, *dataset.Dataset, network.Input, uint8) {
	t.Helper()
	data := toy.Data(t, "stripes", 600, 1)
	s := training.DefaultSettings()
	s.Epochs = 3
	trainer, err := training.NewTrainer(s, data, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	net := trainer.Network()
	image := make([]byte, dataset.Pixels)
	for i := range image {
		if i%7 < 3 && i > 200 && i < 600 {
			image[i] = 255
		}
	}
	x := network.NewInput(image)
	label := uint8((net.Predict(net.NewPass(), x) + 5) % network.Labels)
	return net, data, x, label
}

func TestFineTune(t *testing.T) {
	net, _, x, label := misread(t)
	before := slices.Clone(net.Parameters())
	tuned, steps, err := NewFineTuner(net).FineTune(context.Background(), net, x, label)
	if err != nil {
		t.Fatal(err)
	}
	if got := tuned.Predict(tuned.NewPass(), x); got != int(label) {
		t.Errorf("after %d steps the network reads %d, it was corrected to %d", steps, got, label)
	}
	if steps == 0 {
		t.Error("it knew already")
	}
	if !slices.Equal(net.Parameters(), before) {
		t.Error("the network that was to be left alone has changed")
	}
	if _, again, _ := NewFineTuner(net).FineTune(context.Background(), tuned, x, label); again != 0 && again == NewFineTuner(net).MaxSteps {
		t.Errorf("what is known is corrected again, in %d steps", again)
	}
}

// Rehearsal prevents forgetting: many wrong labels in a row harm the network without it,
// and hardly with it.
func TestRehearsalForgetsLess(t *testing.T) {
	net, data, _, _ := misread(t)
	lessons := FineTuner{Share: 0.05, MaxStep: 0.05, MaxSteps: 3000, Rate: 0.1}
	afterLessons := func(mixIn *dataset.Dataset) float64 {
		tuner, tuned := lessons, net
		tuner.Rehearsal = mixIn
		for i := range 8 {
			x, wrong := data.Input(i), uint8((data.Label(i)+5)%network.Labels)
			var err error
			if tuned, _, err = tuner.FineTune(context.Background(), tuned, x, wrong); err != nil {
				t.Fatal(err)
			}
			if got := tuned.Predict(tuned.NewPass(), x); got != int(wrong) {
				t.Fatalf("lesson %d is not learned: %d is read, %d was meant", i, got, wrong)
			}
		}
		return accuracyOn(t, tuned, data)
	}
	before, alone, mixed := accuracyOn(t, net, data), afterLessons(nil), afterLessons(data)
	t.Logf("before %.3f, alone %.3f, mixed %.3f", before, alone, mixed)
	if lost, kept := before-alone, before-mixed; lost < 0.05 || kept > lost/2 {
		t.Errorf("of %.1f %% alone %.1f points are forgotten, and with other examples %.1f", 100*before, 100*lost, 100*kept)
	}
}

func accuracyOn(t *testing.T, net *network.Network, data *dataset.Dataset) float64 {
	t.Helper()
	e, err := evaluate.Network(context.Background(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	return e.Accuracy
}

// A network whose outputs are saturated on the wrong side, where the gradient almost
// vanishes, learns nevertheless.
func TestFineTuneASaturatedNetwork(t *testing.T) {
	net, _, x, label := misread(t)
	stuck := net.Clone()
	layers := stuck.Layers()
	last := layers[len(layers)-1]
	for k := range last.B[:network.Labels] {
		last.B[k] = 12 // σ(12) = 1 − 6·10⁻⁶
	}
	last.B[label] = -12
	tuned, steps, err := NewFineTuner(stuck).FineTune(context.Background(), stuck, x, label)
	if err != nil {
		t.Fatal(err)
	}
	if got := tuned.Predict(tuned.NewPass(), x); got != int(label) {
		t.Errorf("after %d steps it reads %d, it was corrected to %d", steps, got, label)
	}
}

// Earlier corrections are kept while later ones are learned.
func TestEarlierCorrectionsAreKept(t *testing.T) {
	net, data, _, _ := misread(t)
	images, labels := make([]byte, 0, 6*dataset.Pixels), []byte{}
	for i := range 6 {
		var image [dataset.Pixels]byte
		data.Input(i).Unpack(image[:])
		images = append(images, image[:]...)
		labels = append(labels, byte((data.Label(i)+5)%network.Labels))
	}
	lessons, err := dataset.New("lessons", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	read := func(keep bool) int {
		tuned := net
		for i := range lessons.Len() {
			tuner := NewFineTuner(net)
			tuner.Rehearsal = data
			if keep && i > 0 {
				tuner.Corrected = lessons.Slice(0, i)
			}
			if tuned, _, err = tuner.FineTune(context.Background(), tuned, lessons.Input(i), uint8(lessons.Label(i))); err != nil {
				t.Fatal(err)
			}
		}
		e, err := evaluate.Network(context.Background(), tuned, lessons)
		if err != nil {
			t.Fatal(err)
		}
		return e.Confusion.Correct()
	}
	with, without := read(true), read(false)
	if with <= without {
		t.Errorf("of %d lessons %d are kept, and %d if no one sees to it", lessons.Len(), with, without)
	}
}

func TestFineTuneStops(t *testing.T) {
	net, _, x, label := misread(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := NewFineTuner(net).FineTune(ctx, net, x, label); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A step lowers the cost by its share, to first order (4), or has the maximal length (6).
func TestStep(t *testing.T) {
	net, _, x, label := misread(t)
	step := func(share, length float64) (part, moved float64) {
		s := newFineTuning(net)
		spec := net.Spec()
		y := make([]float32, spec.Encoding.Outputs())
		spec.Encoding.Target(y, int(label))
		before := float64(spec.Cost.Of(net.Forward(net.NewPass(), x), y))
		s.step(x, label, share, length)
		after := float64(spec.Cost.Of(s.net.Forward(s.pass, x), y))
		for i, v := range s.net.Parameters() {
			d := float64(v) - float64(net.Parameters()[i])
			moved += d * d
		}
		return (before - after) / before, math.Sqrt(moved)
	}
	for _, share := range []float64{0.001, 0.01} {
		if part, _ := step(share, 100); math.Abs(part/share-1) > 0.2 {
			t.Errorf("a step takes %g of the cost off, want %g", part, share)
		}
	}
	if _, moved := step(1, 0.001); math.Abs(moved/0.001-1) > 0.01 {
		t.Errorf("a step is %g long, want 0.001", moved)
	}
}

// Quadratic costs behind sigmoids have the smaller gradients, and get the larger
// rate.
func TestNewFineTuner(t *testing.T) {
	rate := func(output network.Activation, cost network.Cost) float64 {
		spec, err := training.DefaultSettings().Spec()
		if err != nil {
			t.Fatal(err)
		}
		spec.Output, spec.Cost = output, cost
		return NewFineTuner(network.New(spec)).Rate
	}
	small, large := rate(network.Softmax, network.LogLikelihood), rate(network.Sigmoid, network.Quadratic)
	if small >= large || rate(network.Sigmoid, network.CrossEntropy) != small || rate(network.Softmax, network.Quadratic) != small {
		t.Errorf("rates %g and %g", small, large)
	}
}
