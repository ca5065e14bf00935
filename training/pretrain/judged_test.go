package pretrain

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/calibration"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/stats"
	"digitpad/training/synth"
)

// shippedReader reads as the program does, with the networks that come with it.
func shippedReader(t *testing.T) *inference.Reader {
	t.Helper()
	read := func(name string) codec.Model {
		file, err := assets.Network(name)
		if err != nil {
			t.Fatal(err)
		}
		model, err := codec.Read(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		return model
	}
	classifier := read(assets.Shipped)
	fitted, err := calibration.Of(classifier.Notes)
	if err != nil || fitted.Threshold == 0 {
		t.Fatalf("the shipped network is calibrated by %+v, %v", fitted, err)
	}
	rejector, err := inference.NewRejector(read(assets.Rejector).Network)
	if err != nil {
		t.Fatal(err)
	}
	return inference.NewReader(classifier.Network, fitted, rejector)
}

// Of kinds of drawings that nothing learned from, few are believed; scribbles hardly
// ever. Letters that look like digits are counted apart.
func TestJudgedByUnseenKinds(t *testing.T) {
	reader := shippedReader(t)
	believed := func(kind synth.NegativeKind) float64 {
		const n = 400
		count := 0
		for i := range n {
			image := kind.Draw(4711, uint64(i)).Image()
			if reader.Read(network.NewInput(image[:])).Sure {
				count++
			}
		}
		share := 100 * float64(count) / n
		t.Logf("%-16s %5.1f %% believed", kind.Name(), share)
		return share
	}
	mean := 0.0
	for _, kind := range synth.HeldOutNegatives {
		mean += believed(kind) / float64(len(synth.HeldOutNegatives))
	}
	t.Logf("unseen kinds     %5.1f %% believed", mean)
	if mean > 11 {
		t.Errorf("of unseen kinds %.1f %% are believed", mean)
	}
	for _, kind := range synth.TaughtNegatives {
		if kind.Name() == "scribbles" {
			if share := believed(kind); share > 4 {
				t.Errorf("of scribbles %.1f %% are believed", share)
			}
		}
	}
	believed(synth.LookAlikes)
}

// Digits of pen writers whom no network saw are refused in at most one of 40 where they
// are read rightly; confidence is nearly what it claims, and answer sets hold the digit as
// often as they promise, within half a point.
func TestJudgedByUnseenWriters(t *testing.T) {
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		t.Skip("DIGITPAD_DATA does not name the folder with the pen strokes")
	}
	file, err := os.Open(filepath.Join(data, "pen", "pendigits-train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	pens, err := ink.ReadStrokes(file)
	if err != nil {
		t.Fatal(err)
	}
	reader := shippedReader(t)
	right, refused, wrong, doubted := 0, 0, 0, 0
	for half := range 2 {
		digits, err := HeldOut(pens, half)
		if err != nil {
			t.Fatal(err)
		}
		var answers []stats.Answer
		covered := 0
		for i := range digits.Len() {
			r := reader.Read(digits.Input(i))
			correct := r.Digit == digits.Label(i)
			answers = append(answers, stats.Answer{Confidence: r.Confidence(), Correct: correct})
			if slices.Contains(r.Set, digits.Label(i)) {
				covered++
			}
			switch {
			case correct && r.Sure:
				right++
			case correct:
				right++
				refused++
			case r.Sure:
				wrong++
			default:
				wrong++
				doubted++
			}
		}
		if half == 0 { // which the calibration was fitted on
			continue
		}
		ece, coverage := stats.CalibrationError(answers), float64(covered)/float64(digits.Len())
		t.Logf("of %d digits: calibration error %.4f, coverage %.2f %%", digits.Len(), ece, 100*coverage)
		if ece > 0.01 || math.Abs(coverage-calibration.Promise) > 0.005 {
			t.Errorf("the calibration error is %.4f, the coverage %.2f %%", ece, 100*coverage)
		}
	}
	share := float64(refused) / float64(right)
	t.Logf("of %d digits read rightly %.2f %% are refused; of %d misreadings %d are doubted", right, 100*share, wrong, doubted)
	if share > 0.025 || doubted*3 < wrong {
		t.Errorf("of %d digits read rightly %.2f %% are refused; of %d misreadings %d are doubted", right, 100*share, wrong, doubted)
	}
}
