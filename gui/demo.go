package gui

import (
	"math/rand/v2"
	"time"

	"digitpad/training/ink"
	"digitpad/training/synth"
)

// The pace of the demonstration.
const (
	demoTick  = time.Second / 25 // from one point of a stroke to the next
	demoLift  = 5                // ticks between two strokes
	demoHold  = 100              // ticks that a finished digit stays
	demoBlank = 40               // ticks before the next one
	demoSize  = 0.55             // of a digit's longer side, in pad units
)

// demo draws digits by itself on an empty pad that nobody has touched for a
// while, until somebody does. It belongs to the window's goroutine.
type demo struct {
	pad    *Pad
	idle   time.Duration // without a touch before it begins; 0 for never
	may    func() bool   // whether it is welcome at the moment
	random *rand.Rand

	// after calls a function on the window's goroutine, after a while. An earlier
	// call that still waits is forgotten.
	after func(time.Duration, func())

	digit ink.Drawing // that is being drawn
	drawn int         // ticks since it was begun
}

// wait begins to draw after a while without a touch.
func (d *demo) wait() {
	if d.idle > 0 {
		d.after(d.idle, d.begin)
	}
}

// touched ends the demonstration, if there is one, and leaves the pad empty.
func (d *demo) touched() {
	if d.digit != nil {
		d.digit = nil
		d.pad.demonstrate(nil)
	}
	d.wait()
}

// begin draws the first point of a digit, or waits on if it is not welcome.
func (d *demo) begin() {
	if !d.may() || !d.pad.Page().Empty() {
		d.wait()
		return
	}
	w := synth.NewWriter(d.random.Uint64())
	d.digit, d.drawn = w.Draw(d.random.IntN(10), d.random.Uint64()), 0
	d.fit()
	d.step()
}

// fit brings the digit into the middle of the pad, in a size to be seen.
func (d *demo) fit() {
	n, ok := d.digit.Normalise()
	if !ok {
		return
	}
	scale := demoSize / max(n.Box.MaxX-n.Box.MinX, n.Box.MaxY-n.Box.MinY)
	x, y := (n.Box.MinX+n.Box.MaxX)/2, (n.Box.MinY+n.Box.MaxY)/2
	for i := range d.digit {
		d.digit[i].Width = d.pad.Brush()
		for j, p := range d.digit[i].Points {
			d.digit[i].Points[j] = ink.Point{X: 0.5 + scale*(p.X-x), Y: 0.5 + scale*(p.Y-y)}
		}
	}
}

// step draws a point more, or holds the finished digit, or takes it away.
func (d *demo) step() {
	if !d.may() {
		d.touched()
		return
	}
	part, over := d.upTo(d.drawn)
	switch over {
	case 0:
		d.pad.demonstrate(part)
	case demoHold:
		d.pad.demonstrate(ink.Drawing{})
	case demoHold + demoBlank:
		d.digit = nil
		d.pad.demonstrate(nil)
		d.begin()
		return
	}
	d.drawn++
	d.after(demoTick, d.step)
}

// upTo is what there is of the digit after so many ticks, and for how many it has
// been whole.
func (d *demo) upTo(ticks int) (part ink.Drawing, over int) {
	for _, s := range d.digit {
		if ticks < len(s.Points) {
			s.Points = s.Points[:ticks+1]
			return append(part, s), 0
		}
		part = append(part, s)
		if ticks -= len(s.Points); ticks < demoLift {
			return part, 0
		}
		ticks -= demoLift
	}
	return part, ticks
}

// touched is called whenever a person does something.
func (w *Window) touched() { w.demo.touched() }

// ToggleDemo lets the window draw by itself when idle, or no more.
func (w *Window) ToggleDemo() {
	w.prefs.Demo = !w.prefs.Demo
	w.touched()
}

// newDemo is the demonstration of a window.
func newDemo(w *Window) *demo {
	d := &demo{pad: w.pad, idle: w.options.Idle, random: w.dice}
	d.may = func() bool {
		return w.prefs.Demo && !w.modal() && w.trial == nil && (w.run == nil || w.run.phase != running)
	}
	var latest *time.Timer
	d.after = func(wait time.Duration, f func()) {
		if latest != nil {
			latest.Stop()
		}
		var timer *time.Timer
		timer = time.AfterFunc(wait, func() {
			w.post(func() {
				if timer == latest { // else somebody touched something since it rang
					f()
				}
			})
		})
		latest = timer
	}
	return d
}
