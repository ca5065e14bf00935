package datafile

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/dataset"
)

// digits are the hundred digits of MNIST in testdata, as bytes.
func digits(t testing.TB) (train, test set) {
	t.Helper()
	s, err := readFile(filepath.Join("testdata", "mnist.npz"))
	if err != nil {
		t.Fatal(err)
	}
	return s.halves[trainHalf], s.halves[testHalf]
}

// idx is an IDX file.
func idx(kind byte, data []byte, dims ...uint32) []byte {
	head := binary.BigEndian.AppendUint32(nil, uint32(kind)<<8|uint32(len(dims)))
	for _, d := range dims {
		head = binary.BigEndian.AppendUint32(head, d)
	}
	return append(head, data...)
}

func idxImages(images []byte) []byte {
	return idx(8, images, uint32(len(images)/dataset.Pixels), dataset.Side, dataset.Side)
}

func idxLabels(labels []byte) []byte { return idx(8, labels, uint32(len(labels))) }

func zipped(contents []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(contents)
	z.Close()
	return b.Bytes()
}

// folder makes a folder of files and returns its path.
func folder(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "digits")
	fill(t, dir, files)
	return dir
}

// fill writes files below a folder.
func fill(t testing.TB, dir string, files map[string][]byte) {
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

// four are the files of a data set, whose names have something in front and behind.
func four(front, test, behind string, a, b set) map[string][]byte {
	return map[string][]byte{
		front + "train-images-idx3-ubyte" + behind:           idxImages(a.images),
		front + "train-labels-idx1-ubyte" + behind:           idxLabels(a.labels),
		front + test + "-images-idx3-ubyte" + behind:         idxImages(b.images),
		front + test + "-labels-idx1-ubyte" + behind + ".gz": zipped(idxLabels(b.labels)),
	}
}

func load(t testing.TB, path string) *Digits {
	t.Helper()
	d, err := Load(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// holds fails the test unless d has exactly the examples.
func holds(t testing.TB, d *dataset.Dataset, want set) {
	t.Helper()
	if d.Len() != want.len() {
		t.Fatalf("%s has %d examples, want %d", d.Name(), d.Len(), want.len())
	}
	for i, label := range want.labels {
		if d.Label(i) != int(label) || !slices.Equal(d.Input(i), network.NewInput(want.images[i*dataset.Pixels:(i+1)*dataset.Pixels])) {
			t.Fatalf("%s: example %d differs", d.Name(), i)
		}
	}
}

// The same digits come out of IDX files wherever and however people keep them.
func TestLoadIDX(t *testing.T) {
	a, b := digits(t)
	upperCase := map[string][]byte{}
	for name, contents := range four("", "t10k", "", a, b) {
		upperCase[strings.ToUpper(name)] = contents
	}
	for _, c := range []struct {
		what, name string
		files      map[string][]byte
	}{
		{"plain", "digits", four("", "t10k", "", a, b)},
		{"torchvision", "MNIST", four("MNIST/raw/", "t10k", "", a, b)},
		{"torchvision's Fashion-MNIST", "FashionMNIST", four("FashionMNIST/raw/", "t10k", "", a, b)},
		{"upper-case", "digits", upperCase},
		{"downloaded twice", "digits", four("", "t10k", " (1)", a, b)},
		{"copied", "digits", four("", "t10k", " copy 2", a, b)},
		{"a point", "mnist", map[string][]byte{
			"mnist/train-images.idx3-ubyte": idxImages(a.images), "mnist/train-labels.idx1-ubyte": idxLabels(a.labels),
			"mnist/t10k-images.idx3-ubyte": idxImages(b.images), "mnist/t10k-labels.idx1-ubyte": idxLabels(b.labels),
		}},
		{"QMNIST", "QMNIST", map[string][]byte{
			"qmnist-train-images-idx3-ubyte": idxImages(a.images), "qmnist-train-labels-idx2-int": qmnist(a.labels),
			"qmnist-test-images-idx3-ubyte.gz": zipped(idxImages(b.images)), "qmnist-test-labels-idx2-int": qmnist(b.labels),
		}},
		{"n×784", "digits", map[string][]byte{
			"train-images-idx3-ubyte": idx(8, a.images, uint32(a.len()), dataset.Pixels), "train-labels-idx1-ubyte": idxLabels(a.labels),
			"t10k-images-idx3-ubyte": floats(b.images, b.len()), "t10k-labels-idx1-ubyte": idxLabels(b.labels),
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := load(t, folder(t, c.files))
			holds(t, d.Train, a)
			holds(t, d.Test, b)
			if d.Train.Name() != c.name+" training images" || d.HeldOut || len(d.Notes) > 0 {
				t.Errorf("%q, held out %v, notes %q", d.Train.Name(), d.HeldOut, d.Notes)
			}
		})
	}
}

// qmnist is QMNIST's file of labels: eight columns of four bytes.
func qmnist(labels []byte) []byte {
	var data []byte
	for i, label := range labels {
		for _, v := range []uint32{uint32(label), 4, uint32(i), 3, 2, 1, 0, 0} {
			data = binary.BigEndian.AppendUint32(data, v)
		}
	}
	return idx(0x0c, data, uint32(len(labels)), qmnistColumns)
}

// floats is an IDX file of images as shares of full ink.
func floats(images []byte, n int) []byte {
	var data []byte
	for _, v := range images {
		data = binary.BigEndian.AppendUint32(data, math.Float32bits(float32(v)/255))
	}
	return idx(0x0d, data, uint32(n), dataset.Side, dataset.Side)
}

// One of the four files stands for all; a set of which one half is missing is split.
func TestLoadByFile(t *testing.T) {
	a, b := digits(t)
	dir := folder(t, four("", "t10k", "", a, b))
	for _, name := range []string{"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz"} {
		d := load(t, filepath.Join(dir, name))
		holds(t, d.Train, a)
		holds(t, d.Test, b)
	}
	for _, e := range []string{"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz"} {
		if err := os.Remove(filepath.Join(dir, e)); err != nil {
			t.Fatal(err)
		}
	}
	d := load(t, filepath.Join(dir, "train-labels-idx1-ubyte"))
	if !d.HeldOut || d.Test.Len() != a.len()/heldOut || d.Train.Len()+d.Test.Len() != a.len() {
		t.Errorf("%d training and %d test images of %d", d.Train.Len(), d.Test.Len(), a.len())
	}
	if d.Test.Label(1) != int(a.labels[2*heldOut-1]) {
		t.Error("not every seventh example is held out")
	}
}

// EMNIST is turned, and of its splits with letters only the digits are read.
func TestLoadEMNIST(t *testing.T) {
	a, b := digits(t)
	turned := set{images: slices.Clone(a.images), labels: a.labels}
	transpose(turned.images)
	letters := set{images: slices.Clone(turned.images), labels: slices.Clone(a.labels)}
	letters.labels[0], letters.labels[3] = 17, 46
	files := four("emnist-digits-", "test", "", turned, turned)
	for name, contents := range four("emnist-byclass-", "test", "", letters, turned) {
		files[name] = contents
	}
	dir := folder(t, files)
	d := load(t, dir)
	holds(t, d.Train, a)
	if d.Train.Name() != "EMNIST digits training images" || len(d.Notes) != 1 || !strings.Contains(d.Notes[0].String(), "EMNIST byclass") {
		t.Errorf("%q, notes %q", d.Train.Name(), d.Notes)
	}
	d = load(t, filepath.Join(dir, "emnist-byclass-train-images-idx3-ubyte"))
	if d.Train.Len() != a.len()-2 || d.Train.Label(0) != int(a.labels[1]) || len(d.Notes) != 1 || !strings.Contains(d.Notes[0].String(), "2 of the 50") {
		t.Errorf("%d examples, notes %q", d.Train.Len(), d.Notes)
	}
	_ = b
}

// The other formats hold the same digits.
func TestLoadOthers(t *testing.T) {
	a, b := digits(t)
	both := set{images: append(slices.Clone(a.images), b.images...), labels: append(slices.Clone(a.labels), b.labels...)}
	for _, c := range []struct {
		path    string
		format  string
		n, test int
	}{
		{"mnist.npz", "NumPy archive", 50, 50},
		{"kaggle-train.csv.gz", "CSV", 40, 5},
		{"mnist.pkl.gz", "pickle", 40, 5},
		{"pictures", "pictures", 10, 1},
	} {
		d := load(t, filepath.Join("testdata", c.path))
		if d.Format != c.format || d.Test.Len() != c.test || c.n != c.test && (!d.HeldOut || d.Train.Len() != c.n-c.test) {
			t.Errorf("%s: %s, %d and %d examples", c.path, d.Format, d.Train.Len(), d.Test.Len())
		}
	}
	images, labels, err := ReadImages(context.Background(), filepath.Join("testdata", "mnist.npz"), Options{})
	if err != nil || !bytes.Equal(images, both.images) || !bytes.Equal(labels, both.labels) {
		t.Error("ReadImages gives other digits")
	}
	// The CSV and the pickle are made from the first forty.
	for _, name := range []string{"kaggle-train.csv.gz", "mnist.pkl.gz"} {
		images, labels, err := ReadImages(context.Background(), filepath.Join("testdata", name), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(images, a.images[:len(images)]) || !bytes.Equal(labels, a.labels[:len(labels)]) {
			t.Errorf("%s holds other digits", name)
		}
	}
}

// Nothing wrong is read in silence.
func TestLoadRefuses(t *testing.T) {
	a, b := digits(t)
	with := func(name string, contents []byte) map[string][]byte {
		files := four("", "t10k", "", a, b)
		files[name] = contents
		if contents == nil {
			delete(files, name)
		}
		return files
	}
	const images, labels = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
	swapped := slices.Clone(idxImages(a.images))
	slices.Reverse(swapped[:4])
	for _, c := range []struct {
		what, want string
		files      map[string][]byte
	}{
		{"nothing", "has no dataset", map[string][]byte{"notes.txt": []byte("hello")}},
		{"a missing file", "lacks t10k-images-idx3-ubyte", with("t10k-images-idx3-ubyte", nil)},
		{"an empty file", "the file is empty", with(labels, []byte{})},
		{"a cut file", "after 49 of 50 examples: the file is cut short", with(images, idxImages(a.images)[:49*784+100])},
		{"bytes behind", "more bytes follow", with(images, append(idxImages(a.images), 0))},
		{"a page", "a page of the web", with(images, []byte("<html>404</html>"))},
		{"another byte order", "not an IDX file of images", with(images, swapped)},
		{"a huge claim", "claims to hold 4000000000 examples", with(images, idx(8, nil, 4000000000, 28, 28))},
		{"other sizes", "16×16 pixels", with(images, idx(8, make([]byte, 50*256), 50, 16, 16))},
		{"no examples", "holds no examples", with(images, idx(8, nil, 0, 28, 28))},
		{"labels for images", "labels where images belong", with(images, idxLabels(a.labels))},
		{"images for labels", "images where labels belong", with(labels, idxImages(a.images))},
		{"a label too few", "they do not belong together", with(labels, idxLabels(a.labels[1:]))},
		{"a letter", "example 0 has the label 10, which is not a digit", with(labels, idxLabels(append([]byte{10}, a.labels[1:]...)))},
		{"standardised", "ink below 0", with(images, idx(0x0d, bytes.Repeat([]byte{0xbf, 0, 0, 0}, 50*784), 50, 28, 28))},
		{"several tables", "several data sets", map[string][]byte{"a.csv": {}, "b.npz": {}}},
		{"a damaged archive", "not a data set", map[string][]byte{"a.npz": []byte("PK\x03\x04nothing")}},
		{"a picture that is none", "3.png: ", map[string][]byte{"3/3.png": []byte("nothing")}},
	} {
		dir := folder(t, c.files)
		d, err := Load(context.Background(), dir, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: the error is %v, want %q and the folder", c.what, err, c.want)
		}
		if d != nil {
			t.Errorf("%s: digits beside the error", c.what)
		}
	}
	if _, err := Load(context.Background(), filepath.Join(t.TempDir(), "none"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a path that is not there: %v", err)
	}
	if err := Find(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of an empty folder: %v", err)
	}
}

// pngFile is a 28×28 image as a PNG file, enlarged.
func pngFile(t testing.TB, pixels []byte, by int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, dataset.Side*by, dataset.Side*by))
	for i := range m.Pix {
		x, y := i%m.Stride/by, i/m.Stride/by
		m.Pix[i] = pixels[y*dataset.Side+x]
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Pictures of 28×28 are taken as they are, larger ones are normalised, training and
// test folders are kept apart, and what cannot be read is left out and said.
func TestPictures(t *testing.T) {
	a, _ := digits(t)
	files := map[string][]byte{}
	for i, label := range a.labels[:20] {
		half := "training"
		if i >= 15 {
			half = "testing"
		}
		files[fmt.Sprintf("%s/%d/%02d.png", half, label, i)] = pngFile(t, a.images[i*dataset.Pixels:], 1)
	}
	files["training/7/large.PNG"] = pngFile(t, a.images, 4)
	files["training/7/.hidden.png"] = []byte("nothing")
	files["training/7/Thumbs.db"] = []byte("nothing")
	dir := folder(t, files)
	cache := t.TempDir()
	var done, total int
	o := Options{Cache: cache, Progress: func(d, n int) { done, total = d, n }}
	d, err := Load(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if d.Train.Len() != 16 || d.Test.Len() != 5 || d.HeldOut || done != 21 || total != 21 || len(d.Notes) > 0 {
		t.Errorf("%d and %d pictures, %d of %d told, notes %q", d.Train.Len(), d.Test.Len(), done, total, d.Notes)
	}

	// The second time the cache answers.
	o.Progress = func(int, int) { t.Error("a picture was read again") }
	again, err := Load(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	same := func(a, b *dataset.Dataset) bool {
		for i := range a.Len() {
			if a.Label(i) != b.Label(i) || !slices.Equal(a.Input(i), b.Input(i)) {
				return false
			}
		}
		return a.Len() == b.Len() && a.Name() == b.Name()
	}
	if !same(d.Train, again.Train) || !same(d.Test, again.Test) || again.Format != d.Format {
		t.Error("the cache gives other digits")
	}

	// A changed folder is read again, and replaces what was kept of it.
	if err := os.WriteFile(filepath.Join(dir, "training/7/new.png"), []byte("nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Progress = nil
	d, err = Load(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if d.Train.Len() != 16 || len(d.Notes) != 1 || !strings.Contains(d.Notes[0].String(), "new.png") {
		t.Errorf("%d pictures, notes %q", d.Train.Len(), d.Notes)
	}
	if err := os.Remove(filepath.Join(dir, "training/7/new.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "training/7/large.PNG")); err != nil {
		t.Fatal(err)
	}
	if d, err = Load(context.Background(), dir, o); err != nil || d.Train.Len() != 15 {
		t.Fatal(d, err)
	}
	if kept, _ := os.ReadDir(cache); len(kept) != 1 {
		t.Errorf("the cache keeps %d files of one folder", len(kept))
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Load(ctx, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("after a cancellation: %v", err)
	}
}

// MNIST is called so in whatever file it comes.
func TestMNISTByContents(t *testing.T) {
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		t.Skip("DIGITPAD_DATA names no folder with MNIST")
	}
	d := load(t, data)
	if d.Train.Name() != "MNIST training images" || d.Test.Name() != "MNIST test images" {
		t.Errorf("%q and %q", d.Train.Name(), d.Test.Name())
	}
	if testing.Short() {
		t.Skip("packs and unpacks 60,000 images")
	}
	s := &sets{}
	images, labels, err := ReadImages(context.Background(), data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := d.Train.Len()
	if err := s.add(trainHalf, set{images: images[:n*dataset.Pixels], labels: labels[:n]}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "train.npz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(writeNPZ(f, s), f.Close()); err != nil {
		t.Fatal(err)
	}
	read, err := readFile(path)
	if err != nil || !read.halves[trainHalf].isMNIST(trainHalf) {
		t.Errorf("an archive of MNIST is not recognised: %v", err)
	}
	read.halves[trainHalf].images[5]++
	if read.halves[trainHalf].isMNIST(trainHalf) {
		t.Error("a changed MNIST is called MNIST")
	}
}

// Of a folder without a data set is said that it has none; of one that has a part
// of one, what it lacks.
func TestWhatAFolderLacks(t *testing.T) {
	folder := t.TempDir()
	a, b := digits(t)
	if err := Find(folder); err == nil || !strings.Contains(err.Error(), "has no dataset") {
		t.Errorf("an empty folder: %v", err)
	}
	all := four("", "t10k", "", a, b)
	for name := range all {
		part := t.TempDir()
		fill(t, part, map[string][]byte{name: all[name]})
		err := Find(part)
		if err == nil || !strings.Contains(err.Error(), part+" lacks ") || strings.Count(err.Error(), "-ubyte[.gz]") != 3 || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a folder with %s: %v", name, err)
		}
		// The first folder that has a part of a data set is the one to complete.
		fill(t, filepath.Join(part, "mnist"), map[string][]byte{name: all[name]})
		if err := Find(part); err == nil || !strings.Contains(err.Error(), part+" lacks ") {
			t.Errorf("two folders with %s: %v", name, err)
		}
	}
	if err := Find(filepath.Join(folder, "gone")); err == nil || err.Error() != filepath.Join(folder, "gone")+" is not there" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// Archives exist that unpack each file into a folder of its own name, beside the file
// under another.
func TestLoadSkipsFolders(t *testing.T) {
	a, b := digits(t)
	files := four("", "t10k", "", a, b)
	files["t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"] = nil
	holds(t, load(t, folder(t, files)).Test, b)
}

// What can be loaded is found without being read.
func TestFind(t *testing.T) {
	for _, path := range []string{"kaggle-train.csv.gz", "mnist.npz", "mnist.pkl.gz", "pictures"} {
		if err := Find(filepath.Join("testdata", path)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := Find("load_test.go"); err == nil || !strings.Contains(err.Error(), "not a data set") {
		t.Errorf("a program: %v", err)
	}
}
