package training

import (
	"context"
	"errors"
	"iter"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/optim"
)

// Trainer trains one network: mini-batch stochastic gradient descent as in section 3.3 of
// the post. It belongs to one goroutine. Between calls it stands between two
// mini-batches.
type Trainer struct {
	settings   Settings
	train      *dataset.Dataset
	validation *dataset.Dataset // held out; it may be empty
	net        *network.Network
	optimizer  optim.Optimizer
	penalty    optim.Penalty
	own        bool // the optimiser is the caller's, not the settings'
	schedule   optim.Schedule

	// progress of the run
	order      []uint32        // the training examples as this epoch visits them
	inputs     []network.Input // x of the examples in this order
	augmented  *augmented      // makes them, where they are changed; else nil
	labels     []uint8         // their labels
	epoch      int             // completed
	visited    int             // of order, in this epoch
	iteration  int             // completed in this epoch
	iterations int             // completed in the run
	rate       float64         // η of this epoch
	history    []Epoch
	since      int // the epoch that the run began with; see Branch

	// working memory of an iteration
	backprop   *network.Backprop
	state      [][]float32 // of the optimiser
	stateAge   int         // iterations that the optimiser's state has seen
	keepStates bool        // of the optimiser, of every epoch
	archive    *archive    // of earlier epochs; nil to keep them in memory
	testLooks  evaluate.Looks
	meter      *gradientMeter
	engine     Engine // nil for package network

	recordCosts bool      // of every mini-batch
	batchCost   float64   // summed so far
	costs       []float64 // of mini-batches, for the next event

	// the iteration in progress, and who does it
	from, to   int     // of order
	decay      float64 // λ, times the iterations whose penalty this one applies
	cores      int     // allowed
	throughput throughput
	team       *team
	members    [][]*member // of teams, by their size less one
	notFinite  atomic.Bool // a member has found a bias that is not finite

	epochTime time.Duration // in the iterations of this epoch
	trainTime time.Duration // in all iterations timed
	trained   int           // examples in trainTime
	evalTime  time.Duration // of the last evaluation
}

// backpropExamples is how many examples are propagated before their gradients
// are applied. A larger mini-batch is summed in parts, because the activations of
// all its examples would not fit into the caches.
const backpropExamples = 128

// NewTrainer prepares a run: a new network with the initial parameters that the settings'
// seed gives, with as many inputs and labels as the examples have. Schedules, early
// stopping and the choice of the best epoch use the validation data, or where it is empty
// the training data; see Settings.Split. A run does not use the test data; see ScoreTest.
// The error is Problems if settings are wrong. It panics if training and validation data
// are not of the same kind.
func NewTrainer(s Settings, train, validation *dataset.Dataset) (*Trainer, error) {
	if train.Len() == 0 {
		return nil, message.Errorf("training needs at least one training example")
	}
	train.CheckAlike(validation)
	if err := s.validateFor(train); err != nil {
		return nil, err
	}
	spec, err := s.specFor(train.Inputs(), train.Labels())
	if err != nil {
		return nil, err
	}
	initializer, err := network.Initializers.Lookup(s.Initializer)
	if err != nil {
		return nil, err
	}
	net := network.New(spec)
	net.Initialize(initializer, s.Seed)
	return newTrainer(s, net, train, validation), nil
}

// newTrainer prepares a run of net, with settings that are valid.
func newTrainer(s Settings, net *network.Network, train, validation *dataset.Dataset) *Trainer {
	t := &Trainer{
		settings: s, train: train, validation: validation, net: net,
		order:  make([]uint32, train.Len()),
		inputs: make([]network.Input, train.Len()),
		labels: make([]uint8, train.Len()),
		meter:  newGradientMeter(train),
	}
	t.adopt(s)
	t.UseCores(1)
	return t
}

// UseCores lets up to n cores share each iteration of Events or a Session where that is
// faster; the default is 1. The parameters have the same bits for every n. A program with
// a window should leave one core to it.
func (t *Trainer) UseCores(n int) {
	t.cores = max(1, min(n, runtime.GOMAXPROCS(0)))
	t.throughput = newThroughput(min(t.cores, t.backprop.MaxShares()))
}

