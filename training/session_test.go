package training

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"digitpad/training/internal/toy"
	"digitpad/training/optim"
)

// recorder keeps a session's events and lets a test wait for them.
type recorder struct {
	t      *testing.T
	events chan Event
}

func newRecorder(t *testing.T) *recorder {
	return &recorder{t, make(chan Event, 100000)}
}

func (r *recorder) notify(e Event) { r.events <- e }

// until returns the first event of a kind, and how many of each kind came
// before it.
func (r *recorder) until(kind EventKind) (Event, map[EventKind]int) {
	r.t.Helper()
	before := map[EventKind]int{}
	deadline := time.After(30 * time.Second)
	for {
		select {
		case e := <-r.events:
			if e.Kind == kind {
				return e, before
			}
			before[e.Kind]++
		case <-deadline:
			r.t.Fatalf("no event of kind %d came; before: %v", kind, before)
		}
	}
}

func startSession(t *testing.T, change func(*Settings)) (*Session, *recorder) {
	t.Helper()
	r := newRecorder(t)
	s := NewSession(toyTrainer(t, change), r.notify)
	t.Cleanup(func() { s.Stop(); s.Wait() })
	return s, r
}

// A session runs to its end like the trainer it drives.
func TestSessionEqualsTrainer(t *testing.T) {
	s, r := startSession(t, nil)
	s.Run()
	_, before := r.until(Finished)
	if before[EpochDone] != 4 {
		t.Errorf("%d epochs were told of, epoch 0 included; want 4", before[EpochDone])
	}
	s.Wait()

	trainer := toyTrainer(t, nil)
	for range 3 * 101 {
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(s.Snapshot().Parameters(), trainer.Network().Parameters()) {
		t.Error("the session's network is not the trainer's")
	}
}

// A new session evaluates epoch 0 and then waits; nothing trains until it is
// told to.
func TestSessionWaits(t *testing.T) {
	s, r := startSession(t, nil)
	paused, before := r.until(Paused)
	if before[EpochDone] != 1 || before[Advanced] != 0 || paused.Progress.TotalIterations != 0 {
		t.Errorf("before waiting: %v, %d iterations", before, paused.Progress.TotalIterations)
	}
	_ = s
}

// Each step does one iteration, also across the end of an epoch.
func TestSessionStepIteration(t *testing.T) {
	s, r := startSession(t, func(s *Settings) { s.Batch = 300 }) // 4 iterations an epoch
	r.until(Paused)
	for i := 1; i <= 6; i++ {
		s.StepIteration()
		paused, _ := r.until(Paused)
		if paused.Progress.TotalIterations != i {
			t.Fatalf("after %d steps %d iterations are done", i, paused.Progress.TotalIterations)
		}
		if want := i / 4; paused.Progress.Epoch != want {
			t.Errorf("after %d steps %d epochs are done, want %d", i, paused.Progress.Epoch, want)
		}
	}
}

func TestSessionStepEpoch(t *testing.T) {
	s, r := startSession(t, nil)
	r.until(Paused)
	s.StepIteration()
	r.until(Paused)
	s.StepEpoch()
	paused, _ := r.until(Paused)
	if paused.Progress.Epoch != 1 || paused.Progress.TotalIterations != 101 {
		t.Errorf("stepped to epoch %d, iteration %d", paused.Progress.Epoch, paused.Progress.TotalIterations)
	}
}

// Pause holds: no iteration is done until Run, and then the run goes on.
func TestSessionPause(t *testing.T) {
	s, r := startSession(t, func(s *Settings) { s.Epochs = 1000 })
	s.Run()
	r.until(Advanced)
	s.Pause()
	paused, _ := r.until(Paused)
	snapshot := s.Snapshot()
	s.Pause() // once more changes nothing
	s.Run()
	running, before := r.until(Running)
	if len(before) != 0 || running.Progress.TotalIterations != paused.Progress.TotalIterations {
		t.Errorf("while paused came %v and %d iterations", before, running.Progress.TotalIterations-paused.Progress.TotalIterations)
	}
	r.until(Advanced)
	if slices.Equal(snapshot.Parameters(), s.Snapshot().Parameters()) {
		t.Error("the network is the same after going on")
	}
}

// A pause does not put off the evaluation of an epoch that is over: with one
// mini-batch an epoch, each iteration has its epoch told before the pause.
func TestSessionPauseAtTheEndOfAnEpoch(t *testing.T) {
	s, r := startSession(t, func(s *Settings) { s.Batch, s.Epochs = 1003, 80000 })
	r.until(Paused)
	for i := 1; i <= 3; i++ {
		s.StepIteration()
		_, before := r.until(Paused)
		if before[Advanced] != 1 || before[EpochDone] != 1 {
			t.Errorf("step %d gave %v", i, before)
		}
	}
	s.Run()
	r.until(EpochDone)
	s.Pause()
	paused, before := r.until(Paused)
	if told := 3 + 1 + before[EpochDone]; told != paused.Progress.Epoch {
		t.Errorf("%d epochs were told of, %d are done", told, paused.Progress.Epoch)
	}
}

// Stop ends a session at once, wherever it is, and its snapshot stays. It is asked
// for in the middle of the run, on the session's goroutine, so that nothing depends on
// when another one gets to run.
func TestSessionStop(t *testing.T) {
	var after []EventKind // after Stop
	stopped := false
	started := make(chan *Session, 1)
	s := NewSession(toyTrainer(t, func(s *Settings) { s.Epochs = 1000 }), func(e Event) {
		if stopped {
			after = append(after, e.Kind)
		}
		if e.Kind == Advanced && !stopped {
			stopped = true
			(<-started).Stop()
		}
	})
	started <- s
	s.Run()
	s.Wait()
	if !slices.Equal(after, []EventKind{Stopped}) {
		t.Errorf("after Stop came the events %v", after)
	}
	if s.Snapshot() == nil {
		t.Error("no network is left")
	}
	s.Run() // asking a session that has ended does nothing
}

// Changed settings take effect at the next mini-batch, wrong ones not at all.
func TestSessionChange(t *testing.T) {
	s, r := startSession(t, nil)
	r.until(Paused)
	settings := DefaultSettings()
	settings.Epochs, settings.Batch, settings.Rate = 3, 500, 1
	if err := <-s.Change(settings); err != nil {
		t.Fatal(err)
	}
	s.StepIteration()
	paused, _ := r.until(Paused)
	if paused.Progress.TotalIterations != 1 || paused.Progress.Iterations != 3 { // 1003/500, rounded up
		t.Errorf("after one step: %+v", paused.Progress)
	}
	settings.Rate = -1
	settings.Hidden = []int{20}
	var problems Problems
	if err := <-s.Change(settings); !errors.As(err, &problems) || problems.Of("rate").Empty() {
		t.Errorf("a negative rate was taken: %v", err)
	}
	settings.Rate = 1
	if err := <-s.Change(settings); !errors.As(err, &problems) || problems.Of("hidden").Empty() {
		t.Errorf("other hidden units were taken while training: %v", err)
	}
}

// A change that is asked for after the end, or that the session no longer comes to,
// is answered.
func TestSessionChangeAfterTheEnd(t *testing.T) {
	answer := func(result <-chan error) error {
		select {
		case err := <-result:
			return err
		case <-time.After(30 * time.Second):
			return errors.New("no answer")
		}
	}
	finished, r := startSession(t, func(s *Settings) { s.Epochs = 1 })
	finished.Run()
	r.until(Finished)
	finished.Wait()
	if err := answer(finished.Change(DefaultSettings())); !errors.Is(err, ErrEnded) {
		t.Errorf("after the last epoch: %v", err)
	}

	failed := NewSessionFunc(func() (*Trainer, error) { return nil, errors.New("no data") }, func(Event) {})
	failed.Wait()
	if err := answer(failed.Change(DefaultSettings())); !errors.Is(err, ErrEnded) {
		t.Errorf("after a failed start: %v", err)
	}

	// Left while the last event is delivered, and never come to.
	late := make(chan (<-chan error), 1)
	started := make(chan *Session, 1)
	s := NewSession(toyTrainer(t, func(s *Settings) { s.Epochs = 1 }), func(e Event) {
		if e.Kind == Finished {
			late <- (<-started).Change(DefaultSettings())
		}
	})
	started <- s
	s.Run()
	if err := answer(<-late); !errors.Is(err, ErrEnded) {
		t.Errorf("during the last event: %v", err)
	}
}

// A run whose process is killed goes on from its last checkpoint to the network
// of an undisturbed run, bit for bit, wherever in an epoch the checkpoint is from.
func TestSessionCheckpoint(t *testing.T) {
	settings := func(s *Settings) { s.Epochs, s.Optimizer, s.Rate = 20, optim.Adam.Name(), 0.01 }
	s, r := startSession(t, settings)
	files := [][]byte{}
	save := func() {
		var file bytes.Buffer
		if err := s.Checkpoint(&file); err != nil {
			t.Fatal(err)
		}
		files = append(files, file.Bytes())
	}
	save() // perhaps before epoch 0 is evaluated
	r.until(Paused)
	save()
	s.Run()
	for range 8 {
		r.until(Advanced)
		save()
	}
	s.Wait()
	save()
	whole := s.Snapshot().Parameters()
	train, test := toy.Data(t, "toy training", 1003, 1), toy.Data(t, "toy test", 200, 2)
	for i, file := range files {
		resumed, err := Resume(bytes.NewReader(file), train, test)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range resumed.Events(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(resumed.Network().Parameters(), whole) {
			t.Errorf("checkpoint %d: the continued run differs", i)
		}
		if len(resumed.History()) != 21 {
			t.Errorf("checkpoint %d: %d epochs in the history, want 21", i, len(resumed.History()))
		}
	}
}
