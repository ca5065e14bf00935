package train_test

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

// The kill test's run: its epochs, and the variable that tells a child where it lives.
const (
	killHome   = "DIGITPAD_KILL_HOME"
	killEpochs = "DIGITPAD_KILL_EPOCHS"
)

// TestKilledChild is no test of its own but the program that TestKill kills: it continues
// what was interrupted, or starts, says so, and trains to the end.
func TestKilledChild(t *testing.T) {
	home := os.Getenv(killHome)
	if home == "" {
		t.Skip("TestKill runs this")
	}
	s := statetest.NewIn(t, home)
	s.Training.SetCheckpointInterval(10 * time.Millisecond)
	s.Datasets.Use(statetest.Stripes(t, 20000))
	v := statetest.SmallSettings()
	v.Batch, v.Optimizer, v.Rate = 5, optim.Momentum.Name(), 0.05
	v.Epochs, _ = strconv.Atoi(os.Getenv(killEpochs))
	s.Settings.Fill(v)
	s.Training.FindInterrupted()
	s.WaitForFiles()
	present := s.Training.Run
	if s.Training.CanContinue() {
		s.Training.ContinueInterrupted()
		s.Pump("the run", func() bool { return present() != nil })
		fmt.Printf("\nchild continues in epoch %d\n", present().Progress().Epoch)
	} else {
		s.Training.StartPause()
		fmt.Print("\nchild starts in epoch 0\n")
	}
	for present().Phase() != run.Finished { // which takes longer than the patience for one thing
		epochs := len(present().Epochs())
		s.Pump("an epoch", func() bool { return len(present().Epochs()) > epochs || present().Phase() == run.Finished })
	}
	s.WaitForFiles()
	if len(present().Epochs()) != v.Epochs+1 {
		t.Errorf("the history has %d epochs, want %d", len(present().Epochs()), v.Epochs+1)
	}
	if _, err := os.Stat(filepath.Join(home, store.RunningFile)); err == nil {
		t.Error("a run that is over would be offered")
	}
}

// child starts the program in a home, and returns when it trains.
func child(t *testing.T, home string, epochs int) (c *exec.Cmd, from int) {
	t.Helper()
	c = exec.Command(os.Args[0], "-test.run=^TestKilledChild$", "-test.v")
	c.Env = append(os.Environ(), killHome+"="+home, killEpochs+"="+strconv.Itoa(epochs), "TMPDIR="+t.TempDir())
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if n, _ := fmt.Sscanf(lines.Text(), "child continues in epoch %d", &from); n == 1 || lines.Text() == "child starts in epoch 0" {
			go func() { // what else it says must not fill the pipe
				for lines.Scan() {
					_ = lines.Text()
				}
			}()
			return c, from
		}
	}
	t.Fatalf("the child did not train: %v", c.Wait())
	return nil, 0
}

