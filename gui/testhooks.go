package gui

import (
	"image"
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"digitpad/gui/state/predict"
	"digitpad/gui/trace"
	"digitpad/gui/tutorial/lesson"
)

// placesOf says where controls are, if any has moved since last time.
func placesOf(t *trace.Log, named map[string]fyne.CanvasObject, last map[string][4]int) map[string][4]int {
	if t == nil {
		return nil
	}
	driver := fyne.CurrentApp().Driver()
	now := map[string][4]int{}
	for name, o := range named {
		view := driver.CanvasForObject(o)
		if view == nil || !o.Visible() {
			continue
		}
		at, size, scale := driver.AbsolutePositionForObject(o), o.Size(), view.Scale()
		now[name] = [4]int{
			int(at.X * scale), int(at.Y * scale), int(size.Width * scale), int(size.Height * scale),
		}
	}
	same := len(now) == len(last)
	for name, box := range now {
		same = same && last[name] == box
	}
	if !same {
		t.Emit("controls", trace.Attrs{"controls": now})
	}
	return now
}

// watchControls traces where the controls are, and each second how much memory the
// program keeps, until the window closes.
func (w *Window) watchControls() {
	var last map[string][4]int
	tick, second := time.NewTicker(100*time.Millisecond), time.NewTicker(time.Second)
	defer tick.Stop()
	defer second.Stop()
	for {
		select {
		case <-tick.C:
			w.work.Post(func() { last = placesOf(w.trace, w.anchors(), last) })
		case <-second.C:
			w.trace.EmitMemory()
		case <-w.work.ctx.Done():
			return
		}
	}
}

// anchors are the controls in view that a program which drives the window may need, by
// their names, in any language. The fields of the form have their settings' names.
func (w *Window) anchors() map[string]fyne.CanvasObject {
	anchors := w.sidebar.anchors()
	for i, b := range w.tabs.buttons {
		anchors["tab "+lesson.Tabs[i]] = b
	}
	maps.Copy(anchors, w.tutorial.Anchors())
	maps.Copy(anchors, w.tabs.Shown().Anchors())
	return anchors
}

// probe is a pixel that is asked for its picture when a frame is painted: the first one,
// or one that shows a new answer.
type probe struct {
	pixel        *canvas.Raster
	onFirstFrame func()    // what waits for the first frame; nil once it is painted
	changed      time.Time // when the pointer last changed the pad; zero once it is shown
}

func (p *probe) init(w *Window) {
	p.pixel = canvas.NewRaster(func(int, int) image.Image { return p.painted(w) })
	w.state.Page.Changed.Listen(func(c predict.PageChange) {
		p.changed = c.At
		if w.trace != nil {
			p.pixel.Refresh()
		}
	})
}

func (p *probe) painted(w *Window) image.Image {
	if f := p.onFirstFrame; f != nil {
		p.onFirstFrame = nil
		// Posted from here it would run at once, in the midst of the frame: the loop has not begun.
		w.work.Go(func() { w.work.Post(func() { w.trace.EmitPainted(); f() }) })
	}
	if !p.changed.IsZero() {
		w.trace.Emit("latency", trace.Attrs{"seconds": time.Since(p.changed).Seconds()})
		p.changed = time.Time{}
	}
	return image.Transparent
}
