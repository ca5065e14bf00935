package async

import (
	"sync"
	"time"
)

// frame is the least time between two deliveries of a mailbox: 30 a second, as
// many as an eye follows.
const frame = time.Second / 30

// Coalescer carries news from a worker to the window. It has one slot: news that
// arrives before the last was delivered is merged with it, so at most one
// delivery waits, however fast the worker is and however slow the window.
type Coalescer[T any] struct {
	Post    func(func())          // runs a function on the window's goroutine
	Merge   func(old, latest T) T // makes one piece of news of two
	Deliver func(T)               // is called on the window's goroutine

	mu        sync.Mutex
	news      T
	full      bool
	scheduled bool
	last      time.Time // of a delivery
}

// Put hands news over and returns at once. Any goroutine may call it.
func (m *Coalescer[T]) Put(news T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full {
		news = m.Merge(m.news, news)
	}
	m.news, m.full = news, true
	if m.scheduled {
		return
	}
	m.scheduled = true
	if wait := frame - time.Since(m.last); wait > 0 {
		time.AfterFunc(wait, func() { m.Post(m.open) })
		return
	}
	go m.Post(m.open)
}

// open delivers what is in the slot.
func (m *Coalescer[T]) open() {
	m.mu.Lock()
	news := m.news
	var none T
	m.news, m.full, m.scheduled, m.last = none, false, false, time.Now()
	m.mu.Unlock()
	m.Deliver(news)
}
