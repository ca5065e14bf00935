package lab

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"digitpad/network"
	"digitpad/training"
)

// Encodings compares one-hot, binary and ordinal targets.
var Encodings = &Experiment{
	name:   "encodings",
	Title:  "Ten outputs, four or one?",
	Claim:  "Empirically, the 10-neuron one-hot scheme works best.",
	Source: "section 2.2",
	Formula: "one-hot(3) = [0 0 0 1 0 0 0 0 0 0]\n" +
		"binary(3) = [0 0 1 1]\n" +
		"ordinal(3) = [3/9]",
	Explanation: "The same network is trained three times over with each seed, and differs in its outputs alone. " +
		"A prediction is the digit whose target is nearest to the output activations. " +
		"Look at the accuracy on the test images, and at how far a wrong prediction is from the digit: " +
		"an ordinal output that cannot tell 3 from 8 settles between them and says 5 or 6.",
	Fixed: "Training images, hidden layers, seeds and with them the first layer's initial weights and the order of the images, learning rate, mini-batch size, epochs, cost.",
	Settings: []Setting{
		{"hidden", "hidden units; each number is a comparison of its own", Wholes, "15,30", 1, 1000, nil},
		seeds(5), epochs(10), images(60000), batch(10), rate(3),
	},
	run: runEncodings,
}

// encodingRuns are the runs with one encoding and one number of hidden units.
type encodingRuns struct {
	encoding  network.Encoding
	hidden    int
	accuracy  [][]float64          // by seed and epoch, in percent
	confusion []training.Confusion // by seed, after the last epoch
}

// final is the accuracy after the last epoch.
func (e *encodingRuns) final() Spread {
	var last []float64
	for _, run := range e.accuracy {
		last = append(last, run[len(run)-1])
	}
	return spreadOf(last)
}

func runEncodings(r *run) (Result, error) {
	train := r.images()
	count := r.values.whole("seeds")
	var all []*encodingRuns
	for _, hidden := range r.values.wholes("hidden") {
		for _, encoding := range network.Encodings {
			all = append(all, &encodingRuns{
				encoding: encoding, hidden: hidden,
				accuracy: make([][]float64, count), confusion: make([]training.Confusion, count),
			})
		}
	}
	r.plan(len(all)*count*r.values.whole("epochs"), func() []Chart { return encodingCharts(all) })
	err := r.each(len(all)*count, func(ctx context.Context, i int) error {
		runs, seed := all[i%len(all)], i/len(all)
		s := r.settings(seed + 1)
		s.Hidden, s.Encoding = []int{runs.hidden}, runs.encoding.Name()
		return r.train(ctx, s, train, func(e training.Epoch) {
			runs.accuracy[seed] = append(runs.accuracy[seed], 100*e.Test.Accuracy)
			runs.confusion[seed] = e.Confusion
		})
	})
	if err != nil {
		return Result{}, err
	}

	table := Table{Title: "Accuracy on the test images after the last epoch", Columns: []string{
		"encoding", "hidden units", "parameters", "accuracy, %", "lowest", "highest", "most frequent mistakes",
	}}
	for _, runs := range all {
		s := r.settings(1)
		s.Hidden, s.Encoding = []int{runs.hidden}, runs.encoding.Name()
		spec, err := s.Spec()
		if err != nil {
			return Result{}, err
		}
		final := runs.final()
		table.row(runs.encoding.Name(), runs.hidden, spec.Parameters(), final, final.Min, final.Max, mistakes(runs.confusion, 3))
	}
	return Result{
		Verdict: encodingsVerdict(all),
		Tables:  []Table{table},
		Charts:  encodingCharts(all),
	}, nil
}

