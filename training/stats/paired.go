package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Alpha is the error probability of every decision: intervals hold the truth in
// 95 of 100 repetitions.
const Alpha = 0.05

// Outcome is what an interval says about a claim.
type Outcome int

// The outcomes.
const (
	Open         Outcome = iota // the figures allow both
	Holds                       // the whole interval speaks for the claim
	Contradicted                // the whole interval speaks against it
)

// String is the outcome in a word.
func (o Outcome) String() string { return [...]string{"open", "holds", "contradicted"}[o] }

// Difference is the mean of paired differences with its confidence interval. The
// interval of fewer than two pairs, or of values that are not finite, is (−∞,∞).
type Difference struct {
	Mean   float64 // NaN if a value is not finite, or there is none
	Lo, Hi float64 // at Level
	Level  float64 // of confidence: 0.95, or more after a correction for several
	Pairs  int
	P      float64 // of Student's two-sided test, uncorrected; 1 if it cannot be done

	sd float64 // of the differences
}

// Paired is the mean of a[i] − b[i], where i is the seed. It panics if a and b
// differ in length.
func Paired(a, b []float64) Difference {
	if len(a) != len(b) {
		panic(fmt.Sprintf("stats: %d values are paired with %d", len(a), len(b)))
	}
	differences := make([]float64, len(a))
	for i := range a {
		differences[i] = a[i] - b[i]
	}
	return Mean(differences)
}

// Mean is the mean of values with its confidence interval: a Difference from zero.
func Mean(values []float64) Difference {
	d := Difference{Mean: math.NaN(), Pairs: len(values), P: 1}
	if len(values) == 1 {
		d.Mean = values[0]
	} else if len(values) > 1 {
		d.Mean, d.sd = stat.MeanStdDev(values, nil)
	}
	if math.IsInf(d.Mean, 0) {
		d.Mean = math.NaN()
	}
	if len(values) > 1 && !math.IsNaN(d.Mean) {
		switch error := d.standardError(); {
		case error > 0:
			d.P = 2 * d.student().CDF(-math.Abs(d.Mean)/error)
		case d.Mean != 0:
			d.P = 0
		}
	}
	return d.at(1 - Alpha)
}

// standardError is that of the mean.
func (d Difference) standardError() float64 { return d.sd / math.Sqrt(float64(d.Pairs)) }

func (d Difference) student() distuv.StudentsT {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(d.Pairs - 1)}
}

// at is d with the interval at another level of confidence.
func (d Difference) at(level float64) Difference {
	d.Level = level
	if d.Pairs < 2 || math.IsNaN(d.Mean) {
		d.Lo, d.Hi = math.Inf(-1), math.Inf(1)
		return d
	}
	half := d.student().Quantile((1+level)/2) * d.standardError()
	d.Lo, d.Hi = d.Mean-half, d.Mean+half
	return d
}

// Above is the outcome of the claim that the difference is larger than a margin.
func (d Difference) Above(margin float64) Outcome {
	switch {
	case d.Lo > margin:
		return Holds
	case d.Hi < margin:
		return Contradicted
	}
	return Open
}

// Below is the outcome of the claim that the difference is smaller than a margin.
func (d Difference) Below(margin float64) Outcome {
	switch d.Above(margin) {
	case Holds:
		return Contradicted
	case Contradicted:
		return Holds
	}
	return Open
}

// String is the mean and the interval: "0.31 [0.12, 0.50]".
func (d Difference) String() string {
	switch {
	case math.IsNaN(d.Mean):
		return "–"
	case math.IsInf(d.Lo, 0):
		return fmt.Sprintf("%.3g [−∞, ∞]", d.Mean)
	}
	// Two digits of the width.
	decimals := 2
	if width := d.Hi - d.Lo; width > 0 {
		decimals = min(max(1-int(math.Floor(math.Log10(width))), 0), 12)
	}
	return fmt.Sprintf("%.*f [%.*f, %.*f]", decimals, d.Mean, decimals, d.Lo, decimals, d.Hi)
}

// Holm corrects differences that are looked at together, so that the probability
// that any of their intervals misses the truth by its sign alone is at most Alpha.
// Each interval is widened to the level that Holm's step-down procedure tests it
// at: its outcome against zero is that of the procedure.
func Holm(family []Difference) []Difference {
	order := make([]int, len(family))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(family[i].P, family[j].P) })
	corrected := make([]Difference, len(family))
	left := len(family)
	for _, i := range order {
		corrected[i] = family[i].at(1 - Alpha/float64(left))
		if corrected[i].Above(0) != Open {
			left--
		}
	}
	return corrected
}

// Against compares each of several contenders with one that they share the seeds
// with, values[i] − reference, corrected by Holm.
func Against(reference []float64, contenders [][]float64) []Difference {
	family := make([]Difference, len(contenders))
	for i, values := range contenders {
		family[i] = Paired(values, reference)
	}
	return Holm(family)
}

// Lowest names the contender with the lowest mean and how far the others lie above
// it, contenders[i] − lowest, corrected by Holm; that of the lowest from itself is
// zero. It panics if there is no contender.
func Lowest(contenders [][]float64) (lowest int, lead []Difference) {
	for i, values := range contenders {
		// A mean that is not finite is never the lowest.
		if m := stat.Mean(values, nil); !(m >= stat.Mean(contenders[lowest], nil)) && !math.IsNaN(m) {
			lowest = i
		}
	}
	others := slices.Delete(slices.Clone(contenders), lowest, lowest+1)
	lead = Against(contenders[lowest], others)
	return lowest, slices.Insert(lead, lowest, Paired(contenders[lowest], contenders[lowest]))
}

// Clear reports whether Lowest found one that is lower than all others: whether every
// difference but that of the lowest from itself holds.
func Clear(lowest int, lead []Difference) bool {
	for i, d := range lead {
		if i != lowest && d.Above(0) != Holds {
			return false
		}
	}
	return len(lead) > 1
}

// Interval is a range of values.
type Interval struct{ Lo, Hi float64 }

// Prediction is the interval in which one more value of the same kind would lie in 95
// of 100 repetitions (Student's prediction interval). That of fewer than two values, or
// of values that are not finite, is (−∞,∞).
func Prediction(values []float64) Interval {
	d := Mean(values)
	if d.Pairs < 2 || math.IsNaN(d.Mean) {
		return Interval{math.Inf(-1), math.Inf(1)}
	}
	half := d.student().Quantile(1-Alpha/2) * d.sd * math.Sqrt(1+1/float64(d.Pairs))
	return Interval{d.Mean - half, d.Mean + half}
}
