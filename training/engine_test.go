package training

import (
	"context"
	"math"
	"testing"

	"digitpad/network/textbook"
	"digitpad/training/optim"
)

// The textbook and the fast way train to the same network: every parameter to 1e-4, and
// the same accuracy.
func TestTextbookEngineEqualsFastOne(t *testing.T) {
	fast, slow := toyTrainer(t, nil), toyTrainer(t, nil)
	if err := slow.Use(textbook.NewEngine(slow.Network())); err != nil {
		t.Fatal(err)
	}
	for _, trainer := range []*Trainer{fast, slow} {
		for _, err := range trainer.Events(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	off, moved := 0.0, 0.0
	for i, v := range fast.Network().Parameters() {
		off = max(off, math.Abs(float64(v-slow.Network().Parameters()[i])))
		moved = max(moved, math.Abs(float64(v-weightsOf(fast.History()[0])[i])))
	}
	if off > 1e-4 || moved < 0.1 {
		t.Errorf("the networks differ by %g; training moved them by %g", off, moved)
	}
	last := len(fast.History()) - 1
	if f, s := fast.History()[last].Validation.Accuracy, slow.History()[last].Validation.Accuracy; f != s {
		t.Errorf("accuracy %g and %g", f, s)
	}
}

// What the textbook engine does not do is refused, at the start and later.
func TestTextbookEngineRefuses(t *testing.T) {
	adam := toyTrainer(t, func(s *Settings) { s.Optimizer = optim.Adam.Name() })
	if err := adam.Use(textbook.NewEngine(adam.Network())); err == nil {
		t.Error("the engine takes Adam")
	}
	plain := toyTrainer(t, nil)
	if err := plain.Use(textbook.NewEngine(plain.Network())); err != nil {
		t.Fatal(err)
	}
	s := plain.Settings()
	s.Decay = 0.1
	if err := plain.Change(s); err == nil {
		t.Error("the engine takes weight decay later")
	}
}

// A session at a pace tells of every iteration, with its cost; the first cost is that
// of the network at the start, and in the end the network is that of a fast run.
func TestSessionAtAPace(t *testing.T) {
	s, r := startSession(t, func(s *Settings) { s.Epochs = 1; s.Batch = 20 })
	s.RecordCosts(true)
	s.Pace(500)
	s.Run()
	costs, iterations := 0, 0
	for {
		e := <-r.events
		if e.Kind == Finished {
			break
		}
		if e.Kind != Advanced {
			continue
		}
		if e.Progress.TotalIterations != iterations+1 || len(e.Costs) != 1 {
			t.Fatalf("after iteration %d comes %d with %d costs", iterations, e.Progress.TotalIterations, len(e.Costs))
		}
		if !(e.Costs[0] > 0) {
			t.Errorf("the cost of iteration %d is %g", iterations+1, e.Costs[0])
		}
		iterations++
		costs += len(e.Costs)
	}
	plain := toyTrainer(t, func(s *Settings) { s.Epochs = 1; s.Batch = 20 })
	if want := (plain.Train().Len() + 19) / 20; costs != want {
		t.Errorf("%d costs of %d iterations", costs, want)
	}
	for _, err := range plain.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, v := range plain.Network().Parameters() {
		if v != s.Snapshot().Parameters()[i] {
			t.Fatal("slow and fast runs end at different networks")
		}
	}
}

// Costs are those of the mini-batches, whether they are propagated whole or in parts.
func TestRecordedCosts(t *testing.T) {
	for _, m := range []int{10, 300} {
		trainer := toyTrainer(t, func(s *Settings) { s.Batch = m })
		trainer.recordCosts = true
		before := trainer.Network().Clone()
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
		sum, y := 0.0, make([]float32, 10)
		spec, pass := before.Spec(), before.NewPass()
		for i := range m {
			spec.Encoding.Target(y, int(trainer.labels[i]))
			sum += spec.Cost.Of(before.Forward(pass, trainer.inputs[i]), y)
		}
		if want := sum / float64(m); len(trainer.costs) != 1 || math.Abs(trainer.costs[0]-want) > 1e-9 {
			t.Errorf("m = %d: %v, want %g", m, trainer.costs, want)
		}
	}
}
