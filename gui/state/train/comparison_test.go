package train_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/runs"
)

// compared is a state with a comparison of three runs that is over.
func compared(t *testing.T) *statetest.State {
	t.Helper()
	s := statetest.New(t)
	s.Comparison.Start("batch", "1; 10; n")
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	return s
}

func keptRuns(t *testing.T, s *statetest.State) []runs.Run {
	t.Helper()
	s.WaitForFiles()
	kept, err := runs.NewStore(filepath.Join(s.Home, "runs")).Load()
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// TestComparisonOfMiniBatches post's comparison: online learning, mini-batches and gradient descent, from the same
// initial weights.
func TestComparisonOfMiniBatches(t *testing.T) {
	s := compared(t)
	all := s.Comparison.Runs()
	if len(all) != 3 {
		t.Fatalf("%d runs", len(all))
	}
	lines := map[int]bool{}
	for i, want := range []int{s.Datasets.Split(statetest.SmallSettings()).Train.Len(), 10, 1} { // the latest first
		r := all[i]
		if r.Settings.Batch != want || r.Outcome != runs.Finished || !r.Shown() || r.Phase() != run.Finished {
			t.Errorf("run %d has m = %d, %s, in the chart: %t", i, r.Settings.Batch, r.Outcome, r.Shown())
		}
		if got := len(r.Records); got != statetest.SmallSettings().Epochs+1 {
			t.Errorf("run %d has %d epochs", i, got)
		}
		if r.Records[0].Validation != all[0].Records[0].Validation {
			t.Errorf("run %d starts from other weights", i)
		}
		lines[r.Line()] = true
	}
	if len(lines) != 3 {
		t.Errorf("the runs have the lines %v", lines)
	}
	if all[2].Name != "Mini-batch m = 1" || all[2].Comparison != "1" {
		t.Errorf("the first run is called %q, %q", all[2].Name, all[2].Comparison)
	}
}

// Every change of a run is told, and the list's.
// Runs that differ in the amount of data learn from so many digits each, and the same
// digits judge them.
func TestComparisonOfAmounts(t *testing.T) {
	s := statetest.New(t)
	s.Comparison.Start("amount", "0.1; 0.5; 1")
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	all := s.Comparison.Runs()
	if len(all) != 3 || all[0].Examples <= all[1].Examples || all[1].Examples <= all[2].Examples {
		t.Fatalf("%d runs, of %d, %d and %d examples", len(all), all[0].Examples, all[1].Examples, all[2].Examples)
	}
	for _, r := range all {
		if r.Outcome != runs.Finished || r.Records[0].Validation != all[0].Records[0].Validation {
			t.Errorf("%s: %s, with %+v before training", r.Name, r.Outcome, r.Records[0].Validation)
		}
	}
	s.Edit(func(v *training.Settings) { v.Batch = 20 }, nil)
	s.Comparison.Start("amount", "0.001; 1") // one of each digit, and so fewer than a mini-batch has
	s.Reported("1 (online learning)")
	if s.Comparison.Active() {
		t.Error("a comparison starts all the same")
	}
}

func TestChangesOfAComparisonAreTold(t *testing.T) {
	s := statetest.New(t)
	lists, told := 0, map[*train.ComparedRun]int{}
	s.Comparison.Changed.Listen(func(c train.ComparisonChange) {
		if c.List {
			lists++
		}
		if c.Run != nil {
			told[c.Run]++
		}
	})
	s.Comparison.Start("rate", "1; 2")
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	if lists != 1 || len(told) != 2 {
		t.Errorf("the list was told %d times, %d runs", lists, len(told))
	}
}

// Whatever is done to a run in the table is told; what changes nothing is not.
func TestWhatIsDoneToAComparedRunIsTold(t *testing.T) {
	s := compared(t)
	r := s.Comparison.Runs()[0]
	var told []train.ComparisonChange
	s.Comparison.Changed.Listen(func(c train.ComparisonChange) { told = append(told, c) })
	list, one := train.ComparisonChange{List: true}, train.ComparisonChange{Run: r}
	for what, c := range map[string]struct {
		do   func()
		want []train.ComparisonChange
	}{
		"a name":            {func() { s.Comparison.Rename(r, "other") }, []train.ComparisonChange{one}},
		"no name":           {func() { s.Comparison.Rename(r, " ") }, nil},
		"the name it has":   {func() { s.Comparison.Rename(r, r.Name) }, nil},
		"out of the chart":  {func() { s.Comparison.SetShown(r, false) }, []train.ComparisonChange{one}},
		"deleted and back":  {func() { s.Comparison.Delete(r); s.Comparison.UndoDelete() }, []train.ComparisonChange{list, list}},
		"nothing to undo":   {s.Comparison.UndoDelete, nil},
		"no comparison":     {s.Comparison.Stop, nil},
		"the kept are read": {func() { s.Comparison.Load(); s.WaitForFiles() }, []train.ComparisonChange{list}},
	} {
		told = nil
		c.do()
		if !slices.Equal(told, c.want) {
			t.Errorf("%s: told is %+v, want %+v", what, told, c.want)
		}
	}
}

func TestRunsAreKeptNamedAndDeleted(t *testing.T) {
	s := compared(t)
	s.Comparison.Rename(s.Comparison.Runs()[0], " all at once ")
	s.Comparison.Rename(s.Comparison.Runs()[2], " ")
	gone := s.Comparison.Runs()[1]
	s.Comparison.Delete(gone)
	if kept := keptRuns(t, s); len(kept) != 2 {
		t.Fatalf("%d runs are kept", len(kept))
	}
	s.Comparison.UndoDelete()
	kept := keptRuns(t, s)
	if len(kept) != 3 || s.Comparison.Runs()[1] != gone || s.Comparison.CanUndoDelete() {
		t.Fatalf("%d runs are kept after the deletion was undone", len(kept))
	}
	if kept[2].Name != "all at once" || kept[0].Name != "Mini-batch m = 1" {
		t.Errorf("the runs are called %q and %q", kept[2].Name, kept[0].Name)
	}
	again := statetest.NewIn(t, s.Home)
	again.Comparison.Load()
	again.Pump("the kept runs come back", func() bool { return len(again.Comparison.Runs()) == 3 })
	for i, r := range again.Comparison.Runs() {
		if r.Name != s.Comparison.Runs()[i].Name || r.Shown() {
			t.Errorf("run %d is %q, in the chart: %t", i, r.Name, r.Shown())
		}
	}
}

func TestAComparisonSaysWhatIsWrong(t *testing.T) {
	s := statetest.New(t)
	for values, want := range map[string]string{
		"10":                  "semicolons",
		"1;2;3;4;5;6;7":       "semicolons",
		"10; 10":              "twice",
		"10; many":            "many",
		"10; 100000":          "1 (online learning)",
		`1; 2,"rate":1000000`: "rate",
	} {
		if _, _, err := train.Variants(training.DefaultSettings(), "batch", values, 400); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", values, err)
		}
		s.Comparison.Start("batch", values)
		if s.Comparison.Active() || len(s.Comparison.Runs()) != 0 {
			t.Errorf("%q: a comparison", values)
		}
		s.Reported("The comparison cannot start")
	}
	s.Edit(func(v *training.Settings) { v.Batch = 0 }, nil)
	s.Comparison.Start("batch", "1; 10")
	s.Reported("a setting in the Train tab is wrong")
	s.Edit(func(v *training.Settings) { v.Batch = 10 }, nil)
	s.Datasets.Use(dataset.TrainTest{})
	s.Comparison.Start("batch", "1; 10")
	s.Reported("The comparison cannot start yet")
}

