package pad

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// boxMargin keeps boxes off the ink, in pad units.
const boxMargin = 0.012

// showsNumber reports whether the pad shows a picture of a number, and not the image of
// one digit.
func (p *Pad) showsNumber() bool {
	c := p.page.Content()
	if c.Cut == nil || len(p.numbers.Number().Symbols) == 0 {
		return false
	}
	_, ok := c.Cut.Foreground()
	return ok
}

// chosen shows another digit of a picture.
func (p *Pad) chosen() {
	if p.raster != nil && p.page.Content().Cut != nil {
		p.draw()
	}
}

// placeBoxes puts a box around each digit of the number; that of the chosen one stands out.
func (p *Pad) placeBoxes() {
	symbols := p.numbers.Number().Symbols
	p.boxes.Resize(p.Size())
	for len(p.boxes.Objects) < len(symbols) {
		p.boxes.Objects = append(p.boxes.Objects, canvas.NewRectangle(nil))
	}
	p.boxes.Objects = p.boxes.Objects[:len(symbols)]
	for i, s := range symbols {
		box := p.numbers.Place(s.Box)
		if len(s.Drawing) > 0 {
			box = box.Grow(s.Drawing[0].Width / 2)
		}
		box = box.Grow(boxMargin)
		box.MinX, box.MinY = max(box.MinX, 0), max(box.MinY, 0) // the ink of a thick brush may end beyond the pad
		box.MaxX, box.MaxY = min(box.MaxX, 1), min(box.MaxY, 1)
		r := p.boxes.Objects[i].(*canvas.Rectangle)
		r.StrokeColor, r.StrokeWidth, r.CornerRadius = theme.Color(ui.ColorIdle), 1, 3
		if i == p.numbers.Chosen() {
			r.StrokeColor, r.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
		}
		side := float64(p.image.Size().Width)
		r.Move(p.image.Position().AddXY(float32(box.MinX*side), float32(box.MinY*side)))
		r.Resize(fyne.NewSize(float32((box.MaxX-box.MinX)*side), float32((box.MaxY-box.MinY)*side)))
	}
	p.boxes.Refresh()
}
