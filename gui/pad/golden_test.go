package pad

import (
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/store"
	"digitpad/training/synth"
)

func TestPadLook(t *testing.T) {
	s := uitest.New(t)
	p := New(s.Page, nil)
	uitest.Golden(t, s.App, "empty", p, 200, 200)
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	uitest.Golden(t, s.App, "drawing", p, 200, 200)
	s.Page.PutExample(s.Datasets.Data().Test, 0)
	uitest.Golden(t, s.App, "example", p, 200, 200)
}