// adopt allocates for the settings' mini-batch and looks up the names in them.
func (t *Trainer) adopt(s Settings) {
	optimizer, err1 := optim.Optimizers.Lookup(s.Optimizer)
	schedule, err2 := optim.Schedules.Lookup(s.Schedule)
	penalty, err3 := optim.Penalties.Lookup(s.Penalty)
	if err := errors.Join(err1, err2, err3); err != nil {
		panic("training: settings were not validated: " + err.Error())
	}
	if t.own && s.Optimizer == t.settings.Optimizer {
		optimizer = t.optimizer
	} else {
		t.own = false
	}
	t.setOptimizer(optimizer)
	if room := min(s.Batch, backpropExamples); t.backprop == nil || t.backprop.Capacity() < room {
		t.backprop = t.net.NewBackprop(room)
	}
	t.settings, t.schedule, t.penalty = s, schedule, penalty
	t.regroup()
}

// regroup makes new teams for the present backprop and optimiser.
func (t *Trainer) regroup() {
	t.members = nil
	t.team = newTeam(t.membersOf(1), t.iterate)
	t.notFinite.Store(false)
}

// setOptimizer switches to an optimiser, with a state of zero, unless it is in use
// already.
func (t *Trainer) setOptimizer(o optim.Optimizer) {
	if o == t.optimizer {
		return
	}
	t.optimizer, t.stateAge = o, 0
	t.state = make([][]float32, o.States())
	for i := range t.state {
		t.state[i] = network.NewState(len(t.net.Parameters()), i)
	}
}

// UseOptimizer trains with an optimiser of the caller's own, in place of the one that
// the settings name, from the next iteration on; its state begins at zero. It stays until
// Change names another. A run with it cannot be saved by Checkpoint, whose file names the
// optimiser.
func (t *Trainer) UseOptimizer(o optim.Optimizer) {
	t.setOptimizer(o)
	t.own = true
	t.regroup()
}

// Change sets other settings from the next iteration on. Those of the network cannot
// change: hidden units, activations, cost, encoding, initialiser and seed. A new learning
// rate applies at once, even within an epoch. After an error, which is Problems, the
// settings are as before.
func (t *Trainer) Change(s Settings) error {
	if err := s.validateFor(t.train); err != nil {
		return err
	}
	now := t.settings
	if problems := s.otherNetwork(now, "This cannot change while a network trains; reset first."); problems != nil {
		return problems
	}
	if t.engine != nil {
		if err := s.plain(); err != nil {
			return err
		}
	}
	t.adopt(s)
	if t.visited > 0 {
		if s.Augmentation != now.Augmentation {
			t.gather()
		}
		t.rate = t.schedule.Rate(s.Rate, t.epoch, s.Epochs, monitoredCosts(t.history))
	}
	return nil
}

// Engine does the iterations of a run in place of package network, for comparison.
type Engine interface {
	// Iterate does one iteration of stochastic gradient descent, (12), on the network in
	// training: x[i] is the input of an example of the mini-batch, labels[i] its label.
	Iterate(x []network.Input, labels []uint8, rate float64)
}

// Use sets the engine of the run, which must not have started. Engines do plain SGD
// without weight decay and dropout; other settings are an error.
func (t *Trainer) Use(e Engine) error {
	if t.iterations > 0 {
		panic("training: Trainer.Use: the run has begun")
	}
	if err := t.settings.plain(); err != nil {
		return err
	}
	t.engine = e
	return nil
}

// plain refuses all but what an Engine does.
func (s Settings) plain() error {
	if s.Optimizer != optim.SGD.Name() || s.Decay != 0 || s.Dropout != 0 {
		return Problems{{"optimizer", message.New("This engine trains with sgd, without weight decay and without dropout only.")}}
	}
	return nil
}

// Settings are the current settings.
func (t *Trainer) Settings() Settings { return t.settings }

// Network is the network in training; it changes with every Step.
func (t *Trainer) Network() *network.Network { return t.net }

// Train is the data that is trained on.
func (t *Trainer) Train() *dataset.Dataset { return t.train }

// Validation is the held-out data that decisions are based on; it may be empty.
func (t *Trainer) Validation() *dataset.Dataset { return t.validation }

// AddTestLook counts a reading of the test images with a network of the run that was made
// elsewhere.
func (t *Trainer) AddTestLook() { t.testLooks.Add() }

// ScoreTest reads the test images with a network of the run, and counts how often: an
// accuracy by which settings were chosen is no longer one of unseen images. It may be
// called from any goroutine. The error is the context's.
func (t *Trainer) ScoreTest(ctx context.Context, net *network.Network, c calibration.Calibration, test *dataset.TestSet) (evaluate.Predictions, error) {
	return evaluate.Test(ctx, net, c, test, &t.testLooks, func(int, int) {})
}

// TestLooks is how often the test images were read.
func (t *Trainer) TestLooks() int { return t.testLooks.Count() }

// History is the epochs evaluated so far, epoch 0 first.
func (t *Trainer) History() []Epoch { return t.history }

