package train

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"digitpad/gui/async"
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/run"
	"digitpad/gui/trace"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/note"
	"digitpad/training/runs"
)

// The number of runs in a comparison that are trained at once.
const (
	MinCompared = 2
	MaxCompared = 6
)

// runsFolder is the folder in Home with the runs that are kept.
const runsFolder = "runs"

// maxUndoDelete is how many deletions of runs can be undone.
const maxUndoDelete = 20

// ComparedRun is a run in the table: one that is trained for a comparison, or one that
// was kept. Only Comparison changes it.
type ComparedRun struct {
	runs.Run
	phase run.Phase
	shown bool // in the chart
	line  int  // its colour and dashes there

	source *run.Run // of the Train tab; nil of others
}

// Phase is where the run stands.
func (r *ComparedRun) Phase() run.Phase { return r.phase }

// Shown reports whether the run is in the chart.
func (r *ComparedRun) Shown() bool { return r.shown }

// Line is its colour and dashes there.
func (r *ComparedRun) Line() int { return r.line }

// deletedRun is a run that can come back to its place.
type deletedRun struct {
	run *ComparedRun
	at  int
}

// ComparisonChange is what has changed about the runs.
type ComparisonChange struct {
	List bool         // runs were added, deleted or brought back
	Run  *ComparedRun // this run is another, nil for none
}

// Comparison owns the runs that are compared, and those that are kept, with the
// networks that are kept with them.
type Comparison struct {
	// Changed tells of every change.
	Changed owner.Signal[ComparisonChange]

	env        owner.Env
	settings   *Settings
	datasets   *datasets.Datasets
	prediction *predict.Prediction
	store      *runs.Store

	runs    []*ComparedRun // in the order of the table
	deleted []deletedRun   // the latest last
	ids     int            // that were given in this session
	cancel  context.CancelFunc
	left    int // runs that are not over; 0 while none is trained
}

// NewComparison makes a Comparison without runs; Load reads those that were kept.
func NewComparison(env owner.Env, settings *Settings, datasets *datasets.Datasets, prediction *predict.Prediction) *Comparison {
	return &Comparison{
		env: env, settings: settings, datasets: datasets, prediction: prediction,
		store: runs.NewStore(filepath.Join(env.Home, runsFolder)),
	}
}

// Runs are the runs in the order of the table, the latest first.
func (c *Comparison) Runs() []*ComparedRun { return slices.Clip(c.runs) }

// Active reports whether runs are trained.
func (c *Comparison) Active() bool { return c.left > 0 }

// variants are the settings of a comparison's runs: the given ones, with one setting as
// each of the values says. The values are separated by semicolons.
func variants(s training.Settings, field, values string, examples int) ([]training.Settings, []string, error) {
	var all []training.Settings
	var names []string
	for value := range strings.SplitSeq(values, ";") {
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		varied, err := s.With(field, value, examples)
		if err != nil {
			return nil, nil, err
		}
		if slices.Contains(names, value) {
			return nil, nil, message.Errorf("%s stands there twice", value)
		}
		all, names = append(all, varied), append(names, value)
	}
	if len(all) < MinCompared || len(all) > MaxCompared {
		return nil, nil, message.Errorf("a comparison has %d to %d runs: write so many values with semicolons between, such as 1; 10; n", MinCompared, MaxCompared)
	}
	return all, names, nil
}

// queuedRun is a run of a comparison that waits for its turn.
type queuedRun struct {
	*ComparedRun
	settings training.Settings
	split    dataset.Split // which depends on the amount of data
}

// Start trains a network for each value of the setting that differs, from the same
// initial weights on the same mini-batches as far as the setting allows.
func (c *Comparison) Start(field, values string) {
	if c.Active() {
		return
	}
	settings, ok := c.settings.Check()
	if !ok {
		c.env.Report("The comparison cannot start", errors.New("a setting in the Train tab is wrong; it is marked there"))
		return
	}
	d := c.datasets.Data()
	if !d.Loaded() {
		c.env.Report("The comparison cannot start yet", errors.New("there are no digits yet: wait until they are loaded, or choose some in the Train tab"))
		return
	}
	split := c.datasets.Split(settings)
	all, names, err := variants(settings, field, values, split.Train.Len())
	for _, s := range all {
		if err == nil {
			err = s.Validate(c.datasets.Split(s).Train.Len()) // which may be fewer
		}
	}
	var problems training.Problems
	if errors.As(err, &problems) {
		err = problems
	}
	if err != nil {
		c.env.Report("The comparison cannot start", err)
		return
	}
	ctx, cancel := context.WithCancel(c.env.Ctx)
	c.cancel, c.left = cancel, len(all)
	c.hideAll()
	queue := make(chan queuedRun, len(all)) // in their order
	now := time.Now()
	for i, s := range all {
		split := c.datasets.Split(s)
		r := &ComparedRun{
			Run: runs.Run{
				Name: FieldTitle(field) + " = " + names[i], Comparison: names[i], Varied: field,
				Data: split.Train.Name(), Examples: split.Train.Len(),
				Started: now.Add(time.Duration(i) * time.Millisecond), Settings: s,
			},
			phase: run.Waiting, shown: true,
		}
		c.insert(0, r)
		queue <- queuedRun{r, s, split}
	}
	close(queue)
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		c.env.Go(func() {
			for q := range queue {
				c.train(ctx, q.ComparedRun, q.settings, q.split)
			}
		})
	}
	c.Changed.Notify(ComparisonChange{List: true})
	c.env.Trace.Emit("comparison", trace.Attrs{"phase": run.Running.String(), "runs": len(all)})
}

