package evaluate

import (
	"cmp"
	"slices"
)

// OperatingPoint is what becomes of test examples if a network says "I don't know"
// wherever its confidence is below a threshold (Chow 1970: the reject option).
type OperatingPoint struct {
	Threshold float32
	Answered  int // examples with at least that confidence
	Correct   int // of these
	Examples  int // in all
}

// Coverage is the share of the examples that are answered, in [0,1].
func (a OperatingPoint) Coverage() float64 { return float64(a.Answered) / float64(max(1, a.Examples)) }

// Accuracy is the share of the answered examples whose label is predicted; 1 if
// none is answered.
func (a OperatingPoint) Accuracy() float64 {
	if a.Answered == 0 {
		return 1
	}
	return float64(a.Correct) / float64(a.Answered)
}

// At is what becomes of the examples at a threshold of confidence.
func (in *Predictions) At(threshold float32) OperatingPoint {
	a := OperatingPoint{Threshold: threshold, Examples: len(in.Examples)}
	for _, g := range in.Examples {
		a.count(g)
	}
	return a
}

// count takes a guess in if it is confident enough.
func (a *OperatingPoint) count(g Prediction) {
	if g.Confidence < a.Threshold {
		return
	}
	a.Answered++
	if g.Predicted == g.Label {
		a.Correct++
	}
}

// RejectionCurve is what becomes of the examples at every threshold at which something
// changes, the highest first: fewer answers, and better ones, first.
func (in *Predictions) RejectionCurve() []OperatingPoint {
	guesses := slices.Clone(in.Examples)
	slices.SortFunc(guesses, func(a, b Prediction) int { return cmp.Compare(b.Confidence, a.Confidence) })
	var curve []OperatingPoint
	a := OperatingPoint{Examples: len(guesses)}
	for i, g := range guesses {
		a.Threshold = g.Confidence
		a.count(g)
		if i+1 == len(guesses) || guesses[i+1].Confidence < g.Confidence {
			curve = append(curve, a)
		}
	}
	return curve
}
