package codec

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"digitpad/network"
)

// endless repeats a piece of text for ever, and counts what is taken of it.
type endless struct {
	piece string
	taken int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.piece[(e.taken+i)%len(e.piece)]
	}
	e.taken += len(p)
	return len(p), nil
}

// allocated is how many bytes of memory f takes altogether.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A file that promises more than it may is refused before memory is taken for it,
// and a safetensors file however long it is.
func TestHostileFilesTakeNoMemory(t *testing.T) {
	const megabyte = 1 << 20
	for name, test := range hostile {
		var err error
		rest, file := &endless{piece: "\x00"}, io.Reader(strings.NewReader(test.file))
		if !strings.HasPrefix(test.file, "{") {
			file = io.MultiReader(file, rest)
		}
		took := allocated(func() { _, err = Read(file) })
		if err == nil || took > megabyte || rest.taken > megabyte {
			t.Errorf("%s: took %d bytes of memory, %d of the file beyond its header; error %v", name, took, rest.taken, err)
		}
	}
}

// Neither does a file without an end take the machine's.
func TestEndlessFilesEnd(t *testing.T) {
	for _, test := range []struct {
		piece, want string
		most        int
	}{
		{"\x00", "none of the formats", 1 << 16},
		{"\xff", "none of the formats", 1 << 16},
		{"digit ", "none of the formats", 1 << 16},
		{`{"sizes":[`, "more than 32 MB", 1<<25 + 1<<16},
		{"\x08\x07\x12\x01a\x12\x01a\x12\x01a\x12\x01a", "more than 64 MB", 1<<26 + 1<<16},
		{"PK\x03\x04" + strings.Repeat("\x00", 22) + "\x05\x00\x00\x00a.npy", "more than 64 MB", 1<<26 + 1<<16},
		{"\x00\x00\x10\x00\x00\x00\x00\x00{       ", "header", 1<<20 + 1<<16},
		{"\x01\x00\x10\x00\x00\x00\x00\x00{       ", "too large", 1 << 16},
	} {
		file := &endless{piece: test.piece}
		if _, err := Read(file); err == nil || !strings.Contains(err.Error(), test.want) || file.taken > test.most {
			t.Errorf("%q for ever: %v after %d bytes, should speak of %q", test.piece, err, file.taken, test.want)
		}
	}
}

