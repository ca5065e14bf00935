package preprocess

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"

	"digitpad/training/ink"
)

// two is a 2 of n points in pad units, drawn from its upper left.
func two(n int) ink.Drawing {
	corners := []ink.Point{{X: .34, Y: .33}, {X: .42, Y: .25}, {X: .55, Y: .25}, {X: .62, Y: .36}, {X: .55, Y: .50}, {X: .42, Y: .62}, {X: .34, Y: .74}, {X: .48, Y: .72}, {X: .66, Y: .73}}
	points := make([]ink.Point, n)
	for i := range points {
		at := float64(i) / float64(n-1) * float64(len(corners)-1)
		k := min(int(at), len(corners)-2)
		t := at - float64(k)
		a, b := corners[k], corners[k+1]
		points[i] = ink.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}
	}
	return ink.Drawing{{Points: points, Width: ink.Brush}}
}

// distance from p to the segment a b.
func distance(p, a, b ink.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/l, 0), 1)
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}

// photograph draws d on paper of the given side, with the pen's width in shares
// of the pad, and maps ink in [0,1] to grey by shade.
func photograph(d ink.Drawing, side int, shade func(x, y int, ink float64) float64) image.Image {
	m := image.NewGray(image.Rect(7, 3, 7+side, 3+side))
	for y := range side {
		for x := range side {
			p := ink.Point{X: (float64(x) + 0.5) / float64(side), Y: (float64(y) + 0.5) / float64(side)}
			near := math.Inf(1)
			for _, s := range d {
				for i, b := range s.Points {
					near = min(near, distance(p, s.Points[max(i-1, 0)], b)-s.Width/2)
				}
			}
			covered := min(max(0.5-near*float64(side), 0), 1)
			m.SetGray(7+x, 3+y, color.Gray{byte(255*shade(x, y, covered) + 0.5)})
		}
	}
	return m
}

// meanDifference of the pixels of two images, of 255.
func meanDifference(a, b ink.Image) (sum float64) {
	for i := range a {
		sum += math.Abs(float64(a[i])-float64(b[i])) / float64(len(a))
	}
	return sum
}

func TestPicturesOfADrawing(t *testing.T) {
	noisy := func(x, y int) float64 { return 0.02 * math.Sin(float64(x*x*31+y*y*17)) }
	shades := map[string]func(x, y int, ink float64) float64{
		"light on black": func(_, _ int, ink float64) float64 { return ink },
		"dark on white":  func(_, _ int, ink float64) float64 { return 1 - ink },
		"pencil":         func(_, _ int, ink float64) float64 { return 0.8 - 0.3*ink },
		"photograph": func(x, y int, ink float64) float64 {
			return 0.75 - 0.0004*float64(x) - 0.0005*float64(y) - 0.5*ink + noisy(x, y)
		},
	}
	for name, shade := range shades {
		for _, side := range []int{90, 200} {
			for _, width := range []float64{0.02, 0.06, 0.09} {
				d := two(60)
				d[0].Width = width
				got := Picture(photograph(d, side, shade))
				if diff := meanDifference(got, d.Image()); diff > 12 {
					t.Errorf("%s, %d pixels, pen %g: pixels differ by %.1f on average from the strokes' image", name, side, width, diff)
				}
				if x, y := got.CentreOfMass(); math.Abs(x-ink.Centre) > 0.05 || math.Abs(y-ink.Centre) > 0.05 {
					t.Errorf("%s, %d pixels, pen %g: centre of mass at (%.2f, %.2f)", name, side, width, x, y)
				}
			}
		}
	}
}

func TestPictureInFrameStaysAsItIs(t *testing.T) {
	want := two(60).Image()
	m := &image.Gray{Pix: want[:], Stride: ink.Side, Rect: image.Rect(0, 0, ink.Side, ink.Side)}
	if Picture(m) != want {
		t.Error("an image in MNIST's frame was changed")
	}
}

func TestBlankPictures(t *testing.T) {
	for name, m := range map[string]image.Image{
		"nothing": image.NewGray(image.Rect(0, 0, 0, 0)),
		"a pixel": image.NewGray(image.Rect(0, 0, 1, 1)),
		"white":   photograph(nil, 100, func(int, int, float64) float64 { return 1 }),
		"black":   photograph(nil, 28, func(int, int, float64) float64 { return 0 }),
		"lit unevenly": photograph(nil, 100, func(x, _ int, _ float64) float64 {
			return 0.5 + 0.002*float64(x)
		}),
		"transparent": image.NewNRGBA(image.Rect(0, 0, 50, 50)),
	} {
		if image := Picture(m); !image.Empty() {
			t.Errorf("%s: not empty", name)
		}
	}
}

func TestSpecksAreDropped(t *testing.T) {
	onWhite := func(_, _ int, ink float64) float64 { return 1 - ink }
	d := two(60)
	speck := ink.Stroke{Points: []ink.Point{{X: .9, Y: .1}}, Width: 0.01}
	clean, specked := Picture(photograph(d, 280, onWhite)), Picture(photograph(append(d, speck), 280, onWhite))
	if clean != specked {
		t.Error("a speck beside the digit changes the image")
	}
}

// TestLargestOfSeveral: of two digits on a page the larger one is read, and one
// whose strokes do not touch stays whole.
func TestLargestOfSeveral(t *testing.T) {
	onWhite := func(_, _ int, ink float64) float64 { return 1 - ink }
	line := func(width float64, points ...ink.Point) ink.Stroke { return ink.Stroke{Points: points, Width: width} }
	seven := ink.Drawing{line(0.03, ink.Point{X: .2, Y: .3}, ink.Point{X: .4, Y: .3}, ink.Point{X: .3, Y: .7})}
	one := ink.Drawing{line(0.03, ink.Point{X: .7, Y: .35}, ink.Point{X: .7, Y: .7})}
	five := ink.Drawing{line(0.03, ink.Point{X: .3, Y: .34}, ink.Point{X: .3, Y: .5}, ink.Point{X: .42, Y: .55}, ink.Point{X: .42, Y: .65}, ink.Point{X: .3, Y: .7}), line(0.03, ink.Point{X: .35, Y: .29}, ink.Point{X: .45, Y: .29})}
	image := func(d ink.Drawing) ink.Image { return Picture(photograph(d, 400, onWhite)) }
	if image(append(slices.Clone(seven), one...)) != image(seven) {
		t.Error("a smaller digit beside it changes the image")
	}
	if image(five) == image(five[:1]) {
		t.Error("a bar that does not touch is lost")
	}
}

func BenchmarkFromPicture(b *testing.B) {
	m := photograph(two(60), 600, func(_, _ int, ink float64) float64 { return 1 - ink })
	for b.Loop() {
		Picture(m)
	}
}

// Whatever is in a picture, FromPicture comes to an end.
func FuzzFromPicture(f *testing.F) {
	f.Add(5, []byte{0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 255, 255, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1})
	f.Add(3, []byte{255, 255, 255, 255, 0, 255, 255, 255, 255})
	f.Add(40, make([]byte, 1600))
	f.Fuzz(func(t *testing.T, w int, pixels []byte) {
		if w < 1 || w > 80 || len(pixels) > 80*80 { // larger ones only take longer
			return
		}
		h := len(pixels) / w
		Picture(&image.Gray{Pix: pixels, Stride: w, Rect: image.Rect(0, 0, w, h)})
	})
}