// comparedUpdates are what has become of a run of a comparison since the last delivery.
type comparedUpdates struct {
	epochs   []training.Epoch
	outcome  runs.Outcome // empty while it goes on
	networks []savedNetwork
}

func mergeComparedUpdates(old, latest comparedUpdates) comparedUpdates {
	return comparedUpdates{append(old.epochs, latest.epochs...), latest.outcome, latest.networks}
}

// train trains one network of a comparison, on a goroutine of its own.
func (c *Comparison) train(ctx context.Context, r *ComparedRun, s training.Settings, d dataset.Split) {
	outcome := runs.Stopped
	updated := &async.Coalescer[comparedUpdates]{Post: c.env.Post, Merge: mergeComparedUpdates, Deliver: func(u comparedUpdates) { c.apply(r, u) }}
	var networks []savedNetwork
	defer func() { updated.Put(comparedUpdates{outcome: outcome, networks: networks}) }()
	if ctx.Err() != nil {
		return
	}
	trainer, err := training.NewTrainer(s, d.Train, d.Validation)
	if err != nil { // which Start has looked for
		return
	}
	run.KeepEpochs(c.env, trainer)
	defer func() { networks = networksOf(c.env.Ctx, s, d, trainer.History()) }()
	for event, err := range trainer.Events(ctx) {
		var diverged *training.DivergedError
		switch {
		case errors.As(err, &diverged):
			outcome = runs.Diverged
			return
		case err != nil:
			return
		case event.Kind == training.EpochDone:
			updated.Put(comparedUpdates{epochs: []training.Epoch{*event.Epoch}})
		}
	}
	outcome = runs.Finished
}

// apply adds epochs to a run of a comparison, and keeps one that is over.
func (c *Comparison) apply(r *ComparedRun, u comparedUpdates) {
	r.phase = run.Running
	for _, epoch := range u.epochs {
		r.Run.Add(epoch)
	}
	if u.outcome == "" {
		c.Changed.Notify(ComparisonChange{Run: r})
		return
	}
	r.phase, r.Outcome = phaseOf(u.outcome), u.outcome
	if len(r.Records) > 1 {
		c.save(r)
		c.saveNetworks(r, func() []savedNetwork { return u.networks })
	}
	if c.left--; c.left == 0 {
		c.cancel()
		c.env.Trace.Emit("comparison", trace.Attrs{"phase": run.Finished.String()})
	}
	c.Changed.Notify(ComparisonChange{Run: r})
}

// phaseOf is the phase of a run that ended so.
func phaseOf(o runs.Outcome) run.Phase {
	switch o {
	case runs.Finished:
		return run.Finished
	case runs.Diverged:
		return run.Failed
	}
	return run.Stopped
}

// Stop ends all runs of the comparison.
func (c *Comparison) Stop() {
	if c.Active() {
		c.cancel()
	}
}

// insert puts a run into the table.
func (c *Comparison) insert(at int, r *ComparedRun) {
	r.line = c.freeLine()
	c.runs = slices.Insert(c.runs, at, r)
}

// freeLine is a colour and dashes that no run in the chart has, as far as there are.
func (c *Comparison) freeLine() int {
	for line := range 2 * MaxCompared {
		if !slices.ContainsFunc(c.runs, func(r *ComparedRun) bool { return r.shown && r.line == line }) {
			return line
		}
	}
	return 0
}

// SetShown puts a run into the chart, or takes it out.
func (c *Comparison) SetShown(r *ComparedRun, on bool) {
	if on && !r.shown {
		r.line = c.freeLine()
	}
	r.shown = on
	c.Changed.Notify(ComparisonChange{Run: r})
}

