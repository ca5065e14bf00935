package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
)

// Answer is one answer with the confidence that it was given with.
type Answer struct {
	Confidence float64 // in [0,1]
	Correct    bool
}

// Bin is the answers of one range of confidence: a bar of the reliability diagram.
type Bin struct {
	From, To   float64 // of the confidence; the last bin includes its end
	Answers    int
	Correct    int
	Confidence float64 // mean of the answers; the middle of the bin if there is none
	Lo, Hi     float64 // Wilson's 95 % interval of the share of correct ones
}

// Accuracy is the share of the bin's answers that are correct; NaN if there is none.
func (b Bin) Accuracy() float64 { return float64(b.Correct) / float64(b.Answers) }

// Reliability sorts answers into bins of equal width: where confidence can be
// believed, the accuracy of each is its mean confidence. It panics if the number
// of bins is not positive.
func Reliability(answers []Answer, bins int) []Bin {
	if bins < 1 {
		panic(fmt.Sprintf("stats: a reliability diagram of %d bins", bins))
	}
	diagram := make([]Bin, bins)
	for i := range diagram {
		b := &diagram[i]
		b.From, b.To = float64(i)/float64(bins), float64(i+1)/float64(bins)
	}
	for _, a := range answers {
		b := &diagram[min(max(int(a.Confidence*float64(bins)), 0), bins-1)]
		b.Answers++
		b.Confidence += a.Confidence
		if a.Correct {
			b.Correct++
		}
	}
	for i := range diagram {
		b := &diagram[i]
		b.Lo, b.Hi = Wilson(b.Correct, b.Answers)
		if b.Answers > 0 {
			b.Confidence /= float64(b.Answers)
		} else {
			b.Confidence = (b.From + b.To) / 2
		}
	}
	return diagram
}

// CalibrationBins is the usual number of bins of the calibration error (Guo et al.).
const CalibrationBins = 15

// CalibrationError is the expected calibration error (ECE) of Guo et al.: the mean
// distance between confidence and accuracy over the bins, weighted by their answers.
// It is 0 of no answers.
func CalibrationError(answers []Answer) float64 {
	var sum float64
	for _, b := range Reliability(answers, CalibrationBins) {
		if b.Answers > 0 {
			sum += float64(b.Answers) / float64(len(answers)) * math.Abs(b.Accuracy()-b.Confidence)
		}
	}
	return sum
}

// Wilson is the 95 % interval of Wilson (1927) for the share behind correct of n. It
// holds also for small n and at the ends of [0,1]. Of nothing, n = 0, all is
// possible: [0,1].
func Wilson(correct, n int) (lo, hi float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964 // 97.5 % of a normal distribution lie below
	share, total := float64(correct)/float64(n), float64(n)
	middle := (share + z*z/(2*total)) / (1 + z*z/total)
	half := z / (1 + z*z/total) * math.Sqrt(share*(1-share)/total+z*z/(4*total*total))
	lo, hi = 0, 1
	if correct > 0 { // else rounding leaves some 1e-17
		lo = max(0, middle-half)
	}
	if correct < n {
		hi = min(1, middle+half)
	}
	return lo, hi
}

// Softmax sets p to the probabilities of scores at a temperature: exp(s/T), over
// their sum. P may be scores. It panics if the lengths differ or the temperature is
// not positive.
func Softmax(p, scores []float64, temperature float64) {
	if len(p) != len(scores) || !(temperature > 0) {
		panic(fmt.Sprintf("stats: softmax of %d scores into %d at the temperature %g", len(scores), len(p), temperature))
	}
	highest := floats.Max(scores)
	for k, s := range scores {
		p[k] = math.Exp((s - highest) / temperature)
	}
	floats.Scale(1/floats.Sum(p), p)
}

// The temperatures that FitTemperature looks between.
const (
	MinTemperature = 0.01
	MaxTemperature = 100
)

// FitTemperature is the temperature at which the softmax of the scores has the least
// mean −ln p of the labels (Guo et al., 4.2): above 1, the scores claim more than
// they know. Scores has a row for each example, with a score for each class. It
// returns 1 of no examples, and stays between MinTemperature and MaxTemperature.
func FitTemperature(scores [][]float64, labels []int) float64 {
	if len(scores) != len(labels) {
		panic(fmt.Sprintf("stats: %d rows of scores have %d labels", len(scores), len(labels)))
	}
	if len(scores) == 0 {
		return 1
	}
	surprise := func(logT float64) float64 {
		beta, sum := math.Exp(-logT), 0.0
		for i, row := range scores {
			highest := floats.Max(row)
			var total float64
			for _, s := range row {
				total += math.Exp(beta * (s - highest))
			}
			sum += math.Log(total) - beta*(row[labels[i]]-highest)
		}
		return sum
	}
	// It is convex in 1/T, so it has a single valley, which a golden-section search
	// closes in on.
	lo, hi := math.Log(MinTemperature), math.Log(MaxTemperature)
	const golden = 0.6180339887498949
	a, b := hi-golden*(hi-lo), lo+golden*(hi-lo)
	fa, fb := surprise(a), surprise(b)
	for hi-lo > 1e-4 {
		if fa < fb {
			hi, b, fb = b, a, fa
			a = hi - golden*(hi-lo)
			fa = surprise(a)
		} else {
			lo, a, fa = a, b, fb
			b = lo + golden*(hi-lo)
			fb = surprise(b)
		}
	}
	return math.Exp((lo + hi) / 2)
}
