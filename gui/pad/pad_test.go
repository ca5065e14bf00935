package pad

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

// newTestPad is a pad of 202×202 with 200×200 to draw on.
func newTestPad(t *testing.T) *Pad {
	t.Helper()
	s := uitest.New(t)
	p := New(s.Page, s.Numbers, nil)
	test.NewTempWindow(t, p)
	p.Resize(fyne.NewSize(202, 202))
	return p
}

func (p *Pad) down(x, y float32, b desktop.MouseButton) {
	p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: b})
}

func (p *Pad) up(x, y float32, b desktop.MouseButton) {
	p.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: b})
}

func (p *Pad) drag(x, y float32) {
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func (p *Pad) move(x, y float32, b desktop.MouseButton) {
	p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: b})
}

const (
	left  = desktop.MouseButtonPrimary
	right = desktop.MouseButtonSecondary
)

func TestClickDrawsADotAtThePointer(t *testing.T) {
	p := newTestPad(t)
	p.down(51, 101, left)
	p.up(51, 101, left)
	d := p.page.Content().Drawing
	if len(d) != 1 || len(d[0].Points) != 1 {
		t.Fatalf("a click drew %v", d)
	}
	if at := d[0].Points[0]; at.X != 0.25 || at.Y != 0.5 {
		t.Errorf("the dot is at %v, want (0.25, 0.5)", at)
	}
}

func TestFastStrokeHasNoGaps(t *testing.T) {
	p := newTestPad(t)
	p.down(21, 101, left)
	p.drag(181, 101) // one event for the whole way
	p.up(181, 101, left)
	p.DragEnd()
	row := p.raster.side / 2 * p.raster.side
	for x := p.raster.side / 8; x < p.raster.side*7/8; x++ {
		if p.raster.shown[row+x] != 255 {
			t.Fatalf("no ink at column %d of %d", x, p.raster.side)
		}
	}
}

func TestRightButtonErasesByMoving(t *testing.T) {
	p := newTestPad(t)
	p.down(21, 101, left)
	p.drag(181, 101)
	p.up(181, 101, left)
	p.down(101, 61, right)
	p.move(101, 141, right) // Fyne never drags with the right button
	p.up(101, 141, right)
	d := p.page.Content().Drawing
	if len(d) != 2 || !d[1].Erase {
		t.Fatalf("the right button drew %v", d)
	}
	middle := p.raster.side/2*p.raster.side + p.raster.side/2
	if p.raster.shown[middle] != 0 {
		t.Error("there is still ink where the right button went")
	}
	was := len(p.page.Content().Drawing[1].Points)
	p.move(150, 150, 0)
	if len(p.page.Content().Drawing[1].Points) != was {
		t.Error("moving without a button draws")
	}
}

func TestRightStrokeEndsWhereThePointerLeaves(t *testing.T) {
	p := newTestPad(t)
	p.down(101, 101, right)
	p.MouseOut()
	p.move(51, 51, right)
	if got := len(p.page.Content().Drawing[0].Points); got != 1 {
		t.Errorf("the stroke went on outside: %d points", got)
	}
}

func TestDragFromElsewhereDrawsNothing(t *testing.T) {
	p := newTestPad(t)
	p.drag(100, 100)
	p.DragEnd()
	if !p.page.Content().Empty() {
		t.Error("a drag that began outside the pad left ink")
	}
}

func TestSecondButtonNeitherEndsNorChangesTheStroke(t *testing.T) {
	p := newTestPad(t)
	p.down(21, 21, left)
	p.drag(61, 21)
	p.down(61, 21, right)
	p.up(61, 21, right)
	p.DragEnd() // Fyne sends it for the wrong button
	p.drag(101, 21)
	p.up(101, 21, left)
	p.DragEnd()
	d := p.page.Content().Drawing
	if len(d) != 1 || d[0].Erase || d[0].Points[len(d[0].Points)-1].X != 0.5 {
		t.Fatalf("the stroke became %v", d)
	}
	for i, q := range d[0].Points[1:] {
		if q.Y != d[0].Points[0].Y || q.X <= d[0].Points[i].X {
			t.Errorf("the stroke goes by %v", q)
		}
	}
}

