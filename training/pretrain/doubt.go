package pretrain

import (
	"context"

	"digitpad/training"
	"digitpad/training/ink"
)

// Doubter is the recipe of the network behind training.Doubt.
func Doubter() Recipe {
	r := Shipped()
	r.Settings.Hidden = []int{64}
	r.Settings.Epochs = 10
	r.Settings.Augmentation.Rotation = 9
	r.MNIST, r.Pens, r.Synthetic = 1, 3, 20000
	r.Writers = 78
	return r
}

// DoubtTrainer prepares the run of a network that tells the digits of the recipe
// from as many letters and scribbles. Their labels are training.ADigit and
// training.NoDigit.
func (r Recipe) DoubtTrainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	digits, err := r.mix(ctx, from)
	if err != nil {
		return nil, err
	}
	return training.NewTrainer(r.Settings, againstNonsense(digits, r.Writers), againstNonsense(from.Test, r.Writers+1))
}

// againstNonsense relabels digits and adds as much nonsense.
func againstNonsense(digits *training.Dataset, seed uint64) *training.Dataset {
	n := digits.Len()
	images := make([]byte, 0, 2*n*training.Pixels)
	labels := make([]byte, 0, 2*n)
	for i := range n {
		var m ink.Image
		digits.Input(i).Unpack(m[:])
		images = append(images, m[:]...)
		labels = append(labels, training.ADigit)
	}
	for i := range n {
		m := Nonsense(seed, uint64(i)).Image()
		images = append(images, m[:]...)
		labels = append(labels, training.NoDigit)
	}
	return dataset("digits against letters and scribbles", images, labels)
}

// Nonsense is the n-th drawing that is no digit: a letter or a scribble. Different
// seeds have no writer in common.
func Nonsense(seed, n uint64) ink.Drawing {
	if n%3 == 0 {
		return ink.Scribble(seed<<32 + n)
	}
	letters := []rune(ink.Letters)
	return ink.NewWriter(seed<<32+n).DrawLetter(letters[n/3%uint64(len(letters))], n)
}
