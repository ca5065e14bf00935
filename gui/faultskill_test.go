//go:build faults && linux

package gui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/ink"
	"digitpad/training/runs"
	"digitpad/training/synth"
)

// What is thrown at the process and at its clock.

// What tells a process of the tests to be a program that saves, and where.
const (
	saverHome  = "DIGITPAD_FAULTS_HOME"
	windowHome = "DIGITPAD_FAULTS_WINDOW"
)

// TestMain lets the test's own binary be the program that is killed.
func TestMain(m *testing.M) {
	if home := os.Getenv(saverHome); home != "" {
		fmt.Fprintln(os.Stderr, saveForEver(home))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// again starts the test's own binary. Its temporary files lie in a folder of the
// test, which removes it.
func again(t *testing.T, setting string, arguments ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], arguments...)
	c.Env = append(os.Environ(), setting, "TMPDIR="+t.TempDir())
	return c
}

// around is how many rounds of saveForEver can be seen in a home at once.
const around = 20

// saveForEver writes all that a window keeps, of another size each round, and says
// when a round is on the disk.
func saveForEver(home string) error {
	started := time.Now()
	kept := runs.NewStore(filepath.Join(home, "runs"))
	digit := func(i int) *ink.Sample {
		return &ink.Sample{Label: i % 10, Source: strconv.Itoa(i), Drawing: synth.NewWriter(uint64(i)).Draw(i%10, 0)}
	}
	first := 0
	if samples, err := store.ReadStrokeFile(filepath.Join(home, store.SamplesFile)); err == nil {
		last, _ := strconv.Atoi(samples[len(samples)-1].Source)
		first = last + 1
	}
	for i := first; ; i++ {
		p := store.DefaultPreferences()
		for j := range i % 1000 {
			p.Recent = append(p.Recent, strconv.Itoa(j))
		}
		if err := p.Save(filepath.Join(home, store.PreferencesFile)); err != nil {
			return err
		}
		spec := network.PostSpec()
		spec.Sizes[1] = 1 + i%300
		if err := predict.WriteModel(codec.Model{Network: network.New(spec)}, filepath.Join(home, store.NetworkFile)); err != nil {
			return err
		}
		r := runs.Run{ID: strconv.Itoa(i % around), Name: strconv.Itoa(i), Examples: 1000, Started: started, Outcome: runs.Finished, Settings: training.DefaultSettings()}
		for n := range i % 200 {
			r.Records = append(r.Records, runs.EpochRecord{Number: n})
		}
		if err := kept.Save(&r); err != nil {
			return err
		}
		edits := []store.SampleEdit{{To: digit(i)}}
		if i >= around {
			edits = append(edits, store.SampleEdit{From: digit(i - around)})
		}
		if err := store.EditSamples(filepath.Join(home, store.SamplesFile), edits); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// TestFaultKilledWhileSaving kills a program that does nothing but save. What it
// said was saved has to be there, and all of it whole.
func TestFaultKilledWhileSaving(t *testing.T) {
	moments := numberFrom(t, "DIGITPAD_KILLS", 200)
	t.Attr("fault", fmt.Sprintf("kill -9 at %d random moments of saving preferences, network, runs and my digits", moments))
	seed := rand.Uint64()
	random, home := rand.New(rand.NewPCG(seed, 0)), t.TempDir()
	last, kept := -1, 0
	begin := time.Now()
	first := again(t, saverHome+"="+home)
	out, err := first.StdoutPipe()
	if err == nil {
		err = first.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	_, _ = out.Read(make([]byte, 1)) // the first round is on the disk
	longest := 3 * time.Since(begin) // as long as a few rounds take on this machine
	_ = first.Process.Kill()
	_ = first.Wait()
	for range moments {
		child := again(t, saverHome+"="+home)
		said, complaint := new(bytes.Buffer), new(bytes.Buffer)
		child.Stdout, child.Stderr = said, complaint
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(longest))))
		_ = child.Process.Kill()
		_ = child.Wait()
		if complaint.Len() > 0 {
			t.Fatalf("it ended by itself: %s", complaint)
		}
		if lines := strings.Fields(said.String()); len(lines) > 0 {
			last, _ = strconv.Atoi(lines[len(lines)-1])
			kept += len(lines)
		}
		if last >= 0 {
			wholeHome(t, home, last)
		}
	}
	if kept < moments/4 {
		t.Errorf("in %d processes %d rounds were saved", moments, kept)
	}
	var left []string
	for name := range contents(t, home) {
		if strings.Contains(name, "unfinished") {
			left = append(left, name)
			then := time.Now().Add(-24 * time.Hour)
			if err := os.Chtimes(filepath.Join(home, name), then, then); err != nil {
				t.Fatal(err)
			}
		}
	}
	b := newTestWindowIn(t, home)
	b.restore()
	b.waitForFiles()
	b.messagesNone()
	for name := range contents(t, home) {
		if strings.Contains(name, "unfinished") {
			t.Errorf("a start a day later leaves %s there", name)
		}
	}
	t.Attr("outcome", fmt.Sprintf("%d rounds were saved, nothing of them is lost, all files whole each time; the next start cleared %d beginnings away (seed %d)", kept, len(left), seed))
}

