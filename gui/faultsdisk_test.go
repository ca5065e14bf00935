//go:build faults && linux

package gui

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/state/store"
	"digitpad/gui/tutorial/lesson"
	"digitpad/gui/ui"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// What is thrown at the files that the window reads and writes.

// mountSmall mounts a file system in memory of some size. Who may not mount skips
// the test.
func mountSmall(t *testing.T, bytes int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.Itoa(bytes)); err != nil {
		t.Skipf("only root may mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// readOnly is a folder once more, where nothing can be written. In the folder itself the
// first window has a file open, and it cannot be made read-only.
func readOnly(t *testing.T, folder string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount(folder, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	return dir
}

// fill takes all room on a disk, until the file is removed.
func fill(t *testing.T, dir string) (filler string) {
	t.Helper()
	filler = filepath.Join(dir, "filler")
	file, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = file.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return filler
}

// contents are the files in a folder and below, by name, but for locks.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		data, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir+"/")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// messages are the titles of the messages so far, with their texts, in order.
func (b *testWindow) messages() (titles, texts []string) {
	for line := range strings.Lines(b.trace.String()) {
		var m struct{ Event, Title, Text string }
		if json.Unmarshal([]byte(line), &m) == nil && m.Event == "message" {
			titles, texts = append(titles, m.Title), append(texts, m.Text)
		}
	}
	return titles, texts
}

// onlyMessage fails the test unless there was one message since the trace was
// reset, with these words in its text.
func (b *testWindow) onlyMessage(what, title, words string) {
	b.t.Helper()
	titles, texts := b.messages()
	if len(titles) != 1 || titles[0] != title || !strings.Contains(texts[0], words) {
		b.t.Errorf("%s: instead of one message %q with %q there are %q, %q", what, title, words, titles, texts)
	}
}

// savings are what can be saved by a dialog: the name of the file and how the dialog is
// opened.
func (b *testWindow) savings() map[string]func() {
	chart := b.train.Chart().Export
	return map[string]func(){
		"net.safetensors": b.files.SaveNetwork, "all" + store.WorkspaceExtension: b.files.SaveWorkspace,
		"chart.png": chart, "chart.svg": chart, "chart.pdf": chart, "chart.csv": chart,
		"digits.jsonl": b.command("Write my digits to a stroke file").Run,
	}
}

// command is the command with a help text.
func (b *testWindow) command(help string) *ui.Command {
	b.t.Helper()
	for _, c := range b.commands {
		if c.Help == help {
			return c
		}
	}
	b.t.Fatalf("there is no command %q", help)
	return nil
}

// addDigit adds a digit to the user's.
func (b *testWindow) addDigit(label int, seed uint64) {
	b.state.Samples.Add(ink.Sample{Label: label, Source: "digitpad", Drawing: synth.NewWriter(seed).Draw(label, 0)})
}

// waitForFiles waits until all is written, and shows what came of it.
func (b *testWindow) waitForFiles() { b.settle() }

// labelsIn are the labels of the user's digits in a home.
func labelsIn(t *testing.T, home string) (labels []int) {
	t.Helper()
	samples, err := store.ReadStrokeFile(filepath.Join(home, store.SamplesFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		labels = append(labels, s.Label)
	}
	return labels
}

// trainedWindowIn is a window in a home, whose network was trained.
func trainedWindowIn(t *testing.T, home string) *testWindow {
	t.Helper()
	b := newTestWindowIn(t, home)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.settle()
	return b
}

// TestFaultDiskFull saves all kinds of files, by their dialogs, over earlier ones.
func TestFaultDiskFull(t *testing.T) {
	disk := mountSmall(t, 4<<20)
	t.Setenv("HOME", disk) // where dialogs start
	b := trainedWindow(t)
	b.addDigit(3, 1)
	b.waitForFiles()
	b.messagesNone()
	savings := b.savings()
	t.Attr("fault", fmt.Sprintf("the disk is full while each of %d kinds of files is saved over an earlier one", len(savings)))
	for name, save := range savings {
		path := filepath.Join(disk, name)
		save()
		b.saveAs(path, false)
		b.work.Wait()
	}
	filler, before := fill(t, disk), contents(t, disk)
	for name, save := range savings {
		b.trace.Reset()
		save()
		b.saveAs(filepath.Join(disk, name), true)
		b.pump("a message", b.dialogs.Modal)
		b.onlyMessage(name, "The file was not written", "no space left on device")
		b.dialogs.Dismiss()
	}
	if !maps.Equal(contents(t, disk), before) {
		t.Error("a file is lost, changed, or half of one lies there")
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	delete(before, "filler")
	for name, save := range savings {
		save()
		b.saveAs(filepath.Join(disk, name), true)
		b.work.Wait()
	}
	if now := contents(t, disk); len(now) != len(before) {
		t.Errorf("with room again there are %v", slices.Collect(maps.Keys(now)))
	}
	t.Attr("outcome", "each time one message, “no space left on device”; all earlier files are whole, nothing half written lies beside them")
}

func (b *testWindow) messagesNone() {
	b.t.Helper()
	if titles, texts := b.messages(); len(titles) > 0 {
		b.t.Fatalf("there are messages already: %q, %q", titles, texts)
	}
}

// TestFaultHomeFull trains, corrects and closes while the disk with the window's
// own files is full.
func TestFaultHomeFull(t *testing.T) {
	t.Attr("fault", "the disk with preferences, runs, checkpoints and my digits is full")
	b := trainedWindowIn(t, mountSmall(t, 1<<20))
	b.addDigit(3, 1)
	b.waitForFiles()
	if err := b.prefs.Save(filepath.Join(b.options.Home, store.PreferencesFile)); err != nil {
		t.Fatal(err)
	}
	b.messagesNone()
	filler := fill(t, b.options.Home)
	before := contents(t, b.options.Home)

	b.state.Training.SetCheckpointInterval(0)
	calibrations := func() int { return strings.Count(b.trace.String(), "calibrated") }
	calibrated := calibrations()
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.pump("the calibration", func() bool { return calibrations() > calibrated }) // with which the network is kept again
	b.addDigit(5, 2)
	b.waitForFiles()
	titles, texts := b.messages()
	want := []string{"Your network could not be kept for the next start", "The run is not kept", "The network of a run is not kept", "Your digits could not be kept"}
	if slices.Sort(titles); !slices.Equal(titles, slices.Sorted(slices.Values(want))) {
		t.Errorf("the messages are %q, want one each of %q", titles, want)
	}
	for _, text := range texts {
		if !strings.Contains(text, "no space left on device") {
			t.Errorf("a message says %q", text)
		}
	}
	if b.prefs.Brush += 0.01; b.prefs.Save(filepath.Join(b.options.Home, store.PreferencesFile)) == nil {
		t.Error("a full disk takes preferences")
	}
	if now := contents(t, b.options.Home); !maps.Equal(now, before) {
		t.Errorf("there are %v, before there were %v", slices.Collect(maps.Keys(now)), slices.Collect(maps.Keys(before)))
	}
	for b.dialogs.Modal() {
		b.dialogs.Dismiss()
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if got := labelsIn(t, b.options.Home); !slices.Equal(got, []int{3, 5}) {
		t.Errorf("with room again my digits are %v", got)
	}
	t.Attr("outcome", "one message each for network, run, its network and digit; earlier files are whole; with room again closing writes the digit, too")
}

// TestFaultReadOnlyHome is a whole visit with a home that cannot be written.
func TestFaultReadOnlyHome(t *testing.T) {
	t.Attr("fault", "the window's folder is on a disk that is read-only")
	home := mountSmall(t, 1<<20)
	first := trainedWindowIn(t, home)
	first.addDigit(3, 1)
	first.waitForFiles()
	if err := first.prefs.Save(filepath.Join(home, store.PreferencesFile)); err != nil {
		t.Fatal(err)
	}
	before := contents(t, home)
	home = readOnly(t, home)
	b := newTestWindowIn(t, home)
	b.state.Training.SetCheckpointInterval(0)
	b.state.Restore("")
	b.waitForFiles()
	if b.messagesNone(); b.state.Samples.Len() != 1 {
		t.Error("what can be read is not there")
	}
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.addDigit(5, 2)
	b.waitForFiles()
	titles, texts := b.messages()
	if len(titles) != 4 || len(slices.Compact(slices.Sorted(slices.Values(titles)))) != 4 {
		t.Errorf("the messages are %q", titles)
	}
	for _, text := range texts {
		if !strings.Contains(text, "read-only file system") {
			t.Errorf("a message says %q", text)
		}
	}
	for b.dialogs.Modal() {
		b.dialogs.Dismiss()
	}
	b.stroke(0.5, 0.2, 0.5, 0.8)
	if b.state.Prediction.Model().Network == nil || len(b.state.Prediction.Result().Outputs) != 10 {
		t.Error("the trained network does not answer")
	}
	b.Close()
	if !maps.Equal(contents(t, home), before) {
		t.Error("a file has changed")
	}
	t.Attr("outcome", "draws, trains and answers; one message each for network, run, its network and digit")
}

// TestFaultNoHome is a visit without a home, which leaves nothing anywhere.
func TestFaultNoHome(t *testing.T) {
	t.Attr("fault", "the window has no home at all")
	b := newTestWindowIn(t, "")
	folder := t.TempDir()
	t.Chdir(folder)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.addDigit(5, 2)
	b.state.Restore("")
	b.messagesNone()
	if b.state.Prediction.Model().Network == nil || b.state.Samples.Len() != 1 {
		t.Error("the trained network does not answer, or the digit is not there")
	}
	b.Close()
	if left := contents(t, folder); len(left) > 0 {
		t.Errorf("in the folder lies %v", left)
	}
	t.Attr("outcome", "draws, trains and answers; nothing is kept, and nothing lies where it was started")
}

// TestFaultOtherFiles opens files that are cut anywhere, or of a newer version.
func TestFaultOtherFiles(t *testing.T) {
	t.Attr("fault", "networks, workspaces, lessons, runs and my digits are cut anywhere, or of a newer version")
	b := trainedWindow(t)
	b.addDigit(3, 1)
	b.waitForFiles()
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := func(name string, save func(path string) error) []byte {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := save(path); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	digits, err := os.ReadFile(filepath.Join(b.options.Home, store.SamplesFile))
	if err != nil {
		t.Fatal(err)
	}
	kinds := []struct {
		name, title string
		contents    []byte
		newer       [2]string // a part of the file and what a newer version may have there
		open        func(path string)
	}{
		{"net.safetensors", "The network cannot be opened", whole("a.safetensors", func(p string) error { return predict.WriteModel(b.state.Prediction.Model(), p) }), [2]string{"digitpad 1", "digitpad 2"}, b.files.OpenNetworkFile},
		{"net.json", "The network cannot be opened", whole("a.json", func(p string) error { return predict.WriteModel(b.state.Prediction.Model(), p) }), [2]string{`"sizes"`, `"shapes"`}, b.files.OpenNetworkFile},
		{"all" + store.WorkspaceExtension, "The workspace cannot be opened", whole("a"+store.WorkspaceExtension, b.state.WorkspaceWriter(0)), [2]string{`\"version\":1`, `\"version\":2`}, b.files.OpenWorkspaceFile},
		{"a" + lesson.Extension, "The lesson cannot be opened", []byte(`{"format": "digitpad lesson 1", "title": "Try", "steps": [{"text": "Look."}]}`), [2]string{"lesson 1", "lesson 2"}, b.tutorial.OpenFile},
		{"digits.jsonl", "The digits cannot be read", digits, [2]string{`"strokes"`, `"splines"`}, b.state.Samples.Import},
	}
	count := 0
	for _, k := range kinds {
		variants := [][]byte{[]byte(strings.Replace(string(k.contents), k.newer[0], k.newer[1], 1))}
		if string(variants[0]) == string(k.contents) {
			t.Fatalf("%s has no %q", k.name, k.newer[0])
		}
		for n := 1; n < len(k.contents)-1; n += max(1, len(k.contents)/40) {
			variants = append(variants, k.contents[:n])
		}
		for i, v := range variants {
			model, mine, lesson := b.state.Prediction.Model().Network, b.state.Samples.Len(), b.tutorial.Content().Visible()
			b.trace.Reset()
			k.open(write(k.name, v))
			b.pump(fmt.Sprintf("a message on %s, variant %d", k.name, i), b.dialogs.Modal)
			b.onlyMessage(k.name, k.title, "")
			b.dialogs.Dismiss()
			if b.state.Prediction.Model().Network != model || b.state.Samples.Len() != mine || b.tutorial.Content().Visible() != lesson {
				t.Fatalf("%s, variant %d, changed the window", k.name, i)
			}
			count++
		}
	}
	t.Attr("outcome", fmt.Sprintf("%d such files: one message each, and the window stays as it is", count))
}

// TestFaultStalledReading opens everything that can be opened from a drive that
// does not answer.
func TestFaultStalledReading(t *testing.T) {
	t.Attr("fault", "the drive stalls while a network, a workspace, a lesson, digits are opened (FIFOs that nobody writes to)")
	folder := t.TempDir()
	fifo := func(name string) string {
		path := filepath.Join(folder, name)
		if err := syscall.Mkfifo(path, 0o644); err != nil {
			t.Skip(err)
		}
		return path
	}
	b := newTestWindow(t)
	b.files.OpenWorkspaceFile(fifo("x" + store.WorkspaceExtension))
	b.tutorial.OpenFile(fifo("x" + lesson.Extension))
	b.state.Samples.Import(fifo("x.jsonl"))
	net := fifo("net.safetensors")
	b.files.OpenNetworkFile(net)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.state.Prediction.UsePost() // which is chosen later than what then arrives
	late, err := os.OpenFile(net, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = late.Close()
	b.state.Prediction.Restore(net)
	if b.state.Prediction.Model().Network == nil || b.messagesCount("The network cannot be opened") != 1 {
		t.Error("no network answers, or nothing is said")
	}
	for drained := false; !drained; {
		select {
		case f := <-b.Posts():
			f()
		default:
			drained = true
		}
	}
	if b.messagesCount("") != 1 {
		titles, texts := b.messages()
		t.Errorf("there are messages too many: %q, %q", titles, texts)
	}
	b.closesSoon()

	for _, name := range []string{store.PreferencesFile, store.SamplesFile} {
		home := t.TempDir()
		if err := syscall.Mkfifo(filepath.Join(home, name), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := InitLocale(home); err != nil {
			t.Error(err)
		}
		b := newTestWindow(t)
		o := b.options
		o.Home = home
		b.Window.Close()
		b.Window = New(o) // which a drive that stalls must not hold up
		if b.messagesCount("") != 1 {
			titles, texts := b.messages()
			t.Errorf("%s: instead of one message there are %q, %q", name, titles, texts)
		}
		b.closesSoon()
	}
	t.Attr("outcome", "the window opens, trains, lets another network be chosen, says which drive does not answer, and closes")
}

// messagesCount counts the messages with a title, or all.
func (b *testWindow) messagesCount(title string) int {
	titles, _ := b.messages()
	n := 0
	for _, s := range titles {
		if title == "" || s == title {
			n++
		}
	}
	return n
}

// closesSoon fails the test if closing the window takes long.
func (b *testWindow) closesSoon() {
	b.t.Helper()
	closed := make(chan struct{})
	go func() { b.Close(); close(closed) }()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case <-closed:
			return
		case <-b.Posts(): // dropped, as the window is closing
		case <-deadline:
			b.t.Fatal("the window does not close")
		}
	}
}

// freezable mounts a file system that can be made to stall: whoever then writes
// waits until it thaws.
func freezable(t *testing.T) (dir string, freeze, thaw func()) {
	t.Helper()
	dir = t.TempDir()
	image := filepath.Join(t.TempDir(), "image")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, 32<<20); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"mkfs.ext4", "-q", image}, {"mount", "-o", "loop", image, dir}} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Skipf("only root may mount a drive: %v: %s", err, out)
		}
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	do := func(what string) func() {
		return func() { _ = exec.Command("fsfreeze", what, dir).Run() }
	}
	t.Cleanup(do("-u"))
	return dir, do("-f"), do("-u")
}

// TestFaultStalledWriting has its home on a drive that stalls, then wakes up.
func TestFaultStalledWriting(t *testing.T) {
	t.Attr("fault", "the drive with the window's folder stalls while it trains, corrects and closes (a frozen ext4)")
	home, freeze, thaw := freezable(t)
	b := newTestWindowIn(t, home)
	b.state.Training.SetCheckpointInterval(0)
	b.addDigit(3, 1)
	b.waitForFiles()
	freeze()
	t.Cleanup(thaw)
	b.state.Training.StartPause()
	b.pumpUntil(run.Finished)
	b.addDigit(5, 2)
	b.stroke(0.5, 0.2, 0.5, 0.8)
	if len(b.state.Prediction.Result().Outputs) != 10 {
		t.Error("the trained network does not answer")
	}
	b.work.timeout = time.Second
	b.closesSoon()
	if got := labelsIn(t, home); !slices.Equal(got, []int{3}) {
		t.Errorf("the drive is not frozen: my digits are %v", got)
	}
	thaw()
	b.work.Wait()
	if got := labelsIn(t, home); !slices.Equal(got, []int{3, 5}) {
		t.Errorf("when the drive wakes up my digits are %v", got)
	}
	if _, err := predict.ReadModel(filepath.Join(home, store.NetworkFile)); err != nil {
		t.Errorf("the network is damaged: %v", err)
	}
	t.Attr("outcome", "trains, answers and closes; when the drive wakes up in time, all is written")
}

func TestFaultOtherPreferences(t *testing.T) {
	t.Attr("fault", "the preferences are cut anywhere, or those of a newer version")
	home := t.TempDir()
	path := filepath.Join(home, store.PreferencesFile)
	if err := store.DefaultPreferences().Save(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	contents := [][]byte{
		bytes.Replace(whole, []byte("{"), []byte(`{"Version": 2, "Rooms": ["new"],`), 1),
		bytes.Replace(whole, []byte(`"Settings": {`), []byte(`"Settings": {"optimizer": "of tomorrow", "momentum": [0.9],`), 1),
	}
	for n := 0; n < len(whole); n += 7 {
		contents = append(contents, whole[:n])
	}
	for _, c := range contents {
		if err := os.WriteFile(path, c, 0o644); err != nil {
			t.Fatal(err)
		}
		if p := store.LoadPreferences(path); p.Width < 1 || p.Settings.Epochs < 1 {
			t.Fatalf("with %q the window has no size or no settings: %+v", c, p)
		}
	}
	t.Attr("outcome", fmt.Sprintf("%d such files: the window opens, as at the first start where it must", len(contents)))
}
