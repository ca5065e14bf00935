package kernel

// Lists is working memory in which a mini-batch's ink is listed by row of w: the images
// that have ink there, and how much, in their order.
type Lists struct {
	images int
	ink    []uint32 // of each row, room for all images: the image above eight bits of ink
	end    []uint32 // of each row's list in ink
	rows   []inkedRow
}

// inkedRow is a row that some images have ink on.
type inkedRow struct {
	row, images uint32
	ink         *uint32
}

// listing reports whether lists pay: to make them takes as long for narrow rows as for wide
// ones, and few images have few rows in common. As measured on Zen 4.
func listing(images, stride, rows int) bool {
	const (
		enough = 3000
		room   = 1 << 20
	)
	return stride*min(images, 32) >= enough && rows*images <= room
}

// listRows lists the ink of x.
func listRows(l *Lists, x []Pixels, rows int) []inkedRow {
	if l.images != len(x) || len(l.end) != rows {
		l.images, l.ink, l.end = len(x), make([]uint32, rows*len(x)), make([]uint32, rows)
		for r := range l.end {
			l.end[r] = uint32(r * len(x))
		}
	}
	ink, end := l.ink, l.end
	for i, x := range x {
		for _, p := range x {
			r := p >> 8
			at := end[r]
			end[r] = at + 1
			ink[at] = uint32(i)<<8 | p&0xff
		}
	}
	l.rows = l.rows[:0]
	begin := uint32(0)
	for r, e := range end {
		if e > begin {
			l.rows = append(l.rows, inkedRow{uint32(r), e - begin, &ink[begin]})
			end[r] = begin // for the next time
		}
		begin += uint32(len(x))
	}
	return l.rows
}
