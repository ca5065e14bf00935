package lab

import (
	"math"
	"testing"

	"digitpad/training"
)

// made is a contender whose runs end with these accuracies on the test images,
// one a seed, and everything else at will.
func made(name string, accuracies ...float64) *contender {
	c := &contender{name: name, settings: training.DefaultSettings()}
	c.settings.Epochs = 1
	for _, accuracy := range accuracies {
		c.runs = append(c.runs, scores{
			trainCost: []float64{1, 1 - accuracy/100}, testCost: []float64{1, 1 - accuracy/100},
			trainAccuracy: []float64{10, accuracy}, testAccuracy: []float64{10, accuracy}, seconds: 1,
		})
	}
	return c
}

// with sets some of a contender up and returns it.
func with(c *contender, change func(*contender)) *contender {
	change(c)
	return c
}

func units(c *contender, hidden int) *contender {
	return with(c, func(c *contender) { c.settings.Hidden = []int{hidden} })
}

// costs sets the costs by epoch, the same on both sets of images, of every run;
// the accuracies by epoch too.
func costs(c *contender, train, test, accuracy []float64) *contender {
	return with(c, func(c *contender) {
		c.settings.Epochs = len(train) - 1
		for i := range c.runs {
			c.runs[i] = scores{trainCost: train, testCost: test, trainAccuracy: accuracy, testAccuracy: accuracy, seconds: 1}
		}
	})
}

func one(v float64) Spread { return Spread{Mean: v, Min: v, Max: v, Count: 1} }

// spreadAt is a mean with a standard deviation.
func spreadAt(mean, sd float64) Spread {
	return Spread{Mean: mean, SD: sd, Min: mean - sd, Max: mean + sd, Count: 3}
}

