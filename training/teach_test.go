package training

import (
	"context"
	"errors"
	"slices"
	"testing"

	"digitpad/network"
)

// misread is a network trained on stripes, and an image that it misreads, with
// the label that it is to have.
func misread(t *testing.T) (*network.Network, *Dataset, network.Input, uint8) {
	t.Helper()
	data := toyData(t, "stripes", 600, 1)
	s := Post()
	s.Epochs = 3
	trainer, err := NewTrainer(s, data, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	net := trainer.Network()
	image := make([]byte, Pixels)
	for i := range image {
		if i%7 < 3 && i > 200 && i < 600 {
			image[i] = 255
		}
	}
	x := network.NewInput(image)
	label := uint8((net.Predict(net.NewPass(), x) + 5) % network.Labels)
	return net, data, x, label
}

func TestTeach(t *testing.T) {
	net, _, x, label := misread(t)
	before := slices.Clone(net.Parameters())
	taught, steps, err := NewTeaching(net).Teach(context.Background(), net, x, label)
	if err != nil {
		t.Fatal(err)
	}
	if got := taught.Predict(taught.NewPass(), x); got != int(label) {
		t.Errorf("after %d steps the network reads %d, it was taught %d", steps, got, label)
	}
	if steps == 0 {
		t.Error("it knew already")
	}
	if !slices.Equal(net.Parameters(), before) {
		t.Error("the network that was to be left alone has changed")
	}
	if _, again, _ := NewTeaching(net).Teach(context.Background(), taught, x, label); again != 0 && again == NewTeaching(net).Steps {
		t.Errorf("what is known is taught again, in %d steps", again)
	}
}

// Other examples between the steps keep more of what the network knew.
func TestMixingInForgetsLess(t *testing.T) {
	net, data, x, label := misread(t)
	alone, mixed := NewTeaching(net), NewTeaching(net)
	alone.Rate, mixed.Rate = 3, 3 // so that there is something to forget
	mixed.MixIn = data
	accuracy := func(teaching Teaching) float64 {
		taught, _, err := teaching.Teach(context.Background(), net, x, label)
		if err != nil {
			t.Fatal(err)
		}
		e, err := Evaluate(context.Background(), taught, data)
		if err != nil {
			t.Fatal(err)
		}
		return e.Accuracy
	}
	a, m := accuracy(alone), accuracy(mixed)
	if m < a {
		t.Errorf("with other examples %.1f %% stay, without %.1f %%", 100*m, 100*a)
	}
}

func TestTeachStops(t *testing.T) {
	net, _, x, label := misread(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := NewTeaching(net).Teach(ctx, net, x, label); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
