package pretrain

import (
	"context"
	"slices"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// Rejector is the recipe of the network behind inference.Rejector. Digits and negatives are
// changed anew in every epoch, so that it knows neither by heart: without that it refuses
// people whom it has not seen.
func Rejector() Recipe {
	r := Classifier()
	r.Settings.Hidden = []int{256, 64}
	r.Settings.Epochs = 26
	r.Settings.Decay = 5
	r.Settings.Augmentation.Rotation = 9
	r.Digits, r.MNIST, r.Pens, r.Synthetic = 30000, 1, 4, 20000 // MNIST once
	r.Writers = 78
	return r
}

// RejectorTrainer prepares the run of a network that tells the digits of the recipe
// from as many drawings of synth.TaughtNegatives. Their labels are inference.Digit and
// inference.NotDigit. Nothing learns from synth.HeldOutNegatives, which judge it.
func (r Recipe) RejectorTrainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	mnist, pens, synthetic, err := r.parts(ctx, from)
	if err != nil {
		return nil, err
	}
	// The order is that in which the shipped network was made, bit for bit.
	sets := slices.Concat([]*dataset.Dataset{pens, mnist}, slices.Repeat([]*dataset.Dataset{pens}, r.Pens-1), []*dataset.Dataset{synthetic})
	digits := dataset.Concat("digits", sets...)
	set, err := withNegatives(ctx, digits, r.Writers)
	if err != nil {
		return nil, err
	}
	return training.NewTrainer(r.Settings, set, none)
}

// withNegatives relabels digits and adds as many negatives. The error is the context's.
func withNegatives(ctx context.Context, digits *dataset.Dataset, seed uint64) (*dataset.Dataset, error) {
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
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m := Negative(seed, i).Image()
		images = append(images, m[:]...)
		labels = append(labels, inference.NotDigit)
	}
	return newDataset("digits against other drawings", images, labels), nil
}

// often is how many times a kind of negatives occurs for two of each other kind: those
// that invent new shapes for ever, and scribbles, occur more often.
var often = map[string]int{
	"invented signs": 8, "invented signs of arcs": 6, "invented compounds": 8, "dotted signs": 4, "polygons": 4,
	"digits with a dot": 5, "scribbles": 4,
}

// turns are the kinds of negatives in the order in which they are drawn, over and over.
var turns = func() (all []synth.NegativeKind) {
	for _, kind := range synth.TaughtNegatives {
		times, ok := often[kind.Name()]
		if !ok {
			times = 2
		}
		for range times {
			all = append(all, kind)
		}
	}
	return all
}()

// Negative is the i-th drawing that is no digit. Different seeds have no writer in
// common.
func Negative(seed uint64, i int) ink.Drawing {
	return turns[i%len(turns)].Draw(seed, uint64(i/len(turns)*7919+i))
}
