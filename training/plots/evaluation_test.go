package plots_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"digitpad/training/evaluate"
	"digitpad/training/plots"
	"digitpad/training/stats"
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
		"no answers":        plots.Reliability(nil, nil, plots.Dark()),
	} {
		if _, err := f.Image(700, 400, 96); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(plots.Robustness(robust, plots.Light()).Traces); n != len(evaluate.Corruptions) {
		t.Errorf("%d curves can be read", n)
	}
}

// The reliability diagram shows each bin of both kinds of confidence at the share that is
// right, leaves out bins of hardly any answers, and says how far off they are on average.
func TestReliability(t *testing.T) {
	var calibrated, own []stats.Answer
	for i := range 100 {
		calibrated = append(calibrated, stats.Answer{Confidence: 0.82, Correct: i < 80})
		own = append(own, stats.Answer{Confidence: 0.99, Correct: i < 80})
	}
	calibrated = append(calibrated, stats.Answer{Confidence: 0.3, Correct: true}) // alone in its bin
	f := plots.Reliability(calibrated, own, plots.Light())
	if len(f.Traces) != 2 {
		t.Fatalf("%d curves", len(f.Traces))
	}
	for i, x := range []float64{0.99, 0.82} {
		points := f.Traces[i].Points
		if len(points) != 1 || math.Abs(points[0].X-x) > 1e-9 || points[0].Y != 0.8 {
			t.Errorf("curve %d: %v, want 80 %% right at %g", i, points, x)
		}
	}
	var svg bytes.Buffer
	if err := f.Write(&svg, ".svg", 6, 4); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"as the network says: off by 19.00 points", "calibrated: off by 2.67 points"} {
		if !strings.Contains(svg.String(), said) {
			t.Errorf("it does not say %q", said)
		}
	}
}
