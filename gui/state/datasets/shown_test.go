package datasets_test

import (
	"bytes"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
)

// A digit of mine is laid on the pad as it was drawn, and all of them are a stroke file.
func TestMyDigitsAreShownAndWritten(t *testing.T) {
	s := statetest.New(t)
	for label := range 3 {
		s.Remember(label, uint64(label))
	}
	s.Samples.Show(1)
	drawn := s.Page.Content().Drawing
	if want := s.Samples.At(1).Drawing; drawn.Image() != want.Image() || len(drawn) != len(want) {
		t.Error("another drawing lies on the pad")
	}
	file, err := s.Samples.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ink.ReadStrokes(bytes.NewReader(file))
	if err != nil || len(read) != 3 || read[2].Label != 2 {
		t.Errorf("the file has %d digits, %v", len(read), err)
	}
}

// The mix is the one that is remembered.
func TestTheMixIsRemembered(t *testing.T) {
	s := statetest.New(t)
	s.Prefs.Shares = store.MixWeights{Mine: 3}
	if s.Datasets.Mix() != s.Prefs.Shares {
		t.Errorf("the mix is %v", s.Datasets.Mix())
	}
}
