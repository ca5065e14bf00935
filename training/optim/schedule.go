package optim

import (
	"math"

	"digitpad/network"
)

// Schedule adjusts the learning rate per epoch (section 3.3 of the post: "adjust
// the learning rate per epoch, e.g. decay based on learning curves").
type Schedule interface {
	Name() string

	// Rate is the learning rate of an epoch, the first being 0, in a run of so many
	// epochs that starts from rate. Costs are those on the validation data, or where
	// there is none on the training data, before the first epoch and after each so far.
	Rate(rate float64, epoch, epochs int, costs []float64) float64
}

// Schedules lists the built-in schedules.
var Schedules = network.Registry[Schedule]{Constant, StepDecay, Exponential, InverseTime, Cosine, LinearWarmup, ReduceOnPlateau}

// The schedules whose rate depends on nothing but the epoch e, counted from 0,
// and on the number of epochs n.
var (
	Constant     Schedule = formula{"constant", func(float64, float64) float64 { return 1 }}
	StepDecay    Schedule = formula{"step", func(e, n float64) float64 { return math.Pow(0.5, math.Floor(4*e/n)) }} // halves at each quarter
	Exponential  Schedule = formula{"exponential", func(e, n float64) float64 { return math.Pow(0.01, e/n) }}       // towards a hundredth
	InverseTime  Schedule = formula{"inverse-time", func(e, n float64) float64 { return 1 / (1 + 9*e/n) }}          // towards a tenth
	Cosine       Schedule = formula{"cosine", func(e, n float64) float64 { return (1 + math.Cos(math.Pi*e/n)) / 2 }}
	LinearWarmup Schedule = formula{"linear-warmup", func(e, n float64) float64 { return min(1, (e+1)/math.Ceil(n/10)) }} // over the first tenth
)

// formula is a schedule whose rate is factor(epoch, epochs) times the first.
type formula struct {
	name   string
	factor func(epoch, epochs float64) float64
}

func (f formula) Name() string { return f.name }

func (f formula) Rate(rate float64, epoch, epochs int, _ []float64) float64 {
	const grain = 1 << 20 // powers and cosines differ between CPUs in their last bits; the rate must not
	factor := f.factor(float64(epoch), float64(epochs))
	return rate * max(math.Round(factor*grain), 1) / grain
}

// ReduceOnPlateau halves the rate after every three epochs in which the cost on the
// validation data found no new minimum.
var ReduceOnPlateau Schedule = reduceOnPlateau{patience: 3}

type reduceOnPlateau struct{ patience int }

func (reduceOnPlateau) Name() string { return "reduce-on-plateau" }

func (h reduceOnPlateau) Rate(rate float64, _, _ int, costs []float64) float64 {
	best, since := math.Inf(1), 0
	for _, cost := range costs {
		since++
		if cost < best {
			best, since = cost, 0
		}
		if since == h.patience {
			rate, since = rate/2, 0
		}
	}
	return rate
}
