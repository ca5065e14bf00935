// Package gunzip reads files that may or may not be gzipped, up to a limit.
package gunzip

import (
	"bufio"
	"io"

	"github.com/klauspost/compress/gzip"

	"digitpad/network/message"
)

// Max is the most bytes that one file may hold once decompressed. EMNIST's
// largest has 547 million; one that claims more is damaged or hostile.
const Max = 1 << 30

// ErrEmpty is the error for a file without a byte.
var ErrEmpty = message.Errorf("the file is empty")

// NewReader returns the contents of r, which may or may not be gzipped, with at
// least 512 bytes that can be peeked at.
func NewReader(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<18)
	head, err := b.Peek(2)
	if len(head) == 0 {
		if err == io.EOF {
			return nil, ErrEmpty
		}
		return nil, err
	}
	if !IsGzip(head) {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, Damaged(err)
	}
	return bufio.NewReaderSize(z, 1<<18), nil
}

// IsGzip reports whether a file that begins with head is gzipped.
func IsGzip(head []byte) bool { return len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b }

// ErrCut is the error for a file that ends before it should.
var ErrCut = message.Errorf("the file is cut short")

// Damaged is the error for err, met while reading a file's bytes.
func Damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return ErrCut
	}
	return message.Errorf("the file is damaged: %w", err)
}
