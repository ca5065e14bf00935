package codec

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
)

// array is a named array of a file that another program wrote.
type array struct {
	name  string
	shape []int
	read  func() ([]float32, error) // row by row
}

// layout is which way round a matrix of weights is stored.
type layout bool

// The layouts: PyTorch's and ONNX's files have a row for each unit, digitpad's and
// Keras's one for each input.
const (
	rowPerUnit  layout = true
	rowPerInput layout = false
)

// dense is a fully connected layer, as planned from the shapes of arrays.
type dense struct {
	weights array
	biases  *array // nil: all 0
	layout  layout
	in, out int
}

// UnspecifiedError is the error for weights whose file does not say what the hidden
// units do with their sums, and for which no activation was given.
type UnspecifiedError struct {
	Sizes string // "784-30-10"
}

// Error says what is missing.
func (e *UnspecifiedError) Error() string { return e.Message().String() }

// Message implements message.Messenger.
func (e *UnspecifiedError) Message() message.Message {
	return message.New("the file has the weights of a %s network, but not its hidden activation, which has to be given: sigmoid, tanh or relu", e.Sizes)
}

// plan finds the layers of a network among arrays, by their names and shapes: a matrix
// of weights each, and a vector of biases. The usual layout decides where a square
// matrix fits both ways.
func plan(arrays []array, usual layout) ([]dense, error) {
	var matrices, vectors []array
	for _, a := range arrays {
		switch len(a.shape) {
		case 2:
			matrices = append(matrices, a)
		case 1:
			vectors = append(vectors, a)
		default:
			return nil, message.Errorf("%q has the shape %v; a network of digitpad has fully connected layers only, each a matrix of weights and a vector of biases", a.name, a.shape)
		}
	}
	if len(matrices) == 0 {
		return nil, message.Errorf("it has no matrix of weights")
	}
	slices.SortStableFunc(matrices, byName)
	slices.SortStableFunc(vectors, byName)
	biases, err := pair(matrices, vectors)
	if err != nil {
		return nil, err
	}
	layers := make([]dense, len(matrices))
	for i, m := range matrices {
		layers[i] = dense{weights: m, biases: biases[i]}
	}
	tries := maxTries
	chain := link(nil, layers, usual, &tries)
	if chain == nil {
		var shapes []string
		for _, m := range matrices {
			shapes = append(shapes, fmt.Sprintf("%s %d×%d", m.name, m.shape[0], m.shape[1]))
		}
		return nil, message.Errorf("its matrices do not follow one another as layers: %s", strings.Join(shapes, ", "))
	}
	return chain, nil
}

// pair finds the biases of each matrix: the vector with the same name but for the
// last part, or else the one at the same place in the order of names.
func pair(matrices, vectors []array) ([]*array, error) {
	biases := make([]*array, len(matrices))
	used := 0
	for i, m := range matrices {
		for j := range vectors {
			if s := stem(m.name); s != "" && s == stem(vectors[j].name) {
				if biases[i] != nil {
					return nil, message.Errorf("beside %q there is more than one vector; a layer of digitpad has biases only, and no normalisation", m.name)
				}
				biases[i] = &vectors[j]
				used++
			}
		}
	}
	switch {
	case used == len(vectors):
		return biases, nil
	case len(vectors) == len(matrices):
		for i := range vectors {
			biases[i] = &vectors[i]
		}
		return biases, nil
	}
	return nil, message.Errorf("%d vectors are not the biases of %d matrices; a network of digitpad has fully connected layers only, without normalisation", len(vectors), len(matrices))
}

// stem is a name without its last part: "fc1" of "fc1.weight", "dense" of
// "dense/kernel:0".
func stem(name string) string {
	return name[:max(strings.LastIndexAny(name, "./"), 0)]
}

// maxTries bounds the search for an order of the layers. Names in order need one try
// a layer.
const maxTries = 10_000