func TestReleaseOutsideEndsTheStroke(t *testing.T) {
	p := newTestPad(t)
	p.down(101, 101, left)
	p.drag(300, 101)
	p.DragEnd() // and no MouseUp
	p.drag(50, 50)
	if got := len(p.page.Content().Drawing); got != 1 {
		t.Errorf("%d strokes after the release", got)
	}
}

func TestStrokeThatLeavesThePadEndsAtItsEdge(t *testing.T) {
	p := newTestPad(t)
	p.down(101, 101, left)
	p.drag(400, 101)
	p.drag(400, 300)
	p.drag(101, 151)
	p.up(101, 151, left)
	d := p.page.Content().Drawing
	if len(d) != 2 {
		t.Fatalf("%d polylines, want one up to the edge and one from where the pointer came back", len(d))
	}
	if edge := d[0].Points[len(d[0].Points)-1]; edge.X != 1 || edge.Y != 0.5 {
		t.Errorf("the first ends at %v, want (1, 0.5)", edge)
	}
	p.page.Undo()
	if !p.page.Content().Empty() {
		t.Error("one press, but more than one Undo")
	}
}

func TestUndoAndRedoGoThroughEveryChange(t *testing.T) {
	p := newTestPad(t)
	changes := 0
	p.page.Changed.Listen(func(predict.PageChange) { changes++ })
	p.down(21, 21, left)
	p.up(21, 21, left)
	p.down(181, 181, left)
	p.up(181, 181, left)
	p.page.Clear()
	p.page.Clear() // of an empty pad is no change
	for want := 2; want >= 0; want-- {
		p.page.Undo()
		if got := len(p.page.Content().Drawing); got != want {
			t.Fatalf("after Undo %d strokes, want %d", got, want)
		}
	}
	if p.page.CanUndo() {
		t.Error("there is something before the beginning")
	}
	p.page.Redo()
	p.page.Redo()
	if got := len(p.page.Content().Drawing); got != 2 {
		t.Errorf("after Redo %d strokes, want 2", got)
	}
	p.down(101, 101, left)
	if p.page.CanRedo() {
		t.Error("a new stroke must end what can be redone")
	}
	if changes == 0 {
		t.Error("nobody heard of the changes")
	}
}

func TestUndoDoesNotShareStrokes(t *testing.T) {
	p := newTestPad(t)
	p.down(21, 21, left)
	p.up(21, 21, left)
	p.down(101, 101, left)
	p.drag(151, 151)
	p.page.Undo()
	p.down(61, 61, left)
	p.drag(71, 71)
	p.up(71, 71, left)
	p.page.Undo()
	p.page.Undo()
	p.page.Redo()
	if got := len(p.page.Content().Drawing[0].Points); got != 1 {
		t.Errorf("the first stroke has %d points now", got)
	}
}

func TestPositionsOnAPadThatIsNotSquare(t *testing.T) {
	p := newTestPad(t)
	p.Resize(fyne.NewSize(402, 202))
	p.down(201, 101, left)
	if at := p.page.Content().Drawing[0].Points[0]; at.X != 0.5 || at.Y != 0.5 {
		t.Errorf("the middle of the pad is at %v", at)
	}
}

func TestThemeChangesThePaper(t *testing.T) {
	p := newTestPad(t)
	look := &ui.Theme{Theme: test.Theme(), Scale: 1, Mode: store.LightColors}
	fyne.CurrentApp().Settings().SetTheme(look)
	p.Refresh()
	light := p.raster.picture.RGBAAt(5, 5)
	look.Mode = store.DarkColors
	fyne.CurrentApp().Settings().SetTheme(look)
	p.Refresh()
	if dark := p.raster.picture.RGBAAt(5, 5); dark == light || dark.R > light.R {
		t.Errorf("the paper is %v in the light and %v in the dark", light, dark)
	}
}
