package pretrain

import (
	"context"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// Rejector is the recipe of the network of inference.Rejector.
func Rejector() Recipe {
	r := Classifier()
	r.Settings.Hidden = []int{64}
	r.Settings.Epochs = 10
	r.Settings.Augmentation.Rotation = 9
	r.MNIST, r.Pens, r.Synthetic = 1, 3, 20000
	r.Writers = 78
	return r
}

// RejectorTrainer prepares the run of a network that tells the digits of the recipe from
// as many letters and scribbles. Their labels are inference.Digit and inference.NotDigit.
func (r Recipe) RejectorTrainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	digits, err := r.mix(ctx, from)
	if err != nil {
		return nil, err
	}
	return training.NewTrainer(r.Settings, withNegatives(digits, r.Writers), withNegatives(from.Test, r.Writers+1))
}

// withNegatives relabels digits and adds as many negatives.
func withNegatives(digits *dataset.Dataset, seed uint64) *dataset.Dataset {
	n := digits.Len()
	images := make([]byte, 0, 2*n*dataset.Pixels)
	labels := make([]byte, 0, 2*n)
	for i := range n {
		var m ink.Image
		digits.Input(i).Unpack(m[:])
		images = append(images, m[:]...)
		labels = append(labels, inference.Digit)
	}
	for i := range n {
		m := Negative(seed, uint64(i)).Image()
		images = append(images, m[:]...)
		labels = append(labels, inference.NotDigit)
	}
	return newDataset("digits against letters and scribbles", images, labels)
}

// Negative is the n-th drawing that is no digit: a letter or a scribble. Different
// seeds have no writer in common.
func Negative(seed, n uint64) ink.Drawing {
	if n%3 == 0 {
		return synth.Scribble(seed<<32 + n)
	}
	letters := []rune(synth.Letters)
	return synth.NewWriter(seed<<32+n).DrawLetter(letters[n/3%uint64(len(letters))], n)
}
