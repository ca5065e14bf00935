package train_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/training/runs"
)

// A new comparison has the chart to itself: the runs that were in it leave, and tell.
func TestANewComparisonHasTheChartToItself(t *testing.T) {
	s := compared(t)
	earlier := append([]*train.ComparedRun(nil), s.Comparison.Runs()...)
	told := map[*train.ComparedRun]bool{}
	s.Comparison.Changed.Listen(func(c train.ComparisonChange) { told[c.Run] = true })
	s.Comparison.Start("rate", "1; 2")
	for i, r := range earlier {
		if r.Shown() || !told[r] {
			t.Errorf("run %d stays in the chart: %t; it is told: %t", i, r.Shown(), told[r])
		}
	}
	for i, r := range s.Comparison.Runs()[:2] {
		if !r.Shown() {
			t.Errorf("the new run %d is not in the chart", i)
		}
	}
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
}

// A run that was deleted can be brought back until the program ends, not after the next
// start.
func TestADeletedRunIsGoneAtTheNextStart(t *testing.T) {
	s := compared(t)
	r := s.Comparison.Runs()[1]
	s.Comparison.Delete(r)
	s.WaitForFiles()
	again := statetest.NewIn(t, s.Home)
	again.Comparison.Load()
	again.WaitForFiles()
	if err := runs.NewStore(filepath.Join(s.Home, "runs")).Restore(r.ID); err == nil {
		t.Error("the run is still there")
	}
	if len(again.Comparison.Runs()) != 2 || again.Comparison.CanUndoDelete() || len(again.Reports) > 0 {
		t.Errorf("%d runs are left", len(again.Comparison.Runs()))
	}
	again.Comparison.UndoDelete() // of nothing
	if len(again.Comparison.Runs()) != 2 {
		t.Error("nothing was deleted, and a run came back")
	}
}

// Deletions are undone in their order, the last one first, each in its place.
func TestDeletionsAreUndoneInTheirOrder(t *testing.T) {
	s := compared(t)
	want := append([]*train.ComparedRun(nil), s.Comparison.Runs()...)
	for _, i := range []int{2, 0, 0} {
		s.Comparison.Delete(s.Comparison.Runs()[i])
	}
	s.Comparison.Delete(want[0]) // which is gone
	for n := 1; n <= 3; n++ {
		s.Comparison.UndoDelete()
		if got := len(s.Comparison.Runs()); got != n {
			t.Fatalf("%d runs after %d deletions were undone", got, n)
		}
	}
	for i, r := range s.Comparison.Runs() {
		if r != want[i] {
			t.Errorf("run %d is %q, was %q", i, r.Name, want[i].Name)
		}
	}
}

// Only so many deletions can be undone; the first ones are forgotten.
func TestOnlyTheLastDeletionsAreUndone(t *testing.T) {
	s := statetest.New(t)
	for range 4 {
		s.Comparison.Start("rate", "1; 2; 3; 4; 5; 6")
		s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	}
	all := len(s.Comparison.Runs())
	if all <= 21 {
		t.Fatalf("%d runs are too few for this test", all)
	}
	first := s.Comparison.Runs()[0]
	for range 21 {
		s.Comparison.Delete(s.Comparison.Runs()[0])
	}
	for s.Comparison.CanUndoDelete() {
		s.Comparison.UndoDelete()
	}
	if got := s.Comparison.Runs(); len(got) != all-1 || slices.Contains(got, first) {
		t.Errorf("%d runs came back", len(got))
	}
}

// A run of a comparison whose numbers go astray is kept as far as they were good, and says
// so, while the others go on.
func TestADivergedRunOfAComparison(t *testing.T) {
	s := statetest.New(t)
	v := statetest.SmallSettings()
	v.Hidden, v.Epochs, v.Activation, v.Initializer = []int{30, 30}, 50, network.ReLU.Name(), network.He.Name()
	v.Output, v.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	s.Settings.Fill(v)
	s.Comparison.Start("rate", "0.01; 1000000")
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	if bad, good := s.Comparison.Runs()[0], s.Comparison.Runs()[1]; bad.Outcome != runs.Diverged || good.Outcome != runs.Finished || len(good.Records) != 51 {
		t.Errorf("at a rate of a million it is %s, at 0.01 %s with %d epochs", bad.Outcome, good.Outcome, len(good.Records))
	}
}

// A kept run that cannot be read is told of; the others come back.
func TestADamagedRunIsTold(t *testing.T) {
	s := compared(t)
	s.WaitForFiles()
	files, err := filepath.Glob(filepath.Join(s.Home, "runs", s.Comparison.Runs()[0].ID+".*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		if err := os.WriteFile(file, []byte("nonsense"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	again := statetest.NewIn(t, s.Home)
	again.Comparison.Load()
	again.WaitForFiles()
	again.Reported("Some kept runs cannot be read")
	if len(again.Comparison.Runs()) != 2 {
		t.Errorf("%d runs come back", len(again.Comparison.Runs()))
	}
}
