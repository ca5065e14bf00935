package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"digitpad/training/ink"
)

// WholePixels is the largest side of an InputView, up to the given one, that
// makes all 28 pixels equally large, and whole where the window's scale is 1.
func WholePixels(side float32) float32 {
	return max(1, float32(int((side-2)/ink.Side)))*ink.Side + 2
}

// WrapGridLayout lays objects out in rows of equally wide cells, as many side by side as
// there is room for. A row is as high as its highest cell.
type WrapGridLayout struct {
	Cell  float32 // least width of a cell, in multiples of the text size
	width float32 // of the last layout, on which the height depends
}

// columns is how many of n cells stand side by side: as many as there is room
// for, but not so many that the last row is emptier than it need be.
func (f *WrapGridLayout) columns(width float32, n int) int {
	gap := theme.Size(SizeGap)
	most := max(1, int((width+gap)/(f.Cell*theme.TextSize()+gap)))
	rows := (n + most - 1) / most
	return max(1, (n+rows-1)/max(1, rows))
}

// rows calls place with each visible object's cell and returns the height of
// all.
func (f *WrapGridLayout) rows(objects []fyne.CanvasObject, width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	gap := theme.Size(SizeGap)
	visible := 0
	for _, o := range objects {
		if o.Visible() {
			visible++
		}
	}
	n := f.columns(width, visible)
	cell := (width - float32(n-1)*gap) / float32(n)
	var row []fyne.CanvasObject
	y := float32(0)
	finish := func() {
		height := float32(0)
		for _, o := range row {
			o.Resize(fyne.NewSize(cell, o.MinSize().Height)) // wrapped text knows its height only then
			height = max(height, o.MinSize().Height)
		}
		for i, o := range row {
			place(o, fyne.NewPos(float32(i)*(cell+gap), y), fyne.NewSize(cell, height))
		}
		y += height + gap
		row = row[:0]
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if row = append(row, o); len(row) == n {
			finish()
		}
	}
	if len(row) > 0 {
		finish()
	}
	return max(0, y-gap)
}

// MinSize implements fyne.Layout.
func (f *WrapGridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := f.Cell * theme.TextSize()
	height := f.rows(objects, max(f.width, least), func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return fyne.NewSize(least, height)
}

// Layout implements fyne.Layout.
func (f *WrapGridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.rows(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, cell fyne.Size) {
		o.Move(at)
		o.Resize(cell)
	})
}

// VBoxLayout lays objects out one below the other, each as high as it needs, with a
// gap between.
type VBoxLayout struct{ Gap float32 } // in multiples of the padding

// MinSize implements fyne.Layout.
func (s VBoxLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		if size.Height > 0 {
			size.Height += s.Gap * theme.Padding()
		}
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
	}
	return size
}

// Layout implements fyne.Layout.
func (s VBoxLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height)) // wrapped text knows its height only then
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + s.Gap*theme.Padding()
	}
}

// TabLayout lays out a tab: a view that takes all the room there is, controls of
// fixed height, and a form that scrolls where it is too high.
type TabLayout struct{}

// MinSize implements fyne.Layout.
func (TabLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	view, controls, form := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	gap := theme.Size(SizeGap)
	return fyne.NewSize(max(view.Width, controls.Width, form.Width), view.Height+controls.Height+form.Height+2*gap)
}

// scrollbarRoom is the room for a scroll bar at the right of what scrolls.
func scrollbarRoom() float32 { return 1.6 * theme.Padding() }

// ScrollbarPadding keeps an object a gutter away from the right edge.
type ScrollbarPadding struct{}

// MinSize implements fyne.Layout.
func (ScrollbarPadding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(scrollbarRoom(), 0)
}

// Layout implements fyne.Layout.
func (ScrollbarPadding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(scrollbarRoom(), 0))
}

// readingWidth is how wide a text is at most, in multiples of the text size: an eye has to
// find the next line.
const readingWidth = 66

// ReadingLayout is ScrollbarPadding for a text to be read, which is no wider than an eye
// follows.
type ReadingLayout struct{ ScrollbarPadding }

// Layout implements fyne.Layout.
func (l ReadingLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.ScrollbarPadding.Layout(objects, fyne.NewSize(min(size.Width, readingWidth*theme.TextSize()), size.Height))
}

