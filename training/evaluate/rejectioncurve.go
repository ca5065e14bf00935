package evaluate

import (
	"cmp"
	"slices"
)

// OperatingPoint counts test examples if those with a confidence below a threshold are
// rejected (Chow 1970: the reject option).
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

// At is the operating point at a threshold of confidence.
func (in *Predictions) At(threshold float32) OperatingPoint {
	a := OperatingPoint{Threshold: threshold, Examples: len(in.Examples)}
	for _, g := range in.Examples {
		a.count(g)
	}
	return a
}

// count counts a prediction if its confidence reaches the threshold.
func (a *OperatingPoint) count(g Prediction) {
	if g.Confidence < a.Threshold {
		return
	}
	a.Answered++
	if g.Predicted == g.Label {
		a.Correct++
	}
}

// RejectionCurve has an operating point for every threshold at which a count changes, the
// highest threshold first.
func (in *Predictions) RejectionCurve() []OperatingPoint {
	predictions := slices.Clone(in.Examples)
	slices.SortFunc(predictions, func(a, b Prediction) int { return cmp.Compare(b.Confidence, a.Confidence) })
	var curve []OperatingPoint
	a := OperatingPoint{Examples: len(predictions)}
	for i, g := range predictions {
		a.Threshold = g.Confidence
		a.count(g)
		if i+1 == len(predictions) || predictions[i+1].Confidence < g.Confidence {
			curve = append(curve, a)
		}
	}
	return curve
}
