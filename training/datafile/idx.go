package datafile

import (
	"encoding/binary"
	"io"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

// The IDX format begins with two zero bytes, the type of an entry and the number
// of dimensions; the dimensions follow, and all numbers are big-endian.
var idxTypes = map[byte]struct {
	kind byte
	size int
}{
	0x08: {'u', 1},
	0x09: {'i', 1},
	0x0b: {'i', 2},
	0x0c: {'i', 4},
	0x0d: {'f', 4},
	0x0e: {'f', 8},
}

// maxDimensions is more than images have: examples, channel, rows, columns.
const maxDimensions = 4

// isIDX reports whether a file that begins with head is in the IDX format.
func isIDX(head []byte) bool {
	return len(head) >= 4 && head[0] == 0 && head[1] == 0 && idxTypes[head[2]].size > 0 && head[3] >= 1 && head[3] <= maxDimensions
}

// readIDX reads one file. What it should hold is for the words of an error.
func readIDX(r io.Reader, what string) (*array, error) {
	b, err := gunzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	var head [4]byte
	if _, err := io.ReadFull(b, head[:]); err != nil {
		return nil, gunzip.Damaged(err)
	}
	if head[0] == '<' {
		return nil, message.Errorf("a page of the web, as servers send it in place of a file they do not have: download it again")
	}
	if !isIDX(head[:]) {
		return nil, message.Errorf("not an IDX file of %s: it begins with %#08x", what, binary.BigEndian.Uint32(head[:]))
	}
	dims := make([]uint32, head[3])
	if err := binary.Read(b, binary.BigEndian, dims); err != nil {
		return nil, gunzip.Damaged(err)
	}
	t := idxTypes[head[2]]
	a := &array{kind: t.kind, size: t.size, order: binary.BigEndian}
	for _, d := range dims {
		a.shape = append(a.shape, int(d))
	}
	if a.shape[0] == 0 {
		return nil, errNoExamples
	}
	if len(a.shape) >= 3 { // before their bytes are read
		if err := a.checkImages(); err != nil {
			return nil, err
		}
	}
	n, ok := entries(a.shape, a.size)
	if !ok {
		return nil, message.Errorf("the file claims to hold %d examples, more than can be read: %d MB at most", dims[0], gunzip.Max>>20)
	}
	have := 0
	if a.kind == 'u' && a.checkImages() == nil {
		a.packed = dataset.NewPacker(dataset.Pixels, a.shape[0])
		have, err = pack(b, n, a.packed)
	} else {
		a.data, err = readFull(b, n*a.size)
		have = len(a.data)
	}
	if err != nil {
		return nil, message.Errorf("after %d of %d examples: %w", have/(n*a.size/a.shape[0]), a.shape[0], gunzip.Damaged(err))
	}
	// One byte more must not be there. Asking for it also makes gzip compare
	// its checksum.
	switch _, err := io.ReadFull(b, make([]byte, 1)); err {
	case io.EOF:
		return a, nil
	case nil:
		return nil, message.Errorf("more bytes follow the %d examples that the file claims to hold", a.shape[0])
	default:
		return nil, gunzip.Damaged(err)
	}
}

// pack reads n bytes of images and packs them meanwhile, and returns how many there were.
func pack(r io.Reader, n int, p *dataset.Packer) (have int, err error) {
	defer p.Wait()
	for have < n {
		buffer := p.Buffer()
		buffer = buffer[:min(len(buffer), n-have)]
		k, err := io.ReadFull(r, buffer)
		have += k
		if err != nil {
			return have, err
		}
		p.Pack(buffer)
	}
	return have, nil
}

// readFull reads n bytes, and on an error returns those before it. Unless n is no more
// than a data set of MNIST's size has, it starts small and doubles, because n is only
// a claim.
func readFull(r io.Reader, n int) ([]byte, error) {
	const usual = 48 << 20
	first := n
	if n > usual {
		first = 1 << 20
	}
	data := make([]byte, first)
	have := 0
	for {
		k, err := io.ReadFull(r, data[have:])
		have += k
		if err != nil || have == n {
			return data[:have], err
		}
		data = append(make([]byte, 0, min(n, 2*have)), data...)
		data = data[:cap(data)]
	}
}
