// Package pretrain trains the networks that come with the program: the default
// classifier, the post's network for comparison, and the rejector's.
//
// The classifier is trained on three complementary sources: MNIST has many writers, of
// one country and on paper; the pen strokes were drawn on a tablet, by few writers; the
// synthetic writers add shapes that both lack.
package pretrain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/optim"
	"digitpad/training/synth"
)

// Sources are the training and test data.
type Sources struct {
	Train, Test *dataset.Dataset // MNIST
	Pens        []ink.Sample     // of "pendigits-train"; see Taught
}

// Recipe is how a network is trained.
type Recipe struct {
	Settings   training.Settings
	MNIST      int    // times that each training image of MNIST occurs in an epoch
	Pens       int    // times that each pen digit does
	Synthetic  int    // number of digits of synthetic writers
	Hasty      int    // number of those of hasty ones, see synth.NewHastyWriter
	Writers    uint64 // seed of the synthetic writers
	Directions bool   // the network sees the directions of images, see dataset.Directions, not their pixels
}

// Classifier is the recipe of the network that comes with the program.
func Classifier() Recipe {
	s := defaultSettings()
	s.Hidden = []int{300}
	s.Activation = network.ReLU.Name()
	s.Output, s.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	s.Initializer = network.He.Name()
	s.Rate = 0.1
	s.Batch = 16
	s.Epochs = 40
	s.Decay = 3
	s.Schedule = optim.Cosine.Name()
	// Digits on a pad are rotated more than those on ruled paper.
	s.Augmentation = dataset.ModerateAugmentation()
	s.Augmentation.Rotation = 8
	return Recipe{Settings: s, MNIST: 4, Pens: 14, Synthetic: 60000, Hasty: 48000, Writers: 77}
}

// Trainer prepares the run that makes the network. The network to ship is that of the
// last epoch: choosing the best by the test images would be training on them. The error
// is the context's, or says what is wrong with the recipe.
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
	return training.NewTrainer(defaultSettings(), from.Train, none)
}

// defaultSettings are those of every run, but that they hold out nothing; see none.
func defaultSettings() training.Settings {
	s := training.DefaultSettings()
	s.Validation = 0
	return s
}

// none is the validation data: no decision depends on it, so all digits are trained on,
// and the test data is evaluated at the end.
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
	hastyImages, hastyLabels, err := synth.WriteHastySample(ctx, r.Writers, r.Hasty)
	if err != nil {
		return nil, err
	}
	sets := slices.Concat(
		slices.Repeat([]*dataset.Dataset{from.Train}, r.MNIST),
		slices.Repeat([]*dataset.Dataset{pens}, r.Pens),
		[]*dataset.Dataset{newDataset("synthetic digits", images, labels), newDataset("hasty digits", hastyImages, hastyLabels)},
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

// IsTrainingWriter reports whether a writer of the pen strokes is in the training data:
// train-1 to train-24. The others are held out.
func IsTrainingWriter(writer string) bool {
	n, ok := number(writer)
	return ok && n >= 1 && n <= lastTrainingWriter
}

// IsHeldOutWriter reports whether a writer of the pen strokes is held out for evaluation:
// train-25 to train-30.
func IsHeldOutWriter(writer string) bool {
	n, ok := number(writer)
	return ok && n > lastTrainingWriter
}

// lastTrainingWriter is the number of the last training writer.
const lastTrainingWriter = 24

// number is N of "train-N".
func number(writer string) (int, bool) {
	digits, ok := strings.CutPrefix(writer, "train-")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && fmt.Sprint(n) == digits
}

// Calibrate fits a network's calibration on the digits of the pens' held-out writers. Tests
// judge each tenth of them by what is fitted on the others. The error is the context's, or
// says what is wrong with the pens.
func Calibrate(ctx context.Context, net *network.Network, from Sources) (calibration.Calibration, error) {
	heldOut, err := Render("pen strokes of held-out writers", from.Pens, IsHeldOutWriter, ink.Drawing.Image)
	if err != nil {
		return calibration.Calibration{}, err
	}
	return calibration.Fit(ctx, net, heldOut)
}
