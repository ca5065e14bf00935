package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/mnist"
	"digitpad/training/optim"
)

// compare is a candidate: args are hidden units, mini-batch size, optimiser, weight
// decay, how many cores it may use, and how many training examples.
func compare(args []string) error {
	s := training.DefaultSettings()
	s.Hidden = nil
	for units := range strings.SplitSeq(args[0], ",") {
		n, err := strconv.Atoi(units)
		if err != nil {
			return err
		}
		s.Hidden = append(s.Hidden, n)
	}
	var err error
	if s.Batch, err = strconv.Atoi(args[1]); err != nil {
		return err
	}
	s.Optimizer = args[2]
	if s.Decay, err = strconv.ParseFloat(args[3], 64); err != nil {
		return err
	}
	switch s.Optimizer {
	case optim.SGD.Name():
		s.Rate = 0.5 // as the baselines
	case optim.Adam.Name(), optim.RMSProp.Name():
		s.Rate = 0.001
	default:
		s.Rate = 0.1
	}
	train, test, err := load()
	if err != nil {
		return err
	}
	examples, err := strconv.Atoi(args[5])
	if err != nil {
		return err
	}
	trainer, err := training.NewTrainer(s, train.Slice(0, min(examples, train.Len())), test)
	if err != nil {
		return err
	}
	cores, err := strconv.Atoi(args[4])
	if err != nil {
		return err
	}
	trainer.UseCores(cores)
	runtime.GC() // the files' bytes, so that no collection falls into a turn

	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		images, err := strconv.Atoi(lines.Text())
		if err != nil {
			return err
		}
		steps := (images + s.Batch - 1) / s.Batch
		begin, before := time.Now(), cpuTime()
		if err := trainer.Steps(steps); err != nil {
			return err
		}
		clock, cpu := time.Since(begin), cpuTime()-before
		// a mini-batch may be larger than what was asked for
		share := float64(images) / float64(steps*s.Batch)
		fmt.Printf("%.0f %.0f\n", float64(clock)*share, float64(cpu)*share)
	}
	return nil
}

func load() (train, test *dataset.Dataset, err error) {
	dir, err := mnist.Locate("")
	if err != nil {
		return nil, nil, err
	}
	return mnist.Load(dir)
}

// meanInk is the mean number of inked pixels of a training image.
func meanInk() (float64, error) {
	train, _, err := load()
	if err != nil {
		return 0, err
	}
	sum := 0
	for i := range train.Len() {
		for range train.Input(i).Pixels() {
			sum++
		}
	}
	return float64(sum) / float64(train.Len()), nil
}

// measureTheRest prints how long it takes to load MNIST, to evaluate a network
// and to read one image, best of some.
func measureTheRest() error {
	begin := time.Now()
	_, test, err := load()
	if err != nil {
		return err
	}
	fmt.Printf("\nMNIST from gzipped files to ready: %.2f s\n", time.Since(begin).Seconds())

	spec, err := training.DefaultSettings().Spec()
	if err != nil {
		return err
	}
	spec.Sizes[1] = 30
	net := network.New(spec)
	net.Initialize(network.FanIn, 1)
	evaluation := best(50, func() {
		if _, err = evaluate.Network(context.Background(), net, test); err != nil {
			panic(err)
		}
	})
	fmt.Printf("784-30-10 evaluated on %d images: %.1f ms of CPU time\n", test.Len(), float64(evaluation.Microseconds())/1000)

	image := make([]byte, dataset.Pixels)
	test.Input(0).Unpack(image)
	pass, x := net.NewPass(), network.Input(nil)
	const images = 10000
	predicted := best(50, func() {
		for range images {
			x = network.AppendInput(x[:0], image)
			net.Predict(pass, x)
		}
	})
	fmt.Printf("784-30-10 on one image of %d bytes: %.2f µs\n", dataset.Pixels, predicted.Seconds()*1e6/images)
	return nil
}

// best is the CPU time of the fastest of n calls.
func best(n int, f func()) time.Duration {
	fastest := time.Hour
	for range n {
		begin := cpuTime()
		f()
		fastest = min(fastest, cpuTime()-begin)
	}
	return fastest
}
