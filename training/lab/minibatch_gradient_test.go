package lab

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/dataset"
)

// The slope is that of the mini-batches up to a tenth of the examples.
func TestGradientSlope(t *testing.T) {
	s := &gradientStage{m: []float64{1, 10, 100, 1000}, error: []float64{8, 4, 2, 1e-9}}
	slope := -math.Log10(2) // half the error with ten times the images
	for n, want := range map[int]float64{1000: slope, 100: slope, 5000: slope} {
		if got := s.slope(n); !near(got, want) {
			t.Errorf("of %d images the error goes as m^%g, want m^%g", n, got, want)
		}
	}
	if got := s.slope(99); !math.IsNaN(got) {
		t.Errorf("a slope of %g from a single point", got)
	}
	if m, e, _ := (&gradientStage{m: s.m, error: s.error, angle: make([]Spread, 4)}).at(40); m != 10 || e != 4 {
		t.Errorf("nearest to 40 lies %g with an error of %g, want 10 and 4", m, e)
	}
}

func TestBatchSizesBelow(t *testing.T) {
	for n, want := range map[int][]int{1: nil, 2: {1}, 10: {1, 2, 5}, 50: {1, 2, 5, 10, 20}, 51: {1, 2, 5, 10, 20, 50}} {
		if got := batchSizes(n); !reflect.DeepEqual(got, want) {
			t.Errorf("below %d: %v, want %v", n, got, want)
		}
	}
}

// Every image is drawn once with m = 1, and else two epochs of mini-batches, or
// the number asked for.
func TestDrawsOf(t *testing.T) {
	for _, test := range []struct{ least, m, n, want int }{{40, 1, 1000, 1000}, {40, 2, 1000, 1000}, {40, 10, 1000, 200}, {40, 100, 1000, 40}} {
		if got := drawsOf(test.least, test.m, test.n); got != test.want {
			t.Errorf("%d of %d images are drawn %d times, want %d", test.m, test.n, got, test.want)
		}
	}
}

// The estimate is compared by its distance, relative to the gradient, and by its angle.
func TestCompareGradients(t *testing.T) {
	for _, test := range []struct {
		g               []float32
		scale           float64
		full            []float64
		relative, angle float64
	}{
		{[]float32{6, 8}, 0.5, []float64{3, 4}, 0, 0},
		{[]float32{-3, -4}, 1, []float64{3, 4}, 2, 180},
		{[]float32{-8, 6}, 0.5, []float64{3, 4}, math.Sqrt2, 90},
		{[]float32{1, 0}, 1, []float64{1, math.Sqrt(3)}, math.Sqrt(3) / 2, 60},
	} {
		relative, angle := compare(test.g, test.scale, test.full)
		if !near(relative, test.relative) || math.Abs(angle-test.angle) > 1e-5 {
			t.Errorf("%g·%v beside %v: error %g, angle %g°, want %g and %g°", test.scale, test.g, test.full, relative, angle, test.relative, test.angle)
		}
	}
}

