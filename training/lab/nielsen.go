package lab

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/evaluate"
	"digitpad/training/presets"
	"digitpad/training/stats"
)

// nielsen repeats the results that M. Nielsen published for networks of this
// kind.
var nielsen = &Experiment{
	name:   "nielsen",
	Title:  "Do Nielsen's published results come out?",
	Claim:  "In practice, we train the network on the 60k training images and report performance on the 10k test images.",
	Source: "section 2.3; M. Nielsen, \"Neural Networks and Deep Learning\", chapters 1 and 3",
	Formula: "quadratic: C = 1/2n · Σ ‖y − a‖²   (1)\ncross-entropy: C = −1/n · Σ [y ln a + (1 − y) ln(1 − a)]\n" +
		"with weight decay: C + λ/2n · Σ w²",
	Explanation: "His settings and his 50,000 training images; the other 10,000 are his validation images. (The last preset adds a cosine schedule and all 60,000 images.) " +
		"He gives the best epoch of one run, or of three, on the images named here. Ours beside it is the epoch that is best on the validation images, read once on the test images; " +
		"for figures that he gives for the validation images, the best epoch there; and for the preset that trains on all images, the last. Picking the best epoch by the test images themselves, as his figures do, adds a little to an accuracy: see peeking.",
	Fixed: "For each preset his settings; only the seed changes.",
	Criteria: Criteria{
		Holds:        "Every published figure lies in the interval in which 95 of 100 single runs of ours would lie, or less than half a point outside of it: about what picking by the test images adds.",
		Contradicted: "Every one lies outside.",
		Open:         "There are other images than MNIST's, fewer epochs than his, or fewer than two seeds.",
	},
	Settings: []Setting{
		{"presets", "presets to run", kindNames, strings.Join(presets.Published.Names(), ","), 0, 0, presets.Published.Names()},
		seeds(5),
		{"epochs", "epochs at most; his runs have 30 or 60", kindWhole, "60", 1, 10000, nil},
	},
	run: runNielsen,
}

// replica is a preset and what its runs read, by seed, in percent.
type replica struct {
	preset     presets.Preset
	epochs     int
	validation [][]float64 // by seed and epoch, from epoch 1
	test       []float64   // by seed: of the epoch that is best on the validation images; NaN while there is none, and of a run that failed
	seconds    []float64
}

// ours are the figures to compare with his, by seed; NaN of a run that failed.
func (p *replica) ours() []float64 {
	if p.preset.On != presets.ValidationImages {
		return p.test
	}
	best := make([]float64, len(p.validation))
	for i, run := range p.validation {
		best[i] = math.NaN()
		if len(run) > 0 && finite(p.test[i]) {
			best[i] = slices.Max(run)
		}
	}
	return best
}

// published is Nielsen's figure in percent.
func (p *replica) published() float64 { return 100 * p.preset.Published }

// picking is how far, in points, a published figure may lie outside the interval of
// ours: it is the best of its epochs, and of up to three runs, on the very images that
// it is for.
const picking = 0.5

// outcome compares his figure with the interval in which one more run of ours would
// lie (Student's prediction interval).
func (p *replica) outcome() (Outcome, stats.Interval) {
	ours := slices.DeleteFunc(slices.Clone(p.ours()), func(v float64) bool { return !finite(v) })
	next := stats.Prediction(ours)
	switch {
	case len(ours) < 2 || p.epochs != p.preset.Settings.Epochs:
		return Open, next
	case p.published() >= next.Lo-picking && p.published() <= next.Hi+picking:
		return Holds, next
	}
	return Fails, next
}

func runNielsen(r *run) (Result, error) {
	seeds, most := r.values.whole("seeds"), r.values.whole("epochs")
	var all []*replica
	total := 0
	for _, name := range r.values.names("presets") {
		preset, err := presets.Published.Lookup(name)
		if err != nil {
			return Result{}, err
		}
		p := &replica{preset: preset, epochs: min(most, preset.Settings.Epochs)}
		p.test, p.validation = slices.Repeat([]float64{math.NaN()}, seeds), make([][]float64, seeds)
		p.seconds = make([]float64, seeds)
		all = append(all, p)
		total += seeds * p.epochs * preset.Settings.Hidden[0]
	}
	r.plan(total, func() []Chart { return nielsenCharts(all) })
	err := r.each(len(all)*seeds, func(ctx context.Context, i int) error {
		return r.replicate(ctx, all[i%len(all)], i/len(all))
	})
	if err != nil {
		return Result{}, err
	}
	table := Table{Title: message.New("Accuracy after the best epoch"), Columns: []string{
		"", "preset", "images", "epochs", "published, %", "on", "ours there, %", "from", "to", "runs that failed", "ours on the test images, %", "seconds of training", "reproduced",
	}}
	for i, p := range all {
		outcome, next := p.outcome()
		answer := map[Outcome]string{Holds: "yes", Fails: "no", Open: "open"}[outcome]
		ours := spreadOf(p.ours())
		from, to := any("–"), any("–")
		if ours.Count > 1 {
			from, to = next.Lo, next.Hi
		}
		table.row(i+1, p.preset.Name(), min(p.preset.Examples, r.all.Len()), p.epochs, p.published(), p.preset.On, ours, from, to, seeds-ours.Count, spreadOf(p.test), spreadOf(p.seconds), answer)
	}
	return Result{
		Verdict: nielsenVerdict(all, strings.HasPrefix(r.data.Train.Name(), "MNIST")),
		Tables:  []Table{table},
		Charts:  nielsenCharts(all),
	}, nil
}

