package network

import (
	"slices"

	"digitpad/network/internal/kernel"
)

// The weighted sums of a layer of many inputs are cut into blocks of inputs. Each block is
// summed in the order of its inputs; then the sums of two blocks are added, those of two
// pairs, and so on (pairwise summation). So goroutines that have some of the inputs each
// need to let each other know a few sums only, and the result has the same bits for any
// number of them.
const blocks = 16

// line is the values in a line of a cache. Blocks, and so the units of a share, begin where
// lines do: no line is in two shares, and the widest vectors are loaded from one.
const line = 16

// many reports whether so many inputs are cut into blocks: from 256 on.
func many(inputs int) bool { return inputs >= blocks*line }

// inputsOf is the range of a block, of so many inputs.
func inputsOf(block, inputs int) (from, to int) {
	return Part{block, blocks}.of(inputs, line)
}

// pairwise adds up the sums of blocks, which come in the order of the blocks: a stack of
// sums that wait for the other half of a pair.
type pairwise struct {
	room  int // values of a sum, at the most
	stack []blockSum
}

// blockSum is a sum over so many blocks.
type blockSum struct {
	blocks int
	z      []float32 // room for it
}

// push returns the first n values of room for a sum over the next so many blocks.
func (p *pairwise) push(blocks, n int) []float32 {
	k := len(p.stack)
	p.stack = slices.Grow(p.stack, 1)[:k+1]
	last := &p.stack[k]
	if last.z == nil {
		last.z = make([]float32, p.room)
	}
	last.blocks = blocks
	return last.z[:n]
}

// fold adds the last two sums, of n values, as long as they are a pair; end is the number
// of the block after them.
func (p *pairwise) fold(end, n int) {
	for k := len(p.stack) - 1; k > 0; k-- {
		left, right := &p.stack[k-1], p.stack[k]
		if left.blocks != right.blocks || end%(2*right.blocks) != 0 {
			return
		}
		kernel.AddRows(left.z[:n], right.z[:n])
		left.blocks *= 2
		p.stack = p.stack[:k]
	}
}

// add adds up the blocks from:to of the weighted sums of m examples, of a layer of so many
// inputs. The layer's rows and a, the activations of its inputs, begin with those of the
// first of these blocks.
func (p *pairwise) add(layer Layer, a []float32, inputs, from, to, m int) {
	n := m * layer.Stride
	begin, _ := inputsOf(from, inputs)
	p.stack = p.stack[:0]
	for b := from; b < to; b++ {
		first, end := inputsOf(b, inputs)
		z := p.push(1, n)
		clear(z)
		kernel.Accumulate(z, layer.W[(first-begin)*layer.Stride:], a[first-begin:], stride(layer.In), end-first, m)
		p.fold(b+1, n)
	}
}

// sums are where add leaves the sums over the blocks from:to, as few as they can be.
func (p *pairwise) sums(from, to int) []blockSum {
	for b := from; b < to; b++ {
		p.push(1, 0)
		p.fold(b+1, 0)
	}
	return p.stack
}

// join adds up sums of n values that are over all blocks together.
func (p *pairwise) join(sums []blockSum, n int) {
	p.stack = p.stack[:0]
	end := 0
	for _, s := range sums {
		copy(p.push(s.blocks, n), s.z)
		end += s.blocks
		p.fold(end, n)
	}
}

// total is the sum over all blocks, of n values.
func (p *pairwise) total(n int) []float32 { return p.stack[0].z[:n] }
