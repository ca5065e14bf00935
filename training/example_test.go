package training_test

import (
	"context"
	"fmt"
	"log"

	"digitpad/training"
)

// A run is ranged over; what it yields are values.
func ExampleTrainer_Events() {
	train, test := stripes(1000), stripes(200)
	settings := training.Post()
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
				event.Epoch.Number, event.Epoch.Iterations, 100*event.Epoch.Test.Accuracy)
		}
	}
	// Output:
	// epoch 0 after 0 iterations: 10 % right
	// epoch 1 after 100 iterations: 100 % right
	// epoch 2 after 200 iterations: 100 % right
}

// stripes are images of one row of ink, at the height that the label says.
func stripes(count int) *training.Dataset {
	images, labels := make([]byte, count*training.Pixels), make([]byte, count)
	for i := range labels {
		labels[i] = byte(i % 10)
		row := images[i*training.Pixels+2*int(labels[i])*training.Side:]
		for x := range training.Side {
			row[x] = byte(200 + i%50)
		}
	}
	data, err := training.NewDataset("stripes", images, labels)
	if err != nil {
		log.Fatal(err)
	}
	return data
}
