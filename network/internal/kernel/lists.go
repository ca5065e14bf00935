package kernel

import "slices"

// Lists is working memory in which a mini-batch's ink is listed in the order of w, so that
// a row that several images have ink on is near when its turn has come.
type Lists struct {
	// by row, for the update: the images that have ink there, in their order
	ink    []uint32 // of each row, room for all images: the image above eight bits of ink
	counts []uint32 // of each row, its images; 0 between mini-batches
	rows   []inkedRow

	// by band of rows, for the forward pass: pixels of an image, in their order
	eights []inkedEight // of each band, room for all images
	bands  []uint32     // of each band, the end of its list in eights
	rest   []Pixels     // of each image, too few for eight
}

// A band is so many rows of w, and so many of their columns: they stay in the nearest
// cache.
const bandRows, bandColumns = 32, 256

// inkedEight is eight pixels of an image, in their order, and the image.
type inkedEight struct {
	pixels [8]uint32
	image  uint32
}

// banding reports whether lists by band pay: narrow rows are fetched as fast as they are
// added, and few images have few rows in common. As measured on Zen 4, and on Zen 5 with
// AVX-512.
func banding(images, stride int) bool {
	least := 64
	if useAVX512 {
		least = 96
	}
	return images >= 4 && stride >= least
}

// listEights lists x by the band that the last of eight pixels is in.
func listEights(l *Lists, x []Pixels, rows int) {
	n, room := rows/bandRows+1, eightsOfBand(len(x))
	l.bands, l.eights, l.rest = sized(l.bands, n), sized(l.eights, n*room), sized(l.rest, len(x))
	eights, end := l.eights, l.bands
	for b := range end {
		end[b] = uint32(b * room)
	}
	for i, x := range x {
		for ; len(x) >= 8; x = x[8:] {
			b := x[7] >> 8 / bandRows
			at := end[b]
			end[b] = at + 1
			eight := &eights[at]
			eight.pixels, eight.image = [8]uint32(x), uint32(i)
		}
		l.rest[i] = x
	}
}

// sized is n elements, in the memory of v if they fit: the last mini-batch of an epoch is
// smaller than the others.
func sized[T any](v []T, n int) []T { return slices.Grow(v[:0], n)[:n] }

// eightsOfBand is the most of one band, of so many images.
func eightsOfBand(images int) int { return images * bandRows / 8 }

// inkedRow is a row that so many images have ink on.
type inkedRow struct{ row, images uint32 }

// listing reports whether lists pay: to make them takes as long for narrow rows as for wide
// ones, and few images have few rows in common. As measured on Granite Rapids; on Zen 4 and 5 what
// is least here was even.
func listing(images, stride, rows int) bool {
	const (
		wide   = 96
		enough = 1000
		room   = 1 << 20
	)
	return images > 1 && stride >= wide && stride*images >= enough && rows*images <= room
}

// rowColumns is how many columns of a row are updated before the next row: all, since w
// comes fastest so, and only their first block has to guess how many images there are. The d
// of many images are not near all the time; of a block they are. As measured on Zen 4, and on
// Zen 5 with AVX-512, where more is near.
func rowColumns(images, stride int) int {
	const near = 10000
	if images < 32 || useAVX512 && images*stride <= near {
		return stride
	}
	return rowBlock()
}

// listRows lists the ink of x.
func listRows(l *Lists, x []Pixels, rows int) []inkedRow {
	l.ink, l.counts, l.rows = sized(l.ink, rows*len(x)), sized(l.counts, rows), sized(l.rows, rows)
	first, last, room := uint32(rows), uint32(0), uint32(len(x))
	for i, x := range x {
		if len(x) > 0 {
			first, last = min(first, x[0]>>8), max(last, x[len(x)-1]>>8)
			scatter(l.ink, l.counts, x, uint32(i)<<8, room)
		}
	}
	return l.rows[:gather(l.rows, l.counts[:last+1], first)]
}

// scatter adds the pixels of an image to the lists of their rows, each of which has room for so
// many images. A function of its own, as is gather, has all that it needs in registers.
//
//go:noinline
func scatter(ink, counts []uint32, x Pixels, image, room uint32) {
	for _, p := range x {
		r := p >> 8
		n := counts[r]
		counts[r] = n + 1
		ink[r*room+n] = image | p&0xff
	}
}

// gather lists the rows from first on that have images, and empties their lists for the next
// time. Every row is written, and stays if it has images: no processor guesses well which do.
//
//go:noinline
func gather(list []inkedRow, counts []uint32, first uint32) int {
	n := 0
	for r := int(first); r < len(counts); r++ {
		images := counts[r]
		list[n] = inkedRow{uint32(r), images}
		counts[r] = 0
		n += int(-images >> 31)
	}
	return n
}
