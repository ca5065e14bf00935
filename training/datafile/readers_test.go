package datafile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"digitpad/training/dataset"
)

// rows is a CSV file of n images with pixels i%256 in row i, the label in a column.
func rows(n int, labelAt int, format func(int) string) (lines []string) {
	for i := range n {
		var fields []string
		for p := range dataset.Pixels {
			fields = append(fields, format(p%256))
		}
		if labelAt >= 0 {
			fields = append(fields[:labelAt], append([]string{fmt.Sprint(i % 10)}, fields[labelAt:]...)...)
		}
		lines = append(lines, strings.Join(fields, ","))
	}
	return lines
}

func header(labelAt int) string {
	var names []string
	for p := range dataset.Pixels {
		names = append(names, fmt.Sprintf("pixel%d", p))
	}
	if labelAt >= 0 {
		names = append(names[:labelAt], append([]string{"label"}, names[labelAt:]...)...)
	}
	return strings.Join(names, ",")
}

func decimal(v int) string { return fmt.Sprint(v) }

// A CSV file is read with and without header, with the label first, last or absent,
// in quotes, as decimal numbers, with either end of a line and any separator.
func TestCSV(t *testing.T) {
	plain := strings.Join(rows(3, 0, decimal), "\n")
	for _, c := range []struct {
		what, file string
		labelled   bool
	}{
		{"Kaggle", header(0) + "\n" + plain + "\n", true},
		{"no header", plain, true},
		{"Windows", "\xef\xbb\xbf" + header(0) + "\r\n" + strings.ReplaceAll(plain, "\n", "\r\n") + "\r\n\r\n", true},
		{"label last", strings.Replace(header(784), "label", "class", 1) + "\n" + strings.Join(rows(3, 784, decimal), "\n"), true},
		{"semicolons", strings.ReplaceAll(header(0)+"\n"+plain, ",", ";"), true},
		{"tabs", strings.ReplaceAll(plain, ",", "\t"), true},
		{"quotes", header(0) + "\n" + strings.Join(rows(3, 0, func(v int) string { return fmt.Sprintf(`"%d"`, v) }), "\n"), true},
		{"floats", header(0) + "\n" + strings.Join(rows(3, 0, func(v int) string { return fmt.Sprintf("%d.0", v) }), "\n"), true},
		{"shares", header(0) + "\n" + strings.Join(rows(3, 0, func(v int) string { return fmt.Sprint(float64(v) / 255) }), "\n"), true},
		{"256ths", header(0) + "\n" + strings.Join(rows(3, 0, func(v int) string { return fmt.Sprint(float64(v) / 256) }), "\n"), true},
		{"an index", "," + header(0) + "\n" + "0," + strings.ReplaceAll(plain, "\n", "\n7,"), true},
		{"test", header(-1) + "\n" + strings.Join(rows(3, -1, decimal), "\n"), false},
	} {
		s, err := readCSV(bufio.NewReaderSize(strings.NewReader(c.file), 1<<18))
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		images, labels := s.all()
		if len(images) != 3*dataset.Pixels || c.labelled != (labels != nil) {
			t.Errorf("%s: %d bytes, labels %v", c.what, len(images), labels)
			continue
		}
		for i, v := range images {
			if int(v) != i%dataset.Pixels%256 {
				t.Errorf("%s: byte %d is %d", c.what, i, v)
				break
			}
		}
		if c.labelled && !bytes.Equal(labels, []byte{0, 1, 2}) {
			t.Errorf("%s: labels %v", c.what, labels)
		}
	}
}

// Black and white in 0 and 1 is full ink.
func TestBlackAndWhite(t *testing.T) {
	s, err := readCSV(bufio.NewReader(strings.NewReader(strings.Join(rows(1, 0, func(v int) string { return fmt.Sprint(v % 2) }), "\n"))))
	if err != nil {
		t.Fatal(err)
	}
	if images, _ := s.all(); images[0] != 0 || images[1] != 255 {
		t.Errorf("the pixels are %d and %d", images[0], images[1])
	}
}

