package guide

import (
	"context"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"gonum.org/v1/gonum/mat"

	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/network/textbook"
	"digitpad/training/dataset"
)

// trace shows one iteration with the digit on the pad, step by step: from x to the
// changed weights.
type trace struct {
	net     *textbook.Network
	trace   *textbook.Trace // nil before the first
	steps   []traceStep
	now     int
	example int     // the next training image
	units   [][]int // of each layer, those that are shown
	chosen  weight

	heading *ui.Text
	says    *widget.Label
	picture *picture.Sketch
	back    *ui.IconButton
	forth   *ui.IconButton
	last    *ui.IconButton
	play    *ui.IconButton
	playing bool
	tab     *Tab
	content fyne.CanvasObject

	cell, columns, label int // of the pictures of weights, as they were painted last, and of their names
}

// weight is a weight of the first layer, from pixel p to unit k.
type weight struct{ p, k int }

// traceStep is what is shown at one step.
type traceStep struct {
	title string
	paint func(img *image.RGBA, em float64)
	says  string
}

// mostUnits is how many units of a layer are shown.
const mostUnits = 15

// stepTime is how long a step stays when they follow by themselves.
const stepTime = 1500 * time.Millisecond

func newTrace(t *Tab) *trace {
	f := &trace{tab: t, chosen: weight{14*dataset.Side + 14, 0}, heading: ui.NewHeading(""), says: newNumbers("")}
	f.picture = picture.NewSketch(lang.L("One iteration"), 18, func(img *image.RGBA, em float64) {
		if f.trace != nil {
			f.steps[f.now].paint(img, em)
		}
	})
	f.picture.OnTap = f.tap
	f.back = ui.NewIconButton(lang.L("Step back"), theme.NavigateBackIcon(), func() { f.hold(); f.show(f.now - 1) })
	f.forth = ui.NewIconButton(lang.L("Next step"), theme.NavigateNextIcon(), func() { f.hold(); f.show(f.now + 1) })
	f.last = ui.NewIconButton(lang.L("All steps at once"), theme.MediaSkipNextIcon(), func() { f.hold(); f.show(len(f.steps) - 1) })
	f.play = ui.NewIconButton(lang.L("Step by step, by itself"), theme.MediaPlayIcon(), f.toggle)
	f.heading.MinFor = ""
	example := ui.NewButton(lang.L("Training image"), lang.L("Lay the next training image on the pad: the iteration is made with it"), theme.NavigateNextIcon(), f.nextExample)
	example.Importance, example.IconPlacement = widget.LowImportance, widget.ButtonIconTrailingText
	parts := container.New(ui.VBoxLayout{Gap: 0.5},
		container.NewBorder(nil, nil, nil, container.NewHBox(f.back, f.play, f.forth, f.last), display.NewName(lang.L("One iteration"))),
		container.NewBorder(nil, nil, nil, example, f.heading), f.picture, f.says)
	if t.weight != nil {
		t.weight.Clear()
		t.weight.Content.Hide()
		parts.Add(t.weight.Content)
	}
	f.content = ui.NewCard(parts)
	f.show(0)
	return f
}

func (f *trace) object() fyne.CanvasObject { return f.content }

func (f *trace) compute(_ context.Context, s *computed) (show func()) {
	net, t := s.equations.Network(), s.equations.Trace()
	return func() {
		first := f.trace == nil
		f.net, f.trace, f.units = net, t, nil
		for l := range t.Z {
			f.units = append(f.units, display.SteepestUnits(t.Gradient, l, mostUnits))
		}
		if first || !slices.Contains(f.units[0], f.chosen.k) {
			f.chosen.k = display.SteepestUnits(t.Gradient, 0, 1)[0]
		}
		f.steps = f.allSteps()
		f.show(f.now)
	}
}

// nextExample makes the iteration with the next training image.
func (f *trace) nextExample() {
	if data := f.tab.subject.Data; data != nil {
		f.tab.links.Example(f.example % data.Len())
		f.example++
	}
}

// show shows a step.
func (f *trace) show(step int) {
	if f.trace == nil {
		f.heading.Set(lang.L("Draw a digit: one iteration with it is shown here."))
		return
	}
	f.now = min(max(step, 0), len(f.steps)-1)
	s := f.steps[f.now]
	f.heading.Set(fmt.Sprintf("%d/%d  %s", f.now+1, len(f.steps), s.title))
	f.says.SetText(s.says)
	f.showWeight()
	setEnabled(f.back, f.now > 0)
	setEnabled(f.forth, f.now < len(f.steps)-1)
	setEnabled(f.last, f.now < len(f.steps)-1)
	f.picture.Refresh()
}

