package main

import (
	"fmt"
	"strings"

	"digitpad/assets"
	"digitpad/network/codec"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
)

// newReader reads digits as the window does: with the network's calibration, and with the
// rejector that digitpad ships.
func newReader(m codec.Model) (*inference.Reader, error) {
	fitted, err := calibration.Of(m.Notes)
	if err != nil {
		return nil, err
	}
	rejector, err := shippedRejector(assets.Rejector, assets.RejectorByDirections)
	if err != nil {
		return nil, err
	}
	return inference.NewReader(m.Network, fitted, rejector), nil
}

// inWords is an answer: "prediction 8", or "not sure: 8, or 3".
func inWords(r inference.Reading) string {
	if r.Sure {
		return fmt.Sprintf("prediction %d", r.Digit)
	}
	others := r.Set
	if len(others) < 2 {
		others = []int{r.Digit, r.Second()}
	}
	words := make([]string, len(others)-1)
	for i, digit := range others[1:] {
		words[i] = fmt.Sprint(digit)
	}
	return fmt.Sprintf("not sure: %d, or %s", r.Digit, strings.Join(words, ", "))
}

// certainty is what JSON says of an answer, beside the prediction.
type certainty struct {
	Sure       bool    `json:"sure"`          // whether it is more than a guess
	Confidence float64 `json:"confidence"`    // calibrated, share of 1
	Set        []int   `json:"set,omitempty"` // the digits that it may be: right in 99 of 100, where the network was calibrated on enough digits
}

func certaintyOf(r inference.Reading) certainty { return certainty{r.Sure, r.Confidence(), r.Set} }

// answered counts what a reader is sure of.
type answered struct {
	Answered evaluate.Share  `json:"answered"`          // of all
	Correct  evaluate.Share  `json:"correct"`           // of those answered
	Doubted  evaluate.Share  `json:"doubted"`           // of the misreadings, those that are not sure
	Covered  *evaluate.Share `json:"covered,omitempty"` // of all, those whose answer set holds the label, where there are sets
}

// answer reads all examples. It is sure of none that has clicks, which may be nil for none:
// see inference.Reader.ReadDrawing.
func answer(reader *inference.Reader, data *dataset.Dataset, clicked []bool) answered {
	sure, right, wrong, doubted, covered, sets := 0, 0, 0, 0, 0, 0
	for i := range data.Len() {
		r := reader.Read(data.Input(i))
		r.Sure = r.Sure && !(clicked != nil && clicked[i])
		correct := r.Digit == data.Label(i)
		if r.Sure {
			sure++
			if correct {
				right++
			}
		}
		if !correct {
			wrong++
			if !r.Sure {
				doubted++
			}
		}
		if r.Set != nil {
			sets++
			for _, digit := range r.Set {
				if digit == data.Label(i) {
					covered++
				}
			}
		}
	}
	a := answered{Answered: evaluate.NewShare(sure, data.Len()), Correct: evaluate.NewShare(right, sure), Doubted: evaluate.NewShare(doubted, wrong)}
	if sets > 0 {
		share := evaluate.NewShare(covered, sets)
		a.Covered = &share
	}
	return a
}
