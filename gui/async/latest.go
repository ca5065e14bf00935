package async

import (
	"context"
	"sync"
	"time"
)

// job is work for another goroutine. What it returns, if anything, runs on the
// window's, to show the result. It ends early when the context does.
type job func(context.Context) (show func())

// LatestOnly does jobs one at a time, on a goroutine of its own and not too often.
// Of the jobs that wait only the one that was asked for last is done: the others
// would show what is no longer so.
type LatestOnly struct {
	Ctx        context.Context
	Post       func(func()) // runs a function on the window's goroutine
	Background func(func()) // runs work on a goroutine that closing waits for
	Every      time.Duration

	mu   sync.Mutex
	busy bool
	next job // waits; nil for none
}

// Do asks for a job and returns at once.
func (l *LatestOnly) Do(j job) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next = j
	if !l.busy {
		l.busy = true
		l.Background(l.work)
	}
}

// work does jobs until none waits.
func (l *LatestOnly) work() {
	for j := l.take(); j != nil; j = l.take() {
		began := time.Now()
		if show := j(l.Ctx); show != nil && l.Ctx.Err() == nil {
			l.Post(show)
		}
		select {
		case <-time.After(l.Every - time.Since(began)):
		case <-l.Ctx.Done():
		}
	}
}

// take is the job that waits, nil if there is none or no more are wanted.
func (l *LatestOnly) take() job {
	l.mu.Lock()
	defer l.mu.Unlock()
	j := l.next
	l.next = nil
	if l.Ctx.Err() != nil {
		j = nil
	}
	l.busy = j != nil
	return j
}
