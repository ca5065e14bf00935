package datafile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/internal/checksum"
)

// set is examples as bytes: n×784 of images and n labels.
type set struct {
	images, labels []byte
	packed         *dataset.Packer // in place of images, where they were packed while they were read
}

// dataset is the examples as a dataset.
func (s *set) dataset(name string) (*dataset.Dataset, error) {
	if s.packed != nil {
		return s.packed.New(name, s.labels)
	}
	return dataset.New(name, s.images, s.labels)
}

// unpack makes images of what was packed.
func (s *set) unpack() {
	if s.packed != nil {
		s.images, s.packed = s.packed.Bytes(), nil
	}
}

// count is how many images there are.
func (s *set) count() int {
	if s.packed != nil {
		return s.packed.Len()
	}
	return len(s.images) / dataset.Pixels
}

func (s set) len() int { return len(s.labels) }

// half is one of the two halves of a data set.
type half int

const (
	trainHalf half = iota
	testHalf
)

func (h half) String() string { return [...]string{"training images", "test images"}[h] }

// sets is what a file or a folder holds.
type sets struct {
	format     string
	halves     [2]set
	unlabelled []byte // images without labels, n×784
	notes      []message.Message
}

func (s *sets) empty() bool {
	return s.halves[trainHalf].len()+s.halves[testHalf].len()+len(s.unlabelled) == 0
}

// add appends examples to a half, once their labels are digits.
func (s *sets) add(h half, examples set) error {
	if n := examples.count(); n != len(examples.labels) {
		return message.Errorf("%d images, but %d labels; they do not belong together", n, len(examples.labels))
	}
	for i, label := range examples.labels {
		if label > 9 {
			return message.Errorf("example %d has the label %d, which is not a digit", i, label)
		}
	}
	to := &s.halves[h]
	if to.len() == 0 {
		*to = examples
		return nil
	}
	to.unpack()
	examples.unpack()
	to.images = append(to.images, examples.images...)
	to.labels = append(to.labels, examples.labels...)
	return nil
}

// all is the images of both halves and those without labels, in this order. The
// labels are nil if an image lacks one.
func (s *sets) all() (images, labels []byte) {
	a, b := s.halves[trainHalf], s.halves[testHalf]
	a.unpack()
	b.unpack()
	switch {
	case len(s.unlabelled) > 0:
		return append(append(a.images, b.images...), s.unlabelled...), nil
	case b.len() == 0:
		return a.images, a.labels
	case a.len() == 0:
		return b.images, b.labels
	}
	return append(a.images, b.images...), append(a.labels, b.labels...)
}

// heldOut is every how many examples one is kept for testing where a file has no
// test data: as many as MNIST has.
const heldOut = 7

// split holds examples of the training half out as test data.
func (s *sets) split() {
	from := s.halves[trainHalf]
	from.unpack()
	var parts [2]set
	for i, label := range from.labels {
		h := trainHalf
		if i%heldOut == heldOut-1 {
			h = testHalf
		}
		parts[h].images = append(parts[h].images, from.images[i*dataset.Pixels:(i+1)*dataset.Pixels]...)
		parts[h].labels = append(parts[h].labels, label)
	}
	s.halves = parts
}

// mnistChecksums are the CRC-32 of MNIST's images, a byte a pixel: some ten times as fast as
// the SHA-256 of 47 MB, and enough to tell MNIST from what is like it.
var mnistChecksums = [2]uint32{trainHalf: 0xf3639b56, testHalf: 0xe4ca5f57}

// isMNIST reports whether the examples are MNIST's, whatever the file that they came in.
func (s set) isMNIST(h half) bool {
	return s.len() == [...]int{trainHalf: 60000, testHalf: 10000}[h] &&
		idxSum(s.labels, 0x801, uint32(s.len())) == checksum.MNIST[h].Labels &&
		s.crc32() == mnistChecksums[h]
}

func (s set) crc32() uint32 {
	if s.packed != nil {
		return s.packed.CRC32()
	}
	return crc32.ChecksumIEEE(s.images)
}

// idxSum is the SHA-256 of the IDX file that would hold the data.
func idxSum(data []byte, header ...uint32) string {
	hash := sha256.New()
	binary.Write(hash, binary.BigEndian, header) // a hash has no errors
	hash.Write(data)
	return hex.EncodeToString(hash.Sum(nil))
}

// transpose turns images that are stored column by column, as EMNIST's are.
func transpose(images []byte) {
	for ; len(images) > 0; images = images[dataset.Pixels:] {
		for row := range dataset.Side {
			for col := range row {
				a, b := row*dataset.Side+col, col*dataset.Side+row
				images[a], images[b] = images[b], images[a]
			}
		}
	}
}
