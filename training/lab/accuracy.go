package lab

import (
	"context"
	"math"
	"math/rand/v2"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// accuracy changes weights slightly and measures the cost and the number of correct
// images.
var accuracy = &Experiment{
	name:  "accuracy-is-not-smooth",
	Title: "Why not train for accuracy itself?",
	Claim: "The number of images correctly classified is not a smooth function of (W, b); making small changes to the parameter (W and b) may not " +
		"cause any change at all in the number of training images classified correctly.",
	Source:  "section 3.1",
	Formula: "C(w) = 1/2n · Σₓ ‖y(x) − a(x; w)‖²   beside   correct(w) = number of x whose largest output is the right one",
	Explanation: "First one weight moves to and fro in tiny steps while all others stand still: the cost is a curve, the number of correct " +
		"images a staircase. Then weights chosen at random move by one small step each: how many change the number of correct images " +
		"at all, and how many the cost?",
	Fixed: "The network but for the weight that moves, and the images.",
	Criteria: Criteria{
		Holds:        "The number of correct images jumps by more than three times as much of its height as the cost, and more than a tenth of the small moves leave it as it is, fewer of them the cost.",
		Contradicted: "Neither is so.",
		Open:         "It cannot stay open, as one network is measured on all images: other networks may differ. It holds in part where one of the two is so.",
	},
	Settings: []Setting{
		{"range", "how far the weight moves to either side", kindNumber, "1", 1e-6, 1000, nil},
		{"points", "steps over that range", kindWhole, "400", 10, 100000, nil},
		{"weights", "weights chosen at random", kindWhole, "300", 10, 100000, nil},
		{"step", "how far each of those moves", kindNumber, "0.01", 1e-6, 100, nil},
		{"epochs", "epochs of training before", kindWhole, "1", 1, 1000, nil},
		measured(5000), hidden(15), batch(10), rate(3),
		{"seed", "of the run and of the choice", kindWhole, "1", 0, 1e9, nil},
	},
	run: runAccuracy,
}

// staircase is the measured cost and number of correct images.
type staircase struct {
	weight, cost, correct []float64 // as one weight moves
	moves                 int       // of weights at random
	sameCorrect, sameCost int       // moves that changed nothing
	step                  float64
}

// stillShare is the share of the steps of the one weight that left the number of
// correct images as it was.
func (s *staircase) stillShare() float64 {
	still := 0
	for i := 1; i < len(s.correct); i++ {
		if s.correct[i] == s.correct[i-1] {
			still++
		}
	}
	return float64(still) / float64(len(s.correct)-1)
}

// jumps compares how rough the two curves are: the largest single step over the
// whole height, for the cost and for the number of correct images.
func (s *staircase) jumps() (cost, correct float64) {
	return roughness(s.cost), roughness(s.correct)
}

// roughness is the largest change of y from one point to the next, relative to
// the difference of its highest and lowest values; 0 for a constant.
func roughness(y []float64) float64 {
	lowest, highest, jump := y[0], y[0], 0.0
	for i := 1; i < len(y); i++ {
		lowest, highest = min(lowest, y[i]), max(highest, y[i])
		jump = max(jump, math.Abs(y[i]-y[i-1]))
	}
	if highest == lowest {
		return 0
	}
	return jump / (highest - lowest)
}

func runAccuracy(r *run) (Result, error) {
	data, s := r.measuredImages(), r.settings(r.values.whole("seed"))
	points, moves := r.values.whole("points"), r.values.whole("weights")
	stairs := &staircase{moves: moves, step: r.values.number("step")}
	r.plan(s.Epochs+points+1+moves, func() []Chart { return accuracyCharts(stairs) })
	history, err := r.history(s, r.data.Train)
	if err != nil {
		return Result{}, err
	}
	net := networkAfter(s, last(history))

	// One weight, from the first hidden unit to the output for 0.
	outputs := len(net.Layers()) - 1
	start := net.Layers()[outputs].W[0]
	reach := r.values.number("range")
	scores := make([]evaluate.Evaluation, points+1)
	at := func(i int) float64 { return float64(start) + reach*(2*float64(i)/float64(points)-1) }
	err = r.each(len(scores), func(ctx context.Context, i int) (err error) {
		other := net.Clone()
		other.Layers()[outputs].W[0] = float32(at(i))
		scores[i], err = evaluate.Network(ctx, other, data)
		r.advance(1, nil)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	r.advance(0, func() {
		for i, score := range scores {
			stairs.weight = append(stairs.weight, at(i))
			stairs.cost = append(stairs.cost, score.Cost)
			stairs.correct = append(stairs.correct, float64(score.Confusion.Correct()))
		}
	})

	// Many weights, one step each.
	before, err := evaluate.Network(r.ctx, net, data)
	if err != nil {
		return Result{}, err
	}
	places := weightsWithInk(net, data, moves, rand.New(rand.NewPCG(s.Seed, 1)))
	after := make([]evaluate.Evaluation, moves)
	err = r.each(moves, func(ctx context.Context, i int) (err error) {
		other := net.Clone()
		other.Parameters()[places[i]] += float32(stairs.step)
		after[i], err = evaluate.Network(ctx, other, data)
		r.advance(1, nil)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	for _, score := range after {
		if score.Confusion.Correct() == before.Confusion.Correct() {
			stairs.sameCorrect++
		}
		if score.Cost == before.Cost {
			stairs.sameCost++
		}
	}

	costJump, correctJump := stairs.jumps()
	table := Table{Title: message.New("What a small change of one weight does"), Columns: []string{"", "to the cost", "to the number of correct images"}}
	table.row("largest single step of the curve, % of its height", 100*costJump, 100*correctJump)
	table.row(message.New("weights of %d whose step of %g changes nothing", moves, stairs.step), stairs.sameCost, stairs.sameCorrect)
	return Result{Verdict: accuracyVerdict(stairs), Tables: []Table{table}, Charts: accuracyCharts(stairs)}, nil
}

// weightsWithInk picks places in Network.Parameters at random: weights of the
// first layer that lead from a pixel inked in some image, and those of the other
// layers. A weight from a pixel that is always blank changes nothing, ever.
func weightsWithInk(net *network.Network, data *dataset.Dataset, count int, random *rand.Rand) []int {
	inked := map[int]bool{}
	for i := range data.Len() {
		for pixel := range data.Input(i).Pixels() {
			inked[pixel] = true
		}
	}
	var places []int
	offset := 0
	for l, layer := range net.Layers() {
		for p := range layer.In {
			if l > 0 || inked[p] {
				for k := range layer.Out {
					places = append(places, offset+p*layer.Stride+k)
				}
			}
		}
		offset += len(layer.W) + len(layer.B)
	}
	chosen := make([]int, count)
	for i := range chosen {
		chosen[i] = places[random.IntN(len(places))]
	}
	return chosen
}

func accuracyCharts(s *staircase) []Chart {
	x := Axis{Label: "the weight w"}
	return []Chart{
		{Title: message.New("The cost"), X: x, Y: Axis{Label: "cost"}, Series: []Series{{Look: Curve, X: s.weight, Y: s.cost}}},
		{Title: message.New("The number of correct images"), X: x, Y: Axis{Label: "correct images"}, Series: []Series{{Look: Steps, X: s.weight, Y: s.correct}}},
	}
}

// accuracyVerdict holds if the number of correct images jumps where the cost changes
// smoothly, and many small moves change the cost but not that number.
func accuracyVerdict(s *staircase) Verdict {
	costJump, correctJump := s.jumps()
	rough := correctJump > 3*costJump
	still := float64(s.sameCorrect) / float64(s.moves)
	flat := still > 0.1 && s.sameCost < s.sameCorrect
	var text prose
	text.add("As one weight moves in %d steps, %.0f %% of them leave the number of correct images as it was; its largest jump is %.1f %% of its height, that of the cost %.1f %%.",
		len(s.correct)-1, 100*s.stillShare(), 100*correctJump, 100*costJump)
	text.add("Of %d weights moved by %g, %.0f %% change the number of correct images not at all, and %.0f %% the cost not at all.",
		s.moves, s.step, 100*still, 100*float64(s.sameCost)/float64(s.moves))
	switch {
	case rough && flat:
		return Verdict{Holds, text.and("So the number of correct images is no smooth function of this network's weights: between its jumps it has no slope, where the cost has one for nearly every weight that moved.")}
	case rough:
		return Verdict{HoldsInPart, text.and("The number of correct images jumps, but nearly every move changes it; try smaller moves or fewer images.")}
	case flat:
		return Verdict{HoldsInPart, text.and("Many small moves leave the number of correct images as it is, but its jumps are no larger than the cost's here.")}
	}
	return Verdict{Fails, text.and("With these settings the number of correct images is about as smooth as the cost.")}
}
