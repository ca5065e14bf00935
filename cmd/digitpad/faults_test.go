//go:build faults && linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"digitpad/network"
	"digitpad/network/codec"
)

// What is thrown at the program. Each test says which fault it makes and what
// came of it; make faults collects that in a table.

// TestMain lets the test's own binary be the program that is killed.
func TestMain(m *testing.M) {
	switch os.Getenv("DIGITPAD_FAULTS") {
	case "program":
		main()
	case "train and save": // again and again, until somebody kills it
		for {
			if code := run(newConsole(context.Background()), os.Args[1:]); code != exitDone {
				os.Exit(code)
			}
		}
	}
	os.Exit(m.Run())
}

// asProgram is the program as a process of its own.
func asProgram(t *testing.T, as string, arguments ...string) (command *exec.Cmd, stderr *bytes.Buffer) {
	command, stderr = exec.CommandContext(t.Context(), os.Args[0], arguments...), new(bytes.Buffer)
	command.Env = append(os.Environ(), "DIGITPAD_FAULTS="+as, "TMPDIR="+t.TempDir())
	command.Stderr = stderr
	return command, stderr
}

// oneMessage fails the test unless the program failed with one line that has the
// words wanted.
func oneMessage(t *testing.T, code, wantCode int, stderr string, want ...string) {
	t.Helper()
	if code != wantCode || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "digitpad: ") {
		t.Errorf("exit code %d and not one line: %q", code, stderr)
	}
	for _, words := range want {
		if !strings.Contains(stderr, words) {
			t.Errorf("%q does not say %q", stderr, words)
		}
	}
	t.Attr("outcome", strings.Join(strings.Fields(strings.ReplaceAll(stderr, t.TempDir()[:strings.LastIndex(t.TempDir(), "/")], "…")), " "))
}

