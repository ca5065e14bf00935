package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"digitpad/training/stats"
)

func ExamplePaired() {
	// Accuracies with seeds 1 to 5, with and without a change.
	with := []float64{95.1, 94.7, 95.6, 95.0, 95.3}
	without := []float64{94.8, 94.5, 95.2, 94.8, 95.0}
	d := stats.Paired(with, without)
	fmt.Println(d, d.Above(0))
	// Output: 0.28 [0.18, 0.38] holds
}

// Gosset's own example: ten patients' hours of sleep gained by two drugs. R's
// t.test gives t = 4.0621, p = 0.002833 and the interval [0.7001, 2.4599].
func TestPairedIsStudents(t *testing.T) {
	first := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	second := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	d := stats.Paired(second, first)
	for _, c := range []struct {
		name      string
		got, want float64
	}{{"mean", d.Mean, 1.58}, {"lower end", d.Lo, 0.7001142}, {"upper end", d.Hi, 2.4598858}, {"p", d.P, 0.00283289}} {
		if math.Abs(c.got-c.want) > 1e-6 {
			t.Errorf("%s is %.7f, want %.7f", c.name, c.got, c.want)
		}
	}
	if d.Above(0) != stats.Holds || d.Below(0) != stats.Contradicted || d.Above(1) != stats.Open || d.Above(3) != stats.Contradicted {
		t.Errorf("of %v the outcomes are wrong", d)
	}
}

func TestWhatCannotBeJudgedIsOpen(t *testing.T) {
	for name, d := range map[string]stats.Difference{
		"nothing":       stats.Paired(nil, nil),
		"one seed":      stats.Paired([]float64{99}, []float64{10}),
		"a failed run":  stats.Paired([]float64{1, 2, math.NaN()}, []float64{0, 1, 2}),
		"infinite cost": stats.Paired([]float64{1, 2, math.Inf(1)}, []float64{0, 1, 2}),
		"no difference": stats.Paired([]float64{1, 2, 3}, []float64{1, 2, 3}),
	} {
		if d.Above(0) != stats.Open || d.Below(0) != stats.Open || d.P < 0.99 {
			t.Errorf("%s: %v is %v above zero, p = %g", name, d, d.Above(0), d.P)
		}
	}
	if d := stats.Paired([]float64{2, 3}, []float64{1, 2}); d.Above(0) != stats.Holds || d.P != 0 {
		t.Errorf("a difference without spread is %v", d)
	}
}

func TestPairedNeedsPairs(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two values are paired with one")
		}
	}()
	stats.Paired([]float64{1, 2}, []float64{1})
}

// runs are what contenders reach with each seed: a part that the seed decides, a
// part of its own, and, for the first, an advantage.
func runs(random *rand.Rand, contenders, seeds int, advantage float64) [][]float64 {
	all := make([][]float64, contenders)
	for i := range all {
		all[i] = make([]float64, seeds)
	}
	for seed := range seeds {
		shared := 3 * random.NormFloat64()
		for i := range all {
			all[i][seed] = shared + random.NormFloat64()
		}
		all[0][seed] += advantage
	}
	return all
}

// repetitions are 1500, in short 500.
func repetitions() int {
	if testing.Short() {
		return 500
	}
	return 1500
}

// share is how often something happens in that many repetitions.
func share(happens func(*rand.Rand) bool) float64 {
	random := rand.New(rand.NewPCG(1, 2))
	count := 0
	for range repetitions() {
		if happens(random) {
			count++
		}
	}
	return float64(count) / float64(repetitions())
}

// slack is three standard errors of a share of 5 % in as many repetitions.
func slack() float64 { return 3 * math.Sqrt(0.05*0.95/float64(repetitions())) }

