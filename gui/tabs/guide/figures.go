package guide

import (
	"context"
	"fmt"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/state/predict"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/diagram"
)

// newFigure makes the figure of that name. It panics if there is none.
func (t *Tab) newFigure(name string) figure {
	switch name {
	case "pixels":
		return newPixels()
	case "network":
		return newNetworkPicture(t.links)
	case "encodings":
		return newEncodings()
	case "samples":
		return newSamples(t.links)
	case "landscape":
		return newLandscape(t)
	case "trace":
		return newTrace(t)
	case "batch":
		return newBatch()
	case "iterations":
		return newIterations(t.links)
	case "oscillations":
		return newOscillations(t)
	case "distributions":
		return newDistributions(t)
	}
	panic("guide: there is no figure " + name)
}

// still is a figure that does not change.
type still struct{ content fyne.CanvasObject }

func (f still) object() fyne.CanvasObject                        { return f.content }
func (f still) compute(context.Context, *computed) (show func()) { return nil }

// inkOf is x of an input, 784 numbers.
func inkOf(input network.Input) []float64 {
	x := make([]float64, dataset.Pixels)
	for pixel, ink := range input.Pixels() {
		x[pixel] = float64(ink) / 255
	}
	return x
}

// pixels shows the digit on the pad as 784 numbers; a tap on a pixel says its own.
type pixels struct {
	x       []float64
	chosen  int
	picture *picture.Sketch
	says    *display.Note
	cell    int
	content fyne.CanvasObject
}

func newPixels() *pixels {
	f := &pixels{x: make([]float64, dataset.Pixels), chosen: -1, says: display.NewNote()}
	f.picture = picture.NewSketch(lang.L("The image as numbers"), 12, f.paint)
	f.picture.OnTap = func(x, y float64) {
		column, row := int(x)/max(f.cell, 1), int(y)/max(f.cell, 1)
		if column < dataset.Side && row < dataset.Side {
			f.chosen = row*dataset.Side + column
			f.picture.Refresh()
			f.say()
		}
	}
	f.say()
	f.content = display.NewCard(lang.L("The image as numbers"), f.picture, container.New(ui.LinesLayout{Lines: 2}, f.says.Content))
	return f
}

func (f *pixels) object() fyne.CanvasObject { return f.content }

func (f *pixels) say() {
	if f.chosen < 0 {
		f.says.Set(lang.L("28 rows of 28 pixels, laid end to end: x. The numbers are the marked row's. Tap a pixel."))
		return
	}
	f.says.Set(fmt.Sprintf(lang.L("Row %d, column %d: pixel %d of 784, stored as %d, x = %s"), f.chosen/dataset.Side+1, f.chosen%dataset.Side+1, f.chosen+1, int(f.x[f.chosen]*255+0.5), i18n.FormatFixed(float64(f.x[f.chosen]), 3)))
}

func (f *pixels) compute(_ context.Context, s *computed) (show func()) {
	x := inkOf(s.Input)
	return func() {
		f.x = x
		f.picture.Refresh()
		f.say()
	}
}

// paint paints the image, and beside it the numbers of the chosen row.
func (f *pixels) paint(img *image.RGBA, em float64) {
	f.cell = max(img.Rect.Dy()/dataset.Side, 1)
	picture.DrawPixels(img, f.x, image.Point{}, f.cell)
	row := 14
	if f.chosen >= 0 {
		row = f.chosen / dataset.Side
	}
	side := float64(f.cell * dataset.Side)
	text, primary := theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePrimary)
	picture.FillRect(img, 0, float64(row*f.cell), side, float64(row*f.cell)+max(1, float64(f.cell)/8), primary)
	picture.FillRect(img, 0, float64((row+1)*f.cell)-max(1, float64(f.cell)/8), side, float64((row+1)*f.cell), primary)
	x, y := side+1.5*em, 1.2*em
	for column := range dataset.Side {
		if x+2.6*em > float64(img.Rect.Dx()) {
			x, y = side+1.5*em, y+1.4*em
		}
		p := row*dataset.Side + column
		c := text
		if p == f.chosen {
			c = primary
		}
		picture.DrawText(img, i18n.Sprintf("%.2f", f.x[p]), x, y, em*0.9, c)
		x += 2.6 * em
	}
}

