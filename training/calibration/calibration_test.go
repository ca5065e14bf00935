package calibration_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/stats"
	"digitpad/training/synth"
)

// data are synthetic digits; different seeds have no writer in common.
func data(t *testing.T, seed uint64, n int) *dataset.Dataset {
	t.Helper()
	images, labels, err := synth.WriteSample(context.Background(), seed, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := dataset.New("synthetic digits", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// trained is a network with the outputs and the encoding, after a few epochs.
func trained(t *testing.T, change func(*training.Settings)) *network.Network {
	t.Helper()
	s := training.DefaultSettings()
	s.Epochs = 12
	change(&s)
	trainer, err := training.NewTrainer(s, data(t, 1, 1500), data(t, 2, 100))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range trainer.Events(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	return trainer.Network()
}

// Whatever the outputs mean, the likeliest digit is the one that they decode to, the
// probabilities sum to 1, and calibration brings confidence near to accuracy and the
// answer sets near to what they promise.
func TestFit(t *testing.T) {
	heldOut, fresh := data(t, 3, 3000), data(t, 4, 3000)
	for name, change := range map[string]func(*training.Settings){
		"sigmoid": func(*training.Settings) {},
		"softmax": func(s *training.Settings) {
			s.Output, s.Cost, s.Rate = network.Softmax.Name(), network.LogLikelihood.Name(), 0.3
		},
		"binary":  func(s *training.Settings) { s.Encoding = network.Binary.Name() },
		"ordinal": func(s *training.Settings) { s.Encoding = network.Ordinal.Name() },
	} {
		net := trained(t, change)
		c, err := calibration.Fit(t.Context(), net, heldOut)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := calibration.Of(map[string]string{calibration.Note: c.Encode()}); err != nil || again != c {
			t.Errorf("%s: %+v becomes %+v, %v", name, c, again, err)
		}
		measure := func(c calibration.Calibration) (ece, coverage float64) {
			var answers []stats.Answer
			covered := 0
			pass := net.NewPass()
			for i := range fresh.Len() {
				a := net.Forward(pass, fresh.Input(i))
				answer := c.Answer(net.Spec(), a)
				if digit := net.Spec().Encoding.Decode(a); answer.Digit != digit || answer.Confidence() != floats.Max(answer.Probabilities[:]) {
					t.Fatalf("%s: %v decodes to %d, but the probabilities are %.4f", name, a, digit, answer.Probabilities)
				}
				if sum := floats.Sum(answer.Probabilities[:]); math.Abs(sum-1) > 1e-9 {
					t.Fatalf("%s: the probabilities sum to %g", name, sum)
				}
				answers = append(answers, stats.Answer{Confidence: answer.Confidence(), Correct: answer.Digit == fresh.Label(i)})
				if slices.Contains(answer.Set, fresh.Label(i)) {
					covered++
				}
			}
			return stats.CalibrationError(answers), float64(covered) / float64(fresh.Len())
		}
		ece, coverage := measure(c)
		before, _ := measure(calibration.None)
		t.Logf("%s: temperature %.3f, threshold %.4f, calibration error %.4f, uncalibrated %.4f, coverage %.4f", name, c.Temperature, c.Threshold, ece, before, coverage)
		most := 0.04
		if net.Spec().Encoding != network.OneHot {
			most = 0.1 // one temperature does less for outputs that digits share
		}
		if ece > most || ece > before+0.01 {
			t.Errorf("%s: the calibration error is %.4f, uncalibrated %.4f", name, ece, before)
		}
		if math.Abs(coverage-calibration.Promise) > 0.01 {
			t.Errorf("%s: %.2f %% of the answer sets hold the label", name, 100*coverage)
		}
	}
}

func TestFitStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	net := network.New(network.Spec{Sizes: []int{dataset.Pixels, 10}, Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.OneHot})
	if _, err := calibration.Fit(ctx, net, data(t, 1, 10)); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	c, err := calibration.Fit(t.Context(), net, data(t, 1, 10))
	if err != nil || c.Threshold != 0 || c.Answer(net.Spec(), make([]float32, 10)).Set != nil {
		t.Errorf("ten examples promise %+v, %v", c, err)
	}
}

func TestNotes(t *testing.T) {
	if c, err := calibration.Of(nil); c != calibration.None || err != nil {
		t.Errorf("no notes: %+v, %v", c, err)
	}
	for _, text := range []string{"", "{", `{"temperature":0}`, `{"temperature":-1}`, `{"temperature":1e9}`, `{"temperature":1,"threshold":2}`, `{"temperature":1,"threshold":-1}`} {
		if c, err := calibration.Of(map[string]string{calibration.Note: text}); c != calibration.None || err == nil || !strings.Contains(err.Error(), "calibration") {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
	}
}

func TestSecond(t *testing.T) {
	a := calibration.None.Answer(network.Spec{Output: network.Softmax, Encoding: network.OneHot}, []float32{0, 0, 0, 0.3, 0, 0, 0, 0, 0.7, 0})
	if a.Digit != 8 || a.Second() != 3 || math.Abs(a.Confidence()-0.7) > 1e-6 {
		t.Errorf("%+v", a)
	}
}