func TestAComparisonStops(t *testing.T) {
	s := statetest.New(t)
	s.Configure(100000)
	s.Comparison.Start("batch", "1; 10; 20")
	last := s.Comparison.Runs()[2]
	s.Pump("a first epoch", func() bool { return len(last.Records) > 1 })
	s.Comparison.Delete(last)
	s.Comparison.Start("batch", "5; 6")
	if len(s.Comparison.Runs()) != 3 {
		t.Error("a run was deleted while it was trained, or another comparison began")
	}
	s.Comparison.Stop()
	s.Pump("the stop", func() bool { return !s.Comparison.Active() })
	if last.Outcome != runs.Stopped || last.Phase() != run.Stopped {
		t.Errorf("the run is %s", last.Outcome)
	}
}

// A run of the Train tab can be compared, too.
func TestATrainedRunIsKept(t *testing.T) {
	s := statetest.Trained(t, 3)
	all := s.Comparison.Runs()
	if len(all) != 1 {
		t.Fatalf("%d runs are kept", len(all))
	}
	r := all[0]
	if r.Outcome != runs.Finished || len(r.Records) != len(s.Training.Run().Epochs()) || r.Shown() || r.Name != "784-8-10, η 3, m 10" {
		t.Errorf("%q, %s with %d epochs", r.Name, r.Outcome, len(r.Records))
	}
	s.Comparison.SetShown(r, true)
	if !r.Shown() {
		t.Error("it is not in the chart")
	}
	line := r.Line()
	if s.Comparison.SetShown(r, true); r.Line() != line {
		t.Errorf("a run that is in the chart already changes its line from %d to %d", line, r.Line())
	}
}

