package network

import (
	endian "encoding/binary"
	"iter"
	"slices"

	"digitpad/network/internal/kernel"
)

// Input is x, one digit image as the network receives it: the pixels that hold
// ink, and only those, in ascending order of index. A word of two bytes holds how far
// the pixel's index is from that of the word before, from 0 of the first (upper 8 bits),
// and its ink (lower 8 bits); the value fed to the network is ink/255, in [0,1]. A word
// without ink is no pixel and only goes further, where 255 are not enough. About four
// fifths of a digit image are blank, and a blank pixel neither adds to a weighted sum nor
// has a gradient, so leaving it out changes no result and saves most of the work.
type Input []uint16

// farthest is how far a word goes.
const farthest = 255

// AppendInput packs image, one byte a pixel with 0 blank and 255 full ink, and
// appends it to dst. It returns the extended slice, as append does; of what follows in
// dst's memory, up to eight words are overwritten.
func AppendInput(dst Input, image []byte) Input {
	begin := len(dst)
	i, last := 0, 0 // the eight pixels that had ink last
	for ; i+8 <= len(image); i += 8 {
		eight := endian.LittleEndian.Uint64(image[i:])
		if eight == 0 { // most of an image
			continue
		}
		if i+7-last > farthest { // perhaps: it depends on which of the eight pixels have ink
			return appendFar(dst[:begin], image)
		}
		last = i
		have, n := len(dst), 0
		var aside [8]uint16
		to, room := &aside, cap(dst)-have >= len(aside)
		if room { // a copy of n words would take longer
			to = (*[8]uint16)(dst[have : have+8])
		}
		if half := uint32(eight); half != 0 {
			n = packFour(to, n, uint32(i), half)
		}
		if half := uint32(eight >> 32); half != 0 {
			n = packFour(to, n, uint32(i+4), half)
		}
		if room {
			dst = dst[:have+n]
		} else {
			dst = append(dst, aside[:n]...)
		}
	}
	if i < len(image) {
		return appendFar(dst[:begin], image)
	}
	for words := dst[begin:]; len(words) > 1; words = words[:len(words)-1] {
		words[len(words)-1] -= words[len(words)-2] &^ 0xff
	}
	return dst
}

// packFour packs four pixels from place at on, a byte each, to the words from n on, and
// returns how many words there are then. A word's upper half is the low byte of the pixel's
// index, not yet the distance. Every pixel is written, and kept if it has ink: to
// guess whether it has would take longer.
func packFour(to *[8]uint16, n int, at, pixels uint32) int {
	a, b, c, d := pixels&0xff, pixels>>8&0xff, pixels>>16&0xff, pixels>>24
	at <<= 8
	to[n&7] = uint16(at | a)
	n += int((a + 255) >> 8)
	to[n&7] = uint16(at + 1<<8 | b)
	n += int((b + 255) >> 8)
	to[n&7] = uint16(at + 2<<8 | c)
	n += int((c + 255) >> 8)
	to[n&7] = uint16(at + 3<<8 | d)
	return n + int((d+255)>>8)
}

// appendFar is AppendInput for images of any length, with any distances.
func appendFar(dst Input, image []byte) Input {
	last := 0
	for i, ink := range image {
		if ink != 0 {
			dst = dst.appendPixel(i-last, ink)
			last = i
		}
	}
	return dst
}

// appendPixel appends a pixel so far from the last.
func (x Input) appendPixel(distance int, ink byte) Input {
	for ; distance > farthest; distance -= farthest {
		x = append(x, farthest<<8)
	}
	return append(x, uint16(distance<<8)|uint16(ink))
}

// NewInput packs image, one byte a pixel with 0 blank and 255 full ink.
func NewInput(image []byte) Input { return AppendInput(nil, image) }

// Pixels are the index and the ink of each pixel with ink, in ascending order of index.
func (x Input) Pixels() iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		index := 0
		for _, p := range x {
			index += int(p >> 8)
			if ink := byte(p); ink != 0 && !yield(index, ink) {
				return
			}
		}
	}
}

// Unpack writes the input's pixels to image and blanks the others. It panics
// if the input has a pixel outside image.
func (x Input) Unpack(image []byte) {
	clear(image)
	index := 0
	for _, p := range x {
		index += int(p >> 8)
		if ink := byte(p); ink != 0 {
			image[index] = ink
		}
	}
}

// inked is the ink of a mini-batch's inputs as the kernels take it, which need it several
// times.
type inked struct {
	x      []kernel.Pixels
	memory kernel.Pixels // of all of them
	lists  kernel.Lists
}

// take unpacks x for a network of so many inputs. It panics if there is a pixel that the
// network has no input for.
func (k *inked) take(x []Input, inputs int) {
	k.x, k.memory = k.x[:0], k.memory[:0]
	for _, x := range x {
		begin := len(k.memory)
		k.memory = kernel.Unpack(k.memory, x)
		pixels := slices.Clip(k.memory[begin:])
		// they ascend, so the last one tells
		if n := len(pixels); n > 0 && int(pixels[n-1]>>8) >= inputs {
			panic("network: input has more pixels than the network has inputs")
		}
		k.x = append(k.x, pixels)
	}
}
