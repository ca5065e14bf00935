package network

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
		eight := [8]byte(image[i:])
		if eight == [8]byte{} { // most of an image
			continue
		}
		// Every pixel is packed, and kept if it has ink: to guess whether it has
		// would take longer.
		var packed [8]uint32
		n := 0
		for j, ink := range eight {
			packed[n&7] = uint32(i+j)<<8 | uint32(ink)
			n += int((uint32(ink) + 255) >> 8)
		}
		if have := len(dst); cap(dst)-have >= len(packed) { // a copy of n words would take longer
			*(*[8]uint32)(dst[have : have+8]) = packed
			dst = dst[:have+n]
		} else {
			dst = append(dst, packed[:n]...)
		}
	}
	for ; i < len(image); i++ {
		if ink := image[i]; ink != 0 {
			dst = append(dst, uint32(i)<<8|uint32(ink))
		}
	}
	return dst
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
