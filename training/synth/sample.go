package synth

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"digitpad/training/ink"
)

// writersDigits is how many digits one writer gives to WriteSample: each digit
// twice.
const writersDigits = 20

// WriteSample has synthetic writers write n digits, in equal shares, and returns
// n×784 bytes of images, row by row, and their labels. A seed
// determines them, whatever the number of cores at work, and different seeds have
// no writer in common. After every few digits it calls progress, from any
// goroutine but never two at once, with the number finished so far; progress may
// be nil. It returns early with the context's error.
func WriteSample(ctx context.Context, seed uint64, n int, progress func(done int)) (images, labels []byte, err error) {
	return writeSample(ctx, NewWriter, seed, n, progress)
}

// WriteHastySample is WriteSample by hasty writers, without telling its progress.
func WriteHastySample(ctx context.Context, seed uint64, n int) (images, labels []byte, err error) {
	return writeSample(ctx, NewHastyWriter, seed, n, nil)
}

// writeSample is WriteSample by such writers.
func writeSample(ctx context.Context, newWriter func(seed uint64) *Writer, seed uint64, n int, progress func(done int)) (images, labels []byte, err error) {
	images = make([]byte, n*ink.Side*ink.Side)
	labels = make([]byte, n)
	writers := (n + writersDigits - 1) / writersDigits
	var next atomic.Int64
	var telling sync.Mutex
	done := 0
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), writers) {
		workers.Go(func() {
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= writers {
					return
				}
				from, to := k*writersDigits, min((k+1)*writersDigits, n)
				w := newWriter(seed<<32 + uint64(k))
				for i := from; i < to; i++ {
					digit := i % 10
					image := w.Image(digit, uint64(i-from)/10)
					copy(images[i*ink.Side*ink.Side:], image[:])
					labels[i] = byte(digit)
				}
				telling.Lock()
				if done += to - from; progress != nil {
					progress(done)
				}
				telling.Unlock()
			}
		})
	}
	workers.Wait()
	return images, labels, ctx.Err()
}
