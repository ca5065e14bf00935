// Package presets is training runs that somebody has described, to be trained again: the
// post's example, and Nielsen's, with the accuracies that he published.
package presets

import (
	"slices"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/optim"
)

// Preset is a training run that somebody has described: its settings and, if it was
// published, its result.
type Preset struct {
	name      string
	Settings  training.Settings
	Examples  int     // training images: the first so many of MNIST's 60,000
	Published float64 // share of images read correctly, in [0,1], after the best epoch; 0 if none was published
	On        string  // the images that the share was published for
	Source    string
	Measured  Measured
}

// Measured is what a preset's runs here read of MNIST's test images: once, with the network
// of the epoch that was best on the validation images, or of the last without any. It is of
// five seeds: "digitpad lab nielsen", and of the post's example "digitpad train --batch 100
// --epochs 10 --validation 0 --seeds 5".
type Measured struct {
	Accuracy float64 // the mean, share of 1
	Lo, Hi   float64 // its 95 % interval
}

// measured is an accuracy with its interval, in percent.
func measured(mean, within float64) Measured {
	return Measured{mean / 100, max(0, mean-within) / 100, min(100, mean+within) / 100}
}

// Name is what menus and flags call the preset.
func (p Preset) Name() string { return p.name }

// All are all of them, the post's example last.
var All = append(slices.Clip(Published), Preset{
	name: "784-15-10 m 100", Settings: WorkedExample(), Examples: 60000, Source: "the post, section 3.3", Measured: measured(93.62, 0.29),
})

// Published are the results of M. Nielsen, "Neural Networks and Deep Learning", with his
// initial weights from N(0,1), which are his code's at that point of the book. He trains
// on 50,000 of MNIST's images and validates on 10,000.
var Published = network.Registry[Preset]{
	nielsen("784-30-10 η 3", 30, 3, quadratic, 0.9542, TestImages, "chapter 1, the best of three runs", measured(93.8, 2.6)),
	nielsen("784-100-10 η 3", 100, 3, quadratic, 0.9659, TestImages, "chapter 1", measured(84, 14)),
	nielsen("784-100-10 η 0.001", 100, 0.001, quadratic, 0.2142, TestImages, "chapter 1, a learning rate too low", measured(20.9, 7.0)),
	nielsen("784-30-10 η 100", 30, 100, quadratic, 0.1009, TestImages, "chapter 1, a learning rate too high", measured(10.6, 1.9)),
	nielsen("784-30-10 cross-entropy", 30, 0.5, crossEntropy, 0.9549, TestImages, "chapter 3", measured(95.14, 0.34)),
	nielsen("784-100-10 cross-entropy", 100, 0.5, crossEntropy, 0.9682, TestImages, "chapter 3", measured(96.68, 0.13)),
	nielsen("784-30-10 cross-entropy λ 5", 30, 0.5, decayed, 0.9649, TestImages, "chapter 3", measured(96.12, 0.17)),
	nielsen("784-100-10 cross-entropy λ 5", 100, 0.5, decayed, 0.9792, ValidationImages, "chapter 3", measured(97.71, 0.17)),
	nielsen("784-100-10 cross-entropy λ 5 η 0.1", 100, 0.1, longer, 0.9804, ValidationImages, "chapter 3", measured(97.818, 0.086)),
	onAllImages(nielsen("784-100-10 cross-entropy λ 5 cosine", 100, 0.5, cooled, 0.9804, TestImages, "chapter 3, his best on the validation images; the schedule is ours", measured(98.096, 0.043))),
}

// WorkedExample are the post's settings with the mini-batches and epochs of its example:
// with MNIST's n = 60,000 and m = 100 an epoch has 600 iterations, and ten have 6,000.
func WorkedExample() training.Settings {
	s := training.DefaultSettings()
	s.Batch, s.Epochs, s.Validation = 100, 10, 0
	return s
}

// The images that results are published for: MNIST's test images, or the held-out
// training images.
const (
	TestImages       = "test images"
	ValidationImages = "validation images"
)

// onAllImages is a preset that trains on all of MNIST's training images.
func onAllImages(p Preset) Preset {
	p.Examples, p.Settings.Validation = 60000, 0
	return p
}

// nielsen is one of his runs: mini-batches of 10 and 30 epochs, unless change
// says otherwise.
func nielsen(name string, hidden int, rate float64, change func(training.Settings) training.Settings, published float64, on, source string, m Measured) Preset {
	s := training.DefaultSettings()
	s.Hidden, s.Rate, s.Initializer = []int{hidden}, rate, network.Normal.Name()
	return Preset{name, change(s), 50000, published, on, "Nielsen, " + source, m}
}

func quadratic(s training.Settings) training.Settings { return s }

func crossEntropy(s training.Settings) training.Settings {
	s.Cost = network.CrossEntropy.Name()
	return s
}

func decayed(s training.Settings) training.Settings {
	s = crossEntropy(s)
	s.Decay = 5
	return s
}

func longer(s training.Settings) training.Settings {
	s = decayed(s)
	s.Epochs = 60
	return s
}

func cooled(s training.Settings) training.Settings {
	s = decayed(s)
	s.Schedule = optim.Cosine.Name()
	return s
}
