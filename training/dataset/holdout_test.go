package dataset

import (
	"slices"
	"testing"
)

// labelled is a dataset with these labels, whose example i has as many inked pixels as
// i+1, so that it can be told from the others.
func labelled(t *testing.T, labels ...byte) *Dataset {
	t.Helper()
	images := make([]byte, len(labels)*Pixels)
	for i := range labels {
		for k := range i + 1 {
			images[i*Pixels+k] = 255
		}
	}
	d, err := New("digits", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// which are the examples of a dataset, by their inked pixels.
func which(d *Dataset) (examples []int) {
	for i := range d.Len() {
		examples = append(examples, len(d.Input(i))-1)
	}
	return examples
}

// The last of the examples are held out; where these lack a digit, the last of each.
func TestHoldout(t *testing.T) {
	for _, test := range []struct {
		name   string
		labels []byte
		oneIn  int
		train  []int
		held   []int
	}{
		{"the last third", []byte{1, 2, 1, 2, 1, 2}, 3, []int{0, 1, 2, 3}, []int{4, 5}},
		{"sorted", []byte{1, 1, 1, 2, 2, 2}, 3, []int{0, 1, 3, 4}, []int{2, 5}},
		{"none", []byte{1, 2, 3}, 0, []int{0, 1, 2}, nil},
		{"too few", []byte{1, 2}, 3, []int{0, 1}, nil},
		{"a rest", []byte{1, 1, 1, 1, 1, 1, 1}, 3, []int{0, 1, 2, 3, 4}, []int{5, 6}},
	} {
		d := labelled(t, test.labels...)
		train, held := d.Holdout(test.oneIn)
		if !slices.Equal(which(train), test.train) || !slices.Equal(which(held), test.held) {
			t.Errorf("%s: %v and %v, want %v and %v", test.name, which(train), which(held), test.train, test.held)
		}
		if train.Name() != "digits" || held.Name() != "digits, held out" {
			t.Errorf("%s: %q and %q", test.name, train.Name(), held.Name())
		}
		for i, example := range which(held) {
			if held.Label(i) != int(test.labels[example]) {
				t.Errorf("%s: example %d has the label %d", test.name, example, held.Label(i))
			}
		}
	}
	for _, oneIn := range []int{-1, 1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("one in %d is held out", oneIn)
				}
			}()
			labelled(t, 1, 2).Holdout(oneIn)
		}()
	}
}

// A mix holds out of each part, and what it repeats is on one side alone.
func TestHoldoutOfAMix(t *testing.T) {
	large, small := labelled(t, slices.Repeat([]byte{1, 2}, 30)...), labelled(t, slices.Repeat([]byte{3, 4}, 3)...)
	m := Mix("mix", Share{large, 1}, Share{small, 1})
	train, held := m.Holdout(3)
	if train.Len() != 80 || held.Len() != 40 {
		t.Errorf("%d and %d examples, want 80 and 40", train.Len(), held.Len())
	}
	keys := func(d *Dataset) map[[2]int]bool {
		all := map[[2]int]bool{}
		for i, example := range which(d) {
			all[[2]int{example, d.Label(i)}] = true
		}
		return all
	}
	known := keys(train)
	for key := range keys(held) {
		if known[key] {
			t.Errorf("example %v is on both sides", key)
		}
	}
	if len(known)+len(keys(held)) != 66 {
		t.Errorf("%d and %d different examples, want 66", len(known), len(keys(held)))
	}
	tiny := labelled(t, 1, 2)
	if _, held := Mix("mix", Share{tiny, 1}, Share{tiny, 1}).Holdout(3); held.Len() != 0 || held.Name() != "mix, held out" {
		t.Errorf("of a few %d are held out", held.Len())
	}
}

// A share is the first of each digit, at least one, and part of a larger share; of a mix,
// it is one of each part.
func TestFirstOfEach(t *testing.T) {
	d := labelled(t, 1, 1, 1, 1, 2, 1, 1, 2, 3, 1)
	for share, want := range map[float64][]int{
		1:    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		0.5:  {0, 1, 2, 3, 4, 8},
		0.01: {0, 4, 8},
	} {
		if got := which(d.FirstOfEach(share)); !slices.Equal(got, want) {
			t.Errorf("%g: %v, want %v", share, got, want)
		}
	}
	large, small := labelled(t, slices.Repeat([]byte{1, 2}, 30)...), labelled(t, slices.Repeat([]byte{3, 4}, 3)...)
	some := Mix("mix", Share{large, 1}, Share{small, 1}).FirstOfEach(0.5)
	if counts := some.perLabel(); some.Name() != "mix" || some.Len() != 60 || counts[1] != 15 || counts[3] != 15 {
		t.Errorf("half the mix is %d examples of %q: %v", some.Len(), some.Name(), counts)
	}
	for _, share := range []float64{0, 1.5} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a share of %g", share)
				}
			}()
			d.FirstOfEach(share)
		}()
	}
}
