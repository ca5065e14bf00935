package train_test

import (
	"testing"

	"digitpad/gui/internal/statetest"
)

// A run at a speed keeps the cost of every mini-batch, from its first iteration to its
// last, and comes to the network of a fast one.
func TestSlowRun(t *testing.T) {
	fast := statetest.New(t)
	fast.Settings.Fill(statetest.SmallSettings())
	fast.Train()
	if costs, _ := fast.Training.Run().BatchCosts(); len(costs) != 0 {
		t.Errorf("%d costs are kept that nobody asked for", len(costs))
	}

	slow := statetest.New(t)
	slow.Settings.Fill(statetest.SmallSettings())
	slow.Training.SetSpeed(2000)
	slow.Training.RecordCosts(true)
	slow.Train()
	r := slow.Training.Run()
	costs, from := r.BatchCosts()
	if total := r.Progress().TotalIterations; len(costs) != total || from != 1 {
		t.Errorf("%d costs from iteration %d on, of %d iterations", len(costs), from, total)
	}
	for i, cost := range costs {
		if !(cost > 0) {
			t.Fatalf("the cost of iteration %d is %g", i+1, cost)
		}
	}
	for i, v := range fast.Training.Run().Latest().Parameters() {
		if r.Latest().Parameters()[i] != v {
			t.Fatal("slow and fast runs end at different networks")
		}
	}
	if slow.Training.Speed() != 2000 {
		t.Errorf("the speed is %g", slow.Training.Speed())
	}
}

// Costs that were not recorded in between are no gap in those that are kept.
func TestCostsWithoutAGap(t *testing.T) {
	s := statetest.New(t)
	s.Settings.Fill(statetest.SmallSettings())
	s.Training.StepIteration()
	came := func(iterations int) func() bool {
		return func() bool { r := s.Training.Run(); return r.Progress().TotalIterations == iterations }
	}
	s.Pump("an iteration", came(1))
	s.Training.RecordCosts(true)
	s.Training.StepIteration()
	s.Pump("another iteration", came(2))
	if costs, from := s.Training.Run().BatchCosts(); len(costs) != 1 || from != 2 {
		t.Errorf("%d costs from iteration %d on, want that of the second alone", len(costs), from)
	}
}
