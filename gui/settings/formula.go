package settings

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"gonum.org/v1/gonum/floats"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/optim"
)

// span is a part of a formula; a symbol that a setting stands for names it.
type span struct{ text, setting string }

// costFormulas and updateFormulas are what a run minimises and how, by the
// names of the registries. g is the gradient of the mini-batch, (11). What stands for the
// penalty with the factor λ is added where λ is not 0: to the cost, and to the gradient
// or, for AdamW, to the update.
var (
	costFormulas = map[string][]span{
		network.Quadratic.Name():     {{"C", "cost"}, {" = 1/2n·Σ‖", ""}, {"y", "encoding"}, {" − ", ""}, {"a", "output"}, {"‖²", ""}},
		network.CrossEntropy.Name():  {{"C", "cost"}, {" = −1/n·Σ[", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}, {" + (1−y) ln(1−a)]", ""}},
		network.LogLikelihood.Name(): {{"C", "cost"}, {" = −1/n·Σ ", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}},
	}
	penaltyFormulas = map[string][]span{
		optim.L2.Name(): {{" + ", ""}, {"λ", "decay"}, {"/2n·Σ", ""}, {"w²", "penalty"}},
		optim.L1.Name(): {{" + ", ""}, {"λ", "decay"}, {"/n·Σ", ""}, {"|w|", "penalty"}},
	}
	gradientFormula  = []span{{"g = 1/", ""}, {"m", "batch"}, {"·Σ∇C", ""}}
	penaltyGradients = map[string][]span{
		optim.L2.Name(): {{" + ", ""}, {"λ", "decay"}, {"/n·", ""}, {"w", "penalty"}},
		optim.L1.Name(): {{" + ", ""}, {"λ", "decay"}, {"/n·", ""}, {"sgn w", "penalty"}},
	}
	updateFormulas = map[string][]span{
		optim.SGD.Name():      {{"w → w − ", ""}, {"η", "rate"}, {"g", "optimizer"}},
		optim.Momentum.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + v", "optimizer"}},
		optim.Nesterov.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + μv − ηg", "optimizer"}},
		optim.RMSProp.Name():  {{"r → 0.9r + 0.1g², w → w − ", ""}, {"η", "rate"}, {"g/√r", "optimizer"}},
		optim.Adam.Name():     {{"w → w − ", ""}, {"η", "rate"}, {"m̂/√v̂", "optimizer"}},
		optim.AdamW.Name():    {{"w → w − ", ""}, {"η", "rate"}, {"m̂/√v̂", "optimizer"}},
	}
	decoupledPenalties = map[string][]span{
		optim.L2.Name(): {{" − ", ""}, {"η", "rate"}, {"λ", "decay"}, {"/n·", ""}, {"w", "penalty"}},
		optim.L1.Name(): {{" − ", ""}, {"η", "rate"}, {"λ", "decay"}, {"/n·", ""}, {"sgn w", "penalty"}},
	}
)

// lines are the formulas for settings, a line each.
func lines(s formulaSettings) [][]span {
	cost, gradient, update := costFormulas[s.cost], gradientFormula, updateFormulas[s.optimizer]
	if s.decays {
		cost = slices.Concat(cost, penaltyFormulas[s.penalty])
		if s.optimizer == optim.AdamW.Name() {
			update = slices.Concat(update, decoupledPenalties[s.penalty])
		} else {
			gradient = slices.Concat(gradient, penaltyGradients[s.penalty])
		}
	}
	return [][]span{cost, gradient, update}
}

// formulaSettings are what the formulas depend on.
type formulaSettings struct {
	cost, optimizer, penalty string
	decays                   bool // λ is not 0
}

// formulaView shows what a run minimises and how. Pointing at a symbol lights its
// setting up, tapping it goes there; a setting that has the focus lights its
// symbols up.
type formulaView struct {
	content *fyne.Container
	lines   *fyne.Container // of the formulas
	cells   *ui.WrapGridLayout
	symbols map[string][]*mathSymbol // by setting
	point   func(setting string, on bool)
	visit   func(setting string)
	shown   formulaSettings
	values  *ui.Text // of C and its gradient, in the run
}

func newFormulaView(point func(setting string, on bool), visit func(setting string)) *formulaView {
	cells := &ui.WrapGridLayout{}
	f := &formulaView{lines: container.New(cells), cells: cells, point: point, visit: visit, values: ui.NewCaption("")}
	f.values.Style.Monospace = true // which has ‖ and ∇; to read a font of the system for them takes longer than a frame
	f.content = container.New(ui.VBoxLayout{Gap: 0.2}, f.lines, f.values)
	return f
}

// ShowValues writes C, the length of its gradient and that of the step of plain gradient
// descent after an epoch of the run; nil for none. Their line is always there: to make room
// for it, the whole form would be laid out anew at the first epoch.
func (f *formulaView) ShowValues(e *training.Epoch) {
	text := ""
	if e != nil {
		text = "C = " + i18n.FormatDigits(e.Train.Cost, 3)
		if e.GradientNorms != nil {
			length := floats.Norm(e.GradientNorms, 2)
			text += "   ‖∇C‖ = " + i18n.FormatDigits(length, 3)
			if e.Rate > 0 {
				text += "   η‖∇C‖ = " + i18n.FormatDigits(e.Rate*length, 3)
			}
		}
	}
	f.values.Set(text)
}

// Show writes the formulas.
func (f *formulaView) Show(s formulaSettings) {
	if f.shown == s {
		return
	}
	f.shown = s
	f.symbols = map[string][]*mathSymbol{}
	f.lines.RemoveAll()
	f.cells.Cell = 0
	for _, spans := range lines(s) {
		line := container.New(inlineLayout{})
		for _, s := range spans {
			part := newMathSymbol(s.text, s.setting != "")
			if setting := s.setting; setting != "" {
				part.onPoint = func(on bool) { f.point(setting, on) }
				part.onTapped = func() { f.visit(setting) }
				f.symbols[setting] = append(f.symbols[setting], part)
			}
			line.Add(part)
		}
		f.cells.Cell = max(f.cells.Cell, line.MinSize().Width/theme.TextSize())
		f.lines.Add(line)
	}
}

// Highlight marks the symbols of a setting, or not.
func (f *formulaView) Highlight(setting string, on bool) {
	for _, s := range f.symbols[setting] {
		s.highlight(on)
	}
}

// mathSymbol is a part of a formula that can be pointed at.
type mathSymbol struct {
	widget.BaseWidget
	glyphs      *canvas.Text
	back        *canvas.Rectangle
	linked      bool
	highlighted bool
	onPoint     func(on bool)
	onTapped    func()
}

var (
	_ fyne.Tappable     = (*mathSymbol)(nil)
	_ desktop.Hoverable = (*mathSymbol)(nil)
)

func newMathSymbol(text string, linked bool) *mathSymbol {
	s := &mathSymbol{glyphs: canvas.NewText(text, nil), back: canvas.NewRectangle(color.Transparent), linked: linked}
	s.glyphs.TextStyle.Monospace = true
	s.ExtendBaseWidget(s)
	return s
}

func (s *mathSymbol) highlight(on bool) { s.highlighted = on; s.Refresh() }

// Tapped implements fyne.Tappable.
func (s *mathSymbol) Tapped(*fyne.PointEvent) {
	if s.linked {
		s.onTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (s *mathSymbol) MouseIn(*desktop.MouseEvent) { s.pointed(true) }

// MouseMoved implements desktop.Hoverable.
func (s *mathSymbol) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *mathSymbol) MouseOut() { s.pointed(false) }

func (s *mathSymbol) pointed(on bool) {
	if s.linked {
		s.highlight(on)
		s.onPoint(on)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *mathSymbol) CreateRenderer() fyne.WidgetRenderer {
	r := &mathSymbolRenderer{s}
	r.Refresh()
	return r
}

type mathSymbolRenderer struct{ symbol *mathSymbol }

func (r *mathSymbolRenderer) Destroy() {}

func (r *mathSymbolRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.symbol.back, r.symbol.glyphs}
}

func (r *mathSymbolRenderer) MinSize() fyne.Size { return r.symbol.glyphs.MinSize() }

func (r *mathSymbolRenderer) Layout(size fyne.Size) {
	r.symbol.back.Resize(size)
	r.symbol.glyphs.Resize(size)
}

func (r *mathSymbolRenderer) Refresh() {
	s := r.symbol
	s.glyphs.TextSize = theme.CaptionTextSize()
	s.glyphs.Color = theme.Color(theme.ColorNameForeground)
	if s.linked {
		s.glyphs.Color = theme.Color(theme.ColorNamePrimary)
	}
	s.back.FillColor = color.Transparent
	if s.highlighted {
		s.back.FillColor = theme.Color(theme.ColorNameFocus)
	}
	canvas.Refresh(s.back)
	s.glyphs.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (s *mathSymbol) AccessibilityLabel() string { return s.glyphs.Text }

// AccessibilityRole implements fyne.Accessible.
func (s *mathSymbol) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// inlineLayout lays objects out in a line without gaps.
type inlineLayout struct{}

// MinSize implements fyne.Layout.
func (inlineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (inlineLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		size := o.MinSize()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(size)
		x += size.Width
	}
}