// networkPicture shows the network with the digit running through it. A tap on a unit
// shows its connections alone, and goes on to it.
type networkPicture struct {
	subject Subject
	pass    *network.Pass
	layout  *diagram.Diagram
	chosen  *diagram.Unit
	picture *picture.Sketch
	says    *display.Note
	open    *ui.Button
	content fyne.CanvasObject
}

func newNetworkPicture(links Links) *networkPicture {
	f := &networkPicture{}
	f.picture = picture.NewSketch(lang.L("The network"), 20, f.paint)
	f.open = ui.NewButton(lang.L("Inspect this unit"), lang.L("Open the tab Inspect at this unit, with its weighted sum"), nil, func() {
		if f.chosen != nil {
			links.Unit(predict.Unit{Layer: f.chosen.L, Index: f.chosen.K})
		}
	})
	f.open.Importance = widget.LowImportance
	f.open.Disable()
	f.picture.OnTap = func(x, y float64) {
		f.chosen = nil
		if f.layout != nil {
			if u, ok := f.layout.At(x, y); ok {
				f.chosen = &u
			}
		}
		if f.chosen != nil {
			f.open.Enable()
		} else {
			f.open.Disable()
		}
		f.picture.Refresh()
	}
	f.says = display.NewNote()
	f.content = display.NewCard(lang.L("The network"), f.picture, f.says.Content, container.NewHBox(f.open))
	return f
}

func (f *networkPicture) object() fyne.CanvasObject { return f.content }

func (f *networkPicture) compute(_ context.Context, s *computed) (show func()) {
	pass := s.Network.NewPass()
	s.Network.Forward(pass, s.Input)
	return func() {
		f.subject, f.pass = s.Subject, pass
		f.say()
		f.picture.Refresh()
	}
}

// say says what is drawn: of large layers not all units are.
func (f *networkPicture) say() {
	text := lang.L("Blue connections raise a unit, orange ones lower it; the strongest are drawn. Tap a unit.")
	layers := len(f.subject.Network.Layers())
	for l := range layers {
		if n := len(f.pass.Activations(l)); n > diagram.MostUnits {
			text += " " + fmt.Sprintf(lang.L("%s: of %s units the %d with the largest activations are drawn."), i18n.Capitalize(layerName(l, layers)), i18n.FormatInt(n), diagram.MostUnits)
		}
	}
	f.says.Set(text)
}

func (f *networkPicture) paint(img *image.RGBA, _ float64) {
	if f.pass == nil {
		return
	}
	var activations [][]float32
	for l := range f.subject.Network.Layers() {
		activations = append(activations, f.pass.Activations(l))
	}
	f.layout = diagram.New(f.subject.Network.Spec(), activations, img.Rect.Dx(), img.Rect.Dy())
	drawn := f.layout.Image(f.subject.Network, f.pass, f.subject.Input, f.chosen, diagram.Style{
		Background: theme.Color(ui.ColorSurface),
		Text:       theme.Color(theme.ColorNameForeground),
		Outline:    theme.Color(ui.ColorIdle),
		Positive:   theme.Color(theme.ColorNamePrimary),
		Negative:   theme.Color(theme.ColorNameError),
	})
	copy(img.Pix, drawn.Pix)
}

// newEncodings is the table of all ten digits in the three encodings.
func newEncodings() figure {
	columns := []string{lang.L("digit"), "10: one-hot", "4: binary", "1: ordinal"}
	table := container.NewGridWithColumns(1)
	line := func(cells ...string) {
		table.Add(newNumbers(fmt.Sprintf("%-7s %-22s %-11s %s", cells[0], cells[1], cells[2], cells[3])))
	}
	line(columns...)
	for label := range network.Labels {
		cells := []string{fmt.Sprint(label)}
		for _, e := range []network.Encoding{network.OneHot, network.Binary} {
			cells = append(cells, targetText(e, label))
		}
		line(append(cells, fmt.Sprintf("%d (%s)", label, targetText(network.Ordinal, label)))...)
	}
	table.Layout = ui.VBoxLayout{Gap: -2.6}
	return still{display.NewCard(lang.L("Ten digits in three encodings"), container.NewHScroll(table))}
}

