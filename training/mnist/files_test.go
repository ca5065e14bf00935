package mnist

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/training/dataset"
)

// write makes the files, path below dir to contents, and the folders they need.
func write(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	for name, contents := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, contents, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// four are files under the names of MNIST's.
func four() map[string][]byte {
	return map[string][]byte{
		"train-images-idx3-ubyte.gz": {},
		"train-labels-idx1-ubyte":    {},
		"t10k-images.idx3-ubyte":     {},
		"t10k-labels.idx1-ubyte.gz":  {},
	}
}

func TestLocate(t *testing.T) {
	home := t.TempDir()
	for _, key := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(key, home)
	}
	cache, err := CacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(cache, home) {
		t.Fatalf("the cache is %s, outside %s", cache, home)
	}
	t.Setenv("DIGITPAD_DATA", "")
	locates := func(dir, want string, wantErr error) {
		t.Helper()
		if got, err := Locate(dir); got != want || !errors.Is(err, wantErr) {
			t.Errorf("Locate(%q) = %q, %v; want %q, %v", dir, got, err, want, wantErr)
		}
	}

	locates("", "", ErrNotFound)
	write(t, cache, map[string][]byte{"train-images-idx3-ubyte.gz": nil})
	locates("", "", ErrNotFound) // as after a download that was cancelled
	write(t, cache, four())
	locates("", cache, nil)

	fromEnv, fromFlag, empty := t.TempDir(), t.TempDir(), t.TempDir()
	write(t, fromEnv, four())
	write(t, filepath.Join(fromFlag, "mnist"), four())
	t.Setenv("DIGITPAD_DATA", fromEnv)
	locates("", fromEnv, nil)
	locates(fromFlag, fromFlag, nil)
	locates(empty, "", fs.ErrNotExist) // named by the user: nothing else will do
	t.Setenv("DIGITPAD_DATA", empty)
	locates("", "", fs.ErrNotExist)
}

// realData is the folder with MNIST that the environment names.
func realData(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("DIGITPAD_DATA")
	if dir == "" {
		t.Skip("DIGITPAD_DATA does not name a folder with MNIST")
	}
	return dir
}

// TestMNIST loads the real files: the names show that the digests agree, the
// counts by label that images and labels were not cut or shifted.
func TestMNIST(t *testing.T) {
	train, test, err := Load(realData(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, half := range []struct {
		*dataset.Dataset
		name   string
		labels [10]int
	}{
		{train, "MNIST training images", [10]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}},
		{test, "MNIST test images", [10]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}},
	} {
		var labels [10]int
		for i := range half.Len() {
			labels[half.Label(i)]++
		}
		if half.Name() != half.name || labels != half.labels {
			t.Errorf("%q has the labels %d, want %q with %d", half.Name(), labels, half.name, half.labels)
		}
	}
}

// BenchmarkLoad is all of MNIST, from the files to ready.
func BenchmarkLoad(b *testing.B) {
	dir := realData(b)
	for b.Loop() {
		if _, _, err := Load(dir); err != nil {
			b.Fatal(err)
		}
	}
}
