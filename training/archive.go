package training

import (
	"io"
	"sync/atomic"
	"unsafe"

	"digitpad/network"
	"digitpad/network/message"
)

// ArchiveFile is a file that only this program reads and writes; see Trainer.KeepIn.
type ArchiveFile interface {
	io.ReaderAt
	io.WriterAt
}

// archive keeps vectors of one length in a file, one after the other.
type archive struct {
	file   ArchiveFile
	length int
	have   int64 // vectors in the file
}

// KeepIn lets the run keep the networks and the optimiser's states of its earlier epochs in a
// file from now on, and no longer in memory; the last epoch's stay. So does what cannot be
// written. The file is in use as long as an epoch of the run is.
func (t *Trainer) KeepIn(file ArchiveFile) {
	t.archive = &archive{file: file, length: len(t.net.Parameters())}
	t.archive.take(t.history)
}

// take moves what is in memory of all epochs but the last to the file.
func (a *archive) take(history []Epoch) {
	if a == nil || len(history) == 0 {
		return
	}
	for _, e := range history[:len(history)-1] {
		a.put(e.Parameters)
		state, _ := e.State.load()
		for _, v := range state {
			a.put(v)
		}
	}
}

// put moves a vector to the file, unless the disk is full.
func (a *archive) put(v *Vector) {
	values := v.values.Load()
	if values == nil || len(*values) != a.length {
		return
	}
	at := a.have * 4 * int64(a.length)
	if _, err := a.file.WriteAt(bytesOf(*values), at); err != nil {
		return
	}
	a.have++
	v.file, v.at = a.file, at
	v.values.Store(nil)
}

// Vector is a vector of the parameters' length, in memory or in a file; see Trainer.KeepIn.
// It is immutable, and any goroutine may read it.
type Vector struct {
	length int
	values atomic.Pointer[[]float32] // nil if it is in a file
	file   ArchiveFile               // both are set before values becomes nil
	at     int64
}

// newVector is a vector of values, which it keeps.
func newVector(values []float32) *Vector {
	v := &Vector{length: len(values)}
	v.values.Store(&values)
	return v
}

// Len is how many values it has; nil has none.
func (v *Vector) Len() int {
	if v == nil {
		return 0
	}
	return v.length
}

// Values are its values, which must not be changed. The error is that of the file.
func (v *Vector) Values() ([]float32, error) {
	if values := v.values.Load(); values != nil {
		return *values, nil
	}
	values := make([]float32, v.length)
	return values, v.read(values)
}

// read copies the values to dst, which has their length.
func (v *Vector) read(dst []float32) error {
	if values := v.values.Load(); values != nil {
		copy(dst, *values)
		return nil
	}
	if _, err := v.file.ReadAt(bytesOf(dst), v.at); err != nil {
		return message.Errorf("the file with the networks of earlier epochs cannot be read: %w", err)
	}
	return nil
}

// bytesOf is the memory of the values. No other program reads the file, so the bytes are in
// the order of this CPU.
func bytesOf(values []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), 4*len(values))
}

// Network is the network after the epoch. Like is one of the same spec. It is an error if the
// file that the epoch is in cannot be read, which never concerns the last one of a run; see
// Trainer.KeepIn.
func (e *Epoch) Network(like *network.Network) (*network.Network, error) {
	values, err := e.Parameters.Values()
	if err != nil {
		return nil, err
	}
	return like.WithParameters(values), nil
}
