package synth

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"testing"

	"digitpad/training/ink"
)

func TestWriterIsDetermined(t *testing.T) {
	for digit := range 10 {
		want := NewWriter(3).Draw(digit, 5)
		if !reflect.DeepEqual(NewWriter(3).Draw(digit, 5), want) {
			t.Errorf("writer 3 writes the fifth %d in two ways", digit)
		}
		if reflect.DeepEqual(NewWriter(3).Draw(digit, 6), want) || reflect.DeepEqual(NewWriter(4).Draw(digit, 5), want) {
			t.Errorf("two different %ds are the same", digit)
		}
	}
}

// The shares of the forms of a digit make 1, and people write it in each of them.
func TestForms(t *testing.T) {
	for digit, forms := range templates {
		sum := 0.0
		for _, f := range forms {
			sum += f.share
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("the shares of %d sum to %g", digit, sum)
		}
		written := make([]int, len(forms))
		for seed := range uint64(500) {
			written[NewWriter(seed).habit[digit]]++
		}
		for i, n := range written {
			if want := forms[i].share * 500; float64(n) < want/2 || float64(n) > want*2 {
				t.Errorf("form %d of %d is the habit of %d writers in 500, want about %.0f", i, digit, n, want)
			}
		}
	}
}

// Digits are written inside the pad, at about a third of its size.
func TestWritersStayOnThePad(t *testing.T) {
	mean := 0.0
	for seed := range uint64(200) {
		box := NewWriter(seed).Draw(int(seed%10), 0).Bounds()
		mean += box.Longer() / 200
		if box.MinX < -0.2 || box.MinY < -0.2 || box.MaxX > 1.2 || box.MaxY > 1.2 {
			t.Errorf("writer %d leaves the pad: %+v", seed, box)
		}
	}
	if mean < 0.25 || mean > 0.5 {
		t.Errorf("digits are %.2f of the pad on average", mean)
	}
}

func TestWriteSample(t *testing.T) {
	const n = 1050
	ctx := context.Background()
	told := 0
	images, labels, err := WriteSample(ctx, 1, n, func(done int) { told = done })
	if err != nil || told != n {
		t.Fatalf("%v, told of %d digits of %d", err, told, n)
	}
	cores := runtime.GOMAXPROCS(1)
	again, _, _ := WriteSample(ctx, 1, n, nil)
	runtime.GOMAXPROCS(cores)
	if !bytes.Equal(images, again) {
		t.Error("on one core the sample is another")
	}
	seen := map[ink.Image]bool{}
	var count [10]int
	other, _, _ := WriteSample(ctx, 2, n, nil)
	for i := range n {
		for _, all := range [][]byte{images, other} {
			m := ink.Image(all[i*ink.Side*ink.Side:])
			if seen[m] || m.Empty() {
				t.Fatalf("digit %d is empty or a copy of another", i)
			}
			seen[m] = true
		}
		count[labels[i]]++
	}
	for digit, c := range count {
		if c != n/10 {
			t.Errorf("%d times the digit %d, want %d", c, digit, n/10)
		}
	}
}

// A sample is as many digits as it says.
func TestNoTwoDigitsAreEqual(t *testing.T) {
	const n = 10000
	images, _, err := WriteSample(context.Background(), 3, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := map[ink.Image]int{}
	for i := range n {
		m := ink.Image(images[i*ink.Side*ink.Side:])
		if k, seen := first[m]; seen {
			t.Errorf("digit %d is a copy of digit %d", i, k)
		}
		first[m] = i
	}
}

func TestWriteSampleStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, _, err := WriteSample(ctx, 1, 100000, func(int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The shipped networks learned from these very digits: whoever changes how they are
// written must train the networks again, and then set the sum.
func TestWritersWriteAsEver(t *testing.T) {
	const want = "be72e5c5d8ab422d897d98cc1ab10c23ba055d7d2a903fb3ce6a38b85fb2bf86"
	sum := sha256.New()
	for seed := range uint64(50) {
		for digit := range 10 {
			w := NewWriter(seed)
			for _, s := range w.Draw(digit, seed) {
				for _, p := range s.Points {
					fmt.Fprintf(sum, "%.0f %.0f ", p.X*4096, p.Y*4096)
				}
			}
			image := w.Image(digit, seed)
			sum.Write(image[:])
		}
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the sum of the digits is %s", got)
	}
}

// A writer's image is coarser than a pad's, and the same to within what the sample
// points that are left out tell.
func TestWritersImageIsTheDrawings(t *testing.T) {
	for seed := range uint64(200) {
		w, digit := NewWriter(seed), int(seed%10)
		d, random := w.draw(digit, 0)
		got, want := w.Image(digit, 0), d.ImageWithPen(w.penFor(random), ink.AllRows, ink.AllRows)
		if mean := meanDifference(got, want); mean > 1.5 {
			t.Errorf("writer %d: pixels differ by %.2f on average", seed, mean)
		}
		if x, y := got.CentreOfMass(); !clipped(got) && (math.Abs(x-ink.Centre) > 0.05 || math.Abs(y-ink.Centre) > 0.05) {
			t.Errorf("writer %d: centre of mass at (%.3f, %.3f)", seed, x, y)
		}
	}
}

// A sample has each digit twice from each writer, in turn; whose number follows from
// the seed and the place.
func TestWriteSampleTakesWritersInTurn(t *testing.T) {
	const seed, n = 7, 45
	images, labels, err := WriteSample(context.Background(), seed, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		want := NewWriter(seed<<32+uint64(i/20)).Image(i%10, uint64(i%20/10))
		if labels[i] != byte(i%10) || ink.Image(images[i*ink.Side*ink.Side:]) != want {
			t.Errorf("digit %d, labelled %d, is not what writer %d writes", i, labels[i], i/20)
		}
	}
}

// clipped reports whether ink touches the image's edge.
func clipped(m ink.Image) bool {
	for i := range ink.Side {
		if m[i] > 0 || m[(ink.Side-1)*ink.Side+i] > 0 || m[i*ink.Side] > 0 || m[i*ink.Side+ink.Side-1] > 0 {
			return true
		}
	}
	return false
}

// meanDifference of the pixels of two images, of 255.
func meanDifference(a, b ink.Image) (sum float64) {
	for i := range a {
		sum += math.Abs(float64(a[i])-float64(b[i])) / float64(len(a))
	}
	return sum
}
