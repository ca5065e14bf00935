package training

import (
	"testing"

	"digitpad/training/optim"
)

// Once an epoch has begun, an iteration allocates nothing, whatever the
// optimiser.
func TestStepAllocatesNothing(t *testing.T) {
	for _, optimizer := range optim.Optimizers {
		t.Run(optimizer.Name(), func(t *testing.T) {
			trainer := toyTrainer(t, func(s *Settings) { s.Optimizer, s.Decay, s.Rate = optimizer.Name(), 1, 0.001 })
			step := func() {
				if err := trainer.Step(); err != nil {
					t.Fatal(err)
				}
			}
			step()
			if allocs := testing.AllocsPerRun(50, step); allocs != 0 {
				t.Errorf("%v allocations in an iteration", allocs)
			}
		})
	}
}
