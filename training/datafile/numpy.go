package datafile

import (
	"io"
	"slices"
	"strings"

	"digitpad/network/codec/npz"
	"digitpad/network/message"
	"digitpad/training/internal/gunzip"
)

// archiveNames are the names under which archives keep images and labels; the first
// are Keras's.
var archiveNames = []struct {
	images, labels string
	half           half
}{
	{"x_train", "y_train", trainHalf},
	{"x_test", "y_test", testHalf},
	{"train_images", "train_labels", trainHalf},
	{"val_images", "val_labels", trainHalf},
	{"test_images", "test_labels", testHalf},
	{"training_images", "training_labels", trainHalf},
	{"X_train", "Y_train", trainHalf},
	{"X_test", "Y_test", testHalf},
	{"X_train", "y_train", trainHalf},
	{"X_test", "y_test", testHalf},
	{"x", "y", trainHalf},
	{"X", "y", trainHalf},
	{"images", "labels", trainHalf},
	{"data", "target", trainHalf},
}

// readNPZ reads an archive of so many bytes.
func readNPZ(r io.ReaderAt, size int64) (*sets, error) {
	arrays, err := npz.Read(r, size)
	if err != nil {
		return nil, err
	}
	byName := map[string]npz.Array{}
	var names []string
	for _, a := range arrays {
		byName[a.Name] = a
		names = append(names, a.Name)
	}
	s := &sets{format: "NumPy archive"}
	for _, n := range archiveNames {
		images, ok1 := byName[n.images]
		labels, ok2 := byName[n.labels]
		if !ok1 || !ok2 {
			continue
		}
		ink, err := readEntry(images, (*array).images)
		if err != nil {
			return nil, err
		}
		digits, err := readEntry(labels, (*array).labels)
		if err != nil {
			return nil, err
		}
		if err := s.add(n.half, set{images: ink, labels: digits}); err != nil {
			return nil, message.Errorf("the arrays %s and %s: %w", n.images, n.labels, err)
		}
	}
	if s.empty() {
		slices.Sort(names)
		return nil, message.Errorf("the archive holds %s; expected are x_train, y_train, x_test and y_test", strings.Join(names, ", "))
	}
	return s, nil
}

// readEntry reads one array of an archive.
func readEntry(entry npz.Array, as func(*array) ([]byte, error)) (values []byte, err error) {
	a := &array{shape: entry.Shape}
	if len(a.shape) >= 3 { // before their bytes are read
		err = a.checkImages()
	}
	switch {
	case err != nil:
	case entry.Type == "|u1":
		a.kind, a.size = 'u', 1
		a.data, err = entry.Bytes(gunzip.Max)
	default:
		a.kind, a.size = 'f', 4
		a.values, err = entry.Floats(gunzip.Max / 4)
	}
	if err == nil {
		values, err = as(a)
	}
	if err != nil {
		return nil, message.Errorf("%s: %w", entry.Name, err)
	}
	return values, nil
}
