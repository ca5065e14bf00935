package lab

import (
	"context"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
)

// run is a running experiment.
type run struct {
	ctx    context.Context
	data   Data
	values Values
	report func(Partial) // at most once in every
	every  time.Duration

	all        *dataset.Dataset // the training images and those held out
	validation *dataset.Dataset // held out of the training images

	mu       sync.Mutex // held by record and draw
	done     int
	total    int
	draw     func() []Chart
	reported time.Time
	limited  int // training images used, where not all are
	measured int // training images measured on, where not all are
}

// newRun splits off the validation images.
func newRun(ctx context.Context, data Data, values Values, report func(Partial)) *run {
	r := &run{ctx: ctx, data: data, values: values, report: report, every: reportEvery, all: data.Train}
	r.data.Train, r.validation = data.Train.Holdout(holdout)
	return r
}

// holdout is the share of the training images for validation: one in so many.
const holdout = 6

// plan sets the total work, in units of advance, and how to draw the results so far.
func (r *run) plan(total int, draw func() []Chart) {
	r.total, r.draw = total, draw
}

// reportEvery is the interval between reports.
const reportEvery = 150 * time.Millisecond

// advance records results and counts the work done. Record and draw never run at
// the same time.
func (r *run) advance(work int, record func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if record != nil {
		record()
	}
	r.done += work
	if r.report == nil || time.Since(r.reported) < r.every {
		return
	}
	p := Partial{Share: min(float64(r.done)/float64(max(r.total, 1)), 1)}
	if r.draw != nil {
		p.Charts = r.draw()
	}
	r.report(p)
	r.reported = time.Now()
}

// each does count independent jobs, as many at once as there are cores. Jobs
// record their results by their number, so that the order in which they end does
// not matter.
func (r *run) each(count int, job func(ctx context.Context, i int) error) error {
	group, ctx := errgroup.WithContext(r.ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range count {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return job(ctx, i)
		})
	}
	return group.Wait()
}

// train does a whole run of the Trainer and records every epoch, epoch 0 first.
// An epoch counts as one unit of work, epoch 0 as none.
func (r *run) train(ctx context.Context, s training.Settings, train *dataset.Dataset, record func(training.Epoch)) error {
	return r.trainCounted(ctx, s, train, 1, record)
}

// trainCounted is train where an epoch counts as more than one unit of work.
func (r *run) trainCounted(ctx context.Context, s training.Settings, train *dataset.Dataset, work int, record func(training.Epoch)) error {
	trainer, err := training.NewTrainer(s, train, r.validation)
	if err != nil {
		return err
	}
	for event, err := range trainer.Events(ctx) {
		if err != nil {
			return err
		}
		if event.Kind == training.EpochDone {
			r.advance(work*min(event.Epoch.Number, 1), func() { record(*event.Epoch) })
		}
	}
	return nil
}

// history trains and returns every epoch, epoch 0 first.
func (r *run) history(s training.Settings, train *dataset.Dataset) (epochs []training.Epoch, err error) {
	err = r.train(r.ctx, s, train, func(e training.Epoch) { epochs = append(epochs, e) })
	return epochs, err
}

// settings are the post's, with what the experiment's values say.
func (r *run) settings(seed int) training.Settings {
	s := training.DefaultSettings()
	s.Seed = uint64(seed)
	if r.values.has("hidden") {
		s.Hidden = []int{r.values.wholes("hidden")[0]}
	}
	if r.values.has("epochs") {
		s.Epochs = r.values.whole("epochs")
	}
	if r.values.has("batch") {
		s.Batch = r.values.whole("batch")
	}
	if r.values.has("rate") {
		s.Rate = r.values.number("rate")
	}
	return s
}

// images are the training images to use.
func (r *run) images() *dataset.Dataset {
	return r.first(r.values.whole("images"))
}

// first are the first count training images, or all if there are fewer.
func (r *run) first(count int) *dataset.Dataset {
	if count >= r.data.Train.Len() {
		return r.data.Train
	}
	r.limited = count
	return r.data.Train.Slice(0, count)
}

// measuredImages are the training images to measure on, where a network trains
// on all.
func (r *run) measuredImages() *dataset.Dataset {
	r.measured = min(r.values.whole("measured"), r.data.Train.Len())
	return r.data.Train.Slice(0, r.measured)
}

// describeData says what the experiment ran on.
func (r *run) describeData() message.Message {
	train := message.New("%s %s", message.Count(r.data.Train.Len()), r.data.Train.Name())
	if r.limited > 0 {
		train = message.New("the first %s of %s", message.Count(r.limited), train)
	}
	if r.measured > 0 {
		train = message.New("%s (measured on the first %s)", train, message.Count(r.measured))
	}
	return message.New("%s, %s %s", train, message.Count(r.data.Test.Len()), r.data.Test.Name())
}
