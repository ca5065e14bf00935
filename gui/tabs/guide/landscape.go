package guide

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"gonum.org/v1/gonum/floats"

	"digitpad/gui/async"
	"digitpad/gui/display"
	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/landscape"
)

// plane shows the cost on a plane around the network, where the network is now, and the
// paths that optimisers take from where a person lets them start.
type plane struct {
	jobs    async.LatestOnly
	subject Subject

	plane  *landscape.Plane // nil before the first
	data   *dataset.Dataset
	xs, ys []float64
	costs  [][]float64
	logs   [][]float64 // of the costs
	here   [2]float64  // the network in training
	start  *[2]float64
	ways   []landscape.Way
	paths  [][]landscape.Point
	rolled float64         // how much of the paths is shown, from 0 to 1
	roll   *fyne.Animation // of the balls along their paths; nil if none goes on

	ground  ground
	picture *picture.Sketch
	says    *display.Note
	again   *ui.Button
	content fyne.CanvasObject
}

// What is computed: points along a side, training images, and iterations of a descent; of
// a network with many parameters fewer, so that it takes no longer.
const (
	planeSide       = 28
	planeExamples   = 200
	planeIterations = 40
	planeWork       = 2_000_000_000 // parameters times points times images, at most
)

// planeSize is how many points along a side and how many images a network is looked at
// with.
func planeSize(net *network.Network) (side, examples int) {
	side, examples = planeSide, planeExamples
	for side*side*examples*net.Spec().Parameters() > planeWork && side > 14 {
		side, examples = side-2, examples*4/5
	}
	return side, examples
}

func newLandscape(t *Tab) *plane {
	f := &plane{jobs: t.newJobs(50 * time.Millisecond), says: display.NewNote()}
	f.picture = picture.NewSketch(lang.L("The cost around the network"), 18, f.paint)
	f.picture.OnTap = f.drop
	f.again = ui.NewButton(lang.L("Around the network as it is now"), lang.L("Compute the cost again on a plane through the present weights and biases"), theme.ViewRefreshIcon(), f.survey)
	f.again.Importance = widget.LowImportance
	f.content = display.NewCard(lang.L("The plane of the cost"), f.picture, container.New(ui.LinesLayout{Lines: 2}, f.says.Content), container.NewHBox(f.again))
	f.say()
	return f
}

func (f *plane) object() fyne.CanvasObject { return f.content }

func (f *plane) compute(_ context.Context, s *computed) (show func()) {
	return func() {
		other := f.subject.Network == nil || !sameSizes(f.subject.Network, s.Network)
		f.subject = s.Subject
		if f.plane == nil || other {
			f.survey()
			return
		}
		f.here[0], f.here[1] = f.plane.Project(s.Network)
		f.picture.Refresh()
	}
}

func sameSizes(a, b *network.Network) bool {
	return a.Spec().SizesString() == b.Spec().SizesString()
}

// survey computes the cost around the network as it is.
func (f *plane) survey() {
	if f.subject.Data == nil || f.subject.Network == nil {
		return
	}
	net := f.subject.Network
	points, examples := planeSize(net)
	data := f.subject.Data.Slice(0, min(examples, f.subject.Data.Len()))
	f.jobs.Do(func(ctx context.Context) (show func()) {
		p := landscape.Around(net, 1)
		length := 0.0
		for _, v := range net.Parameters() {
			length += float64(v) * float64(v)
		}
		reach := math.Sqrt(length)
		side := floats.Span(make([]float64, points), -reach, reach)
		costs, err := p.Costs(ctx, data, side, side, func(done int) {
			f.jobs.Post(func() {
				if f.plane == nil {
					f.says.Set(fmt.Sprintf(lang.L("The cost around the network is computed on the first training images: %d %%"), 100*done/(points*points)))
				}
			})
		})
		if err != nil {
			return nil
		}
		return func() {
			f.plane, f.data, f.xs, f.ys, f.costs, f.logs = p, data, side, side, costs, logs(costs)
			f.leave()
			f.here, f.start, f.paths = [2]float64{}, nil, nil
			f.say()
			f.picture.Refresh()
		}
	})
}

