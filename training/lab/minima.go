package lab

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/landscape"
	"digitpad/training/stats"
)

// minima examines where training ends from many initialisations, and the cost between
// these points.
var minima = &Experiment{
	name:    "minima",
	Title:   "Does it matter where one starts?",
	Claim:   "GD isn't guaranteed to find the global minimum, yet in practice it often works extremely well.",
	Source:  "section 3.3, local and global minima",
	Formula: "v(t) = (1 − t)·v₁ + t·v₂,   C(v(t)) for 0 ≤ t ≤ 1",
	Explanation: "The same network starts from many initial weights. First the costs at which it ends. Then the cost along straight lines from one " +
		"end to another. A ridge there does not yet mean two valleys: renumbering the hidden units gives the same network at another place, and the line to that shows a ridge, too. " +
		"So the lines are drawn once more after the units of one end were matched with those of the other, so that their weights lie as near as they can (the assignment problem). " +
		"Last a plane through three points: one start, and the ends of mini-batches and of online learning from there; the paths of both and of " +
		"full-batch gradient descent are drawn on it, seen from above. A path may run over or under the plane, so colours tell the cost of the plane.",
	Fixed: "Images, network, learning rate, mini-batch and epochs for all starts. For the three paths the start.",
	Criteria: Criteria{
		Holds:        "The mean accuracy of the ends on the test images lies above 90 %, with its whole interval, and the highest of their costs is more than a tenth above the lowest, so that not all can be the global minimum.",
		Contradicted: "The mean accuracy lies below 90 %.",
		Open:         "The interval spans 90 %, or all ends cost about the same.",
	},
	Settings: []Setting{
		{"starts", "initialisations", kindWhole, "12", 3, 1000, nil},
		{"lines", "pairs of ends to draw the line between", kindWhole, "5", 1, 100, nil},
		{"grid", "points along a side of the plane", kindWhole, "40", 5, 400, nil},
		{"descent", "iterations of full-batch gradient descent", kindWhole, "300", 1, 100000, nil},
		{"probe", "training images to find the cost of lines and plane with", kindWhole, "1000", 10, 1e7, nil},
		images(5000), hidden(15), epochs(20), batch(10), rate(1),
	},
	run: runMinima,
}

// valleys is what was measured of the cost's landscape.
type valleys struct {
	starts  *contender // one run for each initialisation
	lines   []crossing // between ends
	matched []crossing // the same after matching the hidden units
	twin    crossing   // from the first end to itself renumbered
	plane   *Heat
	paths   []Series
}

// crossing is the cost along the line between two ends.
type crossing struct {
	name    message.Message
	t, cost []float64
}

// ridge is how far the line rises above the higher of its ends.
func (c *crossing) ridge() float64 {
	return slices.Max(c.cost) - max(c.cost[0], c.cost[len(c.cost)-1])
}

// ridges are those of several lines.
func ridges(lines []crossing) []float64 {
	var all []float64
	for i := range lines {
		all = append(all, lines[i].ridge())
	}
	return all
}

// renumbered is a network with one hidden layer whose hidden unit k is unit order[k]
// of net: the same function at another place.
func renumbered(net *network.Network, order []int) *network.Network {
	other := net.Clone()
	in, out := net.Layers()[0], net.Layers()[1]
	otherIn, otherOut := other.Layers()[0], other.Layers()[1]
	for k, from := range order {
		for p := range in.In {
			otherIn.W[p*in.Stride+k] = in.W[p*in.Stride+from]
		}
		otherIn.B[k] = in.B[from]
		copy(otherOut.W[k*out.Stride:][:out.Out], out.W[from*out.Stride:][:out.Out])
	}
	return other
}

// matching numbers the hidden units of net so that their weights lie as near to those
// of the units of target as they can, in sum of squares; see renumbered.
func matching(net, target *network.Network) []int {
	units := net.Layers()[0].Out
	cost := make([][]float64, units)
	for i := range cost {
		cost[i] = make([]float64, units)
		for k := range cost[i] {
			cost[i][k] = unitDistance(target, i, net, k)
		}
	}
	return stats.Assign(cost)
}

