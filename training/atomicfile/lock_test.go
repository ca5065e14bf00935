package atomicfile

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Changes of several writers to one file are all kept.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "count")
	const workers, times = 8, 20
	var work sync.WaitGroup
	for range workers {
		work.Go(func() {
			for range times {
				unlock, err := Lock(path)
				if err != nil {
					t.Error(err)
					return
				}
				data, _ := os.ReadFile(path) // at first there is none
				n, _ := strconv.Atoi(string(data))
				if err := Write(path, strings.NewReader(strconv.Itoa(n+1))); err != nil {
					t.Error(err)
				}
				unlock()
			}
		})
	}
	work.Wait()
	if got, err := os.ReadFile(path); err != nil || string(got) != strconv.Itoa(workers*times) {
		t.Errorf("%d changes count %s (%v)", workers*times, got, err)
	}
}

// Lock waits until a lock is released.
func TestLockWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	synctest.Test(t, func(t *testing.T) {
		held, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		const busy = patience - time.Second
		begin := time.Now()
		time.AfterFunc(busy, held)
		unlock, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
		if waited := time.Since(begin); waited < busy || waited > busy+time.Second/2 {
			t.Errorf("the lock was given up after %v, and taken after %v", busy, waited)
		}
	})
}

// Waiting ends with an error that names the file.
func TestLockGivesUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	synctest.Test(t, func(t *testing.T) {
		unlock, err := Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		defer unlock()
		begin := time.Now()
		if _, err := Lock(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("a lock that another holds: %v", err)
		}
		if waited := time.Since(begin); waited < patience || waited > patience+time.Second {
			t.Errorf("it was waited for %v", waited)
		}
	})
}

// TryLock reports at once whether another holds the lock.
func TestTryLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for range 2 { // what was given up can be taken again
		unlock, ok := TryLock(path)
		if !ok {
			t.Fatal("nobody holds the lock, and it is not to be had")
		}
		if _, ok := TryLock(path); ok {
			t.Error("two have the lock")
		}
		unlock()
	}
}

// Where no lock can be made, TryLock succeeds.
func TestLockWithoutAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "folder")
	if _, err := Lock(path); err == nil {
		t.Error("there is a lock in no folder")
	}
	for range 2 {
		unlock, ok := TryLock(path)
		if !ok {
			t.Fatal("somebody else holds a lock in no folder")
		}
		unlock()
	}
}

// A file without locking is an error, not a lock that another holds.
func TestNoLocks(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if taken, err := lock(file); taken || err == nil {
		t.Errorf("the lock of a closed file: %t, %v", taken, err)
	}
}
