package gui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

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
	n, off := w.answeringNetwork(), slices.Clone(w.off.units)
	if n == nil {
		t.ShowNothing()
		return
	}
	img, timesInk := w.image(w.pad.Page()), w.timesInk
	w.looker.Do(func(context.Context) func() {
		if !finite(n) {
			return nil // the run is about to say so; the last good look stays
		}
		l := newLook(n, off, &img, timesInk)
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
	mode := modeWeights()
	if on {
		mode = modeTimesInk()
	}
	w.inside.mode.SetSelected(mode) // which calls back only if it was another
	w.lookInside()
}

// switchedOff are hidden units that a person has switched off, and the network
// without them.
type switchedOff struct {
	units []unit
	whole *network.Network // nil if there is no rest yet
	rest  *network.Network
}

// answeringNetwork is the network that answers the pad, without the units that
// are switched off; nil if there is none.
func (w *Window) answeringNetwork() *network.Network {
	whole := w.model.Network
	if whole == nil || len(w.off.units) == 0 {
		return whole
	}
	if w.off.whole != whole {
		w.off.whole, w.off.rest = whole, whole
		for _, u := range w.off.units {
			w.off.rest = w.off.rest.Ablate(u.layer, u.index)
		}
	}
	return w.off.rest
}

// answeringSource says what answers, in a few words.
func (w *Window) answeringSource() string {
	if n := len(w.off.units); n > 0 {
		return fmt.Sprintf(lang.L("%s, %d off"), w.source, n)
	}
	return w.source
}

// SwitchUnit switches a hidden unit of the network that answers off, or on
// again. The network itself stays as it is.
func (w *Window) SwitchUnit(u unit, off bool) {
	if i := slices.Index(w.off.units, u); i >= 0 {
		w.off.units = slices.Delete(w.off.units, i, i+1)
	}
	if off {
		w.off.units = append(w.off.units, u)
	}
	w.off.whole = nil
	w.answer.SetSource(w.answeringSource())
	w.classify()
}
