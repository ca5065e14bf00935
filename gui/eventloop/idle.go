// Package eventloop is what digitpad adds to the event loop of Fyne v2.8.1: an idle loop
// waits for events instead of asking for them 60 times a second, and one that does not end
// does not keep the program. It imports neither Fyne nor GLFW, which need a display.
package eventloop

import (
	"sync"
	"time"
)

const (
	// settles is how long nothing must have happened before the loop waits, and how long
	// it does not wait after that: the animations that follow a click are over by then.
	settles = time.Second / 2

	// shortest and longest are how long the loop waits at a time: at first two pictures of
	// 60 a second, so that an animation that began by itself loses no more, then twice as
	// long each time. What Fyne posts by itself comes so much later at most.
	shortest = time.Second / 30
	longest  = time.Second / 2

	// painting is what a round of the loop takes at least if it paints.
	painting = time.Millisecond
)

// Idle lets the loop wait for events while nothing happens. Most of what an idle window
// costs otherwise is that Go's threads wake each other for each look.
type Idle struct {
	Do   func(func())        // queues a function for the loop's goroutine and returns at once
	Wait func(time.Duration) // handles events as soon as there are some; returns then, or when the time is over
	Wake func()              // ends Wait, on any goroutine

	mu      sync.Mutex
	posted  int           // functions that wait for the loop
	last    time.Time     // when something happened last
	waiting bool          // the loop is in Wait
	length  time.Duration // of the next Wait
	begun   time.Time     // when the last round was about to paint
	queued  bool          // a wait is to follow it
}

// Post runs a function on the loop's goroutine, soon.
func (i *Idle) Post(f func()) {
	i.mu.Lock()
	i.posted++
	if i.waiting {
		i.Wake()
	}
	i.mu.Unlock()
	i.Do(func() {
		f()
		i.mu.Lock()
		defer i.mu.Unlock()
		i.posted--
		i.happened()
	})
}

// happened notes that something happens now. The lock is held.
func (i *Idle) happened() { i.last, i.length = time.Now(), shortest }

// Round is called once in each round of the loop, on its goroutine, before it paints. A wait
// follows when it has painted, so that nothing that happened waits to be seen.
func (i *Idle) Round() {
	i.mu.Lock()
	defer i.mu.Unlock()
	switch i.begun = time.Now(); {
	case i.last.IsZero():
		i.happened()
	case i.posted == 0 && !i.queued && i.begun.Sub(i.last) >= settles:
		i.queued = true
		i.Do(i.wait)
	}
}

// wait waits for events, on the loop's goroutine, unless the round painted.
func (i *Idle) wait() {
	i.mu.Lock()
	defer i.mu.Unlock()
	began := time.Now()
	i.queued = false
	if i.posted > 0 || began.Sub(i.begun) > painting {
		i.happened()
		return
	}
	i.waiting = true
	i.mu.Unlock()
	i.Wait(i.length)
	i.mu.Lock()
	i.waiting = false
	if time.Since(began) < i.length-painting {
		i.happened() // an event, or Wake
		return
	}
	i.length = min(2*i.length, longest)
}
