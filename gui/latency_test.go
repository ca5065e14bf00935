package gui

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// BenchmarkPointerEvent is the time from a pointer's event in the middle of a
// stroke to the bars that answer it, painting aside. The drawing is as long as
// three digits.
func BenchmarkPointerEvent(b *testing.B) {
	a := test.NewTempApp(b)
	w := newWindow(Options{App: a, Post: func(func()) {}, Home: b.TempDir()})
	defer w.Close()
	w.state.Prediction.UseShipped()
	w.window.Resize(fyne.NewSize(1280, 800))
	at := func(i int) fyne.PointEvent {
		angle := float64(i) / 10
		return fyne.PointEvent{Position: fyne.NewPos(
			float32(200+float64(i%150)*math.Cos(angle)),
			float32(200+float64(i%150)*math.Sin(angle)))}
	}
	w.sidebar.pad.MouseDown(&desktop.MouseEvent{PointEvent: at(0), Button: desktop.MouseButtonPrimary})
	for i := range 150 {
		w.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: at(i + 1)})
	}
	i := 0
	for b.Loop() {
		if i++; i%100 == 0 { // so that the drawing does not grow without end
			b.StopTimer()
			w.sidebar.pad.MouseUp(&desktop.MouseEvent{PointEvent: at(i), Button: desktop.MouseButtonPrimary})
			w.state.Page.Clear()
			w.sidebar.pad.MouseDown(&desktop.MouseEvent{PointEvent: at(i), Button: desktop.MouseButtonPrimary})
			b.StartTimer()
		}
		w.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: at(i)})
	}
}
