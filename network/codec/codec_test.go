package codec

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
)

// small is a network with padding in every layer and parameters of all sizes.
func small(t testing.TB, cost network.Cost) *network.Network {
	t.Helper()
	spec := network.Spec{
		Sizes: []int{6, 5, 3, 10}, Hidden: network.Sigmoid, Output: network.Sigmoid,
		Cost: cost, Encoding: network.OneHot,
	}
	net := network.New(spec)
	net.Initialize(network.Normal, 1)
	return net
}

func sameNetwork(t *testing.T, got, want *network.Network) {
	t.Helper()
	g, w := got.Spec(), want.Spec()
	if !slices.Equal(g.Sizes, w.Sizes) || g.Hidden != w.Hidden || g.Output != w.Output || g.Cost != w.Cost || g.Encoding != w.Encoding {
		t.Errorf("spec became %v, was %v", g, w)
	}
	if !slices.Equal(got.Parameters(), want.Parameters()) {
		t.Error("parameters changed on the way")
	}
}

func TestSafetensorsRoundTrip(t *testing.T) {
	for _, encoding := range network.Encodings {
		spec := network.Spec{
			Sizes: []int{6, 5, encoding.Outputs()}, Hidden: network.Tanh, Output: network.Sigmoid,
			Cost: network.CrossEntropy, Encoding: encoding,
		}
		want := Model{network.New(spec), map[string]string{"name": "test", "trained on": "nothing"}}
		want.Network.Initialize(network.Normal, 2)
		var file bytes.Buffer
		if err := WriteSafetensors(&file, want); err != nil {
			t.Fatal(err)
		}
		got, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		sameNetwork(t, got.Network, want.Network)
		if !maps.Equal(got.Notes, want.Notes) {
			t.Errorf("notes became %v", got.Notes)
		}
	}
}

func TestNielsenRoundTrip(t *testing.T) {
	for _, cost := range []network.Cost{network.Quadratic, network.CrossEntropy} {
		want := small(t, cost)
		var file bytes.Buffer
		if err := writeNielsen(&file, want); err != nil {
			t.Fatal(err)
		}
		got, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		sameNetwork(t, got.Network, want)
	}
}

// A file as network2.py writes it: W is units × inputs, biases are columns.
func TestNielsenLayout(t *testing.T) {
	outputs := strings.Repeat(`[0.5],`, 9) + `[0.5]`
	rows := strings.Repeat(`[0],`, 9) + `[0]`
	file := `{"sizes": [2, 1, 10], "weights": [[[3.5, -1.25]], [` + rows + `]], "biases": [[[0.75]], [` + outputs + `]], "cost": "QuadraticCost"}`
	model, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	layer := model.Network.Layers()[0]
	if layer.W[0] != 3.5 || layer.W[layer.Stride] != -1.25 || layer.B[0] != 0.75 {
		t.Errorf("weights %v, biases %v", layer.W, layer.B)
	}
}

// header is a safetensors file with that JSON header and so much data.
func header(json string, data int) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(json)))) + json + strings.Repeat("\x00", data)
}

const tinyMetadata = `"__metadata__":{"format":"digitpad 1","sizes":"1-1","hidden":"sigmoid","output":"sigmoid","cost":"quadratic","encoding":"ordinal"}`

