package guide

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"gonum.org/v1/gonum/mat"

	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/network/textbook"
	"digitpad/training/dataset"
)

// batch shows the gradients of a mini-batch's examples beside their mean and beside the
// gradient of all examples there are, for one hidden unit at a time.
type batch struct {
	trace    *textbook.BatchTrace
	examples []textbook.Example
	full     textbook.Vector
	n, unit  int
	picture  *picture.Sketch
	says     *display.Note
	back     *ui.IconButton
	forth    *ui.IconButton
	heading  *ui.Text
	content  fyne.CanvasObject
}

// mostShown is how many gradients of a mini-batch are shown.
const mostShown = 10

func newBatch() *batch {
	f := &batch{says: display.NewNote(), heading: display.NewName(lang.L("The gradients of a mini-batch"))}
	f.picture = picture.NewSketch(lang.L("The gradients of a mini-batch"), 22, f.paint)
	f.back = ui.NewIconButton(lang.L("Previous unit"), theme.NavigateBackIcon(), func() { f.show(f.unit - 1) })
	f.forth = ui.NewIconButton(lang.L("Next unit"), theme.NavigateNextIcon(), func() { f.show(f.unit + 1) })
	f.content = ui.NewCard(container.New(ui.VBoxLayout{Gap: 0.5},
		container.NewBorder(nil, nil, nil, container.NewHBox(f.back, f.forth), f.heading), f.picture, f.says.Content))
	return f
}

func (f *batch) object() fyne.CanvasObject { return f.content }

func (f *batch) compute(_ context.Context, s *computed) (show func()) {
	all := s.equations.Examples()
	examples := all[:min(s.equations.Batch, mostShown, len(all))]
	trace, full := s.equations.Network().TraceBatch(examples, s.Settings.Rate), s.equations.FullGradient()
	return func() {
		if f.trace == nil {
			f.unit = display.SteepestUnits(trace.Mean, 0, 1)[0]
		}
		f.trace, f.examples, f.full, f.n = trace, examples, full, len(all)
		f.show(f.unit)
	}
}

// show shows the derivatives of another hidden unit's weights.
func (f *batch) show(unit int) {
	if f.trace == nil {
		return
	}
	units := f.full.B[0].Len()
	f.unit = min(max(unit, 0), units-1)
	setEnabled(f.back, f.unit > 0)
	setEnabled(f.forth, f.unit < units-1)
	f.heading.Set(fmt.Sprintf(lang.L("∂Cₓ/∂w of hidden unit %d for each image, and their mean"), f.unit+1))
	text := fmt.Sprintf(lang.L("cos θ between the mean of %d and the gradient of %d images: %s"), len(f.examples), f.n, i18n.FormatDigits(f.trace.Mean.Cosine(f.full), 2))
	text += "\n" + lang.L("of single images:")
	for _, g := range f.trace.Gradients {
		text += "  " + i18n.FormatDigits(g.Cosine(f.full), 2)
	}
	f.says.Set(text)
	f.picture.Refresh()
}

// paint paints the images, below each its gradient, and at the right the means.
func (f *batch) paint(img *image.RGBA, em float64) {
	if f.trace == nil {
		return
	}
	subtle := theme.Color(ui.ColorSubtle)
	const columns = mostShown/2 + 1
	width := img.Rect.Dx() / columns
	cell := max(min(width/(dataset.Side+3), (img.Rect.Dy()-int(3*em))/(4*dataset.Side+6)), 1)
	side := cell * dataset.Side
	limit := 0.0
	for _, g := range f.trace.Gradients {
		limit = max(limit, display.Spread(g.W[0]))
	}
	for i, e := range f.examples {
		at := image.Pt(i%(columns-1)*width, i/(columns-1)*(2*side+6*cell))
		picture.DrawPixels(img, mat.Col(nil, 0, e.X), at, cell)
		picture.DrawNumbers(img, mat.Col(nil, f.unit, f.trace.Gradients[i].W[0]), at.Add(image.Pt(0, side+2*cell)), cell, limit)
	}
	for i, mean := range []struct {
		name   string
		vector textbook.Vector
	}{{fmt.Sprintf("m = %d", len(f.examples)), f.trace.Mean}, {fmt.Sprintf("n = %d", f.n), f.full}} {
		at := image.Pt((columns-1)*width+width/6, i*(2*side+6*cell))
		picture.DrawText(img, mean.name, float64(at.X), float64(at.Y)+em, em, subtle)
		picture.DrawNumbers(img, mat.Col(nil, f.unit, mean.vector.W[0]), at.Add(image.Pt(0, int(1.5*em))), cell, display.Spread(mean.vector.W[0]))
	}
}
