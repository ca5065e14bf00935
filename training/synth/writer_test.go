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
	for name, of := range map[string]struct {
		templates *[10][]template
		writer    func(seed uint64) *Writer
	}{"": {&templates, NewWriter}, "hasty ": {&hasty, NewHastyWriter}} {
		for digit, forms := range of.templates {
			sum := 0.0
			for _, f := range forms {
				sum += f.share
			}
			if sum < 0.999 || sum > 1.001 {
				t.Errorf("the shares of %s%d sum to %g", name, digit, sum)
			}
			written := make([]int, len(forms))
			for seed := range uint64(500) {
				written[of.writer(seed).habit[digit]]++
			}
			for i, n := range written {
				if want := forms[i].share * 500; float64(n) < want/2 || float64(n) > want*2 {
					t.Errorf("form %d of %s%d is the habit of %d writers in 500, want about %.0f", i, name, digit, n, want)
				}
			}
		}
	}
}

// slopeOfUpstroke is how steeply the first stroke of a 1 rises to its top, in degrees; ok is
// whether it does.
func slopeOfUpstroke(d ink.Drawing) (degrees float64, ok bool) {
	points := d[0].Points
	top := 0
	for i, p := range points {
		if p.Y < points[top].Y {
			top = i
		}
	}
	across, up := points[top].X-points[0].X, points[0].Y-points[top].Y
	return math.Atan2(up, across) * 180 / math.Pi, up > 0.2*d.Bounds().Longer() && across > 0
}

// Writers in haste lean to the right, and the upstroke of their 1 is flatter than that of others,
// but hardly ever so level that it is the bar of a 7.
func TestHaste(t *testing.T) {
	const writers = 1000
	mean := func(writer func(seed uint64) *Writer) (slant, slope, level float64) {
		upstrokes := 0.0
		for seed := range uint64(writers) {
			w := writer(seed)
			slant += w.slant / writers
			if degrees, ok := slopeOfUpstroke(w.Draw(1, 0)); ok {
				upstrokes++
				slope += degrees
				if degrees < 20 {
					level++
				}
			}
		}
		return slant, slope / upstrokes, level / upstrokes
	}
	slant, slope, _ := mean(NewWriter)
	hastySlant, hastySlope, level := mean(NewHastyWriter)
	if hastySlant < slant+0.1 || hastySlope > slope-4 || level > 0.05 {
		t.Errorf("in haste slants are %.2f, upstrokes rise by %.0f° and %.1f %% are level; else %.2f and %.0f°", hastySlant, hastySlope, 100*level, slant, slope)
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
	sumOf := func(writer func(seed uint64) *Writer) string {
		sum := sha256.New()
		for seed := range uint64(50) {
			for digit := range 10 {
				w := writer(seed)
				for _, s := range w.Draw(digit, seed) {
					for _, p := range s.Points {
						fmt.Fprintf(sum, "%.0f %.0f ", p.X*4096, p.Y*4096)
					}
				}
				image := w.Image(digit, seed)
				sum.Write(image[:])
			}
		}
		return fmt.Sprintf("%x", sum.Sum(nil))
	}
	if got := sumOf(NewWriter); got != "be72e5c5d8ab422d897d98cc1ab10c23ba055d7d2a903fb3ce6a38b85fb2bf86" {
		t.Errorf("the sum of the digits is %s", got)
	}
	if got := sumOf(NewHastyWriter); got != "a44b39a01e6f201e5d2b6eaa45aa77ee7f452cab09c692b98fe6952c711034e2" {
		t.Errorf("the sum of hasty writers' digits is %s", got)
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
	images, labels, err := WriteSample(t.Context(), seed, n, nil)
	hastyImages, hastyLabels, failed := WriteHastySample(t.Context(), seed, n)
	if err := errors.Join(err, failed); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(labels, hastyLabels) {
		t.Error("in haste other digits are written")
	}
	for i := range n {
		k, times := seed<<32+uint64(i/20), uint64(i%20/10)
		if labels[i] != byte(i%10) || ink.Image(images[i*ink.Side*ink.Side:]) != NewWriter(k).Image(i%10, times) {
			t.Errorf("digit %d, labelled %d, is not what writer %d writes", i, labels[i], i/20)
		}
		if ink.Image(hastyImages[i*ink.Side*ink.Side:]) != NewHastyWriter(k).Image(i%10, times) {
			t.Errorf("digit %d is not what hasty writer %d writes", i, i/20)
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
