package settings

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/optim"
)

// span is a part of a formula; a symbol that a setting stands for names it.
type span struct{ text, setting string }

// costFormulas and updateFormulas are what a run minimises and how, by the
// names of the registries. g is the gradient of the mini-batch, (11).
var (
	costFormulas = map[string][]span{
		network.Quadratic.Name():     {{"C", "cost"}, {" = 1/2n·Σ‖", ""}, {"y", "encoding"}, {" − ", ""}, {"a", "output"}, {"‖²", ""}},
		network.CrossEntropy.Name():  {{"C", "cost"}, {" = −1/n·Σ[", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}, {" + (1−y) ln(1−a)]", ""}},
		network.LogLikelihood.Name(): {{"C", "cost"}, {" = −1/n·Σ ", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}},
	}
	gradientFormula = []span{{"g = 1/", ""}, {"m", "batch"}, {"·Σ∇C", ""}}
	updateFormulas  = map[string][]span{
		optim.SGD.Name():      {{"w → w − ", ""}, {"η", "rate"}, {"g", "optimizer"}},
		optim.Momentum.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + v", "optimizer"}},
		optim.Nesterov.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + μv − ηg", "optimizer"}},
		optim.RMSProp.Name():  {{"r → 0.9r + 0.1g², w → w − ", ""}, {"η", "rate"}, {"g/√r", "optimizer"}},
		optim.Adam.Name():     {{"w → w − ", ""}, {"η", "rate"}, {"m/√v", "optimizer"}},
	}
)

// formulaView shows what a run minimises and how. Pointing at a symbol lights its
// setting up, tapping it goes there; a setting that has the focus lights its
// symbols up.
type formulaView struct {
	content *fyne.Container
	cells   *ui.WrapGridLayout
	symbols map[string][]*mathSymbol // by setting
	point   func(setting string, on bool)
	visit   func(setting string)
	shown   [2]string // cost and optimiser
}

func newFormulaView(point func(setting string, on bool), visit func(setting string)) *formulaView {
	cells := &ui.WrapGridLayout{}
	return &formulaView{content: container.New(cells), cells: cells, point: point, visit: visit}
}

// Show writes the formulas of a cost and an optimiser.
func (f *formulaView) Show(cost, optimizer string) {
	if f.shown == [2]string{cost, optimizer} {
		return
	}
	f.shown = [2]string{cost, optimizer}
	f.symbols = map[string][]*mathSymbol{}
	f.content.RemoveAll()
	f.cells.Cell = 0
	for _, spans := range [][]span{costFormulas[cost], gradientFormula, updateFormulas[optimizer]} {
		line := container.New(ui.InlineLayout{})
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
		f.content.Add(line)
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
