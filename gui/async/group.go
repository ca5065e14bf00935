package async

import "sync"

// Group is work on goroutines whose end can be waited for. Unlike with a sync.WaitGroup,
// work may begin while somebody waits, as when the window's goroutine answers work that
// ends by beginning more.
type Group struct {
	mu      sync.Mutex
	running int
	idle    *sync.Cond
}

// Go runs work on a goroutine of its own. Any goroutine may call it.
func (g *Group) Go(work func()) {
	g.add(1)
	go func() {
		defer g.add(-1)
		work()
	}()
}

// Wait returns when no work is under way.
func (g *Group) Wait() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.running > 0 {
		if g.idle == nil {
			g.idle = sync.NewCond(&g.mu)
		}
		g.idle.Wait()
	}
}

func (g *Group) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running += n
	if g.running == 0 && g.idle != nil {
		g.idle.Broadcast()
	}
}