// replicate does one run of a preset.
func (r *run) replicate(ctx context.Context, p *replica, seed int) error {
	train := r.data.Train
	onAll := p.preset.Examples > train.Len() // the images held out among them, which then choose no epoch
	if onAll {
		train = r.all
	} else {
		train = train.Slice(0, p.preset.Examples)
	}
	s := p.preset.Settings
	s.Seed, s.Epochs = uint64(seed+1), p.epochs
	var best training.Epoch
	err := r.trainCounted(ctx, s, train, s.Hidden[0], func(e training.Epoch) {
		if e.Number == 0 {
			return
		}
		p.validation[seed] = append(p.validation[seed], 100*e.Validation.Accuracy)
		p.seconds[seed] += e.Seconds
		if onAll || best.Number == 0 || e.Validation.Accuracy > best.Validation.Accuracy {
			best = e
		}
	})
	if diverged := (*training.DivergedError)(nil); errors.As(err, &diverged) {
		return nil // it stays without a figure, and is counted
	}
	if err != nil {
		return err
	}
	test, err := evaluate.Network(ctx, networkAfter(s, best), r.data.Test)
	r.advance(0, func() { p.test[seed] = 100 * test.Accuracy })
	return err
}

func nielsenCharts(all []*replica) []Chart {
	best := Chart{Title: message.New("Best epoch of each seed, beside Nielsen's"), X: Axis{Label: "preset"}, Y: Axis{Label: "correct images, %"}}
	learning := Chart{Title: message.New("Learning, the middle seed of each preset"), X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct validation images, %"}}
	ours, his := Series{Name: message.New("ours, each seed"), Look: Dots}, Series{Name: message.New("published"), Look: Published}
	for i, p := range all {
		best.X.Names = append(best.X.Names, fmt.Sprint(i+1))
		if p.published() < 90 { // a rate too high or too low would squeeze the others together
			continue
		}
		his.add(float64(i), p.published())
		for seed, accuracy := range p.ours() {
			ours.add(float64(i)+0.3*(float64(seed)/float64(len(p.test))-0.5), accuracy)
		}
		if seed, run := middleRun(p.validation); len(run) > 0 {
			learning.Series = append(learning.Series,
				Series{Name: message.New("%d  %s, seed %d", i+1, p.preset.Name(), seed+1), Look: Curve, Place: i + 1, X: counting(1, len(run)), Y: slices.Clone(run)},
				Series{Name: message.New("%d  published", i+1), Look: Reference, X: []float64{1, float64(p.epochs)}, Y: []float64{p.published(), p.published()}})
		}
	}
	best.Series = []Series{ours, his}
	return []Chart{best, learning}
}

// middleRun is the run with the median of the highest accuracies, and its number.
func middleRun(runs [][]float64) (seed int, run []float64) {
	var begun []int
	for i, run := range runs {
		if len(run) > 0 {
			begun = append(begun, i)
		}
	}
	if len(begun) == 0 {
		return 0, nil
	}
	slices.SortStableFunc(begun, func(i, j int) int { return cmp.Compare(slices.Max(runs[i]), slices.Max(runs[j])) })
	seed = begun[len(begun)/2]
	return seed, runs[seed]
}

// nielsenVerdict holds if every figure is reproduced.
func nielsenVerdict(all []*replica, mnist bool) Verdict {
	var parts []message.Message
	var outcomes []Outcome
	names := map[Outcome][]string{}
	for i, p := range all {
		outcome, _ := p.outcome()
		outcomes = append(outcomes, outcome)
		names[outcome] = append(names[outcome], p.preset.Name())
		parts = append(parts, message.New("(%d) %s %% against %.2f %%", i+1, spreadOf(p.ours()), p.published()))
	}
	var text prose
	text.add("Best epochs, ours against his: %s.", message.Join(parts, ", "))
	if !mnist {
		return Verdict{Open, text.and("His figures are for MNIST, and these are other images: they show how the settings rank, no more.")}
	}
	if some := names[Fails]; some != nil {
		text.add("Outside the interval of ours: %s.", strings.Join(some, "; "))
	}
	if some := names[Open]; some != nil {
		text.add("Open, for want of his epochs or of seeds: %s.", strings.Join(some, "; "))
	}
	outcome := together(outcomes...)
	if outcome == Holds {
		text.add("Every figure is where single runs of ours would lie.")
	}
	return Verdict{outcome, text.message()}
}
