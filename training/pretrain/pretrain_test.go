package pretrain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// small stands for the real sources: synthetic digits of a few writers.
func small(t *testing.T) Sources {
	t.Helper()
	from, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return from
}

var sources = sync.OnceValues(func() (from Sources, err error) {
	set := func(seed uint64, n int) *dataset.Dataset {
		images, labels, failed := synth.WriteSample(context.Background(), seed, n, nil)
		d, refused := dataset.New("digits", images, labels)
		err = errors.Join(err, failed, refused)
		return d
	}
	for writer := range 30 {
		for digit := range 10 {
			from.Pens = append(from.Pens, ink.Sample{
				Label: digit, Writer: fmt.Sprintf("train-%d", writer+1),
				Drawing: synth.NewWriter(uint64(1000+writer)).Draw(digit, 0),
			})
		}
	}
	from.Train, from.Test = set(1, 1000), set(2, 300)
	return from, err
})

func TestRecipe(t *testing.T) {
	from := small(t)
	r := Classifier()
	r.Settings.Hidden = []int{32}
	r.Settings.Epochs = 4
	r.MNIST, r.Pens, r.Synthetic, r.Hasty = 1, 2, 900, 100
	train := func() *network.Network {
		trainer, err := r.Trainer(context.Background(), from)
		if err != nil {
			t.Fatal(err)
		}
		return finish(t, trainer)
	}
	net := train()
	if !slices.Equal(net.Parameters(), train().Parameters()) {
		t.Error("the recipe gives two different networks")
	}
	e, err := evaluate.Network(context.Background(), net, from.Test)
	if err != nil {
		t.Fatal(err)
	}
	if e.Accuracy < 0.7 {
		t.Errorf("after %d epochs the network reads %.0f %%", r.Settings.Epochs, 100*e.Accuracy)
	}
}

// What a recipe mixes has no digit of the writers who judge.
func TestJudgesTeachNothing(t *testing.T) {
	from := small(t)
	r := Recipe{MNIST: 2, Pens: 3, Synthetic: 100, Hasty: 40}
	mixed, err := r.mix(context.Background(), from)
	if err != nil {
		t.Fatal(err)
	}
	if want := 2*1000 + 3*24*10 + 100 + 40; mixed.Len() != want {
		t.Errorf("%d examples, want %d", mixed.Len(), want)
	}
	for n := range 40 {
		writer := fmt.Sprintf("train-%d", n)
		if IsTrainingWriter(writer) && IsHeldOutWriter(writer) {
			t.Errorf("%s teaches and judges", writer)
		}
	}
	for writer, taught := range map[string]bool{"train-1": true, "train-24": true, "train-25": false, "train-0": false, "test-1": false, "": false, "train-+3": false} {
		if IsTrainingWriter(writer) != taught {
			t.Errorf("Taught(%q) is %t", writer, !taught)
		}
	}
}

func TestRecipeStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	from := small(t)
	for name, prepare := range map[string]func(context.Context, Sources) (*training.Trainer, error){
		"shipped": Classifier().Trainer, "doubt": Rejector().RejectorTrainer, "directions": RejectorByDirections().RejectorTrainer,
	} {
		if trainer, err := prepare(ctx, from); trainer != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, %v", name, trainer, err)
		}
	}
}

// A pen stroke whose label is no digit is an error, and says so.
func TestRecipeRefusesWrongLabels(t *testing.T) {
	from := Sources{Pens: []ink.Sample{{Label: 11, Writer: "train-1", Drawing: synth.NewWriter(1).Draw(1, 0)}}}
	if _, err := Classifier().Trainer(context.Background(), from); err == nil || !strings.Contains(err.Error(), "11") {
		t.Errorf("a pen stroke with the label 11: %v", err)
	}
}

// finish trains to the end.
func finish(t *testing.T, trainer *training.Trainer) *network.Network {
	t.Helper()
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	return trainer.Network()
}

func TestDoubtKnowsScribbles(t *testing.T) {
	if testing.Short() {
		t.Skip("two networks are trained: seconds")
	}
	from := small(t)
	train := func(r Recipe) *network.Network {
		r.Settings.Hidden = []int{32}
		r.Settings.Epochs = 4
		r.Synthetic = 1000
		trainer, err := r.RejectorTrainer(context.Background(), from)
		if err != nil {
			t.Fatal(err)
		}
		return finish(t, trainer)
	}
	d, err := inference.NewRejector(train(Rejector()), train(RejectorByDirections()))
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i := range 200 {
		digit, nonsense := synth.NewWriter(1<<40+uint64(i)).Draw(i%10, 0).Image(), Negative(99, i).Image()
		if d.Score(network.NewInput(digit[:])) < 0.5 {
			right++
		}
		if d.Score(network.NewInput(nonsense[:])) > 0.5 {
			right++
		}
	}
	if right < 320 {
		t.Errorf("%d drawings of 400 are told apart", right)
	}
}
