package network

// LogLikelihood is C_x = −Σ y·ln a: for one-hot targets −ln of the activation
// of the right output (Nielsen, chapter 3). It says nothing of the other outputs, so they
// must share a sum, as those of softmax do.
var LogLikelihood Cost = logLikelihood{}

type logLikelihood struct{}

func (logLikelihood) Name() string { return "log-likelihood" }

func (logLikelihood) Of(a, y []float32) float64 {
	var sum float64
	for k, v := range a {
		sum += relativeEntropy(float64(y[k]), float64(v))
	}
	return max(sum, 0)
}

func (logLikelihood) Gradient(d, a, y []float32) {
	for k, v := range a {
		d[k] = -y[k] / max(v, tiny)
	}
}

func (logLikelihood) Partner() Activation { return Softmax }
