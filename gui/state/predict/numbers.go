package predict

import (
	"context"
	"slices"
	"time"

	"digitpad/assets"
	"digitpad/gui/async"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/store"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/segment"
)

// readEvery is the least time from the beginning of a reading to the next.
const readEvery = 30 * time.Millisecond

// Numbers reads the number on the page, if there is more than a digit, and knows which of
// its digits stands for the page: that of the last stroke, unless another is chosen. It
// reads off the goroutine of the state, and only the newest content. A number shows when
// the stroke that made it one has ended.
type Numbers struct {
	// Changed tells that the number is another, or its chosen digit.
	Changed owner.Signal[struct{}]

	page       *Page
	prediction *Prediction
	segmenter  *inference.Rejector // nil in a build without its network
	worker     *async.LatestOnly

	number     segment.Number
	chosen     int  // the index of its symbol
	explicitly bool // a person chose it
	contents   int  // the number of those that were laid on the page
}

// NewNumbers reads with the network that answers.
func NewNumbers(env owner.Env, page *Page, prediction *Prediction) *Numbers {
	n := &Numbers{page: page, prediction: prediction, segmenter: shippedRejector(assets.Segmenter), worker: env.LatestOnly(readEvery)}
	page.Changed.Listen(func(c PageChange) {
		if !c.Begun && !c.Extended && !c.Ended {
			n.contents++
			n.explicitly = false
			n.drop()
		}
		n.read()
	})
	prediction.Changed.Listen(func(c PredictionChange) {
		if c.Network {
			n.read()
		}
	})
	return n
}

// Number is the number on the page; it has no symbols where there is no more than a digit.
func (n *Numbers) Number() segment.Number { return n.number }

// Chosen is the index of the symbol that stands for the page.
func (n *Numbers) Chosen() int { return n.chosen }

// Choose lets a digit stand for the page. It is chosen by its symbol's index; a point or a
// minus cannot be.
func (n *Numbers) Choose(i int) {
	if i < 0 || i >= len(n.number.Symbols) || n.number.Symbols[i].Activations == nil {
		return
	}
	n.explicitly = true
	n.set(n.number, i)
}

// Turn chooses the digit so many digits further, or back, around the ends.
func (n *Numbers) Turn(by int) {
	var digits []int
	for i, s := range n.number.Symbols {
		if s.Activations != nil {
			digits = append(digits, i)
		}
	}
	if len(digits) > 0 {
		at := slices.Index(digits, n.chosen) + by
		n.Choose(digits[(at+len(digits))%len(digits)])
	}
}

// Place is where a box of the number lies on the pad, in pad units.
func (n *Numbers) Place(b ink.Box) ink.Box {
	if cut := n.page.Content().Cut; cut != nil {
		return cut.OnPad(b)
	}
	return b
}

// read reads the page again.
func (n *Numbers) read() {
	c, net := n.page.Content(), n.prediction.Network()
	if net == nil || !mayBeNumber(c) {
		n.drop()
		return
	}
	drawing, cut, contents, inStroke := slices.Clone(c.Drawing), c.Cut, n.contents, n.page.InStroke()
	reader := segment.NewReader(net, n.prediction.rejector, n.segmenter)
	n.worker.Do(func(context.Context) func() {
		if cut == nil {
			cut = segment.NewDrawingPage(drawing)
		}
		number := reader.Read(cut)
		return func() {
			if n.contents == contents {
				n.take(number, inStroke)
			}
		}
	})
}

// mayBeNumber reports whether a content can be more than a digit. What the program draws is
// one.
func mayBeNumber(c store.Content) bool {
	return c.Cut != nil || !c.Demo && c.Image == nil && segment.MayBeNumber(c.Drawing)
}

// take shows what was read. One digit is no number, but of a picture it is what the network
// gets; a picture that may be turned is shown as a number, which says so. No number
// begins while a stroke goes on, nor by a late reading of when it did.
func (n *Numbers) take(number segment.Number, inStroke bool) {
	several := len(number.Symbols) > 1 || number.Turned != 0
	begins := len(n.number.Symbols) == 0
	if several && !(begins && (inStroke || n.page.InStroke())) {
		n.set(number, n.stands(number))
		return
	}
	n.drop()
	if n.page.Content().Cut != nil && len(number.Symbols) > 0 {
		n.page.choose(&number.Symbols[0])
	}
}

// stands is the index of the symbol that stands for the page: the one that lies where the
// chosen one did, else that in which the last stroke ends, else the first digit.
func (n *Numbers) stands(number segment.Number) int {
	var at ink.Point
	switch c := n.page.Content(); {
	case n.explicitly && n.chosen < len(n.number.Symbols):
		at = n.number.Symbols[n.chosen].Box.Middle()
	case c.Cut == nil:
		drawn := c.Drawing.Ink()
		last := drawn[len(drawn)-1]
		end := last.Points[len(last.Points)-1] // a stroke may make several digits: this is its last one
		for i, s := range number.Symbols {
			for _, stroke := range s.Drawing {
				if stroke.Points[len(stroke.Points)-1] == end {
					return i
				}
			}
		}
		at = end
	default:
		return slices.IndexFunc(number.Symbols, func(s segment.Symbol) bool { return s.Activations != nil })
	}
	best, nearest := 0, -1.0
	for i, s := range number.Symbols {
		if d := s.Box.Distance(at); s.Activations != nil && (nearest < 0 || d < nearest) {
			best, nearest = i, d
		}
	}
	return best
}

// set puts a number in the place of the last one.
func (n *Numbers) set(number segment.Number, chosen int) {
	n.number, n.chosen = number, chosen
	n.page.choose(&number.Symbols[chosen])
	n.Changed.Notify(struct{}{})
}

// drop takes the number away, if there is one.
func (n *Numbers) drop() {
	if len(n.number.Symbols) > 0 {
		n.number, n.chosen = segment.Number{}, 0
		n.page.choose(nil)
		n.Changed.Notify(struct{}{})
	}
}
