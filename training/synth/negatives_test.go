package synth

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"digitpad/training/ink"
)

// every are all kinds of drawings that are no digits, and the look-alikes.
func every() []NegativeKind {
	return slices.Concat(TaughtNegatives, ValidationNegatives, HeldOutNegatives, []NegativeKind{LookAlikes})
}

// A drawing is determined by its kind, seed and number, and has ink on the pad.
func TestNegativesAreDetermined(t *testing.T) {
	names := map[string]bool{}
	for _, kind := range every() {
		if names[kind.Name()] {
			t.Errorf("there are two kinds of %s", kind.Name())
		}
		names[kind.Name()] = true
		seen := map[ink.Image]bool{}
		for n := range uint64(30) {
			d := kind.Draw(3, n)
			if !reflect.DeepEqual(d, kind.Draw(3, n)) {
				t.Errorf("%s: drawing %d differs from time to time", kind.Name(), n)
			}
			image := d.Image()
			if image.Empty() {
				t.Errorf("%s: drawing %d has no ink", kind.Name(), n)
			}
			seen[image] = true
		}
		if len(seen) != 30 {
			t.Errorf("%s: of 30 drawings %d differ", kind.Name(), len(seen))
		}
	}
}

// No sign that judges is one that was learnt from.
func TestHeldOutSignsAreNotTaught(t *testing.T) {
	signs := func(tables ...map[string][]string) (all []string) {
		for _, table := range tables {
			for _, strokes := range table {
				all = append(all, fmt.Sprint(strokes))
			}
		}
		return all
	}
	taught := signs(latinCapitals, latinSmall, cyrillic, hebrew, kana, operators, marks, runes, devanagariThai, chinese, arabic, romanNumerals)
	for _, sign := range signs(things, astronomical, cardsAndNotes, greek, punctuation, quadrilaterals, pictures, hangul, arrows) {
		if slices.Contains(taught, sign) {
			t.Errorf("%s is taught and judges", sign)
		}
	}
}

// The shipped rejector learned from these very drawings: whoever changes how they are
// drawn must train it again, and then set the sum.
func TestTaughtNegativesAreDrawnAsEver(t *testing.T) {
	const want = "11574c18bbbaad425aa054395324238ee31733e15e15898e41471f24f928a971"
	sum := sha256.New()
	for _, kind := range TaughtNegatives {
		for n := range uint64(20) {
			image := kind.Draw(78, n).Image()
			sum.Write(image[:])
		}
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the sum of the drawings is %s", got)
	}
}
