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

// pen is a digit of a held-out writer, read by the shipped networks.
type pen struct {
	image   ink.Image
	label   int
	writer  string
	outputs []float32 // of the classifier
	doubt   float64   // of the rejector about the digit that was read; 2 where a dot was left out
}

// heldOutPens are the digits of the pens' held-out writers.
func heldOutPens(t *testing.T, samples []ink.Sample) (pens []pen) {
	t.Helper()
	net, rejector := read(t, assets.Shipped).Network, shippedRejector(t)
	pass := net.NewPass()
	for _, s := range samples {
		if !IsHeldOutWriter(s.Writer) {
			continue
		}
		p := pen{image: s.Drawing.Image(), label: s.Label, writer: s.Writer, doubt: 2}
		x := network.NewInput(p.image[:])
		p.outputs = slices.Clone(net.Forward(pass, x))
		if !s.Drawing.HasClicks() {
			p.doubt = rejector.Doubt(x, net.Spec().Encoding.Decode(p.outputs))
		}
		pens = append(pens, p)
	}
	return pens
}

// answer is what a calibration makes of a digit, and the doubt about it: 2 where it is a
// guess whatever the rejector says.
func (p *pen) answer(spec network.Spec, c calibration.Calibration) (calibration.Answer, float64) {
	a := c.Answer(spec, p.outputs)
	if inference.IsGuess(network.NewInput(p.image[:]), a.Confidence()) {
		return a, 2
	}
	return a, p.doubt
}

// doubts are those about the digits that are read rightly.
func doubts(spec network.Spec, c calibration.Calibration, pens []pen) (all []float64) {
	for _, p := range pens {
		if a, doubt := p.answer(spec, c); a.Digit == p.label {
			all = append(all, doubt)
		}
	}
	return all
}

// judge calibrates the shipped network and chooses the limit by those digits that judged
// does not pick by their place and writer, and reads the picked ones so.
func (j *judgement) judge(t *testing.T, pens []pen, judged func(i int, writer string) bool) {
	t.Helper()
	var fitted, picked []pen
	var images, labels []byte
	for i, p := range pens {
		if judged(i, p.writer) {
			picked = append(picked, p)
			continue
		}
		fitted = append(fitted, p)
		images, labels = append(images, p.image[:]...), append(labels, byte(p.label))
	}
	net := read(t, assets.Shipped).Network
	c, err := calibration.Fit(t.Context(), net, newDataset("pens", images, labels))
	if err != nil {
		t.Fatal(err)
	}
	limit := chooseLimit(doubts(net.Spec(), c, fitted))
	j.temperatures, j.thresholds, j.limits = append(j.temperatures, c.Temperature), append(j.thresholds, c.Threshold), append(j.limits, limit)
	for _, p := range picked {
		a, doubt := p.answer(net.Spec(), c)
		correct := a.Digit == p.label
		j.digits++
		j.answers = append(j.answers, stats.Answer{Confidence: a.Confidence(), Correct: correct})
		if slices.Contains(a.Set, p.label) {
			j.covered++
		}
		switch {
		case correct:
			j.right++
			if doubt > limit {
				j.refused++
			}
		default:
			j.wrong++
			if doubt > limit {
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
	samples, net := penSamples(t), read(t, assets.Shipped)
	c, err := Calibrate(t.Context(), net.Network, Sources{Pens: samples})
	if err != nil {
		t.Fatal(err)
	}
	got, err := calibration.Of(net.Notes)
	if err != nil {
		t.Fatal(err)
	}
	// activations have 24 bits, of which another order of their sums changes the last
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-6 }
	if !near(got.Temperature, c.Temperature) || !near(got.Threshold, c.Threshold) || got.Data != c.Data || got.Examples != c.Examples {
		t.Errorf("the shipped network is calibrated by %s, fitted is %s", got.Encode(), c.Encode())
	}
	pens := heldOutPens(t, samples)
	if limit := chooseLimit(doubts(net.Network.Spec(), c, pens)); limit != inference.RejectionLimit {
		t.Errorf("the limit is %g, chosen by %d digits %g", inference.RejectionLimit, len(pens), limit)
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
// by the other five, are few, and are told of only. In short it is halves, of which half as
// much is asked.
func TestJudgedByUnseenWriters(t *testing.T) {
	folds, slack, last := 10, 1.0, lastTrainingWriter+6
	if testing.Short() {
		folds, slack, last = 2, 2, lastTrainingWriter
	}
	pens := heldOutPens(t, penSamples(t))
	var tenths, writers judgement
	for k := range folds {
		tenths.judge(t, pens, func(i int, _ string) bool { return i%folds == k })
	}
	for n := lastTrainingWriter + 1; n <= last; n++ {
		name := fmt.Sprintf("train-%d", n)
		writers.judge(t, pens, func(_ int, writer string) bool { return writer == name })
	}
	tenths.log(t, "parts")
	if writers.digits > 0 {
		writers.log(t, "writers")
	}
	t.Logf("confidence that is just right would show a calibration error of %.4f", errorOfRightConfidence(tenths.answers))
	if ece := stats.CalibrationError(tenths.answers); ece > 0.006*slack {
		t.Errorf("the calibration error is %.4f", ece)
	}
	if share, _, _ := tenths.coverage(); math.Abs(share-calibration.Promise) > 0.005*slack {
		t.Errorf("the coverage is %.2f %%", 100*share)
	}
	if tenths.refusedShare() > 0.02*slack || tenths.doubted*3 < tenths.wrong {
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
