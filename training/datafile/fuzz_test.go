package datafile

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"digitpad/training/dataset"
)

// sound fails the test unless what was read is whole: images of 784 bytes, a label
// for each, and all labels digits.
func sound(t testing.TB, s *sets, err error) {
	if err != nil {
		return
	}
	if s.empty() {
		t.Fatal("nothing was read, without an error")
	}
	for _, h := range s.halves {
		h.unpack()
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

func FuzzIDX(f *testing.F) {
	f.Add(idxImages(make([]byte, 784)))
	f.Add(idxLabels([]byte{1, 2, 3}))
	f.Add(qmnist([]byte{3}))
	f.Add(floats(make([]byte, 784), 1))
	f.Add(zipped(idxLabels([]byte{1, 2, 3})))
	f.Fuzz(func(t *testing.T, file []byte) {
		a, err := readIDX(bytes.NewReader(file), "file")
		if err != nil {
			return
		}
		if images, err := a.images(); err == nil && (len(images) == 0 || len(images)%dataset.Pixels != 0) {
			t.Errorf("%d bytes of images", len(images))
		}
		if labels, err := a.labels(); err == nil && len(labels) == 0 {
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

// FuzzNPZ: the archive is whole, and its arrays are anything; npz.FuzzRead has archives that
// are damaged.
func FuzzNPZ(f *testing.F) {
	f.Add("x_train", npy("|u1", "(2, 28, 28)", make([]byte, 2*784)), "y_train", npy("|u1", "(2,)", []byte{3, 4}))
	f.Add("x_test", npy("|u1", "(1, 784)", make([]byte, 784)), "y_test", npy("<i8", "(1, 1)", make([]byte, 8)))
	f.Add("x", npy("<f4", "(1, 784)", make([]byte, 4*784)), "y", npy("<i4", "(1,)", make([]byte, 4)))
	f.Add("data", npy(">f8", "(1, 28, 28, 1)", make([]byte, 8*784)), "target", npy("<i4", "(1, 10)", make([]byte, 40)))
	f.Fuzz(func(t *testing.T, x string, images []byte, y string, labels []byte) {
		file := npzFile(map[string][]byte{x: images, y: labels})
		s, err := readNPZ(bytes.NewReader(file), int64(len(file)))
		sound(t, s, err)
	})
}

// pickled is a NumPy array as Python pickles it, its bytes as they are pushed by an operation.
func pickled(kind, shape, bytes string) string {
	return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R(K\x01" + shape +
		"cnumpy\ndtype\nU\x02" + kind + "K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89" + bytes + "tb"
}

func FuzzPickle(f *testing.F) {
	image, label := strings.Repeat("\x09", 784), "\x07"
	for _, pair := range []string{
		pickled("u1", "K\x01M\x10\x03\x86", "T\x10\x03\x00\x00"+image) + pickled("u1", "K\x01\x85", "U\x01"+label),
		pickled("u1", "K\x01M\x10\x03\x86", "c_codecs\nencode\nX\x10\x03\x00\x00"+image+"X\x06\x00\x00\x00latin1\x86R") + pickled("u1", "K\x01\x85", "U\x01"+label),
	} {
		s, err := readPickle(bufio.NewReader(strings.NewReader("\x80\x02" + pair + "\x86.")))
		if sound(f, s, err); err != nil {
			f.Fatal(err)
		}
		f.Add([]byte("\x80\x02" + pair + "\x86."))
		f.Add([]byte("\x80\x02(" + pair + "\x86" + pair + "\x86t."))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readPickle(bufio.NewReader(bytes.NewReader(file)))
		sound(t, s, err)
	})
}
