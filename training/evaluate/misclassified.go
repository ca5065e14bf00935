package evaluate

import (
	"cmp"
	"context"
	"slices"

	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// Prediction is a network's prediction for one example.
type Prediction struct {
	Label      int     // the digit that the image shows
	Predicted  int     // the digit that the network reads
	Confidence float32 // the calibrated probability of that digit, in [0,1]
	Activation float32 // what the network itself claims; see Confidence
	Set        int     // how many digits its answer set has; 0 without sets
	Covered    bool    // whether the label is among them
}

// Predictions is an Evaluation with the prediction for each example.
type Predictions struct {
	Evaluation
	Examples []Prediction // one for each example
}

// Predict is Network and keeps every prediction, with the confidence that the network's
// calibration gives it. It calls progress with the number of examples done, from any
// goroutine.
func Predict(ctx context.Context, net *network.Network, c calibration.Calibration, data *dataset.Dataset, progress func(done, total int)) (Predictions, error) {
	predictions := make([]Prediction, data.Len())
	total, err := evaluateAll(ctx, net, c, data, predictions, progress)
	if err != nil {
		return Predictions{}, err
	}
	return Predictions{total, predictions}, nil
}

// Covered is the share of the answer sets that hold the label; of none where there are no
// sets.
func (in *Predictions) Covered() Share {
	sets, covered := 0, 0
	for _, g := range in.Examples {
		if g.Set > 0 {
			sets++
			if g.Covered {
				covered++
			}
		}
	}
	return NewShare(covered, sets)
}

// Claims are the answers with their confidence: as calibrated, and as the network itself
// has it.
func (in *Predictions) Claims() (calibrated, own []stats.Answer) {
	for _, g := range in.Examples {
		right := g.Predicted == g.Label
		calibrated = append(calibrated, stats.Answer{Confidence: float64(g.Confidence), Correct: right})
		own = append(own, stats.Answer{Confidence: float64(g.Activation), Correct: right})
	}
	return calibrated, own
}

// Misclassified are the examples whose label was not predicted, the most confident first.
func (in *Predictions) Misclassified() []int {
	return in.ranked(func(g Prediction) bool { return g.Predicted != g.Label })
}

// Cell are the examples in one cell of the confusion matrix, those of a label
// that were read as prediction, the most confident first.
func (in *Predictions) Cell(label, prediction int) []int {
	return in.ranked(func(g Prediction) bool { return g.Label == label && g.Predicted == prediction })
}

// ranked returns the examples whose predictions are wanted, the most confident first.
func (in *Predictions) ranked(wanted func(Prediction) bool) []int {
	var examples []int
	for i, g := range in.Examples {
		if wanted(g) {
			examples = append(examples, i)
		}
	}
	slices.SortStableFunc(examples, func(i, j int) int {
		return cmp.Compare(in.Examples[j].Confidence, in.Examples[i].Confidence)
	})
	return examples
}

// Confidence says, from 0 to 1, how much the output activations a speak for the
// prediction that they decode to: with one output for each digit it is the
// activation of that output, else how near to its target the output is that
// strays farthest from it.
func Confidence(encoding network.Encoding, a []float32, prediction int) float32 {
	if encoding.Name() == network.OneHot.Name() {
		return a[prediction]
	}
	y := make([]float32, len(a))
	encoding.Target(y, prediction)
	farthest := float32(0)
	for k := range a {
		farthest = max(farthest, a[k]-y[k], y[k]-a[k])
	}
	return max(0, 1-farthest)
}
