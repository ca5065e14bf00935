package training

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"
	"unsafe"

	"digitpad/network"
	"digitpad/training/optim"
)

// What an optimiser goes through at the same time lies in different quarters of a page.
func TestStatesLieApart(t *testing.T) {
	trainer := toyTrainer(t, func(s *Settings) { s.Hidden, s.Optimizer = []int{100}, optim.Adam.Name() })
	for size := 1; size <= 2; size++ {
		for _, m := range trainer.membersOf(size) {
			m.take()
			quarters := map[uintptr]bool{}
			for _, v := range append([][]float32{m.Parameters(), m.Gradient()}, m.state...) {
				quarters[uintptr(unsafe.Pointer(&v[0]))%4096/1024] = true
			}
			if len(quarters) != 4 {
				t.Errorf("of %d members one has its vectors in the quarters %v", size, quarters)
			}
		}
	}
}

// However many share an iteration, and of whatever the network and the mini-batch
// are made, the parameters have the same bits.
func TestTeamOfAnySizeGivesTheSameBits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	settings := map[string]func(*Settings){
		"the post's network": func(*Settings) {},
		"one example":        func(s *Settings) { s.Hidden, s.Batch, s.Rate = []int{41}, 1, 0.5 },
		"two hidden layers, odd widths, softmax": func(s *Settings) {
			s.Hidden, s.Batch = []int{100, 19}, 7
			s.Activation, s.Output, s.Cost = network.Tanh.Name(), network.Softmax.Name(), network.LogLikelihood.Name()
		},
		"decay":           func(s *Settings) { s.Hidden, s.Decay = []int{50}, 1 },
		"Adam with decay": func(s *Settings) { s.Hidden, s.Optimizer, s.Rate, s.Decay = []int{50}, optim.Adam.Name(), 0.01, 1 },
		"momentum":        func(s *Settings) { s.Hidden, s.Optimizer, s.Rate = []int{72}, optim.Momentum.Name(), 0.1 },
		"L1 and dropout": func(s *Settings) {
			s.Hidden, s.Penalty, s.Decay, s.Dropout = []int{50, 19}, optim.L1.Name(), 1, 0.4
		},
		"Adam with L1 and dropout in large mini-batches": func(s *Settings) {
			s.Hidden, s.Batch, s.Optimizer, s.Rate = []int{72}, 300, optim.Adam.Name(), 0.01
			s.Penalty, s.Decay, s.Dropout = optim.L1.Name(), 1, 0.4
		},
		"AdamW": func(s *Settings) {
			s.Hidden, s.Optimizer, s.Rate, s.Decay = []int{50}, optim.AdamW.Name(), 0.01, 1
		},
		"two layers of many units": func(s *Settings) {
			s.Hidden, s.Activation, s.Output, s.Cost = []int{256, 261}, network.Tanh.Name(), network.Softmax.Name(), network.LogLikelihood.Name()
		},
		"three layers":     func(s *Settings) { s.Hidden, s.Batch, s.Rate = []int{260, 40, 270}, 300, 0.5 },
		"large mini-batch": func(s *Settings) { s.Hidden, s.Batch = []int{24}, 300 },
	}
	for _, optimizer := range optim.Optimizers {
		settings["many units, dropout, "+optimizer.Name()] = func(s *Settings) {
			s.Hidden, s.Optimizer, s.Rate, s.Decay, s.Dropout = []int{301}, optimizer.Name(), 0.01, 1, 0.3
		}
		settings["some units, dropout, "+optimizer.Name()] = func(s *Settings) {
			s.Hidden, s.Optimizer, s.Rate, s.Dropout = []int{90, 19}, optimizer.Name(), 0.01, 0.3
		}
	}
	for name, change := range settings {
		t.Run(name, func(t *testing.T) {
			train := func(size int) []float32 {
				trainer := toyTrainer(t, change)
				trainer.team = newTeam(trainer.membersOf(size), trainer.iterate)
				for range 5 {
					if err := trainer.Step(); err != nil {
						t.Fatal(err)
					}
				}
				trainer.team.stop()
				return trainer.Network().Parameters()
			}
			want, most := train(1), toyTrainer(t, change).backprop.MaxShares()
			for _, size := range []int{2, 3, 4, 5, 8} {
				if size > most {
					break
				}
				if got := train(size); !slices.Equal(got, want) {
					t.Errorf("a team of %d gives other parameters", size)
				}
			}
		})
	}
}