// A process that is killed at any moment of training loses nothing: the next one
// continues, and comes to the weights of one that nobody killed, bit for bit.
// DIGITPAD_KILLS says how often it is killed.
func TestKill(t *testing.T) {
	kills, epochs := 5, 28
	if n, err := strconv.Atoi(os.Getenv("DIGITPAD_KILLS")); err == nil {
		kills, epochs = n, 2*n
	}
	undisturbed, home := t.TempDir(), t.TempDir()
	began := time.Now()
	whole, _ := child(t, undisturbed, epochs)
	if err := whole.Wait(); err != nil {
		t.Fatal(err)
	}
	longest := max(300*time.Millisecond, time.Since(began)/time.Duration(kills)) // on this machine
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	continued := 0
	for range kills {
		c, from := child(t, home, epochs)
		if from > 0 {
			continued++
		}
		time.Sleep(time.Duration(random.Int64N(int64(longest)))) // the moment is what is tested
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	last, from := child(t, home, epochs)
	if err := last.Wait(); err != nil {
		t.Fatalf("after %d kills: %v", kills, err)
	}
	t.Logf("killed %d times (seed %d), continued %d times within the run, the last time in epoch %d of %d", kills, seed, continued, from, epochs)
	if continued == 0 && from == 0 {
		t.Error("nothing was ever continued, so nothing was tested")
	}
	if !slices.Equal(parametersIn(t, home), parametersIn(t, undisturbed)) {
		t.Error("the continued run came to other weights")
	}
}

func parametersIn(t *testing.T, home string) []float32 {
	t.Helper()
	m, err := predict.ReadModel(filepath.Join(home, store.NetworkFile))
	if err != nil {
		t.Fatal(err)
	}
	return m.Network.Parameters()
}

// trainToCheckpoint starts an unending run, and pauses it once a file has its checkpoint.
func trainToCheckpoint(s *statetest.State, path string) {
	s.T.Helper()
	s.Configure(statetest.Unending)
	s.Training.SetCheckpointInterval(0)
	s.Training.StartPause()
	s.Pump("a checkpoint", func() bool { _, err := os.Stat(path); return err == nil && len(s.Training.Run().Epochs()) > 2 })
	s.Training.StartPause()
	s.PumpUntil(run.Paused)
	s.WaitForFiles()
}

// interrupted is a state whose last start was interrupted in an unending run.
func interrupted(t *testing.T) *statetest.State {
	t.Helper()
	first := statetest.New(t)
	path := filepath.Join(first.Home, store.RunningFile)
	trainToCheckpoint(first, path)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := statetest.New(t)
	if err := os.WriteFile(filepath.Join(s.Home, store.RunningFile), file, 0o644); err != nil {
		t.Fatal(err)
	}
	s.Training.FindInterrupted()
	s.WaitForFiles()
	if !s.Training.CanContinue() {
		t.Fatal("the run is not offered")
	}
	return s
}

func keeps(s *statetest.State, name string) bool {
	_, err := os.Stat(filepath.Join(s.Home, name))
	return err == nil
}

// TestContinueInterrupted history comes back with the run, so that its epochs can answer.
func TestContinueInterrupted(t *testing.T) {
	s := interrupted(t)
	s.Training.ContinueInterrupted()
	s.PumpUntil(run.Running)
	s.WaitForFiles()
	if s.Training.CanContinue() || keeps(s, store.InterruptedFile) || s.Training.ViewedEpoch() != store.LatestEpoch {
		t.Errorf("what is continued is still offered, or epoch %d is in view", s.Training.ViewedEpoch())
	}
	epochs := s.Training.Run().Epochs()
	if v, _ := s.Settings.Value(); len(epochs) < 3 || s.Training.Run().Settings().Epochs != statetest.Unending || v.Epochs != statetest.Unending {
		t.Fatalf("%d epochs came back", len(epochs))
	}
	s.Training.ShowEpoch(1)
	if !slices.Equal(s.Prediction.Network().Parameters(), statetest.Parameters(epochs[1])) {
		t.Error("the network of epoch 1 does not answer")
	}
}

// A new run leaves the interrupted one alone; Discard gives it up.
func TestDiscardInterrupted(t *testing.T) {
	s := interrupted(t)
	s.Train()
	s.WaitForFiles()
	if !keeps(s, store.InterruptedFile) || !s.Training.CanContinue() {
		t.Fatal("a new run has taken the interrupted one")
	}
	s.Training.DiscardInterrupted()
	s.WaitForFiles()
	if keeps(s, store.InterruptedFile) || s.Training.CanContinue() {
		t.Error("a discarded run stays")
	}
}

// Without its digits a run is not continued, which is said, and stays on offer.
func TestContinueNeedsItsDigits(t *testing.T) {
	s := interrupted(t)
	s.Datasets.Use(statetest.Stripes(t, 300))
	s.Training.ContinueInterrupted()
	s.WaitForFiles()
	if s.Training.Run() != nil || !keeps(s, store.InterruptedFile) || !s.Training.CanContinue() {
		t.Error("a run was continued with other digits, or lost")
	}
	s.Reported("this run was on 334 training stripes")
	s.Datasets.Use(dataset.TrainTest{})
	s.Training.ContinueInterrupted()
	s.Reported("there are no digits yet")
}

// Of two programs with one home each keeps its own run, and neither offers the other's.
// What a program that is gone has left is offered to the next one.
func TestTwoProgramsKeepTheirOwnRuns(t *testing.T) {
	start := func(home string) *statetest.State {
		s := statetest.NewIn(t, home)
		s.Training.FindInterrupted()
		s.WaitForFiles()
		return s
	}
	first := interrupted(t) // which offers it
	second := start(first.Home)
	if second.Training.CanContinue() {
		t.Fatal("a second program offers what the first offers")
	}
	own := filepath.Join(first.Home, "running-2.safetensors")
	trainToCheckpoint(second, own)
	if !keeps(first, store.InterruptedFile) {
		t.Error("the second program took the run that the first offers")
	}

	first.Training.DiscardInterrupted()
	first.WaitForFiles()
	third := start(first.Home)
	if third.Training.CanContinue() {
		t.Error("a third program offers a run that goes on in the second")
	}

	second.Training.Release() // as at the end of a process
	third.Training.Release()
	if err := os.Rename(own, filepath.Join(first.Home, "running-3.safetensors")); err != nil { // of a slot that is not its own
		t.Fatal(err)
	}
	if !start(first.Home).Training.CanContinue() {
		t.Error("a run that was left in another slot is not offered")
	}
}

// A file that is no run is reported and kept.
func TestDamagedCheckpoint(t *testing.T) {
	s := statetest.New(t)
	if err := os.WriteFile(filepath.Join(s.Home, store.RunningFile), []byte("nonsense"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Training.FindInterrupted()
	s.WaitForFiles()
	if s.Training.CanContinue() || !keeps(s, store.InterruptedFile+store.Damaged) {
		t.Error("a damaged file is offered, or lost")
	}
	s.Reported("not a safetensors file")
}

// TestTheEndKeepsTheRun run of a program that ends is offered to the next.
func TestTheEndKeepsTheRun(t *testing.T) {
	first := statetest.New(t)
	first.Configure(statetest.Unending)
	first.Training.StartPause()
	first.Training.SetCheckpointInterval(time.Hour)
	first.Pump("some epochs", func() bool { return first.Training.Run() != nil && len(first.Training.Run().Epochs()) > 20 })
	first.WaitForFiles()
	first.End()
	if info, err := store.InspectCheckpoint(filepath.Join(first.Home, store.RunningFile)); err != nil || info.Epoch < 20 {
		t.Errorf("it is kept as it was in epoch %d, %v", info.Epoch, err)
	}
	second := statetest.NewIn(t, first.Home)
	second.Restore("")
	second.WaitForFiles()
	if !second.Training.CanContinue() {
		t.Error("the run is lost")
	}
}

// That a run of an earlier start can be continued is told, and that it no longer can.
func TestAnInterruptedRunIsTold(t *testing.T) {
	s := interrupted(t)
	var told []*training.CheckpointInfo
	s.Training.Interrupted.Listen(func(i *training.CheckpointInfo) { told = append(told, i) })
	s.Training.FindInterrupted()
	s.WaitForFiles()
	if len(told) != 1 || told[0] == nil || told[0].Settings.Epochs != statetest.Unending {
		t.Fatalf("told is %v", told)
	}
	if !strings.Contains(s.Log.String(), `"interrupted"`) {
		t.Error("the event log does not have it")
	}
	s.Training.DiscardInterrupted()
	if len(told) != 2 || told[1] != nil {
		t.Errorf("that it is discarded is told as %v", told)
	}
	s.Training.DiscardInterrupted()
	if len(told) != 2 {
		t.Error("what is discarded already is told again")
	}
}

// checkpointIn is what a checkpoint of a state says of its run; false without one.
func checkpointIn(s *statetest.State) (training.CheckpointInfo, bool) {
	s.T.Helper()
	s.WaitForFiles()
	info, err := store.InspectCheckpoint(filepath.Join(s.Home, store.RunningFile))
	return info, err == nil
}

// A checkpoint is written again when it is due, with the preferences that tell of its
// digits, and not before; the first of another run is due at once.
func TestCheckpointsAreWrittenWhenTheyAreDue(t *testing.T) {
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.SetCheckpointInterval(0)
	epoch := func() {
		t.Helper()
		n := len(s.Training.Run().Epochs())
		s.Training.StepEpoch()
		s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) > n })
	}
	written := func(after int) int { // trains on to the next checkpoint
		t.Helper()
		for range 1000 {
			if info, ok := checkpointIn(s); ok && info.Epoch > after {
				return info.Epoch
			}
			epoch()
		}
		t.Fatalf("after epoch %d no checkpoint is written", after)
		return 0
	}
	s.Training.StepIteration()
	s.PumpUntil(run.Paused)
	at := written(written(0))
	if !keeps(s, store.PreferencesFile) {
		t.Error("the preferences are not kept with it")
	}
	s.Training.SetCheckpointInterval(time.Hour)
	at = written(at)
	for range 10 {
		epoch()
	}
	if info, _ := checkpointIn(s); info.Epoch != at {
		t.Errorf("within the interval a checkpoint of epoch %d is written", info.Epoch)
	}
	s.Training.Reset()
	if _, ok := checkpointIn(s); ok {
		t.Error("the checkpoint of a run that is replaced stays")
	}
	epoch()
	if _, ok := checkpointIn(s); !ok {
		t.Error("the next run has no checkpoint at once")
	}
	s.Training.Stop()
	s.PumpUntil(run.Stopped)
	if _, ok := checkpointIn(s); ok {
		t.Error("the checkpoint of a run that is over stays")
	}
}

