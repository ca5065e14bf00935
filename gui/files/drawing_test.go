package files

import (
	"math/rand/v2"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/synth"
)

func TestSavedDrawings(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UseShipped()
	drawing := store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)}
	picture, err := encodePage(drawing, ".png")
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := preprocess.Decode(strings.NewReader(string(picture)))
	if err != nil {
		t.Fatal(err)
	}
	stages := preprocess.Stages(decoded)
	if got := s.Prediction.Read(stages[len(stages)-1].Image).Digit; got != 3 {
		t.Errorf("the saved picture of a 3 is read as %d", got)
	}

	img := drawing.Drawing.Image()
	pixels, err := encodePage(store.Content{Image: &img}, ".png")
	if err != nil {
		t.Fatal(err)
	}
	decoded, err = preprocess.Decode(strings.NewReader(string(pixels)))
	if err != nil || preprocess.Picture(decoded) != img {
		t.Errorf("a saved test image is another one: %v", err)
	}

	strokes, err := encodePage(drawing, ".jsonl", sample(3, drawing.Drawing))
	if err != nil {
		t.Fatal(err)
	}
	samples, err := ink.ReadStrokes(strings.NewReader(string(strokes)))
	if err != nil || len(samples) != 1 || samples[0].Label != 3 || len(samples[0].Drawing) != len(drawing.Drawing) {
		t.Errorf("the stroke file holds %+v, %v", samples, err)
	}
}

// Of a number a stroke file holds each digit alone.
func TestSavedNumbers(t *testing.T) {
	s := statetest.New(t)
	if s.Prediction.UseShipped(); s.Prediction.Network() == nil {
		t.Skip("this build has no trained network")
	}
	number, _ := synth.Number(rand.New(rand.NewPCG(1, 2)), []ink.Drawing{synth.NewWriter(5).Draw(3, 0), synth.NewWriter(5).Draw(0, 0)}, synth.Apart)
	s.Page.Put(store.Content{Drawing: number})
	f := &Files{state: s.State}
	s.Pump("the number", func() bool { return len(f.samples()) == 2 })
	if got := f.samples(); got[0].Label != 3 || got[1].Label != 0 || len(got[0].Drawing)+len(got[1].Drawing) != len(number) {
		t.Errorf("the digits are %+v", got)
	}
	s.Page.Put(store.Content{Drawing: number[:1]})
	if got := f.samples(); len(got) != 1 || len(got[0].Drawing) != 1 {
		t.Errorf("a single stroke is %+v", got)
	}
}
