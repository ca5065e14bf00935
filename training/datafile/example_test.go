package datafile_test

import (
	"context"
	"fmt"
	"log"

	"digitpad/training"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
)

// A network learns from a file of one's own, here forty digits as Kaggle has them.
func ExampleLoad() {
	ctx := context.Background()
	digits, err := datafile.Load(ctx, "testdata/kaggle-train.csv.gz", datafile.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d digits to learn from, %d held out\n", digits.Format, digits.Train.Len(), digits.Test.Len())

	settings := training.DefaultSettings()
	settings.Batch, settings.Epochs = 5, 30
	trainer, err := training.NewTrainer(settings, digits.Train, digits.Test)
	if err != nil {
		log.Fatal(err)
	}
	for event, err := range trainer.Events(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		if event.Kind == training.Finished {
			fmt.Println("trained for", event.Progress.Epoch, "epochs")
		}
	}
	last := trainer.History()[settings.Epochs]
	fmt.Printf("it reads %.0f %% of what it learned from right\n", 100*last.Train.Accuracy)
	// Output:
	// CSV: 35 digits to learn from, 5 held out
	// trained for 30 epochs
	// it reads 100 % of what it learned from right
}

// Images without labels are read in the order of the file.
func ExampleReadImages() {
	images, labels, err := datafile.ReadImages(context.Background(), "testdata/mnist.npz", datafile.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(images)/dataset.Pixels, "images, the first a", labels[0])
	// Output: 100 images, the first a 5
}