// Every verdict comes out one way or another as the figures, made up here, say.
func TestVerdicts(t *testing.T) {
	stage := func(exponent float64) []*gradientStage {
		s := &gradientStage{name: "at the start", norm: 1}
		for _, m := range []float64{1, 10, 100} {
			s.m = append(s.m, m)
			s.error, s.angle = append(s.error, math.Pow(m, exponent)), append(s.angle, one(45))
		}
		return []*gradientStage{s}
	}
	step := func(after ...float64) []*steps {
		return []*steps{{cost: 1, slope: 1, rate: []float64{0.01, 0.1, 1}[:len(after)], after: after}}
	}
	ball := func(down, other, misfit float64) []*sphere {
		return []*sphere{{
			length: 1, norm: 1, down: down, up: 1,
			random: directions{cos: []float64{0}, change: []float64{other}},
			turned: directions{cos: []float64{0.5}, change: []float64{0.5 + misfit}},
		}}
	}
	stairs := func(correct []float64, sameCorrect, sameCost int) *staircase {
		return &staircase{cost: []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, correct: correct, moves: 100, sameCorrect: sameCorrect, sameCost: sameCost}
	}
	jump := []float64{5, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9}
	glide := []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	batches := func(costFirst, costLast, swing float64) []batchRow {
		return []batchRow{
			{m: 1, cost: spreadAt(costFirst, 0.01), costOscillation: one(swing), weightOscillation: one(swing)},
			{m: 1000, cost: spreadAt(costLast, 0.01), costOscillation: one(1), weightOscillation: one(1)},
		}
	}
	rungs := func(adjusted float64) *ladder {
		rung := costs(made("constant", 1, 1), []float64{1, 0.5}, []float64{1, 0.5}, []float64{10, 90})
		spread := costs(made("cosine", 1, 1), []float64{1, adjusted}, []float64{1, adjusted}, []float64{10, 90})
		spread.runs[0].trainCost = []float64{1, adjusted + 0.02} // so that there is a spread
		return &ladder{rates: []*contender{rung}, best: 3, schedules: []*contender{rung, spread}}
	}
	valley := func(ridge, worst float64) *valleys {
		return &valleys{
			starts: made("starts", 95, worst),
			lines:  []crossing{{t: []float64{0, 0.5, 1}, cost: []float64{0.1, 0.1 + ridge, 0.1}}},
		}
	}
	readers := func(known, aside, test float64) []*audience {
		data := toyData(t, "toy", 1000, 1)
		var all []*audience
		for _, accuracy := range []float64{known, aside, test} {
			all = append(all, &audience{data: data, accuracy: [][]float64{{accuracy}, {accuracy + 0.1}}})
		}
		return all
	}
	layer := func(finite float64) *layerCheck {
		return &layerCheck{name: "layer", backprop: []float64{1}, step: []float64{0.1}, finite: [][]float64{{finite}}}
	}
	repeat := func(published float64, ours ...float64) *replica {
		p := &replica{preset: training.Presets[0]}
		p.preset.Published = published / 100
		for _, accuracy := range ours {
			p.test = append(p.test, []float64{accuracy - 1, accuracy, accuracy - 0.5})
		}
		return p
	}

	for _, test := range []struct {
		name string
		got  Verdict
		want Outcome
	}{
		{"one-hot first", encodingsVerdict([]*contender{made("one-hot", 95, 95.2), made("binary", 93, 93.2), made("ordinal", 60, 61)}), Holds},
		{"one-hot first by chance", encodingsVerdict([]*contender{made("one-hot", 95, 92), made("binary", 93, 93.2), made("ordinal", 60, 61)}), HoldsInPart},
		{"binary first", encodingsVerdict([]*contender{made("one-hot", 91, 91.2), made("binary", 93, 93.2), made("ordinal", 60, 61)}), Fails},

		{"small batches fast and noisy", batchVerdict(batches(0.1, 0.5, 10), 1000), Holds},
		{"small batches fast", batchVerdict(batches(0.1, 0.5, 1), 1000), HoldsInPart},
		{"small batches noisy", batchVerdict(batches(0.5, 0.1, 10), 1000), HoldsInPart},
		{"small batches neither", batchVerdict(batches(0.5, 0.1, 1), 1000), Fails},
		{"one batch", batchVerdict(batches(0.5, 0.1, 1)[:1], 1000), HoldsInPart},

		{"error as 1/√m", gradientVerdict(stage(-0.5), 1000), Holds},
		{"error as 1/m", gradientVerdict(stage(-1), 1000), HoldsInPart},
		{"error grows", gradientVerdict(stage(0.3), 1000), Fails},

		{"always decreases", firstOrderVerdict(step(0.99, 0.9, 0.1)), Holds},
		{"rises for large η", firstOrderVerdict(step(0.99, 0.9, 2)), HoldsInPart},
		{"not foretold", firstOrderVerdict(step(0.5, 0.9, 2)), Fails},

		{"−∇C best", steepestVerdict(ball(-1, 0.1, 0)), Holds},
		{"−∇C best, off the line", steepestVerdict(ball(-1, 0.1, 0.5)), HoldsInPart},
		{"another better", steepestVerdict(ball(-1, -2, 0)), Fails},

		{"staircase", accuracyVerdict(stairs(jump, 90, 2)), Holds},
		{"staircase, all moves change it", accuracyVerdict(stairs(jump, 2, 0)), HoldsInPart},
		{"flat but smooth", accuracyVerdict(stairs(glide, 90, 2)), HoldsInPart},
		{"smooth", accuracyVerdict(stairs(glide, 2, 2)), Fails},

		{"a schedule clearly better", learningRateVerdict(rungs(0.3)), Holds},
		{"a schedule better by chance", learningRateVerdict(rungs(0.485)), HoldsInPart},
		{"no schedule better", learningRateVerdict(rungs(0.7)), Fails},

		{"all learn", optimizersVerdict([]*contender{made("sgd", 95, 96), made("adam", 94, 95)}), Holds},
		{"some learn", optimizersVerdict([]*contender{made("sgd", 95, 96), made("adam", 20, 30)}), HoldsInPart},
		{"none learns", optimizersVerdict([]*contender{made("sgd", 15, 16), made("adam", 20, 30)}), Fails},

		{"epochs help", epochsVerdict(costs(made("", 1, 1), []float64{1, 0.5, 0.1}, []float64{1, 0.4, 0.5}, []float64{10, 80, 90})), Holds},
		{"epochs do not help", epochsVerdict(costs(made("", 1, 1), []float64{1, 0.5, 0.1}, []float64{1, 0.4, 0.5}, []float64{10, 80, 70})), Fails},
		{"epochs help by chance", epochsVerdict(with(made("", 1, 1), func(c *contender) {
			c.settings.Epochs = 2
			c.runs[0] = scores{trainCost: []float64{1, 1, 1}, testCost: []float64{1, 1, 1}, trainAccuracy: []float64{10, 80, 82}, testAccuracy: []float64{10, 80, 82}}
			c.runs[1] = scores{trainCost: []float64{1, 1, 1}, testCost: []float64{1, 1, 1}, trainAccuracy: []float64{10, 85, 86}, testAccuracy: []float64{10, 85, 86}}
		})), HoldsInPart},

		{"valleys as good as each other", minimaVerdict(valley(1, 94)), Holds},
		{"one valley", minimaVerdict(valley(0, 94)), HoldsInPart},
		{"valleys that differ", minimaVerdict(valley(1, 80)), HoldsInPart},
		{"bad luck without ridges", minimaVerdict(valley(0, 80)), Fails},

		{"15 units minimal and effective", hiddenVerdict([]*contender{units(made("", 80, 81), 5), units(made("", 92, 92.1), 15), units(made("", 95, 95.1), 30)}), Holds},
		{"15 units not minimal", hiddenVerdict([]*contender{units(made("", 92, 92.2), 5), units(made("", 92, 92.1), 15)}), HoldsInPart},
		{"15 units not effective", hiddenVerdict([]*contender{units(made("", 80, 81), 5), units(made("", 85, 85.1), 15)}), Fails},

		{"writers matter", writersVerdict(readers(98, 97, 90)), Holds},
		{"novelty matters, writers do not", writersVerdict(readers(98, 92, 92)), HoldsInPart},
		{"nothing matters", writersVerdict(readers(92, 92, 92)), Fails},

		{"gradients agree", gradientCheckVerdict([]*layerCheck{layer(1.001), layer(0.999)}), Holds},
		{"one layer wrong", gradientCheckVerdict([]*layerCheck{layer(1.001), layer(2)}), HoldsInPart},
		{"gradients differ", gradientCheckVerdict([]*layerCheck{layer(math.NaN()), layer(2)}), Fails},

		{"Nielsen within ours", nielsenVerdict([]*replica{repeat(95, 94.8, 95.1)}, true), Holds},
		{"Nielsen below our mean", nielsenVerdict([]*replica{repeat(90, 94.8, 95.1)}, true), Holds},
		{"Nielsen above one of two", nielsenVerdict([]*replica{repeat(95, 94.8, 95.1), repeat(96, 94.8, 95.1)}, true), HoldsInPart},
		{"Nielsen above all", nielsenVerdict([]*replica{repeat(96, 94.8, 95.1)}, true), Fails},
		{"Nielsen on other images", nielsenVerdict([]*replica{repeat(95, 94.8, 95.1)}, false), Open},
	} {
		if test.got.Outcome != test.want {
			t.Errorf("%s: the claim %s, want %s: %s", test.name, test.got.Outcome, test.want, test.got.Text)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   string
	}{
		{[]float64{95.42}, "95.42"},
		{[]float64{95, 95}, "95"},
		{[]float64{95.1, 95.3, 95.5}, "95.30 ± 0.20"},
		{[]float64{1, 2, 3}, "2.0 ± 1.0"},
		{[]float64{100, 200, 300}, "200 ± 100"},
		{[]float64{0.0101, 0.0103, 0.0105}, "0.01030 ± 0.00020"},
	} {
		if got := spreadOf(test.values).String(); got != test.want {
			t.Errorf("%v is %q, want %q", test.values, got, test.want)
		}
	}
	if above(spreadAt(2, 0.5), spreadAt(1, 0.6)) || !above(spreadAt(2, 0.4), spreadAt(1, 0.5)) {
		t.Error("above does not compare the margin with the spreads")
	}
}
