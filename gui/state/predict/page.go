package predict

import (
	"slices"
	"time"

	"digitpad/gui/state/owner"
	"digitpad/gui/state/store"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
)

// The width of the brush in pad units.
const (
	MinBrush  = 0.03
	MaxBrush  = 0.15
	BrushStep = 0.01
	eraser    = 2.0 // times the brush: erasing is coarser than drawing
)

// maxUndo is the number of contents that Undo can go back.
const maxUndo = 500

// PageChange is a change of what lies on the pad.
type PageChange struct {
	// Begun says that another stroke was begun, and nothing else changed.
	Begun bool

	// Extended says that the last stroke went on, and nothing else changed. Its first
	// Settled points will not change any more.
	Extended bool
	Settled  int

	// Ended says that the last stroke has ended, and nothing else changed.
	Ended bool

	// At is when the event came that made the change.
	At time.Time
}

// Page is what lies on the pad, with its history, and how it is brought to the
// network.
type Page struct {
	// Changed tells of every change of the content, also in the middle of a stroke.
	Changed owner.Signal[PageChange]

	// Chosen tells that another digit of the number on the page stands for it.
	Chosen owner.Signal[struct{}]

	// Options tells that the brush or the normalisation is another.
	Options owner.Signal[struct{}]

	prefs      *store.Preferences
	content    store.Content
	undo, redo []store.Content // the latest last
	positions  []ink.Point     // of the pointer in the stroke that goes on, through which it is a curve; nil for none
	digit      *segment.Symbol // of the number, that stands for the page; nil for all that lies there
}

// NewPage makes an empty Page.
func NewPage(prefs *store.Preferences) *Page {
	p := &Page{prefs: prefs}
	p.SetBrush(prefs.Brush)
	return p
}

// Content is what lies on the pad. The caller must not change it.
func (p *Page) Content() store.Content { return p.content }

// CanUndo reports whether there is an earlier content.
func (p *Page) CanUndo() bool { return len(p.undo) > 0 }

// CanRedo reports whether an undone content can come back.
func (p *Page) CanRedo() bool { return len(p.redo) > 0 }

// Undo brings back the content before the last change.
func (p *Page) Undo() { p.travel(&p.undo, &p.redo) }

// Redo takes back the last Undo.
func (p *Page) Redo() { p.travel(&p.redo, &p.undo) }

// travel takes a content from one history and puts the present one into the other.
func (p *Page) travel(from, to *[]store.Content) {
	last := len(*from) - 1
	if last < 0 {
		return
	}
	*to = append(*to, p.content)
	p.lay((*from)[last])
	*from = (*from)[:last]
	p.changed(PageChange{At: time.Now()})
}

// Clear empties the pad; Undo brings back what was there.
func (p *Page) Clear() {
	if !p.content.Empty() {
		p.Put(store.Content{})
	}
}

// Put lays a content on the pad; Undo brings back what was there.
func (p *Page) Put(c store.Content) {
	p.remember()
	p.lay(c)
	p.changed(PageChange{At: time.Now()})
}

// lay puts a content in the place of the present one, and ends the stroke that goes on.
func (p *Page) lay(c store.Content) { p.content, p.positions, p.digit = c, nil, nil }

// PutExample lays example i of a dataset on the pad.
func (p *Page) PutExample(d *dataset.Dataset, i int) {
	img := new(ink.Image)
	d.Input(i).Unpack(img[:])
	p.Put(store.Content{Image: img, Label: d.Label(i)})
}

// Demonstrate lays a drawing of the program on the pad, which Undo does not bring
// back; nil takes it away.
func (p *Page) Demonstrate(d ink.Drawing) {
	p.lay(store.Content{Drawing: d, Demo: d != nil})
	p.changed(PageChange{At: time.Now()})
}

// BeginStroke starts a stroke at a point, in pad units, which Undo takes away as a
// whole. Strokes go on an empty page if an image lies there.
func (p *Page) BeginStroke(at ink.Point, erase bool) {
	p.remember()
	onImage := p.content.Image != nil
	if onImage {
		p.content, p.digit = store.Content{}, nil
	}
	p.content.Drawing = slices.Clone(p.content.Drawing)
	p.addStroke(at, erase, PageChange{Begun: !onImage, At: time.Now()})
}

