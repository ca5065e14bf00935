package dataset

import (
	"bytes"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is packed while it is read is what was read, however many examples come and however
// many were foreseen.
func TestPacker(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct{ inputs, examples, foreseen int }{
		{Pixels, 2000, 2000}, {Pixels, 700, 1 << 30}, {Pixels, 1200, 600}, {Pixels, 0, 5}, {1000, 3, 3}, {400_000, 2, 2},
	} {
		values := make([]byte, c.inputs*c.examples)
		for range len(values) / 5 {
			values[random.IntN(len(values))] = byte(random.IntN(256))
		}
		p := NewPacker(c.inputs, c.foreseen)
		for rest := values; len(rest) > 0; {
			buffer := p.Buffer()
			buffer = buffer[:copy(buffer, rest)]
			rest = rest[len(buffer):]
			p.Pack(buffer)
		}
		p.Wait()
		if p.Len() != c.examples || p.CRC32() != crc32.ChecksumIEEE(values) || !bytes.Equal(p.Bytes(), values) {
			t.Fatalf("%d examples of %d inputs become %d others", c.examples, c.inputs, p.Len())
		}
		if grey := slices.ContainsFunc(values, func(v byte) bool { return v > 1 }); p.Grey() != grey {
			t.Errorf("grey: %v", p.Grey())
		}
		d := p.newExamples("packed", 10, make([]byte, c.examples))
		if want := NewExamples("at once", c.inputs, 10, values, make([]byte, c.examples)); d.Sum() != want.Sum() {
			t.Errorf("%d examples of %d inputs are others when packed at once", c.examples, c.inputs)
		}
	}
}

// Who stops reading ends the packing, also before the first buffer.
func TestPackerGivesUp(t *testing.T) {
	NewPacker(Pixels, 9).Wait()
	p := NewPacker(Pixels, 9)
	p.Buffer()
	p.Wait()
	p.Wait()
	if p.Len() != 0 {
		t.Errorf("%d examples were packed", p.Len())
	}
}
