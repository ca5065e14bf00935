// Package pretrain makes the networks that come with the program: the one that
// answers until users have trained their own, and the post's, to compare.
//
// The first learns from three sources, because each lacks what another has: MNIST
// has many writers, of one country and on paper; the pen strokes are what people
// draw on a tablet, by few writers; the synthetic writers have the forms that both
// lack, and any number of hands.
package pretrain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/optim"
	"digitpad/training/synth"
)

// Sources are what the networks learn from and are tested on.
type Sources struct {
	Train, Test *dataset.Dataset // MNIST
	Pens        []ink.Sample     // of "pendigits-train"; see Taught
}

// Recipe says how the shipped network is trained.
type Recipe struct {
	Settings  training.Settings
	MNIST     int    // times that each of MNIST's digits occurs in an epoch
	Pens      int    // times that each pen digit does
	Synthetic int    // number of digits of synthetic writers
	Writers   uint64 // seed of the synthetic writers
}

// Classifier is the recipe of the network that comes with the program.
func Classifier() Recipe {
	s := training.DefaultSettings()
	s.Hidden = []int{300}
	s.Activation = network.ReLU.Name()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	s.Initializer = network.He.Name()
	s.Rate = 0.1
	s.Batch = 16
	s.Epochs = 32
	s.Schedule = optim.Cosine.Name()
	// Digits on a pad are turned more often than those on ruled paper.
	s.Augmentation = dataset.ModerateAugmentation()
	s.Augmentation.Rotation = 8
	return Recipe{Settings: s, MNIST: 3, Pens: 14, Synthetic: 60000, Writers: 77}
}

// Trainer prepares the run that makes the network. The network to ship is that of
// the last epoch: to pick the best by the test images would be to train on them.
// The error is the context's, or says what is wrong with the recipe.
func (r Recipe) Trainer(ctx context.Context, from Sources) (*training.Trainer, error) {
	train, err := r.mix(ctx, from)
	if err != nil {
		return nil, err
	}
	return training.NewTrainer(r.Settings, train, none)
}

// Post prepares the run of the post's network, 784-15-10, on MNIST alone, just as
// the post says.
func Post(from Sources) (*training.Trainer, error) {
	return training.NewTrainer(training.DefaultSettings(), from.Train, none)
}

// none is the validation data: nothing is chosen on the way, so all digits are learnt
// from, and the test data is read at the end.
var none = newDataset("none", nil, nil)

// mix puts the training examples of all sources together.
func (r Recipe) mix(ctx context.Context, from Sources) (*dataset.Dataset, error) {
	pens, err := Render("pen strokes", from.Pens, IsTrainingWriter, ink.Drawing.Image)
	if err != nil {
		return nil, err
	}
	images, labels, err := synth.WriteSample(ctx, r.Writers, r.Synthetic, nil)
	if err != nil {
		return nil, err
	}
	sets := slices.Concat(
		slices.Repeat([]*dataset.Dataset{from.Train}, r.MNIST),
		slices.Repeat([]*dataset.Dataset{pens}, r.Pens),
		[]*dataset.Dataset{newDataset("synthetic digits", images, labels)},
	)
	return dataset.Concat("MNIST, pen strokes and synthetic digits", sets...), nil
}

// newDataset is a data set of examples that are made here, and therefore right.
func newDataset(name string, images, labels []byte) *dataset.Dataset {
	d, err := dataset.New(name, images, labels)
	if err != nil {
		panic("pretrain: " + err.Error())
	}
	return d
}

// Render makes a data set of the samples whose writer keep accepts; image turns a
// drawing into what the network receives.
func Render(name string, samples []ink.Sample, keep func(writer string) bool, image func(ink.Drawing) ink.Image) (*dataset.Dataset, error) {
	var images, labels []byte
	for _, s := range samples {
		if keep(s.Writer) {
			m := image(s.Drawing)
			images = append(images, m[:]...)
			labels = append(labels, byte(s.Label))
		}
	}
	return dataset.New(name, images, labels)
}

// IsTrainingWriter reports whether the shipped network may learn from a writer of the pen
// strokes: train-1 to train-24. The others judge it.
func IsTrainingWriter(writer string) bool {
	n, ok := number(writer)
	return ok && n >= 1 && n <= lastTrainingWriter
}

// IsHeldOutWriter reports whether a writer of the pen strokes judges the shipped network:
// train-25 to train-30.
func IsHeldOutWriter(writer string) bool {
	n, ok := number(writer)
	return ok && n > lastTrainingWriter
}

// lastTrainingWriter is the number of the last writer who teaches.
const lastTrainingWriter = 24

// number is N of "train-N".
func number(writer string) (int, bool) {
	digits, ok := strings.CutPrefix(writer, "train-")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && fmt.Sprint(n) == digits
}
