package gui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"digitpad/gui/async"
	"digitpad/gui/trace"
)

// background is the work that is done for a window off its goroutine, and the way back.
type background struct {
	ctx     context.Context // of all of it
	cancel  context.CancelFunc
	post    func(func()) // runs a function on the window's goroutine, later or at once
	trace   *trace.Log
	work    async.Group
	closing atomic.Bool
	timeout time.Duration // of Close
	ending  sync.Once
	ended   chan struct{} // is closed when all work has ended
}

func newBackground(post func(func()), log *trace.Log) *background {
	b := &background{post: post, trace: log, timeout: async.CloseTimeout, ended: make(chan struct{})}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	return b
}

// Post runs a function on the window's goroutine, unless the window is closing.
func (b *background) Post(f func()) {
	if b.closing.Load() {
		return
	}
	b.post(func() {
		if b.closing.Load() {
			return
		}
		if b.trace != nil {
			defer b.trace.Step(trace.NameOf(f))()
		}
		f()
	})
}

// Go runs work on a goroutine that Close waits for.
func (b *background) Go(work func()) { b.work.Go(work) }

// Wait waits until all work has ended.
func (b *background) Wait() { b.work.Wait() }

// BeginClose lets nothing more reach the window. Any goroutine may call it.
func (b *background) BeginClose() {
	b.closing.Store(true)
	b.cancel()
}

// Close calls end and waits until it has returned, unless a drive does not answer.
func (b *background) Close(end func()) {
	b.ending.Do(func() { go func() { end(); close(b.ended) }() })
	select {
	case <-b.ended:
	case <-time.After(b.timeout):
		fyne.LogError("not all was saved", async.ErrStalled)
	}
}
