package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	fynetooltip "github.com/dweymouth/fyne-tooltip"
	tooltip "github.com/dweymouth/fyne-tooltip/widget"
)

// WithToolTips is the content of a window with room for explanations, which show where
// the pointer rests on a control. Release ends that.
func WithToolTips(content fyne.CanvasObject, view fyne.Canvas) (with fyne.CanvasObject, release func()) {
	return fynetooltip.AddWindowToolTipLayer(content, view), func() { fynetooltip.DestroyWindowToolTipLayer(view) }
}

// Explained is a control with an explanation.
type Explained interface {
	fyne.CanvasObject
	Explanation() string
}

// toolTip is the part of a control that shows its explanation.
type toolTip struct {
	tip     tooltip.ToolTipWidgetExtend
	explain func() string
}

// Explain sets what is said about the control where the pointer rests on it.
func (t *toolTip) Explain(text string) { t.explain = func() string { return text } }

// Explanation is what is said about the control now, empty for nothing.
func (t *toolTip) Explanation() string {
	if t.explain == nil {
		return ""
	}
	return t.explain()
}

// in begins to wait for the pointer to rest on control. Above what lies over the window,
// a dialog or a menu, there is no room for explanations.
func (t *toolTip) in(control fyne.Widget, e *desktop.MouseEvent) {
	if _, desk := fyne.CurrentApp().Driver().(desktop.Driver); !desk {
		return // the driver of tests would show the explanation on a goroutine of its own
	}
	view := fyne.CurrentApp().Driver().CanvasForObject(control)
	if view == nil || view.Overlays().Top() != nil {
		return
	}
	t.tip.ExtendToolTipWidget(control)
	t.tip.SetToolTip(t.Explanation())
	t.tip.MouseIn(e)
}
