package network

// Encoding turns a label, 0 to 9, into the target y that the outputs should
// take, and output activations back into a label (section 2.2 of the post).
type Encoding interface {
	Name() string

	// Outputs is the number of output units.
	Outputs() int

	// Target sets y to the target of a label. Its values lie in [0,1].
	Target(y []float32, label int)

	// Decode is the label that the output activations a stand for: the one
	// whose target is nearest, the smaller label where two are equally near.
	Decode(a []float32) int
}

// Encodings are the encodings there are.
var Encodings = Registry[Encoding]{OneHot, Binary, Ordinal}

// Labels is the number of different labels: the digits 0 to 9.
const Labels = 10
