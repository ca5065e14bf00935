package replay

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"digitpad/gui/i18n"
	"digitpad/gui/pad"
	"digitpad/gui/state"
	"digitpad/training/ink"
	"digitpad/training/segment"
)

// numberSteps is the film of a number being read: where it may be cut, the candidates of
// digits with their costs, and the cheapest path through them.
type numberSteps struct {
	number     segment.Number
	candidates []segment.Candidate // that are shown
	cuts       []segment.Cut       // the same, in the order in which they are drawn
	place      func(ink.Box) ink.Box
	background *image.RGBA
}

const (
	candidateTick   = 700 * time.Millisecond
	shownCandidates = 24 // the cheapest, those that were chosen among them
	shownCuts       = 12 // the same; the picture is small
)

// The colours of what was taken, and of what was not, on black.
var taken, left = color.RGBA{0xe6, 0x9f, 0x00, 0xff}, color.RGBA{0x6c, 0x80, 0x92, 0xff}

func colourOf(chosen bool) color.Color {
	if chosen {
		return taken
	}
	return left
}

// numberOf is the film of the number on the pad.
func numberOf(s *state.State) steps {
	n := numberSteps{number: s.Numbers.Number(), place: s.Numbers.Place}
	if cut := s.Page.Content().Cut; cut != nil {
		f, _ := cut.Foreground()
		n.background = pad.RenderInk(f, pictureSide, color.Black, color.White)
	} else {
		n.background = pad.Render(s.Page.Content().Drawing, pictureSide, color.Black, color.White)
	}
	n.candidates = slices.Clone(n.number.Candidates)
	slices.SortStableFunc(n.candidates, func(a, b segment.Candidate) int {
		if a.Chosen != b.Chosen {
			return map[bool]int{true: -1, false: 1}[a.Chosen]
		}
		return cmp.Compare(a.Cost, b.Cost)
	})
	n.candidates = n.candidates[:min(len(n.candidates), shownCandidates)]
	slices.SortStableFunc(n.candidates, func(a, b segment.Candidate) int {
		return cmp.Or(cmp.Compare(a.Box.MinX, b.Box.MinX), cmp.Compare(a.Box.MaxX, b.Box.MaxX))
	})
	n.cuts = slices.Clone(n.number.Cuts)
	slices.SortStableFunc(n.cuts, func(a, b segment.Cut) int {
		if a.Chosen != b.Chosen {
			return map[bool]int{true: 1, false: -1}[a.Chosen] // what is taken lies on top
		}
		return cmp.Compare(b.Cost, a.Cost)
	})
	n.cuts = n.cuts[max(len(n.cuts)-shownCuts, 0):]
	return steps{2 + len(n.candidates), n.frame}
}

func (n numberSteps) frame(i int) frame {
	picture := image.NewRGBA(n.background.Rect)
	copy(picture.Pix, n.background.Pix)
	f := frame{picture: picture, stays: pictureTick}
	switch {
	case i == 0:
		for _, c := range n.cuts {
			n.drawCut(picture, c, colourOf(c.Chosen))
		}
		f.said = n.saidOfCuts()
	case i <= len(n.candidates):
		c := n.candidates[i-1]
		n.drawBox(picture, c.Box, colourOf(c.Chosen))
		f.input, f.stays = c.Image, candidateTick
		f.said = i18n.Sprintf(lang.L("Candidate %d of %d, as a %d: cost %.2f. The network's doubt costs %.2f, that it may be a part or several %.2f, its shape %.2f. Not taken."),
			i, len(n.candidates), c.Label, c.Cost, c.Doubt, c.Part, c.Shape)
		if c.Chosen {
			f.said = i18n.Sprintf(lang.L("Candidate %d of %d, as a %d: cost %.2f. The network's doubt costs %.2f, that it may be a part or several %.2f, its shape %.2f. Taken: it lies on the cheapest path."),
				i, len(n.candidates), c.Label, c.Cost, c.Doubt, c.Part, c.Shape)
		}
	default:
		for _, s := range n.number.Symbols {
			n.drawBox(picture, s.Box, taken)
		}
		f.said = fmt.Sprintf(lang.L("The cheapest path from the first ink to the last: %s. Next, the chosen digit alone."), n.number)
	}
	return f
}

// saidOfCuts says where touching digits may be parted, and at what cost.
func (n numberSteps) saidOfCuts() string {
	if len(n.number.Cuts) == 0 {
		return fmt.Sprintf(lang.L("The ink falls into pieces. Any few neighbouring ones may be a digit: %d candidates, each with a cost."), len(n.number.Candidates))
	}
	chosen, least := 0, math.Inf(1)
	for _, c := range n.number.Cuts {
		if least = min(least, c.Cost); c.Chosen {
			chosen++
		}
	}
	return i18n.Sprintf(lang.L("Touching digits may be parted where their lines meet, and where a cut crosses little ink: %d cuts, the cheapest at cost %.2f, of which %d will be taken. What lies between two cuts may be a digit: %d candidates."),
		len(n.number.Cuts), least, chosen, len(n.number.Candidates))
}

// drawBox draws a box around a digit.
func (n numberSteps) drawBox(p *image.RGBA, b ink.Box, c color.Color) {
	b = n.place(b).Grow(0.01)
	x0, y0, x1, y1 := int(b.MinX*pictureSide), int(b.MinY*pictureSide), int(b.MaxX*pictureSide), int(b.MaxY*pictureSide)
	for x := x0; x <= x1; x++ {
		dot(p, x, y0, c)
		dot(p, x, y1, c)
	}
	for y := y0; y <= y1; y++ {
		dot(p, x0, y, c)
		dot(p, x1, y, c)
	}
}

// drawCut draws a cut.
func (n numberSteps) drawCut(p *image.RGBA, cut segment.Cut, c color.Color) {
	for i := 1; i < len(cut.Path); i++ {
		a, b := n.point(cut.Path[i-1]), n.point(cut.Path[i])
		long := max(math.Abs(b.X-a.X), math.Abs(b.Y-a.Y), 1)
		for k := range int(long) + 1 {
			t := float64(k) / long
			dot(p, int(a.X+t*(b.X-a.X)), int(a.Y+t*(b.Y-a.Y)), c)
		}
	}
}

// point is a place of the number in the picture.
func (n numberSteps) point(at ink.Point) ink.Point {
	b := n.place(ink.Box{MinX: at.X, MinY: at.Y, MaxX: at.X, MaxY: at.Y})
	return ink.Point{X: b.MinX * pictureSide, Y: b.MinY * pictureSide}
}

// dot is two pixels wide.
func dot(p *image.RGBA, x, y int, c color.Color) {
	for k := range 4 {
		p.Set(x+k%2, y+k/2, c)
	}
}
