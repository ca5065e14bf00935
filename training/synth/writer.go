// Package synth writes by program: digits as people write them (Writer), numbers with digits
// apart, close and touching (Number), and what is no digit, letters, signs and scribbles
// (NegativeKind), by which networks learn to doubt and are judged. The same seed gives the same
// strokes. No recorded stroke is copied.
package synth

import (
	"math"
	"math/rand/v2"

	"digitpad/training/ink"
)

// Writer is a synthetic writer of digits. Like people, a writer has a slant, a pen, some
// tremor, and a habit for each digit: an open or a closed 4, a barred 7. The habits'
// shares and the spread of all other traits follow measurements of some three hundred
// people's writing; no recorded stroke is copied. A Writer does not change and may be
// used concurrently.
type Writer struct {
	seed   uint64
	forms  *[10][]template
	habit  [10]int // the form in which a digit is usually written
	slant  float64 // tangent; above 0 leans to the right
	turn   float64 // radians of the whole digit, clockwise
	narrow float64 // factor of the width
	tremor float64 // of the height, standard deviation
	pitch  float64 // distance of the points that the device reports, of the height
	size   float64 // height in pad units
	pen    float64 // width in pixels of MNIST's frame
	hooks  float64 // probability that an end of a stroke has a hook
}

// NewWriter returns the writer that the seed determines.
func NewWriter(seed uint64) *Writer { return newWriter(seed, &templates, 0.14, 0) }

// NewHastyWriter returns one who writes fast: leaning to the right, with upstrokes and with
// loops that are hardly open.
func NewHastyWriter(seed uint64) *Writer { return newWriter(seed, &hasty, 0.3, -0.05) }

// newWriter is a writer of such forms, and of a slant and a turn that are so much in the mean.
func newWriter(seed uint64, forms *[10][]template, slant, turn float64) *Writer {
	random := rand.New(rand.NewPCG(seed, writerStream))
	around := func(mean, deviation float64) float64 {
		return mean + deviation*min(max(random.NormFloat64(), -2), 2)
	}
	w := &Writer{
		seed:   seed,
		forms:  forms,
		slant:  around(slant, 0.19),
		turn:   around(turn, 0.08),
		narrow: math.Exp(around(0, 0.14)),
		tremor: 0.004 * math.Exp(around(0, 0.6)),
		pitch:  0.05 * math.Exp(around(0, 0.35)),
		size:   min(max(around(0.36, 0.1), 0.18), 0.7),
		pen:    min(max(ink.Pen*math.Exp(around(0.02, 0.26)), 1.4), 4.4),
		hooks:  max(around(0.02, 0.1), 0),
	}
	for digit := range w.habit {
		w.habit[digit] = chooseTemplate(forms[digit], random)
	}
	return w
}

// Streams of random numbers of a seed.
const (
	writerStream = iota + 1
	digitStream
	styleStream
	letterStream
	scribbleStream
	negativeStream
)

// faithful is how often a writer keeps to the habit for a digit.
const faithful = 0.87

// Draw is a digit, 0 to 9, as the writer writes it for the n-th time: it differs
// from time to time, and is the same for the same n.
func (w *Writer) Draw(digit int, n uint64) ink.Drawing {
	d, _ := w.draw(digit, n)
	return d
}

// Image is Draw(digit, n) in MNIST's frame, written with the writer's own pen
// instead of MNIST's mean one. It has 16×16 sample points a pixel, four times as
// many as reproduce MNIST's greys in either direction, and finds the centre of mass
// with half as many.
func (w *Writer) Image(digit int, n uint64) ink.Image {
	d, random := w.draw(digit, n)
	return d.ImageWithPen(w.penFor(random), 4, 2)
}

// penFor is the pen of one drawing, in pixels: no wider than leaves a narrow
// writer's loops open.
func (w *Writer) penFor(random *rand.Rand) float64 {
	return min(w.pen*math.Exp(0.08*random.NormFloat64()), 4*w.narrow)
}

// draw returns what is left of the digit's random numbers, too.
func (w *Writer) draw(digit int, n uint64) (ink.Drawing, *rand.Rand) {
	random := rand.New(rand.NewPCG(w.seed, digitStream<<56|uint64(digit)<<48^n*0x9e3779b97f4a7c15))
	form := w.habit[digit]
	if random.Float64() > faithful {
		form = chooseTemplate(w.forms[digit], random)
	}
	g := glyph{
		style:  rand.New(rand.NewPCG(w.seed, styleStream<<56|uint64(digit)<<8|uint64(form))),
		random: random,
	}
	f := &w.forms[digit][form]
	f.write(&g)
	return w.synthesize(g.strokes, f.width, random), random
}

// chooseTemplate picks one of a digit's templates by its share.
func chooseTemplate(forms []template, random *rand.Rand) int {
	at := random.Float64()
	for i, f := range forms {
		if at -= f.share; at < 0 {
			return i
		}
	}
	return len(forms) - 1
}
