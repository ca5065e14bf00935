package dataset

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"sync"

	"digitpad/network"
)

// Side is the width and the height of a digit image in pixels, and Pixels their
// product: the length of x in the post's notation.
const (
	Side   = 28
	Pixels = Side * Side
)

// Dataset is a sequence of examples (image and label), packed once so that
// training touches nothing but ink. It is immutable and safe for concurrent
// use.
type Dataset struct {
	name   string
	ink    network.Input // the inputs of all examples, one after the other
	start  []uint32      // example i is ink[start[i]:start[i+1]]
	labels []uint8
	shares []Share // of a mix

	sum     string // see Sum
	sumOnce sync.Once
}

// New packs n = len(labels) examples. Images holds n×784 bytes, row by
// row, 0 blank and 255 full ink; labels are the digits 0 to 9. It keeps no
// reference to images. Name is what the user reads, such as "MNIST training
// images".
func New(name string, images, labels []byte) (*Dataset, error) {
	if len(images) != len(labels)*Pixels {
		return nil, fmt.Errorf("%s: %d labels need %d bytes of images, got %d",
			name, len(labels), len(labels)*Pixels, len(images))
	}
	for i, label := range labels {
		if label > 9 {
			return nil, fmt.Errorf("%s: example %d has the label %d, which is not a digit", name, i, label)
		}
	}
	inked := len(images) - bytes.Count(images, []byte{0})
	d := &Dataset{
		name:   name,
		ink:    make(network.Input, 0, inked),
		start:  make([]uint32, 1, len(labels)+1),
		labels: append([]uint8(nil), labels...),
	}
	preferHugePages(d.ink)
	for i := range labels {
		d.ink = network.AppendInput(d.ink, images[i*Pixels:(i+1)*Pixels])
		d.start = append(d.start, uint32(len(d.ink)))
	}
	return d, nil
}

// Name is what the user reads, such as "MNIST training images".
func (d *Dataset) Name() string { return d.name }

// Len is n, the number of examples.
func (d *Dataset) Len() int { return len(d.labels) }

// Input is x of example i. The caller must not change it.
func (d *Dataset) Input(i int) network.Input { return d.ink[d.start[i]:d.start[i+1]] }

// Label is the digit that example i shows, 0 to 9.
func (d *Dataset) Label(i int) int { return int(d.labels[i]) }

// Sum identifies the examples, whatever they are called: the SHA-256 of their images
// and labels, in hexadecimal. It is worked out once, in about a tenth of a second for
// MNIST.
func (d *Dataset) Sum() string {
	d.sumOnce.Do(func() {
		hash := sha256.New()
		var buffer []byte
		for i, label := range d.labels {
			x := d.Input(i)
			buffer = binary.LittleEndian.AppendUint32(buffer[:0], uint32(len(x)))
			for _, word := range x {
				buffer = binary.LittleEndian.AppendUint32(buffer, word)
			}
			hash.Write(append(buffer, label))
		}
		d.sum = hex.EncodeToString(hash.Sum(nil))
	})
	return d.sum
}

// Slice is the examples from lo up to, not including, hi. It shares the
// dataset's memory.
func (d *Dataset) Slice(lo, hi int) *Dataset {
	return &Dataset{name: d.name, ink: d.ink, start: d.start[lo : hi+1], labels: d.labels[lo:hi]}
}
