package training

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"digitpad/network"
)

// team is goroutines that share each iteration: the units of the first layer are dealt
// out to them. They are together for a slice of training, a fiftieth of a second, and wait
// for each other by spinning, because an iteration has no time for more: of 784-300-10 and
// ten examples it takes some 30 µs.
type team struct {
	members []*member
	work    func(*member)
	seats   []seat // of the members
	over    bool
	ends    sync.WaitGroup
}

// seat is how many barriers a member has come to. It has the cache line that its member
// writes, and the one that comes with it, to itself.
type seat struct {
	barriers atomic.Uint32
	_        [124]byte
}

// newTeam starts a goroutine for each member but the first, which is the caller.
func newTeam(members []*member, work func(*member)) *team {
	t := &team{members: members, work: work, seats: make([]seat, len(members))}
	for _, m := range members[1:] {
		t.ends.Go(func() {
			m.take()
			defer m.giveBack()
			for {
				t.barrier(m)
				if t.over {
					return
				}
				work(m)
				t.barrier(m)
			}
		})
	}
	members[0].take()
	return t
}

// run does the work once, each of the team its share.
func (t *team) run() {
	first := t.members[0]
	if len(t.members) == 1 {
		first.take() // costs nothing, and what it views may have moved
	}
	t.barrier(first)
	t.work(first)
	t.barrier(first)
}

// settle puts the members' parameters and state back where they came from, between
// two runs.
func (t *team) settle() {
	for _, m := range t.members {
		m.giveBack()
	}
}

// stop ends the goroutines and waits for them.
func (t *team) stop() {
	t.over = true
	t.barrier(t.members[0])
	t.members[0].giveBack()
	t.ends.Wait()
}

// barrier returns when all of the team have called it. Each member says for itself that it
// has come, and looks at all others: a line of a cache goes once from one core to another
// then, while a count that all add to would go from each to the next. It yields the
// processor to other goroutines, such as those that draw. A member that waits long, because
// the machine has no free core for another member, sleeps.
func (t *team) barrier(m *member) {
	if len(t.members) == 1 {
		return
	}
	const patience = 100 // some microseconds each
	turn := t.seats[m.seat].barriers.Add(1)
	spins := 1
	for i := range t.seats {
		// another may be one barrier further already
		for ; int32(t.seats[i].barriers.Load()-turn) < 0; spins++ {
			switch {
			case spins%1024 != 0:
			case spins < patience*1024:
				runtime.Gosched()
			default:
				time.Sleep(50 * time.Microsecond)
			}
		}
	}
}

// member is one of a team: its share of the work, and of the optimiser's state.
type member struct {
	*network.Share
	seat  int // in the team; the first is the caller's
	t     *Trainer
	state [][]float32
}

// membersOf are those of a team of so many.
func (t *Trainer) membersOf(size int) []*member {
	for len(t.members) < size {
		t.members = append(t.members, nil)
	}
	if t.members[size-1] == nil {
		for i, share := range t.backprop.Shares(size) {
			m := &member{share, i, t, make([][]float32, len(t.state))}
			for k := range m.state {
				if size > 1 {
					m.state[k] = network.NewState(len(m.Parameters()), k)
				}
			}
			t.members[size-1] = append(t.members[size-1], m)
		}
	}
	return t.members[size-1]
}

// take takes the member's parameters and state.
func (m *member) take() {
	m.Take()
	for i, state := range m.t.state {
		m.state[i] = m.Gather(m.state[i], state)
	}
}

// giveBack puts them back.
func (m *member) giveBack() {
	m.Return()
	for i, state := range m.t.state {
		m.Scatter(state, m.state[i])
	}
}

// throughput is how fast iterations are by the number of cores, as measured. It chooses
// the number of cores: fewer for narrow networks and on busy machines. The result of the
// training does not depend on it.
type throughput struct {
	rates  []float64 // examples a second with 1, 2, 4, … cores, and with all that are allowed
	chosen int       // of rates
	slices int
}

// newThroughput is for up to so many cores.
func newThroughput(cores int) throughput {
	p := throughput{rates: make([]float64, 1)}
	for n := 1; n < cores; n *= 2 {
		p.rates = append(p.rates, 0)
	}
	return p
}

// choose returns what to try next: what has not been measured yet; sometimes
// another than the fastest, because the machine may have become less busy; else the
// fastest.
func (p *throughput) choose() int {
	const again = 50 // slices: a second
	p.slices++
	p.chosen = 0
	for i, rate := range p.rates {
		if rate == 0 {
			p.chosen = i
			return i
		}
		if rate > p.rates[p.chosen] {
			p.chosen = i
		}
	}
	if p.slices%again == 0 {
		p.chosen = p.slices / again % len(p.rates)
	}
	return p.chosen
}

// measured says how long the choice took for so many examples. What is slower than
// before counts an eighth: something else may have had the core for a moment.
func (p *throughput) measured(examples int, spent time.Duration) {
	const least = 2 * time.Millisecond // too short to measure
	if spent >= least {
		rate, before := float64(examples)/spent.Seconds(), p.rates[p.chosen]
		p.rates[p.chosen] = max(rate, before+(rate-before)/8)
	}
}
