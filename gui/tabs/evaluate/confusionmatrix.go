package evaluate

import (
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/focus"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/evaluate"
	"digitpad/training/stats"
)

// confusionMatrix shows a confusion matrix, a row for each label and a column for
// each prediction, and beside each row the accuracy of its class with the 95 %
// interval. What is right stays quiet; the more of a label's examples a mistake
// takes, the stronger its colour. Accuracies are dots on a scale that ends at
// 100 % and begins where the intervals allow.
type confusionMatrix struct {
	widget.BaseWidget

	// OnChosen is called when a cell is tapped or reached by the arrow keys.
	OnChosen func(label, prediction int)

	// OnPointed is called when the pointer moves onto a cell, and with −1, −1
	// when it leaves the matrix.
	OnPointed func(label, prediction int)

	confusion *evaluate.Confusion // nil while there is nothing to show
	shares    bool                // of the label's examples, instead of counts
	chosen    cell
	pointed   cell
	focused   bool
	grid      grid // as laid out last
}

// cell is a place in the matrix: label and prediction.
type cell struct{ label, prediction int }

// noCell is none of them.
var noCell = cell{-1, -1}

var (
	_ fyne.Tappable     = (*confusionMatrix)(nil)
	_ fyne.Focusable    = (*confusionMatrix)(nil)
	_ desktop.Hoverable = (*confusionMatrix)(nil)
)

// newConfusionMatrix shows an empty matrix.
func newConfusionMatrix() *confusionMatrix {
	v := &confusionMatrix{chosen: noCell, pointed: noCell}
	v.ExtendBaseWidget(v)
	return v
}

// Set shows a confusion matrix; nil empties the view.
func (v *confusionMatrix) Set(c *evaluate.Confusion) {
	v.confusion = c
	v.Refresh()
}

// SetShares chooses between counts and shares of the label's examples.
func (v *confusionMatrix) SetShares(on bool) {
	v.shares = on
	v.Refresh()
}

// Choose marks a cell, noCell for none. It calls nobody.
func (v *confusionMatrix) Choose(c cell) {
	v.chosen = c
	v.Refresh()
}

// pick is every person's way to a cell.
func (v *confusionMatrix) pick(c cell) {
	if v.confusion == nil || c == noCell {
		return
	}
	v.Choose(c)
	v.OnChosen(c.label, c.prediction)
}

// Tapped implements fyne.Tappable.
func (v *confusionMatrix) Tapped(e *fyne.PointEvent) {
	fyne.CurrentApp().Driver().CanvasForObject(v).Focus(v)
	v.pick(v.grid.at(e.Position))
}

