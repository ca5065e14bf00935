package training

import (
	"io"
	"sync"
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

// archive keeps vectors of one length in a file, one after the other. They are written by a
// goroutine that nobody waits for: the drive may not answer.
type archive struct {
	open   func() (ArchiveFile, error)
	length int

	mutex   sync.Mutex
	pending []*Vector // to be written
	writing bool      // a goroutine writes them

	file ArchiveFile // is that goroutine's, nil before the first vector
	have int64       // vectors in the file
}

// KeepIn lets the run keep the networks and the optimiser's states of its earlier epochs in a
// file from now on, and no longer in memory; the last epoch's stay. So does what cannot be
// written. The file is opened and written on another goroutine, for which training does not
// wait, and is in use as long as an epoch of the run is.
func (t *Trainer) KeepIn(open func() (ArchiveFile, error)) {
	t.archive = &archive{open: open, length: len(t.net.Parameters())}
	t.archive.take(t.history)
}

// take lets what is in memory of all epochs but the last be moved to the file.
func (a *archive) take(history []Epoch) {
	if a == nil || len(history) == 0 {
		return
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	for _, e := range history[:len(history)-1] {
		a.queue(e.Parameters)
		state, _ := e.State.load()
		for _, v := range state {
			a.queue(v)
		}
	}
	if len(a.pending) > 0 && !a.writing {
		a.writing = true
		go a.write()
	}
}

// queue lets a vector be moved, unless it is in a file, or will be.
func (a *archive) queue(v *Vector) {
	if v.length == a.length && v.values.Load() != nil && !v.queued.Swap(true) {
		a.pending = append(a.pending, v)
	}
}

// write moves what is to be moved, until there is nothing left.
func (a *archive) write() {
	for {
		a.mutex.Lock()
		pending := a.pending
		a.pending, a.writing = nil, len(pending) > 0
		a.mutex.Unlock()
		if len(pending) == 0 {
			return
		}
		for _, v := range pending {
			if a.put(v) != nil {
				v.queued.Store(false) // the next epoch tries again
			}
		}
	}
}

// put moves a vector to the file, which it opens first.
func (a *archive) put(v *Vector) error {
	if a.file == nil {
		file, err := a.open()
		if err != nil {
			return err
		}
		a.file = file
	}
	at := a.have * 4 * int64(a.length)
	if _, err := a.file.WriteAt(bytesOf(*v.values.Load()), at); err != nil {
		return err
	}
	a.have++
	v.file, v.at = a.file, at
	v.values.Store(nil)
	return nil
}

// Vector is a vector of the parameters' length, in memory or in a file; see Trainer.KeepIn.
// It is immutable, and any goroutine may read it.
type Vector struct {
	length int
	values atomic.Pointer[[]float32] // nil if it is in a file
	file   ArchiveFile               // both are set before values becomes nil
	at     int64
	queued atomic.Bool // it is being moved to a file
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
