package optim

// SGD is plain gradient descent on mini-batches, w → w − η·g (12): online
// learning with m = 1, gradient descent (7) with m = n. Where it can, the
// Trainer applies it without forming g; see Trainer.Step.
var SGD Optimizer = sgd{}

type sgd struct{}

func (sgd) Name() string { return "sgd" }

func (sgd) States() int { return 0 }

func (sgd) Update(w, g []float32, _ [][]float32, s Step) {
	for i, v := range g {
		w[i] -= float32(s.Rate * v)
	}
	clear(g)
}
