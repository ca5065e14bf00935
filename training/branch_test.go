package training

import (
	"errors"
	"slices"
	"testing"

	"digitpad/training/optim"
)

// branched is a Trainer whose epochs keep the optimiser's state, after some
// iterations.
func branched(t *testing.T, iterations int, change func(*Settings)) *Trainer {
	t.Helper()
	trainer := toyTrainer(t, change)
	trainer.keepStates = true
	steps(t, trainer, iterations)
	return trainer
}

// branchAt is the end of epoch k of a run.
func branchAt(t *Trainer, k int) Branch {
	return Branch{t.Settings(), t.History()[:k+1], t.Train(), t.Validation()}
}

// A run that goes on from any epoch of another with the same settings comes to
// the weights of the undisturbed one, bit for bit: for every optimiser and
// schedule.
func TestBranchComesToTheSameWeights(t *testing.T) {
	const epochs, iterations = 4, 101 // 1003 examples by ten
	for _, optimizer := range optim.Optimizers.Names() {
		for _, schedule := range optim.Schedules.Names() {
			if testing.Short() && optimizer != optim.Adam.Name() && schedule != optim.Schedules.Names()[0] {
				continue // each optimiser once, and each schedule
			}
			change := func(s *Settings) {
				s.Optimizer, s.Schedule, s.Epochs, s.Rate = optimizer, schedule, 10, 0.01
				s.Decay, s.Dropout = 0.02, 0.2
			}
			whole := branched(t, epochs*iterations+30, change)
			for k := range epochs + 1 {
				b, err := branchAt(whole, k).Trainer(whole.Settings())
				if err != nil {
					t.Fatalf("%s, epoch %d: %v", optimizer, k, err)
				}
				steps(t, b, (epochs-k)*iterations+30)
				if !slices.Equal(whole.Network().Parameters(), b.Network().Parameters()) {
					t.Errorf("%s, %s: the run that went on from epoch %d differs", optimizer, schedule, k)
				}
				if b.Since() != k || len(b.History()) != len(whole.History()) || b.Progress() != whole.Progress() {
					t.Errorf("%s: from epoch %d it has come to %+v with %d epochs, the other to %+v with %d",
						optimizer, k, b.Progress(), len(b.History()), whole.Progress(), len(whole.History()))
				}
			}
		}
	}
}

// With other settings it goes on with these, from the same weights; the run that
// it left stays as it is.
func TestBranchTakesOtherSettings(t *testing.T) {
	whole := branched(t, 250, func(s *Settings) { s.Optimizer, s.Rate = optim.Adam.Name(), 0.01 })
	was := slices.Clone(whole.Network().Parameters())
	atOne := slices.Clone(weightsOf(whole.History()[1]))
	for name, change := range map[string]func(*Settings){
		"rate":      func(s *Settings) { s.Rate = 0.001 },
		"batch":     func(s *Settings) { s.Batch = 7 },
		"optimizer": func(s *Settings) { s.Optimizer = optim.Momentum.Name() },
		"plain":     func(s *Settings) { s.Optimizer = optim.SGD.Name() },
		"epochs":    func(s *Settings) { s.Epochs = 2 },
	} {
		s := whole.Settings()
		change(&s)
		b, err := branchAt(whole, 1).Trainer(s)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b.Settings().Rate != s.Rate || !slices.Equal(b.Network().Parameters(), atOne) {
			t.Errorf("%s: it begins elsewhere", name)
		}
		if name == "optimizer" && slices.ContainsFunc(b.state[0], func(v float32) bool { return v != 0 }) {
			t.Error("momentum begins with the state of Adam")
		}
		steps(t, b, 20)
	}
	if !slices.Equal(whole.Network().Parameters(), was) || !slices.Equal(weightsOf(whole.History()[1]), atOne) {
		t.Error("the run that was left has changed")
	}
}