// drop lets gradient descent, SGD and Adam start where a person taps.
func (f *plane) drop(px, py float64) {
	if f.plane == nil {
		return
	}
	x, y := f.fromPixels(px, py)
	p, data := f.plane, f.data
	m, step := f.subject.Settings.Batch, (f.xs[len(f.xs)-1]-f.xs[0])/20
	f.leave()
	f.start, f.paths = &[2]float64{x, y}, nil
	f.picture.Refresh()
	f.jobs.Do(func(ctx context.Context) (show func()) {
		ways := p.Ways(data, x, y, m, step)
		var paths [][]landscape.Point
		for _, way := range ways {
			path, err := p.Descend(ctx, data, x, y, way, planeIterations, 1)
			if err != nil {
				return nil
			}
			paths = append(paths, path)
		}
		return func() {
			if p != f.plane {
				return
			}
			f.ways, f.paths = ways, paths
			f.say()
			f.letRoll()
		}
	})
}

// rollTime is how long the balls roll.
const rollTime = 1500 * time.Millisecond

// letRoll lets a ball roll along each path.
func (f *plane) letRoll() {
	f.roll = fyne.NewAnimation(rollTime, func(share float32) {
		f.rolled = float64(share)
		f.picture.Refresh()
	})
	f.roll.Curve = fyne.AnimationLinear
	f.roll.Start()
}

// leave ends the rolling: the balls are where they come to rest.
func (f *plane) leave() {
	if f.roll != nil {
		f.roll.Stop()
		f.roll, f.rolled = nil, 1
	}
}

func (f *plane) say() {
	switch {
	case f.plane == nil:
		f.says.Set(lang.L("The cost around the network is computed on the first training images."))
	case f.paths == nil:
		f.says.Set(fmt.Sprintf(lang.L("Two directions at random out of %s; dark is a low cost, %s to %s. The cross is the network. Tap: gradient descent, SGD and Adam start there."),
			i18n.FormatInt(len(f.subject.Network.Parameters())), i18n.FormatDigits(least(f.costs), 2), i18n.FormatDigits(largest(f.costs), 2)))
	default:
		var ends []string
		for i, path := range f.paths {
			ends = append(ends, fmt.Sprintf("%s %s", i18n.Translate(f.ways[i].Name), i18n.FormatDigits(path[len(path)-1].Cost, 3)))
		}
		f.says.Set(fmt.Sprintf(lang.L("From the cost %s, after %d iterations: %s. Tap elsewhere, and they start there."),
			i18n.FormatDigits(f.paths[0][0].Cost, 3), planeIterations, strings.Join(ends, ", ")))
	}
}

// logs are the logarithms of numbers above 0.
func logs(rows [][]float64) [][]float64 {
	all := make([][]float64, len(rows))
	for j, row := range rows {
		for _, v := range row {
			all[j] = append(all[j], math.Log(max(v, math.SmallestNonzeroFloat64)))
		}
	}
	return all
}

func least(rows [][]float64) float64 {
	v := math.Inf(1)
	for _, row := range rows {
		v = min(v, floats.Min(row))
	}
	return v
}

func largest(rows [][]float64) float64 {
	v := math.Inf(-1)
	for _, row := range rows {
		v = max(v, floats.Max(row))
	}
	return v
}

// fromPixels is the point of the plane at a pixel.
func (f *plane) fromPixels(px, py float64) (x, y float64) {
	w, h := float64(f.picture.Pixels.X), float64(f.picture.Pixels.Y)
	lo, hi := f.xs[0], f.xs[len(f.xs)-1]
	return lo + px/w*(hi-lo), hi - py/h*(hi-lo)
}

// toPixels is the inverse of fromPixels.
func (f *plane) toPixels(img *image.RGBA, x, y float64) (px, py float64) {
	lo, hi := f.xs[0], f.xs[len(f.xs)-1]
	return (x - lo) / (hi - lo) * float64(img.Rect.Dx()), (hi - y) / (hi - lo) * float64(img.Rect.Dy())
}

// ground is the painted cost, which is kept while balls roll over it.
type ground struct {
	plane     *landscape.Plane
	low, high color.Color
	image     *image.RGBA
}

