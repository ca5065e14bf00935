package datasets_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/datasets"
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

// What the network that answers reads in a digit of mine is its guess; without an answer
// there is none but the label.
func TestGuess(t *testing.T) {
	s := statetest.New(t)
	s.Remember(3, 5)
	m := s.Samples.At(0)
	if g := s.Samples.Guess(m); g.Label != 3 || g.Predicted != 3 || g.Confidence != 0 {
		t.Errorf("without a network the guess is %+v", g)
	}
	s.Prediction.UsePost()
	for label := range 10 {
		s.Samples.Relabel(0, label)
		r := s.Prediction.Read(*s.Samples.Image(m))
		if g := s.Samples.Guess(m); g.Label != label || g.Predicted != r.Digit || g.Confidence != r.Outputs[r.Digit] {
			t.Errorf("the guess at a %d is %+v, the network reads %+v", label, g, r)
		}
	}
}

// A drawing that is one of mine already gets another label, and no second place.
func TestADrawingOfMineIsRelabelled(t *testing.T) {
	s := statetest.New(t)
	for label := range 2 {
		s.Remember(label, 5)
	}
	for i, label := range []int{7, 8} {
		s.Samples.Add(ink.Sample{Label: label, Drawing: s.Samples.At(i).Drawing})
	}
	if got := labelsOf(s); !slices.Equal(got, []int{7, 8}) {
		t.Errorf("the digits are %v", got)
	}
}

// All that is done to my digits is told, and what is learned from is never an older set.
func TestChangesOfMyDigitsAreTold(t *testing.T) {
	s := statetest.New(t)
	told := 0
	s.Samples.Changed.Listen(func(struct{}) { told++ })
	path := filepath.Join(t.TempDir(), "one.jsonl")
	if err := os.WriteFile(path, []byte(`{"label":1,"strokes":[[[0.5,0.2],[0.5,0.8]]]}`+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		what string
		do   func()
		want []int
	}{
		{"added", func() { s.Remember(3, 5) }, []int{3}},
		{"relabelled", func() { s.Samples.Relabel(0, 4) }, []int{4}},
		{"imported", func() { s.Samples.Import(path); s.Settle() }, []int{4, 1}},
		{"deleted", func() { s.Samples.Delete(0) }, []int{1}},
		{"restored", s.Samples.Restore, []int{4, 1}},
		{"read", func() { s.WaitForFiles(); s.Samples.Load() }, []int{4, 1, 4, 1}}, // which is done at the start alone
	} {
		c.do()
		var learned []int
		for k := range s.Samples.Dataset().Len() {
			learned = append(learned, s.Samples.Dataset().Label(k))
		}
		if slices.Sort(learned); !slices.Equal(learned, slices.Sorted(slices.Values(c.want))) || told != i+1 {
			t.Errorf("%s: learned from are %v, want %v; told %d times", c.what, learned, c.want, told)
		}
	}
}

// A count that comes after the digits have changed is not told.
func TestALateCountIsVoid(t *testing.T) {
	s := statetest.New(t)
	s.Prediction.UsePost()
	s.Remember(3, 5)
	var told []datasets.SampleCount
	s.Samples.Counted.Listen(func(c datasets.SampleCount) { told = append(told, c) })
	s.Samples.Count()
	s.Remember(4, 5)
	s.Settle()
	if len(told) > 0 {
		t.Errorf("of the digits of before it is told %+v", told)
	}
	s.Samples.Count()
	s.Settle()
	if len(told) != 1 || told[0].Of != 2 {
		t.Errorf("told is %+v", told)
	}
}

// A file brings as many digits as there may be in one, and not one more.
func TestTooManyDigitsInAFile(t *testing.T) {
	s := statetest.New(t)
	const line = `{"label":1,"strokes":[[[0.5,0.5]]]}` + "\n"
	path := filepath.Join(t.TempDir(), "many.jsonl")
	for n, want := range map[int]int{datasets.MaxImported + 1: 0, datasets.MaxImported: datasets.MaxImported} {
		if err := os.WriteFile(path, bytes.Repeat([]byte(line), n), 0o644); err != nil {
			t.Fatal(err)
		}
		before := s.Samples.Len()
		s.Samples.Import(path)
		s.Settle()
		if got := s.Samples.Len() - before; got != want {
			t.Errorf("of a file of %d digits %d are added, %v", n, got, s.Reports)
		}
		if want == 0 {
			s.Reported("5001 digits; at most 5000")
		}
	}
}

// Digits that cannot be read are told of; without a place to keep any there are none.
func TestMyDigitsThatCannotBeRead(t *testing.T) {
	s := statetest.New(t)
	s.Samples.Load()
	if len(s.Reports) > 0 {
		t.Errorf("at the first start it is reported %v", s.Reports)
	}
	if err := os.Mkdir(filepath.Join(s.Home, store.SamplesFile), 0o755); err != nil { // in the place of the file
		t.Fatal(err)
	}
	s.Samples.Load()
	s.Reported("Your digits cannot be read")

	elsewhere := t.TempDir()
	t.Chdir(elsewhere)
	if err := os.WriteFile(store.SamplesFile, []byte(`{"label":1,"strokes":[[[0.5,0.2]]]}`+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	homeless := statetest.NewIn(t, "")
	if homeless.Samples.Load(); homeless.Samples.Len() > 0 {
		t.Error("digits are taken from the folder that the program was started in")
	}
}

// A digit without ink has no line in a file.
func TestADigitWithoutInk(t *testing.T) {
	s := statetest.New(t)
	s.Samples.Add(ink.Sample{Label: 3})
	if file, err := s.Samples.Encode(); err == nil {
		t.Errorf("it is written as %q", file)
	}
}
