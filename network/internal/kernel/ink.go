package kernel

import (
	"fmt"
	"slices"
	"unsafe"
)

// Pixels is an image as [Unpack] makes it: each word holds a pixel's index
// in its upper 24 bits and its ink in the lower eight. The indices ascend, so the
// last one is checked against the rows of w and answers for the others.
type Pixels = []uint32

// Packed is an image as network.Input packs it.
type Packed interface{ ~[]uint16 }

// Unpack appends the pixels of x, packed as network.Input says, to words:
//
//	index := uint32(0)
//	for _, p := range x {
//		index += uint32(p >> 8)
//		if ink := uint32(p & 0xff); ink != 0 {
//			words = append(words, index<<8|ink)
//		}
//	}
//
// What follows x and words within their capacities is read and written.
func Unpack[X Packed](words Pixels, x X) Pixels {
	words = slices.Grow(words, Pad(len(x)))
	if !useAsm || len(x) == 0 {
		return unpack(words, x, 0)
	}
	eights := len(x) / Lanes
	if cap(x) >= Pad(len(x)) {
		eights = Pad(len(x)) / Lanes
	}
	have := len(words)
	to := words[:have+eights*Lanes]
	switch {
	case eights == 0 || !unpackAsm(&to[have], &x[0], eights):
		return unpack(words, x, 0)
	case eights*Lanes >= len(x):
		return words[:have+len(x)]
	default:
		return unpack(to, x[eights*Lanes:], to[len(to)-1]>>8)
	}
}

// AccumulateInk adds to z, for every image, the rows of the inked pixels, each
// times its ink: z has one row of stride columns per image. Four rows of w at a
// time, because a sum that waits for the sum before is what would limit the
// speed. For each image, with ink(p) = Ink[p&0xff] and row(p) = w[(p>>8)*stride:]:
//
//	for len(x) >= 4 {
//		p, q, r, s := x[0], x[1], x[2], x[3]
//		for k := range z {
//			z[k] += (ink(p)*row(p)[k] + ink(q)*row(q)[k]) + (ink(r)*row(r)[k] + ink(s)*row(s)[k])
//		}
//		x = x[4:]
//	}
//	for _, p := range x {
//		for k := range z {
//			z[k] += ink(p) * row(p)[k]
//		}
//	}
//
// Later are images that will be unpacked soon: they are asked for in the
// meantime, so that nobody need wait for the memory. They change nothing.
//
// With lists, which may be nil, rows near each other are added to all images one after
// another where that is faster.
func AccumulateInk[X Packed](z, w []float32, x []Pixels, later []X, lists *Lists) {
	stride := checkInk(z, w, x)
	if stride == 0 {
		return
	}
	if useAsm {
		if hasEights && lists != nil && banding(len(x), stride) {
			listEights(lists, x, len(w)/stride)
			for c := 0; c < stride; c += bandColumns {
				columns := min(bandColumns, stride-c)
				for b, end := range lists.bands {
					begin := b * eightsOfBand(len(x))
					if n := int(end) - begin; n > 0 {
						soon := min(n/16+1, len(later)) // an image has some 16 eights
						accumulateEightsAsm(&z[c], &w[c], stride, columns, &lists.eights[begin], n, header(later), soon)
						later = later[soon:]
					}
				}
			}
			x = lists.rest
		}
		for c := 0; c < stride; c += block(stride - c) {
			accumulateInkAsm(&z[c], &w[c], stride, block(stride-c), &x[0], len(x), header(later), len(later))
			later = nil
		}
		return
	}
	accumulateInk(z, w, x)
}

// UpdateInk adds d to the rows of the inked pixels, times their ink, image after
// image: d has one row of stride columns per image. For each image:
//
//	for _, p := range x {
//		for k := range d {
//			w[(p>>8)*stride+k] += Ink[p&0xff] * d[k]
//		}
//	}
//
// With lists, which may be nil, a row that several images have ink on is read and written
// once where that is faster.
func UpdateInk(w []float32, x []Pixels, d []float32, lists *Lists) {
	stride := checkInk(d, w, x)
	switch {
	case stride == 0:
	case !useAsm:
		updateInk(w, x, d)
	case lists != nil && listing(len(x), stride, len(w)/stride):
		rows := listRows(lists, x, len(w)/stride)
		if len(rows) == 0 {
			return
		}
		columns := rowColumns(len(x), stride)
		for c := 0; c < stride; c += columns {
			updateRowsAsm(&w[c], &d[c], stride, min(columns, stride-c), &lists.ink[0], len(x), &rows[0], len(rows))
		}
	default:
		for c := 0; c < stride; c += block(stride - c) {
			updateInkAsm(&w[c], &d[c], stride, block(stride-c), &x[0], len(x))
		}
	}
}

// checkInk returns the stride, or 0 if there is nothing to do.
func checkInk(columns, w []float32, x []Pixels) (stride int) {
	if len(x) == 0 || len(columns) == 0 {
		return 0
	}
	stride = len(columns) / len(x)
	if stride%Lanes != 0 || len(columns) != stride*len(x) {
		panic(fmt.Sprintf("kernel: %d values are no %d padded rows", len(columns), len(x)))
	}
	rows := uint32(len(w) / stride)
	for _, x := range x {
		if len(x) > 0 && x[len(x)-1]>>8 >= rows {
			panic(fmt.Sprintf("kernel: pixel %d has no row: w has %d", x[len(x)-1]>>8, rows))
		}
	}
	if rows == 0 {
		return 0
	}
	return stride
}

// block is how many of the remaining columns the assembly processes at once, for all
// images. The part of w that belongs to so many columns stays in a near cache from one image
// to the next, where the whole of a wide layer would not.
func block(left int) int { return min(left, widest()) }

// header is x as the assembly takes it: the type of its elements is a slice of
// words by whatever name.
func header[X Packed](x []X) *[]uint16 { return (*[]uint16)(unsafe.Pointer(unsafe.SliceData(x))) }
