package lab

import (
	"context"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// peeking compares choosing epochs and settings by the images that are then used for
// evaluation with choosing by others.
var peeking = &Experiment{
	name:    "peeking",
	Title:   "What does peeking at the test images gain?",
	Claim:   "Test part: 10,000 grayscale images of size 28×28 used strictly for evaluation. … This separation helps us judge whether a trained ANN can recognize digits written by people it never saw during training.",
	Source:  "section 2.3",
	Formula: "flattery = accuracy of the chosen network on the images that chose it − its accuracy on images that did not",
	Explanation: "With each seed several settings train, and every epoch of every one is a candidate. The test images are cut in two halves at random, anew for each seed. " +
		"One choice takes the candidate that reads most of the first half: it peeks. The other takes the candidate that reads most of as many validation images, which are held out of the training images. " +
		"Then the second half, which chose nothing, judges both. What the peeking choice reads more of its own half than of the other is flattery, not skill. " +
		"The halves are as large as \"sample\" says: the fewer images choose, the more chance they choose by.",
	Fixed: "Images, network, mini-batch and epochs; the candidates are the same for both choices.",
	Criteria: Criteria{
		Holds:        "The peeking choice reads more of the half that chose it than of the half that did not, seed by seed: so a figure on images that chose says too much.",
		Contradicted: "It reads less of it.",
		Open:         "There is one seed, or the interval spans zero.",
	},
	Settings: []Setting{
		{"rates", "learning rates η to choose from", kindNumbers, "1,2,3,5", 1e-9, 1e6, nil},
		{"sample", "images that choose, and as many that judge; as far as there are so many", kindWhole, "500", 10, 1e7, nil},
		seeds(8), images(5000), hidden(30), epochs(10), batch(10),
	},
	run: runPeeking,
}

// choice is what one way to choose came to, by seed, in percent.
type choice struct {
	name   message.Message
	own    []float64 // on the images that chose
	judged []float64 // on those that chose nothing
}

func runPeeking(r *run) (Result, error) {
	data, rates, seeds := r.images(), r.values.numbers("rates"), r.values.whole("seeds")
	sample := min(r.values.whole("sample"), r.data.Test.Len()/2, max(r.validation.Len(), 1))
	peeking, honest := &choice{name: message.New("by test images")}, &choice{name: message.New("by validation images")}
	all := []*choice{peeking, honest}
	for _, c := range all {
		c.own, c.judged = make([]float64, seeds), make([]float64, seeds)
	}
	done := make([]bool, seeds)
	epochs := r.values.whole("epochs")
	r.plan(seeds*len(rates)*epochs, func() []Chart { return peekingCharts(all, done) })
	err := r.each(seeds, func(ctx context.Context, seed int) error {
		halves := shuffled(r.data.Test, uint64(seed+1))
		first, second := halves.Slice(0, sample), halves.Slice(sample, 2*sample)
		judges := []*dataset.Dataset{first, shuffled(r.validation, uint64(seed+1)).Slice(0, min(sample, r.validation.Len()))}
		best := make([]float64, len(all))
		chosen := make([]*network.Network, len(all))
		for _, rate := range rates {
			s := r.settings(seed + 1)
			s.Rate = rate
			err := r.train(ctx, s, data, func(e training.Epoch) {
				net := networkAfter(s, e)
				for i, judge := range judges {
					if accuracy := accuracyOn(net, judge); chosen[i] == nil || accuracy > best[i] {
						best[i], chosen[i] = accuracy, net
					}
				}
			})
			if err != nil {
				return err
			}
		}
		r.advance(0, func() {
			for i, c := range all {
				c.own[seed], c.judged[seed] = best[i], accuracyOn(chosen[i], second)
			}
			done[seed] = true
		})
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	table := Table{Title: message.New("The best of %d candidates", len(rates)*(epochs+1)), Columns: []string{"chosen", "on the images that chose, %", "on those that chose nothing, %", "flattery, points"}}
	for _, c := range all {
		table.row(c.name, spreadOf(c.own), spreadOf(c.judged), c.flattery())
	}
	return Result{Verdict: peekingVerdict(peeking, honest, sample), Tables: []Table{table}, Charts: peekingCharts(all, done)}, nil
}

// flattery is by how many points the accuracy is higher on the images that were used to
// choose.
func (c *choice) flattery() stats.Difference { return stats.Paired(c.own, c.judged) }

// accuracyOn is the share of a few images that a network reads, in percent.
func accuracyOn(net *network.Network, data *dataset.Dataset) float64 {
	pass, right := net.NewPass(), 0
	for i := range data.Len() {
		if net.Predict(pass, data.Input(i)) == data.Label(i) {
			right++
		}
	}
	return 100 * float64(right) / float64(max(data.Len(), 1))
}

func peekingCharts(all []*choice, done []bool) []Chart {
	chart := Chart{Title: message.New("Each seed's choice"), X: Axis{Names: []string{"images that chose", "images that chose nothing"}}, Y: Axis{Label: "correct images, %"}}
	for i, c := range all {
		s := Series{Name: c.name, Look: Dots}
		for seed, done := range done {
			if done {
				shift := 0.1 * (float64(i) - 0.5)
				s.add(shift, c.own[seed])
				s.add(1+shift, c.judged[seed])
			}
		}
		chart.Series = append(chart.Series, s)
	}
	return []Chart{chart}
}

// peekingVerdict goes by the flattery of the choice by test images.
func peekingVerdict(peeking, honest *choice, sample int) Verdict {
	flattery, gain := peeking.flattery(), stats.Paired(peeking.judged, honest.judged)
	var text prose
	text.add("Chosen by %s test images, the network reads %s points more of them than of as many that chose nothing: that much of the figure is flattery.", message.Count(sample), flattery)
	text.add("On the images that chose nothing it reads %s points more than the one chosen by validation images.", gain)
	outcome := outcomeOf(flattery.Above(0))
	if gain.Above(0) == stats.Open {
		text.add("So peeking has gained nothing that can be told from chance, but a better-looking figure would have been reported.")
	}
	if outcome != Holds {
		text.add("That there is flattery at all is not sure with so few seeds.")
	}
	return Verdict{outcome, text.message()}
}
