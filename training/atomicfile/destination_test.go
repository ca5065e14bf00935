package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// link makes a symbolic link, where the system lets a test do so.
func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip("no symbolic links: ", err)
	}
}

// A symbolic link stays, and what it leads to gets the contents, also over several
// links and where it is not there yet.
func TestWriteFollowsLinks(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "far"), 0o755); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(folder, "far", "target")
	first, second := filepath.Join(folder, "first"), filepath.Join(folder, "second")
	link(t, filepath.Join("far", "target"), second)
	link(t, second, first)
	for _, want := range []string{"new", "newer"} {
		if err := errors.Join(Check(first), Write(first, strings.NewReader(want))); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(target); err != nil || string(got) != want {
			t.Errorf("the target holds %q, want %q (%v)", got, want, err)
		}
	}
	for _, name := range []string{first, second} {
		if info, err := os.Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link became %v (%v)", info.Mode(), err)
		}
	}
	if got := names(t, filepath.Join(folder, "far")); len(got) != 1 {
		t.Errorf("beside the target there is %v", got)
	}

	loop := filepath.Join(folder, "loop")
	link(t, "loop", loop)
	if err := Write(loop, strings.NewReader("x")); err == nil || !strings.Contains(err.Error(), "links") {
		t.Errorf("a link to itself: %v", err)
	}
}

// Check reports before the work what Write would report after it, and leaves no file.
func TestCheck(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, good := range []string{path, filepath.Join(folder, "new")} {
		if err := Check(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	missing := filepath.Join(folder, "no", "file")
	for path, want := range map[string]string{folder: "it is a folder", missing: "no such file"} {
		var of *fs.PathError
		if err := Check(path); !errors.As(err, &of) || of.Path != path || of.Op != "write" || path == folder && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := Check(missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is missing: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "mine" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	if got := names(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// The contents are on the disk before they get the file's name; a disk that fails to
// take them leaves the file as it was.
func TestWriteSyncs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	synced, before := "", ""
	original := syncFile
	defer func() { syncFile = original }()
	syncFile = func(f *os.File) error {
		now, err := os.ReadFile(f.Name())
		if err != nil {
			t.Error(err)
		}
		named, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		synced, before = string(now), string(named)
		return original(f)
	}
	if err := Write(path, strings.NewReader("new")); err != nil {
		t.Fatal(err)
	}
	if synced != "new" || before != "old" {
		t.Errorf("%q was brought to the disk while the file held %q", synced, before)
	}
	full := errors.New("the disk is full")
	syncFile = func(*os.File) error { return full }
	if err := Write(path, strings.NewReader("newer")); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "new" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
}
