package codec

import (
	"bytes"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"digitpad/network"
	"digitpad/network/codec/internal/onnx"
)

// node is a node of a graph, with attributes that are whole numbers.
func node(op, inputs, output string, attributes ...*onnx.AttributeProto) *onnx.NodeProto {
	return &onnx.NodeProto{OpType: op, Input: strings.Fields(inputs), Output: []string{output}, Attribute: attributes}
}

func number(name string, i int64) *onnx.AttributeProto {
	return &onnx.AttributeProto{Name: name, Type: onnx.AttributeProto_INT, I: i}
}

// graphOf is a file with these nodes between x and y, over weights of 2-1-10.
func graphOf(nodes ...*onnx.NodeProto) []byte {
	ten := []float32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	half := tensorProto("H2", nil, 1, 10)
	half.DataType, half.RawData = int32(onnx.TensorProto_FLOAT16), bytes.Repeat([]byte{0x00, 0x3c}, 10) // 1
	double := &onnx.TensorProto{Name: "D1", Dims: []int64{2, 1}, DataType: int32(onnx.TensorProto_DOUBLE), DoubleData: []float64{3, 4}}
	file := &onnx.ModelProto{IrVersion: 8, ProducerName: "test", Graph: &onnx.GraphProto{
		Input:  []*onnx.ValueInfoProto{{Name: "x"}, {Name: "W1"}},
		Output: []*onnx.ValueInfoProto{{Name: "y"}},
		Node:   nodes,
		Initializer: []*onnx.TensorProto{
			tensorProto("W1", []float32{3, 4}, 2, 1), tensorProto("b1", []float32{5}, 1), double,
			tensorProto("W2", ten, 1, 10), tensorProto("V2", ten, 10, 1), tensorProto("b2", ten, 1, 10), half,
		},
	}}
	data, err := proto.Marshal(file)
	if err != nil {
		panic(err)
	}
	return data
}

// foreignGraphs are files as other programs export them.
func foreignGraphs() []struct {
	name string
	file []byte
	want string // the spec, or a part of the error
} {
	transposed := number("transB", 1)
	return []struct {
		name string
		file []byte
		want string
	}{
		{"PyTorch", graphOf(
			node("Flatten", "x", "f"), node("Gemm", "f W1 b1", "z1"), node("Relu", "z1", "a1"),
			node("Gemm", "a1 V2 b2", "y", transposed)), "relu softmax log-likelihood"},
		{"Keras", graphOf(
			node("MatMul", "x D1", "m1"), node("Add", "m1 b1", "z1"), node("Sigmoid", "z1", "a1"),
			node("MatMul", "a1 W2", "m2"), node("Add", "b2 m2", "z2"), node("Sigmoid", "z2", "y")), "sigmoid sigmoid cross-entropy"},
		{"log-softmax", graphOf(
			node("Gemm", "x W1 b1", "z1"), node("Tanh", "z1", "a1"), node("Gemm", "a1 W2", "z2"),
			node("LogSoftmax", "z2", "y")), "tanh softmax log-likelihood"},
		{"16 bits", graphOf(
			node("Gemm", "x W1 b1", "z1"), node("Relu", "z1", "a1"), node("MatMul", "a1 H2", "y")), "relu softmax log-likelihood"},

		{"a convolution", graphOf(node("Conv", "x W1", "y")), "node of type Conv"},
		{"two ways", graphOf(node("Gemm", "x W1 b1", "z1"), node("Relu", "z1", "y"), node("Relu", "z1", "q")), `no chain: "z1" goes to 2 nodes`},
		{"no activation", graphOf(node("Gemm", "x W1 b1", "z1"), node("Gemm", "z1 W2 b2", "y")), "layer 1 has no activation"},
		{"activation first", graphOf(node("Relu", "x", "a"), node("Gemm", "a W1 b1", "y")), "Relu does not follow a layer"},
		{"other weights", graphOf(node("Gemm", "x W1 b1", "z1"), node("Relu", "z1", "a1"), node("Gemm", "a1 W1 b1", "y")), "take 2 inputs"},
		{"missing weights", graphOf(node("Gemm", "x Q b1", "y")), `"Q" are not in the file`},
		{"scaled", graphOf(node("Gemm", "x W1 b1", "y", &onnx.AttributeProto{Name: "alpha", F: 2})), "alpha = 2"},
		{"weights on the left", graphOf(node("MatMul", "W1 x", "y")), "on the left"},
		{"wrong biases", graphOf(node("Gemm", "x W1 b2", "y")), "the layer has 1 units"},
		{"two biases", graphOf(node("Gemm", "x W1 b1", "z"), node("Add", "z b1", "y")), "does not add the biases"},
		{"a circle", graphOf(node("Identity", "x", "x")), "does not lead"},
		{"nothing", graphOf(node("Identity", "x", "y")), "no weights"},
		{"one output", graphOf(node("Gemm", "x W1 b1", "y")), "needs 10 outputs"},
		{"damaged", graphOf()[:40], "damaged"},
		{"no network", append(graphOf(), bytes.Repeat([]byte{0x3a, 0}, maxONNXText)...), "too much in it"},
		{"many nodes", graphOf(make([]*onnx.NodeProto, maxONNXText)...), "too much in it"},
	}
}

func TestReadsONNXOfOthers(t *testing.T) {
	for _, test := range foreignGraphs() {
		model, err := Read(bytes.NewReader(test.file))
		if err != nil {
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v, should speak of %q", test.name, err, test.want)
			}
			continue
		}
		spec := model.Network.Spec()
		if got := spec.Hidden.Name() + " " + spec.Output.Name() + " " + spec.Cost.Name(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		first, second := model.Network.Layers()[0], model.Network.Layers()[1]
		if first.W[0] != 3 || first.W[first.Stride] != 4 || first.B[0] != 5 {
			t.Errorf("%s: the first layer is %v, %v", test.name, first.W, first.B)
		}
		if test.name == "16 bits" {
			if second.W[9] != 1 {
				t.Errorf("%s: a weight is %g", test.name, second.W[9])
			}
		} else if second.W[9] != 9 {
			t.Errorf("%s: a weight is %g", test.name, second.W[9])
		}
	}
	// Biases that come with the second layer, either way round.
	if model, err := Read(bytes.NewReader(foreignGraphs()[1].file)); err != nil || model.Network.Layers()[1].B[7] != 7 {
		t.Errorf("the biases: %v", err)
	}
	if _, err := ReadGiven(bytes.NewReader(foreignGraphs()[0].file), Given{Hidden: network.Tanh}); err == nil || !strings.Contains(err.Error(), "is relu, not tanh") {
		t.Errorf("another activation is given: %v", err)
	}
}
