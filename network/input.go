package network

import endian "encoding/binary"

// Input is x, one digit image as the network receives it: the pixels that hold
// ink, and only those, in ascending order of index. A word packs a pixel's
// index (upper 24 bits) and its ink (lower 8 bits, 1 to 255); the value fed to
// the network is ink/255, in [0,1]. About four fifths of a digit image are
// blank, and a blank pixel neither adds to a weighted sum nor has a gradient,
// so leaving it out changes no result and saves most of the work.
type Input []uint32

// AppendInput packs image, one byte a pixel with 0 blank and 255 full ink, and
// appends it to dst. It returns the extended slice, as append does; of what follows in
// dst's memory, up to eight words are overwritten.
func AppendInput(dst Input, image []byte) Input {
	i := 0
	for ; i+8 <= len(image); i += 8 {
		eight := endian.LittleEndian.Uint64(image[i:])
		if eight == 0 { // most of an image
			continue
		}
		have, n := len(dst), 0
		var aside [8]uint32
		to, room := &aside, cap(dst)-have >= len(aside)
		if room { // a copy of n words would take longer
			to = (*[8]uint32)(dst[have : have+8])
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
	for ; i < len(image); i++ {
		if ink := image[i]; ink != 0 {
			dst = append(dst, uint32(i)<<8|uint32(ink))
		}
	}
	return dst
}

// packFour packs four pixels from place at on, a byte each, to the words from n on, and
// returns how many words there are then. Every pixel is written, and kept if it has ink: to
// guess whether it has would take longer.
func packFour(to *[8]uint32, n int, at, pixels uint32) int {
	a, b, c, d := pixels&0xff, pixels>>8&0xff, pixels>>16&0xff, pixels>>24
	at <<= 8
	to[n&7] = at | a
	n += int((a + 255) >> 8)
	to[n&7] = at + 1<<8 | b
	n += int((b + 255) >> 8)
	to[n&7] = at + 2<<8 | c
	n += int((c + 255) >> 8)
	to[n&7] = at + 3<<8 | d
	return n + int((d+255)>>8)
}

// NewInput packs image, one byte a pixel with 0 blank and 255 full ink.
func NewInput(image []byte) Input { return AppendInput(nil, image) }

// Unpack writes the input's pixels to image and blanks the others. It panics
// if the input has a pixel outside image.
func (x Input) Unpack(image []byte) {
	clear(image)
	for _, p := range x {
		image[p>>8] = byte(p)
	}
}
