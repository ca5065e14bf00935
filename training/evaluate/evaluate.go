// Package evaluate measures how a network reads labelled images: cost and accuracy with the
// confusion matrix (Network), the answer to each image with its confidence (Predict), how many
// answers are wrong and how many missing where it may say that it does not know (the rejection
// curve), and how much is lost where images are shifted, turned, noisy, smaller or thicker.
//
// Test images are read by Test alone, and each reading of them counts as a look. Shares come
// with Wilson's 95 % interval. Whatever takes time ends when its context does.
package evaluate

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"digitpad/network"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
)

// Score is how well a network does on a data set.
type Score struct {
	Cost     float64 // mean of C_x over the examples, (8), without weight decay
	Accuracy float64 // share of the examples whose label is predicted, in [0,1]
}

// Confusion counts examples: Confusion[label][prediction]. It has room for the ten
// digits; examples with other labels, or predictions, are left out.
type Confusion [network.Labels][network.Labels]int

// Evaluation is a Score with the mistakes that it comes from.
type Evaluation struct {
	Score
	Confusion Confusion

	correct int // examples whose label was predicted
}

// Examples is the number of examples evaluated.
func (c *Confusion) Examples() int {
	sum := 0
	for _, row := range c {
		for _, count := range row {
			sum += count
		}
	}
	return sum
}

// Correct is the number of examples whose label was predicted.
func (c *Confusion) Correct() int {
	sum := 0
	for label := range c {
		sum += c[label][label]
	}
	return sum
}

// evaluationChunk is the number of examples whose costs are summed on their own,
// so that the total does not depend on which goroutine took which examples.
const evaluationChunk = 500

// Network runs the network over all examples of a data set, on all cores. The
// network must not change meanwhile. It returns early with the context's error.
// The evaluation of an empty data set is zero.
func Network(ctx context.Context, net *network.Network, data *dataset.Dataset) (Evaluation, error) {
	return evaluateAll(ctx, net, calibration.None, data, nil, func(int, int) {})
}

// evaluateAll is Network. It fills predictions, which has an element for each example or none
// at all, and tells progress how many examples are done.
func evaluateAll(ctx context.Context, net *network.Network, c calibration.Calibration, data *dataset.Dataset, predictions []Prediction, progress func(done, total int)) (Evaluation, error) {
	chunks := (data.Len() + evaluationChunk - 1) / evaluationChunk
	parts := make([]Evaluation, chunks)
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), chunks) {
		workers.Go(func() {
			pass := net.NewPass()
			for {
				i := int(next.Add(1)) - 1
				if i >= chunks || ctx.Err() != nil {
					return
				}
				lo := i * evaluationChunk
				hi := min(lo+evaluationChunk, data.Len())
				var part []Prediction
				if predictions != nil {
					part = predictions[lo:hi]
				}
				parts[i] = evaluate(net, pass, c, data.Slice(lo, hi), part)
				progress(int(done.Add(int64(hi-lo))), data.Len())
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return Evaluation{}, err
	}

	var total Evaluation
	for _, part := range parts {
		total.Cost += part.Cost
		total.correct += part.correct
		for label, row := range part.Confusion {
			for prediction, count := range row {
				total.Confusion[label][prediction] += count
			}
		}
	}
	if n := float64(data.Len()); n > 0 {
		total.Cost /= n
		total.Accuracy = float64(total.correct) / n
	}
	return total, nil
}

// evaluate sums the costs of the examples and counts their predictions. It fills
// predictions unless that is nil.
func evaluate(net *network.Network, pass *network.Pass, c calibration.Calibration, data *dataset.Dataset, predictions []Prediction) (sum Evaluation) {
	spec := net.Spec()
	y := make([]float32, spec.Encoding.Outputs())
	for i := range data.Len() {
		label := data.Label(i)
		a := net.Forward(pass, data.Input(i))
		spec.Encoding.Target(y, label)
		sum.Cost += spec.Cost.Of(a, y)
		prediction := spec.Encoding.Decode(a)
		if prediction == label {
			sum.correct++
		}
		if label < network.Labels && prediction < network.Labels {
			sum.Confusion[label][prediction]++
		}
		if predictions != nil {
			answer := c.Answer(spec, a)
			predictions[i] = Prediction{
				Label: label, Predicted: prediction,
				Confidence: float32(answer.Probabilities[prediction]), Activation: Confidence(spec.Encoding, a, prediction),
				Set: len(answer.Set), Covered: slices.Contains(answer.Set, label),
			}
		}
	}
	return sum
}