// targetText is a target as people read it.
func targetText(e network.Encoding, label int) string {
	y := make([]float32, e.Outputs())
	e.Target(y, label)
	var parts []string
	for _, v := range y {
		parts = append(parts, i18n.FormatDigits(float64(v), 3))
	}
	return strings.Join(parts, " ")
}

// samples shows training images with their labels.
type samples struct {
	data    *dataset.Dataset
	picture *picture.Sketch
	says    *display.Note
	content fyne.CanvasObject

	cell, columns, row int // of the pictures, as they were painted last
}

// sampleRows is how many rows of images are shown.
const sampleRows = 3

func newSamples(links Links) *samples {
	f := &samples{says: display.NewNote()}
	f.picture = picture.NewSketch(lang.L("Images of the data set"), 10, f.paint)
	f.picture.OnTap = func(x, y float64) {
		if i := f.at(x, y); i >= 0 {
			links.Example(i)
		}
	}
	f.content = display.NewCard(lang.L("Images of the data set"), f.picture, f.says.Content)
	return f
}

func (f *samples) object() fyne.CanvasObject { return f.content }

func (f *samples) compute(_ context.Context, s *computed) (show func()) {
	return func() {
		f.data = s.Data
		if f.data != nil {
			f.says.Set(fmt.Sprintf(lang.L("%s, the first of %s, each with its label. Tap one: it is laid on the pad."), i18n.Capitalize(i18n.Translate(f.data.Name())), i18n.FormatInt(f.data.Len())))
		}
		f.picture.Refresh()
	}
}

// paint paints as many images as have room in some rows, in whole pixels.
func (f *samples) paint(img *image.RGBA, em float64) {
	if f.data == nil {
		return
	}
	f.row = img.Rect.Dy() / sampleRows
	f.cell = max((f.row-int(em/2))/dataset.Side, 1)
	side := f.cell * dataset.Side
	f.columns = max(img.Rect.Dx()/(side+int(1.5*em)), 1)
	for i := range min(f.columns*sampleRows, f.data.Len()) {
		at := image.Pt(i%f.columns*(img.Rect.Dx()/f.columns), i/f.columns*f.row)
		picture.DrawPixels(img, inkOf(f.data.Input(i)), at, f.cell)
		picture.DrawText(img, fmt.Sprint(f.data.Label(i)), float64(at.X+side)+0.2*em, float64(at.Y)+em, em, theme.Color(ui.ColorSubtle))
	}
}

// at is the image at a pixel of the picture; −1 for none.
func (f *samples) at(x, y float64) int {
	if f.cell == 0 {
		return -1
	}
	width := f.picture.Pixels.X / f.columns
	i := int(y)/f.row*f.columns + int(x)/width
	if side := f.cell * dataset.Side; int(x)%width >= side || int(y)%f.row >= side || int(y)/f.row >= sampleRows || i >= f.data.Len() {
		return -1
	}
	return i
}

// iterations works the number of iterations out, for the settings as they are and for
// the post's example.
type iterations struct {
	says    *display.Note
	content fyne.CanvasObject
}

func newIterations(links Links) *iterations {
	f := &iterations{says: display.NewNote()}
	use := ui.NewButton(lang.L("Use the example: m = 100, 10 epochs"), lang.L("Fill in the settings of the example in the tab Train"), nil, links.WorkedExample)
	example := display.NewNote()
	example.Set(lang.L("In the example:") + " " + i18n.FormatIterations(60000, 100, 10))
	f.content = display.NewCard(lang.L("How many iterations"), example.Content, f.says.Content, container.NewHBox(use))
	return f
}

func (f *iterations) object() fyne.CanvasObject { return f.content }

func (f *iterations) compute(_ context.Context, s *computed) (show func()) {
	if s.Learned == 0 || s.Settings.Batch < 1 {
		return nil
	}
	text := lang.L("With the settings as they are:") + " " + i18n.FormatIterations(s.Learned, s.Settings.Batch, s.Settings.Epochs)
	return func() { f.says.Set(text) }
}