// What goes wrong below a file is told as it is.
func TestReadAndWritePassErrorsOn(t *testing.T) {
	broken := errors.New("the disk is broken")
	var safetensors, nielsen, tensors bytes.Buffer
	model := Model{Network: small(t, network.Quadratic)}
	vectors := Tensors{Vectors: map[string][]float32{"a": {1, 2}}}
	for _, write := range []struct {
		to   *bytes.Buffer
		file func(io.Writer) error
	}{
		{&safetensors, func(w io.Writer) error { return WriteSafetensors(w, model) }},
		{&nielsen, func(w io.Writer) error { return writeNielsen(w, model.Network) }},
		{&tensors, func(w io.Writer) error { return WriteTensors(w, vectors) }},
	} {
		if err := write.file(write.to); err != nil {
			t.Fatal(err)
		}
		reader, writer := io.Pipe()
		reader.CloseWithError(broken)
		if err := write.file(writer); !errors.Is(err, broken) {
			t.Errorf("writing to a broken disk: %v", err)
		}
	}
	for _, length := range []int{0, 4, 8, 40, safetensors.Len() - 1} {
		file := io.MultiReader(bytes.NewReader(safetensors.Bytes()[:length]), iotest.ErrReader(broken))
		if _, err := Read(file); !errors.Is(err, broken) {
			t.Errorf("a safetensors file that breaks after %d bytes: %v", length, err)
		}
	}
	if _, err := Read(io.MultiReader(bytes.NewReader(nielsen.Bytes()[:100]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("JSON that breaks: %v", err)
	}
	if _, err := ReadTensors(io.MultiReader(bytes.NewReader(tensors.Bytes()[:20]), iotest.ErrReader(broken)), 1<<10); !errors.Is(err, broken) {
		t.Errorf("tensors that break: %v", err)
	}
}

// Of network2.py's lists, each must have the length that the sizes say.
func TestNielsenRefusesOtherShapes(t *testing.T) {
	ten := func(one string) string { return strings.Repeat(one+",", 9) + one }
	file := func(weights, biases string) string {
		return `{"sizes": [2, 10], "cost": "CrossEntropyCost", "weights": [` + weights + `], "biases": [` + biases + `]}`
	}
	weights, biases := "["+ten("[1,2]")+"]", "["+ten("[1]")+"]"
	if _, err := Read(strings.NewReader(" \n" + file(weights, biases))); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ weights, biases, want string }{
		{weights + "," + weights, biases, "1 layers; got 2 and 1"},
		{weights, "", "1 layers; got 1 and 0"},
		{"[[1,2]]", biases, "layer 1 of 10 units has weights of 1 and biases of 10"},
		{weights, "[[1]]", "layer 1 of 10 units has weights of 10 and biases of 1"},
		{"[" + ten("[1,2,3]") + "]", biases, "unit 0 of layer 1 has 3 weights instead of 2"},
		{weights, "[" + ten("[1,1]") + "]", "a unit has 2 biases instead of 1"},
		{weights, "[" + ten("[]") + "]", "a unit has 0 biases instead of 1"},
		{"[" + ten("[1,1e39]") + "]", biases, "layer 1 holds"},
	} {
		if _, err := Read(strings.NewReader(file(test.weights, test.biases))); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, should speak of %q", err, test.want)
		}
	}
	for _, choice := range []func(*network.Spec){
		func(s *network.Spec) { s.Output, s.Hidden = network.Softmax, network.Sigmoid },
		func(s *network.Spec) { s.Encoding, s.Sizes = network.Binary, []int{784, 15, 4} },
	} {
		spec := network.PostSpec()
		choice(&spec)
		if err := writeNielsen(io.Discard, network.New(spec)); err == nil || !strings.Contains(err.Error(), "save as safetensors") {
			t.Errorf("%v was written: %v", spec, err)
		}
	}
}

// Finite weights whose sums are not are refused; those of any training are not.
func TestReadRefusesHugeWeights(t *testing.T) {
	for _, test := range []struct {
		hidden network.Activation
		weight float32
		wrong  bool
	}{
		{network.Sigmoid, 1e38, true},
		{network.Sigmoid, -1e38, true},
		{network.Sigmoid, 1e37, false},
		{network.ReLU, 1e20, true}, // the second layer's sums, 6·10²⁰ times 10²⁰
		{network.ReLU, 1e18, false},
		{network.Tanh, 1e20, false},
	} {
		net := network.New(network.Spec{Sizes: []int{6, 5, 10}, Hidden: test.hidden, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.OneHot})
		for _, layer := range net.Layers() {
			for p := range layer.In {
				for k := range layer.Out {
					layer.W[p*layer.Stride+k] = test.weight
				}
			}
		}
		var file bytes.Buffer
		if err := WriteSafetensors(&file, Model{Network: net}); err != nil {
			t.Fatal(err)
		}
		model, err := Read(&file)
		if wrong := err != nil && strings.Contains(err.Error(), "weights so large"); wrong != test.wrong {
			t.Errorf("%s, weights of %g: %v", test.hidden.Name(), test.weight, err)
		}
		if err != nil {
			continue
		}
		for _, a := range model.Network.Forward(model.Network.NewPass(), network.NewInput([]byte{255, 255, 255, 255, 255, 255})) {
			if a-a != 0 {
				t.Errorf("%s, weights of %g: an output is %g", test.hidden.Name(), test.weight, a)
			}
		}
	}
}
