// Package calibration makes a network's confidence mean what it says. It turns
// output activations, of whatever encoding, into probabilities of the ten digits;
// fits, on examples that the network has not learned from, the temperature at which
// these are as often right as they claim; and gives answer sets that hold the right
// digit in a promised share of cases.
package calibration

import (
	"context"
	"encoding/json"
	"math"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/stats"
)

// Promise is the share of answer sets that hold the right digit.
const Promise = 0.99

// Calibration is what was fitted for a network. The zero value is no calibration;
// None is that of a network that nothing is known about.
type Calibration struct {
	Temperature float64 `json:"temperature"` // of the softmax; above 1 the network claims too much
	Threshold   float64 `json:"threshold"`   // the probability from which a digit is in the answer set; 0 if there were too few examples to promise anything
	Data        string  `json:"data"`        // the name of the held-out examples
	Examples    int     `json:"examples"`    // how many there were
}

// None takes the network at its word.
var None = Calibration{Temperature: 1}

// Fit fits the temperature, and then the threshold with that, on examples that the network
// has not learned from. For further examples of the same kind the promise of the answer
// sets holds, but for the little that one temperature fitted on the same examples can
// adapt to them. The error is the context's.
func Fit(ctx context.Context, net *network.Network, heldOut *dataset.Dataset) (Calibration, error) {
	c := None
	c.Data, c.Examples = heldOut.Name(), heldOut.Len()
	var scores [][]float64
	var labels []int
	pass := net.NewPass()
	for i := range heldOut.Len() {
		if err := ctx.Err(); err != nil {
			return Calibration{}, err
		}
		s := scoresOf(net.Spec(), net.Forward(pass, heldOut.Input(i)))
		scores, labels = append(scores, s[:]), append(labels, heldOut.Label(i))
	}
	c.Temperature = stats.FitTemperature(scores, labels)
	var probabilities []float64 // of the labels
	for i, row := range scores {
		stats.Softmax(row, row, c.Temperature)
		probabilities = append(probabilities, row[labels[i]])
	}
	c.Threshold = stats.ConformalThreshold(probabilities, Promise)
	return c, nil
}

// scoresOf are what output activations a say for each digit, so that the largest is
// that of the digit that they decode to. For one-hot outputs they are the log-odds of
// sigmoid units and the logarithms of softmax units; for other encodings, −100·‖a − y‖² of the digit's target y.
func scoresOf(spec network.Spec, a []float32) (scores [network.Labels]float64) {
	if spec.Encoding != network.OneHot {
		y := make([]float32, len(a))
		for digit := range scores {
			spec.Encoding.Target(y, digit)
			for k := range a {
				d := float64(a[k]) - float64(y[k])
				scores[digit] -= 100 * d * d
			}
		}
		return scores
	}
	for digit, v := range a {
		scores[digit] = logarithm(v)
		if spec.Output != network.Softmax {
			scores[digit] -= logarithm(1 - v)
		}
	}
	return scores
}

// logarithm is that of an activation, and of the smallest float32 above 0 for 0.
func logarithm(v float32) float64 {
	return math.Log(max(float64(v), math.SmallestNonzeroFloat32))
}

// Answer is what a network reads in an image.
type Answer struct {
	Digit         int
	Probabilities [network.Labels]float64 // calibrated; they sum to 1
	Set           []int                   // the digits that it may be, the likeliest first; nil without a promise
}

// Confidence is the probability of the digit.
func (a Answer) Confidence() float64 { return a.Probabilities[a.Digit] }

// Answer reads output activations.
func (c Calibration) Answer(spec network.Spec, a []float32) Answer {
	answer := Answer{Digit: spec.Encoding.Decode(a), Probabilities: scoresOf(spec, a)}
	p := answer.Probabilities[:]
	stats.Softmax(p, p, c.Temperature)
	if c.Threshold > 0 {
		answer.Set = stats.AnswerSet(p, c.Threshold)
	}
	return answer
}

// Second is the likeliest digit but that of the answer.
func (a Answer) Second() int {
	p := a.Probabilities
	p[a.Digit] = -1
	return floats.MaxIdx(p[:])
}

// Note is the name of the note in a network's file that holds its calibration.
const Note = "calibration"

// Encode is the calibration as a note.
func (c Calibration) Encode() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic("calibration: " + err.Error()) // finite numbers, see Fit
	}
	return string(text)
}

// Of is the calibration in the notes of a network's file, and None where there is
// none. The error says what is wrong with the note.
func Of(notes map[string]string) (Calibration, error) {
	text, ok := notes[Note]
	if !ok {
		return None, nil
	}
	var c Calibration
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return None, message.Errorf("the network's calibration cannot be read: %w", err)
	}
	if !(c.Temperature >= stats.MinTemperature && c.Temperature <= stats.MaxTemperature) || !(c.Threshold >= 0 && c.Threshold <= 1) {
		return None, message.Errorf("the network's calibration makes no sense: its temperature is %g, its threshold %g", c.Temperature, c.Threshold)
	}
	return c, nil
}