// MouseIn implements desktop.Hoverable.
func (v *confusionMatrix) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (v *confusionMatrix) MouseMoved(e *desktop.MouseEvent) { v.point(v.grid.at(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (v *confusionMatrix) MouseOut() { v.point(noCell) }

func (v *confusionMatrix) point(c cell) {
	if c == v.pointed || v.confusion == nil {
		return
	}
	v.pointed = c
	v.OnPointed(c.label, c.prediction)
}

// FocusGained implements fyne.Focusable.
func (v *confusionMatrix) FocusGained() {
	v.focused = true
	v.Refresh()
	focus.ScrollIntoView(v)
}

// FocusLost implements fyne.Focusable.
func (v *confusionMatrix) FocusLost() { v.focused = false; v.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *confusionMatrix) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: the arrows go from cell to cell.
func (v *confusionMatrix) TypedKey(e *fyne.KeyEvent) {
	c := v.chosen
	switch e.Name {
	case fyne.KeyUp:
		c.label--
	case fyne.KeyDown:
		c.label++
	case fyne.KeyLeft:
		c.prediction--
	case fyne.KeyRight:
		c.prediction++
	default:
		ui.PassKey(v, e)
		return
	}
	last := network.Labels - 1
	v.pick(cell{min(last, max(0, c.label)), min(last, max(0, c.prediction))})
}

// grid is where the cells lie.
type grid struct {
	origin fyne.Position // of the first cell
	cell   fyne.Size
}

// at is the cell at a position, noCell outside.
func (g grid) at(p fyne.Position) cell {
	p = p.Subtract(g.origin)
	if p.X < 0 || p.Y < 0 || g.cell.Width <= 0 || g.cell.Height <= 0 {
		return noCell
	}
	c := cell{int(p.Y / g.cell.Height), int(p.X / g.cell.Width)}
	if c.label >= network.Labels || c.prediction >= network.Labels {
		return noCell
	}
	return c
}

// CreateRenderer implements fyne.Widget.
func (v *confusionMatrix) CreateRenderer() fyne.WidgetRenderer {
	r := &confusionRenderer{view: v, mark: canvas.NewRectangle(color.Transparent)}
	caption := func(content string, align fyne.TextAlign) *canvas.Text {
		t := canvas.NewText(content, nil)
		t.Alignment = align
		r.captions = append(r.captions, t)
		r.objects = append(r.objects, t)
		return t
	}
	r.label = caption(lang.L("label"), fyne.TextAlignCenter)
	r.readAs = caption(lang.L("read as"), fyne.TextAlignCenter)
	r.byClass = caption(lang.L("accuracy by class"), fyne.TextAlignCenter)
	r.least = caption("", fyne.TextAlignLeading)
	r.most = caption("100 %", fyne.TextAlignTrailing)
	for d := range network.Labels {
		r.rows[d] = caption(strconv.Itoa(d), fyne.TextAlignCenter)
		r.columns[d] = caption(strconv.Itoa(d), fyne.TextAlignCenter)
		c := &r.classes[d]
		*c = classRow{canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewCircle(nil), canvas.NewText("", nil)}
		c.value.Alignment = fyne.TextAlignTrailing
		r.objects = append(r.objects, c.track, c.interval, c.dot, c.value)
		for p := range network.Labels {
			q := &r.cells[d][p]
			*q = matrixCell{canvas.NewRectangle(nil), canvas.NewText("", nil)}
			q.value.Alignment = fyne.TextAlignCenter
			r.objects = append(r.objects, q.back, q.value)
		}
	}
	r.mark.StrokeWidth = 2
	r.objects = append(r.objects, r.mark)
	r.Refresh()
	return r
}

type matrixCell struct {
	back  *canvas.Rectangle
	value *canvas.Text
}

// classRow is the accuracy of one class.
type classRow struct {
	track, interval *canvas.Rectangle
	dot             *canvas.Circle
	value           *canvas.Text
}

type confusionRenderer struct {
	view                   *confusionMatrix
	label, readAs, byClass *canvas.Text
	least, most            *canvas.Text // the ends of the accuracies' scale
	rows, columns          [network.Labels]*canvas.Text
	captions               []*canvas.Text // all of those
	cells                  [network.Labels][network.Labels]matrixCell
	classes                [network.Labels]classRow
	mark                   *canvas.Rectangle // around the chosen cell
	objects                []fyne.CanvasObject
}

func (r *confusionRenderer) Destroy()                     {}
func (r *confusionRenderer) Objects() []fyne.CanvasObject { return r.objects }

// The parts of the view, in multiples of the caption's size.
const (
	matrixLeast   = 1.6 // height of a row, at least
	matrixMost    = 3.6 // and at most
	matrixColumn  = 3   // width of a column, at least
	matrixLabels  = 3   // width of the labels
	matrixTitle   = 1.5 // height of a line above the matrix
	matrixNumber  = 4.5 // width of "100.0 %"
	matrixClasses = 0.3 // share of the width for the classes
)

func (r *confusionRenderer) MinSize() fyne.Size {
	em := theme.CaptionTextSize()
	return fyne.NewSize((matrixLabels+network.Labels*matrixColumn+2*matrixNumber+2)*em,
		(2*matrixTitle+network.Labels*matrixLeast)*em)
}

// most is the height beyond which the view does not grow.
func (v *confusionMatrix) most() float32 {
	return (2*matrixTitle + network.Labels*matrixMost) * theme.CaptionTextSize()
}

func (r *confusionRenderer) Layout(size fyne.Size) {
	em := theme.CaptionTextSize()
	top, left := 2*matrixTitle*em, matrixLabels*em
	height := min((size.Height-top)/network.Labels, matrixMost*em)
	width := (size.Width*(1-matrixClasses) - left) / network.Labels
	width = max(matrixColumn*em, min(width, 1.9*height))
	g := grid{fyne.NewPos(left, top), fyne.NewSize(width, height)}
	r.view.grid = g

	text := func(t *canvas.Text, x, y, w, h float32) {
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(w, h))
	}
	matrix := network.Labels * width
	barsLeft := left + matrix + 2*em
	barsWidth := min(size.Width-barsLeft-matrixNumber*em, 20*em)
	text(r.label, 0, matrixTitle*em, left, matrixTitle*em)
	text(r.readAs, left, 0, matrix, matrixTitle*em)
	text(r.byClass, barsLeft, 0, barsWidth, matrixTitle*em)
	text(r.least, barsLeft, matrixTitle*em, barsWidth, matrixTitle*em)
	text(r.most, barsLeft, matrixTitle*em, barsWidth, matrixTitle*em)
	for d := range network.Labels {
		y := top + float32(d)*height
		text(r.rows[d], 0, y, left, height)
		text(r.columns[d], left+float32(d)*width, matrixTitle*em, width, matrixTitle*em)
		for p := range network.Labels {
			q, x := r.cells[d][p], left+float32(p)*width
			q.back.Move(fyne.NewPos(x+0.5, y+0.5))
			q.back.Resize(fyne.NewSize(width-1, height-1))
			text(q.value, x, y, width, height)
		}
		c := r.classes[d]
		thick := min(0.3*height, 0.5*em)
		c.track.Move(fyne.NewPos(barsLeft, y+(height-thick)/2))
		c.track.Resize(fyne.NewSize(barsWidth, thick))
		text(c.value, barsLeft+barsWidth, y, matrixNumber*em, height)
	}
	r.place()
}

// place puts what depends on the numbers into the layout.
func (r *confusionRenderer) place() {
	v := r.view
	r.mark.Hidden = v.chosen == noCell || v.confusion == nil
	if !r.mark.Hidden {
		w, h := v.grid.cell.Width, v.grid.cell.Height
		r.mark.Move(v.grid.origin.AddXY(float32(v.chosen.prediction)*w-1, float32(v.chosen.label)*h-1))
		r.mark.Resize(fyne.NewSize(w+2, h+2))
	}
	least := v.scaleLeast()
	for d, c := range r.classes {
		correct, n := v.class(d)
		c.dot.Hidden, c.interval.Hidden = n == 0, n == 0
		if n == 0 {
			continue
		}
		track, at := c.track.Size(), c.track.Position()
		along := func(share float64) float32 { return track.Width * float32((share-least)/(1-least)) }
		lo, hi := stats.Wilson(correct, n)
		c.interval.Move(at.AddXY(along(lo), 0))
		c.interval.Resize(fyne.NewSize(along(hi)-along(lo), track.Height))
		size := 2 * track.Height
		c.dot.Move(at.AddXY(along(float64(correct)/float64(n))-size/2, (track.Height-size)/2))
		c.dot.Resize(fyne.NewSquareSize(size))
	}
}

// scaleLeast is where the scale of the accuracies begins.
func (v *confusionMatrix) scaleLeast() float64 {
	lowest := 1.0
	for label := range network.Labels {
		if correct, n := v.class(label); n > 0 {
			lo, _ := stats.Wilson(correct, n)
			lowest = min(lowest, lo)
		}
	}
	for _, least := range []float64{0.98, 0.95, 0.9, 0.8, 0.5} {
		if lowest >= least {
			return least
		}
	}
	return 0
}

// class is how many of a label's examples were read right, and of how many.
func (v *confusionMatrix) class(label int) (correct, n int) {
	if v.confusion == nil {
		return 0, 0
	}
	for _, count := range v.confusion[label] {
		n += count
	}
	return v.confusion[label][label], n
}

func (r *confusionRenderer) Refresh() {
	v := r.view
	size := theme.CaptionTextSize()
	for _, t := range r.captions {
		t.Color, t.TextSize = theme.Color(ui.ColorSubtle), size
	}
	surface, quiet := theme.Color(ui.ColorSurface), theme.Color(ui.ColorTrack)
	mistake, ink := theme.Color(theme.ColorNameError), theme.Color(theme.ColorNameForeground)
	strongest := v.strongest()
	for label := range network.Labels {
		_, n := v.class(label)
		for p := range network.Labels {
			q := r.cells[label][p]
			count := 0
			if v.confusion != nil {
				count = v.confusion[label][p]
			}
			q.value.TextSize, q.value.Color = size, ink
			q.value.Text = ""
			if count > 0 {
				q.value.Text = v.number(count, n)
			}
			switch {
			case label == p:
				q.back.FillColor, q.value.Color = quiet, theme.Color(ui.ColorSubtle)
			case count == 0:
				q.back.FillColor = surface
			default:
				// the eye tells shares apart where they are small
				strength := math.Sqrt(float64(count) / float64(n) / strongest)
				q.back.FillColor = picture.MixColors(surface, mistake, 0.12+0.88*strength)
				if strength > 0.55 {
					q.value.Color = theme.Color(theme.ColorNameForegroundOnError)
				}
			}
		}
	}
	worst := v.worst()
	for d, c := range r.classes {
		correct, n := v.class(d)
		c.value.TextSize, c.value.Color, c.value.Text = size, theme.Color(ui.ColorSubtle), ""
		if n > 0 {
			c.value.Text = short(float64(correct) / float64(n))
		}
		c.dot.FillColor = theme.Color(theme.ColorNamePrimary)
		if d == worst {
			c.value.Color, c.dot.FillColor = ink, mistake
		}
		c.track.FillColor, c.interval.FillColor = quiet, theme.Color(ui.ColorIdle)
		c.track.CornerRadius = c.track.Size().Height / 2
		c.interval.CornerRadius = c.track.CornerRadius
	}
	r.least.Text = i18n.FormatFixed(100*v.scaleLeast(), 0) + " %"
	r.mark.StrokeColor = theme.Color(theme.ColorNameForeground)
	if v.focused {
		r.mark.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	r.mark.CornerRadius = 3
	r.place()
	canvas.Refresh(v)
}

// number writes a count of n, or the share that it is.
func (v *confusionMatrix) number(count, n int) string {
	if !v.shares {
		return strconv.Itoa(count)
	}
	return i18n.FormatFixed(100*float64(count)/float64(n), 1)
}

// strongest is the share of a label's examples that has the full colour: that of
// the most frequent mistake, but not so little that a good network looks bad.
func (v *confusionMatrix) strongest() float64 {
	most := 0.03
	if v.confusion == nil {
		return most
	}
	for label, row := range v.confusion {
		_, n := v.class(label)
		for p, count := range row {
			if p != label && n > 0 {
				most = max(most, float64(count)/float64(n))
			}
		}
	}
	return most
}

// worst is the label that is read right least often, −1 if none is read wrong.
func (v *confusionMatrix) worst() int {
	worst, least := -1, 1.0
	for label := range network.Labels {
		correct, n := v.class(label)
		if n > 0 && float64(correct)/float64(n) < least {
			worst, least = label, float64(correct)/float64(n)
		}
	}
	return worst
}

// AccessibilityLabel implements fyne.Accessible.
func (v *confusionMatrix) AccessibilityLabel() string {
	if c := v.chosen; c != noCell && v.confusion != nil {
		return inCell(c, v.confusion[c.label][c.prediction])
	}
	return lang.L("Confusion matrix: arrows go from cell to cell")
}

// AccessibilityRole implements fyne.Accessible.
func (v *confusionMatrix) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}