// parameter is the chosen weight.
func (f *trace) parameter() predict.Parameter {
	return predict.Parameter{Layer: 0, From: f.chosen.p, To: min(f.chosen.k, f.trace.Deltas[0].Len()-1)}
}

// weightName is what it is called.
func (f *trace) weightName() string {
	at := f.parameter()
	return fmt.Sprintf(lang.L("w[%d, %d], to be changed by hand"), at.From+1, at.To+1)
}

// showWeight shows the chosen weight in a field, in the steps about weights.
func (f *trace) showWeight() {
	if f.tab.weight == nil {
		return
	}
	on := f.now >= len(f.steps)-2
	if on {
		f.tab.weight.Set(f.weightName(), f.parameter())
	}
	if on != f.tab.weight.Content.Visible() {
		ui.SetVisible(f.tab.weight.Content, on)
		f.content.Refresh()
		f.tab.scroll.Refresh()
	}
}

// toggle starts the steps to follow by themselves, or holds them.
func (f *trace) toggle() {
	if f.trace == nil {
		return
	}
	if f.playing {
		f.hold()
		return
	}
	if f.now == len(f.steps)-1 {
		f.show(0)
	}
	f.playing = true
	f.play.SetIcon(theme.MediaPauseIcon())
	f.tab.latest.Background(f.follow)
}

// leave holds the steps.
func (f *trace) leave() { f.hold() }

func (f *trace) hold() {
	f.playing = false
	f.play.SetIcon(theme.MediaPlayIcon())
}

// follow shows step after step, until the last one or until somebody holds them.
func (f *trace) follow() {
	goes := make(chan bool)
	for on := true; on; {
		select {
		case <-time.After(stepTime):
		case <-f.tab.latest.Ctx.Done():
			return
		}
		f.tab.latest.Post(func() {
			if f.playing {
				f.show(f.now + 1)
				if f.now == len(f.steps)-1 {
					f.hold()
				}
			}
			select {
			case goes <- f.playing:
			case <-f.tab.latest.Ctx.Done():
			}
		})
		select {
		case on = <-goes:
		case <-f.tab.latest.Ctx.Done():
			return
		}
	}
}

// allSteps are the steps for a network of any number of layers.
func (f *trace) allSteps() []traceStep {
	t := f.trace
	layers := len(t.Z)
	steps := []traceStep{{lang.L("x: the image, and y: its target"), f.paintInput, "y = " + display.Numbers(mat.Col(nil, 0, t.Example.Y))}}
	for l := range layers {
		name, x := f.layerTitle(l), "x"
		if l > 0 {
			x = "a"
		}
		steps = append(steps,
			traceStep{"z = wᵀ" + x + " + b: " + name, f.paintVector(t.Z[l], l), f.vectorText("z", t.Z[l], l)},
			traceStep{"a = f(z): " + name, f.paintVector(t.A[l], l), f.vectorText("a", t.A[l], l)})
	}
	if f.tab.subject.Network.Spec().Output == network.Softmax {
		steps[len(steps)-1].says = f.softmaxText()
	}
	steps = append(steps, traceStep{lang.L("Cₓ: how far the outputs are from the target"), f.paintCost, fmt.Sprintf("Cₓ = %s", display.Number(t.Cost))})
	for l := layers - 1; l >= 0; l-- {
		steps = append(steps, traceStep{"δ = ∂Cₓ/∂z: " + f.layerTitle(l), f.paintVector(t.Deltas[l], l), f.vectorText("δ", t.Deltas[l], l)})
	}
	return append(steps,
		traceStep{lang.L("∂Cₓ/∂w beside w, of each hidden unit: tap a weight"), f.paintGradient, f.weightText()},
		traceStep{lang.L("w − η·∂Cₓ/∂w: the weights after the step"), f.paintAfter, f.weightText() + "\n" + f.costText()})
}

func layerName(l, layers int) string {
	switch {
	case l == layers-1:
		return lang.L("outputs")
	case layers == 2:
		return lang.L("hidden layer")
	}
	return fmt.Sprintf(lang.L("hidden layer %d"), l+1)
}