// Since is the number of the epoch that the run began with: 0, or, of a Branch,
// that which it went on from. The earlier epochs in its history are those of the
// other run.
func (t *Trainer) Since() int { return t.since }

// Step does one iteration: one mini-batch, one application of (12). At the start of an
// epoch it puts the examples into a new random order and visits each once, so
// mini-batches are drawn without replacement; the last one of an epoch may be smaller. It
// returns a *DivergedError if a bias, or at the end of the epoch any parameter, is no
// longer finite.
func (t *Trainer) Step() error {
	if t.visited == 0 {
		t.startEpoch()
	}
	t.from, t.to = t.visited, min(t.visited+t.settings.Batch, len(t.order))
	if t.augmented != nil {
		t.augmented.take(t.inputs, t.from, t.to, t.cores)
	}
	if t.engine != nil {
		t.engine.Iterate(t.inputs[t.from:t.to], t.labels[t.from:t.to], t.rate)
	} else {
		if !t.direct() {
			t.stateAge++
		}
		t.decay = t.decayDue()
		t.begin(t.from)
		t.team.run()
		if t.recordCosts {
			t.costs = append(t.costs, t.batchCost/float64(t.to-t.from))
			t.batchCost = 0
		}
	}
	t.visited = t.to
	t.iteration++
	t.iterations++
	if err := t.checkBiases(); err != nil {
		return err
	}
	if t.visited == len(t.order) {
		t.team.settle()
		if err := t.checkParameters(); err != nil {
			return err
		}
		t.epoch++
		t.visited, t.iteration = 0, 0
	}
	return nil
}

// startEpoch shuffles the examples and sets the learning rate.
func (t *Trainer) startEpoch() {
	for i := range t.order {
		t.order[i] = uint32(i)
	}
	random := rand.New(rand.NewPCG(t.settings.Seed, orderStream+uint64(t.epoch)))
	random.Shuffle(len(t.order), func(i, j int) { t.order[i], t.order[j] = t.order[j], t.order[i] })
	t.rate = t.schedule.Rate(t.settings.Rate, t.epoch, t.settings.Epochs, monitoredCosts(t.history))
	t.gather()
}

// monitoredCosts are the costs that a schedule may look at.
func monitoredCosts(history []Epoch) []float64 {
	costs := make([]float64, len(history))
	for i, epoch := range history {
		costs[i] = epoch.Monitored().Cost
	}
	return costs
}

// gather collects the epoch's examples in order. Those with augmentation are made when they
// are near.
func (t *Trainer) gather() {
	t.augmented = nil
	if t.settings.Augmentation != (dataset.Augmentation{}) {
		clear(t.inputs)
		t.augmented = newAugmented(t.train, t.settings, t.epoch, t.order, t.visited)
	}
	for i, e := range t.order {
		if t.augmented == nil {
			t.inputs[i] = t.train.Input(int(e))
		}
		t.labels[i] = uint8(t.train.Label(int(e)))
	}
}

// orderStream is the stream of random numbers for the order of examples, apart from those
// for initial parameters.
const orderStream = 1 << 32

// dropoutStream is the first of those for dropout, one for each place in each epoch.
const dropoutStream = 1 << 62

// direct reports whether the iteration puts each example's gradient straight into
// the weights that it concerns, a fifth of them, which plain SGD allows.
func (t *Trainer) direct() bool {
	return t.optimizer == optim.SGD && t.to-t.from <= backpropExamples
}

// iterate does a member's share of the iteration, as all do at the same time; they
// wait for each other where one needs what the others computed.
func (t *Trainer) iterate(m *member) {
	if t.direct() {
		t.propagate(m, -float32(t.rate/float64(t.to-t.from)))
		t.shrink(m)
		m.Descend()
	} else {
		t.computeGradient(m)
		if t.decoupled() {
			t.shrink(m)
		} else if t.decay != 0 {
			t.penalty.AddGradient(m.Share, float32(t.decay/float64(t.train.Len())))
		}
		t.optimizer.Update(m.Parameters(), m.Gradient(), m.state,
			optim.Step{Rate: float32(t.rate), Momentum: float32(t.settings.Momentum), T: t.stateAge})
	}
	if !m.Finite() {
		t.notFinite.Store(true)
	}
}

// decoupled reports whether the optimiser leaves the penalty's step to shrink.
func (t *Trainer) decoupled() bool {
	_, ok := t.optimizer.(optim.Decoupled)
	return ok
}

