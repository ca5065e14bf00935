package gui

import (
	"testing"

	"digitpad/training"
)

// BenchmarkEpochDone is what the window's goroutine does when an epoch is done,
// with a digit on the pad and the Train tab in view; painting aside.
func BenchmarkEpochDone(b *testing.B) {
	bench := learner(b)
	e := bench.run.epochs[len(bench.run.epochs)-1]
	for b.Loop() {
		e.Number++
		bench.hear(bench.run, news{
			events:   []training.Event{{Kind: training.EpochDone, Progress: bench.run.progress, Epoch: &e}},
			progress: bench.run.progress,
		})
	}
}

// BenchmarkVisitEpoch is one step of the slider.
func BenchmarkVisitEpoch(b *testing.B) {
	bench := learner(b)
	i := 0
	for b.Loop() {
		bench.VisitEpoch(i % 4)
		i++
	}
}

// learner is a window that learns, with a digit on its pad.
func learner(b *testing.B) *testBench {
	bench := trained(b)
	bench.stroke(0.2, 0.3, 0.8, 0.3)
	bench.run.phase = running
	return bench
}

// BenchmarkStartAndStop is what the window's goroutine does when a run starts
// and when it stops: fields are locked and unlocked.
func BenchmarkStartAndStop(b *testing.B) {
	bench := learner(b)
	for b.Loop() {
		bench.run.phase = running
		bench.learn.ShowRun(bench.run)
		bench.run.phase = stopped
		bench.learn.ShowRun(bench.run)
	}
}

// BenchmarkSettingsChanged is what a keystroke in the form takes.
func BenchmarkSettingsChanged(b *testing.B) {
	bench := learner(b)
	bench.run = nil
	texts := [2]string{"0.5", "0.55"}
	i := 0
	for b.Loop() {
		bench.learn.form.entries["rate"].SetText(texts[i%2])
		i++
	}
}
