package training_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"slices"

	"digitpad/training"
	"digitpad/training/dataset"
)

// A run is ranged over; what it yields are values.
func ExampleTrainer_Events() {
	train, test := stripes(1000), stripes(200)
	settings := training.DefaultSettings()
	settings.Epochs = 2
	trainer, err := training.NewTrainer(settings, train, test)
	if err != nil {
		log.Fatal(err)
	}
	for event, err := range trainer.Events(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if event.Kind == training.EpochDone {
			fmt.Printf("epoch %d after %d iterations: %.0f %% right\n",
				event.Epoch.Number, event.Epoch.Iterations, 100*event.Epoch.Validation.Accuracy)
		}
	}
	// Output:
	// epoch 0 after 0 iterations: 10 % right
	// epoch 1 after 100 iterations: 100 % right
	// epoch 2 after 200 iterations: 100 % right
}

// A run that is interrupted in the middle of an epoch goes on as if it had not
// been: to the same network, bit for bit.
func ExampleResume() {
	train, test := stripes(1000), stripes(200)
	settings := training.DefaultSettings()
	settings.Optimizer, settings.Rate = "adam", 0.01

	steps := func(t *training.Trainer, count int) {
		for range count {
			if err := t.Step(); err != nil {
				log.Fatal(err)
			}
		}
	}
	undisturbed, err := training.NewTrainer(settings, train, test)
	if err != nil {
		log.Fatal(err)
	}
	steps(undisturbed, 130)

	interrupted, err := training.NewTrainer(settings, train, test)
	if err != nil {
		log.Fatal(err)
	}
	steps(interrupted, 42)
	var file bytes.Buffer
	if err := interrupted.Checkpoint(&file); err != nil {
		log.Fatal(err)
	}
	resumed, err := training.Resume(&file, train, test)
	if err != nil {
		log.Fatal(err)
	}
	steps(resumed, 130-42)

	fmt.Println(slices.Equal(undisturbed.Network().Parameters(), resumed.Network().Parameters()))
	// Output: true
}

// A session trains on a goroutine of its own, and obeys between two
// mini-batches.
func ExampleSession() {
	train, test := stripes(1000), stripes(200)
	settings := training.DefaultSettings()
	settings.Epochs = 1000
	trainer, err := training.NewTrainer(settings, train, test)
	if err != nil {
		log.Fatal(err)
	}
	learned := make(chan training.Epoch, 1)
	session := training.NewSession(trainer, func(e training.Event) { // on that goroutine
		if e.Kind == training.EpochDone && e.Epoch.Validation.Accuracy == 1 {
			select {
			case learned <- *e.Epoch:
			default:
			}
		}
	})
	session.Run()
	epoch := <-learned
	session.Stop()
	session.Wait()
	fmt.Println("all right after epoch", epoch.Number)
	// Output: all right after epoch 1
}

// stripes are images of one row of ink, at the height that the label says.
func stripes(count int) *dataset.Dataset {
	images, labels := make([]byte, count*dataset.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(i % 10)
		row := images[i*dataset.Pixels+2*int(labels[i])*dataset.Side:]
		for x := range dataset.Side {
			row[x] = byte(200 + i%50)
		}
	}
	data, err := dataset.New("stripes", images, labels)
	if err != nil {
		log.Fatal(err)
	}
	return data
}