// Beside the curves runs 1/√m from where each begins.
func TestGradientCharts(t *testing.T) {
	charts := gradientCharts([]*gradientStage{
		{name: message.New("at the start"), m: []float64{1, 4}, error: []float64{8, 5}, angle: []Spread{spreadAt(80, 2), spreadAt(60, 1)}},
		{name: message.New("at the end")},
	})
	for i, want := range []Series{
		{Name: message.New("at the start"), Look: Line, X: []float64{1, 4}, Y: []float64{8, 5}},
		{Name: message.New("at the end"), Look: Line},
		{Name: message.New("as 1/√m"), Look: Reference, X: []float64{1, 4}, Y: []float64{8, 4}},
		{Look: Reference},
	} {
		if got := charts[0].Series[i]; !sameText(t, got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if got, want := charts[1].Series[0], (Series{Name: message.New("at the start"), Look: Line, X: []float64{1, 4}, Y: []float64{80, 60}, Spread: []float64{2, 1}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// With m = 1 every image is looked at once, so that the figures are exact: the
// error's square is the variance of the images' gradients over ‖∇C‖².
func TestMinibatchGradientRun(t *testing.T) {
	data := toys(t)
	r := under(t, data, minibatchGradient.complete(minibatchGradient.smallValues()))
	result, err := minibatchGradient.run(r)
	if err != nil {
		t.Fatal(err)
	}
	images := data.Train.Slice(0, 100)
	history, err := r.history(r.settings(1), images)
	if err != nil {
		t.Fatal(err)
	}
	rows := result.Tables[0].Rows
	if len(rows) != 3*2 { // m = 1 and 10: 100 are all
		t.Fatalf("%d rows, want 6", len(rows))
	}
	for k, name := range []string{"at the start (epoch 0)", "in the middle (epoch 1)", "at the end (epoch 2)"} {
		row := rows[2*k]
		norm, relative, angles := oneByOne(t, networkAfter(r.settings(1), history[k]), images)
		if fmt.Sprint(row[0]) != name || row[2] != 1 || rows[2*k+1][2] != 10 {
			t.Errorf("%v, %v with m = %v and %v, want %s with 1 and 10", row[0], rows[2*k+1][0], row[2], rows[2*k+1][2], name)
		}
		if math.Abs(row[1].(float64)/norm-1) > 1e-6 || math.Abs(row[3].(float64)/relative-1) > 1e-5 || math.Abs(row[4].(Spread).Mean-angles) > 1e-3 {
			t.Errorf("%s: ‖∇C‖ = %v, error %v, angle %v; want %g, %g, %g", name, row[1], row[3], row[4], norm, relative, angles)
		}
		sizes := result.Charts[0].Series[k].X
		if want := []float64{1, 2, 5, 10, 20, 50}; !reflect.DeepEqual(sizes, want) {
			t.Errorf("mini-batches of %v, want %v", sizes, want)
		}
	}
	// Drawn without replacement, m of n images err as √((n−m)/(n−1)/m) times one.
	for k := range 3 {
		s := result.Charts[0].Series[k]
		for i, m := range s.X[1:] {
			want := s.Y[0] * math.Sqrt((100-m)/99/m)
			if got := s.Y[i+1]; math.Abs(got/want-1) > 0.4 {
				t.Errorf("stage %d, m = %g: an error of %g, want about %g", k, m, got, want)
			}
		}
	}
}

// oneByOne is the length of the gradient, and the root mean square of its
// estimates by single images and their mean angle to it, from the definitions.
func oneByOne(t *testing.T, net *network.Network, data *dataset.Dataset) (norm, relative, angle float64) {
	t.Helper()
	d := newDifferentiator(net, 1)
	var all [][]float64
	mean := make([]float64, len(net.Parameters()))
	for i := range data.Len() {
		var g []float64
		for k, v := range d.sum(data, []int{i}) {
			g = append(g, float64(v))
			mean[k] += float64(v) / float64(data.Len())
		}
		all = append(all, g)
	}
	for _, v := range mean {
		norm += v * v
	}
	norm = math.Sqrt(norm)
	for _, g := range all {
		var off, dot, length float64
		for k, v := range g {
			off, dot, length = off+(v-mean[k])*(v-mean[k]), dot+v*mean[k], length+v*v
		}
		relative += off / (norm * norm) / float64(len(all))
		angle += math.Acos(dot/math.Sqrt(length)/norm) * 180 / math.Pi / float64(len(all))
	}
	return norm, math.Sqrt(relative), angle
}

// The exponent may be off by a tenth, at no stage by more.
func TestGradientVerdict(t *testing.T) {
	stage := func(name string, exponent, norm float64) *gradientStage {
		s := &gradientStage{name: message.Text(name), norm: norm}
		for _, m := range []float64{1, 10, 100} {
			s.m, s.error, s.angle = append(s.m, m), append(s.error, 4*math.Pow(m, exponent)), append(s.angle, one(60))
		}
		return s
	}
	for _, test := range []struct {
		exponents [2]float64
		want      Outcome
	}{
		{[2]float64{-0.5, -0.59}, Holds},
		{[2]float64{-0.41, -0.5}, Holds},
		{[2]float64{-0.5, -0.61}, HoldsInPart},
		{[2]float64{-0.39, -0.5}, HoldsInPart},
		{[2]float64{-0.5, 0.1}, Fails},
		{[2]float64{0.1, -0.5}, Fails},
		{[2]float64{0, -0.5}, Fails},
	} {
		got := gradientVerdict([]*gradientStage{stage("at the start", test.exponents[0], 2), stage("at the end", test.exponents[1], 0.5)}, 1000)
		if got.Outcome != test.want {
			t.Errorf("exponents %v: the claim %s, want %s: %s", test.exponents, got.Outcome, test.want, got.Text)
		}
		wants(t, got, map[Outcome]string{Fails: "The error does not fall", HoldsInPart: "but not like 1/√m", Holds: "ten times the accuracy (1/√m)."}[test.want])
		wants(t, got, fmt.Sprintf("At the end: with m = 10 the gradient points 60° off and is wrong by %.0f %% of its length; the error goes as m^%.2f.",
			400*math.Pow(10, test.exponents[1]), test.exponents[1]), "Training made ‖∇C‖ itself fall from 2 to 0.5")
	}
	if v := gradientVerdict([]*gradientStage{stage("at the start", -0.5, 2), stage("at the end", -0.5, 2)}, 1000); strings.Contains(v.Text.String(), "fall from") {
		t.Errorf("an equally long gradient: %s", v.Text)
	}
}
