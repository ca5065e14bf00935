// Package focus shows what has the keyboard's focus.
package focus

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Holder is a widget that has controls in it.
type Holder interface {
	Children() []fyne.CanvasObject
}

// ScrollIntoView scrolls the window's content, as far as it has to be, until a control is
// seen. Every control calls it when it gets the focus: Fyne moves the focus to what is out
// of view and leaves it there. Of what lies above the window nothing is scrolled.
func ScrollIntoView(control fyne.CanvasObject) {
	view := fyne.CurrentApp().Driver().CanvasForObject(control)
	if view == nil || view.Overlays().Top() != nil {
		return
	}
	way := wayTo(control, view.Content())
	for range 3 { // what is scrolled is also laid out, if its content has grown meanwhile
		moved := false
		for i := len(way) - 1; i >= 0; i-- { // the innermost first
			if scroll, ok := way[i].(*container.Scroll); ok {
				moved = scrollTo(scroll, way[i+1:]) || moved
			}
		}
		if !moved {
			return
		}
	}
}

// wayTo are the objects from one to a control in it, both included; nil if it is not there.
func wayTo(control, from fyne.CanvasObject) []fyne.CanvasObject {
	if from == control {
		return []fyne.CanvasObject{from}
	}
	for _, child := range childrenOf(from) {
		if way := wayTo(control, child); way != nil {
			return append([]fyne.CanvasObject{from}, way...)
		}
	}
	return nil
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case Holder:
		return o.Children()
	}
	return nil
}

// scrollTo scrolls until the last of objects that lie in each other is seen, with the
// distance of a field's border, or its upper left corner if it is larger than the view. It
// reports whether that was necessary.
func scrollTo(scroll *container.Scroll, way []fyne.CanvasObject) (moved bool) {
	var at fyne.Position
	for _, o := range way {
		at = at.Add(o.Position())
	}
	size, to := way[len(way)-1].Size(), scroll.Offset
	to.X += outside(at.X, size.Width, scroll.Size().Width)
	to.Y += outside(at.Y, size.Height, scroll.Size().Height)
	if to == scroll.Offset {
		return false
	}
	scroll.ScrollToOffset(to)
	return true
}

// outside is by how much a control from at on, so long, has to move up or left to lie within a
// view; below 0 for down or right.
func outside(at, length, view float32) float32 {
	edge := theme.Padding()
	if at-edge < 0 || length+2*edge > view {
		if at >= 0 && at+length <= view {
			return 0
		}
		return at - edge
	}
	return max(0, at+length+edge-view)
}