// shrink takes the penalty's step on the member's weights.
func (t *Trainer) shrink(m *member) {
	if t.decay != 0 {
		t.penalty.Shrink(m.Share, t.rate*t.decay/float64(t.train.Len()))
	}
}

// decayDue is λ in the iteration to come. Where a step is too small to change a float32,
// one iteration in so many takes the step of all of them, and it is 0 in the others. In
// the gradient of an adaptive optimiser no size is too small.
func (t *Trainer) decayDue() float64 {
	decay := t.settings.Decay
	step := t.rate * decay / float64(t.train.Len())
	if decay == 0 || step >= leastShrink || optim.Adaptive(t.optimizer) && !t.decoupled() {
		return decay
	}
	every := int(min(math.Ceil(leastShrink/step), math.MaxInt32))
	if (t.iterations+1)%every != 0 {
		return 0
	}
	return decay * float64(every)
}

// computeGradient adds the mean gradient of the mini-batch, (11), to the member's
// gradient, which is zero before.
func (t *Trainer) computeGradient(m *member) {
	scale := float32(1 / float64(t.to-t.from))
	for from := t.from; ; {
		t.propagate(m, scale)
		m.AddGradient()
		if from += backpropExamples; from >= t.to {
			break
		}
		t.team.barrier(m)
		if m.seat == 0 {
			t.begin(from)
		}
		t.team.barrier(m)
	}
}

// begin takes the next examples of the iteration, up to backpropExamples.
func (t *Trainer) begin(from int) {
	to := min(from+backpropExamples, t.to)
	// Examples are scattered in memory, so those of the mini-batch after next, at the
	// usual size of ten, are prefetched, and of a large one those of the next.
	ahead := max(20, to-from)
	t.backprop.Prefetch(t.inputs[min(from+ahead, len(t.inputs)):min(to+ahead, len(t.inputs))])
	t.backprop.Begin(t.inputs[from:to], t.labels[from:to])
	t.backprop.Drop(network.Dropout{
		Rate: t.settings.Dropout, Seed: t.settings.Seed,
		Stream: dropoutStream + uint64(t.epoch)<<32 + uint64(from),
	})
}

// propagate runs them forward and backward, a member its share; the deltas are multiplied
// by scale.
func (t *Trainer) propagate(m *member, scale float32) {
	m.Forward()
	t.team.barrier(m)
	m.Backward(scale)
	if t.recordCosts && m.seat == 0 {
		t.batchCost += m.Cost() * float64(t.backprop.Examples())
	}
}

// evaluationDue reports whether an epoch is over, or the run about to begin, and
// the network as it is then has not been evaluated.
func (t *Trainer) evaluationDue() bool {
	evaluated := len(t.history) > 0 && t.history[len(t.history)-1].Number == t.epoch
	return t.visited == 0 && !evaluated
}

// Over reports whether the run has had all its epochs, or no progress for
// Settings.Patience epochs.
func (t *Trainer) Over() bool { return t.settings.over(t.epoch, t.history) }

// over reports whether a run with these settings is over after so many epochs.
func (s Settings) over(epochs int, history []Epoch) bool {
	return epochs >= s.Epochs || s.Patience > 0 && sinceBestCost(history) >= s.Patience
}

// sinceBestCost is the number of evaluations since the lowest monitored cost.
func sinceBestCost(history []Epoch) int {
	since, best := 0, math.Inf(1)
	for _, epoch := range history {
		since++
		if cost := epoch.Monitored().Cost; cost < best {
			since, best = 0, cost
		}
	}
	return since
}

// evaluate evaluates the network after an epoch, or before the first, on both data sets
// and adds the result to the history. A cost that is not finite is a *DivergedError.
func (t *Trainer) evaluate(ctx context.Context) (*Epoch, error) {
	start := time.Now()
	train, err := evaluate.Network(ctx, t.net, t.train)
	if err != nil {
		return nil, err
	}
	validation, err := evaluate.Network(ctx, t.net, t.validation)
	if err != nil {
		return nil, err
	}
	if err := t.checkCost(train.Score, validation.Score); err != nil {
		return nil, err
	}

	epoch := Epoch{
		Number:     t.epoch,
		Iterations: t.iterations,
		Rate:       t.rate,
		Train:      train.Score,
		Validation: validation.Score,
		Confusion:  validation.Confusion,
		Seconds:    t.epochTime.Seconds(),
		Parameters: newVector(slices.Clone(t.net.Parameters())),

		GradientNorms: t.meter.norms(t.net),
	}
	if t.keepStates {
		epoch.State = t.optimizerState()
	}
	t.history = append(t.history, epoch)
	thin(t.history, maxOptimizerStates)
	t.archive.take(t.history)
	t.epochTime = 0
	t.evalTime = time.Since(start)
	return &epoch, nil
}