// A run of which no epoch was completed is not kept.
func TestARunWithoutAnEpochIsNotKept(t *testing.T) {
	s := statetest.New(t)
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	if n := len(s.Comparison.Runs()); n != 0 {
		t.Errorf("%d runs are kept", n)
	}
}

// TestAKeptNetworkAnswers networks after the last and the best epoch of a run of the Train tab are kept with
// it, and answer again.
func TestAKeptNetworkAnswers(t *testing.T) {
	s := statetest.Trained(t, 3)
	s.WaitForFiles()
	r := s.Comparison.Runs()[0]
	epochs := s.Training.Run().Epochs()
	s.Prediction.UsePost()
	s.Comparison.Use(r, runs.LastEpoch)
	s.WaitForFiles()
	if !slices.Equal(s.Prediction.Network().Parameters(), statetest.Parameters(epochs[3])) {
		t.Error("another network answers")
	}
	want := predict.Origin{Kind: predict.FromKeptRun, Name: r.Name, Epoch: 3, File: networkFile(s, r, runs.LastEpoch)}
	if o := s.Prediction.Origin(); o != want || s.Prefs.Network != want.File {
		t.Errorf("it comes from %+v, and at the next start from %q", o, s.Prefs.Network)
	}
	if _, best, _ := r.Best(); best != 3 {
		s.Comparison.Use(r, runs.BestEpoch)
		s.WaitForFiles()
		if !slices.Equal(s.Prediction.Network().Parameters(), statetest.Parameters(epochs[best])) {
			t.Error("the best network is another")
		}
	}
}

func networkFile(s *statetest.State, r *train.ComparedRun, m runs.Snapshot) string {
	return runs.NewStore(filepath.Join(s.Home, "runs")).NetworkFile(r.ID, m)
}

// TestNetworksOfAComparisonAreKept networks of a comparison are kept, deleted with their runs, and brought back.
func TestNetworksOfAComparisonAreKept(t *testing.T) {
	s := compared(t)
	s.WaitForFiles()
	for _, r := range s.Comparison.Runs() {
		if !slices.Contains(r.Networks, runs.LastEpoch) {
			t.Fatalf("of %q the networks %v are kept", r.Name, r.Networks)
		}
	}
	r := s.Comparison.Runs()[1]
	s.Comparison.Delete(r)
	if kept := keptRuns(t, s); len(kept) != 2 {
		t.Fatalf("%d runs are left", len(kept))
	}
	if _, err := predict.ReadModel(networkFile(s, r, runs.LastEpoch)); err == nil {
		t.Error("the network of a deleted run stays")
	}
	s.Comparison.UndoDelete()
	s.Comparison.Use(r, runs.LastEpoch)
	s.WaitForFiles()
	if o := s.Prediction.Origin(); o.Name != r.Name {
		t.Errorf("after the deletion was undone %+v answers", o)
	}
	again := statetest.NewIn(t, s.Home)
	again.Comparison.Load()
	again.Pump("the kept runs come back", func() bool { return len(again.Comparison.Runs()) == 3 })
	if got := again.Comparison.Runs()[1].Networks; !slices.Equal(got, r.Networks) {
		t.Errorf("at the next start the networks %v are there, before %v", got, r.Networks)
	}
}

