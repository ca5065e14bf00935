package ui_test

import (
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/animationtest"
	"digitpad/gui/ui"
)

// colors are those of all rectangles of an object.
func colors(o fyne.CanvasObject) (all []color.Color) {
	switch o := o.(type) {
	case *canvas.Rectangle:
		all = append(all, o.FillColor)
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, colors(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, colors(child)...)
		}
	}
	return all
}

// The cursor of a field that has the focus blinks while a person types and a while longer;
// then nothing about the field changes any more, so that an idle window is not painted.
func TestTheCursorComesToRest(t *testing.T) {
	test.NewTempApp(t)
	running := animationtest.Follow(t)
	e, other := ui.NewEntry("field", func(bool) {}), ui.NewEntry("other", func(bool) {})
	w := test.NewTempWindow(t, container.NewVBox(e, other))
	blinks := func() bool {
		running.Tick(0)
		was := colors(e)
		running.Tick(1)
		return !slices.Equal(colors(e), was)
	}
	if running.Len() != 0 {
		t.Errorf("%d animations run before anything has the focus", running.Len())
	}
	w.Canvas().Focus(e)
	if !blinks() {
		t.Error("the cursor does not blink")
	}
	e.Rest(time.Minute)
	running.Tick(0)
	if blinks() {
		t.Error("after a minute the cursor blinks")
	}
	e.Rest(-time.Minute)
	e.TypedRune('1')
	e.Rest(time.Second)
	if e.Text != "1" {
		t.Errorf("the text is %q", e.Text)
	}
	w.Canvas().Focus(other)
	if got := running.Len(); got != 2 {
		t.Errorf("with the focus in another field %d animations run, want its two", got)
	}
	w.Canvas().Unfocus()
	if running.Len() != 0 {
		t.Errorf("without the focus %d animations run", running.Len())
	}
}
