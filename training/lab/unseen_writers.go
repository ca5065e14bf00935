package lab

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// unseenWriters tests a network on images it knows, on new images by the same
// people, and by people it never saw.
var unseenWriters = &Experiment{
	name:  "unseen-writers",
	Title: "Does it read people it never saw?",
	Claim: "The test images were collected from a different set of 250 people than those who produced the training images (with the same Census/High-School split). This separation helps " +
		"us judge whether a trained ANN can recognize digits written by people it never saw during training.",
	Source:  "section 2.3",
	Formula: "accuracy = correct images / images",
	Explanation: "A sixth of the training images, chosen at random, is set aside. The network then meets images it has trained on, images set aside (new, but by people " +
		"whose writing it knows), and test images (new, by people it never saw); and, where they are given, digits drawn with a pen on a screen. " +
		"If it matters who wrote a digit, and not only that the image is new, the test images are harder than those set aside.",
	Fixed: "The network, and the images that it trains on.",
	Criteria: Criteria{
		Holds:        "The network reads fewer of the test images than of those set aside, by more than the whole interval: over the seeds, and over the choice of so few images.",
		Contradicted: "It reads more of them, by more than the interval.",
		Open:         "There is one seed, or the interval spans zero.",
	},
	Settings: []Setting{seeds(5), images(60000), hidden(30), epochs(10), batch(10), rate(3)},
	run:      runUnseenWriters,
}

// audience is images to read and how well each seed's network reads them, by
// epoch, in percent.
type audience struct {
	name     message.Message
	data     *dataset.Dataset
	accuracy [][]float64
	pen      bool // drawn with a pen, and not scanned
	once     bool // read after the last epoch alone
}

// values are the accuracies after the last epoch, of the seeds that have come so far.
func (a *audience) values() []float64 {
	var last []float64
	for _, run := range a.accuracy {
		if len(run) > 0 {
			last = append(last, run[len(run)-1])
		}
	}
	return last
}

// final is the accuracy after the last epoch.
func (a *audience) final() Spread { return spreadOf(a.values()) }

