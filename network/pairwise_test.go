package network

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The blocks of many inputs are all of them, each at least as many as a line has.
func TestBlocksCoverTheInputs(t *testing.T) {
	for _, inputs := range []int{256, 257, 300, 301, 800, 1000} {
		next := 0
		for b := range blocks {
			from, to := inputsOf(b, inputs)
			if from != next || from%line != 0 || to <= from {
				t.Errorf("of %d inputs, block %d is %d to %d, want it from %d", inputs, b, from, to, next)
			}
			next = to
		}
		if next != inputs {
			t.Errorf("of %d inputs, the blocks end at %d", inputs, next)
		}
	}
	if many(255) || !many(256) {
		t.Error("256 inputs are not the fewest that are cut")
	}
}

// A weighted sum of many inputs is that of its blocks, added in pairs. However the blocks
// are dealt out, what is joined has the bits of this tree.
func TestPairwiseSum(t *testing.T) {
	const inputs, m = 300, 3
	random := rand.New(rand.NewPCG(1, 2))
	net := New(Spec{[]int{inputs, 10}, Sigmoid, Sigmoid, Quadratic, OneHot})
	layer := net.layers[0]
	a := make([]float32, m*stride(inputs))
	for _, v := range [][]float32{layer.W, a} {
		for i := range v {
			v[i] = random.Float32() - 0.5
		}
	}
	var tree func(example, k, from, to int) float32
	tree = func(example, k, from, to int) (z float32) {
		if to-from > 1 {
			middle := (from + to) / 2
			return tree(example, k, from, middle) + tree(example, k, middle, to)
		}
		begin, end := inputsOf(from, inputs)
		x := a[example*stride(inputs):]
		product := func(j int) float32 {
			if j >= end {
				return 0
			}
			return float32(x[j] * layer.W[j*layer.Stride+k]) // rounded before it is added
		}
		for j := begin; j < end; j += 4 { // as kernel.Accumulate does
			z += (product(j) + product(j+1)) + (product(j+2) + product(j+3))
		}
		return z
	}
	want := make([]float32, m*layer.Stride)
	for i := range want {
		want[i] = tree(i/layer.Stride, i%layer.Stride, 0, blocks)
	}
	for n := 1; n <= blocks; n++ {
		var sums []blockSum
		for i := range n {
			from, to := Part{i, n}.of(blocks, 1)
			begin, _ := inputsOf(from, inputs)
			_, end := inputsOf(to-1, inputs)
			part, columns := layer, stride(end-begin)
			part.In, part.W = end-begin, layer.W[begin*layer.Stride:]
			own := make([]float32, 0, m*columns)
			for i := range m {
				own = append(own, a[i*stride(inputs)+begin:][:columns]...)
			}
			p := pairwise{room: len(want)}
			p.add(part, own, inputs, from, to, m)
			if n&(n-1) == 0 && len(p.stack) != 1 {
				t.Errorf("one of %d shares has %d sums to tell, want 1", n, len(p.stack))
			}
			sums = append(sums, p.stack...)
		}
		all := pairwise{room: len(want)}
		all.join(sums, len(want))
		if got := all.total(len(want)); !slices.Equal(got, want) {
			t.Errorf("joined of %d shares, the sums differ from the tree's", n)
		}
	}
}

// Work is cut into as many shares as it has blocks or lines, no more.
func TestMaxShares(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		want  int
	}{{[]int{784, 10}, 1}, {[]int{784, 15, 10}, 1}, {[]int{784, 100, 10}, 7}, {[]int{784, 255, 10}, 16}, {[]int{784, 256, 10}, 16}, {[]int{784, 800, 10}, 16}} {
		b := New(Spec{c.sizes, Sigmoid, Sigmoid, Quadratic, OneHot}).NewBackprop(1)
		if got := b.MaxShares(); got != c.want {
			t.Errorf("%v makes %d shares, want %d", c.sizes, got, c.want)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v makes one more", c.sizes)
				}
			}()
			b.Shares(c.want + 1)
		}()
	}
}
