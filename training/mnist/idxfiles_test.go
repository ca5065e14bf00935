package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"math/rand/v2"

	"digitpad/training/dataset"
)

// idx lays out the contents of an IDX file.
func idx(magic uint32, dims []uint32, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, magic)
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, d)
	}
	return append(b, data...)
}

func imagesFile(images []byte) []byte {
	return idx(0x803, []uint32{uint32(len(images) / dataset.Pixels), 28, 28}, images)
}

func labelsFile(labels []byte) []byte {
	return idx(0x801, []uint32{uint32(len(labels))}, labels)
}

func gzipped(contents []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(contents)
	z.Close()
	return b.Bytes()
}

// noise is n bytes that do not compress, the same for the same n.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}
