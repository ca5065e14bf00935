package npz

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// array is one array as NumPy stores it.
func array(descr, order, shape, values string) string {
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", descr, order, shape)
	text += strings.Repeat(" ", 117-len(text)) + "\n"
	return "\x93NUMPY\x01\x00" + string([]byte{byte(len(text)), 0}) + text + values
}

// archive is an archive with the named entries.
func archive(t testing.TB, entries ...string) *bytes.Reader {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		if err == nil {
			_, err = w.Write([]byte(entries[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(file.Bytes())
}

// Every type of number becomes float32, whatever the order of bytes and of rows.
func TestFloats(t *testing.T) {
	for _, test := range []struct {
		descr, order, shape, values string
		want                        []float32
	}{
		{"<f4", "False", "(2,)", "\x00\x00\x80\x3f\x00\x00\x20\xc0", []float32{1, -2.5}},
		{">f4", "False", "(2,)", "\x3f\x80\x00\x00\xc0\x20\x00\x00", []float32{1, -2.5}},
		{"<f2", "False", "(2,)", "\x00\x3c\x00\xc1", []float32{1, -2.5}},
		{"<f8", "False", "(1,)", "\x00\x00\x00\x00\x00\x00\x04\xc0", []float32{-2.5}},
		{"|u1", "False", "(3,)", "\x00\x01\xff", []float32{0, 1, 255}},
		{"|i1", "False", "(2,)", "\x01\xff", []float32{1, -1}},
		{"<i2", "False", "(1,)", "\x00\x01", []float32{256}},
		{">i4", "False", "(1,)", "\x00\x00\x01\x00", []float32{256}},
		{"<i8", "False", "()", "\x07\x00\x00\x00\x00\x00\x00\x00", []float32{7}},
		{"|u1", "False", "(2, 3)", "\x01\x02\x03\x04\x05\x06", []float32{1, 2, 3, 4, 5, 6}},
		{"|u1", "True", "(2, 3)", "\x01\x04\x02\x05\x03\x06", []float32{1, 2, 3, 4, 5, 6}},
		{"<f4", "False", "(0, 5)", "", []float32{}},
	} {
		file := archive(t, "a.npy", array(test.descr, test.order, test.shape, test.values), "notes.txt", "hello")
		arrays, err := Read(file, file.Size())
		if err != nil || len(arrays) != 1 || arrays[0].Name != "a" || arrays[0].Type != test.descr {
			t.Fatalf("%v: %v, %v", test, arrays, err)
		}
		got, err := arrays[0].Floats(6)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s %s %s: %v, %v; want %v", test.descr, test.order, test.shape, got, err, test.want)
		}
	}
}

func TestBytes(t *testing.T) {
	file := archive(t, "x.npy", array("|u1", "False", "(2, 1)", "\x05\xff"), "y.npy", array("<f4", "False", "(1,)", "\x00\x00\x80\x3f"))
	arrays, err := Read(file, file.Size())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := arrays[0].Bytes(2); err != nil || string(got) != "\x05\xff" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := arrays[0].Bytes(1); err == nil || !strings.Contains(err.Error(), "at most 1") {
		t.Errorf("the limit is passed: %v", err)
	}
	if _, err := arrays[1].Bytes(4); err == nil || !strings.Contains(err.Error(), "<f4 instead of |u1") {
		t.Errorf("floats are read as bytes: %v", err)
	}
}

func TestText(t *testing.T) {
	file := archive(t, "a.json", "{}", "x.npy", "")
	if got, err := Text(file, file.Size(), "a.json", 2); err != nil || string(got) != "{}" {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Text(file, file.Size(), "b.json", 2); err != nil || got != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Text(file, file.Size(), "a.json", 1); err == nil || !strings.Contains(err.Error(), "more than 1 bytes") {
		t.Errorf("the limit is passed: %v", err)
	}
}

// hostile archives, and a part of the error that each must give.
func hostile(t testing.TB) map[string]struct {
	file *bytes.Reader
	want string
} {
	type test = struct {
		file *bytes.Reader
		want string
	}
	one := func(contents string) *bytes.Reader { return archive(t, "a.npy", contents) }
	return map[string]test{
		"no archive":  {bytes.NewReader([]byte("PK\x03\x04 hello")), "zip"},
		"no array":    {one("hello, this is text"), "NumPy's format"},
		"empty":       {one(""), "NumPy's format"},
		"version 3":   {one("\x93NUMPY\x03\x00\xff\xff\xff\xff"), "version 3"},
		"cut length":  {one("\x93NUMPY\x02\x00\xff\xff"), "cut off"},
		"huge header": {one("\x93NUMPY\x02\x00\xff\xff\xff\xff{"), "too large"},
		"cut header":  {one("\x93NUMPY\x01\x00\x76\x00{'descr'"), "cut off"},
		"long header": {one("\x93NUMPY\x01\x00\xff\xff{'descr'"), "too large"},
		"objects":     {one(array("|O", "False", "(1,)", "\x80\x04.")), "plain numbers"},
		"huge shape":  {one(array("<f4", "False", "(1099511627776, 1099511627776)", "")), "too large"},
		"many":        {one(array("<f4", "False", "(1000000000,)", "")), "at most"},
		"cut values":  {one(array("<f4", "False", "(2,)", "\x00\x00\x80\x3f\x00\x00")), "damaged"},
		"more values": {one(array("<f4", "False", "(1,)", "\x00\x00\x80\x3f\x00")), "damaged"},
		"complex":     {one(array("<c8", "False", "(1,)", "\x00\x00\x80\x3f\x00\x00\x80\x3f")), "type <c8"},
		"text":        {one(array("<U1", "False", "(4,)", "abcd")), "type <U1"},
	}
}

func TestReadRefuses(t *testing.T) {
	for name, test := range hostile(t) {
		arrays, err := Read(test.file, test.file.Size())
		for _, a := range arrays {
			if err == nil {
				_, err = a.Floats(1 << 20)
			}
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, should speak of %q", name, err, test.want)
		}
	}
}

// FuzzRead: what is read has as many values as its shape says.
func FuzzRead(f *testing.F) {
	for _, test := range hostile(f) {
		data := make([]byte, test.file.Size())
		if _, err := test.file.ReadAt(data, 0); err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	good := archive(f, "a.npy", array("<f4", "False", "(2,)", "\x00\x00\x80\x3f\x00\x00\x20\xc0"), "b.npy", array("|u1", "True", "(2, 3)", "\x01\x04\x02\x05\x03\x06"))
	data := make([]byte, good.Size())
	if _, err := good.ReadAt(data, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		arrays, err := Read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		for _, a := range arrays {
			if values, err := a.Floats(1 << 16); err == nil && len(values) != a.Len() {
				t.Errorf("%d values for the shape %v", len(values), a.Shape)
			}
			if values, err := a.Bytes(1 << 16); err == nil && len(values) != a.Len() {
				t.Errorf("%d bytes for the shape %v", len(values), a.Shape)
			}
		}
	})
}
