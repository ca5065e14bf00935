package filetype

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/sbinet/npyio/npy"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
)

func gzipOf(t testing.TB, text string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// npzOf is a NumPy archive of one array.
func npzOf(t testing.TB, name string, values any) string {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	w, err := z.Create(name)
	if err == nil {
		err = npy.Write(w, values)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func safetensorsOf(header string) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header
}

// files are beginnings of files with a name, and what they are.
func files(t testing.TB) []struct {
	name, contents string
	want           Type
} {
	t.Helper()
	var saved, picture bytes.Buffer
	if err := codec.WriteSafetensors(&saved, codec.Model{Network: network.New(network.PostSpec())}); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	data := func(name string) string {
		contents, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(contents)
	}
	idx := "\x00\x00\x08\x03\x00\x00\x00\x01\x00\x00\x00\x1c\x00\x00\x00\x1c"
	return []struct {
		name, contents string
		want           Type
	}{
		{"a.bin", saved.String(), Type{Kind: Network, Format: "safetensors"}},
		{"a.bin", safetensorsOf(`{"__metadata__":{"format":"digitpad run 1"}}`), Type{Kind: Checkpoint, Format: "safetensors"}},
		{"a.bin", safetensorsOf(`{"__metadata__":{"format":"digitpad run 1","bench":"{}"}}`), Type{Kind: Workspace, Format: "safetensors"}},
		{"a.bin", safetensorsOf(`{"fc1.weight":{"dtype":"F32","shape":[5,784],"data_offsets":[0,15680]}}`), Type{Kind: Network, Format: "safetensors"}},
		{"a", `{"sizes": [784, 30, 10], "weights": [[[0.1, `, Type{Kind: Network, Format: "network2.py"}},
		{"a", "\xef\xbb\xbf" + `{"weights": [[[0.1, `, Type{Kind: Network, Format: "network2.py"}},
		{"a", npzOf(t, "arr_0.npy", []float64{1, 2}), Type{Kind: Network, Format: "NumPy"}},
		{"a", data("model.onnx"), Type{Kind: Network, Format: "ONNX"}},

		{"x", idx, Type{Kind: Dataset, Format: IDX}},
		{"x", "\x03\x08\x00\x00\x01\x00\x00\x00\x1c\x00\x00\x00", Type{Kind: Dataset, Format: IDX}},
		{"x.gz", gzipOf(t, idx), Type{Kind: Dataset, Format: IDX, Gzipped: true}},
		{"t10k-images-idx3-ubyte", "", Type{Kind: Dataset, Format: IDX}},
		{"train.csv", "label,pixel0,pixel1\n5,0,0\n", Type{Kind: Dataset, Format: CSV}},
		{"x", "pixel0,pixel1\n0,0\n", Type{Kind: Dataset, Format: CSV}},
		{"x", "7;0;0;255\r\n", Type{Kind: Dataset, Format: CSV}},
		{"x.csv.gz", gzipOf(t, "label,pixel0\n1,0\n"), Type{Kind: Dataset, Format: CSV, Gzipped: true}},
		{"x", npzOf(t, "x_train.npy", []uint8{1, 2}), Type{Kind: Dataset, Format: NPZ}},
		{"mnist.pkl.gz", gzipOf(t, "\x80\x02cnumpy.core.multiarray\n_reconstruct\n"), Type{Kind: Dataset, Format: Pickle, Gzipped: true}},

		{"x", picture.String(), Type{Kind: Picture, Format: "PNG"}},
		{"x", "\xff\xd8\xff\xe0", Type{Kind: Picture, Format: "JPEG"}},
		{"x", "II*\x00", Type{Kind: Picture, Format: "TIFF"}},
		{"x", `{"label":3,"strokes":[[[0.1,0.2]]]}` + "\n", Type{Kind: Strokes, Format: "JSON lines"}},
		{"x.jsonl.gz", gzipOf(t, `{"writer":"w","label":3,"strokes":[[[0.1,0.2]]]}`+"\n"), Type{Kind: Strokes, Format: "JSON lines", Gzipped: true}},
		{"x", "{\n\t\"format\": \"digitpad lesson 1\",\n\t\"title\": \"1\"", Type{Kind: Lesson, Format: "JSON"}},
		{"x", `{"name":"a","settings":{"hidden":[1]},"epochs":[]}`, Type{Kind: Run, Format: "JSON"}},

		{"x", data("model.h5"), Type{Kind: Foreign, Format: "Keras"}},
		{"x", data("model.pkl"), Type{Kind: Foreign, Format: "pickle"}},
		{"x", "\x80\x04\x95csklearn.neural_network\nnumpy", Type{Kind: Foreign, Format: "pickle"}},
		{"x", data("torch.pt"), Type{Kind: Foreign, Format: "zip"}},
		{"x", npzOf(t, "archive/data.pkl", []uint8{1}), Type{Kind: Foreign, Format: "PyTorch"}},
		{"x", "\x00\x00\x00\x18ftypheic", Type{Kind: Foreign, Format: "HEIC or AVIF"}},
		{"x", "<!DOCTYPE html><html>", Type{Kind: Foreign, Format: "HTML"}},
		{"x", "%PDF-1.7", Type{Kind: Foreign, Format: "PDF"}},
		{"x", `<svg xmlns="">`, Type{Kind: Foreign, Format: "SVG"}},
		{"network.safetensors.gz", gzipOf(t, saved.String()), Type{Kind: Foreign, Format: "safetensors", Gzipped: true}},

		{"n.ino", "/* A neural network", Type{Kind: Foreign, Format: "Arduino"}},
		{"n.int8.h", "/* A neural network", Type{Kind: Foreign, Format: "C"}},

		{"", "", Type{Kind: Unknown}},
		{"notes.txt", "hello, this is text", Type{Kind: Unknown}},
		{"x", "\x00\x01\x02\x03", Type{Kind: Unknown}},
	}
}

// same compares all but what to do.
func same(a, b Type) bool { return a.Kind == b.Kind && a.Format == b.Format && a.Gzipped == b.Gzipped }

func TestOf(t *testing.T) {
	for _, test := range files(t) {
		got, err := Of(test.name, strings.NewReader(test.contents), int64(len(test.contents)))
		if err != nil {
			t.Fatal(err)
		}
		if got.Instead.Empty() == (got.Kind == Foreign) {
			t.Errorf("%q: %v with the advice %q", test.name, got, got.Instead)
		}
		if !same(got, test.want) {
			t.Errorf("%q, %.40q: %#v, want %#v", test.name, test.contents, got, test.want)
		}
	}
}

// A file on the disk, a folder, and what is neither.
func TestOfFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "digits.csv")
	if err := os.WriteFile(path, []byte("label,pixel0\n1,0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := OfFile(path); err != nil || !same(got, Type{Kind: Dataset, Format: CSV}) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := OfFile(folder); err != nil || got.Kind != Folder {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := OfFile(filepath.Join(folder, "none")); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
}

// What is wanted is let through, and whatever else is named with what to do.
func TestWant(t *testing.T) {
	keras := Type{Kind: Foreign, Format: "Keras", Instead: message.New("save it as .npz")}
	for _, test := range []struct {
		t    Type
		want string
	}{
		{keras, "this is a file in the format Keras, not a network: save it as .npz"},
		{Type{Kind: Dataset, Format: IDX, Gzipped: true}, "this is a data set (gzipped IDX), not a network"},
		{Type{Kind: Picture, Format: "PNG"}, "this is a picture (PNG), not a network"},
		{Type{Kind: Workspace}, "this is a workspace, not a network"},
		{Type{Kind: Unknown}, "this is a file that digitpad does not know, not a network"},
		{Type{Kind: Folder}, "this is a folder, not a network"},
	} {
		if err := test.t.Want(message.New("a network"), Network); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
	if err := (Type{Kind: Network, Format: "ONNX"}).Want(message.New("a network"), Network, Checkpoint); err != nil {
		t.Error(err)
	}
}

// FuzzOf: anything has a type, and a name for it.
func FuzzOf(f *testing.F) {
	for _, test := range files(f) {
		f.Add(test.name, []byte(test.contents))
	}
	f.Fuzz(func(t *testing.T, name string, contents []byte) {
		got, err := Of(name, bytes.NewReader(contents), int64(len(contents)))
		if err != nil || got.Kind == "" || got.Message().Empty() || got.Instead.Empty() == (got.Kind == Foreign) {
			t.Errorf("%#v, %v", got, err)
		}
	})
}
