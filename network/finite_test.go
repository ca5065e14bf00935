package network

import (
	"math"
	"testing"
)

func TestFinite(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, test := range []struct {
		values []float32
		want   bool
	}{
		{nil, true},
		{[]float32{0, math.MaxFloat32, -math.MaxFloat32}, true},
		{[]float32{0, inf}, false},
		{[]float32{-inf, 0}, false},
		{[]float32{0, float32(math.NaN())}, false},
		{[]float32{0, 0, 0, 0, 0, inf}, false},
		{[]float32{0, 0, 0, inf, 0, 0}, false},
		{[]float32{inf, 0, 0, 0, 0, 0}, false},
		{[]float32{0, inf, 0, 0, 0, 0}, false},
		{[]float32{0, 0, -inf, 0, 0, 0}, false},
	} {
		if got := Finite(test.values); got != test.want {
			t.Errorf("Finite(%v) = %v", test.values, got)
		}
	}
}
