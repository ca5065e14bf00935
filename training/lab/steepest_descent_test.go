package lab

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
)

// ring is steps of length 1/2 from a gradient of length 4, so on a line from −2 to 2.
func ring() *sphere {
	return &sphere{
		length: 0.5, norm: 4, down: -2, up: 2.5,
		random: directions{cos: []float64{0, 0.25}, change: []float64{0, 0.5}},
		turned: directions{cos: []float64{0.5, -0.5}, change: []float64{1.2, -0.8}},
	}
}

// A step is better if it lowers the cost by a thousandth more; the misfit is
// measured by the height of the line.
func TestSphere(t *testing.T) {
	s := ring()
	if got := s.misfit(); !near(got, 0.1) { // 0.6 and −0.4 beside 0.5 and −0.5
		t.Errorf("the steps lie off the line by %g, want 0.1", got)
	}
	for _, test := range []struct {
		random, turned float64
		want           int
	}{{-2, -2, 0}, {-2.001, -2.0019, 0}, {-2.003, -2, 1}, {-2, -2.003, 1}, {-3, -4, 2}} {
		s.random.change[1], s.turned.change[0] = test.random, test.turned
		if got := s.better(); got != test.want {
			t.Errorf("changes of %g and %g: %d are better than −2, want %d", test.random, test.turned, got, test.want)
		}
	}
	s.random.change[1], s.turned.change[0] = 0, 0
	for change, want := range map[float64]int{0.998: 1, 0.9995: 0} { // where every step raises the cost
		s.down, s.random.change, s.turned.change = 1, []float64{change}, []float64{2, 2}
		if got := s.better(); got != want {
			t.Errorf("a change of %g: %d are better than 1, want %d", change, got, want)
		}
	}
}