// hostile files and a part of the error that each must give.
var hostile = map[string]struct{ file, want string }{
	"empty":          {"", "empty"},
	"text":           {"hello, this is not a network", "not a saved network"},
	"html":           {"<html>404</html>", "not a saved network"},
	"cut header":     {header(`{}`, 0)[:9], "not a saved network"},
	"huge header":    {"\x01\x00\x10\x00\x00\x00\x00\x00{", "too large"},
	"no header":      {"\xff\xff\xff\xff\xff\xff\xff\xff", "none of the formats"},
	"newer format":   {header(strings.Replace(`{`+tinyMetadata+`}`, "digitpad 1", "digitpad 2", 1), 0), "newer digitpad"},
	"other format":   {header(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4), "no matrix of weights"},
	"no tensors":     {header(`{`+tinyMetadata+`}`, 0), "need 8 bytes"},
	"shape overflow": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,8]}}`, 8), "overflow"},
	"wrong shape": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "shape"},
	"duplicate names": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.weights":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "need 8 bytes"},
	"not of float32": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"I32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "type I32"},
	"other bias": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]}}`, 8), "biases"},
	"cut tensors": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 7), "ends too early"},
	"too long": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 9), "more bytes follow"},
	"wrong name": {header(`{`+tinyMetadata+`,"layer2.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "missing"},
	"NaN": {header(`{`+tinyMetadata+`,"layer1.weights":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},`+
		`"layer1.biases":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 4) + "\x00\x00\xc0\x7f", "finite"},
	"10¹² hidden units": {header(strings.Replace(`{`+tinyMetadata+`}`, `"1-1"`, `"784-1000000000000-1"`, 1), 0), "more than fits"},
	"no such cost":      {header(strings.Replace(`{`+tinyMetadata+`}`, `quadratic`, `cubic`, 1), 0), `no "cubic"`},
	"no sizes":          {header(strings.Replace(`{`+tinyMetadata+`}`, `"1-1"`, `"big"`, 1), 0), "784-15-10"},
	"JSON, cut":         {`{"sizes": [2, 1`, "network2.py: the file ends too early"},
	"JSON, other":       {`{"a": 1}`, "sizes"},
	"JSON, NaN":         {`{"sizes": [NaN`, "JSON has no NaN"},
	"JSON, text":        {`{"sizes": "big"}`, `"sizes" holds a string`},
	"JSON, no weights":  {`{"sizes": [784, 30, 10], "cost": "QuadraticCost"}`, "layers"},
	"JSON, short row": {`{"sizes": [2, 10], "cost": "QuadraticCost", "weights": [[` + strings.Repeat(`[1],`, 9) + `[1]]], "biases": [[` +
		strings.Repeat(`[1],`, 9) + `[1]]]}`, "instead of 2"},
	"JSON, huge": {`{"sizes": [784, 1000000000000, 10], "cost": "QuadraticCost"}`, "more than fits"},
}

func TestReadRefuses(t *testing.T) {
	for name, test := range hostile {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.file))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, should speak of %q", err, test.want)
			}
		})
	}
}

func TestWriteNielsenRefuses(t *testing.T) {
	spec := network.PostSpec()
	spec.Hidden = network.Tanh
	if err := writeNielsen(new(bytes.Buffer), network.New(spec)); err == nil || !strings.Contains(err.Error(), "sigmoid") {
		t.Errorf("tanh units were written: %v", err)
	}
	spec = network.PostSpec()
	spec.Output, spec.Cost = network.Softmax, network.LogLikelihood
	if err := writeNielsen(new(bytes.Buffer), network.New(spec)); err == nil || !strings.Contains(err.Error(), "log-likelihood") {
		t.Errorf("log-likelihood was written: %v", err)
	}
}

// Whatever Read accepts is a network that can be written and read again.
func FuzzRead(f *testing.F) {
	for _, test := range hostile {
		f.Add([]byte(test.file))
	}
	for _, format := range Formats {
		for _, cost := range []network.Cost{network.Quadratic, network.CrossEntropy} {
			var file bytes.Buffer
			if format.Read == nil {
				continue
			}
			if err := format.Write(&file, Model{Network: small(f, cost)}); err != nil {
				f.Fatal(err)
			}
			f.Add(file.Bytes())
		}
	}
	for _, graph := range foreignGraphs() {
		if len(graph.file) < 1<<12 { // each input is changed and read thousands of times
			f.Add(graph.file)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		model, err := ReadGiven(bytes.NewReader(data), Given{Hidden: network.ReLU})
		if err != nil {
			model, err = Read(bytes.NewReader(data))
		}
		if err != nil {
			return
		}
		var file bytes.Buffer
		if err := WriteSafetensors(&file, model); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		sameNetwork(t, again.Network, model.Network)
	})
}
