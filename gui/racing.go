package gui

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/training"
	"digitpad/training/runs"
)

// What can be done with races and the runs that are kept.

// The number of runs in a race.
const (
	leastRunners = 2
	mostRunners  = 6
)

// runsFolder is the folder in Options.Home with the runs that are kept.
const runsFolder = "runs"

// archive is the store of runs. What is done to it is done in its order, elsewhere
// than on the window's goroutine.
type archive struct {
	store *runs.Store
	count int // of the names given in this session

	mu   sync.Mutex
	jobs []func()
	busy bool
}

// file does something to the archive after all that was to be done before.
func (w *Window) file(job func()) {
	if w.options.Home == "" {
		return
	}
	a := &w.archive
	a.mu.Lock()
	defer a.mu.Unlock()
	a.jobs = append(a.jobs, job)
	if !a.busy {
		a.busy = true
		w.background(a.work)
	}
}

// work does the jobs until none is left.
func (a *archive) work() {
	for {
		a.mu.Lock()
		if len(a.jobs) == 0 {
			a.busy = false
			a.mu.Unlock()
			return
		}
		job := a.jobs[0]
		a.jobs = a.jobs[1:]
		a.mu.Unlock()
		job()
	}
}

// race is several runs from the same settings but for one.
type race struct {
	cancel context.CancelFunc
	left   int // runs that are not over
}

// runners are the settings of a race's runs: the form's, with one setting as
// each of the values says. The values are separated by semicolons.
func runners(s training.Settings, field, values string, examples int) ([]training.Settings, []string, error) {
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
			return nil, nil, fmt.Errorf(lang.L("%s stands there twice"), value)
		}
		all, names = append(all, varied), append(names, value)
	}
	if len(all) < leastRunners || len(all) > mostRunners {
		return nil, nil, fmt.Errorf(lang.L("a race has %d to %d runs: write so many values with semicolons between, such as 1; 10; n"), leastRunners, mostRunners)
	}
	return all, names, nil
}

// StartRace trains a network for each value of the setting that differs, from the
// same initial weights on the same mini-batches as far as the setting allows.
func (w *Window) StartRace() {
	if w.race != nil {
		return
	}
	settings, ok := w.check()
	if !ok {
		w.tell(lang.L("The race cannot start"), errors.New(lang.L("a setting in the Train tab is wrong; it is marked there")))
		return
	}
	if w.digits.train == nil {
		w.tell(lang.L("The race cannot start yet"), errors.New(lang.L("there are no digits yet: wait until they are loaded, or choose some in the Train tab")))
		return
	}
	field := w.races.Field()
	all, names, err := runners(settings, field, w.races.values.Text, w.digits.train.Len())
	var problems training.Problems
	if errors.As(err, &problems) {
		err = errors.New(strings.TrimSuffix(problems[0].Message.String(), "."))
	}
	if err != nil {
		w.tell(lang.L("The race cannot start"), err)
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.race = &race{cancel: cancel, left: len(all)}
	w.races.HideAll()
	waiters := make(chan starter, len(all)) // in their order
	now := time.Now()
	for i, s := range all {
		entry := &entrant{
			Run: runs.Run{
				Name: raceName(field, names[i]), Race: names[i], Varied: field,
				Data: w.digits.train.Name(), Examples: w.digits.train.Len(),
				Started: now.Add(time.Duration(i) * time.Millisecond), Settings: s,
			},
			phase: waiting, shown: true,
		}
		w.races.Add(entry)
		waiters <- starter{entry, s}
	}
	close(waiters)
	d := w.digits
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		w.background(func() {
			for entry := range waiters {
				w.runInRace(ctx, entry.entrant, entry.settings, d)
			}
		})
	}
	w.races.ShowRace(true)
	w.trace.say("race", facts{"phase": running.String(), "runs": len(all)})
}

// starter is a run of a race that waits for its turn.
type starter struct {
	*entrant
	settings training.Settings
}

// raceName is what a run of a race is called at first.
func raceName(field, value string) string { return explanations()[field].title + " = " + value }

// raceNews is what has become of a run of a race since the last delivery.
type raceNews struct {
	epochs   []training.Epoch
	outcome  runs.Outcome  // empty while it goes on
	networks []keptNetwork // of a run that is over
}

// mergeRaceNews is what mailboxes make of two pieces of news.
func mergeRaceNews(old, latest raceNews) raceNews {
	return raceNews{append(old.epochs, latest.epochs...), latest.outcome, latest.networks}
}

// runInRace trains one network of a race.
func (w *Window) runInRace(ctx context.Context, e *entrant, s training.Settings, d digits) {
	outcome := runs.Stopped
	box := &mailbox[raceNews]{post: w.post, merge: mergeRaceNews, deliver: func(n raceNews) {
		w.races.Advance(e, n.epochs)
		if n.outcome != "" {
			w.runnerDone(e, n)
		}
	}}
	var networks []keptNetwork
	defer func() { box.Put(raceNews{outcome: outcome, networks: networks}) }()
	if ctx.Err() != nil {
		return
	}
	trainer, err := training.NewTrainer(s, d.train, d.test)
	if err != nil {
		outcome = runs.Diverged
		return
	}
	defer func() { networks = networksOf(s, d, trainer.History()) }()
	for event, err := range trainer.Events(ctx) {
		var diverged *training.DivergedError
		switch {
		case errors.As(err, &diverged):
			outcome = runs.Diverged
			return
		case err != nil:
			return
		case event.Kind == training.EpochDone:
			epoch := *event.Epoch
			epoch.Parameters = nil
			box.Put(raceNews{epochs: []training.Epoch{epoch}})
		}
	}
	outcome = runs.Finished
}

