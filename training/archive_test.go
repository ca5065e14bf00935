package training

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"digitpad/network"
	"digitpad/training/optim"
)

// weightsOf are the parameters of the network after an epoch.
func weightsOf(e Epoch) []float32 {
	values, err := e.Parameters.Values()
	if err != nil {
		panic(err)
	}
	return values
}

// flaky is a file that fails at times.
type flaky struct {
	*os.File
	full, gone bool
}

func (f *flaky) WriteAt(p []byte, at int64) (int, error) {
	if f.full {
		return 0, errors.New("the disk is full")
	}
	return f.File.WriteAt(p, at)
}

func (f *flaky) ReadAt(p []byte, at int64) (int, error) {
	if f.gone {
		return 0, errors.New("the drive is gone")
	}
	return f.File.ReadAt(p, at)
}

// archived is a run like branched(…, n, …) that keeps its earlier epochs in a file.
func archived(t *testing.T, n int, edit func(*Settings)) (*Trainer, *flaky) {
	t.Helper()
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	f := &flaky{File: file}
	trainer := toyTrainer(t, edit)
	trainer.keepStates = true
	trainer.KeepIn(func() (ArchiveFile, error) { return f, nil })
	steps(t, trainer, n)
	settle(trainer)
	return trainer, f
}

// settle waits until what can be written is.
func settle(trainer *Trainer) {
	a := trainer.archive
	for {
		a.mutex.Lock()
		writing := a.writing
		a.mutex.Unlock()
		if !writing {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// inFile is how many vectors of a run are in its file.
func inFile(history []Epoch) (count int) {
	for _, e := range history {
		state, _ := e.State.load()
		for _, v := range append(state, e.Parameters) {
			if v.values.Load() == nil {
				count++
			}
		}
	}
	return count
}

// A run whose epochs are in a file is the same run: its networks, its checkpoint and what
// goes on from its epochs.
func TestKeepIn(t *testing.T) {
	adam := func(s *Settings) { s.Optimizer, s.Rate = optim.Adam.Name(), 0.01 }
	want := branched(t, 350, adam)
	got, _ := archived(t, 350, adam)
	epochs := len(want.History())
	if epochs < 4 || len(got.History()) != epochs {
		t.Fatalf("%d and %d epochs", epochs, len(got.History()))
	}
	if n := inFile(got.History()); n != 3*(epochs-1)-2 { // epoch 0 has no states
		t.Errorf("%d vectors of %d epochs are in the file", n, epochs)
	}
	for i, e := range got.History() {
		net, err := e.Network(network.New(got.Network().Spec()))
		if err != nil || !slices.Equal(net.Parameters(), weightsOf(want.History()[i])) {
			t.Errorf("epoch %d: %v, or another network", i, err)
		}
	}

	var a, b bytes.Buffer
	if err := errors.Join(want.Checkpoint(&a), got.Checkpoint(&b)); err != nil {
		t.Fatal(err)
	}
	if a.Len() != b.Len() { // the seconds differ
		t.Errorf("checkpoints of %d and %d bytes", a.Len(), b.Len())
	}
	again, err := Resume(&b, got.Train(), got.Validation())
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range again.History() {
		if !slices.Equal(weightsOf(e), weightsOf(want.History()[i])) {
			t.Errorf("after the checkpoint epoch %d has another network", i)
		}
	}

	further, err := branchAt(got, 1).Trainer(got.Settings())
	if err != nil {
		t.Fatal(err)
	}
	steps(t, further, 350-101) // 1003 examples by ten
	if !slices.Equal(further.Network().Parameters(), want.Network().Parameters()) {
		t.Error("a run that goes on from a kept epoch comes to another network")
	}
}

// What cannot be written stays in memory, and is written when there is room again. A file that
// cannot be read is an error, and the last epoch is not in it.
func TestKeepInAFileThatFails(t *testing.T) {
	trainer, file := archived(t, 0, nil)
	file.full = true
	steps(t, trainer, 250)
	settle(trainer)
	if n := inFile(trainer.History()); n != 0 {
		t.Errorf("%d vectors are in a file on a full disk", n)
	}
	file.full = false
	steps(t, trainer, 100)
	settle(trainer)
	history := trainer.History()
	if n := inFile(history); n != len(history)-1 {
		t.Errorf("%d of %d epochs are in the file", n, len(history))
	}

	file.gone = true
	blank := network.New(trainer.Network().Spec())
	if _, err := history[0].Network(blank); err == nil {
		t.Error("epoch 0 was read from a drive that is gone")
	}
	if _, err := history[len(history)-1].Network(blank); err != nil {
		t.Errorf("the last epoch: %v", err)
	}
	if err := trainer.Checkpoint(new(bytes.Buffer)); err == nil {
		t.Error("a checkpoint was written without its epochs")
	}
	if _, err := TraceOutputs(blank, history, make([]byte, 784)); err == nil {
		t.Error("outputs of epochs that cannot be read")
	}
	if _, err := branchAt(trainer, 1).Trainer(trainer.Settings()); err == nil {
		t.Error("a run went on from an epoch that cannot be read")
	}
}

// Training goes on while the drive does not answer, and what it left is written when it does.
func TestTrainingDoesNotWaitForTheDrive(t *testing.T) {
	trainer := toyTrainer(t, nil)
	wakes := make(chan struct{})
	trainer.KeepIn(func() (ArchiveFile, error) {
		<-wakes
		return os.CreateTemp(t.TempDir(), "")
	})
	steps(t, trainer, 350)
	history := trainer.History()
	if n := inFile(history); n != 0 {
		t.Errorf("%d vectors are in a file that is not there", n)
	}
	close(wakes)
	settle(trainer)
	if n := inFile(history); n != len(history)-1 {
		t.Errorf("%d of %d epochs are in the file", n, len(history))
	}
}