// A checkpoint that cannot be written is noted in the log of the program, once in an hour;
// the run goes on.
func TestACheckpointThatCannotBeWritten(t *testing.T) {
	var log bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(was) })
	s := statetest.New(t)
	s.Configure(statetest.Unending)
	s.Training.SetCheckpointInterval(0)
	if err := os.Mkdir(filepath.Join(s.Home, store.RunningFile), 0o755); err != nil { // in the place of the file
		t.Fatal(err)
	}
	for n := range 10 {
		s.Training.StepEpoch()
		s.Pump("an epoch", func() bool { r := s.Training.Run(); return r.Phase() == run.Paused && len(r.Epochs()) == n+2 })
		s.WaitForFiles()
	}
	if n := strings.Count(log.String(), "the run is not safe from a crash"); n != 1 || len(s.Reports) > 0 {
		t.Errorf("it is logged %d times, reported is %v", n, s.Reports)
	}
}

// Of a program that was killed while it wrote a checkpoint the half of it is removed.
func TestHalfACheckpointIsRemoved(t *testing.T) {
	s := statetest.New(t)
	half := store.RunningFile + "123456"
	if err := os.WriteFile(filepath.Join(s.Home, half), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Training.FindInterrupted()
	s.WaitForFiles()
	if keeps(s, half) || s.Training.CanContinue() || len(s.Reports) > 0 {
		t.Errorf("it stays: %t; %v", keeps(s, half), s.Reports)
	}
}

// A run that cannot be continued stays on offer, and that is told: where its file is gone,
// and where other digits were chosen before it was read.
func TestAnInterruptedRunStaysOnOffer(t *testing.T) {
	s := interrupted(t)
	was := s.Datasets.Data()
	s.Training.ContinueInterrupted()
	s.Datasets.Use(statetest.Stripes(t, 300))
	s.WaitForFiles()
	s.Reported("other digits were chosen meanwhile")
	s.Datasets.Use(was)
	if err := os.Remove(filepath.Join(s.Home, store.InterruptedFile)); err != nil {
		t.Fatal(err)
	}
	s.Training.ContinueInterrupted()
	s.WaitForFiles()
	s.Reported("The interrupted training cannot be continued")
	if !s.Training.CanContinue() || s.Training.Run() != nil {
		t.Error("it is no longer offered, or goes on")
	}
}

// The settings of a run that is continued are those of the next start, and its checkpoint
// is there at once.
func TestAContinuedRunIsSafe(t *testing.T) {
	s := interrupted(t)
	s.Training.SetCheckpointInterval(time.Hour)
	s.Training.ContinueInterrupted()
	s.PumpUntil(run.Running)
	if _, ok := checkpointIn(s); !ok || s.Prefs.Settings.Epochs != statetest.Unending {
		t.Errorf("it has a checkpoint: %t; the next start has %d epochs", ok, s.Prefs.Settings.Epochs)
	}
}

// Where nothing is kept, a run leaves nothing in the folder that the program was started
// in.
func TestARunWithoutAHome(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	s := statetest.NewIn(t, "")
	s.Training.SetCheckpointInterval(0)
	s.Training.FindInterrupted()
	s.Train()
	s.Settle()
	s.End()
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v lies there, %v", left, err)
	}
}