// paintGround paints the cost in steps, as contour lines are.
func (f *plane) paintGround(img *image.RGBA) {
	low, high := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSurface)
	if ui.IsDark(high) {
		low, high = high, low // dark is low in a dark window too
	}
	g := &f.ground
	if g.plane == f.plane && g.low == low && g.high == high && g.image.Rect == img.Rect {
		copy(img.Pix, g.image.Pix)
		return
	}
	least, most := least(f.logs), largest(f.logs)
	colors := picture.Ramp(picture.MixColors(low, high, 0.15), high)
	for py := range img.Rect.Dy() {
		for px := range img.Rect.Dx() {
			cost := f.between(float64(px)/float64(img.Rect.Dx()), 1-float64(py)/float64(img.Rect.Dy()))
			share := (cost - least) / max(most-least, 1e-9)
			share = math.Floor(min(max(share, 0), 1)*16) / 16
			img.SetRGBA(px, py, colors[int(share*(picture.RampSteps-1))])
		}
	}
	*g = ground{f.plane, low, high, &image.RGBA{Pix: slices.Clone(img.Pix), Stride: img.Stride, Rect: img.Rect}}
}

func (f *plane) paint(img *image.RGBA, em float64) {
	if f.plane == nil {
		return
	}
	f.paintGround(img)
	inks := []color.Color{theme.Color(theme.ColorNamePrimary), theme.Color(theme.ColorNameError), theme.Color(theme.ColorNameSuccess)}
	for i, path := range f.paths {
		at := f.rolled * float64(len(path)-1) // the ball's place, between two points
		var x, y float64                      // in pixels
		for k := 0; float64(k) <= math.Ceil(at); k++ {
			p := path[k]
			if rest := at - float64(k-1); k > 0 && rest < 1 {
				p.X = path[k-1].X + rest*(p.X-path[k-1].X)
				p.Y = path[k-1].Y + rest*(p.Y-path[k-1].Y)
			}
			px, py := f.toPixels(img, p.X, p.Y)
			if k > 0 {
				for d := range max(int(em/6), 1) { // as thick as can be seen on dark and light
					picture.DrawLine(img, x, y+float64(d), px, py+float64(d), inks[i%len(inks)])
				}
			}
			x, y = px, py
		}
		picture.FillDisk(img, x, y, em*0.45, theme.Color(theme.ColorNameBackground))
		picture.FillDisk(img, x, y, em*0.35, inks[i%len(inks)])
	}
	f.paintNames(img, em, inks)
	if f.start != nil {
		px, py := f.toPixels(img, f.start[0], f.start[1])
		picture.FillRect(img, px-em/4, py-em/4, px+em/4, py+em/4, theme.Color(theme.ColorNameForeground))
	}
	px, py := f.toPixels(img, f.here[0], f.here[1])
	for _, edge := range []struct {
		more float64
		ink  color.Color
	}{{1, theme.Color(theme.ColorNameBackground)}, {0, theme.Color(theme.ColorNameForeground)}} {
		picture.FillRect(img, px-em/2-edge.more, py-em/12-edge.more, px+em/2+edge.more, py+em/12+edge.more, edge.ink)
		picture.FillRect(img, px-em/12-edge.more, py-em/2-edge.more, px+em/12+edge.more, py+em/2+edge.more, edge.ink)
	}
}

// paintNames paints whose path has which colour, on a plate of its own.
func (f *plane) paintNames(img *image.RGBA, em float64, inks []color.Color) {
	if len(f.paths) == 0 {
		return
	}
	top := float64(img.Rect.Dy()) - em*(0.4+1.3*float64(len(f.ways)))
	width := 0.0
	for _, way := range f.ways {
		width = max(width, picture.TextWidth(i18n.Translate(way.Name), em*0.9))
	}
	picture.FillRect(img, 0, top, width+2.2*em, float64(img.Rect.Dy()), theme.Color(ui.ColorSurface))
	for i, way := range f.ways {
		base := top + em*(1.2+1.3*float64(i))
		picture.FillDisk(img, 0.8*em, base-0.3*em, em*0.35, inks[i%len(inks)])
		picture.DrawText(img, i18n.Translate(way.Name), 1.6*em, base, em*0.9, theme.Color(theme.ColorNameForeground))
	}
}

// between is the logarithm of the cost at a share of the way along each side, between the points that
// were computed.
func (f *plane) between(sx, sy float64) float64 {
	at := func(s float64, n int) (int, float64) {
		v := min(max(s, 0), 1) * float64(n-1)
		i := min(int(v), n-2)
		return i, v - float64(i)
	}
	i, u := at(sx, len(f.xs))
	j, v := at(sy, len(f.ys))
	return (1-v)*((1-u)*f.logs[j][i]+u*f.logs[j][i+1]) + v*((1-u)*f.logs[j+1][i]+u*f.logs[j+1][i+1])
}
