// Package dataset is labelled images as a network takes them: 28×28 pixels in 784 bytes, row by
// row, 0 blank and 255 full ink, each packed once into the pixels that have ink.
//
// A Dataset does not change. Sets are sliced, joined and mixed by share, a part is held out for
// validation, and the test images are kept under seal (TestSet), so that nothing is chosen by
// them. Augmentation changes training images at random, anew in each epoch and by the seed
// alone. Sample is the built-in one, which the synthetic writer writes.
package dataset

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"digitpad/network"
	"digitpad/network/message"
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
	inputs int           // of an example: 784 of an image
	of     int           // how many labels there are: 10 of digits
	ink    network.Input // the inputs of all examples, one after the other
	start  []uint32      // example i is ink[start[i]:start[i+1]]
	labels []uint8
	shares []Share // of a mix

	images *Dataset // whose directions the inputs are; nil of others, see Directions

	sum     string // see Sum
	sumOnce sync.Once
}

// New packs n = len(labels) examples. Images holds n×784 bytes, row by
// row, 0 blank and 255 full ink; labels are the digits 0 to 9. It keeps no
// reference to images. Name is what the user reads, such as "MNIST training
// images".
func New(name string, images, labels []byte) (*Dataset, error) {
	if len(images) != len(labels)*Pixels {
		return nil, message.Errorf("%s: %d labels need %d bytes of images, got %d",
			name, len(labels), len(labels)*Pixels, len(images))
	}
	p := NewPacker(Pixels, len(labels))
	p.pack(images)
	return p.New(name, labels)
}

// NewExamples is New for examples that are no images of digits: n = len(labels)
// examples of so many inputs each, n×inputs bytes, example after example. The network
// receives value/255, in [0,1], so numbers are to be scaled to 0 to 255 first. Labels
// are below of. It panics if the lengths do not fit, a label is too large, or there are
// not 1 to 2²⁰ inputs and 2 to 256 labels.
func NewExamples(name string, inputs, of int, values, labels []byte) *Dataset {
	switch {
	case inputs < 1 || inputs > 1<<20, of < 2 || of > network.MaxLabels:
		panic(fmt.Sprintf("dataset: NewExamples: %d inputs and %d labels", inputs, of))
	case len(values) != len(labels)*inputs:
		panic(fmt.Sprintf("dataset: NewExamples: %d labels and %d inputs need %d bytes, got %d", len(labels), inputs, len(labels)*inputs, len(values)))
	case len(labels) > 0 && int(slices.Max(labels)) >= of:
		panic(fmt.Sprintf("dataset: NewExamples: the label %d of %d", slices.Max(labels), of))
	}
	p := NewPacker(inputs, len(labels))
	p.pack(values)
	return p.newExamples(name, of, labels)
}

// Name is what the user reads, such as "MNIST training images".
func (d *Dataset) Name() string { return d.name }

// Rename gives it another name. Nothing else may use it at that time.
func (d *Dataset) Rename(name string) { d.name = name }

// Len is n, the number of examples.
func (d *Dataset) Len() int { return len(d.labels) }

// Inputs is how many inputs an example has: 784 of an image.
func (d *Dataset) Inputs() int { return d.inputs }

// Labels is how many different labels there can be: 10 of digits.
func (d *Dataset) Labels() int { return d.of }

// Input is x of example i. The caller must not change it.
func (d *Dataset) Input(i int) network.Input { return d.ink[d.start[i]:d.start[i+1]] }

// HasImages reports whether the examples are images, or the directions of images, so that
// augmentation can change them.
func (d *Dataset) HasImages() bool { return d.inputs == Pixels || d.images != nil }

// Label is the label of example i: the digit that it shows, 0 to 9.
func (d *Dataset) Label(i int) int { return int(d.labels[i]) }

// Sum identifies the examples, whatever they are called: the SHA-256 of their images
// and labels, in hexadecimal. It is worked out once, in about a tenth of a second for
// MNIST.
func (d *Dataset) Sum() string {
	d.sumOnce.Do(func() {
		hash := sha256.New()
		var buffer []byte
		for i, label := range d.labels {
			buffer = append(buffer[:0], 0, 0, 0, 0)
			for pixel, ink := range d.Input(i).Pixels() {
				buffer = binary.LittleEndian.AppendUint32(buffer, uint32(pixel)<<8|uint32(ink))
			}
			binary.LittleEndian.PutUint32(buffer, uint32(len(buffer)/4-1))
			hash.Write(append(buffer, label))
		}
		d.sum = hex.EncodeToString(hash.Sum(nil))
	})
	return d.sum
}

// Slice is the examples from lo up to, not including, hi. It shares the
// dataset's memory.
func (d *Dataset) Slice(lo, hi int) *Dataset {
	if d.images != nil {
		return &Dataset{name: d.name, inputs: d.inputs, of: d.of, ink: d.ink, start: d.start[lo : hi+1], labels: d.labels[lo:hi], images: d.images.Slice(lo, hi)}
	}
	return d.like(d.name, d.ink, d.start[lo:hi+1], d.labels[lo:hi])
}

// like is a dataset of the same kind of examples: no directions, whose images would be lost.
func (d *Dataset) like(name string, ink network.Input, start []uint32, labels []uint8) *Dataset {
	if d.images != nil {
		panic("dataset: directions are taken of a whole set of images")
	}
	return &Dataset{name: name, inputs: d.inputs, of: d.of, ink: ink, start: start, labels: labels}
}

// CheckAlike panics unless both have the same kind of examples.
func (d *Dataset) CheckAlike(other *Dataset) {
	if d.inputs != other.inputs || d.of != other.of {
		panic(fmt.Sprintf("dataset: examples of %d inputs and %d labels beside such of %d and %d", other.inputs, other.of, d.inputs, d.of))
	}
}