// layerTitle is what a layer is called, and how many of its units are shown.
func (f *trace) layerTitle(l int) string {
	name := layerName(l, len(f.units))
	if all := f.trace.Z[l].Len(); all > len(f.units[l]) {
		return fmt.Sprintf(lang.L("%s (the steepest %d of %s)"), name, len(f.units[l]), i18n.FormatInt(all))
	}
	return name
}

// shown are the elements of a layer's vector that are shown.
func (f *trace) shown(v *mat.VecDense, l int) []float64 {
	var numbers []float64
	for _, k := range f.units[l] {
		numbers = append(numbers, v.AtVec(k))
	}
	return numbers
}

func (f *trace) vectorText(name string, v *mat.VecDense, l int) string {
	return name + " = " + display.Numbers(f.shown(v, l))
}

// softmaxText is the last activations, worked out.
func (f *trace) softmaxText() string {
	shares := textbook.Shares(f.trace.Z[len(f.trace.Z)-1])
	var lines []string
	for k, s := range shares {
		lines = append(lines, fmt.Sprintf("%d:  z = %s   eᶻ = %s   eᶻ / Σ eᶻ = %s", k, i18n.FormatDigits(s.Z, 3), i18n.FormatDigits(s.Power, 3), i18n.FormatDigits(s.A, 3)))
	}
	return fmt.Sprintf("Σ eᶻ = %s\n", i18n.FormatDigits(shares[0].Sum, 3)) + strings.Join(lines, "\n")
}

func (f *trace) costText() string {
	t := f.trace
	return display.InLines([]string{
		fmt.Sprintf("Cₓ = %s → %s", display.Number(t.Cost), display.Number(t.CostAfter)),
		"ΔC = " + display.Number(t.CostAfter-t.Cost), "−η‖∇Cₓ‖² = " + display.Number(t.Expected),
	})
}

// weightText is what is known of the chosen weight: its derivative is compared with the
// central difference of the cost.
func (f *trace) weightText() string {
	t := f.trace
	p, k := f.chosen.p, min(f.chosen.k, t.Deltas[0].Len()-1)
	return display.InLines([]string{
		fmt.Sprintf("w[%d, %d] = %s", p+1, k+1, display.Number(t.Before.W[0].At(p, k))),
		fmt.Sprintf("∂Cₓ/∂w = x[%d]·δ[%d] = %s", p+1, k+1, display.Number(t.Gradient.W[0].At(p, k))),
		"(Cₓ(w+h) − Cₓ(w−h))/2h = " + display.Number(f.net.CentralDifference(t.Example, 0, p, k)),
		"w − η·∂Cₓ/∂w = " + display.Number(t.After.W[0].At(p, k)),
	})
}

// tap chooses a weight in the pictures of them.
func (f *trace) tap(x, y float64) {
	if f.trace == nil || f.now < len(f.steps)-2 || f.cell == 0 {
		return
	}
	side := float64(f.cell * dataset.Side)
	across, down := float64(f.pairSize().X), float64(f.pairSize().Y)
	column, row := int(x/across), int(y/down)
	px, py := math.Mod(x, across), math.Mod(y, down)-float64(f.label)
	if px > side {
		px -= side + 2*float64(f.cell)
	}
	i := row*f.columns + column
	if column >= f.columns || i >= len(f.units[0]) || px < 0 || px >= side || py < 0 || py >= side {
		return
	}
	f.chosen = weight{int(py)/f.cell*dataset.Side + int(px)/f.cell, f.units[0][i]}
	f.steps = f.allSteps()
	f.show(f.now)
	if f.tab.weight != nil {
		f.tab.weight.Edit(f.weightName(), f.parameter(), f.tab.content)
	}
}

func (f *trace) paintInput(img *image.RGBA, em float64) {
	cell := max(img.Rect.Dy()/dataset.Side, 1)
	picture.DrawPixels(img, mat.Col(nil, 0, f.trace.Example.X), image.Point{}, cell)
	side := float64(cell * dataset.Side)
	display.Bars(img, counting(f.trace.Example.Y.Len(), 0), mat.Col(nil, 0, f.trace.Example.Y), -1, side+em, em, float64(img.Rect.Dx())-side-2*em, em)
}

