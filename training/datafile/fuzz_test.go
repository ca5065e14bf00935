package datafile

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/dataset"
)

// sound fails the test unless what was read is whole: images of 784 bytes, a label
// for each, and all labels digits.
func sound(t *testing.T, s *sets, err error) {
	if err != nil {
		return
	}
	if s.empty() {
		t.Fatal("nothing was read, without an error")
	}
	for _, h := range s.halves {
		if len(h.images) != len(h.labels)*dataset.Pixels {
			t.Fatalf("%d labels with %d bytes of images", len(h.labels), len(h.images))
		}
		for _, label := range h.labels {
			if label > 9 {
				t.Fatalf("the label %d", label)
			}
		}
	}
	if len(s.unlabelled)%dataset.Pixels != 0 {
		t.Fatalf("%d bytes of images", len(s.unlabelled))
	}
}

func seed(f *testing.F, names ...string) {
	for _, name := range names {
		contents, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(contents)
	}
}

func FuzzIDX(f *testing.F) {
	f.Add(idxImages(make([]byte, 784)))
	f.Add(idxLabels([]byte{1, 2, 3}))
	f.Add(qmnist([]byte{3}))
	f.Add(floats(make([]byte, 784), 1))
	f.Add(zipped(idxLabels([]byte{1, 2, 3})))
	f.Fuzz(func(t *testing.T, file []byte) {
		if images, err := ReadIDXImages(bytes.NewReader(file)); err == nil && (len(images) == 0 || len(images)%dataset.Pixels != 0) {
			t.Errorf("%d bytes of images", len(images))
		}
		if labels, err := ReadIDXLabels(bytes.NewReader(file)); err == nil && len(labels) == 0 {
			t.Error("no labels")
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(header(0) + "\n" + rows(1, 0, decimal)[0]))
	f.Add([]byte(rows(1, -1, decimal)[0]))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readCSV(bufio.NewReaderSize(bytes.NewReader(file), 1<<16))
		sound(t, s, err)
	})
}

func FuzzNPZ(f *testing.F) {
	seed(f, "mnist.npz")
	f.Add(npzFile(map[string][]byte{"x": npy("<f4", "(1, 784)", make([]byte, 4*784)), "y": npy("<i4", "(1,)", make([]byte, 4))}))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readNPZ(bytes.NewReader(file), int64(len(file)))
		sound(t, s, err)
	})
}

func FuzzPickle(f *testing.F) {
	contents, err := os.Open(filepath.Join("testdata", "mnist.pkl.gz"))
	if err != nil {
		f.Fatal(err)
	}
	defer contents.Close()
	r, err := Decompress(contents)
	if err != nil {
		f.Fatal(err)
	}
	var plain bytes.Buffer
	if _, err := plain.ReadFrom(r); err != nil {
		f.Fatal(err)
	}
	f.Add(plain.Bytes())
	f.Add([]byte("\x80\x02cnumpy\ndtype\nU\x02f4\x85R."))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readPickle(bufio.NewReader(bytes.NewReader(file)))
		sound(t, s, err)
	})
}
