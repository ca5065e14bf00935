package plots_test

import (
	"testing"

	"digitpad/training/evaluate"
	"digitpad/training/plots"
)

// The charts of an evaluation are drawn, read off as measured, and do not fall
// over nothing.
func TestEvaluationCharts(t *testing.T) {
	curve := []evaluate.OperatingPoint{
		{Threshold: 0.9, Answered: 50, Correct: 50, Examples: 100},
		{Threshold: 0.5, Answered: 80, Correct: 76, Examples: 100},
		{Threshold: 0.1, Answered: 100, Correct: 90, Examples: 100},
	}
	figure := plots.RejectionCurve(curve, curve[1], plots.Light())
	if y, ok := figure.Traces[0].At(0.8); !ok || y != 0.95 {
		t.Errorf("of 80 %% answered %g are right, %v", y, ok)
	}
	var robust []evaluate.Robustness
	for _, d := range evaluate.Corruptions {
		correct := make([]int, len(d.Levels))
		for i := range correct {
			correct[i] = 1000 - 10*i
		}
		robust = append(robust, evaluate.Robustness{Corruption: d, Examples: 1000, Correct: correct})
	}
	for name, f := range map[string]*plots.Figure{
		"trade-off":         figure,
		"empty trade-off":   plots.RejectionCurve(nil, evaluate.OperatingPoint{}, plots.Dark()),
		"robustness":        plots.Robustness(robust, plots.Light()),
		"no robustness yet": plots.Robustness(nil, plots.Light()),
	} {
		if _, err := f.Image(700, 400, 96); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(plots.Robustness(robust, plots.Light()).Traces); n != len(evaluate.Corruptions) {
		t.Errorf("%d curves can be read", n)
	}
}
