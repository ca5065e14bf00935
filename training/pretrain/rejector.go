package pretrain

import (
	"context"
	"math"
	"math/rand/v2"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// Rejector is the recipe of the network behind inference.Rejector that sees pixels. Digits and negatives are
// changed anew in every epoch, so that it knows neither by heart: without that it refuses
// people whom it has not seen.
func Rejector() Recipe {
	r := Classifier()
	r.Settings.Hidden = []int{384, 64}
	r.Settings.Epochs = 14
	r.Settings.Decay = 2
	r.Settings.Augmentation.Rotation = 9
	r.MNIST, r.Pens, r.Synthetic, r.Hasty = 1, 6, 54000, 0
	r.Writers = 78
	return r
}

// RejectorByDirections is the recipe of the other one, which sees directions: of the same
// digits, of other synthetic writers and of other negatives.
func RejectorByDirections() Recipe {
	r := Rejector()
	r.Settings.Hidden = []int{256, 64}
	r.Settings.Epochs = 8
	r.Directions = true
	r.Writers = 79
	return r
}

// RejectorTrainer prepares the run of a network that tells the digits of the recipe
// from one another and from as many drawings of synth.TaughtNegatives. Their labels are
// those of inference.LabelOf and inference.NotDigit. Nothing learns from synth.HeldOutNegatives, which judge it.
func (r Recipe) RejectorTrainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	digits, err := r.mix(ctx, from)
	if err != nil {
		return nil, err
	}
	set, err := withNegatives(ctx, digits, r.Writers)
	if err != nil {
		return nil, err
	}
	if r.Directions {
		return training.NewTrainer(r.Settings, set.Directions(), none.Directions())
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
		labels = append(labels, byte(inference.LabelOf[digits.Label(i)]))
	}
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m := negativeImage(seed, i)
		images = append(images, m[:]...)
		labels = append(labels, inference.NotDigit)
	}
	return newDataset("digits against other drawings", images, labels), nil
}

// often is how many times a kind of negatives occurs for two of each other kind: those
// that invent new shapes for ever, and scribbles, occur more often.
var often = map[string]int{
	"invented signs": 8, "invented signs of arcs": 8, "invented compounds": 8, "invented lines": 5, "dotted signs": 4,
	"framed signs": 4, "turned characters": 4, "several digits": 4, "polygons": 4, "scribbles": 12,
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

// negativeImage is Negative(seed, i) in MNIST's frame, every other round of the kinds with
// a thinner or a thicker pen.
func negativeImage(seed uint64, i int) ink.Image {
	d := Negative(seed, i)
	if i/len(turns)%2 == 0 {
		return d.Image()
	}
	random := rand.New(rand.NewPCG(seed, uint64(i)))
	return d.ImageWithPen(ink.Pen*math.Exp(0.25*min(max(random.NormFloat64(), -2), 2)), 4, 2)
}

// Negative is the i-th drawing that is no digit. Different seeds have no writer in
// common.
func Negative(seed uint64, i int) ink.Drawing {
	return turns[i%len(turns)].Draw(seed, uint64(i/len(turns)*7919+i))
}
