package pretrain

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
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

// read is a network that comes with the program.
func read(t *testing.T, name string) codec.Model {
	t.Helper()
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

// shippedRejector is that of the program.
func shippedRejector(t *testing.T) *inference.Rejector {
	t.Helper()
	rejector, err := inference.NewRejector(read(t, assets.Rejector).Network, read(t, assets.RejectorByDirections).Network)
	if err != nil {
		t.Fatal(err)
	}
	return rejector
}

// shippedReader reads as the program does, with the networks that come with it.
func shippedReader(t *testing.T) *inference.Reader {
	t.Helper()
	classifier := read(t, assets.Shipped)
	fitted, err := calibration.Of(classifier.Notes)
	if err != nil || fitted.Threshold == 0 {
		t.Fatalf("the shipped network is calibrated by %+v, %v", fitted, err)
	}
	return inference.NewReader(classifier.Network, fitted, shippedRejector(t))
}

// penSamples are the pen strokes of DIGITPAD_DATA.
func penSamples(t *testing.T) []ink.Sample {
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
	return pens
}

// judgement is what became of digits that were read by what was fitted and chosen on others.
type judgement struct {
	digits, covered          int
	right, refused           int // read rightly; of these called unsure
	wrong, doubted           int // misread; of these called unsure
	answers                  []stats.Answer
	temperatures, thresholds []float64
	limits                   []float64
}

// judge reads digits with the shipped networks, as they are calibrated and limited by the
// fitted ones.
func (j *judgement) judge(t *testing.T, fitted, judged []ink.Sample) {
	t.Helper()
	net, rejector := read(t, assets.Shipped).Network, shippedRejector(t)
	c, err := Calibrate(t.Context(), net, Sources{Pens: fitted})
	if err != nil {
		t.Fatal(err)
	}
	limit := chooseLimit(doubts(net, c, rejector, fitted))
	j.temperatures, j.thresholds, j.limits = append(j.temperatures, c.Temperature), append(j.thresholds, c.Threshold), append(j.limits, limit)
	reader := inference.NewReader(net, c, rejector)
	for _, s := range judged {
		r := reader.ReadDrawing(s.Drawing)
		correct := r.Digit == s.Label
		j.digits++
		j.answers = append(j.answers, stats.Answer{Confidence: r.Confidence(), Correct: correct})
		if slices.Contains(r.Set, s.Label) {
			j.covered++
		}
		unsure := doubt(rejector, s.Drawing, r) > limit
		switch {
		case correct:
			j.right++
			if unsure {
				j.refused++
			}
		default:
			j.wrong++
			if unsure {
				j.doubted++
			}
		}
	}
}

// refusedShare is how many of the digits that are read rightly are called unsure.
func (j *judgement) refusedShare() float64 { return float64(j.refused) / float64(j.right) }

// coverage is how many of the answer sets hold the digit, with its 95 % interval.
func (j *judgement) coverage() (share, lo, hi float64) {
	lo, hi = stats.Wilson(j.covered, j.digits)
	return float64(j.covered) / float64(j.digits), lo, hi
}

func (j *judgement) log(t *testing.T, how string) {
	t.Helper()
	share, lo, hi := j.coverage()
	t.Logf("%s: of %d digits calibration error %.4f, coverage %.2f %% [%.2f, %.2f]; of %d read rightly %.2f %% are refused; of %d misread %d are doubted; temperatures %.3f, thresholds %.3f, limits %.2f",
		how, j.digits, stats.CalibrationError(j.answers), 100*share, 100*lo, 100*hi, j.right, 100*j.refusedShare(), j.wrong, j.doubted, j.temperatures, j.thresholds, j.limits)
}

// doubt is the rejector's about an answer; beyond 1 where that is a guess whatever it says.
func doubt(rejector *inference.Rejector, d ink.Drawing, r inference.Reading) float64 {
	image := d.Image()
	x := network.NewInput(image[:])
	if inference.IsGuess(x, r.Confidence()) || d.HasClicks() {
		return 2
	}
	return rejector.Doubt(x, r.Digit)
}

// doubts are those about the digits that are read rightly.
func doubts(net *network.Network, c calibration.Calibration, rejector *inference.Rejector, digits []ink.Sample) (all []float64) {
	reader := inference.NewReader(net, c, nil)
	for _, s := range digits {
		if r := reader.ReadDrawing(s.Drawing); r.Digit == s.Label {
			all = append(all, doubt(rejector, s.Drawing, r))
		}
	}
	return all
}

// heldOut are those digits of the pens' held-out writers that keep accepts, by their place
// among them and their writer.
func heldOut(pens []ink.Sample, keep func(i int, writer string) bool) (kept []ink.Sample) {
	n := 0
	for _, s := range pens {
		if IsHeldOutWriter(s.Writer) {
			if keep(n, s.Writer) {
				kept = append(kept, s)
			}
			n++
		}
	}
	return kept
}

// chooseLimit is the lowest limit, in steps of 0.01, at which at most 1.8 % of digits that are
// read rightly are refused.
func chooseLimit(doubts []float64) float64 {
	const allowed, steps = 0.018, 100
	for step := range steps {
		limit, refused := float64(step)/steps, 0
		for _, d := range doubts {
			if d > limit {
				refused++
			}
		}
		if float64(refused) <= allowed*float64(len(doubts)) {
			return limit
		}
	}
	return 1
}

// The limit of rejection and the calibration that ship are what is chosen and fitted on all
// digits of the held-out writers. No drawing that is no digit has a say in it, so that all
// of them can judge.
func TestRejectionLimit(t *testing.T) {
	pens := penSamples(t)
	net, rejector := read(t, assets.Shipped), shippedRejector(t)
	c, err := Calibrate(t.Context(), net.Network, Sources{Pens: pens})
	if err != nil {
		t.Fatal(err)
	}
	if got := net.Notes[calibration.Note]; got != c.Encode() {
		t.Errorf("the shipped network is calibrated by %s, fitted is %s", got, c.Encode())
	}
	digits := heldOut(pens, func(int, string) bool { return true })
	if limit := chooseLimit(doubts(net.Network, c, rejector, digits)); limit != inference.RejectionLimit {
		t.Errorf("the limit is %g, chosen by %d digits %g", inference.RejectionLimit, len(digits), limit)
	}
}

// Of kinds of drawings that nothing learned from, few are believed; scribbles hardly
// ever. Letters that look like digits are counted apart.
func TestJudgedByUnseenKinds(t *testing.T) {
	reader := shippedReader(t)
	n := 400
	if testing.Short() {
		n = 100
	}
	believed := func(kind synth.NegativeKind) float64 {
		count := 0
		for i := range n {
			if reader.ReadDrawing(kind.Draw(4711, uint64(i))).Sure {
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
	if mean > 5 {
		t.Errorf("of unseen kinds %.1f %% are believed", mean)
	}
	for _, kind := range synth.TaughtNegatives {
		if kind.Name() == "scribbles" {
			if share := believed(kind); share > 1 {
				t.Errorf("of scribbles %.1f %% are believed", share)
			}
		}
	}
	believed(synth.LookAlikes)
}

// Digits of pen writers whom no network saw, each read by what was fitted and chosen on
// others: at most one in 50 of those that are read rightly is refused, confidence is nearly
// what it claims, and answer sets hold the digit as often as they promise, within half a
// point. That is asserted of tenths that are judged by the other nine; writers, each judged
// by the other five, are few, and are told of only.
func TestJudgedByUnseenWriters(t *testing.T) {
	const folds = 10
	pens := penSamples(t)
	var tenths, writers judgement
	for k := range folds {
		tenths.judge(t, heldOut(pens, func(i int, _ string) bool { return i%folds != k }), heldOut(pens, func(i int, _ string) bool { return i%folds == k }))
	}
	for n := lastTrainingWriter + 1; n <= lastTrainingWriter+6; n++ {
		name := fmt.Sprintf("train-%d", n)
		writers.judge(t, heldOut(pens, func(_ int, w string) bool { return w != name }), heldOut(pens, func(_ int, w string) bool { return w == name }))
	}
	tenths.log(t, "tenths")
	writers.log(t, "writers")
	t.Logf("confidence that is just right would show a calibration error of %.4f", errorOfRightConfidence(tenths.answers))
	if ece := stats.CalibrationError(tenths.answers); ece > 0.006 {
		t.Errorf("the calibration error is %.4f", ece)
	}
	if share, _, _ := tenths.coverage(); math.Abs(share-calibration.Promise) > 0.005 {
		t.Errorf("the coverage is %.2f %%", 100*share)
	}
	if tenths.refusedShare() > 0.02 || tenths.doubted*3 < tenths.wrong {
		t.Errorf("of %d digits read rightly %.2f %% are refused; of %d misreadings %d are doubted", tenths.right, 100*tenths.refusedShare(), tenths.wrong, tenths.doubted)
	}
}

// errorOfRightConfidence is the mean calibration error of as many answers that are right just
// as often as they claim: what is left of it by chance.
func errorOfRightConfidence(answers []stats.Answer) float64 {
	const rounds = 500
	random := rand.New(rand.NewPCG(1, 1))
	sum := 0.0
	for range rounds {
		drawn := slices.Clone(answers)
		for i := range drawn {
			drawn[i].Correct = random.Float64() < drawn[i].Confidence
		}
		sum += stats.CalibrationError(drawn) / rounds
	}
	return sum
}
