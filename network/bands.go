package network

import "digitpad/network/internal/kernel"

// The first layer's weights do not fit into a CPU's nearest cache, and each image
// needs rows from all over them. So the images of a mini-batch go through them
// together, band after band: first the upper part of every image, then the part
// below. A band's rows stay in the cache until the last image has used them.
// Nothing else changes: each sum has the same terms in the same order.

// accumulateInk adds to z, one row per example, the weighted inputs.
func accumulateInk(z []float32, layer Layer, x []Input) {
	bands := layer.bands(len(x))
	for band := range bands {
		for i := range x {
			kernel.AccumulateInk(z[i*layer.Stride:][:layer.Stride], layer.W, x[i].band(band, bands))
		}
	}
}

// updateInk adds to the weights the products of inputs and d, one row per
// example.
func updateInk(layer Layer, x []Input, d []float32) {
	bands := layer.bands(len(x))
	for band := range bands {
		for i := range x {
			kernel.UpdateInk(layer.W, x[i].band(band, bands), d[i*layer.Stride:][:layer.Stride])
		}
	}
}

// bands is the number of bands for m examples, a power of two.
func (l Layer) bands(m int) int {
	const near = 16 << 10 / 4 // values: half of a nearest cache of 32 KiB
	bands := 1
	for m > 1 && len(l.W)/bands > near && bands < 64 {
		bands *= 2
	}
	return bands
}

// band is one of so many parts of x, cut where the kernels begin a new group of
// four pixels.
func (x Input) band(i, of int) Input {
	lo, hi := len(x)*i/of&^3, len(x)*(i+1)/of&^3
	if i+1 == of {
		hi = len(x)
	}
	return x[lo:hi]
}
