package lab

import (
	"math"
	"slices"
	"testing"

	"digitpad/network/message"
	"digitpad/training"
)

// made is a contender whose runs end with these accuracies on the test images,
// one a seed, and everything else at will.
func made(name string, accuracies ...float64) *contender {
	c := &contender{name: message.Text(name), settings: training.DefaultSettings()}
	c.settings.Epochs = 1
	for _, accuracy := range accuracies {
		c.runs = append(c.runs, scores{
			trainCost: []float64{1, 1 - accuracy/100}, validationCost: []float64{1, 1 - accuracy/100},
			trainAccuracy: []float64{10, accuracy}, validationAccuracy: []float64{10, accuracy}, testAccuracy: []float64{accuracy}, seconds: 1,
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

// costs sets the costs by epoch, the same of every run but for a little that grows with
// the seed; the accuracies by epoch too.
func costs(c *contender, train, validation, accuracy []float64) *contender {
	shifted := func(values []float64, by float64) []float64 {
		all := slices.Clone(values)
		for i := range all {
			all[i] += by
		}
		return all
	}
	return with(c, func(c *contender) {
		c.settings.Epochs = len(train) - 1
		for i := range c.runs {
			by := 0.001 * float64(i)
			c.runs[i] = scores{
				trainCost: shifted(train, by), validationCost: shifted(validation, by),
				trainAccuracy: shifted(accuracy, by), validationAccuracy: shifted(accuracy, by), testAccuracy: []float64{last(accuracy) + by}, seconds: 1,
			}
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
		s := &gradientStage{name: message.New("at the start"), norm: 1}
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
	seeds := func(values ...float64) []float64 { return values }
	batches := func(costFirst, costLast, swing float64) []batchRow {
		about := func(v float64) []float64 { return seeds(v, 1.01*v, 0.99*v) }
		return []batchRow{
			{m: 1, cost: about(costFirst), costOscillation: about(swing), weightOscillation: about(swing)},
			{m: 1000, cost: seeds(costLast, 1.02*costLast, 0.99*costLast), costOscillation: about(1), weightOscillation: about(1)},
		}
	}
	rungs := func(adjusted, unrest float64) *ladder {
		curve := func(end, swing float64) *contender {
			c := costs(made("constant", 1, 1, 1), []float64{1, end}, []float64{1, 1, 1, 1, 0.5 - swing, 0.5, 0.5 - swing}, []float64{10, 90})
			c.runs[1].trainCost[1] += 0.01
			return c
		}
		rung, other := curve(0.5, 0.1), curve(adjusted, unrest)
		other.name = message.New("cosine")
		other.runs[0].trainCost[1] += 0.01 // so that there is a spread
		return &ladder{rates: []*contender{rung}, best: 3, schedules: []*contender{rung, other}}
	}
	valley := func(accuracy, worstCost float64) *valleys {
		line := []crossing{{t: []float64{0, 0.5, 1}, cost: []float64{0.1, 0.4, 0.1}}, {t: []float64{0, 0.5, 1}, cost: []float64{0.1, 0.5, 0.1}}}
		land := &valleys{starts: made("starts", accuracy, accuracy+0.1), lines: line, matched: line, twin: line[0]}
		land.starts.runs[0].trainCost, land.starts.runs[1].trainCost = []float64{1, 0.1}, []float64{1, worstCost}
		return land
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
		return &layerCheck{name: message.New("layer"), backprop: []float64{1}, step: []float64{0.1}, finite: [][]float64{{finite}}}
	}

	for _, test := range []struct {
		name string
		got  Verdict
		want Outcome
	}{
		{"one-hot first", encodingsVerdict([]*contender{made("one-hot", 95, 95.2, 95.1), made("binary", 93, 93.1, 93.2), made("ordinal", 60, 61, 60)}), Holds},
		{"one-hot first by chance", encodingsVerdict([]*contender{made("one-hot", 95, 92, 94), made("binary", 93, 93.2, 93), made("ordinal", 60, 61, 60)}), HoldsInPart},
		{"binary first", encodingsVerdict([]*contender{made("one-hot", 91, 91.2, 91.1), made("binary", 93, 93.1, 93.2), made("ordinal", 60, 61, 60)}), Fails},
		{"one seed", encodingsVerdict([]*contender{made("one-hot", 95), made("binary", 93), made("ordinal", 60)}), Open},

		{"small batches fast and noisy", batchVerdict(batches(0.1, 0.5, 10)), Holds},
		{"small batches fast", batchVerdict(batches(0.1, 0.5, 1)), HoldsInPart},
		{"small batches noisy", batchVerdict(batches(0.5, 0.1, 10)), HoldsInPart},
		{"small batches neither", batchVerdict(batches(0.5, 0.1, 1)), Fails},
		{"as fast as noisy", batchVerdict(batches(0.1, 0.1, 3)), Open},
		{"one batch", batchVerdict(batches(0.5, 0.1, 1)[:1]), Open},

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

		{"a schedule lower and steadier", learningRateVerdict(rungs(0.3, 0.01)), Holds},
		{"a schedule lower", learningRateVerdict(rungs(0.3, 0.1)), HoldsInPart},
		{"a schedule steadier", learningRateVerdict(rungs(0.7, 0.01)), HoldsInPart},
		{"a schedule lower by chance", learningRateVerdict(rungs(0.499, 0.1)), Open},
		{"no schedule lower", learningRateVerdict(rungs(0.7, 0.1)), Fails},

		{"all learn", optimizersVerdict2(made("sgd", 95, 96), made("adam", 94, 95)), Holds},
		{"some learn", optimizersVerdict2(made("sgd", 95, 96), made("adam", 20, 30)), HoldsInPart},
		{"none learns", optimizersVerdict2(made("sgd", 15, 16), made("adam", 20, 22)), Fails},
		{"one seed", optimizersVerdict2(made("sgd", 95), made("adam", 95)), Open},

		{"epochs help", epochsVerdict(costs(made("", 1, 1), []float64{1, 0.5, 0.1}, []float64{1, 0.4, 0.5}, []float64{10, 80, 90})), Holds},
		{"epochs do not help", epochsVerdict(costs(made("", 1, 1), []float64{1, 0.5, 0.1}, []float64{1, 0.4, 0.5}, []float64{10, 80, 70})), Fails},
		{"one epoch", epochsVerdict(costs(made("", 1, 1), []float64{1, 0.5}, []float64{1, 0.4}, []float64{10, 80})), Open},
		{"one seed", epochsVerdict(costs(made("", 1), []float64{1, 0.5, 0.1}, []float64{1, 0.4, 0.5}, []float64{10, 80, 90})), Open},
		{"epochs help by chance", epochsVerdict(with(made("", 1, 1), func(c *contender) {
			c.settings.Epochs = 2
			c.runs[0] = scores{trainCost: []float64{1, 1, 1}, validationCost: []float64{1, 1, 1}, trainAccuracy: []float64{10, 80, 82}, validationAccuracy: []float64{10, 80, 82}, testAccuracy: []float64{82}}
			c.runs[1] = scores{trainCost: []float64{1, 1, 1}, validationCost: []float64{1, 1, 1}, trainAccuracy: []float64{10, 85, 86}, validationAccuracy: []float64{10, 88, 86}, testAccuracy: []float64{86}}
		})), Open},

		{"unequal ends that read well", minimaVerdict(valley(95, 0.2)), Holds},
		{"equal ends that read well", minimaVerdict(valley(95, 0.1)), Open},
		{"ends that read badly", minimaVerdict(valley(80, 0.2)), Fails},

		{"15 units minimal and effective", hiddenVerdict([][]*contender{{units(made("", 80, 81, 80), 5), units(made("", 92, 92.1, 92), 15), units(made("", 95, 95.1, 95), 30)}}), Holds},
		{"15 units not minimal", hiddenVerdict([][]*contender{{units(made("", 92, 92.2, 92.1), 5), units(made("", 92, 92.1, 92.2), 15)}}), HoldsInPart},
		{"15 units not effective", hiddenVerdict([][]*contender{{units(made("", 85.2, 85.3, 85.3), 5), units(made("", 85, 85.1, 85), 15)}}), Fails},
		{"one seed", hiddenVerdict([][]*contender{{units(made("", 80), 5), units(made("", 92), 15)}}), Open},
		{"sigmoid, but not softmax", hiddenVerdict([][]*contender{{units(made("", 92, 92.1), 15)}, {units(made("", 80, 80.1), 15)}}), HoldsInPart},

		{"writers matter", writersVerdict(readers(98, 97, 90)), Holds},
		{"novelty matters, writers do not", writersVerdict(readers(98, 92, 92)), Open},
		{"test images easier", writersVerdict(readers(92, 80, 92)), Fails},

		{"gradients agree", gradientCheckVerdict([]*layerCheck{layer(1.001), layer(0.999)}), Holds},
		{"one layer wrong", gradientCheckVerdict([]*layerCheck{layer(1.001), layer(2)}), HoldsInPart},
		{"gradients differ", gradientCheckVerdict([]*layerCheck{layer(math.NaN()), layer(2)}), Fails},

		{"gradients average", averageVerdict([]*averaged{{n: 1, together: 1e-6, slopes: 1e-4}, {n: 10, together: 1e-6, slopes: 1e-3}}), Holds},
		{"slopes differ", averageVerdict([]*averaged{{n: 1, together: 1e-6, slopes: 0.5}}), HoldsInPart},
		{"gradients do not average", averageVerdict([]*averaged{{n: 1, together: 0.5, slopes: math.NaN()}}), Fails},

		{"an update of few images cheap", updateVerdict([]*timing{{m: 1, seconds: seeds(1, 1.1)}, {m: 100, seconds: seeds(90, 95)}}), Holds},
		{"not so cheap", updateVerdict([]*timing{{m: 1, seconds: seeds(20, 21)}, {m: 100, seconds: seeds(90, 95)}}), Fails},
		{"timed once", updateVerdict([]*timing{{m: 1, seconds: seeds(1)}, {m: 100, seconds: seeds(90)}}), Open},

		{"peeking flatters", peekingVerdict(&choice{own: seeds(96, 96.2), judged: seeds(95, 95.1)}, &choice{own: seeds(95, 95), judged: seeds(95, 95.2)}, 500), Holds},
		{"peeking may flatter", peekingVerdict(&choice{own: seeds(96, 95), judged: seeds(95, 95.1)}, &choice{own: seeds(95, 95), judged: seeds(95, 95.2)}, 500), Open},
		{"peeking harms", peekingVerdict(&choice{own: seeds(94, 94.1), judged: seeds(95, 95.2)}, &choice{own: seeds(95, 95), judged: seeds(95, 95.2)}, 500), Fails},

		{"outputs specialise", firingVerdict(&firing{one: seeds(95, 95.1), right: seeds(99, 99), apart: seeds(0.9, 0.91), alike: seeds(0, 0.1)}, &firing{apart: seeds(0.5, 0.52), alike: seeds(0, 0.1)}), Holds},
		{"several fire", firingVerdict(&firing{one: seeds(50, 51), right: seeds(99, 99), apart: seeds(0.9, 0.91), alike: seeds(0, 0.1)}, &firing{apart: seeds(0.5, 0.52), alike: seeds(0, 0.1)}), HoldsInPart},
		{"outputs do not specialise", firingVerdict(&firing{one: seeds(50, 51), right: seeds(99, 99), apart: seeds(0.3, 0.31), alike: seeds(0, 0.1)}, &firing{apart: seeds(0.5, 0.52), alike: seeds(0, 0.1)}), Fails},
		{"one seed", firingVerdict(&firing{one: seeds(95), right: seeds(99), apart: seeds(0.9), alike: seeds(0)}, &firing{apart: seeds(0.5), alike: seeds(0)}), Open},
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
}

// optimizersVerdict2 is the verdict on algorithms that all have the same epochs.
func optimizersVerdict2(all ...*contender) Verdict { return optimizersVerdict(all, all) }

// The leader is named only where its lead is sure.
func TestOptimizersLeader(t *testing.T) {
	v := optimizersVerdict2(made("sgd", 90, 90.1, 90.2), made("adam", 95, 95.1, 95.3))
	wants(t, v, "Fastest is adam: its cost is below that of every other, seed by seed.", "after 1 epochs, best first: adam")
	v = optimizersVerdict2(made("sgd", 94, 95, 95), made("adam", 95, 94.9, 95.2), made("momentum", 79, 79.1, 79))
	wants(t, v, "Which is fastest stays open: adam has the lowest mean, but these seeds do not tell it from sgd.", "but for momentum (79.033 ± 0.058 %).")
}

// A claim of several parts.
func TestTogether(t *testing.T) {
	for _, test := range []struct {
		parts []Outcome
		want  Outcome
	}{
		{[]Outcome{Holds}, Holds},
		{[]Outcome{Holds, Holds}, Holds},
		{[]Outcome{Holds, Open}, HoldsInPart},
		{[]Outcome{Holds, Fails}, HoldsInPart},
		{[]Outcome{HoldsInPart, Open}, HoldsInPart},
		{[]Outcome{Open, Fails}, Fails},
		{[]Outcome{Open, Open}, Open},
	} {
		if got := together(test.parts...); got != test.want {
			t.Errorf("%q together %q, want %q", test.parts, got, test.want)
		}
	}
}
