package training

import (
	"cmp"
	"slices"
)

// Answering is what becomes of test examples if a network says "I don't know"
// wherever its confidence is below a threshold (Chow 1970: the reject option).
type Answering struct {
	Threshold float32
	Answered  int // examples with at least that confidence
	Correct   int // of these
	Examples  int // in all
}

// Share is the share of the examples that are answered, in [0,1].
func (a Answering) Share() float64 { return float64(a.Answered) / float64(max(1, a.Examples)) }

// Accuracy is the share of the answered examples whose label is predicted; 1 if
// none is answered.
func (a Answering) Accuracy() float64 {
	if a.Answered == 0 {
		return 1
	}
	return float64(a.Correct) / float64(a.Answered)
}

// AnsweringAt is what becomes of the examples at a threshold of confidence.
func (in *Inspection) AnsweringAt(threshold float32) Answering {
	a := Answering{Threshold: threshold, Examples: len(in.Guesses)}
	for _, g := range in.Guesses {
		a.count(g)
	}
	return a
}

// count takes a guess in if it is confident enough.
func (a *Answering) count(g Guess) {
	if g.Confidence < a.Threshold {
		return
	}
	a.Answered++
	if g.Prediction == g.Label {
		a.Correct++
	}
}

// TradeOff is what becomes of the examples at every threshold at which something
// changes, the highest first: fewer answers, and better ones, first.
func (in *Inspection) TradeOff() []Answering {
	guesses := slices.Clone(in.Guesses)
	slices.SortFunc(guesses, func(a, b Guess) int { return cmp.Compare(b.Confidence, a.Confidence) })
	var curve []Answering
	a := Answering{Examples: len(guesses)}
	for i, g := range guesses {
		a.Threshold = g.Confidence
		a.count(g)
		if i+1 == len(guesses) || guesses[i+1].Confidence < g.Confidence {
			curve = append(curve, a)
		}
	}
	return curve
}
