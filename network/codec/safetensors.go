package codec

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"

	"github.com/nlpodyssey/safetensors"

	"digitpad/network"
)

// format is the value of the metadata's "format".
const format = "digitpad 1"

// WriteSafetensors writes a model; equal models give equal bytes.
func WriteSafetensors(w io.Writer, m Model) error {
	spec := m.Network.Spec()
	metadata := maps.Clone(m.Notes)
	if metadata == nil {
		metadata = map[string]string{}
	}
	metadata["format"] = format
	metadata["sizes"] = spec.SizesString()
	metadata["hidden"] = spec.Hidden.Name()
	metadata["output"] = spec.Output.Name()
	metadata["cost"] = spec.Cost.Name()
	metadata["encoding"] = spec.Encoding.Name()

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
	return safetensors.SerializeToWriter(tensors, metadata, w)
}

func weightsName(l int) string { return fmt.Sprintf("layer%d.weights", l+1) }
func biasesName(l int) string  { return fmt.Sprintf("layer%d.biases", l+1) }

// readSafetensors reads what WriteSafetensors wrote.
func readSafetensors(r io.Reader, given Given) (Model, error) {
	var spec network.Spec
	var wrong error // what is wrong with a file that is one of digitpad's
	file, header, err := readFile(r, maxHeader, func(header safetensors.Metadata) error {
		spec, wrong = promised(header)
		return wrong
	})
	switch {
	case wrong != nil:
		return Model{}, wrong
	case err != nil:
		return Model{}, fmt.Errorf("not a saved network: neither JSON nor safetensors: %w", err)
	}
	metadata := header.Metadata()

	net := network.New(spec)
	for l, layer := range net.Layers() {
		weights, err := floats(file, weightsName(l), uint64(layer.In), uint64(layer.Out))
		if err != nil {
			return Model{}, err
		}
		for p := range layer.In {
			copy(layer.W[p*layer.Stride:], weights[p*layer.Out:][:layer.Out])
		}
		biases, err := floats(file, biasesName(l), uint64(layer.Out))
		if err != nil {
			return Model{}, err
		}
		copy(layer.B, biases)
	}
	if err := checkFinite(net); err != nil {
		return Model{}, fmt.Errorf("saved network: %w", err)
	}
	for _, key := range []string{"format", "sizes", "hidden", "output", "cost", "encoding"} {
		delete(metadata, key)
	}
	return Model{net, metadata}, nil
}

// promised is the spec of the network that a file's header promises.
func promised(header safetensors.Metadata) (network.Spec, error) {
	metadata := header.Metadata()
	switch got := metadata["format"]; {
	case got == format:
	case strings.HasPrefix(got, "digitpad "):
		return network.Spec{}, fmt.Errorf("a network in the format %q of a newer digitpad; this one reads %q: install the newer one", got, format)
	default:
		return network.Spec{}, fmt.Errorf("a safetensors file, but not a network of digitpad: its metadata has format %q instead of %q", got, format)
	}
	spec, err := parseSpec(metadata)
	if err != nil {
		return network.Spec{}, fmt.Errorf("saved network: %w", err)
	}
	if want := 4 * uint64(spec.Parameters()); tensorBytes(header) != want {
		return network.Spec{}, fmt.Errorf("saved network: sizes %s need %d bytes of tensors, the file has %d", spec.SizesString(), want, tensorBytes(header))
	}
	return spec, nil
}

// parseSpec is the spec that the metadata describes.
func parseSpec(metadata map[string]string) (spec network.Spec, err error) {
	for _, part := range strings.Split(metadata["sizes"], "-") {
		units, err := strconv.Atoi(part)
		if err != nil {
			return spec, fmt.Errorf("sizes %q should read like 784-15-10", metadata["sizes"])
		}
		spec.Sizes = append(spec.Sizes, units)
	}
	if spec.Hidden, err = network.Activations.Lookup(metadata["hidden"]); err != nil {
		return spec, fmt.Errorf("hidden activation: %w", err)
	}
	if spec.Output, err = network.Activations.Lookup(metadata["output"]); err != nil {
		return spec, fmt.Errorf("output activation: %w", err)
	}
	if spec.Cost, err = network.Costs.Lookup(metadata["cost"]); err != nil {
		return spec, fmt.Errorf("cost: %w", err)
	}
	if spec.Encoding, err = network.Encodings.Lookup(metadata["encoding"]); err != nil {
		return spec, fmt.Errorf("encoding: %w", err)
	}
	return spec, spec.Validate()
}

// floats is the float32 tensor called name, which must have the given shape.
func floats(file safetensors.SafeTensors, name string, shape ...uint64) ([]float32, error) {
	tensor, ok := file.Tensor(name)
	if !ok {
		return nil, fmt.Errorf("saved network: the tensor %q is missing", name)
	}
	if got := tensor.Shape(); tensor.DType() != safetensors.F32 || fmt.Sprint(got) != fmt.Sprint(shape) {
		return nil, fmt.Errorf("saved network: the tensor %q has shape %v and type %v instead of %v and F32", name, got, tensor.DType(), shape)
	}
	return decode(tensor.Data()), nil
}
