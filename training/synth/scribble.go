package synth

import (
	"math"
	"math/rand/v2"

	"digitpad/training/ink"
)

// Scribble is an aimless line, determined by the seed: it keeps its direction for
// a while, turns, and may be taken up again.
func Scribble(seed uint64) ink.Drawing {
	random := rand.New(rand.NewPCG(seed, scribbleStream))
	var d ink.Drawing
	for range 1 + random.IntN(3) {
		s := ink.Stroke{Width: ink.Brush}
		p := ink.Point{X: 0.2 + 0.6*random.Float64(), Y: 0.2 + 0.6*random.Float64()}
		heading, turning := 2*math.Pi*random.Float64(), 0.0
		for range 40 + random.IntN(160) {
			s.Points = append(s.Points, p)
			turning = 0.9*turning + 0.15*random.NormFloat64()
			heading += turning
			if random.Float64() < 0.05 { // back and forth
				heading += math.Pi * (0.7 + 0.6*random.Float64())
			}
			p.X += 0.025 * math.Cos(heading)
			p.Y += 0.025 * math.Sin(heading)
			if p.X < 0.1 || p.X > 0.9 || p.Y < 0.1 || p.Y > 0.9 { // back onto the pad
				heading = math.Atan2(0.5-p.Y, 0.5-p.X) + 0.5*random.NormFloat64()
			}
		}
		d = append(d, s)
	}
	return d
}
