package main

import (
	"encoding/json"
	"fmt"
	"io"

	"gonum.org/v1/gonum/stat"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// reporter reports one or more runs, epoch by epoch.
type reporter interface {
	begin(t *training.Trainer)
	epoch(t *training.Trainer, e *training.Epoch)
	test(t *training.Trainer, e *training.Epoch, data *dataset.TestSet, score evaluate.Score) // of the network that a run leaves
	end(accuracies []float64)                                                                 // of each run, on the test data
}

// table reports to a reader.
type table struct{ w io.Writer }

func (r *table) begin(t *training.Trainer) {
	s, spec := t.Settings(), t.Network().Spec()
	fmt.Fprintf(r.w, "%s: %s", t.Train().Name(), count(t.Train().Len()))
	if n := t.Validation().Len(); n > 0 {
		fmt.Fprintf(r.w, "; held out for validation: %s", count(n))
	}
	fmt.Fprintf(r.w, "\nnetwork %s with %s parameters, seed %d; %s / %s = %s iterations an epoch\n\n",
		spec.SizesString(), count(spec.Parameters()), s.Seed,
		count(t.Train().Len()), count(s.Batch), count(t.Progress().Iterations))
	fmt.Fprintln(r.w, "         training data        validation        iterations")
	fmt.Fprintln(r.w, "epoch    cost  accuracy        cost  accuracy        seconds")
}

func (r *table) epoch(_ *training.Trainer, e *training.Epoch) {
	cost, accuracy := "–", "–"
	if e.Validated() {
		cost, accuracy = fmt.Sprintf("%.4f", e.Validation.Cost), percent(e.Validation.Accuracy)
	}
	fmt.Fprintf(r.w, "%5d  %6.4f  %8s      %6s  %8s        %7.3f\n",
		e.Number, e.Train.Cost, percent(e.Train.Accuracy), cost, accuracy, e.Seconds)
}

func (r *table) test(_ *training.Trainer, e *training.Epoch, data *dataset.TestSet, score evaluate.Score) {
	fmt.Fprintf(r.w, "\nthe network of epoch %d on %s (%s), which chose nothing: accuracy %s, cost %.4f\n",
		e.Number, data.Name(), count(data.Len()), percent(score.Accuracy), score.Cost)
}

func (r *table) end(accuracies []float64) {
	fmt.Fprintln(r.w)
	if len(accuracies) < 2 {
		return
	}
	mean, spread := stat.MeanStdDev(accuracies, nil)
	d := stats.Mean(accuracies)
	fmt.Fprintf(r.w, "accuracy on the test data over %d seeds: mean %s, 95 %% interval %s to %s, standard deviation %.2f points\n",
		len(accuracies), percent(mean), percent(max(d.Lo, 0)), percent(min(d.Hi, 1)), 100*spread)
}

// lines reports to a program: one JSON object a line for every epoch trained, and one
// for the test.
type lines struct{ w io.Writer }

type line struct {
	schema
	Seed               uint64   `json:"seed"`
	Epoch              int      `json:"epoch"`
	Rate               float64  `json:"rate"`
	TrainCost          float64  `json:"train_cost"`
	TrainAccuracy      float64  `json:"train_accuracy"`                // share of 1
	ValidationCost     *float64 `json:"validation_cost,omitempty"`     // where digits are held out
	ValidationAccuracy *float64 `json:"validation_accuracy,omitempty"` // share of 1
	TrainSeconds       float64  `json:"train_seconds"`                 // in the epoch's iterations alone
}

// testLine is the last line of a run.
type testLine struct {
	schema
	Seed         uint64  `json:"seed"`
	Epoch        int     `json:"epoch"` // whose network the run leaves
	TestCost     float64 `json:"test_cost"`
	TestAccuracy float64 `json:"test_accuracy"` // share of 1
}

func (r *lines) begin(*training.Trainer) {}

func (r *lines) epoch(t *training.Trainer, e *training.Epoch) {
	if e.Number == 0 {
		return
	}
	l := line{
		schema: schema{"digitpad train 1"},
		Seed:   t.Settings().Seed, Epoch: e.Number, Rate: e.Rate,
		TrainCost: e.Train.Cost, TrainAccuracy: e.Train.Accuracy,
		TrainSeconds: e.Seconds,
	}
	if e.Validated() {
		l.ValidationCost, l.ValidationAccuracy = &e.Validation.Cost, &e.Validation.Accuracy
	}
	json.NewEncoder(r.w).Encode(l)
}

func (r *lines) test(t *training.Trainer, e *training.Epoch, _ *dataset.TestSet, score evaluate.Score) {
	json.NewEncoder(r.w).Encode(testLine{schema{"digitpad test 1"}, t.Settings().Seed, e.Number, score.Cost, score.Accuracy})
}

func (r *lines) end([]float64) {}
