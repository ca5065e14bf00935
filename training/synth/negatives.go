package synth

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"digitpad/training/ink"
)

// Negatives: what people draw besides digits, which a classifier should reject.

// Letters are those that a Writer can write. Letters that look like digits, such
// as O, I, S and Z, are not among them.
const Letters = "ACEFHKMNPRTUVWXYadefhkmrw"

// letters has the strokes of each. A stroke is its control points, "x,y x,y …", in
// hundredths of the unit square, y down; the pen turns sharply at a knot, and smoothly at
// one that ends in "~".
var letters = map[rune][]string{
	'A': {"0,100 50,0 100,100", "18,65 82,65"},
	'C': {"95,15 55,0~ 8,35~ 8,68~ 50,100~ 95,85"},
	'E': {"5,0 5,100", "5,0 90,0", "5,50 75,50", "5,100 95,100"},
	'F': {"5,0 5,100", "5,0 95,0", "5,48 75,48"},
	'H': {"5,0 5,100", "95,0 95,100", "5,50 95,50"},
	'K': {"5,0 5,100", "90,0 5,58 95,100"},
	'M': {"0,100 10,0 50,70 90,0 100,100"},
	'N': {"0,100 0,0 100,100 100,0"},
	'P': {"5,0 5,100", "5,2 60,0~ 95,25~ 60,52~ 5,52"},
	'R': {"5,0 5,100", "5,2 60,0~ 95,25~ 60,50~ 5,52 95,100"},
	'T': {"50,0 50,100", "0,0 100,0"},
	'U': {"0,0 2,60~ 25,98~ 75,98~ 98,60~ 100,0"},
	'V': {"0,0 50,100 100,0"},
	'W': {"0,0 25,100 50,30 75,100 100,0"},
	'X': {"0,0 100,100", "100,0 0,100"},
	'Y': {"0,0 50,50 100,0", "50,50 50,100"},
	'a': {"85,15 45,0~ 5,45~ 40,100~ 85,50", "88,5 88,70~ 105,100"},
	'd': {"85,45 45,38~ 5,70~ 40,100~ 85,75", "90,0 88,60~ 92,100"},
	'e': {"5,55 60,50~ 92,35~ 55,0~ 5,50~ 45,100~ 98,85"},
	'f': {"95,12 65,0~ 45,20~ 45,100", "5,45 90,42"},
	'h': {"5,0 5,100", "5,70 40,45~ 80,55~ 85,100"},
	'k': {"5,0 5,100", "80,40 5,72 85,100"},
	'm': {"0,10 3,100", "3,35 25,5~ 48,30~ 50,100", "50,35 75,5~ 97,30~ 100,100"},
	'r': {"10,5 12,100", "12,45 45,10~ 95,8"},
	'w': {"0,0 10,85~ 25,98~ 45,75~ 50,20 55,75~ 75,98~ 92,75~ 100,0"},
}

// DrawLetter is one of Letters as the writer writes it for the n-th time, in the
// writer's slant, width and tremor. It panics for another letter.
func (w *Writer) DrawLetter(letter rune, n uint64) ink.Drawing {
	strokes, ok := letters[letter]
	if !ok {
		panic(fmt.Sprintf("ink: %q is not one of the letters %s", letter, Letters))
	}
	random := rand.New(rand.NewPCG(w.seed, letterStream<<56|uint64(letter)<<48^n*0x9e3779b97f4a7c15))
	g := glyph{
		style:  rand.New(rand.NewPCG(w.seed, styleStream<<56|uint64(letter)<<8)),
		random: random,
	}
	for _, stroke := range strokes {
		g.strokes = append(g.strokes, nil)
		for at := range strings.FieldsSeq(stroke) {
			var x, y float64
			at, smooth := strings.CutSuffix(at, "~")
			if _, err := fmt.Sscanf(at, "%g,%g", &x, &y); err != nil {
				panic("ink: letter " + string(letter) + ": " + err.Error())
			}
			g.add(x/100, y/100, wobble, !smooth)
		}
	}
	return w.synthesize(g.strokes, 0.75, random)
}

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
