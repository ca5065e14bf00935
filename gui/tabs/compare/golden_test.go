package compare

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/container"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training/evaluate"
	"digitpad/training/runs"
)

func TestTabLook(t *testing.T) {
	p := uitest.New(t)
	tab := New(p.State.State, p.Prefs, p.Env)
	uitest.Golden(t, p.App, "tab", tab.Content(), 700, 640)
}

func TestRunRowLook(t *testing.T) {
	p := uitest.New(t)
	r := &train.ComparedRun{Run: runs.Run{
		Name: "Mini-batch m = 10", Comparison: "10", Data: "training stripes", Started: time.Unix(0, 0), Settings: statetest.SmallSettings(),
		Records: []runs.EpochRecord{
			{Number: 0, Validation: evaluate.Score{Cost: 0.5, Accuracy: 0.1}},
			{Number: 1, Validation: evaluate.Score{Cost: 0.1, Accuracy: 0.9}, Seconds: 1.5},
		},
	}}
	row := newRunRow(r)
	row.Show(r)
	uitest.Golden(t, p.App, "row", container.New(ui.VBoxLayout{}, newRunHead(), row.content), 680, 80)
}
