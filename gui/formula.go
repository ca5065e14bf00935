package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/network"
	"digitpad/training/optim"
)

// sign is a part of a formula; a symbol that a setting stands for names it.
type sign struct{ text, setting string }

// costFormulas and updateFormulas are what a run minimises and how, by the
// names of the registries. g is the gradient of the mini-batch, (11).
var (
	costFormulas = map[string][]sign{
		network.Quadratic.Name():     {{"C", "cost"}, {" = 1/2n·Σ‖", ""}, {"y", "encoding"}, {" − ", ""}, {"a", "output"}, {"‖²", ""}},
		network.CrossEntropy.Name():  {{"C", "cost"}, {" = −1/n·Σ[", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}, {" + (1−y) ln(1−a)]", ""}},
		network.LogLikelihood.Name(): {{"C", "cost"}, {" = −1/n·Σ ", ""}, {"y", "encoding"}, {" ln ", ""}, {"a", "output"}},
	}
	gradientFormula = []sign{{"g = 1/", ""}, {"m", "batch"}, {"·Σ∇C", ""}}
	updateFormulas  = map[string][]sign{
		optim.SGD.Name():      {{"w → w − ", ""}, {"η", "rate"}, {"g", "optimizer"}},
		optim.Momentum.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + v", "optimizer"}},
		optim.Nesterov.Name(): {{"v → ", ""}, {"μ", "momentum"}, {"v − ", ""}, {"η", "rate"}, {"g, ", ""}, {"w → w + μv − ηg", "optimizer"}},
		optim.RMSProp.Name():  {{"r → 0.9r + 0.1g², w → w − ", ""}, {"η", "rate"}, {"g/√r", "optimizer"}},
		optim.Adam.Name():     {{"w → w − ", ""}, {"η", "rate"}, {"m/√v", "optimizer"}},
	}
)

// formula shows what a run minimises and how. Pointing at a symbol lights its
// setting up, tapping it goes there; a setting that has the focus lights its
// symbols up.
type formula struct {
	content *fyne.Container
	cells   *flow
	symbols map[string][]*symbol // by setting
	point   func(setting string, on bool)
	visit   func(setting string)
	shown   [2]string // cost and optimiser
}

func newFormulaOf(point func(setting string, on bool), visit func(setting string)) *formula {
	cells := &flow{}
	return &formula{content: container.New(cells), cells: cells, point: point, visit: visit}
}

// Show writes the formulas of a cost and an optimiser.
func (f *formula) Show(cost, optimizer string) {
	if f.shown == [2]string{cost, optimizer} {
		return
	}
	f.shown = [2]string{cost, optimizer}
	f.symbols = map[string][]*symbol{}
	f.content.RemoveAll()
	f.cells.cell = 0
	for _, signs := range [][]sign{costFormulas[cost], gradientFormula, updateFormulas[optimizer]} {
		line := container.New(adjoining{})
		for _, s := range signs {
			part := newSymbol(s.text, s.setting != "")
			if setting := s.setting; setting != "" {
				part.onPoint = func(on bool) { f.point(setting, on) }
				part.onTapped = func() { f.visit(setting) }
				f.symbols[setting] = append(f.symbols[setting], part)
			}
			line.Add(part)
		}
		f.cells.cell = max(f.cells.cell, line.MinSize().Width/theme.TextSize())
		f.content.Add(line)
	}
}

// Light marks the symbols of a setting, or not.
func (f *formula) Light(setting string, on bool) {
	for _, s := range f.symbols[setting] {
		s.light(on)
	}
}

// symbol is a part of a formula that can be pointed at.
type symbol struct {
	widget.BaseWidget
	glyphs   *canvas.Text
	back     *canvas.Rectangle
	linked   bool
	lit      bool
	onPoint  func(on bool)
	onTapped func()
}

var (
	_ fyne.Tappable     = (*symbol)(nil)
	_ desktop.Hoverable = (*symbol)(nil)
)

func newSymbol(text string, linked bool) *symbol {
	s := &symbol{glyphs: canvas.NewText(text, nil), back: canvas.NewRectangle(color.Transparent), linked: linked}
	s.glyphs.TextStyle.Monospace = true
	s.ExtendBaseWidget(s)
	return s
}

func (s *symbol) light(on bool) { s.lit = on; s.Refresh() }

// Tapped implements fyne.Tappable.
func (s *symbol) Tapped(*fyne.PointEvent) {
	if s.linked {
		s.onTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (s *symbol) MouseIn(*desktop.MouseEvent) { s.pointed(true) }

// MouseMoved implements desktop.Hoverable.
func (s *symbol) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *symbol) MouseOut() { s.pointed(false) }

func (s *symbol) pointed(on bool) {
	if s.linked {
		s.light(on)
		s.onPoint(on)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *symbol) CreateRenderer() fyne.WidgetRenderer {
	r := &symbolRenderer{s}
	r.Refresh()
	return r
}

type symbolRenderer struct{ symbol *symbol }

func (r *symbolRenderer) Destroy() {}

func (r *symbolRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.symbol.back, r.symbol.glyphs}
}

func (r *symbolRenderer) MinSize() fyne.Size { return r.symbol.glyphs.MinSize() }

func (r *symbolRenderer) Layout(size fyne.Size) {
	r.symbol.back.Resize(size)
	r.symbol.glyphs.Resize(size)
}

func (r *symbolRenderer) Refresh() {
	s := r.symbol
	s.glyphs.TextSize = theme.CaptionTextSize()
	s.glyphs.Color = theme.Color(theme.ColorNameForeground)
	if s.linked {
		s.glyphs.Color = theme.Color(theme.ColorNamePrimary)
	}
	s.back.FillColor = color.Transparent
	if s.lit {
		s.back.FillColor = theme.Color(theme.ColorNameFocus)
	}
	canvas.Refresh(s.back)
	s.glyphs.Refresh()
}

// adjoining lays objects out in a line without gaps.
type adjoining struct{}

// MinSize implements fyne.Layout.
func (adjoining) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (adjoining) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		size := o.MinSize()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(size)
		x += size.Width
	}
}

// settingEntry is a text field, with a name, that tells when it has the focus.
type settingEntry struct {
	widget.Entry
	name    string
	onFocus func(on bool)
}

func newSettingEntry(name string, onFocus func(on bool)) *settingEntry {
	e := &settingEntry{name: name, onFocus: onFocus}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained implements fyne.Focusable.
func (e *settingEntry) FocusGained() {
	e.Entry.FocusGained()
	e.onFocus(true)
}

// FocusLost implements fyne.Focusable.
func (e *settingEntry) FocusLost() {
	e.Entry.FocusLost()
	e.onFocus(false)
}
