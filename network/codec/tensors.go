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
	vectors := make(map[string]Vector, len(t.Vectors))
	for name, values := range t.Vectors {
		vectors[name] = inMemory(values)
	}
	return WriteVectors(w, vectors, t.Metadata)
}

// Vector is a float32 vector that may lie elsewhere until its values are asked for.
type Vector interface {
	Len() int
	Values() ([]float32, error)
}

// inMemory is a Vector that lies in memory.
type inMemory []float32

func (v inMemory) Len() int                   { return len(v) }
func (v inMemory) Values() ([]float32, error) { return v, nil }

// WriteVectors is WriteTensors of vectors that need not be in memory together: each is asked
// for its values when its turn comes.
func WriteVectors(w io.Writer, vectors map[string]Vector, metadata map[string]string) error {
	var failed error
	views := make(map[string]lateView, len(vectors))
	for name, vector := range vectors {
		views[name] = lateView{vector, &failed}
	}
	if err := safetensors.SerializeToWriter(views, metadata, w); err != nil {
		return err
	}
	return failed
}

// lateView is a tensor that is encoded when it is written.
type lateView struct {
	vector Vector
	failed *error // why one of the vectors has no values
}

func (v lateView) DType() safetensors.DType { return safetensors.F32 }
func (v lateView) Shape() []uint64          { return []uint64{uint64(v.vector.Len())} }
func (v lateView) DataLen() uint64          { return 4 * uint64(v.vector.Len()) }

func (v lateView) Data() []byte {
	if *v.failed != nil {
		return nil
	}
	values, err := v.vector.Values()
	*v.failed = err
	return encode(values)
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