// A network that is lost harms nothing.
func TestALostNetworkIsSaid(t *testing.T) {
	s := statetest.Trained(t, 2)
	s.WaitForFiles()
	was := s.Prediction.Network()
	r := s.Comparison.Runs()[0]
	if err := os.Remove(networkFile(s, r, runs.LastEpoch)); err != nil {
		t.Fatal(err)
	}
	s.Comparison.Use(r, runs.LastEpoch)
	s.WaitForFiles()
	s.Reported("The network of this run cannot be opened")
	if s.Prediction.Network() != was {
		t.Error("another network answers")
	}
}

// diverging are settings with which a run diverges.
func diverging() training.Settings {
	v := statetest.SmallSettings()
	v.Hidden, v.Epochs, v.Rate, v.Activation, v.Initializer = []int{30, 30}, 50, 1e4, network.ReLU.Name(), network.He.Name()
	v.Validation = 0 // with fewer digits it does not
	v.Output, v.Cost = network.Softmax.Name(), network.LogLikelihood.Name()
	return v
}

// A run that went wrong is kept as far as its numbers were good, and says so.
func TestADivergedRun(t *testing.T) {
	s := statetest.New(t)
	s.Settings.Fill(diverging())
	var diverged *training.DivergedError
	s.Training.Diverged.Listen(func(e *training.DivergedError) { diverged = e })
	s.Training.StartPause()
	s.PumpUntil(run.Failed)
	if diverged == nil {
		t.Fatal("nobody hears that it diverged")
	}
	for _, w := range s.Prediction.Network().Parameters() {
		if w-w != 0 {
			t.Fatal("a network of no numbers answers")
		}
	}
	s.Training.Retry(0.1)
	if got := s.Training.Run().Settings().Rate; got != 0.1 {
		t.Errorf("it is tried again at %g", got)
	}
	if store.LatestEpoch != s.Training.ViewedEpoch() {
		t.Error("an epoch of the old run is in view")
	}
}

// A run of one epoch is kept; a branch that has done none of its own is not.
func TestARunIsKeptFromItsFirstEpochOn(t *testing.T) {
	s := statetest.New(t)
	v := s.Configure(1)
	s.Train()
	if kept := s.Comparison.Runs(); len(kept) != 1 || len(kept[0].Records) != 2 {
		t.Fatalf("of a run of one epoch %d are kept", len(kept))
	}
	v.Epochs = statetest.Unending
	s.Settings.Fill(v)
	s.Training.SetSpeed(0.5) // so that no epoch is done
	s.Training.ContinueHere()
	if since := s.Training.Run().Since(); since != 1 {
		t.Fatalf("the branch begins at epoch %d", since)
	}
	s.PumpUntil(run.Running)
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	if n := len(s.Comparison.Runs()); n != 1 {
		t.Errorf("of a branch without an epoch of its own %d runs are kept", n)
	}
}

// Runs in the chart have lines of their own, as far as there are; then the first is used
// again.
func TestLinesOfRuns(t *testing.T) {
	s := statetest.New(t)
	s.Comparison.Start("rate", "1; 2")
	s.Pump("the end of the comparison", func() bool { return !s.Comparison.Active() })
	kept := keptRuns(t, s)[0]
	store := runs.NewStore(filepath.Join(s.Home, "runs"))
	for range 2 * train.MaxCompared {
		kept.ID = ""
		kept.Started = kept.Started.Add(time.Second)
		if err := store.Save(&kept); err != nil {
			t.Fatal(err)
		}
	}
	again := statetest.NewIn(t, s.Home)
	again.Comparison.Load()
	again.WaitForFiles()
	all := again.Comparison.Runs()
	if len(all) != 2*train.MaxCompared+2 {
		t.Fatalf("%d runs are loaded", len(all))
	}
	for i, r := range all {
		again.Comparison.SetShown(r, true)
		want := i
		if i >= 2*train.MaxCompared {
			want = 0
		}
		if r.Line() != want {
			t.Errorf("run %d in the chart has the line %d, want %d", i, r.Line(), want)
		}
	}
	again.Comparison.SetShown(all[3], false)
	again.Comparison.SetShown(all[13], false)
	again.Comparison.SetShown(all[13], true)
	if got := all[13].Line(); got != 3 {
		t.Errorf("a line that became free is 3, and taken is %d", got)
	}
}

