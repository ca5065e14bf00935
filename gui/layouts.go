package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// flow lays objects out in rows of equally wide cells, as many side by side as
// there is room for. A row is as high as its highest cell.
type flow struct {
	cell  float32 // least width of a cell, in multiples of the text size
	width float32 // of the last layout, on which the height depends
}

// columns is how many of n cells stand side by side: as many as there is room
// for, but not so many that the last row is emptier than it need be.
func (f *flow) columns(width float32, n int) int {
	gap := theme.Size(sizeGap)
	most := max(1, int((width+gap)/(f.cell*theme.TextSize()+gap)))
	rows := (n + most - 1) / most
	return max(1, (n+rows-1)/max(1, rows))
}

// rows calls place with each visible object's cell and returns the height of
// all.
func (f *flow) rows(objects []fyne.CanvasObject, width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	gap := theme.Size(sizeGap)
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
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := f.cell * theme.TextSize()
	height := f.rows(objects, max(f.width, least), func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return fyne.NewSize(least, height)
}

// Layout implements fyne.Layout.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.rows(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, cell fyne.Size) {
		o.Move(at)
		o.Resize(cell)
	})
}

// stack lays objects out one below the other, each as high as it needs, with a
// gap between.
type stack struct{ gap float32 } // in multiples of the padding

// MinSize implements fyne.Layout.
func (s stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		if size.Height > 0 {
			size.Height += s.gap * theme.Padding()
		}
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
	}
	return size
}

// Layout implements fyne.Layout.
func (s stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height)) // wrapped text knows its height only then
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + s.gap*theme.Padding()
	}
}

// aside lays two objects side by side: the left one gets the width that makes
// a square pad as large as the height allows, within bounds, the other the
// rest.
type aside struct{}

// The left column's width: at least, in multiples of the text size, and at most
// as a share of the window.
const (
	asideLeast = 26
	asideMost  = 0.46
	asideShape = easelPad // width for a height of 1
)

func (aside) gap() float32 { return 1.4 * theme.Size(sizeGap) }

// MinSize implements fyne.Layout.
func (l aside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(left.Width, asideLeast*theme.TextSize())+l.gap()+right.Width, max(left.Height, right.Height))
}

// Layout implements fyne.Layout.
func (l aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least := max(objects[0].MinSize().Width, asideLeast*theme.TextSize())
	width := max(least, min(asideShape*size.Height, asideMost*size.Width))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width+l.gap(), 0))
	objects[1].Resize(fyne.NewSize(size.Width-width-l.gap(), size.Height))
}

// easel lays out the left column: a square pad on top as large as fits, its
// tools below, and the answer in the rest.
type easel struct{}

// easelPad is the share of the column's height that the pad takes at most.
const easelPad = 0.52

// MinSize implements fyne.Layout.
func (easel) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pad, tools, answer := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	gap := theme.Size(sizeGap)
	return fyne.NewSize(max(pad.Width, tools.Width, answer.Width), pad.Height+tools.Height+answer.Height+2*gap)
}

// Layout implements fyne.Layout.
func (easel) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad, tools, answer := objects[0], objects[1], objects[2]
	gap := theme.Size(sizeGap)
	room := size.Height - tools.MinSize().Height - answer.MinSize().Height - 2*gap
	side := min(size.Width, room, max(easelPad*size.Height, pad.MinSize().Height))
	pad.Move(fyne.NewPos((size.Width-side)/2, 0))
	pad.Resize(fyne.NewSquareSize(side))
	y := side + gap*0.7
	tools.Move(fyne.NewPos(0, y))
	tools.Resize(fyne.NewSize(size.Width, tools.MinSize().Height))
	y += tools.MinSize().Height + gap
	answer.Move(fyne.NewPos(0, y))
	answer.Resize(fyne.NewSize(size.Width, size.Height-y))
}

// bench lays out a tab: a view that takes all the room there is, controls of
// fixed height, and a form that scrolls where it is too high.
type bench struct{}

