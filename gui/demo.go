package gui

import (
	"math/rand/v2"
	"time"

	"digitpad/gui/state/predict"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// The pace of the demonstration.
const (
	demoTick  = time.Second / 25 // from one point of a stroke to the next
	demoLift  = 5                // ticks between two strokes
	demoHold  = 100              // ticks that a finished digit stays
	demoBlank = 40               // ticks before the next one
	demoMost  = 3                // digits, then it waits for a person
	demoSize  = 0.55             // of a digit's longer side, in pad units
)

// demo draws digits by itself on an empty pad that nobody has active for a
// while, until somebody does. It belongs to the window's goroutine.
type demo struct {
	page   *predict.Page
	idle   time.Duration // without a touch before it begins; 0 for never
	may    func() bool   // whether it is welcome at the moment
	random *rand.Rand

	// after calls a function on the window's goroutine, after a while. An earlier
	// call that still waits is forgotten.
	after func(time.Duration, func())

	digit ink.Drawing // that is being drawn
	drawn int         // ticks since it was begun
	done  int         // digits since a person was active
}

// wait begins to draw after a while without a touch.
func (d *demo) wait() {
	if d.idle > 0 {
		d.after(d.idle, d.begin)
	}
}

// active ends the demonstration, if there is one, and leaves the pad empty.
func (d *demo) active() {
	if d.digit != nil {
		d.digit = nil
		d.page.Demonstrate(nil)
	}
	d.done = 0
	d.wait()
}

// begin draws the first point of a digit, or waits on if it is not welcome.
func (d *demo) begin() {
	if d.done >= demoMost {
		return
	}
	if !d.may() || !d.page.Content().Empty() {
		d.wait()
		return
	}
	d.done++
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
		d.digit[i].Width = d.page.Brush()
		for j, p := range d.digit[i].Points {
			d.digit[i].Points[j] = ink.Point{X: 0.5 + scale*(p.X-x), Y: 0.5 + scale*(p.Y-y)}
		}
	}
}

// step draws a point more, or holds the finished digit, or takes it away.
func (d *demo) step() {
	if !d.may() {
		d.active()
		return
	}
	part, over := d.upTo(d.drawn)
	switch over {
	case 0:
		d.page.Demonstrate(part)
	case demoHold:
		d.page.Demonstrate(ink.Drawing{})
	case demoHold + demoBlank:
		d.digit = nil
		d.page.Demonstrate(nil)
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

// ToggleDemo lets the window draw by itself when idle, or no more.
func (w *Window) ToggleDemo() {
	w.prefs.Demo = !w.prefs.Demo
	w.active()
}

// newDemo is the demonstration of a window. It waits while the window has not the focus.
func newDemo(w *Window) *demo {
	d := &demo{page: w.state.Page, idle: w.options.Idle, random: w.rng}
	foreground := true
	life := w.options.App.Lifecycle()
	life.SetOnExitedForeground(func() { foreground = false })
	life.SetOnEnteredForeground(func() { foreground = true })
	d.may = func() bool {
		return foreground && w.prefs.Demo && !w.dialogs.Modal() && w.state.Experiments.Running() == nil && !w.state.Training.Active()
	}
	var latest *time.Timer
	d.after = func(wait time.Duration, f func()) {
		if latest != nil {
			latest.Stop()
		}
		var timer *time.Timer
		timer = time.AfterFunc(wait, func() {
			w.work.Post(func() {
				if timer == latest { // else a person was active since it rang
					f()
				}
			})
		})
		latest = timer
	}
	return d
}
