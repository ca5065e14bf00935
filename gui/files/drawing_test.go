package files

import (
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
	picture, err := encodePage(drawing, ".png", 3)
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
	pixels, err := encodePage(store.Content{Image: &img}, ".png", 3)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err = preprocess.Decode(strings.NewReader(string(pixels)))
	if err != nil || preprocess.Picture(decoded) != img {
		t.Errorf("a saved test image is another one: %v", err)
	}

	strokes, err := encodePage(drawing, ".jsonl", 3)
	if err != nil {
		t.Fatal(err)
	}
	samples, err := ink.ReadStrokes(strings.NewReader(string(strokes)))
	if err != nil || len(samples) != 1 || samples[0].Label != 3 || len(samples[0].Drawing) != len(drawing.Drawing) {
		t.Errorf("the stroke file holds %+v, %v", samples, err)
	}
}
