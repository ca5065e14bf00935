package diagnose

import (
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// course is a run with these costs on the training data, epoch 0 first, and a fair
// accuracy.
func course(costs ...float64) Input {
	c := Input{Settings: training.DefaultSettings(), Examples: 1000}
	for i, cost := range costs {
		c.Epochs = append(c.Epochs, training.Epoch{
			Number: i, Train: evaluate.Score{Cost: cost, Accuracy: 0.5}, Validation: evaluate.Score{Cost: cost, Accuracy: 0.5},
		})
	}
	return c
}

// The learning rate is too high where at least two epochs, and 30 % of three or
// more, end with a cost that has jumped by over 2 %; the worst jump is shown.
func TestRateTooHigh(t *testing.T) {
	for _, c := range []struct {
		costs       []float64
		ill         bool
		epoch       int
		from, to, s float64
	}{
		{[]float64{1, 2}, false, 0, 1, 2, 1},
		{[]float64{1, 2, 3}, false, 0, 1, 2, 1},
		{[]float64{1, 2, 1, 0.9}, false, 0, 1, 2, 1.0 / 3},
		{[]float64{1, 2, 1, 3}, true, 2, 1, 3, 2.0 / 3},
		{[]float64{1, 1.5, 2, 1}, true, 0, 1, 1.5, 2.0 / 3},
		{[]float64{1, 1.0199, 1, 1.0199, 1, 1.0199}, false, 0, 1, 1.0199, 0},
		{[]float64{1, 2, 1, 2, 1, 1, 1}, true, 0, 1, 2, 2.0 / 6},
		{[]float64{1, 2, 1, 2, 1, 1, 1, 1}, false, 0, 1, 2, 2.0 / 7},
		{[]float64{1, 2, 1, 2, 1, 1, 1, 1, 1, 1, 2}, true, 0, 1, 2, 0.3},
		{[]float64{3, 2, 1, 0.5}, false, 0, 0, 0, 0},
	} {
		d, ill := rateTooHigh(course(c.costs...), stats{})
		if want := (Evidence{Epoch: c.epoch, From: c.from, To: c.to, Share: c.s}); ill != c.ill || d.Evidence != want {
			t.Errorf("%v: ill %t, sign %+v, want %t, %+v", c.costs, ill, d.Evidence, c.ill, want)
		}
		if d.Finding != RateTooHigh || d.Fix.Rate != 3.0/4 {
			t.Errorf("%v: %v, cured by the rate %g", c.costs, d.Finding, d.Fix.Rate)
		}
	}
	gone := course(1)
	gone.Diverged = true
	found := Run(gone)
	if len(found) == 0 || found[0].Finding != RateTooHigh || !found[0].Evidence.Diverged || found[0].Fix.Rate != 0.3 {
		t.Errorf("a run that diverged: %+v", found)
	}
}

// The learning rate is too low where the cost has fallen for three epochs, but by
// so little that all planned epochs would not take a quarter off it.
func TestRateTooLow(t *testing.T) {
	slow := func(change func(*Input)) Input {
		c := course(1, 0.9999, 0.9998, 0.9997)
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		run Input
		ill bool
	}{
		"slow":                        {slow(func(*Input) {}), true},
		"after two epochs":            {course(1, 0.9999, 0.9998), false},
		"fast":                        {course(1, 0.98, 0.96, 0.94), false},
		"fast first, then slow":       {course(2, 1, 0.9999, 0.9998, 0.9997), true},
		"at first not falling":        {course(1, 1, 0.9999, 0.9998), false},
		"in the end not falling":      {course(1, 0.9999, 0.9998, 0.9998), false},
		"once not falling, long ago":  {course(1, 1, 0.9999, 0.9998, 0.9997), true},
		"with a fair accuracy":        {slow(func(c *Input) { c.Epochs[3].Train.Accuracy = fair }), false},
		"with almost a fair accuracy": {slow(func(c *Input) { c.Epochs[3].Train.Accuracy = fair - 0.01 }), true},
		"with binary targets":         {slow(func(c *Input) { c.Settings.Encoding = network.Binary.Name() }), false},
		"with epochs enough":          {slow(func(c *Input) { c.Settings.Epochs = 2600 }), false},
		"with almost epochs enough":   {slow(func(c *Input) { c.Settings.Epochs = 2400 }), true},
	} {
		d, ill := rateTooLow(c.run, stats{})
		if ill != c.ill {
			t.Errorf("%s: ill %t", name, ill)
		}
		if d.Finding != RateTooLow || d.Fix.Rate != 30 {
			t.Errorf("%s: %v, cured by the rate %g", name, d.Finding, d.Fix.Rate)
		}
	}
	d, _ := rateTooLow(course(8, 4, 2, 1), stats{})
	if want := (Evidence{Epoch: 2, From: 2, To: 1, Share: 0.5}); d.Evidence != want {
		t.Errorf("the sign is %+v, want %+v", d.Evidence, want)
	}
}

// A network overfits where the cost on the test data has been over its minimum,
// by more than 5 %, for three epochs, while that on the training data has fallen.
func TestOverfitting(t *testing.T) {
	run := func(train, test []float64) Input {
		c := course(train...)
		for i, cost := range test {
			c.Epochs[i].Validation.Cost = cost
		}
		return c
	}
	falling := []float64{5, 4, 3, 2, 1}
	for name, c := range map[string]struct {
		run Input
		ill bool
	}{
		"overfitting":                   {run(falling, []float64{5, 2, 3, 4, 5}), true},
		"best of the last three epochs": {run(falling, []float64{5, 4, 2, 3, 4}), false},
		"never better than at first":    {run(falling, []float64{1, 2, 3, 4, 5}), false},
		"still within 5 %":              {run(falling, []float64{5, 2, 3, 4, 2.09}), false},
		"the training cost rises too":   {run([]float64{5, 1, 2, 3, 4}, []float64{5, 2, 3, 4, 5}), false},
		"the training cost stands":      {run([]float64{5, 1, 2, 3, 1}, []float64{5, 2, 3, 4, 5}), false},
	} {
		if _, ill := overfitting(c.run, stats{}); ill != c.ill {
			t.Errorf("%s: ill %t", name, ill)
		}
	}
	c := run(falling, []float64{5, 2, 3, 4, 5})
	d, _ := overfitting(c, stats{})
	if want := (Evidence{Epoch: 1, From: 2, To: 5}); d.Evidence != want || d.Fix.Augmentation != dataset.ModerateAugmentation() || d.Fix.Patience != 0 {
		t.Errorf("%+v, cured by %+v", d.Evidence, d.Fix)
	}
	c.Settings.Augmentation = dataset.ModerateAugmentation()
	if d, _ := overfitting(c, stats{}); d.Fix.Patience != 3 {
		t.Errorf("an augmented run is cured by the patience %d", d.Fix.Patience)
	}
	first := run(falling, []float64{5, 2, 2, 4, 5})
	if d, _ := overfitting(first, stats{}); d.Evidence.Epoch != 1 {
		t.Errorf("of two epochs that are equally good, the best is %d", d.Evidence.Epoch)
	}
}

// A decay is too strong where an epoch takes more than nine tenths off a weight and
// little is learned.
func TestDecayTooStrong(t *testing.T) {
	for _, c := range []struct {
		rate, decay     float64
		batch, examples int
		lost            float64
	}{
		{0.5, 0, 10, 1000, 0},
		{0.5, 1, 1000, 1000, 0.0005},
		{0.5, 20, 10, 1000, 1 - math.Pow(0.99, 100)},
		{0.5, 20, 10, 1001, 1 - math.Pow(1-10.0/1001, 101)},
		{1, 2000, 1000, 1000, 1},
	} {
		run := course(1, 1)
		run.Settings.Rate, run.Settings.Decay, run.Settings.Batch, run.Examples = c.rate, c.decay, c.batch, c.examples
		if got := lost(run); math.Abs(got-c.lost) > 1e-12 {
			t.Errorf("%+v: %g is lost", c, got)
		}
	}
	run := course(1, 1)
	run.Settings.Decay = 200
	d, ill := decayTooStrong(run, stats{})
	if !ill || d.Evidence.Share < 0.99 || d.Evidence.To != 0.5 || d.Fix.Decay != 0 || d.Fix.Rate != run.Settings.Rate {
		t.Errorf("ill %t, %+v, cured by %+v", ill, d.Evidence, d.Fix)
	}
	run.Epochs[1].Train.Accuracy = fair
	if _, ill := decayTooStrong(run, stats{}); ill {
		t.Error("a decay that leaves a fair accuracy is too strong")
	}
	run.Epochs[1].Train.Accuracy, run.Settings.Decay = 0.5, 1
	if _, ill := decayTooStrong(run, stats{}); ill {
		t.Error("a slight decay is too strong")
	}
}

// Shares of units and examples become findings at their limits, and only with the
// settings that they belong to.
func TestSharesBecomeFindings(t *testing.T) {
	quadratic := course(1, 1)
	if d, ill := deadReLUs(quadratic, stats{dead: 0.25}); !ill || d.Fix.Initializer != network.He.Name() || d.Fix.Rate != 0.05 || d.Evidence.Share != 0.25 {
		t.Errorf("dead units: ill %t, %+v", ill, d)
	}
	low := quadratic
	low.Settings.Rate = 0.01
	if d, ill := deadReLUs(low, stats{dead: 0.24}); ill || d.Fix.Rate != 0.001 {
		t.Errorf("few dead units: ill %t, cured by the rate %g", ill, d.Fix.Rate)
	}
	if d, ill := saturatedOutputs(quadratic, stats{stuck: 0.3}); !ill || d.Fix.Cost != network.CrossEntropy.Name() || d.Fix.Rate != 0.5 || d.Evidence != (Evidence{Share: 0.3, To: 0.5}) {
		t.Errorf("stuck outputs: ill %t, %+v", ill, d)
	}
	if d, ill := saturatedOutputs(low, stats{stuck: 0.29}); ill || d.Fix.Rate != 0.01 {
		t.Errorf("few stuck outputs: ill %t, cured by the rate %g", ill, d.Fix.Rate)
	}
	for name, change := range map[string]func(*training.Settings){
		"cross-entropy": func(s *training.Settings) { s.Cost = network.CrossEntropy.Name() },
		"softmax":       func(s *training.Settings) { s.Output = network.Softmax.Name() },
	} {
		other := quadratic
		change(&other.Settings)
		if _, ill := saturatedOutputs(other, stats{stuck: 1}); ill {
			t.Errorf("outputs are stuck with %s", name)
		}
	}
	if d, ill := saturatedHidden(quadratic, stats{saturated: 0.6}); !ill || d.Fix.Initializer != network.FanIn.Name() || d.Fix.Rate != 0.3 || d.Evidence != (Evidence{Share: 0.6, To: 0.5}) {
		t.Errorf("saturated units: ill %t, %+v", ill, d)
	}
	wide := quadratic
	wide.Settings.Initializer = network.Normal.Name()
	if d, ill := saturatedHidden(wide, stats{saturated: 0.59}); ill || d.Fix.Initializer != network.FanIn.Name() || d.Fix.Rate != 3 {
		t.Errorf("few saturated units: ill %t, %+v", ill, d.Fix)
	}
	learned := course(1, 1)
	learned.Epochs[1].Train.Accuracy = fair
	if _, ill := saturatedHidden(learned, stats{saturated: 1}); ill {
		t.Error("units that have learned are ill")
	}
}

// A network that guesses after three epochs does not learn, unless another finding
// says why.
func TestNotLearning(t *testing.T) {
	run := course(4, 3, 2, 1)
	run.Settings.Seed, run.Settings.Epochs, run.Examples = 7, 9, 5
	for i := range run.Epochs {
		run.Epochs[i].Train.Accuracy = 0.19
	}
	found := Run(run)
	want := training.DefaultSettings()
	want.Seed, want.Epochs, want.Batch = 7, 9, 5
	if len(found) != 1 || found[0].Finding != NotLearning || found[0].Evidence.To != 0.19 || !slices.Equal(found[0].Fix.Hidden, want.Hidden) ||
		found[0].Fix.Seed != 7 || found[0].Fix.Epochs != 9 || found[0].Fix.Batch != 5 {
		t.Errorf("found %+v", found)
	}
	run.Examples = 1000
	if d, _ := notLearning(run); d.Fix.Batch != 10 {
		t.Errorf("cured by mini-batches of %d", d.Fix.Batch)
	}
	run.Epochs[3].Train.Accuracy = guessing
	if found := Run(run); len(found) != 0 {
		t.Errorf("at an accuracy of %g: %+v", guessing, found)
	}
	run.Epochs[3].Train.Accuracy = 0
	run.Epochs = run.Epochs[1:]
	if found := Run(run); len(found) != 0 {
		t.Errorf("after two epochs: %+v", found)
	}
	if found := Run(Input{Settings: run.Settings, Epochs: run.Epochs[:2], Examples: 10}); found != nil {
		t.Errorf("after one epoch: %+v", found)
	}
}

// sick is a run of one hidden layer of the activation, whose units have these
// weighted sums and whose outputs those, on a blank image of a 0.
func sick(activation network.Activation, hidden, outputs []float32) Input {
	c := course(1, 1)
	c.Settings.Activation, c.Settings.Hidden = activation.Name(), nil
	if len(hidden) > 0 {
		c.Settings.Hidden = []int{len(hidden)}
	}
	spec, err := c.Settings.Spec()
	if err != nil {
		panic(err)
	}
	c.Network = network.New(spec)
	layers := c.Network.Layers()
	copy(layers[len(layers)-1].B, outputs)
	if len(hidden) > 0 {
		copy(layers[0].B, hidden)
	}
	c.Sample, err = dataset.New("blank", make([]byte, 2*dataset.Pixels), []byte{0, 1})
	if err != nil {
		panic(err)
	}
	return c
}

// A unit is saturated where the slope is below 4 % of the steepest; dead is one that
// is 0 for all examples; an example is stuck if its own output is almost 0.
func TestVitals(t *testing.T) {
	for name, c := range map[string]struct {
		run  Input
		want stats
	}{
		// σ(±4.7) = 0.991 and 0.009, with slopes of 0.009; σ(±4.5) = 0.989 with 0.011
		"sigmoid": {sick(network.Sigmoid, []float32{0, 4.7, -4.7, 4.5}, nil), stats{saturated: 0.5}},
		// tanh(±2.35) = 0.982 with a slope of 0.0357, a quarter of which is 0.0089; tanh(2.25) has 0.0108
		"tanh": {sick(network.Tanh, []float32{0, 2.35, -2.35, 2.25}, nil), stats{saturated: 0.5}},
		"ReLU": {sick(network.ReLU, []float32{1, -1, 100, 0}, nil), stats{dead: 0.5}},
		// of the two examples, that of the 0 is stuck
		"outputs":            {sick(network.Sigmoid, []float32{0}, []float32{-9, 0}), stats{stuck: 0.5}},
		"outputs almost 1":   {sick(network.Sigmoid, []float32{0}, []float32{9, 0}), stats{}},
		"outputs not so low": {sick(network.Sigmoid, []float32{0}, []float32{-4.5, 0}), stats{}},
		"other outputs":      {sick(network.Sigmoid, []float32{0}, []float32{0, 0, -9, -9}), stats{}},
		"no hidden units":    {sick(network.Sigmoid, nil, nil), stats{}},
	} {
		if got := measure(c.run); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	run := sick(network.ReLU, []float32{-1}, nil)
	run.Diverged = true
	if got := measure(run); got != (stats{}) {
		t.Errorf("diverged: %+v", got)
	}
	run.Diverged, run.Sample = false, run.Sample.Slice(0, 0)
	if got := measure(run); got != (stats{}) {
		t.Errorf("of no examples: %+v", got)
	}
	run.Sample = nil
	if got := measure(run); got != (stats{}) {
		t.Errorf("without a sample: %+v", got)
	}
}

// A sample is the first examples, as many as there are if they are few.
func TestSampleOf(t *testing.T) {
	for _, c := range []struct{ n, want int }{{3, 3}, {sampleSize, sampleSize}, {sampleSize + 1, sampleSize}} {
		d, err := dataset.New("blank", make([]byte, c.n*dataset.Pixels), make([]byte, c.n))
		if err != nil {
			t.Fatal(err)
		}
		if got := SampleOf(d).Len(); got != c.want {
			t.Errorf("of %d examples, %d are the sample", c.n, got)
		}
	}
}
