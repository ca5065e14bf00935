package network

import "gonum.org/v1/gonum/mat"

// Reference is the oracle for tests outside the package.
type Reference struct{ *reference }

// NewReference copies a network's parameters into its twin.
func NewReference(n *Network) Reference { return Reference{newReference(n)} }

// Descend is (12) for one mini-batch.
func (t Reference) Descend(x []Input, labels []uint8, eta float64) {
	var vx, vy []*mat.VecDense
	for i := range x {
		xi, yi := vectors(t.spec, x[i], labels[i])
		vx, vy = append(vx, xi), append(vy, yi)
	}
	t.descend(vx, vy, eta)
}

// Predict is the label whose output is largest.
func (t Reference) Predict(x Input) int {
	xi, _ := vectors(t.spec, x, 0)
	_, a := t.forward(xi)
	best := 0
	for k, v := range a[len(a)-1].RawVector().Data {
		if v > a[len(a)-1].AtVec(best) {
			best = k
		}
	}
	return best
}
