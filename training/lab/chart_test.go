package lab

import (
	"math"
	"reflect"
	"testing"

	"digitpad/network/message"
)

// The mean over the seeds goes on as far as any run has come, and leaves out what
// is no number.
func TestOverSeeds(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		name string
		runs [][]float64
		want Series
	}{
		{"two seeds", [][]float64{{1, 2}, {3, 2}}, Series{X: []float64{5, 6}, Y: []float64{2, 2}, Spread: []float64{math.Sqrt2, 0}}},
		{"one is ahead", [][]float64{{1, 2, 7}, {3}, nil}, Series{X: []float64{5, 6, 7}, Y: []float64{2, 2, 7}, Spread: []float64{math.Sqrt2, 0, 0}}},
		{"one diverges", [][]float64{{1, nan}, {1, 4}}, Series{X: []float64{5, 6}, Y: []float64{1, 4}, Spread: []float64{0, 0}}},
		{"all diverge", [][]float64{{1, nan, 4}}, Series{X: []float64{5}, Y: []float64{1}, Spread: []float64{0}}},
	} {
		test.want.Name, test.want.Look = message.New("cost"), Line
		if got := overSeeds(message.New("cost"), counting(5, 3), test.runs); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// A series takes finite points alone.
func TestSeriesAdd(t *testing.T) {
	var s Series
	s.add(1, 2)
	s.add(math.Inf(1), 2)
	s.add(1, math.NaN())
	s.add(3, 4)
	if want := (Series{X: []float64{1, 3}, Y: []float64{2, 4}}); !reflect.DeepEqual(s, want) {
		t.Errorf("%+v, want %+v", s, want)
	}
}
