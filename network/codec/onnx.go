package codec

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"codeberg.org/sbinet/npyio/npy/float16"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"digitpad/network"
	"digitpad/network/codec/internal/onnx"
	"digitpad/network/message"
)

// What an ONNX file may hold.
const (
	maxONNX     = 1 << 26 // bytes
	maxONNXText = 1 << 20 // bytes beside the weights
)

// The versions that are written, as old as they can be, so that every runtime of
// these years reads them.
const (
	irVersion = 7
	opset     = 13
)

// operators are ONNX's names of the activations.
var operators = map[string]network.Activation{
	"Sigmoid": network.Sigmoid, "Tanh": network.Tanh, "Relu": network.ReLU, "Softmax": network.Softmax, "LogSoftmax": network.Softmax,
}

// operator is ONNX's name of an activation.
func operator(f network.Activation) string {
	for _, name := range slices.Sorted(maps.Keys(operators)) {
		if operators[name] == f && name != "LogSoftmax" {
			return name
		}
	}
	panic("codec: ONNX has no name for the activation " + f.Name())
}

// writeONNX writes a model as an ONNX graph: "image" (batch × inputs, ink in [0,1])
// goes through a Gemm and an activation for each layer to "output" (batch × outputs).
// The metadata is that of a safetensors file.
func writeONNX(w io.Writer, m Model) error {
	spec := m.Network.Spec()
	graph := &onnx.GraphProto{
		Name:   "digitpad",
		Input:  []*onnx.ValueInfoProto{valueInfo("image", spec.Sizes[0])},
		Output: []*onnx.ValueInfoProto{valueInfo("output", spec.Sizes[len(spec.Sizes)-1])},
	}
	from := "image"
	for l, layer := range m.Network.Layers() {
		weights := make([]float32, 0, layer.In*layer.Out)
		for p := range layer.In {
			weights = append(weights, layer.W[p*layer.Stride:][:layer.Out]...)
		}
		name := func(what string) string { return fmt.Sprintf("%s%d", what, l+1) }
		graph.Initializer = append(graph.Initializer,
			tensorProto(name("W"), weights, layer.In, layer.Out),
			tensorProto(name("b"), layer.B[:layer.Out], layer.Out))
		f, to := spec.Hidden, name("a")
		if l == len(spec.Sizes)-2 {
			f, to = spec.Output, "output"
		}
		graph.Node = append(graph.Node,
			&onnx.NodeProto{Name: name("gemm"), OpType: "Gemm", Input: []string{from, name("W"), name("b")}, Output: []string{name("z")}},
			&onnx.NodeProto{Name: name("f"), OpType: operator(f), Input: []string{name("z")}, Output: []string{to}})
		from = to
	}
	file := &onnx.ModelProto{
		IrVersion: irVersion, ProducerName: "digitpad", Graph: graph,
		OpsetImport: []*onnx.OperatorSetIdProto{{Version: opset}},
	}
	facts := metadata(m)
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		file.MetadataProps = append(file.MetadataProps, &onnx.StringStringEntryProto{Key: key, Value: facts[key]})
	}
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(file)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// valueInfo describes a batch of vectors of float32.
func valueInfo(name string, units int) *onnx.ValueInfoProto {
	return &onnx.ValueInfoProto{Name: name, Type: &onnx.TypeProto{Value: &onnx.TypeProto_TensorType{TensorType: &onnx.TypeProto_Tensor{
		ElemType: int32(onnx.TensorProto_FLOAT),
		Shape: &onnx.TensorShapeProto{Dim: []*onnx.TensorShapeProto_Dimension{
			{Value: &onnx.TensorShapeProto_Dimension_DimParam{DimParam: "batch"}},
			{Value: &onnx.TensorShapeProto_Dimension_DimValue{DimValue: int64(units)}},
		}},
	}}}}
}

func tensorProto(name string, values []float32, shape ...int) *onnx.TensorProto {
	t := &onnx.TensorProto{Name: name, DataType: int32(onnx.TensorProto_FLOAT), RawData: encode(values)}
	for _, d := range shape {
		t.Dims = append(t.Dims, int64(d))
	}
	return t
}