// Layout implements fyne.Layout. The third object is a scroll container whose
// content is guttered.
func (TabLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	view, controls, form := objects[0], objects[1], objects[2].(*container.Scroll)
	gap := theme.Size(SizeGap)
	outer := size.Width + scrollbarRoom() // the scroll bar stands beside the form, in the window's margin
	form.Resize(fyne.NewSize(outer, form.MinSize().Height))
	form.Content.Resize(fyne.NewSize(outer, form.Content.MinSize().Height)) // it knows its height only then
	room := size.Height - controls.MinSize().Height - 2*gap
	lower := min(form.Content.MinSize().Height, room-max(view.MinSize().Height, 0.4*room))
	lower = max(lower, form.MinSize().Height)
	upper := room - lower

	view.Move(fyne.NewPos(0, 0))
	view.Resize(fyne.NewSize(size.Width, upper))
	controls.Move(fyne.NewPos(0, upper+gap))
	controls.Resize(fyne.NewSize(size.Width, controls.MinSize().Height))
	form.Move(fyne.NewPos(0, size.Height-lower))
	form.Resize(fyne.NewSize(outer, lower))
}

// InputPreviewLayout lays out an InputView, square and as wide as the column, under its
// title, and the rest below it.
type InputPreviewLayout struct{}

// MinSize implements fyne.Layout.
func (InputPreviewLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, picture, rest := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	return fyne.NewSize(max(title.Width, picture.Width, rest.Width), title.Height+picture.Height+rest.Height+2*theme.Padding())
}

// Layout implements fyne.Layout.
func (InputPreviewLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, picture, rest := objects[0], objects[1], objects[2]
	top := title.MinSize().Height + theme.Padding()
	side := WholePixels(min(size.Width, size.Height-top-rest.MinSize().Height-theme.Padding()))
	title.Resize(fyne.NewSize(size.Width, title.MinSize().Height))
	title.Move(fyne.NewPos(0, 0))
	picture.Move(fyne.NewPos(0, top))
	picture.Resize(fyne.NewSquareSize(side))
	rest.Move(fyne.NewPos(0, top+side+theme.Padding()))
	rest.Resize(fyne.NewSize(size.Width, rest.MinSize().Height))
}

// PaddedLayout keeps an object so far from the edges; a negative distance takes back
// the padding that labels have.
type PaddedLayout struct{ Distance float32 }

// MinSize implements fyne.Layout.
func (i PaddedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*i.Distance, 2*i.Distance)
}

// Layout implements fyne.Layout.
func (i PaddedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(i.Distance, i.Distance))
	objects[0].Resize(size.SubtractWidthHeight(2*i.Distance, 2*i.Distance))
}

// JustifyLayout lays the visible objects out in a row, each as wide as it needs, and
// shares what is left among them.
type JustifyLayout struct{}

// MinSize implements fyne.Layout.
func (JustifyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objects) {
		if size.Width > 0 {
			size.Width += theme.Padding()
		}
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	return size
}

// Layout implements fyne.Layout.
func (s JustifyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	extra := (size.Width - s.MinSize(objects).Width) / float32(max(1, len(shown)))
	x := float32(0)
	for _, o := range shown {
		width := o.MinSize().Width + extra
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + theme.Padding()
	}
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	return slices.DeleteFunc(slices.Clone(objects), func(o fyne.CanvasObject) bool { return !o.Visible() })
}

// TopPadding keeps an object a gap below what is above it.
type TopPadding struct{}

// MinSize implements fyne.Layout.
func (TopPadding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, theme.Size(SizeGap))
}

// Layout implements fyne.Layout.
func (TopPadding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Size(SizeGap)
	objects[0].Move(fyne.NewPos(0, gap))
	objects[0].Resize(size.SubtractWidthHeight(0, gap))
}

// FlushLayout lays a text out so that its letters begin where headings and cards do: a
// text keeps a distance from its own edges.
type FlushLayout struct{}

// MinSize implements fyne.Layout.
func (FlushLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout implements fyne.Layout.
func (FlushLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	inset := theme.InnerPadding()
	objects[0].Move(fyne.NewPos(-inset, 0))
	objects[0].Resize(fyne.NewSize(size.Width+2*inset, size.Height))
}

// LinesLayout keeps room for so many lines of a label in caption size, so that what lies
// below stays where it is when the text grows.
type LinesLayout struct {
	Lines int
	Style fyne.TextStyle
}

// MinSize implements fyne.Layout.
func (l LinesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	line := fyne.MeasureText("M", theme.CaptionTextSize(), l.Style).Height
	least := fyne.NewSize(0, float32(l.Lines)*line+2*theme.InnerPadding())
	return objects[0].MinSize().Max(least)
}

// Layout implements fyne.Layout.
func (LinesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
