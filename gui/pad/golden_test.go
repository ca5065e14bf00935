package pad

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/segment"
	"digitpad/training/synth"
)

func TestPadLook(t *testing.T) {
	s := uitest.New(t)
	p := New(s.Page, s.Numbers, nil)
	uitest.Golden(t, s.App, "empty", p, 200, 200)
	s.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	uitest.Golden(t, s.App, "drawing", p, 200, 200)
	s.Page.PutExample(s.Datasets.Data().Test.Open(), 0)
	uitest.Golden(t, s.App, "example", p, 200, 200)
}

// Each digit of a number has a box; that of the chosen one stands out.
func TestBoxesLook(t *testing.T) {
	s := uitest.New(t)
	if s.Prediction.UseShipped(); s.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	p := New(s.Page, s.Numbers, nil)
	number, _ := synth.Number(rand.New(rand.NewPCG(1, 2)), []ink.Drawing{synth.NewWriter(5).Draw(3, 0), synth.NewWriter(5).Draw(0, 0)}, synth.Apart)
	s.Page.Put(store.Content{Drawing: number})
	s.Pump("the number", func() bool { return s.Numbers.Number().String() == "30" })
	uitest.Golden(t, s.App, "number", p, 200, 200)
	s.Numbers.Choose(0)
	var first ink.Image
	s.Page.Put(store.Content{Image: &first, Picture: "30.png", Cut: segment.NewPage(synth.NewPaper(number, 200, 0.03))})
	s.Pump("the number in the picture", func() bool { return s.Numbers.Number().String() == "30" })
	uitest.Golden(t, s.App, "number-picture", p, 200, 200)
}

// The box of a digit that touches the edge of the pad stays on it.
func TestBoxesStayOnThePad(t *testing.T) {
	s := uitest.New(t)
	if s.Prediction.UseShipped(); s.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	p := New(s.Page, s.Numbers, nil)
	p.Resize(fyne.NewSize(200, 200))
	line := func(x float64) ink.Stroke {
		return ink.Stroke{Width: 0.1, Points: []ink.Point{{X: x, Y: 0.01}, {X: x, Y: 0.99}}}
	}
	s.Page.Put(store.Content{Drawing: ink.Drawing{line(0.02), line(0.98)}})
	s.Pump("the number", func() bool { return len(p.boxes.Objects) == 2 })
	for i, box := range p.boxes.Objects {
		at := box.Position().Subtract(p.image.Position())
		if end := at.Add(box.Size()); min(at.X, at.Y) < 0 || max(end.X, end.Y) > p.image.Size().Width+0.01 {
			t.Errorf("box %d lies from %v to %v of %v", i, at, end, p.image.Size())
		}
	}
}
