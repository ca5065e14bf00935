package network

// Quadratic is the post's cost, C_x = ‖y − a‖²/2 (9); its mean over the examples
// is (1) and (8). Also called mean squared error (MSE).
var Quadratic Cost = quadratic{}

type quadratic struct{}

func (quadratic) Name() string { return "quadratic" }

func (quadratic) Of(a, y []float32) float64 {
	var sum float64
	for k, v := range a {
		e := float64(y[k]) - float64(v)
		sum += float64(e * e)
	}
	return sum / 2
}

func (quadratic) Gradient(d, a, y []float32) { difference(d, a, y) }

func (quadratic) Partner() Activation { return nil }
