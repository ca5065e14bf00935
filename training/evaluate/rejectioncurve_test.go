package evaluate

import "testing"

// Two of the six guesses are right with confidence, one with none.
func TestRejectionCurve(t *testing.T) {
	in := &Predictions{Examples: []Prediction{
		{Label: 4, Predicted: 9, Confidence: 0.6}, {Label: 4, Predicted: 4, Confidence: 0.99}, {Label: 7, Predicted: 1, Confidence: 0.9}, {Label: 4, Predicted: 4, Confidence: 0.95}, {Label: 4, Predicted: 9, Confidence: 0.6}, {Label: 9, Predicted: 9, Confidence: 0.1},
	}}
	want := []OperatingPoint{
		{0.99, 1, 1, 6}, {0.95, 2, 2, 6}, {0.9, 3, 2, 6}, {0.6, 5, 2, 6}, {0.1, 6, 3, 6},
	}
	got := in.RejectionCurve()
	if len(got) != len(want) {
		t.Fatalf("the curve is %v", got)
	}
	for i := range want {
		if got[i] != want[i] || in.At(want[i].Threshold) != want[i] {
			t.Errorf("point %d is %v, at its threshold %v, want %v", i, got[i], in.At(want[i].Threshold), want[i])
		}
	}
	if got[2].Coverage() != 0.5 || got[2].Accuracy() != 2./3 {
		t.Errorf("%v is a share of %g with an accuracy of %g", got[2], got[2].Coverage(), got[2].Accuracy())
	}
	if none := in.At(1); none.Answered != 0 || none.Accuracy() != 1 || none.Coverage() != 0 {
		t.Errorf("beyond all confidence: %v", none)
	}
	if curve := (&Predictions{}).RejectionCurve(); len(curve) != 0 {
		t.Errorf("of nothing: %v", curve)
	}
}

// Three of four answered digits are right, four of eight are answered.
func TestOperatingPoint(t *testing.T) {
	a := OperatingPoint{Answered: 4, Correct: 3, Examples: 8}
	if a.Accuracy() != 0.75 || a.Coverage() != 0.5 {
		t.Errorf("accuracy %g, share %g", a.Accuracy(), a.Coverage())
	}
	if none := (OperatingPoint{}); none.Coverage() != 0 || none.Accuracy() != 1 {
		t.Errorf("of nothing: accuracy %g, share %g", none.Accuracy(), none.Coverage())
	}
}