// BreakStroke starts another stroke that belongs to the one that was begun last, as
// when the pointer left the pad and came back.
func (p *Page) BreakStroke(at ink.Point, erase bool) {
	if p.positions == nil {
		return
	}
	p.addStroke(at, erase, PageChange{Begun: true, At: time.Now()})
}

func (p *Page) addStroke(at ink.Point, erase bool, c PageChange) {
	s := ink.Stroke{Points: []ink.Point{at}, Width: p.Brush(), Erase: erase}
	if erase {
		s.Width *= eraser
	}
	p.content.Drawing = append(p.content.Drawing, s)
	p.positions = []ink.Point{at}
	p.changed(c)
}

// ExtendStroke draws the stroke on to a position, in a smooth curve through all that it
// had. One that is there already changes nothing, and there is nothing to draw on once
// another content was laid on the page.
func (p *Page) ExtendStroke(to ink.Point) {
	now := time.Now()
	if p.positions == nil || to == p.positions[len(p.positions)-1] {
		return
	}
	p.positions = append(p.positions, to)
	points, settled := ink.Smooth(p.positions)
	p.content.Drawing[len(p.content.Drawing)-1].Points = points
	p.changed(PageChange{Extended: true, Settled: settled, At: now})
}

// EndStroke says that the pen was lifted.
func (p *Page) EndStroke() {
	if p.positions != nil {
		p.positions = nil
		p.changed(PageChange{Ended: true, At: time.Now()})
	}
}

// InStroke reports whether a stroke goes on.
func (p *Page) InStroke() bool { return p.positions != nil }

// choose lets a digit of the number stand for the page, nil for all that lies there.
func (p *Page) choose(digit *segment.Symbol) {
	p.digit = digit
	p.Chosen.Notify(struct{}{})
}

// Drawing is the strokes of the digit that stands for the page; none of a picture.
func (p *Page) Drawing() ink.Drawing {
	if p.digit != nil {
		return p.digit.Drawing
	}
	return p.content.Drawing
}

// Shown is the image that the pad shows: that of the content, or of the digit of a picture
// that stands for it; nil for a drawing.
func (p *Page) Shown() *ink.Image {
	if p.content.Image != nil && p.digit != nil {
		return &p.digit.Image
	}
	return p.content.Image
}

// remember keeps the present content for Undo.
func (p *Page) remember() {
	if len(p.undo) == maxUndo {
		p.undo = slices.Delete(p.undo, 0, 1)
	}
	p.undo = append(p.undo, p.content)
	p.redo = nil
}

func (p *Page) changed(c PageChange) { p.Changed.Notify(c) }

// Brush is the width of the next stroke in pad units.
func (p *Page) Brush() float64 { return p.prefs.Brush }

// SetBrush sets the width of the next stroke, kept within its limits.
func (p *Page) SetBrush(width float64) {
	p.prefs.Brush = min(MaxBrush, max(MinBrush, width))
	p.Options.Notify(struct{}{})
}

// Normalise reports whether drawings are brought into MNIST's frame before the
// network gets them.
func (p *Page) Normalise() bool { return p.prefs.Normalise }

// SetNormalise chooses whether they are.
func (p *Page) SetNormalise(on bool) {
	p.prefs.Normalise = on
	p.Options.Notify(struct{}{})
	p.changed(PageChange{At: time.Now()})
}

// Image is what the network gets of the content, or of the digit that stands for it.
func (p *Page) Image() ink.Image {
	switch {
	case p.digit == nil || p.content.Image != nil && !p.Normalise():
		return p.imageOf(p.content)
	case p.Normalise():
		return p.digit.Image
	}
	return p.inputOf(p.digit.Drawing)
}

// LeavesOut reports whether ink of the drawing is left out of the image as stray clicks.
func (p *Page) LeavesOut() bool {
	return p.digit == nil && p.Normalise() && p.content.Drawing.HasClicks()
}

func (p *Page) imageOf(c store.Content) ink.Image {
	switch {
	case c.Steps != nil && !p.Normalise():
		return c.Steps[preprocess.Inked].Image
	case c.Image != nil:
		return *c.Image
	}
	return p.inputOf(c.Drawing)
}

// inputOf is what the network gets of a drawing.
func (p *Page) inputOf(d ink.Drawing) ink.Image {
	if p.Normalise() {
		return d.Image()
	}
	return d.Raw()
}
