package squares

import "testing"

func TestSum(t *testing.T) {
	for _, test := range []struct {
		values []float32
		want   float64
	}{
		{nil, 0},
		{[]float32{3, -4}, 25},
		{[]float32{1e20, 1}, float64(float32(1e20))*float64(float32(1e20)) + 1}, // more than float32 holds
	} {
		if got := Sum(test.values); got != test.want {
			t.Errorf("of %v: %g, want %g", test.values, got, test.want)
		}
	}
}