// The reference runs from −ε‖∇C‖ to ε‖∇C‖; directions not yet tried are not shown.
func TestSteepestCharts(t *testing.T) {
	s := ring()
	s.random.change[1], s.random.cos[1] = 0.5, 0
	s.turned.change[0] = 0
	charts := steepestCharts([]*sphere{s, {length: 5}})
	if len(charts) != 1 || charts[0].Title.String() != "Steps of length ε = 0.5" {
		t.Fatalf("%d charts", len(charts))
	}
	for i, want := range []Series{
		{Name: message.New("at chosen angles"), Look: Dots, X: []float64{0.5, -0.5}, Y: []float64{0, -0.8}},
		{Name: message.New("random directions"), Look: Dots, X: []float64{0}, Y: []float64{0.5}},
		{Name: message.New("along the gradient, down and up"), Look: Dots, X: []float64{-1, 1}, Y: []float64{-2, 2.5}},
		{Name: message.New("∇C·Δv, bounded by (6)"), Look: Reference, X: []float64{-1, 1}, Y: []float64{-2, 2}},
	} {
		if got := charts[0].Series[i]; !sameText(t, got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// Short steps change the cost by ε‖∇C‖cos θ, after training and before it; turned
// ones lie at all angles, random ones near 90°.
func TestSteepestDescentRun(t *testing.T) {
	data := toys(t)
	for _, epochs := range []string{"0", "2"} {
		values := steepestDescent.complete(steepestDescent.smallValues())
		values["lengths"], values["epochs"], values["turned"] = "0.5,0.001", epochs, "60"
		r := under(t, data, values)
		result, err := steepestDescent.run(r)
		if err != nil {
			t.Fatal(err)
		}
		s, after := r.settings(1), int(r.values.number("epochs"))
		s.Epochs = 2
		history, err := r.history(s, r.data.Train)
		if err != nil {
			t.Fatal(err)
		}
		gradient, err := fullGradient(t.Context(), networkAfter(s, history[after]), data.Train.Slice(0, 50))
		if err != nil {
			t.Fatal(err)
		}
		row := result.Tables[0].Rows[0]
		if want := 0.001 * floats.Norm(gradient, 2); row[0] != 0.001 || !near(row[1].(float64), want) {
			t.Errorf("after epoch %d: ε = %v, ε‖∇C‖ = %v, want 0.001, %g", after, row[0], row[1], want)
		}
		for column, want := range map[int]float64{2: -1, 3: 1} { // of ε‖∇C‖
			if got := row[column].(float64) / row[1].(float64); math.Abs(got-want) > 0.02 {
				t.Errorf("after epoch %d: ΔC is %g of ε‖∇C‖, want %g", after, got, want)
			}
		}
		if row[6].(float64) > 0.02 {
			t.Errorf("after epoch %d the steps lie off the line by %v", after, row[6])
		}
		turned, random := result.Charts[0].Series[0], result.Charts[0].Series[1]
		if len(turned.X) != 60 || len(random.X) != 30 {
			t.Errorf("%d turned and %d random directions, want 60 and 30", len(turned.X), len(random.X))
		}
		if lo, hi := floats.Min(turned.X), floats.Max(turned.X); lo > -0.9 || hi < 0.9 || lo < -1-1e-9 || hi > 1+1e-9 {
			t.Errorf("turned directions have cosines from %g to %g", lo, hi)
		}
		for _, cos := range random.X {
			if math.Abs(cos) > 0.1 {
				t.Errorf("a random direction has a cosine of %g in 3,985 dimensions", cos)
			}
		}
		if lowest := row[4].(float64); lowest != math.Min(floats.Min(turned.Y), floats.Min(random.Y)) {
			t.Errorf("the lowest of the others is %g", lowest)
		}
	}
}

// Random directions have an equal share of every parameter, and none of padding.
func TestRandomDirection(t *testing.T) {
	s := training.DefaultSettings()
	s.Hidden = []int{2}
	spec, err := s.Spec()
	if err != nil {
		t.Fatal(err)
	}
	net, random := network.New(spec), rand.New(rand.NewPCG(1, 1))
	sums := make([]float64, len(net.Parameters()))
	const count = 200
	for range count {
		for i, v := range randomDirection(net, random) {
			sums[i] += v * v * 1600 / count // 784·2 + 2 + 2·10 + 10 = 1600 components
		}
	}
	layers, i := net.Layers(), 0
	for _, layer := range layers {
		for range layer.In + 1 {
			for k := range layer.Stride {
				if moves := sums[i] > 0.5 && sums[i] < 1.7; moves != (k < layer.Out) || k >= layer.Out && sums[i] != 0 {
					t.Fatalf("component %d has a mean square of %g times 1/1600", i, sums[i])
				}
				i++
			}
		}
	}
}

// The smallest step counts, and may lie off the line by 5 % of its height.
func TestSteepestVerdict(t *testing.T) {
	small := func(misfit float64) *sphere {
		return &sphere{length: 1, norm: 1, down: -1, random: directions{cos: []float64{0}, change: []float64{0}}, turned: directions{cos: []float64{0}, change: []float64{misfit}}}
	}
	for misfit, want := range map[float64]struct {
		outcome  Outcome
		sentence string
	}{
		0.05: {Holds, "For small steps −∇C is the best direction."},
		0.06: {HoldsInPart, "though the steps are too long for the line."},
		-1.5: {Fails, "Even the shortest step is too long"}, // lower than the step in −∇C
	} {
		got := steepestVerdict([]*sphere{small(misfit)})
		if got.Outcome != want.outcome {
			t.Errorf("%g off the line: the claim %s, want %s: %s", misfit, got.Outcome, want.outcome, got.Text)
		}
		wants(t, got, want.sentence)
	}
	worse := small(0.5)
	worse.length, worse.norm, worse.down = 5, 2, 0.25
	worse.random.change[0] = -0.5
	v := steepestVerdict([]*sphere{small(0.02), worse})
	if v.Outcome != Holds {
		t.Errorf("the claim %s", v.Outcome)
	}
	wants(t, v, "With ε = 1 the step in −∇C changes the cost by -1, where (4) foretells -1; (6) bounds ∇C·Δv, not ΔC itself. None of 2 other steps is better by a thousandth. The steps lie off the line ε‖∇C‖cos θ by 2.0 % of its height.",
		"With ε = 5 the step in −∇C changes the cost by 0.25, where (4) foretells -10; (6) bounds ∇C·Δv, not ΔC itself. 1 of 2 other steps are better.",
		"With ε = 5 even the step in −∇C makes the cost rise.")
	for what, all := range map[string][]*sphere{"one length": {worse}, "no change": {small(0), small(0)}} {
		all[len(all)-1].down = max(0, all[len(all)-1].down)
		if text := steepestVerdict(all).Text; len(text.String()) == 0 || text.String()[len(text.String())-5:] == "rise." {
			t.Errorf("%s: %s", what, text)
		}
	}
}