// hideAll takes all runs out of the chart, as new ones need the room.
func (c *Comparison) hideAll() {
	for _, r := range c.runs {
		if r.shown {
			r.shown = false
			c.Changed.Notify(ComparisonChange{Run: r})
		}
	}
}

// save writes a run to the store. What is written is a copy, as the run is gone on
// with.
func (c *Comparison) save(r *ComparedRun) {
	if r.ID == "" {
		c.ids++
		r.ID = fmt.Sprintf("%s-%d", r.Started.UTC().Format("20060102-150405.000"), c.ids)
	}
	kept := r.Run
	kept.Records, kept.Networks = slices.Clone(r.Records), nil
	c.env.File(func() {
		if err := c.store.Save(&kept); err != nil {
			c.env.Post(func() { c.env.Report("The run is not kept", err) })
		}
	})
}

// keep keeps a run of the Train tab, which is over.
func (c *Comparison) keep(r *run.Run) {
	if own := len(r.Epochs()) - r.Since(); own < 2 {
		return
	}
	outcome := runs.Finished
	switch r.Phase() {
	case run.Stopped:
		outcome = runs.Stopped
	case run.Failed:
		outcome = runs.Diverged
	}
	kept := &ComparedRun{
		Run: runs.Run{
			Name: nameOfRun(r), Data: r.Train().Name(), Examples: r.Train().Len(),
			Started: time.Now(), Settings: r.Settings(), Outcome: outcome, ByTest: r.ByTest(),
		},
		phase: r.Phase(), source: r,
	}
	for _, epoch := range r.Epochs()[r.Since():] {
		if epoch.Number == r.Since() {
			epoch.Seconds = 0 // spent by another run, or none
		}
		kept.Run.Add(epoch)
	}
	c.insert(0, kept)
	c.save(kept)
	// The run stays with the window's goroutine, and with it what still changes.
	settings, split := r.Settings(), r.Split()
	epochs := slices.Clip(r.Epochs()[r.Since():]) // only ever grows
	c.saveNetworks(kept, func() []savedNetwork { return networksOf(c.env.Ctx, settings, split, epochs) })
	c.Changed.Notify(ComparisonChange{List: true})
}

// tested notes with the run that was kept what the test images say of it.
func (c *Comparison) tested(r *run.Run, l run.Look) {
	for _, kept := range c.runs {
		if kept.source == r {
			kept.Tested = append(kept.Tested, runs.TestScore{Epoch: l.Epoch, Score: l.Predicted.Score, Examples: len(l.Predicted.Examples)})
			c.save(kept)
			c.Changed.Notify(ComparisonChange{Run: kept})
		}
	}
}

// Looked counts a reading of the test images with a network that is of no run here but may
// be a kept one's, opened again: with that run, unless it showed this score before. It
// returns how often the run's networks have read test images, 0 for a network of no run.
func (c *Comparison) Looked(m codec.Model, p evaluate.Predictions) (looks int) {
	for _, r := range c.runs {
		epoch, ok := r.Made(m.Notes)
		if !ok || !r.phase.Over() {
			continue
		}
		look := runs.TestScore{Epoch: epoch, Score: p.Score, Examples: len(p.Examples)}
		if !slices.Contains(r.Tested, look) {
			r.Tested = append(r.Tested, look)
			if r.source != nil {
				r.source.Session().AddTestLook()
			}
			c.save(r)
			c.Changed.Notify(ComparisonChange{Run: r})
		}
		looks = max(looks, len(r.Tested))
	}
	return looks
}

// nameOfRun is what a run of the Train tab is called at first.
func nameOfRun(r *run.Run) string {
	s := r.Settings()
	name := fmt.Sprintf("%s, η %v, m %d", Sizes(s), s.Rate, s.Batch)
	if r.Since() > 0 {
		name += fmt.Sprintf(", from epoch %d", r.Since())
	}
	return name
}

// Sizes is the sizes of the layers of a network with these settings: 784-15-10.
func Sizes(s training.Settings) string {
	spec, err := s.Spec()
	if err != nil {
		return ""
	}
	return spec.SizesString()
}

// Load reads the runs that were kept.
func (c *Comparison) Load() {
	c.env.File(func() {
		_ = c.store.Empty() // what was deleted in the last session; else it is tried again
		all, err := c.store.Load()
		c.env.Post(func() {
			for _, r := range all {
				at := slices.IndexFunc(c.runs, func(o *ComparedRun) bool { return o.Started.Before(r.Started) })
				if at < 0 {
					at = len(c.runs)
				}
				c.insert(at, &ComparedRun{Run: r, phase: phaseOf(r.Outcome)})
			}
			c.Changed.Notify(ComparisonChange{List: true})
			if err != nil {
				c.env.Report("Some kept runs cannot be read", err)
			}
		})
	})
}