// A mistake in a CSV file is told with its line.
func TestCSVRefuses(t *testing.T) {
	plain := rows(3, 0, decimal)
	change := func(old, new string) string {
		return header(0) + "\n" + plain[0] + "\n" + strings.Replace(plain[1], old, new, 1)
	}
	for _, c := range []struct{ file, want string }{
		{"a,b,c\n1,2,3\n", "its first line has 3 columns instead of 785"},
		{header(0) + "\n", "holds no examples"},
		{change(",255,", ",256,"), `line 3: the pixel "256"`},
		{change(",255,", ",-1,"), `line 3: the pixel "-1"`},
		{change(",255,", ",NaN,"), `line 3: the pixel "NaN"`},
		{change(",255,", ",,"), `line 3: the pixel ""`},
		{change(",255,", ","), "line 3: 784 columns instead of 785"},
		{change(",255,", ",255,255,"), "line 3: 786 columns instead of 785"},
		{"three" + strings.TrimPrefix(strings.Join(plain, "\n"), "0"), "holds no examples"},
		{change("1,", "x,"), `line 3: the label "x"`},
		{change("1,", "10,"), "example 1 has the label 10"},
		{header(0) + "\n" + strings.Repeat("1", 1<<19), "no row of an image is so long"},
	} {
		s, err := readCSV(bufio.NewReaderSize(strings.NewReader(c.file), 1<<18))
		if c.want == "holds no examples" && strings.HasPrefix(c.file, "three") {
			continue // a first line that is no number is a header
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q (%v)", err, c.want, s != nil)
		}
	}
}

// npy is a NumPy array.
func npy(kind, shape string, data []byte) []byte {
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", kind, shape)
	b := append([]byte("\x93NUMPY"), 1, 0, byte(len(header)), byte(len(header)>>8))
	return append(append(b, header...), data...)
}

// npzFile is a NumPy archive.
func npzFile(arrays map[string][]byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, array := range arrays {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: name + ".npy"}) // not deflated: fuzzing makes thousands
		w.Write(array)
	}
	z.Close()
	return b.Bytes()
}

func bigEndianFloats(values ...float32) (b []byte) {
	for _, v := range values {
		u := math.Float32bits(v)
		b = append(b, byte(u>>24), byte(u>>16), byte(u>>8), byte(u))
	}
	return b
}

