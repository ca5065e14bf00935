package dataset

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"digitpad/network"
)

// Augmentation changes training images slightly, and differently in each epoch, so that a
// network sees more variation. Each figure is the standard deviation of what an image
// gets; 0 leaves it alone. A moderate rotation, shear and elastic help with images in
// MNIST's frame; a shift of more than a pixel undoes the normalisation.
type Augmentation struct {
	Shift    float64 `json:"shift"`    // pixels, along each axis
	Rotation float64 `json:"rotation"` // degrees
	Scale    float64 `json:"scale"`    // of the size, along each axis, 0.1 is 10 %
	Shear    float64 `json:"shear"`    // tangent of the slant
	Stroke   float64 `json:"stroke"`   // pixels of the stroke's width
	Elastic  float64 `json:"elastic"`  // pixels by which the image warps (Simard et al. 2003)
}

// ModerateAugmentation suits images in MNIST's frame.
func ModerateAugmentation() Augmentation {
	return Augmentation{Shift: 0.3, Rotation: 7, Scale: 0.08, Shear: 0.12, Stroke: 0.3, Elastic: 0.7}
}

// StrongAugmentation makes many images hard to read; it is for large networks and many
// epochs.
func StrongAugmentation() Augmentation {
	return Augmentation{Shift: 0.6, Rotation: 12, Scale: 0.13, Shear: 0.2, Stroke: 0.6, Elastic: 1.3}
}

// MaxAugmentation has the largest amount of each kind that Settings can have,
// beyond which few digits stay legible.
func MaxAugmentation() Augmentation {
	return Augmentation{Shift: 4, Rotation: 45, Scale: 0.5, Shear: 1, Stroke: 2, Elastic: 4}
}

// Amount is the standard deviation of one kind of change.
type Amount struct {
	Name  string // as in the JSON form: "shift"
	Value float64
	Max   float64 // see MaxAugmentation
}

// Valid reports whether the amount lies in [0, Max].
func (a Amount) Valid() bool { return a.Value >= 0 && a.Value <= a.Max }

// Amounts lists the amount of each kind of change.
func (a Augmentation) Amounts() []Amount {
	most := MaxAugmentation()
	return []Amount{
		{"shift", a.Shift, most.Shift},
		{"rotation", a.Rotation, most.Rotation},
		{"scale", a.Scale, most.Scale},
		{"shear", a.Shear, most.Shear},
		{"stroke", a.Stroke, most.Stroke},
		{"elastic", a.Elastic, most.Elastic},
	}
}

// Apply writes to dst the image src as the numbers that random yields change it.
// Both are 784 bytes, row by row; they must not overlap.
func (a Augmentation) Apply(dst, src []byte, random *rand.Rand) {
	var s Deformer
	s.apply(a, dst, src, random)
}

// Deformer changes an image step by step: fill Ink, then Widen and Warp. It is also the
// working memory of Augmentation.Apply.
type Deformer struct {
	Ink [Pixels]float32 // the image, 255 is full ink

	dx, dy, rows [Pixels]float32

	framed                   [framedSide * framedSide]float32 // the ink, with a margin
	left, top, right, bottom float32                          // its box, in pixel indices
}

// Centre is the index, in either direction, of the pixel that the centre of mass lies on.
const Centre = 14

func (s *Deformer) apply(a Augmentation, dst, src []byte, random *rand.Rand) {
	n := func(deviation float64) float64 {
		return deviation * min(max(random.NormFloat64(), -2.5), 2.5)
	}
	for i, v := range src {
		s.Ink[i] = float32(v)
	}
	s.Widen(n(a.Stroke) / 2)

	// The inverse map: where a pixel of dst comes from.
	sin, cos := math.Sincos(n(a.Rotation) * math.Pi / 180)
	sx, sy := math.Exp(n(a.Scale)), math.Exp(n(a.Scale))
	shear := n(a.Shear)
	tx, ty := n(a.Shift), n(a.Shift)
	xx, xy := float32(cos*sx), float32((sin+float64(shear*cos))*sy)
	yx, yy := float32(-sin*sx), float32((cos-float64(shear*sin))*sy)
	if a.Elastic > 0 {
		s.field(&s.dx, a.Elastic, random)
		s.field(&s.dy, a.Elastic, random)
	} else {
		clear(s.dx[:])
		clear(s.dy[:])
	}
	s.Warp(dst, xx, xy, yx, yy, float32(Centre-tx), float32(Centre-ty))
}

