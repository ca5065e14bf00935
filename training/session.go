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
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/internal/yield"
)

// Session drives a Trainer on a goroutine of its own. Its methods never wait for
// the training: each asks for something, which happens before the next
// mini-batch, and they may be called from any goroutine.
type Session struct {
	trainer *Trainer // nil until it is made, and if it could not be
	notify  func(Event)
	ctx     context.Context
	cancel  context.CancelFunc
	done    chan struct{}

	interrupt atomic.Bool   // a request waits
	wake      chan struct{} // the same, for a paused session
	snapshot  atomic.Pointer[network.Network]

	mu      sync.Mutex
	request request
	ended   bool // nothing takes requests any more
}

// ErrEnded is the answer to a change asked of a session that has ended.
var ErrEnded = message.Errorf("the run has ended: nothing can be changed any more")

// request is what the session has been asked for and has not yet done.
type request struct {
	mode    mode
	changes []change
	saves   []save
	newMode bool // mode was asked for since the session last looked
	pace    *float64
	costs   *bool
}

type change struct {
	settings Settings
	result   chan<- error
}

// save asks for a checkpoint.
type save struct {
	to     io.Writer
	result chan<- error
}

// mode is how a session goes on.
type mode int

const (
	pause mode = iota
	run
	oneIteration
	oneEpoch
)

// NewSession starts a session for a Trainer that nothing else uses from then
// on. It evaluates the network as it is (epoch 0), and waits for Run, StepEpoch
// or StepIteration. Notify is called on the session's goroutine, which waits for
// it; it must not call Wait.
func NewSession(t *Trainer, notify func(Event)) *Session {
	s := newSession(notify)
	s.adopt(t)
	go s.loop()
	return s
}

// NewSessionFunc is NewSession for a Trainer that takes a while to make: prepare makes it
// on the session's goroutine. If it has an error, the session ends with Failed.
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

// adopt takes a Trainer over. It trains on all cores but one, which is left to the
// window.
func (s *Session) adopt(t *Trainer) {
	t.keepStates = true
	t.UseCores(runtime.GOMAXPROCS(0) - 1)
	s.trainer = t
	s.snapshot.Store(t.Network().Clone())
}

// Run goes on until the run is finished.
func (s *Session) Run() { s.ask(run) }

// Pause holds the training.
func (s *Session) Pause() { s.ask(pause) }

// StepIteration does one iteration and pauses.
func (s *Session) StepIteration() { s.ask(oneIteration) }

// StepEpoch goes on to the end of the epoch and pauses.
func (s *Session) StepEpoch() { s.ask(oneEpoch) }

// Pace lets Run do so many iterations a second and tell of each; 0 is as many as it can.
func (s *Session) Pace(perSecond float64) {
	s.mu.Lock()
	s.request.pace = &perSecond
	s.mu.Unlock()
	s.signal()
}

// RecordCosts lets events tell the cost of every mini-batch, or not. It takes a little
// time, with logarithms in the cost a third of a run's.
func (s *Session) RecordCosts(on bool) {
	s.mu.Lock()
	s.request.costs = &on
	s.mu.Unlock()
	s.signal()
}

// Stop ends the session. The network stays as it is then.
func (s *Session) Stop() {
	s.cancel()
	s.signal()
}

// Wait returns when the session has ended and its last event was delivered.
func (s *Session) Wait() { <-s.done }

// Done is closed when the session has ended and its last event was delivered.
func (s *Session) Done() <-chan struct{} { return s.done }

// Snapshot is the network as it was a moment ago: at most some 20 ms. It is
// immutable and costs nothing to get. It is nil until the Trainer is made.
func (s *Session) Snapshot() *network.Network { return s.snapshot.Load() }

// Change lets the next iteration use other settings; see Trainer.Change. The
// result arrives on the channel that it returns: ErrEnded if the session has ended,
// or ends before it comes to it.
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
// Trainer.Checkpoint. It waits until that is done, also after the session has
// ended, and must not be called from notify.
func (s *Session) Checkpoint(w io.Writer) error {
	result := make(chan error, 1)
	s.mu.Lock()
	s.request.saves = append(s.request.saves, save{w, result})
	s.mu.Unlock()
	s.signal()
	select {
	case err := <-result:
		return err
	case <-s.done:
	}
	select {
	case err := <-result: // done just before the end
		return err
	default:
	}
	if s.trainer == nil {
		return message.Errorf("there is no run to save: it could not be prepared")
	}
	return s.trainer.Checkpoint(w) // which nothing else uses any more
}

// ScoreTest evaluates a network of the run on the test data, on the caller's goroutine,
// and counts it; see Trainer.ScoreTest. It panics before the Trainer is made.
func (s *Session) ScoreTest(ctx context.Context, net *network.Network, test *dataset.Dataset) (evaluate.Evaluation, error) {
	return s.prepared().ScoreTest(ctx, net, test)
}

// TestLooks is how often the run has looked at the test data.
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

// ask asks for a mode. The last one asked for counts.
func (s *Session) ask(m mode) {
	s.mu.Lock()
	s.request.mode, s.request.newMode = m, true
	s.mu.Unlock()
	s.signal()
}

// signal makes the session look for requests before its next mini-batch.
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

// end ends the session and answers the changes that it has not come to.
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
	announced := false         // whether notify knows that the session is paused
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
			save.result <- s.trainer.Checkpoint(save.to)
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

		due := s.trainer.evaluationDue() // which a pause does not put off
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
				continue // something was asked for
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
