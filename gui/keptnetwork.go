package gui

import (
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/runs"
)

// The networks that are kept with runs: those after the last and the best epoch,
// which can answer the pad again.

// keptNetwork is a network that is to be kept with its run.
type keptNetwork struct {
	moment runs.Snapshot
	model  codec.Model
}

// networksOf are the networks to keep of a run with these epochs.
func networksOf(s training.Settings, d digits, epochs []training.Epoch) []keptNetwork {
	spec, err := s.Spec()
	if err != nil || len(epochs) == 0 {
		return nil
	}
	blank := network.New(spec)
	after := func(m runs.Snapshot, i int) keptNetwork {
		return keptNetwork{m, trainedModel(s, d, blank.WithParameters(epochs[i].Parameters), epochs[:i+1])}
	}
	last, best := len(epochs)-1, training.Best(epochs)
	kept := []keptNetwork{after(runs.LastEpoch, last)}
	if best != last {
		kept = append(kept, after(runs.BestEpoch, best))
	}
	return kept
}

// keepNetworks writes the networks of a run that is kept.
func (w *Window) keepNetworks(e *entrant, networks func() []keptNetwork) {
	id := e.ID
	w.file(func() {
		var kept []runs.Snapshot
		var wrong []error
		for _, n := range networks() {
			if err := w.archive.store.SaveNetwork(id, n.moment, n.model); err != nil {
				wrong = append(wrong, err)
				continue
			}
			kept = append(kept, n.moment)
		}
		w.post(func() {
			e.Networks = kept
			if err := errors.Join(wrong...); err != nil {
				w.tell(lang.L("The network of a run is not kept"), err)
			}
		})
	})
}

// UseKept lets a network that was kept with a run answer the pad, also at the next
// start.
func (w *Window) UseKept(e *entrant, m runs.Snapshot) {
	path := w.archive.store.NetworkFile(e.ID, m)
	w.opening++
	opening := w.opening
	w.file(func() {
		model, err := readModel(path)
		w.post(func() {
			if w.opening != opening {
				return // another was chosen meanwhile
			}
			if err != nil {
				w.tell(lang.L("The network of this run cannot be opened"), err)
				return
			}
			w.answering = nil
			w.use(model, fmt.Sprintf(lang.L("%s, epoch %s"), e.Name, model.Notes[training.NoteEpochs]))
			w.prefs.Network = path
		})
	})
}

// runMenu is what can be done with a run.
func (w *Window) runMenu(e *entrant) []*fyne.MenuItem {
	items := w.networkItems(e)
	rename := fyne.NewMenuItem(lang.L("Rename…"), func() { w.RenameRun(e) })
	remove := fyne.NewMenuItem(lang.L("Delete run"), func() { w.DeleteRun(e) })
	remove.Disabled = !e.phase.over()
	return append(items, fyne.NewMenuItemSeparator(), rename, remove)
}

// networkItems offer the networks of a run, or say why there are none.
func (w *Window) networkItems(e *entrant) []*fyne.MenuItem {
	refuse := func(why string) []*fyne.MenuItem {
		item := fyne.NewMenuItem(why, nil)
		item.Disabled = true
		return []*fyne.MenuItem{item}
	}
	switch {
	case !e.phase.over():
		return refuse(lang.L("Its network can be used when the run is over"))
	case len(e.Networks) == 0:
		return refuse(lang.L("This run was kept without its network"))
	}
	var items []*fyne.MenuItem
	offer := func(m runs.Snapshot, title string, epoch int, accuracy float64) {
		if slices.Contains(e.Networks, m) {
			items = append(items, fyne.NewMenuItem(fmt.Sprintf(title, epoch, percent(accuracy)), func() { w.UseKept(e, m) }))
		}
	}
	if best, epoch, ok := e.Best(); ok {
		offer(runs.BestEpoch, lang.L("Use its best network: epoch %d, %s"), epoch, best)
	}
	if last, ok := e.Last(); ok {
		offer(runs.LastEpoch, lang.L("Use its last network: epoch %d, %s"), e.Records[len(e.Records)-1].Number, last.Accuracy)
	}
	return items
}
