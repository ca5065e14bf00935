package gui

import (
	"slices"

	"digitpad/network"
	"digitpad/training"
)

// phase is where a run stands.
type phase int

// The phases of a run. It can go on from the first three.
const (
	waiting phase = iota // before its first iteration
	running
	paused
	finished
	stopped
	failed
)

func (p phase) String() string {
	return [...]string{"waiting", "running", "paused", "finished", "stopped", "failed"}[p]
}

// over reports whether nothing more can come.
func (p phase) over() bool { return p >= finished }

// news is what has become of a run since the last delivery.
type news struct {
	events   []training.Event // all but Advanced, in their order
	progress training.Progress
}

// mergeNews is what mailboxes make of two pieces of news.
func mergeNews(old, latest news) news {
	return news{append(old.events, latest.events...), latest.progress}
}

// run is one training run as the window sees it. It belongs to the window's
// goroutine.
type run struct {
	settings training.Settings
	digits   digits
	session  *training.Session
	begun    *network.Network // of the epoch that it went on from; nil of another run

	phase    phase
	progress training.Progress
	epochs   []training.Epoch
	changes  []float64        // where settings were changed, in epochs after the start
	since    int              // the epoch that it began with: 0, or that of another run which it went on from
	origin   []training.Epoch // the figures of that other run, where they are known
	err      error            // of a failed run
}

// newRun prepares a run and evaluates its initial network. Deliver is called on
// the window's goroutine, through post, whenever there is news of the run. The
// error is training.Problems if settings are wrong.
func newRun(s training.Settings, d digits, post func(func()), deliver func(*run, news)) (*run, error) {
	if err := s.Validate(d.train.Len()); err != nil {
		return nil, err
	}
	r := &run{settings: s, digits: d, progress: training.Progress{Epochs: s.Epochs, Iterations: iterationsAnEpoch(s, d)}}
	r.launch(func() (*training.Trainer, error) { return training.NewTrainer(s, d.train, d.test) }, post, deliver)
	return r, nil
}

// iterationsAnEpoch is n/m, rounded up.
func iterationsAnEpoch(s training.Settings, d digits) int {
	return (d.train.Len() + s.Batch - 1) / s.Batch
}

// startRun prepares a run with a trainer that may have come some way already.
func startRun(trainer *training.Trainer, d digits, post func(func()), deliver func(*run, news)) *run {
	r := &run{
		settings: trainer.Settings(), digits: d, progress: trainer.Progress(),
		since: trainer.Since(), epochs: slices.Clone(trainer.History()),
	}
	if r.progress.TotalIterations > 0 {
		r.phase = paused
	}
	r.session = training.NewSession(trainer, r.teller(post, deliver))
	return r
}

// launch starts the session; the trainer is made on its goroutine, since a large
// network takes longer than a frame.
func (r *run) launch(prepare func() (*training.Trainer, error), post func(func()), deliver func(*run, news)) {
	r.session = training.NewSessionFunc(prepare, r.teller(post, deliver))
}

// teller brings a session's events to the window.
func (r *run) teller(post func(func()), deliver func(*run, news)) func(training.Event) {
	box := &mailbox[news]{post: post, merge: mergeNews, deliver: func(n news) { deliver(r, n) }}
	return func(e training.Event) {
		n := news{progress: e.Progress}
		if e.Kind != training.Advanced {
			n.events = []training.Event{e}
		}
		box.Put(n)
	}
}

// take brings the run up to date and reports whether an epoch was completed.
func (r *run) take(n news) (epochDone bool) {
	r.progress = n.progress
	for _, e := range n.events {
		switch e.Kind {
		case training.EpochDone:
			r.epochs = append(r.epochs, *e.Epoch)
			epochDone = true
		case training.Changed:
			p := e.Progress
			r.changes = append(r.changes, float64(p.Epoch)+float64(p.Iteration)/float64(p.Iterations))
		case training.Running:
			r.phase = running
		case training.Paused:
			if r.phase = paused; e.Progress.TotalIterations == 0 {
				r.phase = waiting
			}
		case training.Finished:
			r.phase = finished
		case training.Stopped:
			r.phase = stopped
		case training.Failed:
			r.phase, r.err = failed, e.Err
		}
	}
	return epochDone
}

// latest is the network as it was a moment ago; nil as long as there is none.
func (r *run) latest() *network.Network {
	if n := r.session.Snapshot(); n != nil {
		return n
	}
	return r.begun
}

// network is the one to answer with: as it is now, or, after a failure, as it
// was after the last epoch; nil as long as there is none.
func (r *run) network() *network.Network {
	latest := r.latest()
	if r.phase != failed {
		return latest
	}
	if latest == nil || len(r.epochs) == 0 {
		return nil
	}
	return latest.WithParameters(r.epochs[len(r.epochs)-1].Parameters)
}

// end stops the session; wait for it with session.Wait.
func (r *run) end() { r.session.Stop() }