// A run that cannot be kept stays in the table, and that it is not kept is told.
func TestARunThatCannotBeKept(t *testing.T) {
	s := statetest.New(t)
	if err := os.WriteFile(filepath.Join(s.Home, "runs"), nil, 0o644); err != nil { // in the place of the folder
		t.Fatal(err)
	}
	s.Train()
	s.WaitForFiles()
	s.Settle()
	for _, title := range []string{"The run is not kept", "The network of a run is not kept"} {
		if !slices.ContainsFunc(s.Reports, func(r statetest.Report) bool { return r.Title == title }) {
			t.Errorf("nothing says %q: %v", title, s.Reports)
		}
	}
	if len(s.Comparison.Runs()) != 1 {
		t.Errorf("%d runs are in the table", len(s.Comparison.Runs()))
	}
}

// Runs that are stopped before they have done an epoch are not kept, and the others as far
// as they came.
func TestAStoppedComparisonIsKept(t *testing.T) {
	s := statetest.New(t)
	s.Configure(100000)
	s.Comparison.Start("rate", "1; 2; 3; 4; 5; 6")
	s.Comparison.Stop()
	s.Pump("the stop", func() bool { return !s.Comparison.Active() })
	done := 0
	for _, r := range s.Comparison.Runs() {
		if len(r.Records) > 1 {
			done++
		}
		if r.Phase() != run.Stopped {
			t.Errorf("%s is %s", r.Name, r.Phase())
		}
	}
	if kept := keptRuns(t, s); len(kept) != done || done == 6 {
		t.Errorf("of %d runs with an epoch %d are kept", done, len(kept))
	}
	for _, want := range []string{`"comparison"`, `"phase":"running"`, `"runs":6`, `"phase":"finished"`} {
		if !strings.Contains(s.Log.String(), want) {
			t.Errorf("the event log lacks %s: %s", want, s.Log)
		}
	}
}

// A run of the Train tab is kept with its outcome, its data and what it went by.
func TestTheOutcomeOfARunIsKept(t *testing.T) {
	for want, end := range map[runs.Outcome]func(s *statetest.State){
		runs.Finished: func(s *statetest.State) { s.Train() },
		runs.Stopped: func(s *statetest.State) {
			s.Configure(statetest.Unending)
			s.Training.StepEpoch()
			s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
			s.Training.Stop()
			s.PumpUntil(run.Stopped)
		},
		runs.Diverged: func(s *statetest.State) {
			v := diverging()
			v.Rate = 0.01
			s.Settings.Fill(v)
			s.Training.StepEpoch()
			s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == 2 })
			s.Edit(func(v *training.Settings) { v.Rate = 1e4 }, nil)
			s.Training.StartPause()
			s.PumpUntil(run.Failed)
		},
	} {
		s := statetest.New(t)
		lists := 0
		s.Comparison.Changed.Listen(func(c train.ComparisonChange) {
			if c.List {
				lists++
			}
		})
		end(s)
		r := s.Training.Run()
		kept := keptRuns(t, s)
		if len(kept) != 1 || kept[0].Outcome != want || kept[0].Data != r.Train().Name() || kept[0].Examples != r.Train().Len() || kept[0].ByTest || lists != 1 {
			t.Errorf("%s: kept are %+v, told %d times", want, kept, lists)
		}
		again := statetest.NewIn(t, s.Home)
		again.Comparison.Load()
		again.WaitForFiles()
		if got := again.Comparison.Runs()[0].Phase(); got != r.Phase() {
			t.Errorf("%s: at the next start its phase is %s, was %s", want, got, r.Phase())
		}
	}
}