// paintVector paints the numbers of a layer's units.
func (f *trace) paintVector(v *mat.VecDense, l int) func(*image.RGBA, float64) {
	return func(img *image.RGBA, em float64) {
		n := len(f.units[l])
		em = min(em, float64(img.Rect.Dy())/(1.3*float64(n)+0.5))
		display.Bars(img, f.unitNames(l), f.shown(v, l), -1, 0, 0, float64(img.Rect.Dx()), em)
	}
}

// unitNames are what a layer's units that are shown are called: outputs by their digits.
func (f *trace) unitNames(l int) []string {
	from := 1
	if l == len(f.units)-1 {
		from = 0
	}
	var names []string
	for _, k := range f.units[l] {
		names = append(names, fmt.Sprint(k+from))
	}
	return names
}

func (f *trace) paintCost(img *image.RGBA, em float64) {
	a, y := f.trace.A[len(f.trace.A)-1], f.trace.Example.Y
	var off []float64
	for k := range a.Len() {
		off = append(off, y.AtVec(k)-a.AtVec(k))
	}
	width := float64(img.Rect.Dx()) / 3
	subtle := theme.Color(ui.ColorSubtle)
	for i, column := range []struct {
		title   string
		numbers []float64
	}{{"y", mat.Col(nil, 0, y)}, {"a", mat.Col(nil, 0, a)}, {"y − a", off}} {
		x := float64(i) * width
		picture.DrawText(img, column.title, x+3*em, em, em, subtle)
		display.Bars(img, counting(len(column.numbers), 0), column.numbers, -1, x, 1.5*em, width-em, em)
	}
}

// paintGradient paints for each hidden unit its weights and their derivatives.
func (f *trace) paintGradient(img *image.RGBA, em float64) {
	f.paintPairs(img, em, f.trace.Before.W[0], f.trace.Gradient.W[0])
}

// paintAfter paints for each hidden unit its weights before and after the step.
func (f *trace) paintAfter(img *image.RGBA, em float64) {
	f.paintPairs(img, em, f.trace.Before.W[0], f.trace.After.W[0])
}

// pairSize is the room of a unit's two pictures with its name.
func (f *trace) pairSize() image.Point {
	return image.Pt(f.cell*(2*dataset.Side+6), f.cell*(dataset.Side+2)+f.label)
}

func (f *trace) paintPairs(img *image.RGBA, em float64, left, right *mat.Dense) {
	units := f.units[0]
	f.label = int(1.2 * em)
	// The largest cells with which all pairs have room.
	f.cell, f.columns = 1, 5
	for columns := 1; columns <= len(units); columns++ {
		rows := (len(units) + columns - 1) / columns
		cell := min(img.Rect.Dx()/columns/(2*dataset.Side+6), (img.Rect.Dy()/rows-f.label)/(dataset.Side+2))
		if cell > f.cell || cell == f.cell && columns < f.columns {
			f.cell, f.columns = cell, columns
		}
	}
	names := f.unitNames(0)
	for i, k := range units {
		at := image.Pt(i%f.columns*f.pairSize().X, i/f.columns*f.pairSize().Y+f.label)
		picture.DrawText(img, names[i], float64(at.X), float64(at.Y)-0.25*em, em*0.9, theme.Color(ui.ColorSubtle))
		l, r := mat.Col(nil, k, left), mat.Col(nil, k, right)
		picture.DrawNumbers(img, l, at, f.cell, display.Spread(left))
		picture.DrawNumbers(img, r, at.Add(image.Pt((dataset.Side+2)*f.cell, 0)), f.cell, display.Spread(right))
		if k == f.chosen.k {
			for _, dx := range []int{0, (dataset.Side + 2) * f.cell} {
				x := float64(at.X + dx + f.chosen.p%dataset.Side*f.cell)
				y := float64(at.Y + f.chosen.p/dataset.Side*f.cell)
				c, e := theme.Color(theme.ColorNameForeground), max(float64(f.cell)/3, 1)
				s := float64(f.cell)
				picture.FillRect(img, x-e, y-e, x+s+e, y, c)
				picture.FillRect(img, x-e, y+s, x+s+e, y+s+e, c)
				picture.FillRect(img, x-e, y, x, y+s, c)
				picture.FillRect(img, x+s, y, x+s+e, y+s, c)
			}
		}
	}
}

// counting are n numbers as names.
func counting(n, from int) []string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprint(from+i))
	}
	return names
}
