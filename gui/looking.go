package gui

import (
	"context"
	"time"

	"digitpad/network"
)

// Looking into the network that answers.

// lookPause is the least time between two looks, while a network learns or a
// digit is being drawn.
const lookPause = time.Second / 10

// lookInside brings the Inside tab up to date, if it is in view.
func (w *Window) lookInside() {
	t := w.inside
	if !t.content.Visible() {
		return
	}
	n := w.model.Network
	if n == nil {
		t.ShowNothing()
		return
	}
	img, timesInk := w.image(w.pad.Page()), w.timesInk
	w.looker.Do(func(context.Context) func() {
		if !finite(n) {
			return nil // the run is about to say so; the last good look stays
		}
		l := newLook(n, &img, timesInk)
		return func() { t.Show(l) }
	})
}

// finite reports whether all parameters of a network are numbers.
func finite(n *network.Network) bool {
	for _, v := range n.Parameters() {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// SetTimesInk chooses what the pictures of the units show: their weights, or
// what the weights make of the digit on the pad.
func (w *Window) SetTimesInk(on bool) {
	w.timesInk = on
	mode := modeWeights
	if on {
		mode = modeTimesInk
	}
	w.inside.mode.SetSelected(mode) // which calls back only if it was another
	w.lookInside()
}