// MinSize implements fyne.Layout.
func (bench) MinSize(objects []fyne.CanvasObject) fyne.Size {
	view, controls, form := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	gap := theme.Size(sizeGap)
	return fyne.NewSize(max(view.Width, controls.Width, form.Width), view.Height+controls.Height+form.Height+2*gap)
}

// gutter is the room for a scroll bar at the right of what scrolls.
func gutter() float32 { return 1.6 * theme.Padding() }

// guttered keeps an object a gutter away from the right edge.
type guttered struct{}

// MinSize implements fyne.Layout.
func (guttered) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(gutter(), 0)
}

// Layout implements fyne.Layout.
func (guttered) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(gutter(), 0))
}

// Layout implements fyne.Layout. The third object is a scroll container whose
// content is guttered.
func (bench) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	view, controls, form := objects[0], objects[1], objects[2].(*container.Scroll)
	gap := theme.Size(sizeGap)
	outer := size.Width + gutter() // the scroll bar stands beside the form, in the window's margin
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

// portrait lays out an InputView, square and as wide as the column, under its
// title, and the rest below it.
type portrait struct{}

// MinSize implements fyne.Layout.
func (portrait) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, picture, rest := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	return fyne.NewSize(max(title.Width, picture.Width, rest.Width), title.Height+picture.Height+rest.Height+2*theme.Padding())
}

// Layout implements fyne.Layout.
func (portrait) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, picture, rest := objects[0], objects[1], objects[2]
	top := title.MinSize().Height + theme.Padding()
	side := wholePixels(min(size.Width, size.Height-top-rest.MinSize().Height-theme.Padding()))
	title.Resize(fyne.NewSize(size.Width, title.MinSize().Height))
	title.Move(fyne.NewPos(0, 0))
	picture.Move(fyne.NewPos(0, top))
	picture.Resize(fyne.NewSquareSize(side))
	rest.Move(fyne.NewPos(0, top+side+theme.Padding()))
	rest.Resize(fyne.NewSize(size.Width, rest.MinSize().Height))
}

// insets keeps an object so far from the edges; a negative distance takes back
// the padding that labels have.
type insets struct{ distance float32 }

// MinSize implements fyne.Layout.
func (i insets) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*i.distance, 2*i.distance)
}

// Layout implements fyne.Layout.
func (i insets) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(i.distance, i.distance))
	objects[0].Resize(size.SubtractWidthHeight(2*i.distance, 2*i.distance))
}

// verdict lays out what the network sees, at the left, and what it says.
type verdict struct{}

// verdictSees is the share of the width that the 28×28 image takes.
const verdictSees = 0.36

// MinSize implements fyne.Layout.
func (verdict) MinSize(objects []fyne.CanvasObject) fyne.Size {
	sees, says := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(sees.Width+theme.Size(sizeGap)+says.Width, max(sees.Height, says.Height))
}

// Layout implements fyne.Layout.
func (verdict) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sees, says := objects[0], objects[1]
	gap := theme.Size(sizeGap)
	width := max(sees.MinSize().Width, verdictSees*size.Width)
	sees.Move(fyne.NewPos(0, 0))
	sees.Resize(fyne.NewSize(width, size.Height))
	says.Move(fyne.NewPos(width+gap, 0))
	says.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
}

// spread lays the visible objects out in a row, each as wide as it needs, and
// shares what is left among them.
type spread struct{}

// MinSize implements fyne.Layout.
func (spread) MinSize(objects []fyne.CanvasObject) fyne.Size {
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
func (s spread) Layout(objects []fyne.CanvasObject, size fyne.Size) {
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

// topGap keeps an object a gap below what is above it.
type topGap struct{}

// MinSize implements fyne.Layout.
func (topGap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, theme.Size(sizeGap))
}

// Layout implements fyne.Layout.
func (topGap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Size(sizeGap)
	objects[0].Move(fyne.NewPos(0, gap))
	objects[0].Resize(size.SubtractWidthHeight(0, gap))
}

// watcher calls a function whenever the window is laid out.
type watcher struct{ laidOut func() }

// MinSize implements fyne.Layout.
func (watcher) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (w watcher) Layout([]fyne.CanvasObject, fyne.Size) { w.laidOut() }