func runUnseenWriters(r *run) (Result, error) {
	const sixth = 6
	known, aside := setAside(r.images(), sixth)
	seeds := r.values.whole("seeds")
	all := []*audience{
		{name: message.New("trained on"), data: known},
		{name: message.New("set aside"), data: aside},
		{name: message.New("test images"), data: r.data.Test, once: true},
	}
	if r.data.Pen != nil {
		all = append(all, &audience{name: message.New("pen strokes"), data: r.data.Pen, pen: true})
	}
	for _, a := range all {
		a.accuracy = make([][]float64, seeds)
	}
	r.plan(seeds*r.values.whole("epochs"), func() []Chart { return writerCharts(all) })
	err := r.each(seeds, func(ctx context.Context, seed int) error {
		s := r.settings(seed + 1)
		trainer, err := training.NewTrainer(s, known, r.validation)
		if err != nil {
			return err
		}
		for event, err := range trainer.Events(ctx) {
			if err != nil {
				return err
			}
			if event.Kind != training.EpochDone {
				continue
			}
			accuracy := make([]float64, len(all))
			for i, a := range all {
				if a.once && event.Epoch.Number < s.Epochs {
					continue
				}
				score, err := evaluate.Network(ctx, trainer.Network(), a.data)
				if err != nil {
					return err
				}
				accuracy[i] = score.Accuracy
			}
			r.advance(min(event.Epoch.Number, 1), func() {
				for i, a := range all {
					if !a.once || event.Epoch.Number == s.Epochs {
						a.accuracy[seed] = append(a.accuracy[seed], 100*accuracy[i])
					}
				}
			})
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	table := Table{Title: message.New("Accuracy after the last epoch"), Columns: []string{"images", "number", "correct, %", "lowest", "highest"}}
	for _, a := range all {
		final := a.final()
		table.row(a.name, a.data.Len(), final, final.Min, final.Max)
	}
	return Result{Verdict: writersVerdict(all), Tables: []Table{table}, Charts: writerCharts(all)}, nil
}

// setAside puts one in k of the examples aside and keeps the others. It chooses
// at random, because MNIST's images are in no random order: every sixth of them
// happens to be easier than the others.
func setAside(data *dataset.Dataset, k int) (kept, aside *dataset.Dataset) {
	mixed := shuffled(data, 1)
	n := data.Len() / k
	return mixed.Slice(n, mixed.Len()), mixed.Slice(0, n)
}

// shuffled is the examples in a random order.
func shuffled(data *dataset.Dataset, seed uint64) *dataset.Dataset {
	images, labels := make([]byte, 0, data.Len()*dataset.Pixels), make([]byte, 0, data.Len())
	for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(data.Len()) {
		var image [dataset.Pixels]byte
		data.Input(i).Unpack(image[:])
		images, labels = append(images, image[:]...), append(labels, byte(data.Label(i)))
	}
	mixed, err := dataset.New(data.Name(), images, labels)
	if err != nil {
		panic("lab: shuffled examples: " + err.Error()) // which came from a dataset
	}
	return mixed
}

func writerCharts(all []*audience) []Chart {
	chart := Chart{Title: message.New("Who wrote the digits"), X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct images, %"}}
	longest := 0
	for _, a := range all {
		if a.once {
			if done := a.values(); done != nil {
				spread := spreadOf(done)
				chart.Series = append(chart.Series, Series{Name: a.name, Look: Dots, X: []float64{float64(longest)}, Y: []float64{spread.Mean}, Spread: []float64{spread.SD}})
			}
			continue
		}
		var runs [][]float64
		for _, run := range a.accuracy {
			runs = append(runs, run[min(1, len(run)):])
			longest = max(longest, len(run)-1)
		}
		chart.Series = append(chart.Series, overSeeds(a.name, counting(1, longest), runs))
	}
	return []Chart{chart}
}

// harder is how many more points of a than of b are read, seed by seed, with the
// interval widened by what the choice of so few images makes of it.
func (a *audience) harder(b *audience) stats.Difference {
	const z = 1.96 // 95 % of a normal distribution lie within so many standard errors
	d := stats.Paired(a.values(), b.values())
	half := math.Hypot((d.Hi-d.Lo)/2, z*math.Hypot(a.sampling(), b.sampling()))
	d.Lo, d.Hi = d.Mean-half, d.Mean+half
	return d
}

// sampling is the standard error, in points, of an accuracy on so many images.
func (a *audience) sampling() float64 {
	p := a.final().Mean / 100
	return 100 * math.Sqrt(p*(1-p)/float64(a.data.Len()))
}

// writersVerdict goes by whether the test images are harder than those set aside.
func writersVerdict(all []*audience) Verdict {
	known, aside, test := all[0], all[1], all[2]
	var parts []message.Message
	for _, a := range all {
		parts = append(parts, message.New("%s: %s %%", a.name, a.final()))
	}
	var text prose
	text.add("Read correctly are %s.", message.Join(parts, ", "))
	novelty, writers := known.harder(aside), aside.harder(test)
	text.add("That an image is new costs %s points, that its writer is new another %s; the intervals take in the choice of the images.", novelty, writers)
	if pen := slices.IndexFunc(all, func(a *audience) bool { return a.pen }); pen >= 0 {
		text.add("Digits drawn with a pen cost %s points against the test images.", test.harder(all[pen]))
	}
	outcome := outcomeOf(writers.Above(0))
	switch {
	case outcome == Holds:
		text.add("People it never saw are harder to read, so the separation does matter: images set aside would flatter the network.")
	case outcome == Fails:
		text.add("The test images are easier than those set aside.")
	case novelty.Above(0) == stats.Holds:
		text.add("That new images are harder is sure; that it matters who wrote them stays open.")
	default:
		text.add("Neither is sure.")
	}
	return Verdict{outcome, text.message()}
}
