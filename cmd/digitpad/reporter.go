package main

import (
	"encoding/json"
	"fmt"
	"io"

	"gonum.org/v1/gonum/stat"

	"digitpad/training"
)

// reporter tells of one or more runs, epoch by epoch.
type reporter interface {
	begin(t *training.Trainer)
	epoch(t *training.Trainer, e *training.Epoch)
	end(last []training.Epoch) // the last epoch of each run
}

// table reports to a reader.
type table struct{ w io.Writer }

func (r *table) begin(t *training.Trainer) {
	s, spec := t.Settings(), t.Network().Spec()
	fmt.Fprintf(r.w, "%s: %s, %s: %s\n", t.Train().Name(), count(t.Train().Len()), t.Test().Name(), count(t.Test().Len()))
	fmt.Fprintf(r.w, "network %s with %s parameters, seed %d; %s / %s = %s iterations an epoch\n\n",
		spec.SizesString(), count(spec.Parameters()), s.Seed,
		count(t.Train().Len()), count(s.Batch), count(t.Progress().Iterations))
	fmt.Fprintln(r.w, "         training data          test data        iterations")
	fmt.Fprintln(r.w, "epoch    cost  accuracy        cost  accuracy        seconds")
}

func (r *table) epoch(_ *training.Trainer, e *training.Epoch) {
	fmt.Fprintf(r.w, "%5d  %6.4f  %8s      %6.4f  %8s        %7.3f\n",
		e.Number, e.Train.Cost, percent(e.Train.Accuracy), e.Test.Cost, percent(e.Test.Accuracy), e.Seconds)
}

func (r *table) end(last []training.Epoch) {
	fmt.Fprintln(r.w)
	if len(last) < 2 {
		return
	}
	accuracies := make([]float64, len(last))
	for i, epoch := range last {
		accuracies[i] = epoch.Test.Accuracy
	}
	mean, spread := stat.MeanStdDev(accuracies, nil)
	fmt.Fprintf(r.w, "accuracy on the test data over %d seeds: mean %s, standard deviation %.2f points\n",
		len(last), percent(mean), 100*spread)
}

// lines reports to a program: one JSON object a line for every epoch trained.
type lines struct{ w io.Writer }

type line struct {
	schema
	Seed          uint64  `json:"seed"`
	Epoch         int     `json:"epoch"`
	Rate          float64 `json:"rate"`
	TrainCost     float64 `json:"train_cost"`
	TrainAccuracy float64 `json:"train_accuracy"` // share of 1
	TestCost      float64 `json:"test_cost"`
	TestAccuracy  float64 `json:"test_accuracy"` // share of 1
	TrainSeconds  float64 `json:"train_seconds"` // in the epoch's iterations alone
}

func (r *lines) begin(*training.Trainer) {}

func (r *lines) epoch(t *training.Trainer, e *training.Epoch) {
	if e.Number == 0 {
		return
	}
	json.NewEncoder(r.w).Encode(line{
		schema: schema{"digitpad train 1"},
		Seed:   t.Settings().Seed, Epoch: e.Number, Rate: e.Rate,
		TrainCost: e.Train.Cost, TrainAccuracy: e.Train.Accuracy,
		TestCost: e.Test.Cost, TestAccuracy: e.Test.Accuracy,
		TrainSeconds: e.Seconds,
	})
}

func (r *lines) end([]training.Epoch) {}
