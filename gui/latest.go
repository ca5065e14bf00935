package gui

import (
	"context"
	"sync"
	"time"
)

// job is work for another goroutine. What it returns, if anything, runs on the
// window's, to show the result. It ends early when the context does.
type job func(context.Context) (show func())

// latest does jobs one at a time, on a goroutine of its own and not too often.
// Of the jobs that wait only the one that was asked for last is done: the others
// would show what is no longer so.
type latest struct {
	ctx        context.Context
	post       func(func()) // runs a function on the window's goroutine
	background func(func()) // runs work on a goroutine that closing waits for
	every      time.Duration

	mu   sync.Mutex
	busy bool
	next job // waits; nil for none
}

// Do asks for a job and returns at once.
func (l *latest) Do(j job) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next = j
	if !l.busy {
		l.busy = true
		l.background(l.work)
	}
}

// work does jobs until none waits.
func (l *latest) work() {
	for j := l.take(); j != nil; j = l.take() {
		began := time.Now()
		if show := j(l.ctx); show != nil && l.ctx.Err() == nil {
			l.post(show)
		}
		select {
		case <-time.After(l.every - time.Since(began)):
		case <-l.ctx.Done():
		}
	}
}

// take is the job that waits, nil if there is none or no more are wanted.
func (l *latest) take() job {
	l.mu.Lock()
	defer l.mu.Unlock()
	j := l.next
	l.next = nil
	if l.ctx.Err() != nil {
		j = nil
	}
	l.busy = j != nil
	return j
}
