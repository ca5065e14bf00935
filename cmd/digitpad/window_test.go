//go:build cgo

package main

import (
	"testing"
	"testing/synctest"
	"time"
)

// The program ends, and keeps what is to be kept, also where Fyne's loop does not return;
// where it does, in whatever time it takes before the window closes, it ends by that.
func TestTheProgramEndsWithoutFynesLoop(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "late": loopEnds / 2, "never": time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			closing, ran, ended := make(chan struct{}), make(chan struct{}), false
			go endWithout(closing, ran, func() { ended = true })
			time.Sleep(time.Minute)
			synctest.Wait()
			if ended {
				t.Fatal("the program ends while its window is open")
			}
			close(closing)
			go func() { time.Sleep(after); close(ran) }()
			time.Sleep(2 * loopEnds)
			synctest.Wait()
			if ended != (name == "never") {
				t.Errorf("the loop ends %s: ended without it: %v", name, ended)
			}
			time.Sleep(time.Hour)
		})
	}
}
