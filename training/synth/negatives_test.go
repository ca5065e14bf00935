package synth

import (
	"crypto/sha256"
	"fmt"
	"math"
	"reflect"
	"testing"

	"digitpad/training/ink"
)

func TestLettersAndScribblesAreDetermined(t *testing.T) {
	for _, letter := range Letters {
		want := NewWriter(1).DrawLetter(letter, 2)
		if !reflect.DeepEqual(want, NewWriter(1).DrawLetter(letter, 2)) || reflect.DeepEqual(want, NewWriter(1).DrawLetter(letter, 3)) {
			t.Errorf("the letter %c does not depend on its number alone", letter)
		}
		if image := want.Image(); image.Empty() {
			t.Errorf("the letter %c has no ink", letter)
		}
	}
	if !reflect.DeepEqual(Scribble(1), Scribble(1)) || reflect.DeepEqual(Scribble(1), Scribble(2)) {
		t.Error("a scribble does not depend on its seed alone")
	}
}

func TestDrawLetterRefusesDigits(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the letter 8 was written")
		}
	}()
	NewWriter(1).DrawLetter('8', 0)
}

// The shipped network that doubts learned from these very letters and scribbles:
// whoever changes how they are drawn must train it again, and then set the sum.
func TestNonsenseIsDrawnAsEver(t *testing.T) {
	const want = "adfd9943be018cfd27b6887bd081f37340c15ce029fda408151c4756c571f286"
	sum := sha256.New()
	for seed := range uint64(20) {
		drawings := []ink.Drawing{Scribble(seed)}
		for _, letter := range Letters {
			drawings = append(drawings, NewWriter(seed).DrawLetter(letter, seed))
		}
		for _, d := range drawings {
			image := d.Image()
			sum.Write(image[:])
		}
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the sum of the drawings is %s", got)
	}
}

// Scribbles stay on the pad, or nearly so, and go on at an even pace.
func TestScribblesStayOnThePad(t *testing.T) {
	for seed := range uint64(300) {
		d := Scribble(seed)
		if len(d) < 1 || len(d) > 3 {
			t.Errorf("scribble %d has %d lines", seed, len(d))
		}
		for _, s := range d {
			if len(s.Points) < 40 || len(s.Points) > 200 {
				t.Errorf("scribble %d has a line of %d points", seed, len(s.Points))
			}
			for i, p := range s.Points {
				if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
					t.Fatalf("scribble %d is at %v", seed, p)
				}
				if i > 0 && math.Abs(math.Hypot(p.X-s.Points[i-1].X, p.Y-s.Points[i-1].Y)-0.025) > 1e-9 {
					t.Fatalf("scribble %d leaps to %v", seed, p)
				}
			}
		}
	}
}
