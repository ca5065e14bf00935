package async

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Of the jobs that wait only the newest is done, and not too often.
func TestLatestOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		var mutex sync.Mutex
		var shown []int
		done := func() []int { mutex.Lock(); defer mutex.Unlock(); return slices.Clone(shown) }
		l := &LatestOnly{Ctx: ctx, Post: func(f func()) { f() }, Background: func(f func()) { go f() }, Every: time.Second}
		ask := func(i int) {
			l.Do(func(context.Context) func() {
				return func() { mutex.Lock(); defer mutex.Unlock(); shown = append(shown, i) }
			})
		}
		for i := range 5 {
			ask(i)
			if i == 0 {
				synctest.Wait()
			}
		}
		time.Sleep(900 * time.Millisecond)
		synctest.Wait()
		if shown := done(); !slices.Equal(shown, []int{0}) {
			t.Errorf("within the first second %v were done", shown)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if shown := done(); !slices.Equal(shown, []int{0, 4}) {
			t.Errorf("%v were done, want the first and the last", shown)
		}
		cancel()
		ask(9)
		synctest.Wait()
		if slices.Contains(done(), 9) {
			t.Error("a job was done after the end")
		}
	})
}

// Where no job waits the work is over at once, so that nobody waits for a pause; the
// next job keeps the distance all the same.
func TestLatestOnlyRestsBeforeAJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var work Group
		var begun []time.Duration
		start := time.Now()
		l := &LatestOnly{Ctx: t.Context(), Post: func(f func()) { f() }, Background: work.Go, Every: time.Second}
		for range 2 {
			l.Do(func(context.Context) func() { begun = append(begun, time.Since(start)); return nil })
			work.Wait()
			if len(begun) == 1 && time.Since(start) > 0 {
				t.Errorf("the work was over after %v", time.Since(start))
			}
			time.Sleep(time.Second / 4)
		}
		if want := []time.Duration{0, time.Second}; !slices.Equal(begun, want) {
			t.Errorf("jobs began at %v, want %v", begun, want)
		}
	})
}

// Work may begin while somebody waits for the end of what is under way, on any goroutine:
// the race detector finds fault with a sync.WaitGroup here.
func TestGroupGrowsWhileItIsWaitedFor(t *testing.T) {
	for range 100 {
		var g Group
		var done, waited atomic.Int32
		var waiting sync.WaitGroup
		g.Wait()
		for range 3 {
			waiting.Go(func() { g.Wait(); waited.Add(1) })
			g.Go(func() { g.Go(func() { done.Add(1) }) })
		}
		g.Wait()
		waiting.Wait()
		if done.Load() != 3 || waited.Load() != 3 {
			t.Fatalf("%d of 3 jobs were done, %d of 3 waited to the end", done.Load(), waited.Load())
		}
	}
}

// Jobs are done in their order, one at a time, whoever asks.
func TestQueue(t *testing.T) {
	var work sync.WaitGroup
	q := &Queue{Background: func(f func()) { work.Go(f) }}
	var done []int
	for i := range 100 {
		q.Do(func() { done = append(done, i) })
	}
	work.Wait()
	if len(done) != 100 || !slices.IsSorted(done) {
		t.Errorf("done in the order %v", done)
	}
}

// A drive that does not answer is given up.
func TestReadWithTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if v, err := ReadWithTimeout("a", func(path string) (string, error) { return path + "!", nil }); v != "a!" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		release := make(chan struct{})
		began := time.Now()
		_, err := ReadWithTimeout("a", func(string) (int, error) { <-release; return 1, nil })
		if !errors.Is(err, ErrStalled) || time.Since(began) != StartTimeout {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		close(release)
	})
}
