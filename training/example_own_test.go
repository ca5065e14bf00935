package training_test

import (
	"context"
	"fmt"
	"log"
	"math"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// XOR is learned by two hidden units, of four examples with two inputs each. One output,
// 0 or 1, is the ordinal encoding of two labels.
func ExampleNewTrainer_xor() {
	const off, on = 0, 255
	xor := dataset.NewExamples("XOR", 2, 2,
		[]byte{off, off, off, on, on, off, on, on},
		[]byte{0, 1, 1, 0})

	settings := training.DefaultSettings()
	settings.Hidden, settings.Encoding = []int{2}, network.Ordinal.Name()
	settings.Batch, settings.Epochs, settings.Rate, settings.Seed = 4, 3000, 5, 2
	trainer, err := training.NewTrainer(settings, xor, xor)
	if err != nil {
		log.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
	}
	net := trainer.Network()
	fmt.Println("network", net.Spec().SizesString())
	for i, pair := range []string{"0 xor 0", "0 xor 1", "1 xor 0", "1 xor 1"} {
		fmt.Println(pair, "=", net.Predict(net.NewPass(), xor.Input(i)))
	}
	// Output:
	// network 2-2-1
	// 0 xor 0 = 0
	// 0 xor 1 = 1
	// 1 xor 0 = 1
	// 1 xor 1 = 0
}

// Measurements are scaled to bytes first: here the irises of Fisher (1936), the length and
// the width of sepal and petal in centimetres, ten of each kind.
func ExampleNewTrainer() {
	kinds := [][][4]float64{
		{{5.1, 3.5, 1.4, 0.2}, {4.9, 3.0, 1.4, 0.2}, {4.7, 3.2, 1.3, 0.2}, {4.6, 3.1, 1.5, 0.2}, {5.0, 3.6, 1.4, 0.2}, {5.4, 3.9, 1.7, 0.4}, {4.6, 3.4, 1.4, 0.3}, {5.0, 3.4, 1.5, 0.2}, {4.4, 2.9, 1.4, 0.2}, {4.9, 3.1, 1.5, 0.1}},
		{{7.0, 3.2, 4.7, 1.4}, {6.4, 3.2, 4.5, 1.5}, {6.9, 3.1, 4.9, 1.5}, {5.5, 2.3, 4.0, 1.3}, {6.5, 2.8, 4.6, 1.5}, {5.7, 2.8, 4.5, 1.3}, {6.3, 3.3, 4.7, 1.6}, {4.9, 2.4, 3.3, 1.0}, {6.6, 2.9, 4.6, 1.3}, {5.2, 2.7, 3.9, 1.4}},
		{{6.3, 3.3, 6.0, 2.5}, {5.8, 2.7, 5.1, 1.9}, {7.1, 3.0, 5.9, 2.1}, {6.3, 2.9, 5.6, 1.8}, {6.5, 3.0, 5.8, 2.2}, {7.6, 3.0, 6.6, 2.1}, {4.9, 2.5, 4.5, 1.7}, {7.3, 2.9, 6.3, 1.8}, {6.7, 2.5, 5.8, 1.8}, {7.2, 3.6, 6.1, 2.5}},
	}
	const longest = 8 // centimetres
	var train, test struct{ values, labels []byte }
	for kind, flowers := range kinds {
		for i, flower := range flowers {
			to := &train
			if i >= 7 {
				to = &test
			}
			for _, cm := range flower {
				to.values = append(to.values, byte(math.Round(255*cm/longest)))
			}
			to.labels = append(to.labels, byte(kind))
		}
	}
	settings := training.DefaultSettings()
	settings.Hidden, settings.Batch, settings.Epochs = []int{6}, 7, 200
	trainer, err := training.NewTrainer(settings,
		dataset.NewExamples("iris, training", 4, 3, train.values, train.labels),
		dataset.NewExamples("iris, test", 4, 3, test.values, test.labels))
	if err != nil {
		log.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
	}
	last := trainer.History()[len(trainer.History())-1]
	fmt.Printf("network %s reads %.0f %% of the test data right\n", trainer.Network().Spec().SizesString(), 100*last.Validation.Accuracy)
	// Output: network 4-6-3 reads 100 % of the test data right
}

// signs goes by the sign of each derivative alone (Riedmiller and Braun 1993, without
// the adapted step). It keeps no state.
type signs struct{}

func (signs) Name() string { return "signs" }

func (signs) States() int { return 0 }

func (signs) Update(w, g []float32, _ [][]float32, step optim.Step) {
	for i, d := range g {
		switch {
		case d > 0:
			w[i] -= step.Rate
		case d < 0:
			w[i] += step.Rate
		}
		g[i] = 0
	}
}

// An optimiser of one's own is handed to the Trainer.
func ExampleTrainer_UseOptimizer() {
	settings := training.DefaultSettings()
	settings.Epochs, settings.Rate = 2, 0.01
	trainer, err := training.NewTrainer(settings, stripes(1000), stripes(200))
	if err != nil {
		log.Fatal(err)
	}
	trainer.UseOptimizer(signs{})
	for event, err := range trainer.Events(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if event.Kind == training.EpochDone {
			fmt.Printf("epoch %d: %.0f %% right\n", event.Epoch.Number, 100*event.Epoch.Validation.Accuracy)
		}
	}
	// Output:
	// epoch 0: 10 % right
	// epoch 1: 100 % right
	// epoch 2: 100 % right
}
