package preprocess

import (
	"math"
	"testing"
)

// What is made of a pixel's square, by the definition.
func TestSquares(t *testing.T) {
	p := &grayImage{5, 4, []float32{
		3, 1, 4, 1, 5,
		9, 2, 6, 5, 3,
		5, 8, 9, 7, 9,
		3, 2, 3, 8, 4,
	}}
	for _, reach := range []int{1, 2} {
		lightest, darkest, mean := p.highest(reach), p.lowest(reach), p.blurred(reach)
		for i := range p.v {
			hi, lo := float32(0), float32(10)
			var rows []float64 // their means: at the edges as far as there are pixels
			for y := max(i/5-reach, 0); y <= min(i/5+reach, 3); y++ {
				row, n := 0.0, 0.0
				for x := max(i%5-reach, 0); x <= min(i%5+reach, 4); x++ {
					v := p.v[y*5+x]
					hi, lo = max(hi, v), min(lo, v)
					row, n = row+float64(v), n+1
				}
				rows = append(rows, row/n)
			}
			want := 0.0
			for _, row := range rows {
				want += row / float64(len(rows))
			}
			if lightest.v[i] != hi || darkest.v[i] != lo || math.Abs(float64(mean.v[i])-want) > 1e-5 {
				t.Errorf("around pixel %d, %d: %g to %g, mean %g; want %g to %g, mean %g",
					i%5, i/5, darkest.v[i], lightest.v[i], mean.v[i], lo, hi, want)
			}
		}
	}
}

// A quantile is the value that a share of the others is below.
func TestQuantile(t *testing.T) {
	for q, want := range map[float64]float32{0: 1, 0.24: 1, 0.25: 2, 0.5: 3, 0.9: 4, 1: 5} {
		if got := quantile([]float32{4, 2, 5, 1, 3}, q); got != want {
			t.Errorf("the %g quantile of 1 to 5 is %g, want %g", q, got, want)
		}
	}
}
