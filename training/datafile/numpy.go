package datafile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A NumPy archive (.npz) is a zip of arrays (.npy), each with a header that is the
// text of a Python dictionary:
//
//	{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }
//
// numpy.lib.format in NumPy's manual describes it.
const npyMagic = "\x93NUMPY"

var (
	npyType    = regexp.MustCompile(`'descr': *'([<>|=]?)([a-zA-Z])(\d*)'`)
	npyFortran = regexp.MustCompile(`'fortran_order': *(True|False)`)
	npyShape   = regexp.MustCompile(`'shape': *\(([0-9, ]*)\)`)
)

// readNPY reads one array.
func readNPY(r io.Reader) (*array, error) {
	head := make([]byte, len(npyMagic)+4)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, damaged(err)
	}
	if string(head[:len(npyMagic)]) != npyMagic {
		return nil, errors.New("not a NumPy array")
	}
	length := int(binary.LittleEndian.Uint16(head[8:]))
	if head[6] >= 2 { // a length of four bytes
		more := make([]byte, 2)
		if _, err := io.ReadFull(r, more); err != nil {
			return nil, damaged(err)
		}
		length |= int(binary.LittleEndian.Uint16(more)) << 16
	}
	const longest = 1 << 16
	if length > longest {
		return nil, fmt.Errorf("a header of %d bytes is none of an array of images", length)
	}
	header := make([]byte, length)
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, damaged(err)
	}
	kind, fortran, shape := npyType.FindSubmatch(header), npyFortran.FindSubmatch(header), npyShape.FindSubmatch(header)
	if kind == nil || fortran == nil || shape == nil {
		return nil, errors.New("its header does not describe an array of numbers")
	}
	a := &array{fortran: string(fortran[1]) == "True"}
	if err := a.setType(string(kind[1]), string(kind[2])+string(kind[3])); err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(string(shape[1]), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue // after the last comma
		}
		d, err := strconv.Atoi(part)
		if err != nil {
			return nil, fmt.Errorf("an array of shape (%s) is too large", shape[1])
		}
		a.shape = append(a.shape, d)
	}
	n, ok := entries(a.shape, a.size)
	if !ok {
		return nil, fmt.Errorf("an array of shape %s is too large: %d MB at most can be read", a.shapeString(), maxContents>>20)
	}
	var err error
	if a.data, err = readFull(r, n*a.size); err != nil {
		return nil, damaged(err)
	}
	return a, nil
}

// setType takes a type over as NumPy writes it: a byte order and such as "f4".
func (a *array) setType(order, name string) error {
	a.order = binary.LittleEndian
	if order == ">" {
		a.order = binary.BigEndian
	}
	a.kind, a.size = name[0], 0
	if name == "b1" { // bool
		a.kind = 'u'
	}
	if size, err := strconv.Atoi(name[1:]); err == nil {
		a.size = size
	}
	if !known(a.kind, a.size) {
		return fmt.Errorf("an array of the type %q holds no images or labels: save it as uint8", name)
	}
	return nil
}

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
func readNPZ(r io.ReaderAt, size int64) (s *sets, err error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, damaged(err)
	}
	files := map[string]*zip.File{}
	var names []string
	for _, f := range z.File {
		if name, ok := strings.CutSuffix(f.Name, ".npy"); ok {
			files[name] = f
			names = append(names, name)
		}
	}
	if len(files) == 0 {
		return nil, errors.New("a zip archive without NumPy arrays: unpack it, and open the folder")
	}
	s = &sets{format: "NumPy archive"}
	for _, n := range archiveNames {
		images, labels := files[n.images], files[n.labels]
		if images == nil || labels == nil {
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
		if err := s.add(n.half, set{ink, digits}); err != nil {
			return nil, fmt.Errorf("%s and %s: %w", n.images, n.labels, err)
		}
	}
	if s.empty() {
		slices.Sort(names)
		return nil, fmt.Errorf("the archive holds %s; expected are x_train, y_train, x_test and y_test", strings.Join(names, ", "))
	}
	return s, nil
}

// readEntry reads one array of an archive.
func readEntry(f *zip.File, as func(*array) ([]byte, error)) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, damaged(err))
	}
	defer r.Close()
	a, err := readNPY(r)
	if err == nil {
		// Reading on to the end makes zip compare its checksum.
		if n, end := io.Copy(io.Discard, io.LimitReader(r, 1)); end != nil {
			err = damaged(end)
		} else if n > 0 {
			err = errors.New("more bytes follow the array")
		}
	}
	var values []byte
	if err == nil {
		values, err = as(a)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return values, nil
}

// isZip reports whether a file that begins with head is a zip archive.
func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }
