package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/pad"
	"digitpad/gui/prediction"
	"digitpad/gui/state/predict"
	"digitpad/gui/trace"
	"digitpad/gui/ui"
	"digitpad/network"
)

// sidebar is the part of the window that is always in view: the pad with its tools, what
// the network gets, and what it answers.
type sidebar struct {
	pad       *pad.Pad
	input     *prediction.InputView
	label     *prediction.Label  // of a digit
	number    *prediction.Number // in its place where there are several
	bars      *prediction.Bars
	normalise *ui.Check
	brush     *ui.Slider
	brushRow  *fyne.Container // with its name
	undo      *ui.Button
	redo      *ui.Button
	clear     *ui.Button
	random    *ui.Button
	shipped   *ui.Button // back to the network that comes with digitpad
	putBack   *ui.Button // in its place while the network is edited by hand
	content   *fyne.Container

	traced tracedPrediction // last
}

func newSidebar(w *Window) *sidebar {
	s := &sidebar{
		pad:   pad.New(w.state.Page, w.state.Numbers, w.trace),
		input: prediction.NewInputView(),
		bars:  prediction.NewBars(prediction.OutputLabels(network.OneHot)),
	}
	s.pad.OnActive = w.active
	s.bars.OnTapped = w.state.FineTuning.Correct
	s.content = container.New(sidebarLayout{}, s.pad, s.tools(w), s.prediction(w))
	w.state.Page.Options.Listen(func(struct{}) { s.showOptions(w.state.Page) })
	w.state.Prediction.Changed.Listen(func(predict.PredictionChange) { s.show(w) })
	s.show(w)
	return s
}

// tools are the pad's buttons and its brush.
func (s *sidebar) tools(w *Window) fyne.CanvasObject {
	c := &w.menus.draw
	s.undo, s.redo, s.clear, s.random = c.undo.Button(), c.redo.Button(), c.clear.Button(), c.random.Button()
	s.brush = ui.NewSlider(lang.L("Brush"), lang.L("The width of the strokes that are drawn next"), predict.MinBrush, predict.MaxBrush)
	s.brush.Step = predict.BrushStep / 2
	s.brush.Value = w.state.Page.Brush()
	s.brush.OnChanged = w.SetBrush
	s.brushRow = container.NewBorder(nil, nil,
		ui.NewText(lang.L("Brush"), theme.SizeNameText, ui.ColorSubtle),
		ui.NewCaption(lang.L("right button erases")),
		container.NewThemeOverride(s.brush, ui.SliderTheme{Theme: w.theme}))
	return container.New(ui.VBoxLayout{Gap: 1},
		container.New(ui.JustifyLayout{}, s.undo, s.redo, s.clear, s.random),
		s.brushRow,
	)
}

// prediction is what the network gets and what it answers.
func (s *sidebar) prediction(w *Window) fyne.CanvasObject {
	s.normalise = ui.NewCheck(lang.L("Centre and scale"), lang.L("Scale the drawing to 20 pixels and lay its centre of mass in the middle, as MNIST's digits are"), w.SetNormalise)
	s.normalise.Checked = w.state.Page.Normalise()
	s.input.OnTapped = w.menus.draw.replay.Run
	s.shipped = ui.NewButton(lang.L("Use the shipped network"), lang.L("Let the network that came with digitpad answer"), theme.HomeIcon(), w.menus.network.shipped.Run)
	s.shipped.Importance = widget.LowImportance
	s.putBack = ui.NewButton(lang.L("Put all weights back"), lang.L("Give every weight and bias the value that training gave it"), theme.HistoryIcon(), w.state.Prediction.PutAllBack)
	s.putBack.Importance = widget.LowImportance
	s.label = prediction.NewLabel(container.NewThemeOverride(container.New(reservedLayout{}, s.shipped, s.putBack), ui.CaptionTheme{Theme: w.theme}))
	s.number = prediction.NewNumber(w.state.Numbers, w.menus.draw.copyNumber.IconButton())
	w.state.Numbers.Changed.Listen(func(struct{}) { s.showNumber(w.state.Numbers) })
	s.showNumber(w.state.Numbers)
	input := container.New(ui.InputPreviewLayout{}, ui.NewHeading(lang.L("The network sees")), s.input,
		container.New(ui.VBoxLayout{}, ui.NewCaption(lang.L("0 is black, 255 white")), s.normalise, ui.NewCaption(lang.L("Wrong? Click a bar."))))
	return container.New(predictionLayout{}, input, container.NewBorder(container.NewStack(s.label, s.number), nil, nil, nil, s.bars))
}

// showOptions shows the brush and whether drawings are normalised.
func (s *sidebar) showOptions(p *predict.Page) {
	if s.brush.Value != p.Brush() {
		s.brush.SetValue(p.Brush())
	}
	if s.normalise.Checked != p.Normalise() {
		s.normalise.SetChecked(p.Normalise())
	}
}

// showNumber shows the number, or the digit where there is only one.
func (s *sidebar) showNumber(n *predict.Numbers) {
	several := len(n.Number().Symbols) > 0
	ui.SetVisible(s.number, several)
	ui.SetVisible(s.label, !several)
}

// show shows what the network makes of the pad.
func (s *sidebar) show(w *Window) {
	p := w.state.Prediction
	r := p.Result()
	s.input.Set(p.Image())
	s.label.Set(r, prediction.Source(p.Origin(), len(p.SwitchedOff())))
	s.bars.SetResult(r)
	edited := p.Origin().Edited > 0
	ui.SetVisible(s.putBack, edited)
	ui.SetVisible(s.shipped, !edited && p.Origin().Kind != predict.FromDigitpad && p.Origin().Kind != predict.FromNowhere)
	s.trace(w, r)
}

// tracedPrediction is what the event log tells of a prediction: the digit, what is said
// of it, and which network it is of.
type tracedPrediction struct {
	digit         int
	first, source string
}

// trace writes the prediction to the event log if it has changed.
func (s *sidebar) trace(w *Window, r predict.Result) {
	if w.trace == nil || !r.HasNetwork {
		return
	}
	first, _ := prediction.Lines(r)
	now := tracedPrediction{r.Digit, first, prediction.Source(w.state.Prediction.Origin(), 0)}
	if now == s.traced {
		return
	}
	s.traced = now
	confidence := float32(0)
	if i := r.Winner(); i >= 0 {
		confidence = r.Outputs[i]
	}
	w.trace.Emit("prediction", trace.Attrs{"digit": r.Digit, "confidence": confidence, "source": now.source})
}

// anchors are the controls by their names.
func (s *sidebar) anchors() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{
		"pad": s.pad, "input": s.input, "bars": s.bars, "answer": s.label, "number": s.number,
		"undo": s.undo, "redo": s.redo, "clear": s.clear, "random": s.random,
		"brush": s.brush, "normalise": s.normalise,
	}
}
