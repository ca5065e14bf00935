package owner_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state/owner"
)

// env is that of a program that runs what is posted at once.
func env(t *testing.T) owner.Env {
	return owner.Env{Ctx: t.Context(), Post: func(f func()) { f() }, Go: func(f func()) { go f() }}
}

// Jobs of which only the newest matters leave time between them, but for tests.
func TestLatestOnlyLeavesTime(t *testing.T) {
	for _, unpaced := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			e := env(t)
			e.Unpaced = unpaced
			began := time.Now()
			var mu sync.Mutex
			var at []time.Duration
			worker := e.LatestOnly(time.Second)
			for range 3 {
				worker.Do(func(context.Context) func() {
					return func() { mu.Lock(); defer mu.Unlock(); at = append(at, time.Since(began)) }
				})
				synctest.Wait()
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			for i, moment := range at {
				if want := time.Duration(i) * time.Second; unpaced && moment != 0 || !unpaced && moment != want {
					t.Errorf("unpaced %t: job %d is done after %v", unpaced, i, moment)
				}
			}
			if want := 2; !unpaced && len(at) != want || unpaced && len(at) != 3 {
				t.Errorf("unpaced %t: %d jobs are done", unpaced, len(at))
			}
		})
	}
}

// Jobs on files are done where there is a place for them, and nowhere else.
func TestFilesNeedAHome(t *testing.T) {
	for home, want := range map[string]int{"": 0, "/home": 1} {
		e := env(t)
		e.Home = home
		var waits []func()
		e.Files = &async.Queue{Background: func(f func()) { waits = append(waits, f) }}
		done := 0
		e.File(func() { done++ })
		for _, f := range waits {
			f()
		}
		if done != want {
			t.Errorf("with the home %q %d jobs are done", home, done)
		}
	}
}

// Memory is released by what the program has for it, and by nothing where it has nothing.
func TestReleaseMemory(t *testing.T) {
	e := env(t)
	e.ReleaseMemory()
	released := 0
	e.Release = func() { released++ }
	if e.ReleaseMemory(); released != 1 {
		t.Errorf("memory was released %d times", released)
	}
}
