package mnist

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"digitpad/training/dataset"
)

// maxContents is the most that one file may hold once decompressed, in bytes.
// MNIST's largest has 47 million and EMNIST's 547 million; a file that claims
// more is damaged or means harm.
const maxContents = 1 << 30

// The IDX format opens with a magic number (two zero bytes, the type of an
// entry, the number of dimensions), then the dimensions, all big-endian.
const (
	labelsMagic = 0x00000801 // unsigned bytes in one dimension: n
	imagesMagic = 0x00000803 // unsigned bytes in three dimensions: n, rows, columns
)

// ReadImages reads an IDX file of n ≥ 1 images of 28×28 pixels, gzipped or
// plain, up to the end of r. It returns n×784 bytes, image after image, row by
// row, 0 blank and 255 full ink. A file that is damaged, cut short, followed by
// anything, larger than 1 GiB, or of another kind or size is an error. Memory
// grows with the bytes that arrive, whatever the file claims to hold.
func ReadImages(r io.Reader) ([]byte, error) {
	r, err := decompress(r)
	if err != nil {
		return nil, err
	}
	return readIDX(r, imagesMagic)
}

// ReadLabels reads an IDX file of n ≥ 1 labels, one byte each, under the same
// conditions as ReadImages. What the labels mean is not checked here.
func ReadLabels(r io.Reader) ([]byte, error) {
	r, err := decompress(r)
	if err != nil {
		return nil, err
	}
	return readIDX(r, labelsMagic)
}

// decompress returns the contents of r, which may or may not be gzipped.
func decompress(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(2)
	if len(head) == 0 {
		if err == io.EOF {
			return nil, errors.New("the file is empty")
		}
		return nil, err
	}
	if !isGzip(head) {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, damaged(err)
	}
	return z, nil
}

func isGzip(head []byte) bool { return len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b }

// readIDX reads the decompressed contents of one file and returns what follows
// the header.
func readIDX(r io.Reader, magic uint32) ([]byte, error) {
	var got uint32
	if err := binary.Read(r, binary.BigEndian, &got); err != nil {
		return nil, damaged(err)
	}
	switch {
	case got == magic:
	case got == imagesMagic:
		return nil, errors.New("the file holds images where labels belong")
	case got == labelsMagic:
		return nil, errors.New("the file holds labels where images belong")
	default:
		return nil, fmt.Errorf("not an IDX file of images or labels: it begins with %#08x instead of %#08x", got, magic)
	}

	dims := make([]uint32, magic&0xff)
	if err := binary.Read(r, binary.BigEndian, dims); err != nil {
		return nil, damaged(err)
	}
	n, entry := uint64(dims[0]), uint64(1)
	if magic == imagesMagic {
		if dims[1] != dataset.Side || dims[2] != dataset.Side {
			return nil, fmt.Errorf("the images are %d×%d pixels; only %d×%d can be read, the size of MNIST, Fashion-MNIST and EMNIST",
				dims[1], dims[2], dataset.Side, dataset.Side)
		}
		entry = dataset.Pixels
	}
	if n == 0 {
		return nil, errors.New("the file holds no examples")
	}
	if n*entry > maxContents {
		return nil, fmt.Errorf("the file claims to hold %d examples, more than the %d that can be read", n, maxContents/entry)
	}

	data, err := readFull(r, int(n*entry))
	if err != nil {
		return nil, fmt.Errorf("after %d of %d examples: %w", uint64(len(data))/entry, n, damaged(err))
	}
	// One byte more must not be there. Asking for it also makes gzip compare
	// its checksum.
	switch _, err := io.ReadFull(r, make([]byte, 1)); err {
	case io.EOF:
		return data, nil
	case nil:
		return nil, fmt.Errorf("more bytes follow the %d examples that the file claims to hold", n)
	default:
		return nil, damaged(err)
	}
}

// readFull reads n bytes, and on an error returns those before it. It starts
// small and doubles, because n is only a claim.
func readFull(r io.Reader, n int) ([]byte, error) {
	data := make([]byte, min(n, 1<<20))
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

// errCut is the error for a file that ends too early.
var errCut = errors.New("the file is cut short")

// damaged puts err, met while reading a file's bytes, into words.
func damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errCut
	}
	return fmt.Errorf("the file is damaged: %w", err)
}
