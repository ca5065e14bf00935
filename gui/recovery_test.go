package gui

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"digitpad/gui/state/store"
	"digitpad/training/optim"
)

// waitForFiles pumps until all that was to be done to files is done and told.
func (b *testBench) waitForFiles() {
	b.t.Helper()
	done := false
	b.file(func() { b.post(func() { done = true }) })
	b.pump("the files", func() bool { return done })
}

// The kill test's run: its epochs, and the variable that tells a child where it
// lives.
const (
	killHome   = "DIGITPAD_KILL_HOME"
	killEpochs = "DIGITPAD_KILL_EPOCHS"
)

// TestKilledChild is no test of its own but the program that TestKill kills: it
// continues what was interrupted, or starts, says so, and trains to the end.
func TestKilledChild(t *testing.T) {
	home := os.Getenv(killHome)
	if home == "" {
		t.Skip("TestKill runs this")
	}
	b := newBench(t)
	b.options.Home, b.recovery.pause = home, 10*time.Millisecond
	b.digits = stripes(t, 20000)
	s := smallSettings()
	s.Batch, s.Optimizer, s.Rate = 5, optim.Momentum.Name(), 0.05
	s.Epochs, _ = strconv.Atoi(os.Getenv(killEpochs))
	b.learn.form.Fill(s)
	b.offerInterrupted()
	b.waitForFiles()
	if b.recovery.offer.content.Visible() {
		b.ContinueInterrupted()
		b.pump("the run", func() bool { return b.run != nil })
		fmt.Printf("\nchild continues in epoch %d\n", b.run.progress.Epoch)
	} else {
		b.StartPause()
		fmt.Print("\nchild starts in epoch 0\n")
	}
	for b.run.phase != finished { // which takes longer than the patience for one thing
		epochs := len(b.run.epochs)
		b.pump("an epoch", func() bool { return len(b.run.epochs) > epochs || b.run.phase == finished })
	}
	b.waitForFiles()
	if len(b.run.epochs) != s.Epochs+1 {
		t.Errorf("the history has %d epochs, want %d", len(b.run.epochs), s.Epochs+1)
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
	kills, epochs := 5, 40
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
	m, err := readModel(filepath.Join(home, store.NetworkFile))
	if err != nil {
		t.Fatal(err)
	}
	return m.Network.Parameters()
}

// unending is so many epochs that no test sees the end of them, however long the
// window has to wait for a processor.
const unending = 20000

// interrupted is a window whose last start was interrupted in an unending run.
func interrupted(t *testing.T) *testBench {
	t.Helper()
	first := newBench(t)
	s := smallSettings()
	s.Epochs = unending
	first.learn.form.Fill(s)
	first.recovery.pause = 0
	path := filepath.Join(first.options.Home, store.RunningFile)
	first.StartPause()
	first.pump("a checkpoint", func() bool { _, err := os.Stat(path); return err == nil && len(first.run.epochs) > 2 })
	first.StartPause()
	first.pumpUntil(paused)
	first.waitForFiles()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	if err := os.WriteFile(filepath.Join(b.options.Home, store.RunningFile), file, 0o644); err != nil {
		t.Fatal(err)
	}
	b.offerInterrupted()
	b.waitForFiles()
	if !b.recovery.offer.content.Visible() {
		t.Fatal("the run is not offered")
	}
	return b
}

func (b *testBench) saysInMessage(words string) {
	b.t.Helper()
	if !strings.Contains(b.trace.String(), words) {
		b.t.Errorf("no message says %q: %s", words, b.trace)
	}
}

func (b *testBench) keeps(name string) bool {
	_, err := os.Stat(filepath.Join(b.options.Home, name))
	return err == nil
}

// The history comes back with the run, so that time travel works.
func TestContinueInterrupted(t *testing.T) {
	b := interrupted(t)
	b.ContinueInterrupted()
	b.pumpUntil(running)
	b.waitForFiles()
	if b.recovery.offer.content.Visible() || b.keeps(store.InterruptedFile) {
		t.Error("what is continued is still offered")
	}
	if len(b.run.epochs) < 3 || b.run.settings.Epochs != unending {
		t.Fatalf("%d epochs came back", len(b.run.epochs))
	}
	b.VisitEpoch(1)
	if !slices.Equal(b.model.Network.Parameters(), b.run.epochs[1].Parameters) {
		t.Error("the network of epoch 1 does not answer")
	}
}

// A new run leaves the interrupted one alone; Discard gives it up.
func TestDiscardInterrupted(t *testing.T) {
	b := interrupted(t)
	b.StartPause()
	b.pumpUntil(finished)
	b.waitForFiles()
	if !b.keeps(store.InterruptedFile) || !b.recovery.offer.content.Visible() {
		t.Fatal("a new run has taken the interrupted one")
	}
	b.DiscardInterrupted()
	b.waitForFiles()
	if b.keeps(store.InterruptedFile) || b.recovery.offer.content.Visible() {
		t.Error("a discarded run stays")
	}
}

// Without its digits a run is not continued, which is said, and stays on offer.
func TestContinueNeedsItsDigits(t *testing.T) {
	b := interrupted(t)
	b.digits = stripes(t, 300)
	b.ContinueInterrupted()
	b.waitForFiles()
	if b.run != nil || !b.keeps(store.InterruptedFile) || !b.recovery.offer.content.Visible() {
		t.Error("a run was continued with other digits, or lost")
	}
	b.saysInMessage("this run was on 400 training stripes")
}

// Of two windows with one home each keeps its own run, and neither offers the
// other's. What a window that is gone has left is offered to the next one.
func TestTwoWindowsKeepTheirOwnRuns(t *testing.T) {
	first := interrupted(t) // an offer stands in its window
	home := first.options.Home
	second := newBench(t)
	second.options.Home = home
	second.offerInterrupted()
	second.waitForFiles()
	if second.recovery.offer.content.Visible() {
		t.Fatal("a second window offers what stands in the first")
	}
	s := smallSettings()
	s.Epochs = unending
	second.learn.form.Fill(s)
	second.recovery.pause = 0
	second.StartPause()
	own := filepath.Join(home, "running-2.safetensors")
	second.pump("a checkpoint of its own", func() bool { _, err := os.Stat(own); return err == nil && len(second.run.epochs) > 2 })
	if _, err := os.Stat(filepath.Join(home, store.InterruptedFile)); err != nil {
		t.Error("the second window took the run that the first offers")
	}

	first.DiscardInterrupted()
	first.waitForFiles()
	third := newBench(t)
	third.options.Home = home
	third.offerInterrupted()
	third.waitForFiles()
	if third.recovery.offer.content.Visible() {
		t.Error("a third window offers a run that goes on in the second")
	}

	second.StartPause()
	second.pumpUntil(paused)
	second.waitForFiles()
	second.recovery.slot.Release() // as at the end of a process
	fourth := newBench(t)
	fourth.options.Home = home
	third.recovery.slot.Release()
	if err := os.Rename(own, filepath.Join(home, "running-3.safetensors")); err != nil { // of a slot that is not its own
		t.Fatal(err)
	}
	fourth.offerInterrupted()
	fourth.waitForFiles()
	if !fourth.recovery.offer.content.Visible() {
		t.Error("a run that was left in another slot is not offered")
	}
}

// A file that is no run is reported and kept.
func TestDamagedCheckpoint(t *testing.T) {
	b := newBench(t)
	if err := os.WriteFile(filepath.Join(b.options.Home, store.RunningFile), []byte("nonsense"), 0o644); err != nil {
		t.Fatal(err)
	}
	b.offerInterrupted()
	b.waitForFiles()
	if b.recovery.offer.content.Visible() || !b.keeps(store.InterruptedFile+store.Damaged) {
		t.Error("a damaged file is offered, or lost")
	}
	b.saysInMessage("not a safetensors file")
}