// mistakes names the most frequent confusions: "4→9 (3.1 %)" of the fours.
func mistakes(runs []training.Confusion, most int) string {
	type mistake struct {
		label, prediction int
		share             float64
	}
	var all []mistake
	for label := range network.Labels {
		var counts [network.Labels]int
		total := 0
		for _, c := range runs {
			for prediction, count := range c[label] {
				counts[prediction] += count
				total += count
			}
		}
		for prediction, count := range counts {
			if prediction != label && count > 0 {
				all = append(all, mistake{label, prediction, float64(count) / float64(total)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mistake) int {
		return cmp.Compare(b.share, a.share)
	})
	var words []string
	for _, m := range all[:min(most, len(all))] {
		words = append(words, fmt.Sprintf("%d→%d (%.1f %%)", m.label, m.prediction, 100*m.share))
	}
	return strings.Join(words, ", ")
}

// mistakeDistances is the share of the mistakes, in percent, whose prediction is
// 1, 2, … 9 away from the digit; nil if there are none.
func mistakeDistances(runs []training.Confusion) []float64 {
	shares := make([]float64, network.Labels-1)
	total := 0.0
	for _, c := range runs {
		for label, row := range c {
			for prediction, count := range row {
				if label != prediction {
					shares[max(label-prediction, prediction-label)-1] += float64(count)
					total += float64(count)
				}
			}
		}
	}
	if total == 0 {
		return nil
	}
	for i := range shares {
		shares[i] *= 100 / total
	}
	return shares
}

func encodingCharts(all []*encodingRuns) []Chart {
	var charts []Chart
	for i := 0; i < len(all); i += len(network.Encodings) {
		group := all[i : i+len(network.Encodings)]
		accuracy := Chart{
			Title: fmt.Sprintf("Accuracy with %d hidden units", group[0].hidden),
			X:     Axis{Label: "epoch", Whole: true},
			Y:     Axis{Label: "correct test images, %"},
		}
		for _, runs := range group {
			longest := 0
			for _, run := range runs.accuracy {
				longest = max(longest, len(run))
			}
			accuracy.Series = append(accuracy.Series, overSeeds(runs.encoding.Name(), counting(0, longest), runs.accuracy))
		}
		charts = append(charts, accuracy)
	}
	last := all[len(all)-len(network.Encodings):]
	distance := Chart{
		Title: fmt.Sprintf("How far mistakes lie from the digit, %d hidden units", last[0].hidden),
		X:     Axis{Label: "|prediction − label|", Whole: true},
		Y:     Axis{Label: "share of the mistakes, %"},
	}
	for _, runs := range last {
		if shares := mistakeDistances(runs.confusion); shares != nil {
			distance.Series = append(distance.Series, Series{
				Name: runs.encoding.Name(), Look: Line, X: counting(1, len(shares)), Y: shares,
			})
		}
	}
	return append(charts, distance)
}

// encodingsVerdict holds if one-hot is first for every number of hidden units,
// and by more than the spread.
func encodingsVerdict(all []*encodingRuns) Verdict {
	clear, first := true, true
	var sentences []string
	for i := 0; i < len(all); i += len(network.Encodings) {
		group := slices.Clone(all[i : i+len(network.Encodings)])
		slices.SortStableFunc(group, func(a, b *encodingRuns) int {
			return cmp.Compare(b.final().Mean, a.final().Mean)
		})
		best, next := group[0].final(), group[1].final()
		first = first && group[0].encoding == network.OneHot
		clear = clear && above(best, next)
		var ranking []string
		for _, runs := range group {
			ranking = append(ranking, fmt.Sprintf("%s %s %%", runs.encoding.Name(), runs.final()))
		}
		margin := "a margin larger than the spread over the seeds"
		if !above(best, next) {
			margin = "a margin within the spread over the seeds, which may be chance"
		}
		sentences = append(sentences, fmt.Sprintf("With %d hidden units: %s. The first leads by %.2f points, %s.",
			group[0].hidden, strings.Join(ranking, ", "), best.Mean-next.Mean, margin))
	}
	v := Verdict{Outcome: Fails}
	switch {
	case first && clear:
		v.Outcome = Holds
	case first:
		v.Outcome = HoldsInPart
	}
	last := all[len(all)-len(network.Encodings):]
	for _, runs := range last {
		if shares := mistakeDistances(runs.confusion); shares != nil {
			sentences = append(sentences, fmt.Sprintf("Of the mistakes with %s targets %.0f %% name a neighbour of the digit.",
				runs.encoding.Name(), shares[0]))
		}
	}
	v.Text = strings.Join(sentences, " ")
	return v
}
