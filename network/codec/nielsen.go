package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"digitpad/network"
)

// nielsen is what network2.py saves. His weights are units × inputs, ours
// inputs × units; his biases are columns, lists of one number each.
type nielsen struct {
	Sizes   []int         `json:"sizes"`
	Weights [][][]float64 `json:"weights"`
	Biases  [][][]float64 `json:"biases"`
	Cost    string        `json:"cost"`
}

// His names of the costs.
const (
	nielsenQuadratic    = "QuadraticCost"
	nielsenCrossEntropy = "CrossEntropyCost"
)

// WriteNielsen writes a network as network2.py's load reads it. That code knows
// sigmoid units, one output per digit, and the quadratic and cross-entropy
// costs; the error says which of them the network goes beyond.
func WriteNielsen(w io.Writer, n *network.Network) error {
	spec := n.Spec()
	file := nielsen{Sizes: spec.Sizes}
	switch spec.Cost {
	case network.Quadratic:
		file.Cost = nielsenQuadratic
	case network.CrossEntropy:
		file.Cost = nielsenCrossEntropy
	default:
		return fmt.Errorf("network2.py has no %s cost; save as safetensors", spec.Cost.Name())
	}
	if spec.Hidden != network.Sigmoid || spec.Output != network.Sigmoid || spec.Encoding != network.OneHot {
		return errors.New("network2.py has only sigmoid units and one output per digit; save as safetensors")
	}
	for _, layer := range n.Layers() {
		var weights, biases [][]float64
		for k := range layer.Out {
			row := make([]float64, layer.In)
			for p := range row {
				row[p] = float64(layer.W[p*layer.Stride+k])
			}
			weights = append(weights, row)
			biases = append(biases, []float64{float64(layer.B[k])})
		}
		file.Weights = append(file.Weights, weights)
		file.Biases = append(file.Biases, biases)
	}
	return json.NewEncoder(w).Encode(file)
}

// readNielsen reads what network2.py saved.
func readNielsen(r io.Reader, _ Given) (Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	if err != nil {
		return Model{}, err
	}
	if len(data) > maxJSON {
		return Model{}, fmt.Errorf("not a saved network of network2.py: more than %d MB", maxJSON>>20)
	}
	var file nielsen
	if err := json.Unmarshal(data, &file); err != nil {
		return Model{}, fmt.Errorf("not a saved network of network2.py: %w", err)
	}
	spec := network.Spec{
		Sizes: file.Sizes, Hidden: network.Sigmoid, Output: network.Sigmoid, Encoding: network.OneHot,
	}
	switch file.Cost {
	case nielsenQuadratic:
		spec.Cost = network.Quadratic
	case nielsenCrossEntropy:
		spec.Cost = network.CrossEntropy
	default:
		return Model{}, fmt.Errorf("network2.py network: the cost is %q; expected %s or %s", file.Cost, nielsenQuadratic, nielsenCrossEntropy)
	}
	if err := spec.Validate(); err != nil {
		return Model{}, fmt.Errorf("network2.py network: %w", err)
	}
	if err := file.checkShapes(); err != nil {
		return Model{}, fmt.Errorf("network2.py network: %w", err)
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
		return Model{}, fmt.Errorf("network2.py network: %w", err)
	}
	return Model{Network: net}, nil
}

// checkShapes compares the lists with the sizes.
func (f *nielsen) checkShapes() error {
	layers := len(f.Sizes) - 1
	if len(f.Weights) != layers || len(f.Biases) != layers {
		return fmt.Errorf("%d sizes need weights and biases of %d layers; got %d and %d", len(f.Sizes), layers, len(f.Weights), len(f.Biases))
	}
	for l := range layers {
		in, out := f.Sizes[l], f.Sizes[l+1]
		if len(f.Weights[l]) != out || len(f.Biases[l]) != out {
			return fmt.Errorf("layer %d of %d units has weights of %d and biases of %d", l+1, out, len(f.Weights[l]), len(f.Biases[l]))
		}
		for k := range out {
			if len(f.Weights[l][k]) != in || len(f.Biases[l][k]) != 1 {
				return fmt.Errorf("unit %d of layer %d has %d weights and %d biases instead of %d and 1", k, l+1, len(f.Weights[l][k]), len(f.Biases[l][k]), in)
			}
		}
	}
	return nil
}
