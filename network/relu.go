package network

// ReLU is max(0, z), the rectified linear unit. A unit whose z is negative for
// every example learns nothing more: it is dead.
var ReLU Activation = relu{}

type relu struct{}

func (relu) Name() string { return "relu" }

func (relu) Apply(z []float32, _ int) {
	for k, v := range z {
		z[k] = max(v, 0)
	}
}

// Backward lets d pass where z was positive.
func (relu) Backward(d, a []float32, _ int) {
	for k, v := range a {
		if v <= 0 {
			d[k] = 0
		}
	}
}
