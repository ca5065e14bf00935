package compare

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/i18n"
	"digitpad/gui/state/run"
	"digitpad/gui/state/train"
	"digitpad/gui/ui"
	"digitpad/training/plots"
)

// runRow is a run's row in the table: whether it is in the chart and in which
// colour, its name, its settings, what came of it.
type runRow struct {
	onShown          func(on bool)
	onMenu, onDelete func()

	shown                         *ui.UnlabelledCheck
	swatch                        *canvas.Rectangle
	name, settings                *ui.Text
	cost, accuracy, best, seconds *ui.Text
	menu, remove                  *ui.IconButton
	content                       *fyne.Container
	filling                       bool
}

func newRunRow(e *train.ComparedRun) *runRow {
	r := &runRow{
		swatch: canvas.NewRectangle(color.Transparent),
		name:   ui.NewText("", theme.SizeNameText, theme.ColorNameForeground), settings: ui.NewCaption(""),
		cost: newFigure(""), accuracy: newFigure(""), best: newFigure(""), seconds: newFigure(""),
	}
	r.swatch.CornerRadius = 2
	r.name.MinFor, r.settings.MinFor = "", ""
	r.shown = ui.NewUnlabelledCheck(fmt.Sprintf(lang.L("Show %s in the chart"), e.Name), func(on bool) {
		if !r.filling {
			r.onShown(on)
		}
	})
	r.menu = ui.NewIconButton(fmt.Sprintf(lang.L("More for %s"), e.Name), theme.MoreVerticalIcon(), func() { r.onMenu() })
	r.remove = ui.NewIconButton(fmt.Sprintf(lang.L("Delete %s"), e.Name), theme.DeleteIcon(), func() { r.onDelete() })
	r.content = container.New(runColumns{},
		r.shown, r.swatch, r.name, r.cost, r.accuracy, r.best, r.seconds,
		container.NewHBox(r.menu, r.remove), r.settings)
	return r
}

// newRunHead is the row above all others.
func newRunHead() fyne.CanvasObject {
	column := func(title string) *ui.Text {
		t := newFigure(title)
		t.TextSize, t.Color = theme.SizeNameCaptionText, ui.ColorSubtle
		return t
	}
	run := ui.NewCaption(lang.X("column.run", "Run"))
	run.MinFor = ""
	gap := func() fyne.CanvasObject { return canvas.NewRectangle(color.Transparent) }
	return container.New(runColumns{}, gap(), gap(), run,
		column(lang.L("cost")), column(lang.L("accuracy")), column(lang.L("best")), column(lang.L("seconds")), gap())
}

// newFigure is a number in a column, flush right.
func newFigure(content string) *ui.Text {
	t := ui.NewText(content, theme.SizeNameText, theme.ColorNameForeground)
	t.Align, t.MinFor = fyne.TextAlignTrailing, ""
	return t
}

// Show brings the row up to date.
func (r *runRow) Show(e *train.ComparedRun) {
	r.filling = true
	r.shown.SetChecked(e.Shown())
	r.filling = false
	r.swatch.FillColor = color.Transparent
	if e.Shown() {
		style := plots.Light()
		if ui.IsDark(theme.Color(theme.ColorNameBackground)) {
			style = plots.Dark()
		}
		r.swatch.FillColor = style.Line(e.Line()).Color
	}
	r.swatch.Refresh()
	r.name.Style.Bold = e.Comparison != "" // what differs from the other runs of the comparison
	r.name.Set(e.Name)
	about := []string{train.Sizes(e.Settings), i18n.Translate(e.Settings.Cost), i18n.Translate(e.Data), phaseName(e.Phase())}
	if n := len(e.Tested); n > 0 {
		about = append(about, i18n.Plural(n, lang.L("test images read once"), lang.L("test images read %d times")))
	}
	r.settings.Set(strings.Join(about, " · "))
	cost, accuracy, best, seconds := figuresOf(e)
	r.cost.Set(cost)
	r.accuracy.Set(accuracy)
	r.best.Set(best)
	r.seconds.Set(seconds)
	ui.SetEnabled(r.remove, e.Phase().Over())
}

// phaseName is what a person reads for where a run stands.
func phaseName(p run.Phase) string {
	switch p {
	case run.Waiting:
		return lang.L("waits for its turn")
	case run.Running:
		return lang.L("is trained")
	case run.Finished:
		return lang.L("finished")
	case run.Failed:
		return lang.L("diverged")
	}
	return lang.L("stopped")
}

// runColumns lays out a row of the table: a tick, a swatch, the name, four
// numbers, buttons; and, if there is one more object, that one below the name and
// the numbers.
type runColumns struct{}

// The columns.
const (
	swatchColumn = 1
	nameColumn   = 2
	columnCount  = 8
)

// widths are those of the columns in multiples of the text size; the name has
// the rest.
func (runColumns) widths(total float32) [columnCount]float32 {
	em := theme.TextSize()
	w := [columnCount]float32{2.4 * em, 1.6 * em, 0, 4.4 * em, 5.2 * em, 9.4 * em, 4.6 * em, 5.4 * em}
	rest := total
	for _, width := range w {
		rest -= width
	}
	w[nameColumn] = max(rest, 8*em)
	return w
}

// MinSize implements fyne.Layout.
func (l runColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, width := range l.widths(0) {
		size.Width += width
	}
	for i, o := range objects[:columnCount] {
		if i != swatchColumn {
			size.Height = max(size.Height, o.MinSize().Height)
		}
	}
	for _, below := range objects[columnCount:] {
		size.Height = max(size.Height, objects[nameColumn].MinSize().Height+below.MinSize().Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (l runColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := l.widths(size.Width)
	line := size.Height // of the name and the numbers
	for _, below := range objects[columnCount:] {
		line = objects[nameColumn].MinSize().Height
		line += max(0, size.Height-line-below.MinSize().Height) / 2
		below.Move(fyne.NewPos(widths[0]+widths[swatchColumn], line))
		below.Resize(fyne.NewSize(size.Width-widths[0]-widths[swatchColumn]-widths[columnCount-1], below.MinSize().Height))
	}
	x := float32(0)
	for i, width := range widths {
		o, height := objects[i], objects[i].MinSize().Height
		at, box := fyne.NewPos(x, (line-height)/2), fyne.NewSize(width, height)
		switch i {
		case 0, columnCount - 1: // as high as the row
			at.Y = (size.Height - height) / 2
		case swatchColumn:
			side := theme.TextSize()
			at, box = fyne.NewPos(x, (line-side/2)/2), fyne.NewSize(side, side/2)
		default:
			at.Y = line - height
		}
		o.Move(at)
		o.Resize(box)
		x += width
	}
}
