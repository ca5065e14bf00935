package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
)

// nielsen is what network2.py saves. His weights are units × inputs, ours
// inputs × units; his biases are columns, lists of one number each.
type nielsen struct {
	Sizes   []int         `json:"sizes"`
	Weights [][][]float64 `json:"weights"`
	Biases  [][]column    `json:"biases"`
	Cost    string        `json:"cost,omitempty"`
}

// column is one row of a column of biases: a list of one number. A number that stands
// alone, as other programs write it, is read too.
type column [1]float64

// UnmarshalJSON reads 0.5 or [0.5].
func (c *column) UnmarshalJSON(data []byte) error {
	if !bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, &c[0])
	}
	var row []float64
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	if len(row) != 1 {
		return message.Errorf("a unit has %d biases instead of 1", len(row))
	}
	c[0] = row[0]
	return nil
}

// His names of the costs.
const (
	nielsenQuadratic    = "QuadraticCost"
	nielsenCrossEntropy = "CrossEntropyCost"
)

// writeNielsen writes a network as network2.py's load reads it. That code knows
// sigmoid units, one output per digit, and the quadratic and cross-entropy
// costs; the error says which of them the network goes beyond.
func writeNielsen(w io.Writer, n *network.Network) error {
	spec := n.Spec()
	file := nielsen{Sizes: spec.Sizes}
	switch spec.Cost {
	case network.Quadratic:
		file.Cost = nielsenQuadratic
	case network.CrossEntropy:
		file.Cost = nielsenCrossEntropy
	default:
		return message.Errorf("network2.py has no %s cost; save as safetensors", spec.Cost.Name())
	}
	if spec.Hidden != network.Sigmoid || spec.Output != network.Sigmoid || spec.Encoding != network.OneHot {
		return message.Errorf("network2.py has only sigmoid units and one output per digit; save as safetensors")
	}
	for _, layer := range n.Layers() {
		var weights [][]float64
		var biases []column
		for k := range layer.Out {
			row := make([]float64, layer.In)
			for p := range row {
				row[p] = float64(layer.W[p*layer.Stride+k])
			}
			weights = append(weights, row)
			biases = append(biases, column{float64(layer.B[k])})
		}
		file.Weights = append(file.Weights, weights)
		file.Biases = append(file.Biases, biases)
	}
	return json.NewEncoder(w).Encode(file)
}

// readNielsen reads what network2.py saved, perhaps edited since: with a byte order
// mark, without a cost, with biases as plain numbers.
func readNielsen(r io.Reader, given Given) (Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	if err != nil {
		return Model{}, err
	}
	if len(data) > maxJSON {
		return Model{}, message.Errorf("not a saved network of network2.py: more than %d MB", maxJSON>>20)
	}
	var file nielsen
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte(byteOrderMark)), &file); err != nil {
		return Model{}, message.Errorf("not a saved network of network2.py: %w", inWords(err))
	}
	if file.Sizes == nil {
		return Model{}, message.Errorf(`not a saved network of network2.py: the JSON has no "sizes", "weights" and "biases"`)
	}
	spec := network.Spec{
		Sizes: file.Sizes, Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: given.Cost, Encoding: network.OneHot,
	}
	var notes map[string]string
	switch file.Cost {
	case nielsenQuadratic:
		spec.Cost = network.Quadratic
	case nielsenCrossEntropy:
		spec.Cost = network.CrossEntropy
	case "":
		if spec.Cost == nil {
			spec.Cost = network.CrossEntropy // as network2.py's Network has it
			notes = map[string]string{NoteAssumed: spec.Cost.Name() + " cost"}
		}
	default:
		return Model{}, message.Errorf("network2.py network: the cost is %q; expected %s or %s", file.Cost, nielsenQuadratic, nielsenCrossEntropy)
	}
	if err := spec.Validate(); err != nil {
		return Model{}, message.Errorf("network2.py network: %w", err)
	}
	if err := file.checkShapes(); err != nil {
		return Model{}, message.Errorf("network2.py network: %w", err)
	}
	net := network.New(spec)
	for l, layer := range net.Layers() {
		for k := range layer.Out {
			for p, w := range file.Weights[l][k] {
				layer.W[p*layer.Stride+k] = float32(w)
			}
			layer.B[k] = float32(file.Biases[l][k][0])
		}
	}
	if err := checkFinite(net); err != nil {
		return Model{}, message.Errorf("network2.py network: %w", err)
	}
	return Model{net, notes}, nil
}

// checkShapes compares the lists with the sizes.
func (f *nielsen) checkShapes() error {
	layers := len(f.Sizes) - 1
	if len(f.Weights) != layers || len(f.Biases) != layers {
		return message.Errorf("%d sizes need weights and biases of %d layers; got %d and %d", len(f.Sizes), layers, len(f.Weights), len(f.Biases))
	}
	for l := range layers {
		in, out := f.Sizes[l], f.Sizes[l+1]
		if len(f.Weights[l]) != out || len(f.Biases[l]) != out {
			return message.Errorf("layer %d of %d units has weights of %d and biases of %d", l+1, out, len(f.Weights[l]), len(f.Biases[l]))
		}
		for k := range out {
			if got := len(f.Weights[l][k]); got != in {
				return message.Errorf("unit %d of layer %d has %d weights instead of %d", k, l+1, got, in)
			}
		}
	}
	return nil
}

// inWords says what is wrong with JSON without the names of Go's types.
func inWords(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		return message.Errorf("%q holds a %s in an unexpected place, at byte %d", kind.Field, kind.Value, kind.Offset)
	case errors.As(err, &syntax) && strings.HasPrefix(err.Error(), "unexpected end"):
		return errCut
	case errors.As(err, &syntax):
		return message.Errorf("it is no JSON at byte %d: %w; JSON has no NaN and no Infinity", syntax.Offset, err)
	}
	return err
}