// readONNX reads a graph that is a chain of fully connected layers, as PyTorch, Keras
// and scikit-learn export them, or as writeONNX wrote it.
func readONNX(r io.Reader, given Given) (Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxONNX+1))
	if err != nil {
		return Model{}, err
	}
	model, err := parseONNX(data, given)
	if err != nil {
		return Model{}, message.Errorf("ONNX file: %w", err)
	}
	return model, nil
}

func parseONNX(data []byte, given Given) (Model, error) {
	if len(data) > maxONNX {
		return Model{}, message.Errorf("it has more than %d MB", maxONNX>>20)
	}
	if text, ok := beside(data); !ok || text > maxONNXText {
		return Model{}, message.Errorf("it is damaged, or no plain network: besides weights there is too much in it")
	}
	var file onnx.ModelProto
	if err := proto.Unmarshal(data, &file); err != nil {
		return Model{}, message.Errorf("it is damaged: it cannot be parsed")
	}
	facts := map[string]string{}
	for _, p := range file.GetMetadataProps() {
		facts[p.GetKey()] = p.GetValue()
	}
	graph, err := follow(file.GetGraph())
	if err != nil {
		return Model{}, err
	}
	if isOwn(facts) {
		return graph.own(facts)
	}
	if graph.hidden != nil {
		given.Hidden = graph.hidden
	}
	if graph.output != nil {
		given.Output = graph.output
	}
	spec, notes, err := specOf(graph.layers, given)
	if err != nil {
		return Model{}, err
	}
	net, err := build(spec, graph.layers)
	return Model{net, notes}, err
}

// beside is how many bytes of a model are something else than the numbers of its
// weights; false if they are no fields of a message at all. A message of many small
// parts takes many times its size in memory.
func beside(data []byte) (text int, ok bool) {
	const (
		modelGraph       = protowire.Number(7)
		graphInitializer = protowire.Number(5)
		tensorFloats     = protowire.Number(4)
		tensorRaw        = protowire.Number(9)
		tensorDoubles    = protowire.Number(10)
	)
	var walk func(data []byte, into ...[]protowire.Number) bool
	walk = func(data []byte, into ...[]protowire.Number) bool {
		for len(data) > 0 {
			number, kind, n := protowire.ConsumeTag(data)
			if n < 0 {
				return false
			}
			length := protowire.ConsumeFieldValue(number, kind, data[n:])
			if length < 0 {
				return false
			}
			value := data[n:][:length]
			data = data[n+length:]
			switch known := len(into) > 0 && slices.Contains(into[0], number) && kind == protowire.BytesType; {
			case known && len(into) == 1: // numbers
			case known:
				text += n
				inner, _ := protowire.ConsumeBytes(value)
				if !walk(inner, into[1:]...) {
					return false
				}
			default:
				text += n + length
			}
		}
		return true
	}
	ok = walk(data, []protowire.Number{modelGraph}, []protowire.Number{graphInitializer}, []protowire.Number{tensorFloats, tensorRaw, tensorDoubles})
	return text, ok
}

// graph is a chain of layers that was found in an ONNX graph.
type graph struct {
	layers         []dense
	hidden, output network.Activation // nil: there is none
}

// own is the network of a graph that writeONNX wrote.
func (g graph) own(facts map[string]string) (Model, error) {
	spec, notes, err := parseSpec(facts)
	if err != nil {
		return Model{}, err
	}
	if err := haveSizes(g.layers, spec); err != nil {
		return Model{}, err
	}
	net, err := build(spec, g.layers)
	return Model{net, notes}, err
}

// walker follows the values of a graph from its input to its output.
type walker struct {
	tensors map[string]*onnx.TensorProto
	users   map[string][]*onnx.NodeProto // of a value
	graph
	activations []network.Activation // after each layer; nil: none
}