func TestBranchRefuses(t *testing.T) {
	whole := branched(t, 250, func(s *Settings) { s.Optimizer, s.Rate, s.Epochs = optim.Adam.Name(), 0.01, 5 })
	b := branchAt(whole, 2)
	other := whole.Settings()
	other.Hidden = []int{3}
	var problems Problems
	if _, err := b.Trainer(other); !errors.As(err, &problems) || problems.Of("hidden").Empty() {
		t.Errorf("another network: %v", err)
	}
	short := whole.Settings()
	short.Epochs = 2
	if err := b.Check(short); !errors.Is(err, ErrNothingLeft) {
		t.Errorf("no epoch left: %v", err)
	}
	impatient := whole.Settings()
	impatient.Patience = 1
	stuck := slices.Clone(b.Epochs)
	stuck[2].Validation.Cost = 1e9
	if err := (Branch{b.Settings, stuck, b.Train, b.Validation}).Check(impatient); !errors.Is(err, ErrNothingLeft) {
		t.Errorf("no patience left: %v", err)
	}
	b.Epochs[2].State.giveUp()
	if err := b.Check(whole.Settings()); !errors.Is(err, ErrStateGone) {
		t.Errorf("a state that was given up: %v", err)
	}
	if number, ok := b.Nearest(); number != 1 || !ok {
		t.Errorf("the nearest epoch with a state is %d, %t", number, ok)
	}
	plain := whole.Settings()
	plain.Optimizer = optim.SGD.Name()
	if err := b.Check(plain); err != nil {
		t.Errorf("SGD needs no state: %v", err)
	}
	read := slices.Clone(b.Epochs)
	read[2].State = nil // as it is read from a file
	if err := (Branch{b.Settings, read, b.Train, b.Validation}).Check(whole.Settings()); !errors.Is(err, ErrStateGone) {
		t.Errorf("a run from a file: %v", err)
	}
	if err := (Branch{b.Settings, read, b.Train, b.Validation}).Check(plain); err != nil {
		t.Errorf("a run from a file needs no state for SGD: %v", err)
	}
}

// The states of a long run stay within the limit: older ones are given up first
// by twos, then by fours, the last never.
func TestStatesAreThinnedOut(t *testing.T) {
	trainer := branched(t, 101*8+1, func(s *Settings) { s.Optimizer, s.Rate, s.Epochs = optim.Adam.Name(), 0.01, 20 })
	history := trainer.History()
	one := history[1].State.bytes()
	if want := 2 * 4 * len(trainer.Network().Parameters()); one != want {
		t.Fatalf("a state takes %d bytes, want %d", one, want)
	}
	kept := func() (numbers []int) {
		for _, e := range history {
			if _, kept := e.State.load(); kept {
				numbers = append(numbers, e.Number)
			}
		}
		return numbers
	}
	history = history[:8]
	for _, c := range []struct {
		states int
		want   []int
	}{
		{7, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{6, []int{0, 2, 4, 6, 7}},
		{4, []int{0, 2, 4, 6, 7}},
		{3, []int{0, 4, 7}},
		{0, []int{0, 7}},
	} {
		thin(history, c.states*one)
		if got := kept(); !slices.Equal(got, c.want) {
			t.Errorf("of %d states those of epochs %v are kept, want %v", c.states, got, c.want)
		}
	}
}

// A session whose Trainer is made on its goroutine goes on like any other; if it
// cannot be made, the session fails.
func TestNewSessionFunc(t *testing.T) {
	r := newRecorder(t)
	var trainer *Trainer
	s := NewSessionFunc(func() (*Trainer, error) { trainer = toyTrainer(t, nil); return trainer, nil }, r.notify)
	s.Run()
	r.until(Finished)
	s.Wait()
	if !slices.Equal(s.Snapshot().Parameters(), trainer.Network().Parameters()) {
		t.Error("the session's network is another")
	}

	wrong := errors.New("no memory")
	s = NewSessionFunc(func() (*Trainer, error) { return nil, wrong }, r.notify)
	if e, _ := r.until(Failed); !errors.Is(e.Err, wrong) {
		t.Errorf("it failed with %v", e.Err)
	}
	s.Wait()
	if s.Snapshot() != nil || s.Checkpoint(nil) == nil {
		t.Error("there is a network, or a checkpoint, of nothing")
	}
}
