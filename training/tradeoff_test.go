package training

import "testing"

// Two of the six guesses are right with confidence, one with none.
func TestTradeOff(t *testing.T) {
	in := &Inspection{Guesses: []Guess{
		{4, 9, 0.6}, {4, 4, 0.99}, {7, 1, 0.9}, {4, 4, 0.95}, {4, 9, 0.6}, {9, 9, 0.1},
	}}
	want := []Answering{
		{0.99, 1, 1, 6}, {0.95, 2, 2, 6}, {0.9, 3, 2, 6}, {0.6, 5, 2, 6}, {0.1, 6, 3, 6},
	}
	got := in.TradeOff()
	if len(got) != len(want) {
		t.Fatalf("the curve is %v", got)
	}
	for i := range want {
		if got[i] != want[i] || in.AnsweringAt(want[i].Threshold) != want[i] {
			t.Errorf("point %d is %v, at its threshold %v, want %v", i, got[i], in.AnsweringAt(want[i].Threshold), want[i])
		}
	}
	if got[2].Share() != 0.5 || got[2].Accuracy() != 2./3 {
		t.Errorf("%v is a share of %g with an accuracy of %g", got[2], got[2].Share(), got[2].Accuracy())
	}
	if none := in.AnsweringAt(1); none.Answered != 0 || none.Accuracy() != 1 || none.Share() != 0 {
		t.Errorf("beyond all confidence: %v", none)
	}
	if curve := (&Inspection{}).TradeOff(); len(curve) != 0 {
		t.Errorf("of nothing: %v", curve)
	}
}
