package lab

import (
	"context"
	"fmt"
	"math"
	"slices"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/landscape"
)

// Minima looks at where training ends from many beginnings, and at the land
// between.
var Minima = &Experiment{
	name:    "minima",
	Title:   "Does it matter where one starts?",
	Claim:   "GD isn't guaranteed to find the global minimum, yet in practice it often works extremely well.",
	Source:  "section 3.3, local and global minima",
	Formula: "v(t) = (1 − t)·v₁ + t·v₂,   C(v(t)) for 0 ≤ t ≤ 1",
	Explanation: "The same network starts from many initial weights. First the costs at which it ends. Then the cost along straight lines from one " +
		"end to another: a ridge between them means that they lie in different valleys. " +
		"Last a plane through three points: one start, and the ends of mini-batches and of online learning from there; the paths of both and of " +
		"full-batch gradient descent are drawn on it, seen from above. A path may run over or under the plane, so colours tell the cost of the plane.",
	Fixed: "Images, network, learning rate, mini-batch and epochs for all starts. For the three paths the start.",
	Settings: []Setting{
		{"starts", "initialisations", Whole, "12", 3, 1000, nil},
		{"lines", "pairs of ends to draw the line between", Whole, "5", 1, 100, nil},
		{"grid", "points along a side of the plane", Whole, "40", 5, 400, nil},
		{"descent", "iterations of full-batch gradient descent", Whole, "300", 1, 100000, nil},
		{"probe", "training images to find the cost of lines and plane with", Whole, "1000", 10, 1e7, nil},
		images(5000), hidden(15), epochs(20), batch(10), rate(1),
	},
	run: runMinima,
}

// valleys is what was seen of the land.
type valleys struct {
	starts *contender // one run for each initialisation
	lines  []crossing
	plane  *Heat
	paths  []Series
}

// crossing is the cost along the line between two ends.
type crossing struct {
	name    string
	t, cost []float64
}

// ridge is how far the line rises above the higher of its ends.
func (c *crossing) ridge() float64 {
	return slices.Max(c.cost) - max(c.cost[0], c.cost[len(c.cost)-1])
}