// runnerDone keeps a run of a race that is over.
func (w *Window) runnerDone(e *entrant, n raceNews) {
	e.phase, e.Outcome = phaseOf(n.outcome), n.outcome
	if len(e.Records) > 1 {
		w.keepRun(e)
		w.keepNetworks(e, func() []keptNetwork { return n.networks })
	}
	w.races.Update(e)
	if w.race.left--; w.race.left > 0 {
		return
	}
	w.race.cancel()
	w.race = nil
	w.races.ShowRace(false)
	w.trace.say("race", facts{"phase": finished.String()})
}

// phaseOf is the phase of a run that ended so.
func phaseOf(o runs.Outcome) phase {
	switch o {
	case runs.Finished:
		return finished
	case runs.Diverged:
		return failed
	}
	return stopped
}

// StopRace ends all runs of the race.
func (w *Window) StopRace() {
	if w.race != nil {
		w.race.cancel()
	}
}

// keepRun writes a run to the store. What is written is a copy, as the window
// goes on with the run.
func (w *Window) keepRun(e *entrant) {
	if e.ID == "" {
		w.archive.count++
		e.ID = fmt.Sprintf("%s-%d", e.Started.UTC().Format("20060102-150405.000"), w.archive.count)
	}
	kept := e.Run
	kept.Records, kept.Networks = slices.Clone(e.Records), nil
	w.file(func() {
		if err := w.archive.store.Save(&kept); err != nil {
			w.post(func() { w.tell(lang.L("The run is not kept"), err) })
		}
	})
}

// keepTrained keeps the run of the Train tab, which is over.
func (w *Window) keepTrained(r *run) {
	if own := len(r.epochs) - r.since; own < 2 {
		return
	}
	outcome := runs.Finished
	switch r.phase {
	case stopped:
		outcome = runs.Stopped
	case failed:
		outcome = runs.Diverged
	}
	e := &entrant{
		Run: runs.Run{
			Name: trainedName(r), Data: r.digits.train.Name(), Examples: r.digits.train.Len(),
			Started: time.Now(), Settings: r.settings, Outcome: outcome,
		},
		phase: r.phase,
	}
	for _, epoch := range r.epochs[r.since:] {
		if r.since > 0 && epoch.Number == r.since {
			epoch.Seconds = 0 // spent by another run
		}
		e.Run.Add(epoch)
	}
	w.races.Add(e)
	w.keepRun(e)
	epochs := slices.Clip(r.epochs[r.since:]) // only ever grows
	w.keepNetworks(e, func() []keptNetwork { return networksOf(r.settings, r.digits, epochs) })
}

// trainedName is what a run of the Train tab is called at first.
func trainedName(r *run) string {
	s := r.settings
	if r.since > 0 {
		return fmt.Sprintf(lang.L("%s, η %s, m %d, from epoch %d"), shape(s), number(s.Rate), s.Batch, r.since)
	}
	return fmt.Sprintf("%s, η %s, m %d", shape(s), number(s.Rate), s.Batch)
}

// shape is the sizes of the layers: 784-15-10.
func shape(s training.Settings) string {
	spec, err := s.Spec()
	if err != nil {
		return ""
	}
	sizes := make([]string, len(spec.Sizes))
	for i, n := range spec.Sizes {
		sizes[i] = fmt.Sprint(n)
	}
	return strings.Join(sizes, "-")
}

// loadRuns reads the runs that were kept.
func (w *Window) loadRuns() {
	w.file(func() {
		_ = w.archive.store.Empty() // what was deleted in the last session; else it is tried again
		all, err := w.archive.store.Load()
		w.post(func() {
			for _, r := range all {
				w.races.AddKept(r)
			}
			if err != nil {
				w.tell(lang.L("Some kept runs cannot be read"), err)
			}
		})
	})
}

// RenameRun asks for a run's new name.
func (w *Window) RenameRun(e *entrant) {
	name := widget.NewEntry()
	name.SetText(e.Name)
	item := widget.NewFormItem(lang.L("Name"), name)
	d := dialog.NewForm(lang.L("Rename the run"), lang.L("Rename"), lang.L("Cancel"), []*widget.FormItem{item}, func(yes bool) {
		if yes {
			w.NameRun(e, name.Text)
		}
	}, w.window)
	w.showDialog(d, 28, 9)
}

// NameRun gives a run a name.
func (w *Window) NameRun(e *entrant, name string) {
	if name = strings.TrimSpace(name); name == "" || name == e.Name {
		return
	}
	e.Name = name
	w.races.Update(e)
	if e.phase.over() {
		w.keepRun(e)
	}
}

// DeleteRun takes a run out of the table. UndoDelete brings it back.
func (w *Window) DeleteRun(e *entrant) {
	if !e.phase.over() {
		return
	}
	w.races.Remove(e)
	w.file(func() {
		_ = w.archive.store.Delete(e.ID) // it may never have been written
	})
}

// UndoDelete brings the run back that was deleted last.
func (w *Window) UndoDelete() {
	e := w.races.Return()
	if e == nil {
		return
	}
	w.file(func() {
		if err := w.archive.store.Restore(e.ID); err != nil {
			w.post(func() { w.keepRun(e) }) // from what the window knows
		}
	})
}
