package network

// OneHot gives each label an output of its own: 3 is
// [0 0 0 1 0 0 0 0 0 0]. The nearest target is that of the largest activation.
var OneHot Encoding = oneHot{}

type oneHot struct{}

func (oneHot) Name() string { return "one-hot" }

func (oneHot) Outputs() int { return Labels }

func (oneHot) Target(y []float32, label int) {
	clear(y)
	y[label] = 1
}

func (oneHot) Decode(a []float32) int {
	best := 0
	for k, v := range a {
		if v > a[best] {
			best = k
		}
	}
	return best
}