// follow finds the layers of a graph. It refuses one that is no chain of them.
func follow(g *onnx.GraphProto) (graph, error) {
	w := walker{tensors: map[string]*onnx.TensorProto{}, users: map[string][]*onnx.NodeProto{}}
	for _, t := range g.GetInitializer() {
		w.tensors[t.GetName()] = t
	}
	for _, node := range g.GetNode() {
		if node.GetOpType() == "Constant" && len(node.GetOutput()) == 1 {
			for _, a := range node.GetAttribute() {
				if a.GetT() != nil {
					w.tensors[node.GetOutput()[0]] = a.GetT()
				}
			}
			continue
		}
		for _, value := range node.GetInput() {
			w.users[value] = append(w.users[value], node)
		}
	}
	var inputs []string
	for _, in := range g.GetInput() {
		if w.tensors[in.GetName()] == nil { // old files list the weights as inputs
			inputs = append(inputs, in.GetName())
		}
	}
	if len(inputs) != 1 || len(g.GetOutput()) != 1 {
		return graph{}, message.Errorf("its graph has %d inputs and %d outputs; a network of digitpad has one of each", len(inputs), len(g.GetOutput()))
	}
	value, end := inputs[0], g.GetOutput()[0].GetName()
	for range g.GetNode() {
		if value == end {
			return w.finish()
		}
		users := w.users[value]
		if len(users) != 1 || len(users[0].GetOutput()) == 0 {
			return graph{}, message.Errorf("its graph is no chain: %q goes to %d nodes", value, len(users))
		}
		if err := w.add(users[0], value); err != nil {
			return graph{}, err
		}
		value = users[0].GetOutput()[0]
	}
	if value == end {
		return w.finish()
	}
	return graph{}, message.Errorf("its graph does not lead from the input to the output")
}

// add takes in one node, which gets value.
func (w *walker) add(node *onnx.NodeProto, value string) error {
	op := node.GetOpType()
	if f, ok := operators[op]; ok {
		last := len(w.activations) - 1
		if last < 0 || w.activations[last] != nil {
			return message.Errorf("its %s does not follow a layer", op)
		}
		w.activations[last] = f
		return nil
	}
	switch op {
	case "Identity", "Flatten", "Reshape", "Dropout", "Cast", "Squeeze", "Unsqueeze":
		return nil // the same numbers
	case "Gemm":
		return w.addGemm(node, value)
	case "MatMul":
		if len(node.GetInput()) != 2 || node.GetInput()[0] != value {
			return message.Errorf("a MatMul has the weights on the left; a network of digitpad multiplies x·W")
		}
		return w.addLayer(node.GetInput()[1], "", rowPerInput)
	case "Add":
		return w.addBiases(node, value)
	}
	return message.Errorf("it has a node of type %s; a network of digitpad has fully connected layers (Gemm, or MatMul and Add) with Sigmoid, Tanh, Relu or Softmax only", op)
}

// addGemm takes in y = x·W + b.
func (w *walker) addGemm(node *onnx.NodeProto, value string) error {
	l := rowPerInput
	for _, a := range node.GetAttribute() {
		switch a.GetName() {
		case "transB":
			l = layout(a.GetI() != 0)
		case "transA":
			if a.GetI() != 0 {
				return message.Errorf("a Gemm transposes its input")
			}
		case "alpha", "beta":
			if a.GetF() != 1 {
				return message.Errorf("a Gemm has %s = %g; a network of digitpad has x·W + b", a.GetName(), a.GetF())
			}
		}
	}
	in := node.GetInput()
	switch {
	case len(in) == 2 && in[0] == value:
		return w.addLayer(in[1], "", l)
	case len(in) == 3 && in[0] == value:
		return w.addLayer(in[1], in[2], l)
	}
	return message.Errorf("a Gemm does not multiply its input by weights")
}

// addLayer begins a layer; without a name of biases they are 0, or come with an Add.
func (w *walker) addLayer(weights, biases string, l layout) error {
	m, err := w.array(weights)
	if err != nil {
		return err
	}
	if len(m.shape) != 2 {
		return message.Errorf("the weights %q have the shape %v instead of two dimensions", weights, m.shape)
	}
	d := dense{weights: m, layout: l, in: m.shape[0], out: m.shape[1]}
	if l == rowPerUnit {
		d.in, d.out = d.out, d.in
	}
	if n := len(w.layers); n > 0 && w.layers[n-1].out != d.in {
		return message.Errorf("the weights %q take %d inputs, but the layer before has %d units", weights, d.in, w.layers[n-1].out)
	}
	w.layers = append(w.layers, d)
	w.activations = append(w.activations, nil)
	if biases != "" {
		return w.setBiases(biases)
	}
	return nil
}