// wholeHome fails the test unless all files are whole, and as they were after a
// round or later.
func wholeHome(t *testing.T, home string, round int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(home, store.PreferencesFile))
	var p store.Preferences
	if err != nil || json.Unmarshal(data, &p) != nil {
		t.Fatalf("the preferences are damaged: %d bytes, %v", len(data), err)
	}
	if _, err := predict.ReadModel(filepath.Join(home, store.NetworkFile)); err != nil {
		t.Fatalf("the network is damaged: %v", err)
	}
	all, err := runs.NewStore(filepath.Join(home, "runs")).Load()
	if err != nil || len(all) < min(round+1, around) {
		t.Fatalf("there are %d runs after round %d, %v", len(all), round, err)
	}
	var names []int
	for _, r := range all {
		n, _ := strconv.Atoi(r.Name)
		names = append(names, n)
	}
	samples, err := store.ReadStrokeFile(filepath.Join(home, store.SamplesFile))
	if err != nil {
		t.Fatalf("my digits are damaged: %v", err)
	}
	var digits []int
	for _, s := range samples {
		n, _ := strconv.Atoi(s.Source)
		digits = append(digits, n)
	}
	if len(digits) > 0 {
		round = max(round, slices.Max(digits)) // which is saved last; there may have been no time to say so
	}
	for i := max(0, round-around+2); i <= round; i++ { // the oldest may be replaced by the next round
		if !slices.Contains(names, i) || !slices.Contains(digits, i) {
			t.Fatalf("round %d was saved; after round %d there are the runs %v and the digits %v", i, round, names, digits)
		}
	}
}

// The windows of TestFaultTwoWindows.
const (
	windowRuns   = 5
	windowDigits = 30
)

// TestWindowOfTwo is no test of its own but one of the windows that
// TestFaultTwoWindows opens: it trains, corrects, renames and closes.
func TestWindowOfTwo(t *testing.T) {
	home := os.Getenv(windowHome)
	if home == "" {
		t.Skip("TestFaultTwoWindows runs this")
	}
	b := newTestWindowIn(t, home)
	b.state.Training.SetCheckpointInterval(10 * time.Millisecond)
	for i := range windowRuns {
		b.state.Training.StartPause()
		for d := range windowDigits / windowRuns {
			n := i*windowDigits/windowRuns + d
			b.addDigit(n%10, uint64(os.Getpid())<<32+uint64(n))
		}
		b.pumpUntil(run.Finished)
		entry := b.state.Comparison.Runs()[0]
		b.state.Comparison.Rename(entry, fmt.Sprintf("%d of %d", i, os.Getpid()))
	}
	b.waitForFiles()
	b.messagesNone()
}