// link puts all of rest behind chain, so that each layer has the inputs that the one
// before has units; nil if they do not fit. Of several ways it takes the first in the
// order of rest.
func link(chain, rest []dense, usual layout, tries *int) []dense {
	if len(rest) == 0 {
		return chain
	}
	for i, d := range rest {
		for _, l := range []layout{usual, !usual} {
			d.layout, d.in, d.out = l, d.weights.shape[0], d.weights.shape[1]
			if l == rowPerUnit {
				d.in, d.out = d.out, d.in
			}
			fits := d.biases == nil || d.biases.shape[0] == d.out
			follows := len(chain) == 0 || chain[len(chain)-1].out == d.in
			if *tries--; *tries < 0 {
				return nil
			}
			if !fits || !follows {
				continue
			}
			others := slices.Concat(rest[:i], rest[i+1:])
			if whole := link(append(slices.Clone(chain), d), others, usual, tries); whole != nil {
				return whole
			}
		}
	}
	return nil
}

// byName compares names as people count: layer2 comes before layer10.
func byName(a, b array) int {
	x, y := a.name, b.name
	for x != "" && y != "" {
		xn, yn := digits(x), digits(y)
		if xn > 0 && yn > 0 {
			i, errX := strconv.ParseUint(x[:xn], 10, 64)
			j, errY := strconv.ParseUint(y[:yn], 10, 64)
			if errX == nil && errY == nil && i != j {
				return cmp.Compare(i, j)
			}
			x, y = x[xn:], y[yn:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a.name, b.name))
}

// digits is how many digits s begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// specOf is what a network of these layers is, as far as it is given. Outputs that
// nobody speaks of are taken for softmax, as PyTorch's cross-entropy takes them; their
// order, and with it the digit that is read, is the same with sigmoid. Notes say what
// was taken for granted.
func specOf(layers []dense, given Given) (spec network.Spec, notes map[string]string, err error) {
	spec = network.Spec{Sizes: []int{layers[0].in}, Hidden: given.Hidden, Output: given.Output, Cost: given.Cost, Encoding: network.OneHot}
	for _, d := range layers {
		spec.Sizes = append(spec.Sizes, d.out)
	}
	if spec.Hidden == nil && len(layers) > 1 {
		return spec, nil, &UnspecifiedError{Sizes: spec.SizesString()}
	}
	var assumed []string
	if spec.Hidden == nil {
		spec.Hidden = network.Sigmoid // of no layer
	}
	if spec.Output == nil {
		spec.Output = network.Softmax
		assumed = append(assumed, spec.Output.Name()+" outputs")
	}
	if spec.Cost == nil {
		spec.Cost = costFor(spec.Output)
		assumed = append(assumed, spec.Cost.Name()+" cost")
	}
	if len(assumed) > 0 {
		notes = map[string]string{NoteAssumed: strings.Join(assumed, " and ")}
	}
	return spec, notes, spec.Validate()
}

// haveSizes reports layers that are not of the sizes of spec.
func haveSizes(layers []dense, spec network.Spec) error {
	sizes := []int{layers[0].in}
	for _, d := range layers {
		sizes = append(sizes, d.out)
	}
	if !slices.Equal(sizes, spec.Sizes) {
		return message.Errorf("the weights are of sizes %v, not %s", sizes, spec.SizesString())
	}
	return nil
}

// NoteAssumed is the note that says what Read took for granted, because the file does
// not say it: "softmax outputs and log-likelihood cost".
const NoteAssumed = "assumed"

// costFor is the cost that belongs to an output activation.
func costFor(output network.Activation) network.Cost {
	for _, c := range network.Costs {
		if c.Partner() == output {
			return c
		}
	}
	return network.Quadratic
}

// build makes the network of spec with the parameters of the layers.
func build(spec network.Spec, layers []dense) (*network.Network, error) {
	net := network.New(spec)
	for l, layer := range net.Layers() {
		d := layers[l]
		weights, err := d.weights.read()
		if err != nil {
			return nil, err
		}
		for p := range layer.In {
			row := layer.W[p*layer.Stride:][:layer.Out]
			if d.layout == rowPerInput {
				copy(row, weights[p*layer.Out:])
				continue
			}
			for k := range row {
				row[k] = weights[k*layer.In+p]
			}
		}
		if d.biases == nil {
			continue
		}
		biases, err := d.biases.read()
		if err != nil {
			return nil, err
		}
		copy(layer.B[:layer.Out], biases)
	}
	return net, checkFinite(net)
}
