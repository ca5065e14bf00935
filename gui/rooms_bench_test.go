package gui

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"digitpad/assets"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// What the window's goroutine spends on one look inside, and on one evaluation:
// less than 16 ms, so that no frame is late.

func benchmarkTab(b *testing.B, content fyne.CanvasObject, show func()) {
	test.NewTempApp(b).Settings().SetTheme(ui.NewTheme())
	test.NewTempWindow(b, content).Resize(fyne.NewSize(1000, 800))
	for b.Loop() {
		show()
	}
}

func BenchmarkShowLook(b *testing.B) {
	m, err := shipped(assets.Shipped)
	if err != nil {
		b.Fatal(err)
	}
	var img ink.Image
	for i := range img {
		img[i] = byte(i)
	}
	t := newInsideTab()
	l := newLook(m.Network, nil, &img, false)
	benchmarkTab(b, t.content, func() { t.Show(l) })
}

func BenchmarkShowEvaluation(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 0))
	const n = 10000
	labels := make([]byte, n)
	in := evaluate.Predictions{Examples: make([]evaluate.Prediction, n)}
	for i := range labels {
		labels[i] = byte(random.IntN(network.Labels))
		g := evaluate.Prediction{Label: int(labels[i]), Predicted: int(labels[i]), Confidence: random.Float32()}
		if random.IntN(10) == 0 {
			g.Predicted = random.IntN(network.Labels)
		}
		in.Examples[i] = g
		in.Confusion[g.Label][g.Predicted]++
	}
	data, err := dataset.New("digits", make([]byte, n*dataset.Pixels), labels)
	if err != nil {
		b.Fatal(err)
	}
	t := newEvaluateTab(func(f func()) { f() }, &actions{}, ui.NewTheme())
	benchmarkTab(b, t.content, func() { t.Show(&evaluated{"a network", data, in}) })
}
