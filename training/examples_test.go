package training

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// letters are examples of 26 labels and 30 inputs, of which the label's own is full.
func letters() *dataset.Dataset {
	const n, inputs, of = 260, 30, 26
	values, labels := make([]byte, n*inputs), make([]byte, n)
	for i := range labels {
		labels[i] = byte(i % of)
		values[i*inputs+i%of] = byte(255 - i/of)
	}
	return dataset.NewExamples("letters", inputs, of, values, labels)
}

// More labels than ten digits are learned with every encoding, counted in the accuracy,
// and resumed.
func TestMoreLabels(t *testing.T) {
	data := letters()
	for _, encoding := range network.Encodings.Names() {
		s := DefaultSettings()
		s.Hidden, s.Encoding, s.Epochs, s.Batch = nil, encoding, 60, 1
		trainer, err := NewTrainer(s, data, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range trainer.Events(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
		}
		last := trainer.History()[s.Epochs]
		if encoding != network.Ordinal.Name() && last.Validation.Accuracy < 0.99 || last.Validation.Accuracy < 0.3 {
			t.Errorf("%s: accuracy %.2f", encoding, last.Validation.Accuracy)
		}
		var file bytes.Buffer
		if err := trainer.Checkpoint(&file); err != nil {
			t.Fatal(err)
		}
		resumed, err := Resume(&file, data, data)
		if err != nil {
			t.Fatal(err)
		}
		if got := resumed.Network().Spec(); got.Sizes[0] != 30 || got.Encoding.Labels() != 26 {
			t.Errorf("%s: resumed as %s", encoding, got.SizesString())
		}
	}
}

// What does not fit together is refused.
func TestExamplesRefuse(t *testing.T) {
	digits, other := toy.Data(t, "digits", 10, 1), letters()
	for what, f := range map[string]func(){
		"too few bytes":      func() { dataset.NewExamples("", 3, 2, make([]byte, 5), make([]byte, 2)) },
		"a label too large":  func() { dataset.NewExamples("", 1, 2, make([]byte, 2), []byte{0, 2}) },
		"no inputs":          func() { dataset.NewExamples("", 0, 2, nil, nil) },
		"one label":          func() { dataset.NewExamples("", 1, 1, nil, nil) },
		"test of other size": func() { NewTrainer(DefaultSettings(), digits, other) },
		"a mix":              func() { dataset.Mix("", dataset.Share{Data: digits, Weight: 1}, dataset.Share{Data: other, Weight: 1}) },
		"a concatenation":    func() { dataset.Concat("", digits, other) },
		"augmentation":       func() { other.Augmented(context.Background(), dataset.ModerateAugmentation(), 1, 1) },
	} {
		func() {
			defer func() {
				if message, _ := recover().(string); !strings.HasPrefix(message, "dataset: ") {
					t.Errorf("%s: %v", what, message)
				}
			}()
			f()
		}()
	}
	s := DefaultSettings()
	s.Augmentation = dataset.ModerateAugmentation()
	if _, err := NewTrainer(s, other, other); err == nil || !strings.Contains(err.Error(), "28×28") {
		t.Errorf("augmentation of letters: %v", err)
	}
}

// counter counts its updates and moves nothing.
type counter struct{ updates *int }

func (counter) Name() string { return "counter" }

func (counter) States() int { return 1 }

func (c counter) Update(_, g []float32, state [][]float32, step optim.Step) {
	*c.updates++
	clear(g)
	state[0][0] = float32(step.T)
}

// An optimiser of the caller's own trains until the settings name another, and is not
// saved under a wrong name.
func TestUseOptimizer(t *testing.T) {
	trainer := toyTrainer(t, nil)
	updates := 0
	trainer.UseOptimizer(counter{&updates})
	steps(t, trainer, 7)
	s := trainer.Settings()
	s.Rate = 1
	if err := trainer.Change(s); err != nil {
		t.Fatal(err)
	}
	steps(t, trainer, 3)
	if updates != 10 || trainer.state[0][0] != 10 {
		t.Errorf("%d updates, of state %g", updates, trainer.state[0][0])
	}
	if err := trainer.Checkpoint(new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), "counter") {
		t.Errorf("saved: %v", err)
	}
	s.Optimizer = optim.Adam.Name()
	if err := trainer.Change(s); err != nil {
		t.Fatal(err)
	}
	steps(t, trainer, 1)
	if updates != 10 {
		t.Error("the settings name another optimiser, and it does not train")
	}
	if err := trainer.Checkpoint(new(bytes.Buffer)); err != nil {
		t.Error(err)
	}
}
