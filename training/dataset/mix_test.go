package dataset

import (
	"slices"
	"testing"
)

// numbered is a dataset whose example i has the value i+1 in its first pixel.
func numbered(t *testing.T, n int, label byte) *Dataset {
	t.Helper()
	images, labels := make([]byte, n*Pixels), make([]byte, n)
	for i := range n {
		images[i*Pixels], labels[i] = byte(i+1), label
	}
	d, err := New("numbered", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The largest share is whole, a large set gives its first examples, and a small one
// begins again.
func TestMix(t *testing.T) {
	m := Mix("mixed", Share{numbered(t, 50, 1), 0.2}, Share{numbered(t, 60, 0), 6e-1}, Share{numbered(t, 3, 2), 0.1})
	var got [3][]int
	var image [Pixels]byte
	for i := range m.Len() {
		m.Input(i).Unpack(image[:])
		got[m.Label(i)] = append(got[m.Label(i)], int(image[0]))
	}
	count := func(n, of int) (list []int) {
		for i := range n {
			list = append(list, i%of+1)
		}
		return list
	}
	for label, want := range [][]int{count(60, 60), count(20, 50), count(10, 3)} {
		if !slices.Equal(got[label], want) {
			t.Errorf("of dataset %d the mix has %v, want %v", label, got[label], want)
		}
	}
	if m.Name() != "mixed" {
		t.Error(m.Name())
	}
}

// Of equal shares the first is the one that is whole.
func TestMixOfEqualShares(t *testing.T) {
	m := Mix("mixed", Share{numbered(t, 3, 1), 0.5}, Share{numbered(t, 6, 2), 0.5})
	if m.Len() != 6 || m.Label(2) != 1 || m.Label(3) != 2 {
		t.Errorf("%d examples, want 3 of each", m.Len())
	}
}

// A share of nothing is a mistake in the program.
func TestMixOfNothing(t *testing.T) {
	for name, share := range map[string]Share{"no part": {numbered(t, 3, 1), 0}, "less than no part": {numbered(t, 3, 1), -1}, "no examples": {numbered(t, 0, 1), 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s can be mixed in", name)
				}
			}()
			Mix("mixed", Share{numbered(t, 3, 1), 1}, share)
		}()
	}
}