// addBiases takes in z + b, whichever way round.
func (w *walker) addBiases(node *onnx.NodeProto, value string) error {
	in := node.GetInput()
	if len(in) != 2 || len(w.layers) == 0 || w.activations[len(w.layers)-1] != nil || w.layers[len(w.layers)-1].biases != nil {
		return message.Errorf("an Add does not add the biases of a layer")
	}
	if in[0] == value {
		return w.setBiases(in[1])
	}
	return w.setBiases(in[0])
}

func (w *walker) setBiases(name string) error {
	b, err := w.array(name)
	if err != nil {
		return err
	}
	d := &w.layers[len(w.layers)-1]
	n := 1
	for _, side := range b.shape {
		n *= side
	}
	if n != d.out || len(b.shape) > 2 {
		return message.Errorf("the biases %q have the shape %v, but the layer has %d units", name, b.shape, d.out)
	}
	d.biases = &b
	return nil
}

// finish sorts the activations into hidden and output.
func (w *walker) finish() (graph, error) {
	if len(w.layers) == 0 {
		return graph{}, message.Errorf("its graph has no weights")
	}
	last := len(w.layers) - 1
	w.output = w.activations[last]
	for l, f := range w.activations[:last] {
		if f == nil {
			return graph{}, message.Errorf("layer %d has no activation", l+1)
		}
		if w.hidden != nil && w.hidden != f {
			return graph{}, message.Errorf("its hidden layers have different activations, %s and %s; those of digitpad share one", w.hidden.Name(), f.Name())
		}
		w.hidden = f
	}
	return w.graph, nil
}

// array is the tensor called name.
func (w *walker) array(name string) (array, error) {
	t := w.tensors[name]
	if t == nil {
		return array{}, message.Errorf("the weights %q are not in the file", name)
	}
	if len(t.GetExternalData()) > 0 {
		return array{}, message.Errorf("the weights %q are in another file; save the model in one (PyTorch: external_data=False)", name)
	}
	a := array{name: name, read: func() ([]float32, error) { return tensorValues(t) }}
	total := int64(1)
	for _, d := range t.GetDims() {
		if d < 1 || d > maxFloats || total > maxFloats/d {
			return array{}, message.Errorf("the weights %q have the shape %v", name, t.GetDims())
		}
		total *= d
		a.shape = append(a.shape, int(d))
	}
	values, err := tensorValues(t)
	if err == nil && int64(len(values)) != total {
		err = message.Errorf("the weights %q have %d numbers, and the shape %v", name, len(values), t.GetDims())
	}
	return a, err
}

// tensorValues are the numbers of a tensor, as float32.
func tensorValues(t *onnx.TensorProto) ([]float32, error) {
	raw := t.GetRawData()
	switch kind := onnx.TensorProto_DataType(t.GetDataType()); kind {
	case onnx.TensorProto_FLOAT:
		if raw == nil {
			return t.GetFloatData(), nil
		}
		return decode(raw), nil
	case onnx.TensorProto_DOUBLE:
		if raw == nil {
			values := make([]float32, len(t.GetDoubleData()))
			for i, v := range t.GetDoubleData() {
				values[i] = float32(v)
			}
			return values, nil
		}
		return each(raw, 8, func(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }), nil
	case onnx.TensorProto_FLOAT16:
		return each(raw, 2, halfFloat), nil
	case onnx.TensorProto_BFLOAT16:
		return each(raw, 2, brainFloat), nil
	default:
		return nil, message.Errorf("the weights %q are of type %v; digitpad reads floating-point numbers", t.GetName(), kind)
	}
}

// halfFloat is an IEEE 754 number of 16 bits.
func halfFloat(b []byte) float32 {
	return float16.Float16Frombits(binary.LittleEndian.Uint16(b)).Float32()
}

// brainFloat is the upper half of a float32.
func brainFloat(b []byte) float32 {
	return math.Float32frombits(uint32(binary.LittleEndian.Uint16(b)) << 16)
}
