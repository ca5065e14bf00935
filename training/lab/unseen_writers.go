package lab

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// UnseenWriters tests a network on images it knows, on new images by the same
// people, and by people it never saw.
var UnseenWriters = &Experiment{
	name:  "unseen-writers",
	Title: "Does it read people it never saw?",
	Claim: "The test images were collected from a different set of 250 people than those who produced the training images (with the same Census/High-School split). This separation helps " +
		"us judge whether a trained ANN can recognize digits written by people it never saw during training.",
	Source:  "section 2.3",
	Formula: "accuracy = correct images / images",
	Explanation: "A sixth of the training images, chosen at random, is set aside. The network then meets images it has trained on, images set aside (new, but by people " +
		"whose writing it knows), and test images (new, by people it never saw); and, where they are given, digits drawn with a pen on a screen. " +
		"If it matters who wrote a digit, and not only that the image is new, the test images are harder than those set aside.",
	Fixed:    "The network, and the images that it trains on.",
	Settings: []Setting{seeds(5), images(60000), hidden(30), epochs(10), batch(10), rate(3)},
	run:      runUnseenWriters,
}

// audience is images to read and how well each seed's network reads them, by
// epoch, in percent.
type audience struct {
	name     string
	data     *dataset.Dataset
	accuracy [][]float64
}

// final is the accuracy after the last epoch.
func (a *audience) final() Spread {
	var last []float64
	for _, run := range a.accuracy {
		last = append(last, run[len(run)-1])
	}
	return spreadOf(last)
}

func runUnseenWriters(r *run) (Result, error) {
	const sixth = 6
	known, aside, err := setAside(r.images(), sixth)
	if err != nil {
		return Result{}, err
	}
	seeds := r.values.whole("seeds")
	all := []*audience{
		{name: "trained on", data: known},
		{name: "set aside", data: aside},
		{name: "test images", data: r.data.Test},
	}
	if r.data.Pen != nil {
		all = append(all, &audience{name: "pen strokes", data: r.data.Pen})
	}
	for _, a := range all {
		a.accuracy = make([][]float64, seeds)
	}
	r.plan(seeds*r.values.whole("epochs"), func() []Chart { return writerCharts(all) })
	err = r.each(seeds, func(ctx context.Context, seed int) error {
		s := r.settings(seed + 1)
		trainer, err := training.NewTrainer(s, known, r.data.Test)
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
			accuracy := []float64{event.Epoch.Train.Accuracy, 0, event.Epoch.Test.Accuracy, 0}
			for i, a := range all {
				if i%2 == 1 { // not evaluated by the trainer
					score, err := evaluate.Network(ctx, trainer.Network(), a.data)
					if err != nil {
						return err
					}
					accuracy[i] = score.Accuracy
				}
			}
			r.advance(min(event.Epoch.Number, 1), func() {
				for i, a := range all {
					a.accuracy[seed] = append(a.accuracy[seed], 100*accuracy[i])
				}
			})
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	table := Table{Title: "Accuracy after the last epoch", Columns: []string{"images", "number", "correct, %", "lowest", "highest"}}
	for _, a := range all {
		final := a.final()
		table.row(a.name, a.data.Len(), final, final.Min, final.Max)
	}
	return Result{Verdict: writersVerdict(all), Tables: []Table{table}, Charts: writerCharts(all)}, nil
}

// setAside puts one in k of the examples aside and keeps the others. It chooses
// at random, because MNIST's images are in no random order: every sixth of them
// happens to be easier than the others.
func setAside(data *dataset.Dataset, k int) (kept, aside *dataset.Dataset, err error) {
	var images, labels [2][]byte
	for rank, i := range rand.New(rand.NewPCG(1, 0)).Perm(data.Len()) {
		pile := 0
		if rank < data.Len()/k {
			pile = 1
		}
		var image [dataset.Pixels]byte
		data.Input(i).Unpack(image[:])
		images[pile], labels[pile] = append(images[pile], image[:]...), append(labels[pile], byte(data.Label(i)))
	}
	if kept, err = dataset.New(data.Name(), images[0], labels[0]); err == nil {
		aside, err = dataset.New(data.Name()+", set aside", images[1], labels[1])
	}
	return kept, aside, err
}

func writerCharts(all []*audience) []Chart {
	chart := Chart{Title: "Who wrote the digits", X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct images, %"}}
	for _, a := range all {
		longest := 0
		var runs [][]float64
		for _, run := range a.accuracy {
			runs = append(runs, run[min(1, len(run)):])
			longest = max(longest, len(run)-1)
		}
		chart.Series = append(chart.Series, overSeeds(a.name, counting(1, longest), runs))
	}
	return []Chart{chart}
}

// margin is what chance makes of the accuracy, in points: the standard deviation
// over the seeds, and that of the choice of so few images.
func (a *audience) margin() float64 {
	final := a.final()
	p := final.Mean / 100
	return math.Hypot(final.SD, 100*math.Sqrt(p*(1-p)/float64(a.data.Len())))
}

// writersVerdict holds if the test images are harder than those set aside by
// more than chance makes.
func writersVerdict(all []*audience) Verdict {
	known, aside, test := all[0].final(), all[1].final(), all[2].final()
	var parts []string
	for _, a := range all {
		parts = append(parts, fmt.Sprintf("%s: %s %%", a.name, a.final()))
	}
	text := fmt.Sprintf("Read correctly are %s. ", strings.Join(parts, ", "))
	text += fmt.Sprintf("That an image is new costs %.2f points, that its writer is new another %.2f. ",
		known.Mean-aside.Mean, aside.Mean-test.Mean)
	text += fmt.Sprintf("With %s test images, chance alone makes for %.2f. ", thousands(all[2].data.Len()), all[2].margin())
	if pen := slices.IndexFunc(all, func(a *audience) bool { return a.name == "pen strokes" }); pen >= 0 {
		text += fmt.Sprintf("Digits drawn with a pen cost %.2f points against the test images. ", test.Mean-all[pen].final().Mean)
	}
	switch {
	case aside.Mean-test.Mean > all[1].margin()+all[2].margin():
		return Verdict{Holds, text + "People it never saw are harder to read, so the separation does matter: images set aside would flatter the network."}
	case known.Mean-test.Mean > all[0].margin()+all[2].margin():
		return Verdict{HoldsInPart, text + "Test images are harder than images trained on, but not because their writers are new: images set aside judge the network as well."}
	}
	return Verdict{Fails, text + "The test images are no harder than those trained on."}
}
