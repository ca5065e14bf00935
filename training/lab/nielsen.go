package lab

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"digitpad/training"
	"digitpad/training/evaluate"
)

// Nielsen repeats the results that M. Nielsen published for networks of this
// kind.
var Nielsen = &Experiment{
	name:   "nielsen",
	Title:  "Do Nielsen's published results come out?",
	Claim:  "In practice, we train the network on the 60k training images and report performance on the 10k test images.",
	Source: "section 2.3; M. Nielsen, \"Neural Networks and Deep Learning\", chapters 1 and 3",
	Formula: "quadratic: C = 1/2n · Σ ‖y − a‖²   (1)\ncross-entropy: C = −1/n · Σ [y ln a + (1 − y) ln(1 − a)]\n" +
		"with weight decay: C + λ/2n · Σ w²",
	Explanation: "His settings and his 50,000 training images; the other 10,000 are his validation images. (The last preset adds a cosine schedule and all 60,000.) He gives the best epoch of one run, " +
		"or of three. Here stand the best epochs of several seeds. A result counts as reproduced if his figure lies within ours, or below their mean.",
	Fixed: "For each preset his settings; only the seed changes.",
	Settings: []Setting{
		{"presets", "presets to run", Names, strings.Join(training.Presets.Names(), ","), 0, 0, training.Presets.Names()},
		seeds(5),
		{"epochs", "epochs at most; his runs have 30 or 60", Whole, "60", 1, 10000, nil},
	},
	run: runNielsen,
}

// replica is a preset and what its runs read, by seed and epoch, in percent.
type replica struct {
	preset     training.Preset
	epochs     int
	test       [][]float64
	validation [][]float64
	seconds    []float64
}

// best is the highest accuracy of each run, on the images that Nielsen names.
func (p *replica) best() Spread {
	var best []float64
	for _, run := range p.named() {
		best = append(best, slices.Max(run))
	}
	return spreadOf(best)
}

// named are the runs on the images that Nielsen's figure is for.
func (p *replica) named() [][]float64 {
	if p.preset.On == training.ValidationImages {
		return p.validation
	}
	return p.test
}

// published is Nielsen's figure in percent.
func (p *replica) published() float64 { return 100 * p.preset.Published }

// reproduced reports whether Nielsen's figure lies within ours or below them.
func (p *replica) reproduced() bool { return p.published() <= p.best().Max }

func runNielsen(r *run) (Result, error) {
	seeds, most := r.values.whole("seeds"), r.values.whole("epochs")
	var all []*replica
	total := 0
	for _, name := range r.values.names("presets") {
		preset, err := training.Presets.Lookup(name)
		if err != nil {
			return Result{}, err
		}
		p := &replica{preset: preset, epochs: min(most, preset.Settings.Epochs)}
		p.test, p.validation = make([][]float64, seeds), make([][]float64, seeds)
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
	table := Table{Title: "Accuracy after the best epoch", Columns: []string{
		"", "preset", "images", "epochs", "published, %", "on", "ours there, %", "lowest", "highest", "ours on the test images, %", "seconds of training", "reproduced",
	}}
	for i, p := range all {
		var onTest []float64
		for _, run := range p.test {
			onTest = append(onTest, slices.Max(run))
		}
		best, answer := p.best(), "no"
		if p.reproduced() {
			answer = "yes"
		}
		table.row(i+1, p.preset.Name(), min(p.preset.Examples, r.data.Train.Len()), p.epochs, p.published(), p.preset.On, best, best.Min, best.Max, spreadOf(onTest), spreadOf(p.seconds), answer)
	}
	return Result{
		Verdict: nielsenVerdict(all, strings.HasPrefix(r.data.Train.Name(), "MNIST")),
		Tables:  []Table{table},
		Charts:  nielsenCharts(all),
	}, nil
}

// replicate does one run of a preset.
func (r *run) replicate(ctx context.Context, p *replica, seed int) error {
	train, validation := r.data.Train, r.data.Test
	if n := p.preset.Examples; n < train.Len() {
		train, validation = train.Slice(0, n), train.Slice(n, train.Len())
	}
	s := p.preset.Settings
	s.Seed, s.Epochs = uint64(seed+1), p.epochs
	trainer, err := training.NewTrainer(s, train, r.data.Test)
	if err != nil {
		return err
	}
	for event, err := range trainer.Events(ctx) {
		if err != nil {
			return err
		}
		if event.Kind != training.EpochDone || event.Epoch.Number == 0 {
			continue
		}
		score, err := evaluate.Network(ctx, trainer.Network(), validation)
		if err != nil {
			return err
		}
		r.advance(s.Hidden[0], func() {
			p.test[seed] = append(p.test[seed], 100*event.Epoch.Test.Accuracy)
			p.validation[seed] = append(p.validation[seed], 100*score.Accuracy)
			p.seconds[seed] += event.Epoch.Seconds
		})
	}
	return nil
}

func nielsenCharts(all []*replica) []Chart {
	best := Chart{Title: "Best epoch of each seed, beside Nielsen's", X: Axis{Label: "preset"}, Y: Axis{Label: "correct images, %"}}
	learning := Chart{Title: "Learning, the middle seed of each preset", X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "correct images, %"}}
	ours, his := Series{Name: "ours, each seed", Look: Dots}, Series{Name: "published", Look: Published}
	for i, p := range all {
		best.X.Names = append(best.X.Names, fmt.Sprint(i+1))
		if p.published() < 90 { // a rate too high or too low would squeeze the others together
			continue
		}
		his.add(float64(i), p.published())
		for seed, run := range p.named() {
			if len(run) > 0 {
				ours.add(float64(i)+0.3*(float64(seed)/float64(len(p.named()))-0.5), slices.Max(run))
			}
		}
		if run := middleRun(p.named()); len(run) > 0 {
			learning.Series = append(learning.Series,
				Series{Name: fmt.Sprintf("%d  %s", i+1, p.preset.Name()), Look: Curve, X: counting(1, len(run)), Y: slices.Clone(run)},
				Series{Look: Reference, X: []float64{1, float64(p.epochs)}, Y: []float64{p.published(), p.published()}})
		}
	}
	best.Series = []Series{ours, his}
	return []Chart{best, learning}
}

// middleRun is the run with the median of the highest accuracies.
func middleRun(runs [][]float64) []float64 {
	ranked := slices.DeleteFunc(slices.Clone(runs), func(run []float64) bool { return len(run) == 0 })
	if len(ranked) == 0 {
		return nil
	}
	slices.SortStableFunc(ranked, func(a, b []float64) int { return cmp.Compare(slices.Max(a), slices.Max(b)) })
	return ranked[len(ranked)/2]
}

// nielsenVerdict holds if every figure is reproduced.
func nielsenVerdict(all []*replica, mnist bool) Verdict {
	var missed, parts []string
	for i, p := range all {
		parts = append(parts, fmt.Sprintf("(%d) %s %% against %.2f %%", i+1, p.best(), p.published()))
		if !p.reproduced() {
			missed = append(missed, p.preset.Name())
		}
	}
	text := fmt.Sprintf("Best epochs, ours against his: %s. ", strings.Join(parts, ", "))
	switch {
	case !mnist:
		return Verdict{Open, text + "His figures are for MNIST, and these are other images: they show how the settings rank, no more."}
	case len(missed) == 0:
		return Verdict{Holds, text + "Every figure is within ours or below their mean."}
	case len(missed) < len(all):
		return Verdict{HoldsInPart, text + fmt.Sprintf("Above ours: %s.", strings.Join(missed, "; "))}
	}
	return Verdict{Fails, text + "All his figures are above ours."}
}
