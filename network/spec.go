package network

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"digitpad/network/message"
)

// Spec says what a network is before it has parameters.
type Spec struct {
	Sizes    []int      // units of each layer, the input first: 784, 15, 10
	Hidden   Activation // of every hidden layer
	Output   Activation // of the output layer
	Cost     Cost       // what training minimises
	Encoding Encoding   // what the outputs mean
}

// PostSpec is the network of the post, 784→15→10: "minimal but effective".
func PostSpec() Spec {
	return Spec{[]int{784, 15, 10}, Sigmoid, Sigmoid, Quadratic, OneHot}
}

// Limits keep a mistaken or hostile size from taking the machine's memory: 2²⁶
// parameters are 256 MB.
const (
	maxLayers     = 64
	maxUnits      = 1 << 20
	maxParameters = 1 << 26
)

// Validate reports everything that is wrong with the spec, with the reason.
func (s Spec) Validate() error {
	if s.Hidden == nil || s.Output == nil || s.Cost == nil || s.Encoding == nil {
		return message.Errorf("network spec: an activation, the cost or the encoding is missing")
	}
	return errors.Join(s.ValidateSizes(), s.ValidateChoices())
}

// ValidateSizes reports what is wrong with the numbers of units.
func (s Spec) ValidateSizes() error {
	switch {
	case len(s.Sizes) < 2 || len(s.Sizes) > maxLayers:
		return message.Errorf("a network has 2 to %d layers, counting the input; got %d", maxLayers, len(s.Sizes))
	case slices.Min(s.Sizes) < 1:
		return message.Errorf("a layer has at least 1 unit")
	case !s.affordable():
		return message.Errorf("layers of %s units are more than fits: at most %d units in a layer and %d parameters", s.SizesString(), maxUnits, maxParameters)
	}
	if outputs := s.Sizes[len(s.Sizes)-1]; outputs != s.Encoding.Outputs() {
		return message.Errorf("%s encoding needs %d outputs, not %d", s.Encoding.Name(), s.Encoding.Outputs(), outputs)
	}
	return nil
}

// ValidateChoices reports activations, costs and encodings that make no sense
// together.
func (s Spec) ValidateChoices() error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, message.Errorf(format, args...)) }
	if s.Hidden == Softmax {
		wrong("softmax is for the output layer: in a hidden layer every unit would depend on all others")
	}
	switch s.Output {
	case Tanh, ReLU:
		wrong("%s outputs leave [0,1], where the targets lie; use sigmoid or softmax", s.Output.Name())
	case Softmax:
		if s.Encoding.Name() != OneHot.Name() {
			wrong("softmax outputs sum to 1, which the targets of the %s encoding do not; use one-hot, or sigmoid outputs", s.Encoding.Name())
		}
	}
	if s.Cost == CrossEntropy && s.Output == Softmax {
		wrong("cross-entropy treats each output as a yes or no of its own, softmax outputs exclude each other; use log-likelihood with softmax, or sigmoid outputs")
	}
	if s.Cost == LogLikelihood && s.Output == Sigmoid {
		wrong("log-likelihood sees only the right output, so sigmoid outputs would all rise to 1; use softmax with it, or cross-entropy")
	}
	return errors.Join(errs...)
}

// affordable reports whether the parameters fit into memory.
func (s Spec) affordable() bool {
	total := 0
	for l, units := range s.Sizes {
		if units > maxUnits {
			return false
		}
		if l > 0 {
			total += (s.Sizes[l-1] + 1) * stride(units) // at most 2⁴⁰ a layer, 64 layers
		}
	}
	return total <= maxParameters
}

// Parameters is the number of weights and biases, without padding: 11,935 for
// 784→15→10.
func (s Spec) Parameters() int {
	total := 0
	for l := 1; l < len(s.Sizes); l++ {
		total += (s.Sizes[l-1] + 1) * s.Sizes[l]
	}
	return total
}

// SizesString is the sizes as people write them: "784-15-10".
func (s Spec) SizesString() string {
	parts := make([]string, len(s.Sizes))
	for i, units := range s.Sizes {
		parts[i] = strconv.Itoa(units)
	}
	return strings.Join(parts, "-")
}
