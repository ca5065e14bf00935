package codec

import (
	"encoding/binary"
	"io"
	"math"

	"github.com/nlpodyssey/safetensors"

	"digitpad/network/message"
)

// Tensors is a safetensors file of float32 vectors by name, for whatever is not a
// network, such as the checkpoint of a run.
type Tensors struct {
	Vectors  map[string][]float32
	Metadata map[string]string
}

// WriteTensors writes t; equal contents give equal bytes.
func WriteTensors(w io.Writer, t Tensors) error {
	views := make(map[string]safetensors.TensorView, len(t.Vectors))
	for name, values := range t.Vectors {
		view, err := view(values, uint64(len(values)))
		if err != nil {
			return err
		}
		views[name] = view
	}
	return safetensors.SerializeToWriter(views, t.Metadata, w)
}

// maxTensorsHeader bounds the names and facts of a Tensors file, in bytes.
const maxTensorsHeader = 100_000_000

// ReadTensors reads what WriteTensors wrote, up to limit bytes of vectors.
func ReadTensors(r io.Reader, limit int64) (Tensors, error) {
	file, header, err := readFile(r, maxTensorsHeader, func(header safetensors.Metadata) error {
		if tensorBytes(header) > uint64(limit) {
			return message.Errorf("it is too large")
		}
		return nil
	})
	if err != nil {
		return Tensors{}, message.Errorf("not a safetensors file: %w", err)
	}
	t := Tensors{Vectors: map[string][]float32{}, Metadata: header.Metadata()}
	for _, tensor := range file.Tensors() {
		if tensor.TensorView.DType() != safetensors.F32 {
			return Tensors{}, message.Errorf("the tensor %q is not of type F32", tensor.Name)
		}
		t.Vectors[tensor.Name] = decode(tensor.TensorView.Data())
	}
	return t, nil
}

// view is a tensor of the given shape over a copy of values.
func view(values []float32, shape ...uint64) (safetensors.TensorView, error) {
	return safetensors.NewTensorView(safetensors.F32, shape, encode(values))
}

// encode is the values of a tensor, as bytes.
func encode(values []float32) []byte {
	data := make([]byte, 0, 4*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	return data
}

// decode is the values of a tensor.
func decode(data []byte) []float32 {
	values := make([]float32, len(data)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return values
}
