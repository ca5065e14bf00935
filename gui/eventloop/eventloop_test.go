package eventloop

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// loop is an event loop like Fyne's: rounds in step with a ticker, functions in between.
type loop struct {
	idle   Idle
	queue  chan func()
	events chan struct{}
	within bool         // a round, whose events are not painted yet
	paints atomic.Int64 // nanoseconds that a round takes after Round
	stands atomic.Int64 // nanoseconds that the next function stands in the queue

	mu sync.Mutex
	counts
}

// counts is what a loop did.
type counts struct {
	rounds int
	waits  []time.Duration // how long each Wait was asked for
	posts  []time.Time     // when a posted function ran
}

// did is what the loop did until now.
func (l *loop) did() counts {
	synctest.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counts
}

// note changes what the loop did.
func (l *loop) note(change func(*counts)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.counts)
}

// run starts a loop that ends with the test.
func run(t *testing.T) *loop {
	l := &loop{queue: make(chan func(), 100), events: make(chan struct{}, 1)}
	l.idle = Idle{
		Do: func(f func()) {
			if d := l.stands.Swap(0); d > 0 {
				time.AfterFunc(time.Duration(d), func() { l.queue <- f })
			} else {
				l.queue <- f
			}
		},
		Wake: func() { l.events <- struct{}{} },
		Wait: func(most time.Duration) {
			if l.within {
				t.Error("the loop waits before it paints")
			}
			l.note(func(c *counts) { c.waits = append(c.waits, most) })
			select {
			case <-l.events:
			case <-time.After(most):
			case <-t.Context().Done():
			}
		},
	}
	var running sync.WaitGroup
	t.Cleanup(running.Wait)
	running.Go(func() {
		tick := time.NewTicker(time.Second / 60)
		for {
			select {
			case <-t.Context().Done():
				return
			case f := <-l.queue:
				f()
			case <-tick.C:
				l.note(func(c *counts) { c.rounds++ })
				l.within = true
				l.idle.Round()
				time.Sleep(time.Duration(l.paints.Load()))
				l.within = false
			}
		}
	})
	return l
}

// stretch lets the time go by and returns the rounds and the waits in it.
func (l *loop) stretch(d time.Duration) (rounds, waits int) {
	before := l.did()
	time.Sleep(d)
	after := l.did()
	return after.rounds - before.rounds, len(after.waits) - len(before.waits)
}

// post posts a function that notes when it runs.
func (l *loop) post() {
	l.idle.Post(func() { l.note(func(c *counts) { c.posts = append(c.posts, time.Now()) }) })
}

// A loop in which nothing happens waits, and ever longer; before, it makes its 60 rounds a second.
func TestAnIdleLoopWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := run(t)
		if rounds, waits := l.stretch(settles - time.Second/60); rounds < 28 || waits > 0 {
			t.Errorf("the loop makes %d rounds and waits %d times before it has settled", rounds, waits)
		}
		l.stretch(2 * time.Second)
		if waits := l.did().waits; waits[0] != shortest || waits[1] != 2*shortest {
			t.Errorf("the loop waits %v at first", waits[:2])
		}
		rounds, _ := l.stretch(10 * time.Second)
		if waits := l.did().waits; rounds > 21 || waits[len(waits)-1] != longest {
			t.Errorf("an idle loop makes %d rounds in 10 s and waits %v", rounds, waits[len(waits)-1])
		}
	})
}

// What is posted runs at once, also while the loop waits, and the loop is at its pace after it.
func TestAPostEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := run(t)
		l.stretch(5 * time.Second)
		for range 3 {
			began := time.Now()
			l.post()
			time.Sleep(longest / 5)
			posts := l.did().posts
			if last := posts[len(posts)-1]; last.Before(began) || last.Sub(began) > time.Second/60 {
				t.Errorf("a post ran %v after it was posted", last.Sub(began))
			}
			if rounds, waits := l.stretch(settles / 2); rounds < 14 || waits > 0 {
				t.Errorf("after a post the loop makes %d rounds and waits %d times in %v", rounds, waits, settles/2)
			}
			l.stretch(5 * time.Second)
		}
	})
}

// An event ends the wait, and the loop is at its pace after it.
func TestAnEventEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := run(t)
		l.stretch(5 * time.Second)
		l.events <- struct{}{}
		if rounds, waits := l.stretch(settles / 2); rounds < 14 || waits > 0 {
			t.Errorf("after an event the loop makes %d rounds and waits %d times in %v", rounds, waits, settles/2)
		}
	})
}

// A loop that paints in each round, as for an animation, loses at most a picture in 30.
func TestALoopThatPaintsDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := run(t)
		l.stretch(5 * time.Second)
		l.paints.Store(int64(4 * time.Millisecond))
		l.stretch(time.Second)
		if rounds, waits := l.stretch(10 * time.Second); rounds < 560 || waits > 20 {
			t.Errorf("a loop that paints makes %d rounds and waits %d times in 10 s", rounds, waits)
		}
	})
}

// A loop does not wait while a posted function stands in its queue, however long.
func TestALoopDoesNotWaitBeforeAPost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stands = 4 * settles
		l := run(t)
		l.stretch(5 * time.Second)
		l.stands.Store(int64(stands))
		l.post()
		if rounds, waits := l.stretch(stands); rounds < 115 || waits > 0 {
			t.Errorf("the loop makes %d rounds and waits %d times while a function is in its queue", rounds, waits)
		}
		if _, waits := l.stretch(2 * settles); len(l.did().posts) != 1 || waits == 0 {
			t.Error("the function did not run, or the loop does not wait after it")
		}
	})
}

// The program ends, and keeps what is to be kept, also where Fyne's loop does not return;
// where it does, in whatever time it takes before the window closes, it ends by that.
func TestTheProgramEndsWithoutTheLoop(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "late": ends / 2, "never": time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			closing, ran, ended := make(chan struct{}), make(chan struct{}), false
			go EndWithout(closing, ran, func() { ended = true })
			time.Sleep(time.Minute)
			synctest.Wait()
			if ended {
				t.Fatal("the program ends while its window is open")
			}
			close(closing)
			go func() { time.Sleep(after); close(ran) }()
			time.Sleep(2 * ends)
			synctest.Wait()
			if ended != (name == "never") {
				t.Errorf("the loop ends %s: ended without it: %v", name, ended)
			}
			time.Sleep(time.Hour)
		})
	}
}