// Where there is no difference, "holds" is said in at most 5 of 100 experiments:
// of a single claim, of any schedule against the constant one, and of the best of
// several.
func TestFalseOutcomesAreRare(t *testing.T) {
	for _, seeds := range []int{1, 2, 3, 5, 10, 30} {
		for name, wrong := range map[string]func(*rand.Rand) bool{
			"one claim": func(random *rand.Rand) bool {
				r := runs(random, 2, seeds, 0)
				return stats.Paired(r[0], r[1]).Above(0) == stats.Holds
			},
			"one claim, either way": func(random *rand.Rand) bool {
				r := runs(random, 2, seeds, 0)
				return stats.Paired(r[0], r[1]).Above(0) != stats.Open
			},
			"any of six against one": func(random *rand.Rand) bool {
				r := runs(random, 7, seeds, 0)
				for _, d := range stats.Against(r[0], r[1:]) {
					if d.Below(0) == stats.Holds {
						return true
					}
				}
				return false
			},
			"the lowest of two":   func(random *rand.Rand) bool { return stats.Clear(stats.Lowest(runs(random, 2, seeds, 0))) },
			"the lowest of seven": func(random *rand.Rand) bool { return stats.Clear(stats.Lowest(runs(random, 7, seeds, 0))) },
		} {
			if got := share(wrong); got > stats.Alpha+slack() {
				t.Errorf("%s, %d seeds: said in %.1f %% of the experiments", name, seeds, 100*got)
			}
		}
	}
}

// Where there is a difference, more seeds find it more often.
func TestPowerRisesWithSeeds(t *testing.T) {
	for name, found := range map[string]func(random *rand.Rand, seeds int) bool{
		"one claim": func(random *rand.Rand, seeds int) bool {
			r := runs(random, 2, seeds, 1)
			return stats.Paired(r[0], r[1]).Above(0) == stats.Holds
		},
		"one of six against one": func(random *rand.Rand, seeds int) bool {
			r := runs(random, 7, seeds, 1.2)
			return stats.Against(r[6], r[:6])[0].Above(0) == stats.Holds
		},
		"the lowest of four": func(random *rand.Rand, seeds int) bool {
			lowest, lead := stats.Lowest(runs(random, 4, seeds, -1.5))
			return lowest == 0 && stats.Clear(lowest, lead)
		},
	} {
		before := -1.0
		for _, seeds := range []int{1, 4, 8, 16, 40} {
			power := share(func(random *rand.Rand) bool { return found(random, seeds) })
			if power <= before {
				t.Errorf("%s: with %d seeds it is found in %.1f %%, with fewer in %.1f %%", name, seeds, 100*power, 100*before)
			}
			before = power
		}
		if before < 0.95 {
			t.Errorf("%s: with 40 seeds it is found in only %.1f %%", name, 100*before)
		}
	}
}

// Holm's procedure on the p-values 0.01, 0.04, 0.03 and 0.005 at 5 % rejects the
// fourth and the first alone: 0.005 < 0.05/4, 0.01 < 0.05/3, 0.03 > 0.05/2.
func TestHolm(t *testing.T) {
	var family []stats.Difference
	for _, p := range []float64{0.01, 0.04, 0.03, 0.005} {
		family = append(family, withP(t, p))
	}
	want := []stats.Outcome{stats.Holds, stats.Open, stats.Open, stats.Holds}
	for i, d := range stats.Holm(family) {
		if d.Above(0) != want[i] {
			t.Errorf("p = %.3f: %v at %.4f is %v, want %v", d.P, d, d.Level, d.Above(0), want[i])
		}
		if d.Lo > family[i].Lo {
			t.Errorf("p = %.3f: the corrected interval is narrower", d.P)
		}
	}
}

// withP is a difference above zero with that p-value.
func withP(t *testing.T, p float64) stats.Difference {
	t.Helper()
	lo, hi := 0.0, 100.0
	for range 200 {
		shift := (lo + hi) / 2
		d := stats.Mean([]float64{shift - 1, shift, shift + 1, shift + 0.5, shift - 0.5})
		if math.Abs(d.P-p) < 1e-9 {
			return d
		}
		if d.P > p {
			lo = shift
		} else {
			hi = shift
		}
	}
	t.Fatalf("no difference has p = %g", p)
	return stats.Difference{}
}

// One more value lies in the prediction interval in 95 of 100 experiments, however few
// values it was made of.
func TestPrediction(t *testing.T) {
	for _, n := range []int{2, 3, 5, 20} {
		inside := share(func(random *rand.Rand) bool {
			values := make([]float64, n)
			for i := range values {
				values[i] = random.NormFloat64()
			}
			next, v := stats.Prediction(values), random.NormFloat64()
			return v >= next.Lo && v <= next.Hi
		})
		if math.Abs(inside-0.95) > slack() {
			t.Errorf("of %d values: %.1f %% of the next ones lie inside", n, 100*inside)
		}
	}
	if i := stats.Prediction([]float64{3}); !math.IsInf(i.Lo, -1) || !math.IsInf(i.Hi, 1) {
		t.Errorf("of one value: %v", i)
	}
}