// Warp writes the ink to dst: what comes to (x, y), counted from the Centre, was
// at (xx·x + xy·y + mx, yx·x + yy·y + my), and by s.dx and s.dy beside it.
func (s *Deformer) Warp(dst []byte, xx, xy, yx, yy, mx, my float32) {
	s.frame()
	for i := range dst {
		x, y := float32(i%Side-Centre), float32(i/Side-Centre)
		u := float32(xx*x) + float32(xy*y) + s.dx[i] + mx
		v := float32(yx*x) + float32(yy*y) + s.dy[i] + my
		dst[i] = byte(min(max(s.at(u, v), 0), 255) + 0.5)
	}
}

// A blank margin around the ink saves Deformer.at asking where the image ends.
const (
	margin     = 4
	framedSide = Side + 2*margin
)

// frame frames the ink and finds the box that it lies in.
func (s *Deformer) frame() {
	s.left, s.top, s.right, s.bottom = Side, Side, -1, -1
	for y := range Side {
		row := s.Ink[y*Side : (y+1)*Side]
		copy(s.framed[(y+margin)*framedSide+margin:], row)
		for x, v := range row {
			if v != 0 {
				s.left, s.right = min(s.left, float32(x)), max(s.right, float32(x))
				s.top, s.bottom = min(s.top, float32(y)), float32(y)
			}
		}
	}
}

// at is the framed ink at a position in pixel indices: 4×4 pixels around it, weighed
// by a cubic in either direction. In proportion between four pixels, strokes would come
// out softer than those that a network reads later.
func (s *Deformer) at(x, y float32) float32 {
	if !(x > s.left-2 && y > s.top-2 && x < s.right+2 && y < s.bottom+2) {
		return 0
	}
	// Two are added and taken off so that the conversion rounds down.
	i, j := int(x+2)-2, int(y+2)-2
	across, down := cubic(x-float32(i)), cubic(y-float32(j))
	var sum float32
	for r, weight := range down {
		k := (j-1+r+margin)*framedSide + i - 1 + margin
		p := s.framed[k : k+4 : k+4]
		row := float32(across[0]*p[0]) + float32(across[1]*p[1]) + float32(across[2]*p[2]) + float32(across[3]*p[3])
		sum += float32(weight * row)
	}
	return sum
}

// cubic has the weights of four pixels for a position between the middle two, at f
// from the second, f in [0, 1): cubic convolution (Keys 1981, equation 15, a = -1/2).
// They add up to 1, and at f = 0 the second has it all.
func cubic(f float32) [4]float32 {
	g := 1 - f
	inner := func(f float32) float32 { return 1 - float32(float32(f*f)*(2.5-float32(1.5*f))) }
	return [4]float32{-float32(float32(f*g)*g) / 2, inner(f), inner(g), -float32(float32(g*f)*f) / 2}
}

// Widen moves the ink's edge outwards by so many pixels, inwards if below 0: each
// pixel goes part of the way to the most, or the least, of its neighbours.
func (s *Deformer) Widen(by float64) {
	if by == 0 {
		return
	}
	pick := func(a, b float32) float32 { return max(a, b) }
	if by < 0 {
		pick = func(a, b float32) float32 { return min(a, b) }
	}
	part := float32(min(math.Abs(by), 1))
	old := s.Ink
	for y := 1; y < Side-1; y++ {
		for x := 1; x < Side-1; x++ {
			i := y*Side + x
			v := old[i]
			extreme := pick(pick(pick(pick(v, old[i-1]), old[i+1]), old[i-Side]), old[i+Side])
			s.Ink[i] = v + float32(part*(extreme-v))
		}
	}
}

// elasticRadius is the half width of the boxes that smooth the elastic field.
// Three passes of them are close to Simard's Gaussian of σ = 4 pixels.
const elasticRadius = 3

