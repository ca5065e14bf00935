package dataset

import (
	"hash/crc32"
	"slices"
	"sync"

	"digitpad/network"
	"digitpad/network/message"
)

// Packer packs examples on another goroutine while more of them are read. One goroutine
// fills a Buffer, hands it to Pack, and so on; Wait ends it.
type Packer struct {
	inputs, examples int
	ink              network.Input // of the examples so far, one after the other
	start            []uint32      // of each, and where the next will begin
	sum              uint32

	free, full chan []byte
	packing    sync.WaitGroup
	end        sync.Once
}

// NewPacker is for examples of so many inputs each, of which about so many will come.
func NewPacker(inputs, examples int) *Packer {
	return &Packer{inputs: inputs, examples: examples, start: make([]uint32, 1, min(examples, 1<<17)+1)}
}

// Buffer returns memory for the next examples, a byte an input as in New: for as many whole
// examples as a cache near the processor holds.
func (p *Packer) Buffer() []byte {
	if p.full == nil {
		const buffers = 3 // one to be filled, one to be packed and one between
		p.free, p.full = make(chan []byte, buffers), make(chan []byte, buffers)
		for range buffers {
			p.free <- make([]byte, max(1, 300_000/p.inputs)*p.inputs)
		}
		p.packing.Go(func() {
			for values := range p.full {
				p.pack(values)
				p.free <- values[:cap(values)]
			}
		})
	}
	return <-p.free
}

// Pack packs a buffer, or the whole examples that it begins with.
func (p *Packer) Pack(buffer []byte) { p.full <- buffer }

// Wait returns when all is packed. No more can come then.
func (p *Packer) Wait() {
	p.end.Do(func() {
		if p.full != nil {
			close(p.full)
			p.packing.Wait()
		}
	})
}

// pack packs examples after those before.
func (p *Packer) pack(values []byte) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, values)
	for ; len(values) > 0; values = values[p.inputs:] {
		p.ink = network.AppendInput(p.ink, values[:p.inputs])
		p.start = append(p.start, uint32(len(p.ink)))
		if n := len(p.start) - 1; n == enough {
			p.foresee(len(p.ink) * (p.examples / n))
		}
	}
}

// enough is from how many examples on the others' ink can be foreseen.
const enough = 500

// foresee makes room for so many words and some more, unless they are more than those of a
// dataset of MNIST's size: how many examples come is only a claim.
func (p *Packer) foresee(words int) {
	const most = 20 << 20
	words += words / 16
	if words <= most && words > cap(p.ink) {
		ink := make(network.Input, len(p.ink), words)
		preferHugePages(ink)
		copy(ink, p.ink)
		p.ink = ink
	}
}

// Len is how many examples were packed, after Wait.
func (p *Packer) Len() int { return len(p.start) - 1 }

// Grey reports, after Wait, whether some input is neither 0 nor 1.
func (p *Packer) Grey() bool {
	return slices.ContainsFunc(p.ink, func(word uint16) bool { return word&0xff > 1 })
}

// CRC32 is the checksum of the examples' bytes, after Wait.
func (p *Packer) CRC32() uint32 { return p.sum }

// Bytes are the examples, a byte an input, after Wait.
func (p *Packer) Bytes() []byte {
	values := make([]byte, p.Len()*p.inputs)
	for i := range p.Len() {
		p.ink[p.start[i]:p.start[i+1]].Unpack(values[i*p.inputs:][:p.inputs])
	}
	return values
}

// New makes a dataset of images of digits, of which all have been packed, as the function New
// does.
func (p *Packer) New(name string, labels []byte) (*Dataset, error) {
	for i, label := range labels {
		if label > 9 {
			return nil, message.Errorf("%s: example %d has the label %d, which is not a digit", name, i, label)
		}
	}
	return p.newExamples(name, network.Labels, labels), nil
}

func (p *Packer) newExamples(name string, of int, labels []byte) *Dataset {
	return &Dataset{name: name, inputs: p.inputs, of: of, ink: p.ink, start: p.start, labels: append([]uint8(nil), labels...)}
}
