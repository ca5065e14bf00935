package synth

import (
	"math"
	"math/rand/v2"

	"digitpad/training/ink"
)

// lemniscate is a figure of eight of height 2: angle 0 is its top, 180 its
// bottom, and it crosses itself at 90 and 270.
func lemniscate(degrees float64) (sin2, cos float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return 2 * sin * cos, cos
}

// synthesize turns control points into the points that a device reports: along a smooth
// curve, with the writer's slant and size, jitter and hooks.
func (w *Writer) synthesize(strokes [][]controlPoint, width float64, random *rand.Rand) ink.Drawing {
	p := w.newPose(width, random)
	d := make(ink.Drawing, len(strokes))
	for i, controls := range strokes {
		for k := range controls {
			controls[k].Point = p.place(controls[k].Point)
		}
		points := w.sample(controls, random)
		w.jitter(points, random)
		d[i] = ink.Stroke{Points: points, Width: ink.Brush}
	}
	// Devices report whole units. These are fine enough not to show, and coarse
	// enough for CPUs that round products differently to agree on them.
	const units = 4096
	size := w.size * math.Exp(0.12*random.NormFloat64())
	x, y := 0.48+0.06*random.NormFloat64(), 0.47+0.06*random.NormFloat64()
	for _, s := range d {
		for i, p := range s.Points {
			s.Points[i] = ink.Point{X: math.Round((x+size*p.X)*units) / units, Y: math.Round((y+size*p.Y)*units) / units}
		}
	}
	return d
}

// pose maps a template's unit square to the digit, of height 1 about the origin.
type pose struct {
	width              float64
	sin, cos, slant    float64
	taper              float64    // how much narrower the top is than the bottom
	low                float64    // shift of the middle downwards
	waveX, waveY       [2]float64 // amplitude and phase of a smooth warp
	waveSlope, waveBow float64
}

func (w *Writer) newPose(width float64, random *rand.Rand) pose {
	n := func() float64 { return min(max(random.NormFloat64(), -2), 2) }
	// Width, slant and rotation are limited, or digits could become illegible.
	p := pose{
		width: width * min(max(w.narrow*math.Exp(0.15*n()), 0.74), 1.45),
		slant: min(max(w.slant+0.15*n(), -0.42), 0.62),
		taper: 0.12 * n(),
		low:   0.05 * n(),
		waveX: [2]float64{0.05 * n(), 2 * math.Pi * random.Float64()},
		waveY: [2]float64{0.05 * n(), 2 * math.Pi * random.Float64()},

		waveSlope: 0.1 * n(),
		waveBow:   0.1 * n(),
	}
	p.sin, p.cos = math.Sincos(min(max(w.turn+0.11*n(), -0.26), 0.26))
	return p
}

func (p *pose) place(k ink.Point) ink.Point {
	x, y := (k.X-0.5)*p.width, k.Y-0.5
	// warp
	x, y = x*(1+p.taper*2*y)+p.waveX[0]*math.Sin(4*y+p.waveX[1])+p.waveBow*(4*y*y-0.5)*0.5,
		y+p.low*(1-4*y*y)+p.waveY[0]*math.Sin(4*x+p.waveY[1])+p.waveSlope*x
	// lean, turn
	x -= p.slant * y
	return ink.Point{X: x*p.cos - y*p.sin, Y: x*p.sin + y*p.cos}
}

// sample samples a smooth curve through the control points at about the writer's pitch.
func (w *Writer) sample(controls []controlPoint, random *rand.Rand) []ink.Point {
	points := make([]ink.Point, 1, 64)
	points[0] = controls[0].Point
	if random.Float64() < w.hooks {
		points[0].X += 0.04 * random.NormFloat64()
		points[0].Y += 0.04 * random.NormFloat64()
		points = append(points, controls[0].Point)
	}
	for i := 0; i+1 < len(controls); i++ {
		a, b := controls[i], controls[i+1]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		// Hermite tangents: towards the neighbours' line at a smooth knot, straight
		// to the other end at a corner.
		ta, tb := ink.Point{X: b.X - a.X, Y: b.Y - a.Y}, ink.Point{X: b.X - a.X, Y: b.Y - a.Y}
		smoothStart := i > 0 && !a.corner
		smoothEnd := i+2 < len(controls) && !b.corner
		if smoothStart {
			ta = tangent(controls[i-1].Point, a.Point, b.Point, length)
		}
		if smoothEnd {
			tb = tangent(a.Point, b.Point, controls[i+2].Point, length)
		}
		// A curve that is free at one end leaves it as it arrives at the other.
		switch {
		case smoothEnd && !smoothStart:
			ta = ink.Point{X: 1.5*ta.X - 0.5*tb.X, Y: 1.5*ta.Y - 0.5*tb.Y}
		case smoothStart && !smoothEnd:
			tb = ink.Point{X: 1.5*tb.X - 0.5*ta.X, Y: 1.5*tb.Y - 0.5*ta.Y}
		}
		n := max(int(length/w.pitch+random.Float64()), 1)
		for k := 1; k <= n; k++ {
			t := float64(k) / float64(n)
			if k < n {
				t += 0.3 * (random.Float64() - 0.5) / float64(n)
			}
			t2, t3 := t*t, t*t*t
			h00, h10, h01, h11 := 2*t3-3*t2+1, t3-2*t2+t, 3*t2-2*t3, t3-t2
			points = append(points, ink.Point{
				X: h00*a.X + h10*ta.X + h01*b.X + h11*tb.X,
				Y: h00*a.Y + h10*ta.Y + h01*b.Y + h11*tb.Y,
			})
		}
	}
	if random.Float64() < w.hooks {
		end := points[len(points)-1]
		points = append(points, ink.Point{X: end.X + 0.04*random.NormFloat64(), Y: end.Y + 0.04*random.NormFloat64()})
	}
	return points
}

// tangent is the direction at b of a curve from a through b to c, for a piece of
// the given length: by the distances of the neighbours (Catmull and Rom), so that
// unequal ones make no overshoot.
func tangent(a, b, c ink.Point, length float64) ink.Point {
	before, after := math.Hypot(b.X-a.X, b.Y-a.Y), math.Hypot(c.X-b.X, c.Y-b.Y)
	if before == 0 || after == 0 {
		return ink.Point{}
	}
	// The slope of the parabola through the three points at b.
	u, v := after/(before+after)/before, before/(before+after)/after
	return ink.Point{
		X: length * (u*(b.X-a.X) + v*(c.X-b.X)),
		Y: length * (u*(b.Y-a.Y) + v*(c.Y-b.Y)),
	}
}

// jitter displaces points as an unsteady hand does, neighbours alike.
func (w *Writer) jitter(points []ink.Point, random *rand.Rand) {
	const memory = 0.6
	fresh := math.Sqrt(1 - memory*memory)
	var x, y float64
	for i := range points {
		x = memory*x + fresh*random.NormFloat64()
		y = memory*y + fresh*random.NormFloat64()
		points[i].X += w.tremor * x
		points[i].Y += w.tremor * y
	}
}