// Runs that are read at the start come to their places among those that were trained
// meanwhile, the latest first.
func TestKeptRunsComeToTheirPlaces(t *testing.T) {
	s := compared(t)
	want := []string{"Mini-batch m = n", "Mini-batch m = 10", "Mini-batch m = 1"}
	s.WaitForFiles()
	again := statetest.NewIn(t, s.Home)
	again.Train()
	again.WaitForFiles()
	s.Edit(func(v *training.Settings) { v.Batch = 5 }, nil)
	s.Train() // in another window
	s.WaitForFiles()
	own := again.Comparison.Runs()[0].Name
	again.Comparison.Load()
	again.WaitForFiles()
	want = append([]string{"784-8-10, η 3, m 5", own, own}, want...) // which was kept, too
	var names []string
	for _, r := range again.Comparison.Runs() {
		names = append(names, r.Name)
	}
	if !slices.Equal(names, want) {
		t.Errorf("the runs are %q, want %q", names, want)
	}
}

// A new name is kept with a run that is over, and with one that is trained once it is.
func TestANewNameIsKept(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Comparison.Start("rate", "1; 2")
	r := s.Comparison.Runs()[1]
	s.Comparison.Rename(r, "while it is trained")
	if kept := keptRuns(t, s); len(kept) != 0 {
		t.Errorf("a run that is trained is kept as %q", kept[0].Name)
	}
	s.Pump("an epoch", func() bool { return len(r.Records) > 1 })
	s.Comparison.Stop()
	s.Pump("the stop", func() bool { return !s.Comparison.Active() })
	if kept := keptRuns(t, s); len(kept) == 0 || kept[0].Name != "while it is trained" {
		t.Errorf("kept are %+v", kept)
	}
	s.Comparison.Rename(r, "when it is over")
	if kept := keptRuns(t, s); kept[0].Name != "when it is over" {
		t.Errorf("kept is %q", kept[0].Name)
	}
}

// A deleted run whose files are gone comes back from what is known of it.
func TestADeletedRunComesBackWithoutItsFiles(t *testing.T) {
	s := compared(t)
	r := s.Comparison.Runs()[0]
	s.Comparison.Delete(r)
	s.WaitForFiles()
	if err := os.RemoveAll(filepath.Join(s.Home, "runs")); err != nil {
		t.Fatal(err)
	}
	s.Comparison.UndoDelete()
	s.WaitForFiles()
	if kept := keptRuns(t, s); len(kept) != 1 || kept[0].ID != r.ID || len(kept[0].Records) != len(r.Records) || len(s.Reports) > 0 {
		t.Errorf("kept are %d runs, %v", len(kept), s.Reports)
	}
}

// Of two networks of kept runs that are asked for the later one answers.
func TestTheLaterOfTwoKeptNetworksAnswers(t *testing.T) {
	s := compared(t)
	s.WaitForFiles()
	first, second := s.Comparison.Runs()[0], s.Comparison.Runs()[1]
	var told []string
	s.Prediction.Changed.Listen(func(c predict.PredictionChange) {
		if c.Network {
			told = append(told, s.Prediction.Origin().Name)
		}
	})
	s.Comparison.Use(first, runs.LastEpoch)
	s.Comparison.Use(second, runs.LastEpoch)
	s.WaitForFiles()
	if !slices.Equal(told, []string{second.Name}) || s.Prediction.Origin().Epoch != 2 {
		t.Errorf("%q have answered, the last of epoch %d", told, s.Prediction.Origin().Epoch)
	}
}

// With settings that make no network the sizes of a network are none.
func TestSizes(t *testing.T) {
	v := statetest.SmallSettings()
	if got := train.Sizes(v); got != "784-8-10" {
		t.Errorf("they are %q", got)
	}
	v.Encoding = "nonsense"
	if got := train.Sizes(v); got != "" {
		t.Errorf("of no network they are %q", got)
	}
}
