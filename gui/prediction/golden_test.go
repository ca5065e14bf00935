package prediction

import (
	"testing"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/synth"
)

// answer is a result of a one-hot network that reads a 3.
func answer(a float32, unsure bool) predict.Result {
	outputs := []float32{0.02, 0, 0.1, a, 0.05, 0.3, 0, 0.12, 0.55, 0.01}
	return predict.Result{Answered: true, HasNetwork: true, Encoding: network.OneHot, Outputs: outputs, Digit: 3, Second: 8, Unsure: unsure}
}

// The winner stands out, and each bar is as long as its activation.
func TestBarsLook(t *testing.T) {
	p := uitest.New(t)
	b := NewBars(nil)
	b.SetResult(answer(0.9, false))
	uitest.Golden(t, p.App, "bars", b, 240, 230)
}

// A sure answer has the accent colour, a doubtful one is grey.
func TestLabelLook(t *testing.T) {
	p := uitest.New(t)
	l := NewLabel(ui.NewCaption("Use the shipped network"))
	l.Set(answer(0.9, false), "shipped network")
	uitest.Golden(t, p.App, "label", l, 260, 90)
	l.Set(answer(0.6, true), "shipped network")
	uitest.Golden(t, p.App, "label-unsure", l, 260, 90)
}

func TestInputViewLook(t *testing.T) {
	p := uitest.New(t)
	v := NewInputView()
	v.Set(synth.NewWriter(5).Draw(3, 0).Image())
	uitest.Golden(t, p.App, "input", v, 90, 90)
}