// A run with more cores ends with the same parameters; the number is the trainer's
// own choice, again and again.
func TestRunOnSeveralCores(t *testing.T) {
	run := func(cores int) *Trainer {
		trainer := toyTrainer(t, func(s *Settings) { s.Hidden, s.Epochs = []int{40}, 6 })
		trainer.UseCores(cores)
		for _, err := range trainer.Events(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
		}
		return trainer
	}
	one, all := run(1), run(runtime.GOMAXPROCS(0))
	if !slices.Equal(one.Network().Parameters(), all.Network().Parameters()) {
		t.Error("the parameters differ")
	}
	if len(all.team.members) != 1 {
		t.Errorf("a team of %d is left after the run", len(all.team.members))
	}
}

// A run that diverges ends in the same iteration with the same words, and with the
// same parameters, on any number of cores.
func TestDivergedOnSeveralCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	run := func(size int) (*Trainer, error) {
		trainer := toyTrainer(t, func(s *Settings) { s.Hidden, s.Activation = []int{40}, network.ReLU.Name() })
		// a unit of the last member, which the middle pixel concerns
		first := trainer.Network().Layers()[0]
		first.W[(14*28+14)*first.Stride+first.Out-1] = float32(math.Inf(1))
		trainer.team = newTeam(trainer.membersOf(size), trainer.iterate)
		defer trainer.team.stop()
		for range 1000 {
			if err := trainer.Step(); err != nil {
				return trainer, err
			}
		}
		return trainer, nil
	}
	one, want := run(1)
	if want == nil {
		t.Fatal("the run does not diverge")
	}
	for _, size := range []int{2, 3} {
		several, err := run(size)
		if err == nil || err.Error() != want.Error() {
			t.Errorf("on %d cores the run ends with %v, want %v", size, err, want)
		}
		same := func(a, b float32) bool { return a == b || a != a && b != b }
		if !slices.EqualFunc(one.Network().Parameters(), several.Network().Parameters(), same) {
			t.Errorf("on %d cores it ends with other parameters", size)
		}
	}
}

// Steps are so many iterations, over the end of an epoch too.
func TestSteps(t *testing.T) {
	one, all := toyTrainer(t, func(*Settings) {}), toyTrainer(t, func(*Settings) {})
	all.UseCores(runtime.GOMAXPROCS(0))
	n := one.Progress().Iterations + 7
	for range n {
		if err := one.Step(); err != nil {
			t.Fatal(err)
		}
	}
	if err := all.Steps(n); err != nil {
		t.Fatal(err)
	}
	if one.Progress().TotalIterations != n || all.Progress().TotalIterations != n {
		t.Errorf("%d steps are %d and %d iterations", n, one.Progress().TotalIterations, all.Progress().TotalIterations)
	}
	if !slices.Equal(one.Network().Parameters(), all.Network().Parameters()) {
		t.Error("the parameters differ")
	}
}

// The trainer tries every size, keeps the fastest, and looks again now and then.
func TestThroughput(t *testing.T) {
	const cores = 6
	p := newThroughput(cores)
	speed := []float64{100, 180, 300, 250} // of 1, 2, 4 and 6 cores, examples a millisecond
	slice := func() int {
		choice := p.choose()
		p.measured(int(speed[choice]*20), 20*time.Millisecond)
		return choice
	}
	for want := range speed {
		if got := slice(); got != want {
			t.Fatalf("at first, choice %d is tried instead of %d", got, want)
		}
	}
	count := make([]int, len(speed))
	for range 1000 {
		count[slice()]++
	}
	if count[2] < 950 {
		t.Errorf("of 1000 slices, the choices have had %v", count)
	}
	speed = []float64{100, 90, 40, 20} // the machine became busy
	clear(count)
	for range 1000 {
		count[slice()]++
	}
	if count[0] < 750 {
		t.Errorf("of 1000 slices on a busy machine, the choices have had %v", count)
	}
	// a slice that an order has cut short says nothing
	p.choose()
	before := slices.Clone(p.rates)
	p.measured(10, time.Millisecond)
	if !slices.Equal(p.rates, before) {
		t.Error("a millisecond was taken for a measurement")
	}
}
