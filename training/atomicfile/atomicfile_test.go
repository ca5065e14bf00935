package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWrite(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	for _, want := range []string{"first", "second", ""} {
		if err := Write(path, strings.NewReader(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("the file holds %q, want %q (%v)", got, want, err)
		}
	}
	if got := names(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWriteKeepsTheFilesMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, strings.NewReader("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("what was private is %v now (%v)", info.Mode(), err)
	}
}

func TestWriteThatFailsChangesNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := Write(path, io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("got the error %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "mine" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	missing := filepath.Join(folder, "no", "folder")
	err = Write(missing, strings.NewReader("x"))
	if of := (*fs.PathError)(nil); !errors.As(err, &of) || of.Path != missing || !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), unfinished) {
		t.Errorf("there is no such folder, and the error is %v", err)
	}
	if got := names(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// What was left goes, but nothing young and nothing that somebody else wrote.
func TestSweep(t *testing.T) {
	stays := []string{
		"file", "file123456789", ".file.1", "file.1" + unfinished, unfinished, ".notes" + unfinished, ".file.a" + unfinished,
		".5" + unfinished, "..6" + unfinished, // of a file without a name
		".young.2" + unfinished, ".folder.3" + unfinished,
	}
	left, other := ".file.4"+unfinished, ".o.5"+unfinished
	folder := t.TempDir()
	for _, name := range append([]string{left, other}, stays...) {
		path := filepath.Join(folder, name)
		err := os.WriteFile(path, nil, 0o644)
		if strings.HasPrefix(name, ".folder") {
			err = errors.Join(os.Remove(path), os.Mkdir(path, 0o755))
		}
		if then := time.Now().Add(-2 * old); !strings.HasPrefix(name, ".young") {
			err = errors.Join(err, os.Chtimes(path, then, then))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(filepath.Join(folder, "file"), strings.NewReader("")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, left)); err == nil {
		t.Error("what was left when the file was written last is still there")
	}
	if _, err := os.Stat(filepath.Join(folder, other)); err != nil {
		t.Error("writing one file removed what another left")
	}
	RemoveTemp(folder)
	if got := names(t, folder); len(got) != len(stays) {
		t.Errorf("of %v there is %v", stays, got)
	}
	RemoveTemp(filepath.Join(folder, "no such folder"))
}

// What a function writes arrives as with Write; if it fails, or the disk does, the file is as it was.
func TestWriteFrom(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	halves := func(w io.Writer) error {
		_, err1 := io.WriteString(w, "one ")
		_, err2 := io.WriteString(w, "two")
		return errors.Join(err1, err2)
	}
	if err := WriteFrom(path, halves); err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("nothing to write")
	err := WriteFrom(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return wrong
	})
	if !errors.Is(err, wrong) {
		t.Errorf("a function that fails: %v", err)
	}
	ended := make(chan error, 1)
	if err := WriteFrom(filepath.Join(folder, "missing", "file"), func(w io.Writer) error {
		_, err := io.WriteString(w, "lost")
		ended <- err
		return err
	}); err == nil || <-ended == nil {
		t.Errorf("in a folder that is missing: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "one two" || len(names(t, folder)) != 1 {
		t.Errorf("the file holds %q (%v), the folder %v", got, err, names(t, folder))
	}
}

func TestTemporary(t *testing.T) {
	folder := t.TempDir()
	file, err := Temporary(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteAt([]byte("kept"), 7); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 4)
	if _, err := file.ReadAt(got, 7); err != nil || string(got) != "kept" {
		t.Errorf("it holds %q (%v)", got, err)
	}
	if runtime.GOOS != "windows" && len(names(t, folder)) != 0 {
		t.Errorf("others see %v", names(t, folder))
	}
	if _, err := Temporary(filepath.Join(folder, "missing")); err == nil {
		t.Error("a file in a folder that is missing")
	}
}
