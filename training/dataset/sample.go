package dataset

import (
	"context"

	"digitpad/network/message"
	"digitpad/training/internal/yield"
	"digitpad/training/synth"
)

// The size of the built-in sample: that of MNIST.
const (
	sampleTrain = 60000
	sampleTest  = 10000
)

// Seeds of the built-in sample. Its training and its test images have no writer
// in common, as MNIST's.
const (
	sampleTrainSeed = 1
	sampleTestSeed  = 2
)

// Sample is the built-in sample: digits of synthetic writers, so that a network
// can be trained without a download. It takes some seconds to write, on all cores,
// and comes out the same every time. Progress is told the number of digits
// finished, of total; it may be nil. The error is the context's.
func Sample(ctx context.Context, progress func(done, total int)) (train, test *Dataset, err error) {
	const total = sampleTrain + sampleTest
	write := func(name string, seed uint64, n, before int) (*Dataset, error) {
		images, labels, err := synth.WriteSample(ctx, seed, n, func(done int) {
			if progress != nil {
				progress(before+done, total)
			}
			yield.ToBrowser()
		})
		if err != nil {
			return nil, message.Errorf("writing the built-in sample: %w", err)
		}
		return New(name, images, labels)
	}
	if train, err = write("built-in sample, training images", sampleTrainSeed, sampleTrain, 0); err != nil {
		return nil, nil, err
	}
	test, err = write("built-in sample, test images", sampleTestSeed, sampleTest, sampleTrain)
	return train, test, err
}