// field fills f with smooth random displacements of the given deviation, in
// pixels: white noise, smoothed (Simard, Steinkraus and Platt 2003, section 2).
func (s *Deformer) field(f *[Pixels]float32, deviation float64, random *rand.Rand) {
	for i := range f {
		f[i] = float32(random.Float64() - 0.5)
	}
	for range 3 {
		blur(s.rows[:], f[:])
		blur(f[:], s.rows[:])
	}
	var sum float64
	for _, v := range f {
		sum += float64(v * v)
	}
	factor := float32(deviation / math.Sqrt(sum/Pixels))
	for i := range f {
		f[i] *= factor
	}
}

// blur averages each row of src over a box, taking what lies outside as 0, and
// writes it to dst as a column, so that twice is once in either direction.
func blur(dst, src []float32) {
	for y := range Side {
		row := src[y*Side : (y+1)*Side]
		var sum float32
		for x := range elasticRadius {
			sum += row[x]
		}
		for x := range Side {
			if x+elasticRadius < Side {
				sum += row[x+elasticRadius]
			}
			if x-elasticRadius > 0 {
				sum -= row[x-elasticRadius-1]
			}
			dst[x*Side+y] = sum
		}
	}
}

// Augmented is the dataset with each image changed. The seed, the epoch and the
// example's place determine how. It works on all cores, and returns early with
// the context's error.
func (d *Dataset) Augmented(ctx context.Context, a Augmentation, seed uint64, epoch int) (*Dataset, error) {
	d.checkImages()
	const part = 1000 // examples that a goroutine takes at once
	parts := (d.Len() + part - 1) / part
	packed := make([]network.Input, parts)
	start := make([]uint32, d.Len()+1)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), parts) {
		workers.Go(func() {
			var s Deformer
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= parts {
					return
				}
				var ink network.Input
				for i := k * part; i < min((k+1)*part, d.Len()); i++ {
					ink = d.appendAugmented(ink, &s, i, a, seed, epoch)
					start[i+1] = uint32(len(ink))
				}
				packed[k] = ink
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	before := uint32(0)
	for k, ink := range packed {
		for i := k * part; i < min((k+1)*part, d.Len()); i++ {
			start[i+1] += before
		}
		before += uint32(len(ink))
	}
	return &Dataset{name: d.name, inputs: d.inputs, of: d.of, ink: slices.Concat(packed...), start: start, labels: d.labels}, nil
}

// AugmentedInputs are the inputs of some of the examples, changed as Augmented changes them.
func (d *Dataset) AugmentedInputs(examples []uint32, a Augmentation, seed uint64, epoch int) []network.Input {
	d.checkImages()
	var s Deformer
	var ink network.Input
	end := make([]int, len(examples))
	for j, i := range examples {
		ink = d.appendAugmented(ink, &s, int(i), a, seed, epoch)
		end[j] = len(ink)
	}
	ink = slices.Clone(ink)
	inputs := make([]network.Input, len(examples))
	begin := 0
	for j, e := range end {
		inputs[j], begin = ink[begin:e:e], e
	}
	return inputs
}

// appendAugmented appends the changed input of example i.
func (d *Dataset) appendAugmented(ink network.Input, s *Deformer, i int, a Augmentation, seed uint64, epoch int) network.Input {
	var src, dst [Pixels]byte
	random := rand.New(rand.NewPCG(seed, augmentStream+uint64(epoch)<<32+uint64(i)))
	if d.images != nil {
		d.images.Input(i).Unpack(src[:])
		s.apply(a, dst[:], src[:], random)
		return AppendDirections(ink, dst[:])
	}
	d.Input(i).Unpack(src[:])
	s.apply(a, dst[:], src[:], random)
	return network.AppendInput(ink, dst[:])
}

func (d *Dataset) checkImages() {
	if !d.HasImages() {
		panic("dataset: augmentation is of images of 28×28 pixels")
	}
}

// augmentStream is a run's stream of random numbers for augmentation.
const augmentStream = 1 << 63

// Concat is the examples of all sets, at least one, one after the other, under a name of
// its own.
func Concat(name string, sets ...*Dataset) *Dataset {
	c := sets[0].like(name, nil, []uint32{0}, nil)
	for _, d := range sets {
		c.CheckAlike(d)
		for i := range d.Len() {
			c.ink = append(c.ink, d.Input(i)...)
			c.start = append(c.start, uint32(len(c.ink)))
		}
		c.labels = append(c.labels, d.labels...)
	}
	return c
}
