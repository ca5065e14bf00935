package training

import (
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/yield"
)

// Session runs a Trainer on a goroutine of its own. Its methods may be called from any
// goroutine and do not wait for the training: each leaves a request that takes effect
// before the next mini-batch.
type Session struct {
	trainer *Trainer // nil until it is made, or if making it failed
	notify  func(Event)
	ctx     context.Context
	cancel  context.CancelFunc
	done    chan struct{}

	interrupt atomic.Bool   // a request is pending
	wake      chan struct{} // the same, for a paused session
	snapshot  atomic.Pointer[network.Network]

	mu      sync.Mutex
	request request
	ended   bool // requests are no longer taken
}

// ErrEnded is the result of a change requested of a session that has ended.
var ErrEnded = message.Errorf("the run has ended: nothing can be changed any more")

// request is what was requested of the session and is not yet done.
type request struct {
	mode    mode
	changes []change
	saves   []chan<- saved
	newMode bool // mode was requested since the last take
	pace    *float64
	costs   *bool
}

type change struct {
	settings Settings
	result   chan<- error
}

// saved answers the request for a checkpoint.
type saved struct {
	run *standstill
	err error
}

// mode is what a session does next.
type mode int

const (
	pause mode = iota
	run
	oneIteration
	oneEpoch
)

// NewSession starts a session for a Trainer, which nothing else may use from then on. It
// evaluates the initial network (epoch 0) and waits for Run, StepEpoch or StepIteration.
// Notify is called on the session's goroutine, which waits for it to return; it must not
// call Wait.
func NewSession(t *Trainer, notify func(Event)) *Session {
	s := newSession(notify)
	s.adopt(t)
	go s.loop()
	return s
}

// NewSessionFunc is NewSession for a Trainer that takes a while to make: prepare makes it
// on the session's goroutine. If prepare fails, the session ends with the event Failed.
func NewSessionFunc(prepare func() (*Trainer, error), notify func(Event)) *Session {
	s := newSession(notify)
	go func() {
		t, err := prepare()
		if err != nil {
			defer s.end()
			notify(Event{Kind: Failed, Err: err})
			return
		}
		s.adopt(t)
		s.loop()
	}()
	return s
}

