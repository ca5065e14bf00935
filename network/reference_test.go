package network

import "gonum.org/v1/gonum/mat"

// reference is the network again, in float64 and in matrices, as one would write it
// down from the post: the oracle for the fast one.
type reference struct {
	spec Spec
	w    []*mat.Dense    // inputs × units
	b    []*mat.VecDense // units
}

func newReference(n *Network) *reference {
	t := &reference{spec: n.spec}
	for _, layer := range n.layers {
		w := mat.NewDense(layer.In, layer.Out, nil)
		b := mat.NewVecDense(layer.Out, nil)
		for k := range layer.Out {
			for p := range layer.In {
				w.Set(p, k, float64(layer.W[p*layer.Stride+k]))
			}
			b.SetVec(k, float64(layer.B[k]))
		}
		t.w, t.b = append(t.w, w), append(t.b, b)
	}
	return t
}

// forward returns z and a of every layer; a[0] is the input.
func (t *reference) forward(x *mat.VecDense) (z, a []*mat.VecDense) {
	z, a = []*mat.VecDense{nil}, []*mat.VecDense{x}
	for l := range t.w {
		zl := new(mat.VecDense)
		zl.MulVec(t.w[l].T(), a[l])
		zl.AddVec(zl, t.b[l])
		f := t.spec.Hidden
		if l == len(t.w)-1 {
			f = t.spec.Output
		}
		z, a = append(z, zl), append(a, referenceActivation(f, zl))
	}
	return z, a
}

// cost is C_x.
func (t *reference) cost(x, y *mat.VecDense) float64 {
	_, a := t.forward(x)
	return referenceCost(t.spec.Cost, a[len(a)-1], y)
}

// gradient is ∂C_x/∂w and ∂C_x/∂b by BP1 to BP4.
func (t *reference) gradient(x, y *mat.VecDense) (dw []*mat.Dense, db []*mat.VecDense) {
	z, a := t.forward(x)
	dw, db = make([]*mat.Dense, len(t.w)), make([]*mat.VecDense, len(t.w))
	last := len(t.w) - 1
	d := new(mat.VecDense)
	d.MulVec(referenceJacobian(t.spec.Output, z[last+1]).T(), referenceCostGradient(t.spec.Cost, a[last+1], y)) // BP1
	for l := last; ; l-- {
		db[l] = d // BP3
		dw[l] = new(mat.Dense)
		dw[l].Outer(1, a[l], d) // BP4
		if l == 0 {
			return dw, db
		}
		back := new(mat.VecDense)
		back.MulVec(t.w[l], d)
		d = new(mat.VecDense)
		d.MulVec(referenceJacobian(t.spec.Hidden, z[l]).T(), back) // BP2
	}
}

// descend is (12) for one mini-batch.
func (t *reference) descend(xs, ys []*mat.VecDense, eta float64) {
	var dws [][]*mat.Dense
	var dbs [][]*mat.VecDense
	for i := range xs {
		dw, db := t.gradient(xs[i], ys[i])
		dws, dbs = append(dws, dw), append(dbs, db)
	}
	step := -eta / float64(len(xs))
	for i := range xs {
		for l := range t.w {
			dws[i][l].Scale(step, dws[i][l])
			t.w[l].Add(t.w[l], dws[i][l])
			t.b[l].AddScaledVec(t.b[l], step, dbs[i][l])
		}
	}
}
