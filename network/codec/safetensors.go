package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/nlpodyssey/safetensors"

	"digitpad/network"
	"digitpad/network/message"
)

// WriteSafetensors writes a model; equal models give equal bytes.
func WriteSafetensors(w io.Writer, m Model) error {
	tensors := map[string]safetensors.TensorView{}
	var err1, err2 error
	for l, layer := range m.Network.Layers() {
		weights := make([]float32, 0, layer.In*layer.Out)
		for p := range layer.In {
			weights = append(weights, layer.W[p*layer.Stride:][:layer.Out]...)
		}
		tensors[weightsName(l)], err1 = view(weights, uint64(layer.In), uint64(layer.Out))
		tensors[biasesName(l)], err2 = view(layer.B[:layer.Out], uint64(layer.Out))
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
	}
	return safetensors.SerializeToWriter(tensors, metadata(m), w)
}

func weightsName(l int) string { return fmt.Sprintf("layer%d.weights", l+1) }
func biasesName(l int) string  { return fmt.Sprintf("layer%d.biases", l+1) }

// readSafetensors reads what WriteSafetensors wrote, and weights that other programs
// save under names of their own, as PyTorch does.
func readSafetensors(r io.Reader, given Given) (Model, error) {
	var file safetensors.SafeTensors
	var p promise
	var wrong error // what is wrong with a file whose header can be read
	file, _, err := readFile(r, maxHeader, func(header safetensors.Metadata) error {
		if isOwn(header.Metadata()) {
			p, wrong = ownPromise(header, &file)
		} else {
			p, wrong = foreignPromise(header, given, &file)
		}
		return wrong
	})
	switch {
	case wrong != nil:
		return Model{}, message.Errorf("saved network: %w", wrong)
	case err != nil:
		return Model{}, message.Errorf("not a saved network in safetensors: %w", err)
	}
	net, err := build(p.spec, p.layers)
	if err != nil {
		return Model{}, message.Errorf("saved network: %w", err)
	}
	return Model{net, p.notes}, nil
}

// promise is what the header of a file promises.
type promise struct {
	spec   network.Spec
	layers []dense
	notes  map[string]string
}

// ownPromise is what a file of digitpad promises, whose tensors are read from file.
func ownPromise(header safetensors.Metadata, file *safetensors.SafeTensors) (p promise, err error) {
	if p.spec, p.notes, err = parseSpec(header.Metadata()); err != nil {
		return p, err
	}
	if want := 4 * uint64(p.spec.Parameters()); tensorBytes(header) != want {
		return p, message.Errorf("sizes %s need %d bytes of tensors, the file has %d", p.spec.SizesString(), want, tensorBytes(header))
	}
	for l := 1; l < len(p.spec.Sizes); l++ {
		in, out := uint64(p.spec.Sizes[l-1]), uint64(p.spec.Sizes[l])
		weights, biases := weightsName(l-1), biasesName(l-1)
		p.layers = append(p.layers, dense{
			layout:  rowPerInput,
			weights: array{read: func() ([]float32, error) { return floats(*file, weights, in, out) }},
			biases:  &array{read: func() ([]float32, error) { return floats(*file, biases, out) }},
		})
	}
	return p, nil
}

// foreignPromise is what a file promises that has weights alone.
func foreignPromise(header safetensors.Metadata, given Given, file *safetensors.SafeTensors) (p promise, err error) {
	var arrays []array
	for name, info := range header.Tensors() {
		a := array{name: name, read: func() ([]float32, error) { return convert(*file, name) }}
		for _, d := range info.Shape {
			a.shape = append(a.shape, int(min(d, math.MaxInt32)))
		}
		switch info.DType {
		case safetensors.F16, safetensors.BF16, safetensors.F32, safetensors.F64:
		default:
			return p, message.Errorf("the tensor %q has the type %v; weights are of type F16, BF16, F32 or F64", name, info.DType)
		}
		arrays = append(arrays, a)
	}
	slices.SortFunc(arrays, byName)
	if p.layers, err = plan(arrays, rowPerUnit); err != nil {
		return p, err
	}
	p.spec, p.notes, err = specOf(p.layers, given)
	return p, err
}

// floats is the float32 tensor called name, which must have the given shape.
func floats(file safetensors.SafeTensors, name string, shape ...uint64) ([]float32, error) {
	tensor, ok := file.Tensor(name)
	if !ok {
		return nil, message.Errorf("the tensor %q is missing", name)
	}
	if got := tensor.Shape(); tensor.DType() != safetensors.F32 || fmt.Sprint(got) != fmt.Sprint(shape) {
		return nil, message.Errorf("the tensor %q has shape %v and type %v instead of %v and F32", name, got, tensor.DType(), shape)
	}
	return decode(tensor.Data()), nil
}

// convert is the tensor called name, as float32.
func convert(file safetensors.SafeTensors, name string) ([]float32, error) {
	tensor, ok := file.Tensor(name)
	if !ok {
		return nil, message.Errorf("the tensor %q is missing", name)
	}
	data := tensor.Data()
	switch tensor.DType() {
	case safetensors.F16:
		return each(data, 2, halfFloat), nil
	case safetensors.BF16:
		return each(data, 2, brainFloat), nil
	case safetensors.F64:
		return each(data, 8, func(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }), nil
	}
	return decode(data), nil
}

// each converts data by so many bytes.
func each(data []byte, size int, value func([]byte) float32) []float32 {
	values := make([]float32, len(data)/size)
	for i := range values {
		values[i] = value(data[size*i:][:size])
	}
	return values
}
