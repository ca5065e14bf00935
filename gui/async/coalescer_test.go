package async

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestMailboxDeliversAtMostThirtyTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got []int
		window := make(chan func())
		defer close(window)
		go func() {
			for f := range window {
				f()
			}
		}()
		box := &Coalescer[int]{
			Post:    func(f func()) { window <- f },
			Merge:   func(old, latest int) int { return old + latest },
			Deliver: func(n int) { got = append(got, n) },
		}
		for range 1000 {
			box.Put(1)
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if len(got) < 25 || len(got) > 31 {
			t.Errorf("%d deliveries in a second", len(got))
		}
		sum := 0
		for _, n := range got {
			sum += n
		}
		if sum != 1000 {
			t.Errorf("%d of 1000 pieces of news arrived", sum)
		}
	})
}

func TestMailboxQueuesOneClosureWhileTheWindowIsBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		queue := make(chan func(), 100)
		last := 0
		box := &Coalescer[int]{
			Post:    func(f func()) { queue <- f },
			Merge:   func(_, latest int) int { return latest },
			Deliver: func(n int) { last = n },
		}
		for i := range 200 {
			box.Put(i)
			time.Sleep(10 * time.Millisecond)
		}
		synctest.Wait()
		if len(queue) != 1 {
			t.Fatalf("%d closures wait, want 1", len(queue))
		}
		(<-queue)()
		if last != 199 {
			t.Errorf("delivered %d, want the latest, 199", last)
		}
	})
}