func runMinima(r *run) (Result, error) {
	data, s := r.images(), r.settings(1)
	starts, side, descent := r.values.whole("starts"), r.values.whole("grid"), r.values.whole("descent")
	pairs := min(r.values.whole("lines"), starts-1)
	probe := data.Slice(0, min(r.values.whole("probe"), data.Len()))
	land := &valleys{starts: &contender{name: "initialisations", settings: s, runs: make([]scores, starts)}}
	const points = 40 // along a line
	r.plan(starts*s.Epochs+2*s.Epochs+descent+pairs*(points+1)+side*side, func() []Chart { return minimaCharts(land) })

	// Where training ends.
	ends := make([]*network.Network, starts)
	err := r.each(starts, func(ctx context.Context, i int) error {
		s := s
		s.Seed = uint64(i + 1)
		return r.train(ctx, s, data, func(e training.Epoch) {
			land.starts.runs[i].add(e)
			ends[i] = networkAfter(s, e)
		})
	})
	if err != nil {
		return Result{}, err
	}

	// Lines between ends.
	lines := make([]crossing, pairs)
	err = r.each(pairs, func(ctx context.Context, i int) error {
		lines[i].name = fmt.Sprintf("%d to %d", i+1, i+2)
		towards := difference(ends[i+1], ends[i])
		for k := range points + 1 {
			t := float64(k) / points
			cost, err := costOf(ctx, moved(ends[i], towards, t), probe)
			if err != nil {
				return err
			}
			lines[i].t, lines[i].cost = append(lines[i].t, t), append(lines[i].cost, cost)
			r.advance(1, nil)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	r.advance(0, func() { land.lines = lines })

	if err := r.survey(land, data, probe, side, descent); err != nil {
		return Result{}, err
	}

	ending := Table{Title: "Where training ends", Columns: []string{"initialisations", "cost on the training images", "lowest", "highest", "accuracy on the test images, %", "lowest", "highest"}}
	cost, accuracy := land.starts.final(trainCost), land.starts.final(testAccuracy)
	ending.row(starts, cost, cost.Min, cost.Max, accuracy, accuracy.Min, accuracy.Max)
	between := Table{Title: "Along the lines between two ends", Columns: []string{"from end to end", "cost there", "and there", "highest between"}}
	for _, line := range lines {
		between.row(line.name, line.cost[0], line.cost[points], slices.Max(line.cost))
	}
	return Result{Verdict: minimaVerdict(land), Tables: []Table{ending, between}, Charts: minimaCharts(land)}, nil
}

// difference is the vector that leads from one network's parameters to the
// other's.
func difference(to, from *network.Network) []float64 {
	d := make([]float64, len(to.Parameters()))
	for i, v := range to.Parameters() {
		d[i] = float64(v) - float64(from.Parameters()[i])
	}
	return d
}

// survey walks three paths from one start and finds the cost of the plane that
// they are drawn on.
func (r *run) survey(land *valleys, data, probe *dataset.Dataset, side, descent int) error {
	s := land.starts.settings
	full, online := s, s
	full.Batch, full.Epochs = data.Len(), descent
	online.Batch = 1
	runs := []training.Settings{s, online, full}
	walks := make([][]*network.Network, len(runs))
	err := r.each(len(runs), func(ctx context.Context, i int) (err error) {
		walks[i], err = r.walk(ctx, runs[i], data)
		return err
	})
	if err != nil {
		return err
	}

	// The plane through the start and the ends of the first two walks.
	through := landscape.Through(walks[0][0], last(walks[0]), last(walks[1]))
	var paths []Series
	x, y := []float64{}, []float64{}
	for i, name := range []string{fmt.Sprintf("mini-batch, m = %d", s.Batch), "online, m = 1", "full batch, m = n"} {
		path := Series{Name: name, Look: Curve}
		for _, net := range walks[i] {
			path.add(through.Project(net))
		}
		paths = append(paths, path)
		x, y = append(x, path.X...), append(y, path.Y...)
	}
	plane := &Heat{Label: "log10 of the cost", X: landscape.Span(x, side), Y: landscape.Span(y, side), Z: make([][]float64, side)}
	r.advance(0, func() { land.paths = paths })

	err = r.each(side, func(ctx context.Context, j int) error {
		row := make([]float64, side)
		for i := range row {
			cost, err := costOf(ctx, through.At(plane.X[i], plane.Y[j]), probe)
			if err != nil {
				return err
			}
			row[i] = math.Log10(cost)
		}
		plane.Z[j] = row
		r.advance(side, nil)
		return nil
	})
	if err != nil {
		return err
	}
	r.advance(0, func() { land.plane = plane })
	return nil
}

func last[T any](all []T) T { return all[len(all)-1] }

// walk trains and keeps the network at the start and after 1, 2, 3, … iterations
// at growing distances, up to a quarter of an epoch, and at the end.
func (r *run) walk(ctx context.Context, s training.Settings, data *dataset.Dataset) ([]*network.Network, error) {
	trainer, err := training.NewTrainer(s, data, r.data.Test)
	if err != nil {
		return nil, err
	}
	perEpoch := (data.Len() + s.Batch - 1) / s.Batch
	kept := []*network.Network{trainer.Network().Clone()}
	next := 1
	for iteration := 1; iteration <= s.Epochs*perEpoch; iteration++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := trainer.Step(); err != nil {
			return nil, err
		}
		if iteration == next || iteration == s.Epochs*perEpoch {
			kept = append(kept, trainer.Network().Clone())
			next = min(next+max(next/4, 1), next+max(perEpoch/4, 1))
		}
		if iteration%perEpoch == 0 {
			r.advance(1, nil)
		}
	}
	return kept, nil
}

func minimaCharts(land *valleys) []Chart {
	costs := Chart{Title: "From many beginnings", X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "cost on the training images", Log: true}}
	for _, run := range land.starts.runs {
		costs.Series = append(costs.Series, Series{Look: Curve, X: counting(0, len(run.trainCost)), Y: slices.Clone(run.trainCost)})
	}
	lines := Chart{Title: "On the line between two ends", X: Axis{Label: "t, from one end to the other"}, Y: Axis{Label: "cost", Log: true}}
	for _, line := range land.lines {
		lines.Series = append(lines.Series, Series{Name: line.name, Look: Curve, X: line.t, Y: line.cost})
	}
	plane := Chart{
		Title: "Paths on a plane (dark: low cost)",
		X:     Axis{Label: "towards the end of mini-batches"}, Y: Axis{Label: "towards that of online learning"},
		Series: slices.Clone(land.paths), Heat: land.plane,
	}
	for _, path := range land.paths {
		plane.Series = append(plane.Series, Series{Look: Dots, X: []float64{0, last(path.X)}, Y: []float64{0, last(path.Y)}})
	}
	return []Chart{costs, lines, plane}
}

// minimaVerdict holds if ridges part the ends, which are as good as each other
// all the same.
func minimaVerdict(land *valleys) Verdict {
	cost, accuracy := land.starts.final(trainCost), land.starts.final(testAccuracy)
	start := land.starts.after(0, trainCost).Mean
	apart, highest := 0, 0.0
	for i := range land.lines {
		line := &land.lines[i]
		if line.ridge() > max(line.cost[0], line.cost[len(line.cost)-1]) { // twice as high as its ends
			apart++
		}
		highest = max(highest, slices.Max(line.cost))
	}
	text := fmt.Sprintf("From %d beginnings the cost comes from %.3g on average to %s (lowest %.4g, highest %.4g), and the accuracy on the test images to %s %% (lowest %.2f, highest %.2f). ",
		len(land.starts.runs), start, cost, cost.Min, cost.Max, accuracy, accuracy.Min, accuracy.Max)
	text += fmt.Sprintf("On %d of %d straight lines between two ends the cost more than doubles; the highest ridge is %.3g. ",
		apart, len(land.lines), highest)
	alike := accuracy.Max-accuracy.Min <= 3 && cost.Mean < start/4
	different := apart > len(land.lines)/2
	switch {
	case alike && different:
		return Verdict{Holds, text + "So the ends lie in different valleys, none of which is known to be the deepest, and nearly all are as good."}
	case alike:
		return Verdict{HoldsInPart, text + "Training works well from every beginning, but these ends are not parted by ridges."}
	case different:
		return Verdict{HoldsInPart, text + "The ends lie in different valleys, and it does matter which: they differ in how well they read."}
	}
	return Verdict{Fails, text + "Training does not end equally well everywhere, and no ridges explain it."}
}