// TestFaultTwoWindows opens two windows, each a process of its own, on the same
// home at once.
func TestFaultTwoWindows(t *testing.T) {
	t.Attr("fault", "two windows train, correct, name runs and close in the same home at once")
	home := t.TempDir()
	ended := make(chan string, 2)
	for range cap(ended) {
		window := again(t, windowHome+"="+home, "-test.run=^TestWindowOfTwo$")
		go func() {
			out, err := window.CombinedOutput()
			if err == nil {
				out = nil
			}
			ended <- string(out)
		}()
	}
	for range cap(ended) {
		if said := <-ended; said != "" {
			t.Error(said)
		}
	}
	all, err := runs.NewStore(filepath.Join(home, "runs")).Load()
	names := map[string]bool{}
	for _, r := range all {
		names[r.Name] = strings.Contains(r.Name, " of ")
	}
	if err != nil || len(all) != 2*windowRuns || len(names) != 2*windowRuns {
		t.Errorf("of %d runs there are %v, %v", 2*windowRuns, names, err)
	}
	for name, renamed := range names {
		if !renamed {
			t.Errorf("the run %q has not got its name", name)
		}
	}
	if got := labelsIn(t, home); len(got) != 2*windowDigits {
		t.Errorf("of %d digits there are %d", 2*windowDigits, len(got))
	}
	if _, err := predict.ReadModel(filepath.Join(home, store.NetworkFile)); err != nil {
		t.Errorf("the network is damaged: %v", err)
	}
	b := newTestWindowIn(t, home)
	b.restore()
	b.waitForFiles()
	b.messagesNone()
	if len(b.state.Comparison.Runs()) != 2*windowRuns || b.state.Samples.Len() != 2*windowDigits {
		t.Errorf("a third window shows %d runs and %d digits", len(b.state.Comparison.Runs()), b.state.Samples.Len())
	}
	t.Attr("outcome", fmt.Sprintf("all %d runs with their names and all %d digits are there; the network is that of the last, and whole", 2*windowRuns, 2*windowDigits))
}

// TestFaultClockSetBack opens a home of the year 2100 when the clock says 2000, as
// it does in a bubble of synctest.
func TestFaultClockSetBack(t *testing.T) {
	t.Attr("fault", "the clock was set back by a hundred years since the last visit")
	home := t.TempDir()
	kept := runs.NewStore(filepath.Join(home, "runs"))
	future := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	r := runs.Run{ID: "20991231-235959.000-1", Name: "of the future", Examples: 400, Started: future, Outcome: runs.Finished, Settings: statetest.SmallSettings()}
	if err := kept.Save(&r); err != nil {
		t.Fatal(err)
	}
	b := newTestWindowIn(t, home)
	b.addDigit(3, 1)
	b.waitForFiles()
	for name := range contents(t, home) {
		if err := os.Chtimes(filepath.Join(home, name), future, future); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		b := newTestWindowIn(t, home)
		if year := time.Now().Year(); year != 2000 {
			t.Fatalf("the clock says %d", year)
		}
		b.restore()
		b.waitForFiles()
		for range 2 {
			b.state.Training.StartPause()
			b.pumpUntil(run.Finished)
		}
		b.addDigit(5, 2)
		b.waitForFiles()
		b.messagesNone()
		if got := len(b.state.Comparison.Runs()); got != 3 {
			t.Errorf("the window shows %d runs", got)
		}
	})
	all, err := kept.Load()
	if err != nil || len(all) != 3 || all[2].Name != "of the future" {
		t.Errorf("there are %d runs (%v)", len(all), err)
	}
	if got := labelsIn(t, home); !slices.Equal(got, []int{3, 5}) {
		t.Errorf("my digits are %v", got)
	}
	if _, err := predict.ReadModel(filepath.Join(home, store.NetworkFile)); err != nil {
		t.Error(err)
	}
	t.Attr("outcome", "trains twice, corrects and saves; the runs of both times are there, no message")
}