// unitDistance is the squared distance of the weights to and from hidden unit i of a
// from those of unit k of b.
func unitDistance(a *network.Network, i int, b *network.Network, k int) (sum float64) {
	add := func(v, w float32) { sum += (float64(v) - float64(w)) * (float64(v) - float64(w)) }
	inA, outA, inB, outB := a.Layers()[0], a.Layers()[1], b.Layers()[0], b.Layers()[1]
	for p := range inA.In {
		add(inA.W[p*inA.Stride+i], inB.W[p*inB.Stride+k])
	}
	add(inA.B[i], inB.B[k])
	for j := range outA.Out {
		add(outA.W[i*outA.Stride+j], outB.W[k*outB.Stride+j])
	}
	return sum
}

func runMinima(r *run) (Result, error) {
	data, s := r.images(), r.settings(1)
	starts, side, descent := r.values.whole("starts"), r.values.whole("grid"), r.values.whole("descent")
	pairs := min(r.values.whole("lines"), starts-1)
	probe := data.Slice(0, min(r.values.whole("probe"), data.Len()))
	land := &valleys{starts: &contender{name: message.New("initialisations"), settings: s, runs: make([]scores, starts)}}
	const points = 40 // along a line
	r.plan(starts*s.Epochs+2*s.Epochs+descent+(2*pairs+1)*(points+1)+side*side, func() []Chart { return minimaCharts(land) })

	// Where training ends.
	ends := make([]*network.Network, starts)
	err := r.each(starts, func(ctx context.Context, i int) error {
		s := s
		s.Seed = uint64(i + 1)
		err := r.train(ctx, s, data, func(e training.Epoch) {
			land.starts.runs[i].add(e)
			ends[i] = networkAfter(s, e)
		})
		if err != nil {
			return err
		}
		test, err := evaluate.Network(ctx, ends[i], r.data.Test)
		r.advance(0, func() { land.starts.runs[i].testAccuracy = []float64{100 * test.Accuracy} })
		return err
	})
	if err != nil {
		return Result{}, err
	}

	// Lines between ends, as they are, with units matched, and to a renumbered twin.
	lines := make([]crossing, 2*pairs+1)
	err = r.each(len(lines), func(ctx context.Context, i int) error {
		line := &lines[i]
		from := ends[0]
		var to *network.Network
		switch {
		case i == 2*pairs:
			line.name = message.New("1 to itself renumbered")
			to = renumbered(from, rand.New(rand.NewPCG(1, 1)).Perm(s.Hidden[0]))
		default:
			pair := i % pairs
			line.name = message.New("%d to %d", pair+1, pair+2)
			from, to = ends[pair], ends[pair+1]
			if i >= pairs {
				to = renumbered(to, matching(to, from))
			}
		}
		towards := difference(to, from)
		for k := range points + 1 {
			t := float64(k) / points
			cost, err := costOf(ctx, moved(from, towards, t), probe)
			if err != nil {
				return err
			}
			line.t, line.cost = append(line.t, t), append(line.cost, cost)
			r.advance(1, nil)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	r.advance(0, func() { land.lines, land.matched, land.twin = lines[:pairs], lines[pairs:2*pairs], lines[2*pairs] })

	if err := r.survey(land, data, probe, side, descent); err != nil {
		return Result{}, err
	}

	ending := Table{Title: message.New("Where training ends"), Columns: []string{"initialisations", "cost on the training images", "lowest", "highest", "accuracy on the test images, %", "lowest", "highest"}}
	cost, accuracy := land.starts.final(trainCost), land.starts.final(testAccuracy)
	ending.row(starts, cost, cost.Min, cost.Max, accuracy, accuracy.Min, accuracy.Max)
	between := Table{Title: message.New("Along the lines between two ends"), Columns: []string{"from end to end", "cost there", "and there", "highest between", "with units matched"}}
	for i, line := range land.lines {
		between.row(line.name, line.cost[0], line.cost[points], slices.Max(line.cost), slices.Max(land.matched[i].cost))
	}
	between.row(land.twin.name, land.twin.cost[0], land.twin.cost[points], slices.Max(land.twin.cost), land.twin.cost[0])
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
	for i, name := range []message.Message{message.New("mini-batch, m = %d", s.Batch), message.New("online, m = 1"), message.New("full batch, m = n")} {
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
	trainer, err := training.NewTrainer(s, data, r.validation)
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
	costs := Chart{Title: message.New("From many beginnings"), X: Axis{Label: "epoch", Whole: true}, Y: Axis{Label: "cost on the training images", Log: true}}
	for i, run := range land.starts.runs {
		costs.Series = append(costs.Series, Series{Place: i + 1, Look: Curve, X: counting(0, len(run.trainCost)), Y: slices.Clone(run.trainCost)})
	}
	height := Axis{Label: "cost", Log: true}
	raw := Chart{Title: message.New("On the line between two ends"), X: Axis{Label: "t, from one end to the other"}, Y: height}
	matched := Chart{Title: message.New("With hidden units matched"), X: raw.X, Y: height}
	for i, line := range land.lines {
		raw.Series = append(raw.Series, Series{Name: line.name, Look: Curve, X: line.t, Y: line.cost, Place: i + 1})
		line = land.matched[i]
		matched.Series = append(matched.Series, Series{Name: line.name, Look: Curve, X: line.t, Y: line.cost, Place: i + 1})
	}
	if land.twin.t != nil {
		raw.Series = append(raw.Series, Series{Name: land.twin.name, Look: Reference, X: land.twin.t, Y: land.twin.cost})
	}
	plane := Chart{
		Title: message.New("Paths on a plane (dark: low cost)"),
		X:     Axis{Label: "towards the end of mini-batches"}, Y: Axis{Label: "towards that of online learning"},
		Series: slices.Clone(land.paths), Heat: land.plane,
	}
	for _, path := range land.paths {
		plane.Series = append(plane.Series, Series{Look: Dots, X: []float64{0, last(path.X)}, Y: []float64{0, last(path.Y)}})
	}
	return []Chart{costs, raw, matched, plane}
}

// minimaVerdict goes by how well the ends read, and whether they cost the same. What
// ridges on straight lines say, and what they do not, it says in words.
func minimaVerdict(land *valleys) Verdict {
	const well, apart = 90, 1.1
	cost, accuracy := land.starts.final(trainCost), land.starts.final(testAccuracy)
	start := land.starts.after(0, trainCost).Mean
	var text prose
	text.add("From %d beginnings the cost comes from %.3g on average to %s (lowest %.4g, highest %.4g), and the accuracy on the test images to %s %% (lowest %.2f, highest %.2f).",
		len(land.starts.runs), start, cost, cost.Min, cost.Max, accuracy, accuracy.Min, accuracy.Max)
	raw, matched := spreadOf(ridges(land.lines)), spreadOf(ridges(land.matched))
	text.add("On straight lines between two ends the cost rises by %.2g to %.2g above the higher end.", raw.Min, raw.Max)
	text.add("That does not show that they lie in different valleys: from one end to the very same network with its hidden units renumbered it rises by %.2g.", land.twin.ridge())
	text.add("With the units of one end matched to those of the other a rise of %.2g to %.2g is left.", matched.Min, matched.Max)
	if d := stats.Paired(ridges(land.lines), ridges(land.matched)); d.Above(0) == stats.Holds {
		text.add("So part of every ridge is numbering alone; whether a curved path around the rest exists was not tried.")
	}
	reads := stats.Mean(land.starts.values(testAccuracy)).Above(well)
	differ := cost.Max > apart*cost.Min
	switch {
	case reads == stats.Holds && differ:
		return Verdict{Holds, text.and("The ends cost differently, so most of them are not the global minimum, and they read well all the same.")}
	case reads == stats.Contradicted:
		return Verdict{Fails, text.and("They do not read well: less than 90 %% on average.")}
	case reads == stats.Holds:
		return Verdict{Open, text.and("They read well, and cost so nearly the same that nothing speaks against their being equally deep.")}
	}
	return Verdict{Open, text.and("Whether they read well, 90 %% on average, is not sure.")}
}