// Rename gives a run a name.
func (c *Comparison) Rename(r *ComparedRun, name string) {
	if name = strings.TrimSpace(name); name == "" || name == r.Name {
		return
	}
	r.Name = name
	if r.phase.Over() {
		c.save(r)
	}
	c.Changed.Notify(ComparisonChange{Run: r})
}

// Delete takes a run that is over out of the table. UndoDelete brings it back.
func (c *Comparison) Delete(r *ComparedRun) {
	at := slices.Index(c.runs, r)
	if at < 0 || !r.phase.Over() {
		return
	}
	c.deleted = append(c.deleted, deletedRun{r, at})
	if len(c.deleted) > maxUndoDelete {
		c.deleted = slices.Delete(c.deleted, 0, 1)
	}
	c.runs = slices.Delete(c.runs, at, at+1)
	c.env.File(func() {
		_ = c.store.Delete(r.ID) // it may never have been written
	})
	c.Changed.Notify(ComparisonChange{List: true})
}

// CanUndoDelete reports whether there is a deleted run.
func (c *Comparison) CanUndoDelete() bool { return len(c.deleted) > 0 }

// UndoDelete brings the run back that was deleted last.
func (c *Comparison) UndoDelete() {
	if !c.CanUndoDelete() {
		return
	}
	last := c.deleted[len(c.deleted)-1]
	c.deleted = c.deleted[:len(c.deleted)-1]
	c.insert(min(last.at, len(c.runs)), last.run)
	c.env.File(func() {
		if err := c.store.Restore(last.run.ID); err != nil {
			c.env.Post(func() { c.save(last.run) }) // from what is known here
		}
	})
	c.Changed.Notify(ComparisonChange{List: true})
}

// savedNetwork is a network that is to be kept with its run.
type savedNetwork struct {
	moment runs.Snapshot
	model  codec.Model
	err    error // why there is none
}

// networksOf are the networks to keep of a run with these epochs: those after the last
// and the best, calibrated on what was held out.
func networksOf(ctx context.Context, s training.Settings, d dataset.Split, epochs []training.Epoch) []savedNetwork {
	spec, err := s.Spec()
	if err != nil || len(epochs) == 0 {
		return nil
	}
	blank := network.New(spec)
	calibrations := run.Calibrate(ctx, blank, epochs, d.Validation)
	after := func(m runs.Snapshot, i int) savedNetwork {
		net, err := epochs[i].Network(blank)
		if err != nil {
			return savedNetwork{m, codec.Model{}, err}
		}
		model := training.ModelAfter(s, net, epochs[i], d.Train, d.Validation)
		if c, ok := calibrations[i]; ok {
			model.Notes[calibration.Note] = c.Encode()
		}
		return savedNetwork{m, model, nil}
	}
	last, best := len(epochs)-1, training.Best(epochs)
	kept := []savedNetwork{after(runs.LastEpoch, last)}
	if best != last {
		kept = append(kept, after(runs.BestEpoch, best))
	}
	return kept
}

// saveNetworks writes the networks of a run that is kept.
func (c *Comparison) saveNetworks(r *ComparedRun, networks func() []savedNetwork) {
	id := r.ID
	c.env.File(func() {
		var kept []runs.Snapshot
		var wrong []error
		for _, n := range networks() {
			err := n.err
			if err == nil {
				err = c.store.SaveNetwork(id, n.moment, n.model)
			}
			if err != nil {
				wrong = append(wrong, err)
				continue
			}
			kept = append(kept, n.moment)
		}
		c.env.Post(func() {
			r.Networks = kept
			if err := errors.Join(wrong...); err != nil {
				c.env.Report("The network of a run is not kept", err)
			}
		})
	})
}

// Use lets a network that was kept with a run answer the pad, also at the next start.
func (c *Comparison) Use(r *ComparedRun, m runs.Snapshot) {
	path := c.store.NetworkFile(r.ID, m)
	request := c.prediction.Request()
	c.env.File(func() {
		model, err := predict.ReadModel(path)
		c.env.Post(func() {
			switch {
			case !c.prediction.Pending(request): // another was chosen meanwhile
			case err != nil:
				c.env.Report("The network of this run cannot be opened", err)
			default:
				epoch, _ := strconv.Atoi(model.Notes[note.Epochs])
				c.prediction.Use(model, predict.Origin{Kind: predict.FromKeptRun, Name: r.Name, Epoch: epoch, File: path})
			}
		})
	})
}