// Progress is how far the run has come.
func (t *Trainer) Progress() Progress {
	m := t.settings.Batch
	p := Progress{
		Epoch:           t.epoch,
		Epochs:          t.settings.Epochs,
		Iteration:       t.iteration,
		Iterations:      t.iteration + (len(t.order)-t.visited+m-1)/m,
		TotalIterations: t.iterations,
	}
	if t.trainTime > 0 {
		p.ImagesPerSecond = float64(t.trained) / t.trainTime.Seconds()
		epochs := max(p.Epochs-p.Epoch, 0)
		examples := max(epochs*len(t.order)-t.visited, 0)
		p.SecondsLeft = float64(examples)/p.ImagesPerSecond + float64(epochs)*t.evalTime.Seconds()
	}
	return p
}

// advance does at least one iteration, and more until the epoch is over, 20 ms have
// passed or interrupt is set.
func (t *Trainer) advance(interrupt *atomic.Bool) error {
	start, before, epoch := time.Now(), t.visited, t.epoch
	err := t.slice(interrupt.Load)
	spent := time.Since(start)
	t.epochTime += spent
	t.trainTime += spent
	t.trained += (t.epoch-epoch)*len(t.order) + t.visited - before
	return err
}

// Steps does n iterations as Step does, but on as many cores as UseCores allows.
func (t *Trainer) Steps(n int) error {
	for n > 0 {
		if err := t.slice(func() bool { n--; return n == 0 }); err != nil {
			return err
		}
	}
	return nil
}

// slice does iterations until an epoch is over, a little time has passed or an
// iteration was enough.
func (t *Trainer) slice(enough func() bool) error {
	const slice = 20 * time.Millisecond
	alone := t.team
	t.team = newTeam(t.membersOf(t.teamSize()), t.iterate)

	start, before, epoch := time.Now(), t.visited, t.epoch
	var err error
	for {
		if err = t.Step(); err != nil || enough() || t.epoch > epoch || time.Since(start) > slice {
			break
		}
	}
	t.throughput.measured((t.epoch-epoch)*len(t.order)+t.visited-before, time.Since(start))
	t.team.stop()
	t.team = alone
	if err == nil && t.epoch == epoch { // else Step has looked at them
		err = t.checkParameters()
	}
	return err
}

// teamSize is how many cores do the next slice. Engines, and optimisers of a caller's
// own, get the whole network, and so one.
func (t *Trainer) teamSize() int {
	if t.engine != nil || t.own {
		return 1
	}
	return min(1<<t.throughput.choose(), t.cores, t.backprop.MaxShares())
}

// Events does the whole run and yields what happens: EpochDone for epoch 0
// before the first iteration and after every epoch, Advanced some 50 times a
// second between, Finished at the end. An error, which is the context's or a
// *DivergedError, ends it. After a *DivergedError the network is that of the last
// epoch in the history, whose every number is finite.
func (t *Trainer) Events(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		var interrupt atomic.Bool
		defer context.AfterFunc(ctx, func() { interrupt.Store(true) })()
		for {
			event, err := t.next(ctx, &interrupt)
			if err != nil {
				yield(event, err)
				return
			}
			if !yield(event, nil) || event.Kind == Finished {
				return
			}
		}
	}
}

// next does the next part of the run and returns its event.
func (t *Trainer) next(ctx context.Context, interrupt *atomic.Bool) (Event, error) {
	switch {
	case ctx.Err() != nil:
		return Event{Kind: Stopped, Progress: t.Progress()}, ctx.Err()
	case t.evaluationDue():
		epoch, err := t.evaluate(ctx)
		if err != nil {
			return t.failed(err)
		}
		return Event{Kind: EpochDone, Progress: t.Progress(), Epoch: epoch}, nil
	case t.Over():
		return Event{Kind: Finished, Progress: t.Progress()}, nil
	}
	if err := t.advance(interrupt); err != nil {
		return t.failed(err)
	}
	e := Event{Kind: Advanced, Progress: t.Progress(), Costs: t.costs}
	t.costs = nil
	return e, nil
}

// failed is the end of the run: by the context, or because it diverged, after which the
// network is that of the last good epoch.
func (t *Trainer) failed(err error) (Event, error) {
	event := Event{Kind: Stopped, Progress: t.Progress()}
	var diverged *DivergedError
	if errors.As(err, &diverged) {
		event.Kind, event.Err = Failed, err
		t.restore()
	}
	return event, err
}
