package codec

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
)

// Whatever a format writes it recognises, and reads again if it reads at all; equal
// models give equal bytes.
func TestFormatsRoundTrip(t *testing.T) {
	for _, format := range Formats {
		if format.Write == nil {
			if format.Read != nil || format.Instead.Empty() || format.match == nil {
				t.Errorf("%s is not written, and nobody is told what to do", format.Name)
			}
			continue
		}
		want := Model{small(t, network.CrossEntropy), nil}
		var file, again bytes.Buffer
		if err := errors.Join(format.Write(&file, want), format.Write(&again, want)); err != nil {
			t.Fatalf("%s: %v", format.Name, err)
		}
		if !bytes.Equal(file.Bytes(), again.Bytes()) {
			t.Errorf("%s: two files of one model differ", format.Name)
		}
		if format.Read == nil {
			continue
		}
		if found, ok := Detect(file.Bytes()[:min(512, file.Len())]); !ok || found.Name != format.Name {
			t.Errorf("%s is taken for %q", format.Name, found.Name)
		}
		got, err := Read(&file)
		if err != nil {
			t.Fatalf("%s: %v", format.Name, err)
		}
		sameNetwork(t, got.Network, want.Network)
	}
}

// The formats with room for facts keep every kind of network, and its notes.
func TestFactsRoundTrip(t *testing.T) {
	for _, format := range Formats {
		if format.Read == nil || format.Name == "network2.py" {
			continue
		}
		for _, encoding := range network.Encodings {
			want := Model{network.New(network.Spec{
				Sizes: []int{6, 5, 7, encoding.Outputs()}, Hidden: network.Tanh, Output: network.Sigmoid,
				Cost: network.CrossEntropy, Encoding: encoding,
			}), map[string]string{"name": "tëst"}}
			want.Network.Initialize(network.Normal, 2)
			var file bytes.Buffer
			if err := format.Write(&file, want); err != nil {
				t.Fatal(err)
			}
			got, err := Read(&file)
			if err != nil {
				t.Fatalf("%s: %v", format.Name, err)
			}
			sameNetwork(t, got.Network, want.Network)
			if got.Notes["name"] != "tëst" || len(got.Notes) != 1 {
				t.Errorf("%s: the notes became %v", format.Name, got.Notes)
			}
		}
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"n.safetensors": "safetensors", "a.b/N.JSON": "network2.py", "n.onnx": "ONNX", "n.npz": "NumPy",
		"n.h": "C", "n.int8.h": "C, int8", "int8.h": "C", "n.ino": "Arduino", "n.go": "Go", "n.js": "JavaScript",
	} {
		if got, err := FormatOf(name); err != nil || got.Name != want {
			t.Errorf("%s is written as %q (%v), not %s", name, got.Name, err, want)
		}
	}
	for _, name := range []string{"n.pt", "n.h5", "n", "n.safetensor", "onnx"} {
		if _, err := FormatOf(name); err == nil || !strings.Contains(err.Error(), ".safetensors, .json, .onnx") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func open(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// Files of other programs with the same weights, 784-5-10, are the same network: those
// of 16 bits to their precision.
func TestReadsTheWeightsOfOthers(t *testing.T) {
	n2, err := Read(open(t, "n2.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		precision float32 // of a value, as a share
	}{
		{"bom.json", 0},
		{"n2-flatbias.json", 0},
		{"torch-fc.safetensors", 0},
		{"torch-f16.safetensors", 1.0 / 1024},
		{"torch-bf16.safetensors", 1.0 / 128},
		{"noMeta.safetensors", 0},
		{"noMetaT.safetensors", 0},
	} {
		given := Given{Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: network.CrossEntropy}
		if strings.HasSuffix(test.name, ".json") {
			given = Given{}
		}
		model, err := ReadGiven(open(t, test.name), given)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		for i, want := range n2.Network.Parameters() {
			got := model.Network.Parameters()[i]
			if diff := got - want; max(diff, -diff) > test.precision*max(want, -want)+1e-6 {
				t.Errorf("%s: parameter %d is %g, want %g", test.name, i, got, want)
				break
			}
		}
	}
}

// Weights alone do not say what the hidden units do, and nobody guesses it; softmax is
// taken for granted, and said.
func TestGiven(t *testing.T) {
	var unspecified *UnspecifiedError
	if _, err := Read(open(t, "torch-fc.safetensors")); !errors.As(err, &unspecified) || unspecified.Sizes != "784-5-10" {
		t.Errorf("without an activation: %v", err)
	}
	model, err := ReadGiven(open(t, "torch-fc.safetensors"), Given{Hidden: network.ReLU})
	if err != nil {
		t.Fatal(err)
	}
	if spec := model.Network.Spec(); spec.Hidden != network.ReLU || spec.Output != network.Softmax || spec.Cost != network.LogLikelihood {
		t.Errorf("the network is %v", spec)
	}
	if got := model.Notes[NoteAssumed]; got != "softmax outputs and log-likelihood cost" {
		t.Errorf("it is taken for granted that %q", got)
	}
	if _, err := ReadGiven(open(t, "torch-fc.safetensors"), Given{Hidden: network.ReLU, Output: network.Tanh}); err == nil || !strings.Contains(err.Error(), "tanh outputs") {
		t.Errorf("tanh outputs: %v", err)
	}
	// What the file says itself cannot be given otherwise.
	for _, given := range []Given{{Hidden: network.Tanh}, {Output: network.Softmax}} {
		if _, err := ReadGiven(open(t, "bom.json"), given); err == nil || !strings.Contains(err.Error(), "its file says") {
			t.Errorf("%v: %v", given, err)
		}
	}
}

// A file of another program is called by its name, with what to do.
func TestForeignFiles(t *testing.T) {
	for name, want := range map[string]string{
		"model.h5":   "Keras file, which digitpad does not read: save its weights with np.savez",
		"model.pkl":  "pickle may run any program",
		"torch.pt":   "PyTorch or Keras, save its weights as safetensors",
		"model.onnx": "ONNX file: it is damaged",
	} {
		if _, err := Read(open(t, name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, should say %q", name, err, want)
		}
	}
	pt := "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x10\x00\x00\x00archive/data.pkl"
	if _, err := Read(strings.NewReader(pt)); err == nil || !strings.Contains(err.Error(), "safetensors.torch.save_file") {
		t.Errorf("a .pt file: %v", err)
	}
}

// fixed is an array with such a shape, of zeros.
func fixed(name string, shape ...int) array {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return array{name, shape, func() ([]float32, error) { return make([]float32, n), nil }}
}

// Layers are found by names and shapes.
func TestPlan(t *testing.T) {
	for _, test := range []struct {
		arrays []array
		usual  layout
		want   string // sizes and layouts, or a part of the error
	}{
		{[]array{fixed("net.0.weight", 5, 6), fixed("net.0.bias", 5), fixed("net.2.weight", 10, 5), fixed("net.2.bias", 10)}, rowPerUnit, "6-5-10 unit unit"},
		{[]array{fixed("l.2.weight", 7, 5), fixed("l.10.weight", 10, 7), fixed("l.1.weight", 5, 6)}, rowPerUnit, "6-5-7-10 unit unit unit"},
		{[]array{fixed("arr_0", 6, 5), fixed("arr_1", 5), fixed("arr_2", 5, 10), fixed("arr_3", 10)}, rowPerInput, "6-5-10 input input"},
		{[]array{fixed("arr_0", 5, 5), fixed("arr_1", 5), fixed("arr_2", 5, 10), fixed("arr_3", 10)}, rowPerInput, "5-5-10 input input"},
		{[]array{fixed("a.weight", 5, 5), fixed("b.weight", 10, 5)}, rowPerUnit, "5-5-10 unit unit"},
		{[]array{fixed("coefs_0", 6, 5), fixed("coefs_1", 5, 10), fixed("intercepts_0", 5), fixed("intercepts_1", 10)}, rowPerInput, "6-5-10 input input"},
		{[]array{fixed("output.weight", 10, 5), fixed("output.bias", 10), fixed("z.weight", 5, 6), fixed("z.bias", 5)}, rowPerUnit, "6-5-10 unit unit"},
		{[]array{fixed("fc.weight", 10, 6), fixed("fc.bias", 10)}, rowPerInput, "6-10 unit"},
		{[]array{fixed("a.weight", 5, 6), fixed("a.bias", 5), fixed("b.weight", 10, 5)}, rowPerUnit, "6-5-10 unit unit"},
		{[]array{fixed("a", 5)}, rowPerUnit, "no matrix"},
		{[]array{fixed("conv.weight", 8, 1, 3, 3)}, rowPerUnit, `"conv.weight" has the shape [8 1 3 3]`},
		{[]array{fixed("a.weight", 5, 6), fixed("b.weight", 10, 7)}, rowPerUnit, "a.weight 5×6, b.weight 10×7"},
		{[]array{fixed("a.weight", 5, 6), fixed("a.bias", 5), fixed("a.mean", 5)}, rowPerUnit, "more than one vector"},
		{[]array{fixed("a.weight", 5, 6), fixed("a.bias", 5), fixed("bn.bias", 5)}, rowPerUnit, "2 vectors are not the biases of 1 matrices"},
	} {
		layers, err := plan(test.arrays, test.usual)
		if err != nil {
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, should speak of %q", err, test.want)
			}
			continue
		}
		spec, _, err := specOf(layers, Given{Hidden: network.ReLU})
		if err != nil {
			t.Fatal(err)
		}
		got := spec.SizesString()
		for _, d := range layers {
			got += map[layout]string{rowPerUnit: " unit", rowPerInput: " input"}[d.layout]
		}
		if got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// A file of many matrices in no order ends the search for one.
func TestPlanEnds(t *testing.T) {
	var arrays []array
	for i := range 60 {
		arrays = append(arrays, fixed(strings.Repeat("a", i+1), i%7+1, i%5+1))
	}
	if _, err := plan(arrays, rowPerUnit); err == nil {
		t.Error("there is an order")
	}
}

// Names are counted as people count.
func TestByName(t *testing.T) {
	names := []string{"layer10.b", "layer2.b", "b", "a", "layer1.b", "layer", "layer01.b"}
	arrays := make([]array, len(names))
	for i, name := range names {
		arrays[i].name = name
	}
	slices.SortFunc(arrays, byName)
	var got []string
	for _, a := range arrays {
		got = append(got, a.name)
	}
	if want := "a b layer layer01.b layer1.b layer2.b layer10.b"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