// The types and shapes in which people save images and labels are read.
func TestNPZ(t *testing.T) {
	image := make([]byte, dataset.Pixels)
	image[400], image[401] = 255, 51
	shares := make([]float32, dataset.Pixels)
	shares[400], shares[401] = 1, 0.2
	oneHot := make([]byte, 10)
	oneHot[4] = 1
	for what, arrays := range map[string]map[string][]byte{
		"Keras":          {"x_train": npy("|u1", "(1, 28, 28)", image), "y_train": npy("|u1", "(1,)", []byte{4})},
		"int64 labels":   {"images": npy("|u1", "(1, 784)", image), "labels": npy("<i8", "(1,)", []byte{4, 0, 0, 0, 0, 0, 0, 0})},
		"one-hot labels": {"X": npy("|u1", "(1, 28, 28, 1)", image), "y": npy("|u1", "(1, 10)", oneHot)},
		"big-endian":     {"x": npy(">f4", "(1, 1, 28, 28)", bigEndianFloats(shares...)), "y": npy(">f4", "(1, 1)", bigEndianFloats(4))},
		"two halves":     {"val_images": npy("|u1", "(1, 28, 28)", image), "val_labels": npy("|u1", "(1,)", []byte{4})},
	} {
		file := npzFile(arrays)
		s, err := readNPZ(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if images, labels := s.all(); !bytes.Equal(images, image) || !bytes.Equal(labels, []byte{4}) {
			t.Errorf("%s: other images, or the labels %v", what, labels)
		}
	}
}

// Wrong arrays are refused before their claims are believed.
func TestNPZRefuses(t *testing.T) {
	label := npy("|u1", "(1,)", []byte{4})
	image := npy("|u1", "(1, 784)", make([]byte, 784))
	for want, arrays := range map[string]map[string][]byte{
		"the archive holds a, b":          {"a": label, "b": image},
		"do not take 784 bytes":           {"x_train": npy("|u1", "(2, 784)", make([]byte, 784)), "y_train": label},
		"too large":                       {"x_train": npy("<f8", "(99999999999, 784)", nil), "y_train": label},
		"do not take 785 bytes":           {"x_train": append(image, 0), "y_train": label},
		"32×32 pixels":                    {"x_train": npy("|u1", "(1, 32, 32, 1)", make([]byte, 1024)), "y_train": label},
		"has the type |O8":                {"x_train": npy("|O8", "(1, 784)", make([]byte, 784*8)), "y_train": label},
		"it is no array of plain numbers": {"x_train": npy("junk", "(1, 784)", nil), "y_train": label},
		"2 images, but 1 labels":          {"x_train": npy("|u1", "(2, 784)", make([]byte, 2*784)), "y_train": label},
		"example 0 has the label 0.5":     {"x_train": image, "y_train": npy(">f4", "(1,)", bigEndianFloats(0.5))},
		"example 0 has the label -1":      {"x_train": image, "y_train": npy("|i1", "(1,)", []byte{255})},
		"not a single 1":                  {"x_train": image, "y_train": npy("|u1", "(1, 10)", make([]byte, 10))},
		"that is not a finite number":     {"x_train": npy(">f4", "(1, 784)", bytes.Repeat([]byte{0x7f, 0x80, 0, 0}, 784)), "y_train": label},
		"ink is 0 to 1 or 0 to 255":       {"x_train": npy(">f4", "(1, 784)", bytes.Repeat([]byte{0x7f, 0x7f, 0, 0}, 784)), "y_train": label},
		"holds no examples":               {"x_train": npy("|u1", "(0, 784)", nil), "y_train": label},
		"labels where images belong":      {"x_train": label, "y_train": label},
		"images where labels belong":      {"x_train": image, "y_train": npy("|u1", "(1, 28, 28)", make([]byte, 784))},
	} {
		file := npzFile(arrays)
		_, err := readNPZ(bytes.NewReader(file), int64(len(file)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

// What a pickle has converted counts as what it has read: a short one could fill the memory
// by converting the same text again and again.
func TestPickleKeepsNoMoreThanItMay(t *testing.T) {
	again := "c_codecs\nencode\nh\x00U\x06latin1\x86R"
	file := "\x80\x02U\x20" + strings.Repeat("a", 32) + "q\x00" + strings.Repeat(again, 100) + "."
	for left, want := range map[int]string{1000: "too large", 100000: "other things"} {
		u := &unpickler{r: bufio.NewReader(strings.NewReader(file)), memo: map[uint32]any{}, left: left}
		value, err := u.run()
		if tooLarge := err != nil && strings.Contains(err.Error(), want); tooLarge != (left == 1000) {
			t.Errorf("%d bytes: %v, %v", left, value, err)
		}
	}
}

// A pickle that would call anything but NumPy's constructors is refused.
func TestPickleRefuses(t *testing.T) {
	for what, file := range map[string]string{
		"a call":              "\x80\x02cos\nsystem\nU\x04echo\x85R.",
		"other names":         "\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.",
		"a number":            "\x80\x02K\x05.",
		"a pair":              "\x80\x02K\x05K\x06\x86.",
		"no stack":            "\x80\x02\x87.",
		"no mark":             "\x80\x02t.",
		"an operation beyond": "\x80\x02}.",
		"no end":              "\x80\x02N",
		"a long claim":        "\x80\x02T\xff\xff\xff\x7f",
		"no memory":           "\x80\x02h\x07.",
		"endless":             "\x80\x02" + strings.Repeat("N", maxPickleSteps+1) + ".",
	} {
		if s, err := readPickle(bufio.NewReader(strings.NewReader(file))); err == nil {
			t.Errorf("%s: read as %+v", what, s)
		}
	}
}
