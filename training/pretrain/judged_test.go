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
	"digitpad/training/dataset"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/stats"
	"digitpad/training/synth"
)

// shippedReader reads as the program does, with the networks that come with it.
func shippedReader(t *testing.T) (*inference.Reader, *inference.Rejector) {
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
	return inference.NewReader(classifier.Network, fitted, rejector), rejector
}

// heldOutPens are the pen strokes of DIGITPAD_DATA, half of the digits of held-out writers.
func heldOutPens(t *testing.T, half int) *dataset.Dataset {
	t.Helper()
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
	digits, err := HeldOut(pens, half)
	if err != nil {
		t.Fatal(err)
	}
	return digits
}

// The limit of rejection is the lowest, in steps of 0.05, at which of the digits that the
// calibration was fitted on and that are read rightly at most 1.5 % are called unsure. No
// drawing that is no digit has a say in it, so that all of them can judge.
func TestRejectionLimit(t *testing.T) {
	const allowed, step = 0.015, 0.05
	reader, rejector := shippedReader(t)
	digits := heldOutPens(t, 0)
	right, refused, lower := 0, 0, 0 // lower: refused at the next lower limit
	for i := range digits.Len() {
		x := digits.Input(i)
		switch r := reader.Read(x); {
		case r.Digit != digits.Label(i):
			continue
		case !r.Sure:
			refused++
		case rejector.Score(x) > inference.RejectionLimit-step:
			lower++
		}
		right++
	}
	share, next := float64(refused)/float64(right), float64(refused+lower)/float64(right)
	t.Logf("of %d digits read rightly %.2f %% are refused, at the next lower limit %.2f %%", right, 100*share, 100*next)
	if share > allowed || next <= allowed {
		t.Errorf("of %d digits read rightly %.2f %% are refused, at the next lower limit %.2f %%", right, 100*share, 100*next)
	}
}

// Of kinds of drawings that nothing learned from, few are believed; scribbles hardly
// ever. Letters that look like digits are counted apart.
func TestJudgedByUnseenKinds(t *testing.T) {
	reader, _ := shippedReader(t)
	n := 400
	if testing.Short() {
		n = 100
	}
	believed := func(kind synth.NegativeKind) float64 {
		count := 0
		for i := range n {
			image := kind.Draw(4711, uint64(i)).Image()
			if reader.Read(network.NewInput(image[:])).Sure {
				count++
			}
		}
		share := 100 * float64(count) / float64(n)
		t.Logf("%-16s %5.1f %% believed", kind.Name(), share)
		return share
	}
	mean := 0.0
	for _, kind := range synth.HeldOutNegatives {
		mean += believed(kind) / float64(len(synth.HeldOutNegatives))
	}
	t.Logf("unseen kinds     %5.1f %% believed", mean)
	if mean > 9 {
		t.Errorf("of unseen kinds %.1f %% are believed", mean)
	}
	for _, kind := range synth.TaughtNegatives {
		if kind.Name() == "scribbles" {
			if share := believed(kind); share > 2 {
				t.Errorf("of scribbles %.1f %% are believed", share)
			}
		}
	}
	believed(synth.LookAlikes)
}

// Digits of pen writers whom no network saw, of which none was used to fit or to choose
// anything, are refused in at most one of 50 where they are read rightly; confidence is
// nearly what it claims, and answer sets hold the digit as often as they promise, within
// two standard errors of so few digits, 0.7 points.
func TestJudgedByUnseenWriters(t *testing.T) {
	digits := heldOutPens(t, 1)
	reader, _ := shippedReader(t)
	right, refused, wrong, doubted, covered := 0, 0, 0, 0, 0
	var answers []stats.Answer
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
	ece, coverage := stats.CalibrationError(answers), float64(covered)/float64(digits.Len())
	share := float64(refused) / float64(right)
	t.Logf("of %d digits: calibration error %.4f, coverage %.2f %%", digits.Len(), ece, 100*coverage)
	t.Logf("of %d digits read rightly %.2f %% are refused; of %d misreadings %d are doubted", right, 100*share, wrong, doubted)
	if ece > 0.01 || math.Abs(coverage-calibration.Promise) > 0.0073 {
		t.Errorf("the calibration error is %.4f, the coverage %.2f %%", ece, 100*coverage)
	}
	if share > 0.02 || doubted*3 < wrong {
		t.Errorf("of %d digits read rightly %.2f %% are refused; of %d misreadings %d are doubted", right, 100*share, wrong, doubted)
	}
}
