package optim

import (
	"math"
	"slices"
	"testing"
)

// The learning rates that every schedule must give over a run of ten epochs
// from η = 2, in which the cost on the training data, epoch 0 first, is costs.
var (
	costs = []float64{5, 4, 3, 3.5, 3.2, 3.1, 2, 2.5, 2.5, 2.5}

	rates = map[string][]float64{
		"constant": {2, 2, 2, 2, 2, 2, 2, 2, 2, 2},

		// Halved after each quarter, that is after 2.5, 5 and 7.5 epochs.
		"step": {2, 2, 2, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25},

		// η·100^(−e/10): each epoch has 0.630957 of the rate before it.
		"exponential": {2, 1.261915, 0.796214, 0.502377, 0.316979, 0.2, 0.126191, 0.079621, 0.050238, 0.031698},

		// η/(1 + 0.9·e): 2, 2/1.9, 2/2.8, 2/3.7, …
		"inverse-time": {2, 1.052632, 0.714286, 0.540541, 0.434783, 0.363636, 0.3125, 0.273973, 0.243902, 0.219780},

		// (Loshchilov & Hutter 2017, (5), without restarts)
		// η·(1 + cos(πe/10))/2: 2·cos²(9°·e).
		"cosine": {2, 1.951057, 1.809017, 1.587785, 1.309017, 1, 0.690983, 0.412215, 0.190983, 0.048943},

		// A tenth of ten epochs is one, so the rate is full at once; see also
		// TestLinearWarmup.
		"linear-warmup": {2, 2, 2, 2, 2, 2, 2, 2, 2, 2},

		// The minimum 3 of epoch 2 is not beaten in epochs 3, 4 and 5, so the
		// sixth has half the rate; the minimum 2 of epoch 6 not in 7, 8 and 9.
		"reduce-on-plateau": {2, 2, 2, 2, 2, 1, 1, 1, 1, 0.5},
	}
)

// Every schedule gives the rates that its formula gives.
func TestSchedules(t *testing.T) {
	for _, schedule := range Schedules {
		want, ok := rates[schedule.Name()]
		if !ok || len(want) != len(costs) {
			t.Errorf("%s has no rates worked out for a run of %d epochs", schedule.Name(), len(costs))
			continue
		}
		for e := range want {
			if got := schedule.Rate(2, e, len(costs), costs[:e+1]); math.Abs(got-want[e]) > 2e-6 {
				t.Errorf("%s: η = %.6f in epoch %d, want %.6f", schedule.Name(), got, e+1, want[e])
			}
		}
	}
}

// Over a tenth of the epochs the rate rises by equal steps to the full one.
func TestLinearWarmup(t *testing.T) {
	for e, want := range []float64{0.5, 1, 1.5, 2, 2, 2} {
		if got := LinearWarmup.Rate(2, e, 40, nil); math.Abs(got-want) > 2e-6 {
			t.Errorf("η = %.6f in epoch %d of 40, want %.6f", got, e+1, want)
		}
	}
}

// No schedule leaves (0, η], in runs short and long, on a plateau and off, nor
// after the last epoch, where a run may be prolonged.
func TestSchedulesStayInRange(t *testing.T) {
	for _, schedule := range Schedules {
		for _, epochs := range []int{1, 2, 3, 7, 30, 1000} {
			for e := range epochs + 3 {
				history := make([]float64, e+1) // a plateau from the first epoch on
				if rate := schedule.Rate(2, e, epochs, history); !(rate > 0 && rate <= 2) {
					t.Errorf("%s: η = %g in epoch %d of %d, want above 0 and at most 2", schedule.Name(), rate, e+1, epochs)
				}
			}
		}
	}
}

// A cost that stays the same is no progress: every so many epochs of it halve the
// learning rate.
func TestReduceOnPlateau(t *testing.T) {
	for epochs, want := range map[int]float64{1: 8, 2: 8, 3: 4, 4: 4, 5: 2} {
		if got := (reduceOnPlateau{2}).Rate(8, epochs, 10, slices.Repeat([]float64{1}, epochs)); got != want {
			t.Errorf("after %d equal costs η is %g, want %g", epochs, got, want)
		}
	}
}