func newSession(notify func(Event)) *Session {
	s := &Session{notify: notify, done: make(chan struct{}), wake: make(chan struct{}, 1)}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// adopt takes over a Trainer. It trains on all cores but one, which is left to the
// window.
func (s *Session) adopt(t *Trainer) {
	t.keepStates = true
	t.UseCores(runtime.GOMAXPROCS(0) - 1)
	s.trainer = t
	s.snapshot.Store(t.Network().Clone())
}

// Run continues until the run is finished.
func (s *Session) Run() { s.ask(run) }

// Pause pauses the training.
func (s *Session) Pause() { s.ask(pause) }

// StepIteration does one iteration and pauses.
func (s *Session) StepIteration() { s.ask(oneIteration) }

// StepEpoch continues to the end of the epoch and pauses.
func (s *Session) StepEpoch() { s.ask(oneEpoch) }

// Pace limits Run to so many iterations a second, with an event for each; 0 is no limit.
func (s *Session) Pace(perSecond float64) {
	s.mu.Lock()
	s.request.pace = &perSecond
	s.mu.Unlock()
	s.signal()
}

// RecordCosts sets whether events carry the cost of every mini-batch. It takes some time:
// up to a third of a run's where the cost has logarithms.
func (s *Session) RecordCosts(on bool) {
	s.mu.Lock()
	s.request.costs = &on
	s.mu.Unlock()
	s.signal()
}

// Stop ends the session. The network keeps its parameters.
func (s *Session) Stop() {
	s.cancel()
	s.signal()
}

// Wait returns when the session has ended and its last event was delivered.
func (s *Session) Wait() { <-s.done }

// Done is closed when the session has ended and its last event was delivered.
func (s *Session) Done() <-chan struct{} { return s.done }

// Snapshot is the network as it was at most about 20 ms ago. It is immutable; getting it
// does not wait. It is nil until the Trainer is made.
func (s *Session) Snapshot() *network.Network { return s.snapshot.Load() }

// Change lets the next iteration use other settings; see Trainer.Change. The result is
// sent on the returned channel: ErrEnded if the session ends before it takes effect.
func (s *Session) Change(settings Settings) <-chan error {
	result := make(chan error, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		result <- ErrEnded
		return result
	}
	s.request.changes = append(s.request.changes, change{settings, result})
	s.signal()
	return result
}

// Checkpoint writes the run as it stands between two mini-batches; see
// Trainer.Checkpoint. The run goes on meanwhile. It can also be written after the session
// has ended. Checkpoint must not be called from notify.
func (s *Session) Checkpoint(w io.Writer) error {
	now := s.standstill()
	if now.err != nil {
		return now.err
	}
	return now.run.write(w)
}

// standstill asks the session for the run as it stands.
func (s *Session) standstill() saved {
	result := make(chan saved, 1)
	s.mu.Lock()
	s.request.saves = append(s.request.saves, result)
	s.mu.Unlock()
	s.signal()
	select {
	case now := <-result:
		return now
	case <-s.done:
	}
	select {
	case now := <-result: // just before the end
		return now
	default:
	}
	if s.trainer == nil {
		return saved{err: message.Errorf("there is no run to save: it could not be prepared")}
	}
	run, err := s.trainer.standstill() // nothing else uses it any more
	return saved{run, err}
}

// ScoreTest reads the test images with a network of the run, on the caller's goroutine,
// and counts it; see Trainer.ScoreTest. It panics before the Trainer is made.
func (s *Session) ScoreTest(ctx context.Context, net *network.Network, c calibration.Calibration, test *dataset.TestSet) (evaluate.Predictions, error) {
	return s.prepared().ScoreTest(ctx, net, c, test)
}

// AddTestLook counts a reading that was made elsewhere; see Trainer.AddTestLook. It panics
// before the Trainer is made.
func (s *Session) AddTestLook() { s.prepared().AddTestLook() }

// TestLooks is how often the test images were read.
func (s *Session) TestLooks() int {
	if s.Snapshot() == nil {
		return 0
	}
	return s.trainer.TestLooks()
}

// prepared is the Trainer, once it is made.
func (s *Session) prepared() *Trainer {
	if s.Snapshot() == nil {
		panic("training: a session whose run is not prepared has no network to score")
	}
	return s.trainer
}

// ask requests a mode. The last request counts.
func (s *Session) ask(m mode) {
	s.mu.Lock()
	s.request.mode, s.request.newMode = m, true
	s.mu.Unlock()
	s.signal()
}

// signal makes the session take requests before its next mini-batch.
func (s *Session) signal() {
	s.interrupt.Store(true)
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// take returns the request and leaves an empty one.
func (s *Session) take() request {
	s.interrupt.Store(false)
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.request
	s.request = request{}
	return r
}

// end ends the session and answers pending changes.
func (s *Session) end() {
	s.mu.Lock()
	s.ended = true
	changes := s.request.changes
	s.request.changes = nil
	s.mu.Unlock()
	for _, c := range changes {
		c.result <- ErrEnded
	}
	s.cancel()
	close(s.done)
}

// loop is the session's goroutine.
func (s *Session) loop() {
	defer s.end()
	ctx := s.ctx
	now := pause
	announced := false         // Paused was sent
	var interval time.Duration // between iterations, 0 for none
	var next time.Time         // when the next iteration is due
	for {
		if ctx.Err() != nil {
			s.publish(Event{Kind: Stopped, Progress: s.trainer.Progress()})
			return
		}
		r := s.take()
		for _, c := range r.changes {
			err := s.trainer.Change(c.settings)
			if err == nil {
				s.publish(Event{Kind: Changed, Progress: s.trainer.Progress()})
			}
			c.result <- err
		}
		for _, save := range r.saves {
			run, err := s.trainer.standstill()
			save <- saved{run, err}
		}
		if r.newMode {
			if r.mode != pause && now == pause {
				s.publish(Event{Kind: Running, Progress: s.trainer.Progress()})
			}
			announced = announced && r.mode == pause
			now = r.mode
		}

		if r.pace != nil {
			interval, next = 0, time.Time{}
			if *r.pace > 0 {
				interval = time.Duration(float64(time.Second) / *r.pace)
			}
		}
		if r.costs != nil {
			s.trainer.recordCosts = *r.costs
		}

		due := s.trainer.evaluationDue() // also while paused
		if now == pause && !due {
			if !announced {
				s.publish(Event{Kind: Paused, Progress: s.trainer.Progress()})
				announced = true
			}
			select {
			case <-s.wake:
			case <-ctx.Done():
			}
			continue
		}

		slow := now == run && interval > 0 && !due
		if wait := time.Until(next); slow && wait > 0 {
			select {
			case <-time.After(wait):
			case <-s.wake:
			case <-ctx.Done():
			}
			if time.Now().Before(next) {
				continue // there is a request
			}
		}
		if slow {
			next = time.Now().Add(interval)
		}
		if slow || now == oneIteration && !due {
			s.interrupt.Store(true) // so that advance stops after one
		}
		event, err := s.trainer.next(ctx, &s.interrupt)
		if ctx.Err() != nil {
			continue
		}
		s.publish(event)
		yield.ToBrowser()
		if err != nil || event.Kind == Finished {
			return
		}
		switch {
		case now == oneIteration && event.Kind == Advanced,
			now == oneEpoch && event.Kind == EpochDone && event.Epoch.Number > 0:
			now = pause
		}
	}
}

// publish publishes the network as it is, then the event.
func (s *Session) publish(e Event) {
	s.snapshot.Store(s.trainer.Network().Clone())
	s.notify(e)
}