// mountSmall mounts a file system in memory of some size. Who may not mount skips
// the test.
func mountSmall(t *testing.T, bytes int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.Itoa(bytes)); err != nil {
		t.Skipf("only root may mount a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	return dir
}

// saved writes a network and returns the file's bytes.
func saved(t *testing.T, path string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := codec.WriteSafetensors(&b, codec.Model{Network: network.New(network.PostSpec())}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// holdsOnly fails the test unless dir holds one file, with these bytes.
func holdsOnly(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("what was saved before is lost: %d bytes, %v", len(got), err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v besides (%v)", entries, err)
	}
}

// savings are the commands that save a file, without the data.
func savings(file string) [][]string {
	return [][]string{
		{"train", "--epochs", "1", "--out", file},
		{"train", "--epochs", "1", "--plot", file + ".svg"},
		{"lab", "epochs", "--epochs", "1", "--plot", file + ".png"},
		{"lab", "epochs", "--epochs", "1", "--csv", file + ".csv"},
	}
}

func TestFaultDiskFull(t *testing.T) {
	data, disk := smallDataset(t), mountSmall(t, 512<<10)
	file := filepath.Join(disk, "mine.safetensors")
	all := savings(file)
	t.Attr("fault", fmt.Sprintf("the disk is full while the commands save each of %d kinds of files over an earlier one", len(all)))
	for _, command := range all {
		if code, _, stderr := digitpad(t, append(command, "--data", data)...); code != exitDone {
			t.Fatalf("%v: %s", command, stderr)
		}
	}
	if err := os.WriteFile(filepath.Join(disk, "filler"), make([]byte, 1<<20), 0o644); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	before := filesIn(t, disk)
	for _, command := range all {
		code, _, stderr := digitpad(t, append(command, "--data", data)...)
		oneMessage(t, code, exitFailed, stderr, "could not be saved", "no space left", command[len(command)-1])
	}
	if !maps.Equal(filesIn(t, disk), before) {
		t.Error("a file is lost, changed, or half of one lies there")
	}
}

// filesIn are the files in a folder.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		contents, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(contents)
	}
	return files
}

func TestFaultReadOnlyHome(t *testing.T) {
	t.Attr("fault", "the home is read-only: commands save there and download to its cache")
	data, home := smallDataset(t), mountSmall(t, 1<<20)
	file := filepath.Join(home, "mine.safetensors")
	before := saved(t, file)
	if err := syscall.Mount("tmpfs", home, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("DIGITPAD_DATA", "")
	for _, command := range savings(file) {
		code, _, stderr := digitpad(t, append(command, "--data", data)...)
		oneMessage(t, code, exitUsage, stderr, "read-only", command[len(command)-1]) // before training begins
	}
	code, _, stderr := digitpad(t, "data", "download")
	oneMessage(t, code, exitFailed, stderr, home, "read-only")
	holdsOnly(t, file, before)
}

func TestFaultNoHome(t *testing.T) {
	t.Attr("fault", "there is no home")
	data := smallDataset(t)
	for _, key := range []string{"HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "DIGITPAD_DATA"} {
		t.Setenv(key, "")
	}
	if code, _, stderr := digitpad(t, "train", "--data", data, "--epochs", "1"); code != exitDone {
		t.Errorf("training on a folder needs no home: %d, %s", code, stderr)
	}
	code, _, stderr := digitpad(t, "data", "download")
	oneMessage(t, code, exitFailed, stderr, "--dir")
}

func TestFaultHalfWrittenCache(t *testing.T) {
	data, count := smallDataset(t), 0
	for _, name := range []string{"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"} {
		file := filepath.Join(data, name)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cuts := []int{0, 1, 7, 8, 15, 16, len(whole) - 1}
		for n := len(whole) / 10; n < len(whole); n += len(whole) / 10 {
			cuts = append(cuts, n)
		}
		for _, n := range cuts {
			if err := os.WriteFile(file, whole[:n], 0o644); err != nil {
				t.Fatal(err)
			}
			code, _, stderr := digitpad(t, "train", "--data", data, "--epochs", "1")
			oneMessage(t, code, exitFailed, stderr, name)
			count++
		}
		if err := os.WriteFile(file, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Attr("fault", fmt.Sprintf("a file of the cache is half written (cut at %d places)", count))
}

func TestFaultNewerVersion(t *testing.T) {
	t.Attr("fault", "a network was saved by a newer version")
	file := filepath.Join(t.TempDir(), "new.safetensors")
	newer := bytes.Replace(saved(t, file), []byte("digitpad 1"), []byte("digitpad 2"), 1)
	if err := os.WriteFile(file, newer, 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := digitpad(t, "eval", "--data", smallDataset(t), "--network", file)
	oneMessage(t, code, exitFailed, stderr, file, "digitpad 2", "newer")
	holdsOnly(t, file, newer)
}

func TestFaultSavingAtOnce(t *testing.T) {
	const processes, times = 8, 10
	t.Attr("fault", fmt.Sprintf("%d runs save to the same file at once", processes))
	data, file := smallDataset(t), filepath.Join(t.TempDir(), "same.safetensors")
	before := saved(t, file)
	var work sync.WaitGroup
	for range processes {
		work.Go(func() {
			for range times {
				if code, _, stderr := digitpadIn(t.Context(), nil, "train", "--data", data, "--epochs", "1", "--out", file); code != exitDone {
					t.Error(stderr)
				}
			}
		})
	}
	done, reads := make(chan struct{}), 0
	go func() { work.Wait(); close(done) }()
	for open := true; open; reads++ {
		select {
		case <-done:
			open = false
		default:
		}
		readable(t, file)
	}
	after, err := os.ReadFile(file)
	if err != nil || bytes.Equal(after, before) {
		t.Errorf("nothing was saved (%v)", err)
	}
	holdsOnly(t, file, after)
	t.Attr("outcome", fmt.Sprintf("whole at each of %d readings during %d savings", reads, processes*times))
}

// readable fails the test unless the file is a whole network.
func readable(t *testing.T, file string) {
	t.Helper()
	contents, err := os.ReadFile(file)
	if err == nil {
		_, err = codec.Read(bytes.NewReader(contents))
	}
	if err != nil {
		t.Errorf("the network is damaged: %v", err)
	}
}

func TestFaultStalledDrive(t *testing.T) {
	t.Attr("fault", "the drive with the network stalls (a FIFO that nobody writes to)")
	fifo := filepath.Join(t.TempDir(), "net.safetensors")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Skip(err)
	}
	program, stderr := asProgram(t, "program", "eval", "--data", smallDataset(t), "--network", fifo)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	for presses := 1; ; presses++ { // Ctrl+C, as people do
		select {
		case <-ended:
			t.Attr("outcome", fmt.Sprintf("waits, and ends at Ctrl+C number %d", presses-1))
			if presses > 11 || strings.Contains(stderr.String(), "panic") {
				t.Errorf("the program does not end in order: %s", stderr)
			}
			return
		case <-time.After(200 * time.Millisecond):
			program.Process.Signal(os.Interrupt)
		}
	}
}

func TestFaultClockSetBack(t *testing.T) {
	t.Attr("fault", "the clock was set back: all files are of the year 2100")
	data, home := smallDataset(t), t.TempDir()
	file := filepath.Join(home, "mine.safetensors")
	saved(t, file)
	future := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, dir := range []string{data, home} {
		if err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chtimes(path, future, future))
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, arguments := range [][]string{
		{"train", "--data", data, "--epochs", "1", "--out", file},
		{"eval", "--data", data, "--network", file},
	} {
		if code, _, stderr := digitpad(t, arguments...); code != exitDone {
			t.Errorf("%v: %d, %s", arguments, code, stderr)
		}
	}
	readable(t, file)
	t.Attr("outcome", "trains, saves and evaluates as ever")
}

// TestFaultKilled kills a program that trains and saves without end. Its network
// is large, so that saving takes as long as training.
func TestFaultKilled(t *testing.T) {
	moments, seed := countFrom(t, "DIGITPAD_KILLS", 200), rand.Uint64()
	t.Attr("fault", fmt.Sprintf("kill -9 at %d random moments of training and saving", moments))
	random := rand.New(rand.NewPCG(seed, 0))
	data, file := smallDataset(t), filepath.Join(t.TempDir(), "mine.safetensors")
	before := saved(t, file)
	start := func() (*exec.Cmd, *bytes.Buffer) {
		t.Helper()
		program, stderr := asProgram(t, "train and save", "train", "--data", data, "--hidden", "1000", "--epochs", "1", "--seed", strconv.FormatUint(random.Uint64()>>1, 10), "--out", file)
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		return program, stderr
	}
	read := func() []byte {
		t.Helper()
		contents, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return contents
	}
	begin := time.Now()
	program, _ := start()
	for bytes.Equal(read(), before) && time.Since(begin) < time.Minute {
		time.Sleep(time.Millisecond)
	}
	longest := 3 * time.Since(begin) // as long as a few trainings and savings take on this machine
	_ = program.Process.Kill()
	_ = program.Wait()
	changed := 0
	for range moments {
		program, stderr := start()
		time.Sleep(time.Duration(random.Int64N(int64(longest))))
		_ = program.Process.Kill()
		_ = program.Wait()
		if strings.Contains(stderr.String(), "digitpad: ") {
			t.Fatalf("the program complains: %s", stderr)
		}
		readable(t, file)
		now := read()
		if !bytes.Equal(now, before) {
			changed++
		}
		before = now
	}
	if changed == 0 {
		t.Error("nothing was ever saved, so nothing was tested")
	}
	left := 0
	for name := range filesIn(t, filepath.Dir(file)) {
		if name == filepath.Base(file) {
			continue
		}
		left++
		then := time.Now().Add(-24 * time.Hour)
		if err := os.Chtimes(filepath.Join(filepath.Dir(file), name), then, then); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, stderr := digitpad(t, "train", "--data", data, "--epochs", "1", "--out", file); code != exitDone {
		t.Error(stderr)
	}
	if files := filesIn(t, filepath.Dir(file)); len(files) != 1 {
		t.Errorf("a day later the same command leaves %d files there", len(files))
	}
	t.Attr("outcome", fmt.Sprintf("the file is whole each time, %d times a new one; the next saving cleared %d beginnings away (seed %d)", changed, left, seed))
}

// countFrom is a setting of make faults, from the environment.
func countFrom(t *testing.T, key string, otherwise int) int {
	t.Helper()
	text := os.Getenv(key)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is no number", key, text)
	}
	return n
}
