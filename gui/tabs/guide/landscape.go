package guide

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"gonum.org/v1/gonum/floats"

	"digitpad/gui/async"
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

	picture *picture.Sketch
	says    *widget.Label
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

func newLandscape(ctx context.Context, post, background func(func())) *plane {
	f := &plane{jobs: async.LatestOnly{Ctx: ctx, Post: post, Background: background, Every: 50 * time.Millisecond}, says: newNumbers("")}
	f.picture = picture.NewSketch(lang.L("The cost around the network"), 18, f.paint)
	f.picture.OnTap = f.drop
	f.again = ui.NewButton(lang.L("Around the network as it is now"), lang.L("Compute the cost again on a plane through the present weights and biases"), theme.ViewRefreshIcon(), f.survey)
	f.again.Importance = widget.LowImportance
	f.content = ui.NewCard(container.New(ui.VBoxLayout{}, f.picture, f.says, container.NewHBox(f.again)))
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
					f.says.SetText(fmt.Sprintf(lang.L("The cost around the network is computed on the first training images: %d %%"), 100*done/(points*points)))
				}
			})
		})
		if err != nil {
			return nil
		}
		return func() {
			f.plane, f.data, f.xs, f.ys, f.costs, f.logs = p, data, side, side, costs, logs(costs)
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
			f.picture.Refresh()
		}
	})
}

func (f *plane) say() {
	switch {
	case f.plane == nil:
		f.says.SetText(lang.L("The cost around the network is computed on the first training images."))
	case f.paths == nil:
		f.says.SetText(fmt.Sprintf(lang.L("Two directions at random out of %d; dark is a low cost, %s to %s. Tap: gradient descent, SGD and Adam start there."),
			len(f.subject.Network.Parameters()), numberText(least(f.costs)), numberText(largest(f.costs))))
	default:
		text := fmt.Sprintf(lang.L("After %d iterations from the cost %s:"), planeIterations, numberText(f.paths[0][0].Cost))
		for i, path := range f.paths {
			text += fmt.Sprintf("   %s: %s", i18n.Translate(f.ways[i].Name), numberText(path[len(path)-1].Cost))
		}
		f.says.SetText(text)
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

func (f *plane) paint(img *image.RGBA, em float64) {
	if f.plane == nil {
		return
	}
	lo, hi := least(f.logs), largest(f.logs)
	low, high := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSurface)
	if ui.IsDark(high) {
		low, high = high, low // dark is low in a dark window too
	}
	colors := picture.Ramp(picture.MixColors(low, high, 0.15), high)
	for py := range img.Rect.Dy() {
		for px := range img.Rect.Dx() {
			cost := f.between(float64(px)/float64(img.Rect.Dx()), 1-float64(py)/float64(img.Rect.Dy()))
			share := (cost - lo) / max(hi-lo, 1e-9)
			share = math.Floor(min(max(share, 0), 1)*16) / 16 // steps, as contour lines
			img.SetRGBA(px, py, colors[int(share*(picture.RampSteps-1))])
		}
	}
	inks := []color.Color{theme.Color(theme.ColorNamePrimary), theme.Color(theme.ColorNameError), theme.Color(theme.ColorNameSuccess)}
	for i, path := range f.paths {
		for k, p := range path {
			px, py := f.toPixels(img, p.X, p.Y)
			picture.FillRect(img, px-em/6, py-em/6, px+em/6, py+em/6, inks[i%len(inks)])
			if k > 0 {
				qx, qy := f.toPixels(img, path[k-1].X, path[k-1].Y)
				picture.DrawLine(img, qx, qy, px, py, inks[i%len(inks)])
			}
		}
		picture.DrawText(img, i18n.Translate(f.ways[i].Name), 0.5*em, float64(img.Rect.Dy())-em*(0.5+1.2*float64(len(f.paths)-1-i)), em*0.9, inks[i%len(inks)])
	}
	if f.start != nil {
		px, py := f.toPixels(img, f.start[0], f.start[1])
		picture.FillRect(img, px-em/3, py-em/3, px+em/3, py+em/3, theme.Color(theme.ColorNameWarning))
	}
	px, py := f.toPixels(img, f.here[0], f.here[1])
	picture.FillRect(img, px-em/3, py-em/12, px+em/3, py+em/12, theme.Color(theme.ColorNamePrimary))
	picture.FillRect(img, px-em/12, py-em/3, px+em/12, py+em/3, theme.Color(theme.ColorNamePrimary))
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
