package lab

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/stats"
)

// encodings compares one-hot, binary and ordinal targets.
var encodings = &Experiment{
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
		"an ordinal output that cannot tell 3 from 8 settles between them and says 5 or 6. By chance a fifth of the mistakes would name a neighbour, and four ninths of the misread 3s and 8s a digit between the two.",
	Fixed: "Training images, hidden layers, seeds and with them the first layer's initial weights and the order of the images, learning rate, mini-batch size, epochs, cost.",
	Criteria: Criteria{
		Holds:        "With every number of hidden units one-hot targets read more of the test images than each other encoding, seed by seed.",
		Contradicted: "With every number of hidden units another encoding reads more than one-hot.",
		Open:         "There is one seed, or an interval, corrected for two comparisons, spans zero.",
	},
	Settings: []Setting{
		{"hidden", "hidden units; each number is a comparison of its own", kindWholes, "15,30", 1, 1000, nil},
		seeds(5), epochs(10), images(60000), batch(10), rate(3),
	},
	run: runEncodings,
}

func runEncodings(r *run) (Result, error) {
	var all []*contender
	for _, hidden := range r.values.wholes("hidden") {
		for _, encoding := range network.Encodings {
			c := &contender{name: message.Text(encoding.Name()), settings: r.settings(1)}
			c.settings.Hidden, c.settings.Encoding = []int{hidden}, encoding.Name()
			all = append(all, c)
		}
	}
	seeds := r.values.whole("seeds")
	r.plan(epochsOf(all, seeds), func() []Chart { return encodingCharts(all) })
	if err := r.compare(r.images(), all, seeds); err != nil {
		return Result{}, err
	}

	table := Table{Title: message.New("Accuracy on the test images after the last epoch"), Columns: []string{
		"encoding", "hidden units", "parameters", "accuracy, %", "lowest", "highest", "most frequent mistakes",
	}}
	for _, c := range all {
		spec, err := c.settings.Spec()
		if err != nil {
			return Result{}, err
		}
		final := c.final(testAccuracy)
		table.row(c.name, c.settings.Hidden[0], spec.Parameters(), final, final.Min, final.Max, mistakes(c.runs, 3))
	}
	return Result{
		Verdict: encodingsVerdict(all),
		Tables:  []Table{table},
		Charts:  encodingCharts(all),
	}, nil
}

// mistakes names the most frequent confusions: "4→9 (3.1 %)" of the fours.
func mistakes(runs []scores, most int) message.Message {
	type mistake struct {
		label, prediction int
		share             float64
	}
	var all []mistake
	for label := range network.Labels {
		var counts [network.Labels]int
		total := 0
		for _, run := range runs {
			for prediction, count := range run.confusion[label] {
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
	var words []message.Message
	for _, m := range all[:min(most, len(all))] {
		words = append(words, message.New("%d→%d (%.1f %%)", m.label, m.prediction, 100*m.share))
	}
	return message.Join(words, ", ")
}

// mistakeDistances is the share of the mistakes, in percent, whose prediction is
// 1, 2, … 9 away from the digit; nil if there are none.
func mistakeDistances(runs []scores) []float64 {
	shares := make([]float64, network.Labels-1)
	for _, run := range runs {
		for label, row := range run.confusion {
			for prediction, count := range row {
				if label != prediction {
					shares[max(label-prediction, prediction-label)-1] += float64(count)
				}
			}
		}
	}
	total := floats.Sum(shares)
	if total == 0 {
		return nil
	}
	floats.Scale(100/total, shares)
	return shares
}

// betweenShare is the share of the misread 3s and 8s, in percent, whose
// prediction lies between the two.
func betweenShare(runs []scores) float64 {
	between, misread := 0, 0
	for _, run := range runs {
		for _, label := range []int{3, 8} {
			for prediction, count := range run.confusion[label] {
				if prediction != label {
					misread += count
				}
				if prediction > 3 && prediction < 8 {
					between += count
				}
			}
		}
	}
	return 100 * float64(between) / float64(max(misread, 1))
}

// encodingGroups are the contenders of each number of hidden units.
func encodingGroups(all []*contender) [][]*contender {
	return slices.Collect(slices.Chunk(all, len(network.Encodings)))
}

func encodingCharts(all []*contender) []Chart {
	var charts []Chart
	groups := encodingGroups(all)
	for _, group := range groups {
		charts = append(charts, chartByEpoch(message.New("Accuracy, %d hidden units", group[0].settings.Hidden[0]),
			Axis{Label: "correct validation images, %"}, 1, validationAccuracy, group))
	}
	last := groups[len(groups)-1]
	distance := Chart{
		Title: message.New("Size of mistakes, %d units", last[0].settings.Hidden[0]),
		X:     Axis{Label: "|prediction − label|", Whole: true},
		Y:     Axis{Label: "share of the mistakes, %"},
	}
	for _, c := range last {
		if shares := mistakeDistances(c.runs); shares != nil {
			distance.Series = append(distance.Series, Series{Name: c.name, Look: Line, X: counting(1, len(shares)), Y: shares})
		}
	}
	return append(charts, distance)
}

// encodingsVerdict goes by whether one-hot reads more than the others, for every number
// of hidden units.
func encodingsVerdict(all []*contender) Verdict {
	var outcomes []Outcome
	var sentences prose
	groups := encodingGroups(all)
	for _, group := range groups {
		oneHot := group[slices.IndexFunc(group, func(c *contender) bool { return c.settings.Encoding == network.OneHot.Name() })]
		var others [][]float64
		var ranking []message.Message
		var leads []message.Message
		for _, c := range group {
			ranking = append(ranking, message.New("%s %s %%", c.name, c.final(testAccuracy)))
			if c != oneHot {
				others = append(others, c.values(testAccuracy))
			}
		}
		var parts []Outcome
		beaten := false
		for _, d := range stats.Against(oneHot.values(testAccuracy), others) {
			parts = append(parts, outcomeOf(d.Below(0)))
			beaten = beaten || d.Above(0) == stats.Holds
			leads = append(leads, message.New("%s", negative(d)))
		}
		outcome := together(parts...)
		if beaten {
			outcome = Fails
		}
		outcomes = append(outcomes, outcome)
		sentences = append(sentences, message.New("With %d hidden units: %s.", group[0].settings.Hidden[0], message.Join(ranking, ", ")),
			message.New("One-hot leads the others, in this order and seed by seed, by %s points.", message.Join(leads, ", ")))
	}
	for _, c := range groups[len(groups)-1] {
		if shares := mistakeDistances(c.runs); shares != nil {
			sentences = append(sentences, message.New("With %s targets %.0f %% of the mistakes name a neighbour of the digit (20 %% by chance), and %.0f %% of the misread 3s and 8s a digit between the two (44 %% by chance).",
				c.name, shares[0], betweenShare(c.runs)))
		}
	}
	return Verdict{together(outcomes...), sentences.message()}
}
