package runs

import (
	"testing"

	"digitpad/training/optim"
)

// A run that version 0.1.0 kept is read, and its schedule has the name of today.
func TestRunOf010IsRead(t *testing.T) {
	kept, err := NewStore("testdata/0.1.0").Load()
	if err != nil || len(kept) != 1 {
		t.Fatalf("%d runs, %v", len(kept), err)
	}
	r := kept[0]
	if best, epoch, ok := r.Best(); !ok || best != 0.75 || epoch != 2 || r.Settings.Schedule != optim.ReduceOnPlateau.Name() || r.Comparison != "rate 3" {
		t.Errorf("%+v", r)
	}
}
