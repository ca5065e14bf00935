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
	next job       // waits; nil for none
	due  time.Time // before which no job begins
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

// work does jobs until none waits. It does not stay to see whether one comes: the
// next goroutine keeps the distance from the last job.
func (l *LatestOnly) work() {
	for l.waits() {
		select {
		case <-time.After(time.Until(l.due)):
		case <-l.Ctx.Done():
			continue
		}
		l.due = time.Now().Add(l.Every)
		if show := l.take()(l.Ctx); show != nil && l.Ctx.Err() == nil {
			l.Post(show)
		}
	}
}

// waits reports whether a job waits and is still wanted; if not, the work is over.
func (l *LatestOnly) waits() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.busy = l.next != nil && l.Ctx.Err() == nil
	return l.busy
}

// take is the job that waits.
func (l *LatestOnly) take() job {
	l.mu.Lock()
	defer l.mu.Unlock()
	j := l.next
	l.next = nil
	return j
}
