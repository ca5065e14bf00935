package mnist

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
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

var (
	threeImages, threeLabels = noise(3 * dataset.Pixels), []byte{5, 0, 4}
	twoImages, twoLabels     = noise(2 * dataset.Pixels), []byte{7, 2}
)

// four are small files under the names of MNIST's.
func four() map[string][]byte {
	return map[string][]byte{
		"train-images-idx3-ubyte.gz": gzipped(imagesFile(threeImages)),
		"train-labels-idx1-ubyte":    labelsFile(threeLabels),
		"t10k-images.idx3-ubyte":     imagesFile(twoImages),
		"t10k-labels.idx1-ubyte.gz":  gzipped(labelsFile(twoLabels)),
	}
}

// holds fails the test unless d is called name and has the images and labels.
func holds(t *testing.T, d *dataset.Dataset, name string, images, labels []byte) {
	t.Helper()
	if d.Name() != name || d.Len() != len(labels) {
		t.Fatalf("%q has %d examples, want %q with %d", d.Name(), d.Len(), name, len(labels))
	}
	for i := range d.Len() {
		want := network.NewInput(images[i*dataset.Pixels : (i+1)*dataset.Pixels])
		if d.Label(i) != int(labels[i]) || !slices.Equal(d.Input(i), want) {
			t.Errorf("%s: example %d differs", name, i)
		}
	}
}

func TestLoad(t *testing.T) {
	for _, below := range []string{"", "mnist"} {
		dir := filepath.Join(t.TempDir(), "fashion")
		write(t, filepath.Join(dir, below), four())
		train, test, err := Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Join(dir, below))
		holds(t, train, name+" training images", threeImages, threeLabels)
		holds(t, test, name+" test images", twoImages, twoLabels)
	}
}

// TestLoadEMNIST: images from files with EMNIST's names are turned.
func TestLoadEMNIST(t *testing.T) {
	turned := make([]byte, len(threeImages))
	for i := range threeImages {
		n, row, col := i/784, i%784/28, i%28
		turned[n*784+col*28+row] = threeImages[i]
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{
		"emnist-digits-train-images-idx3-ubyte.gz": gzipped(imagesFile(turned)),
		"emnist-digits-train-labels-idx1-ubyte.gz": gzipped(labelsFile(threeLabels)),
		"emnist-digits-test-images-idx3-ubyte.gz":  gzipped(imagesFile(turned)),
		"emnist-digits-test-labels-idx1-ubyte.gz":  gzipped(labelsFile(threeLabels)),
	})
	train, test, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, train, "EMNIST digits training images", threeImages, threeLabels)
	holds(t, test, "EMNIST digits test images", threeImages, threeLabels)
}

func TestLoadRefuses(t *testing.T) {
	for name, change := range map[string]struct {
		file     string
		contents []byte // nil: no such file
		want     string
	}{
		"a file is missing":         {"t10k-images.idx3-ubyte", nil, "lacks t10k-images-idx3-ubyte[.gz]"},
		"a file is damaged":         {"train-images-idx3-ubyte.gz", gzipped(imagesFile(threeImages))[:900], "train-images-idx3-ubyte.gz: "},
		"labels in place of images": {"t10k-images.idx3-ubyte", labelsFile(twoLabels), "t10k-images.idx3-ubyte: the file holds labels"},
		"a label too few":           {"train-labels-idx1-ubyte", labelsFile([]byte{5, 0}), "holds 3 images, but"},
		"a letter":                  {"train-labels-idx1-ubyte", labelsFile([]byte{5, 0, 10}), "the label 10, which is not a digit"},
	} {
		dir, files := t.TempDir(), four()
		files[change.file] = change.contents
		if change.contents == nil {
			delete(files, change.file)
		}
		write(t, dir, files)
		train, test, err := Load(dir)
		if err == nil || !strings.Contains(err.Error(), change.want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: got %v, want an error with %q and the folder", name, err, change.want)
		}
		if train != nil || test != nil {
			t.Errorf("%s: a dataset besides the error", name)
		}
	}
	if _, _, err := Load(t.TempDir()); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "train-images-idx3-ubyte") {
		t.Errorf("empty folder: %v", err)
	}
	if _, _, err := Load(filepath.Join(t.TempDir(), "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// TestLoadSkipsFolders: archives exist that unpack each file into a folder of
// its own name, beside the file under another.
func TestLoadSkipsFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, four())
	write(t, dir, map[string][]byte{"t10k-images-idx3-ubyte/t10k-images-idx3-ubyte": nil})
	if _, _, err := Load(dir); err != nil {
		t.Error(err)
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
