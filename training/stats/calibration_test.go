package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"digitpad/training/stats"
)

// sample draws scores of ten classes and labels by their softmax; the scores are
// then multiplied by boast, as those of a network that claims too much.
func sample(n int, boast float64, seed uint64) (scores [][]float64, labels []int) {
	random := rand.New(rand.NewPCG(seed, 3))
	for range n {
		row, p := make([]float64, 10), make([]float64, 10)
		for k := range row {
			row[k] = 2 * random.NormFloat64()
		}
		stats.Softmax(p, row, 1)
		at, label := random.Float64(), 0
		for label < 9 && at >= p[label] {
			at -= p[label]
			label++
		}
		for k := range row {
			row[k] *= boast
		}
		scores, labels = append(scores, row), append(labels, label)
	}
	return scores, labels
}

// answers are the most probable classes at a temperature.
func answers(scores [][]float64, labels []int, temperature float64) []stats.Answer {
	var all []stats.Answer
	p := make([]float64, 10)
	for i, row := range scores {
		stats.Softmax(p, row, temperature)
		best := slices.Index(p, slices.Max(p))
		all = append(all, stats.Answer{Confidence: p[best], Correct: best == labels[i]})
	}
	return all
}

// The temperature undoes a boast, whatever it is, and calibrates what was not.
func TestTemperatureUndoesABoast(t *testing.T) {
	for _, boast := range []float64{0.5, 1, 2, 5} {
		scores, labels := sample(20000, boast, 1)
		temperature := stats.FitTemperature(scores, labels)
		if math.Abs(temperature/boast-1) > 0.03 {
			t.Errorf("scores times %g: the temperature is %.3f", boast, temperature)
		}
		fresh, freshLabels := sample(20000, boast, 2)
		before := stats.CalibrationError(answers(fresh, freshLabels, 1))
		after := stats.CalibrationError(answers(fresh, freshLabels, temperature))
		if after > 0.015 || boast != 1 && before < 3*after {
			t.Errorf("scores times %g: the calibration error goes from %.4f to %.4f", boast, before, after)
		}
	}
	if got := stats.FitTemperature(nil, nil); got != 1 {
		t.Errorf("of nothing the temperature is %g", got)
	}
}

func TestCalibrationErrorByHand(t *testing.T) {
	// Two bins: 0.9 with 3 of 4 right, 0.5 with 1 of 2 right.
	all := []stats.Answer{{0.9, true}, {0.9, true}, {0.9, true}, {0.9, false}, {0.5, true}, {0.5, false}}
	if got, want := stats.CalibrationError(all), 4.0/6*0.15; math.Abs(got-want) > 1e-12 {
		t.Errorf("the error is %g, want %g", got, want)
	}
	diagram := stats.Reliability(append(all, stats.Answer{Confidence: 1, Correct: true}), 10)
	if b := diagram[9]; b.Answers != 5 || b.Correct != 4 || math.Abs(b.Confidence-4.6/5) > 1e-12 || b.From != 0.9 || b.To != 1 {
		t.Errorf("the last bin is %+v", b)
	}
	if lo, hi := stats.Wilson(4, 5); diagram[9].Lo != lo || diagram[9].Hi != hi {
		t.Errorf("its interval is [%g, %g]", diagram[9].Lo, diagram[9].Hi)
	}
	if stats.CalibrationError(nil) != 0 {
		t.Error("the error of no answers is not 0")
	}
}

// Answer sets hold the label as often as they promise, and not much more often.
func TestConformalCoverage(t *testing.T) {
	for _, boast := range []float64{1, 3} { // a guarantee that needs no calibration
		for _, share := range []float64{0.8, 0.9, 0.99} {
			held, heldLabels := sample(10000, boast, 1)
			probabilities := make([]float64, len(held))
			for i, row := range held {
				stats.Softmax(row, row, 1)
				probabilities[i] = row[heldLabels[i]]
			}
			threshold := stats.ConformalThreshold(probabilities, share)
			fresh, labels := sample(20000, boast, 2)
			covered := 0
			for i, row := range fresh {
				stats.Softmax(row, row, 1)
				if slices.Contains(stats.AnswerSet(row, threshold), labels[i]) {
					covered++
				}
			}
			got := float64(covered) / float64(len(fresh))
			if got < share-0.012 || share > 0.85 && got > share+0.012 {
				t.Errorf("boast %g: %.2f %% of the sets hold the label, promised are %g %%", boast, 100*got, 100*share)
			}
		}
	}
}

func TestConformalThresholdByHand(t *testing.T) {
	// Of 9 examples, at least 90 % of the tenth means all nine: the smallest.
	nine := []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0.95, 0.4, 0.3, 0.99}
	if got := stats.ConformalThreshold(nine, 0.9); got != 0.3 {
		t.Errorf("the threshold is %g, want 0.3", got)
	}
	if got := stats.ConformalThreshold(nine, 0.8); got != 0.4 {
		t.Errorf("for 80 %% it is %g, want 0.4", got)
	}
	if got := stats.ConformalThreshold(nine, 0.91); got != 0 {
		t.Errorf("nine examples promise 91 %% at %g", got)
	}
	if got := stats.AnswerSet([]float64{0.2, 0.5, 0.3}, 0.25); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("the set is %v", got)
	}
	if got := stats.AnswerSet([]float64{0.2, 0.5, 0.3}, 0.9); !slices.Equal(got, []int{1}) {
		t.Errorf("where nothing reaches the threshold, the set is %v", got)
	}
	if got := stats.AnswerSet([]float64{0.2, 0.5, 0.3}, 0); len(got) != 3 {
		t.Errorf("at 0 the set is %v", got)
	}
}
