package gui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/training/runs"
)

// item is the entry of a run's menu whose title begins so.
func (b *testBench) item(e *entrant, begins string) *fyne.MenuItem {
	b.t.Helper()
	for _, i := range b.runMenu(e) {
		if strings.HasPrefix(i.Label, begins) {
			return i
		}
	}
	b.t.Fatalf("the menu of %q has no entry %q", e.Name, begins)
	return nil
}

// The networks after the last and the best epoch of a run of the Train tab are
// kept with it, and answer the pad again.
func TestAKeptNetworkAnswers(t *testing.T) {
	b := trainedBench(t)
	b.pump("the kept run", func() bool { return len(b.races.runs) == 1 && len(b.races.runs[0].Networks) > 0 })
	e := b.races.runs[0]
	trained := b.run.epochs
	b.UsePost()
	b.item(e, "Use its last network: epoch 3").Action()
	b.waitForFiles()
	if !slices.Equal(b.model.Network.Parameters(), trained[3].Parameters) {
		t.Error("another network answers")
	}
	if !strings.HasSuffix(b.source, "epoch 3") || b.prefs.Network != b.archive.store.NetworkFile(e.ID, runs.LastEpoch) {
		t.Errorf("it is called %q and comes from %q at the next start", b.source, b.prefs.Network)
	}
	if _, best, _ := e.Best(); best != 3 {
		b.item(e, "Use its best network").Action()
		b.waitForFiles()
		if !slices.Equal(b.model.Network.Parameters(), trained[best].Parameters) {
			t.Error("the best network is another")
		}
	}
}

// The networks of a race are kept, deleted with their runs, and brought back.
func TestNetworksOfARaceAreKept(t *testing.T) {
	b := raced(t)
	b.waitForFiles()
	for _, e := range b.races.runs {
		if !slices.Contains(e.Networks, runs.LastEpoch) {
			t.Fatalf("of %q the networks %v are kept", e.Name, e.Networks)
		}
	}
	e := b.races.runs[1]
	b.DeleteRun(e)
	b.waitForFiles()
	if kept, _ := b.archive.store.Load(); len(kept) != 2 {
		t.Fatalf("%d runs are left", len(kept))
	}
	if _, err := readModel(b.archive.store.NetworkFile(e.ID, runs.LastEpoch)); err == nil {
		t.Error("the network of a deleted run stays")
	}
	b.UndoDelete()
	b.item(e, "Use its last network").Action()
	b.waitForFiles()
	if !strings.HasPrefix(b.source, e.Name) {
		t.Errorf("after the deletion was undone %q answers", b.source)
	}
	again := newBench(t)
	again.archive.store = b.archive.store
	again.loadRuns()
	again.pump("the kept runs come back", func() bool { return len(again.races.runs) == 3 })
	if got := again.races.runs[1].Networks; !slices.Equal(got, e.Networks) {
		t.Errorf("at the next start the networks %v are there, before %v", got, e.Networks)
	}
}

// A run whose networks are not there says so, and one that is lost harms nothing.
func TestARunWithoutItsNetworkSaysSo(t *testing.T) {
	b := raced(t)
	b.waitForFiles()
	e := b.races.runs[0]
	was := b.model.Network
	b.UseKept(b.races.runs[0], "none")
	b.waitForFiles()
	b.saysInMessage("The network of this run cannot be opened")
	b.Dismiss()
	e.Networks = nil
	if item := b.item(e, "This run was kept without its network"); !item.Disabled {
		t.Error("a network that is not there is offered")
	}
	if b.model.Network != was {
		t.Error("another network answers")
	}
	e.phase = running
	if item := b.item(e, "Its network can be used when"); !item.Disabled || !b.item(e, "Delete").Disabled {
		t.Error("a run that goes on offers its network, or to be deleted")
	}
	e.phase = finished
}
