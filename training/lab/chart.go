package lab

import (
	"math"

	"digitpad/network/message"
)

// Chart is the data of a plot; see Figure.
type Chart struct {
	Title  message.Message `json:"title"`
	X      Axis            `json:"x"`
	Y      Axis            `json:"y"`
	Series []Series        `json:"series"`
	Heat   *Heat           `json:"heat,omitempty"` // behind the series
}

// Axis is one of a chart's.
type Axis struct {
	Label string   `json:"label"`
	Log   bool     `json:"log,omitempty"`   // logarithmic: only values above 0 are shown
	Whole bool     `json:"whole,omitempty"` // counts, marked at whole numbers
	Names []string `json:"names,omitempty"` // of the values 0, 1, 2, …
}

// Series is a series of points.
type Series struct {
	Name   message.Message `json:"name"`
	Look   Look            `json:"look"`
	X      []float64       `json:"x"`
	Y      []float64       `json:"y"`
	Spread []float64       `json:"spread,omitempty"` // standard deviations of Y; nil if there are none
	Place  int             `json:"place,omitempty"`  // in the order of colours, the first being 1, so that a thing keeps its colour from chart to chart; 0 for the next in this chart
}

// Look is how a series is drawn.
type Look string

// The looks.
const (
	Line      Look = "line"      // a line with its points, and a band where there is a spread
	Curve     Look = "curve"     // a line of points so many that they are not drawn
	Steps     Look = "steps"     // a staircase
	Dots      Look = "dots"      // points, with bars where there is a spread
	Reference Look = "reference" // a faint line: theory, or what somebody published
	Published Look = "published" // faint points, the same
)

// Heat is a plane of values: Z[j][i] is at X[i], Y[j].
type Heat struct {
	Label string      `json:"label"`
	X     []float64   `json:"x"`
	Y     []float64   `json:"y"`
	Z     [][]float64 `json:"z"`
}

// add adds a point, unless a coordinate is not a finite number, as the cost of a
// run that diverged.
func (s *Series) add(x, y float64) {
	if finite(x) && finite(y) {
		s.X, s.Y = append(s.X, x), append(s.Y, y)
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// overSeeds is the mean and the spread of several runs' values at x. Runs may have
// different lengths while they are under way.
func overSeeds(name message.Message, x []float64, runs [][]float64) Series {
	s := Series{Name: name, Look: Line}
	for i := range x {
		var values []float64
		for _, run := range runs {
			if i < len(run) && finite(run[i]) {
				values = append(values, run[i])
			}
		}
		if len(values) == 0 {
			break
		}
		spread := spreadOf(values)
		s.X, s.Y, s.Spread = append(s.X, x[i]), append(s.Y, spread.Mean), append(s.Spread, spread.SD)
	}
	return s
}

// counting is from, from+1, …: the x of values by epoch.
func counting(from, count int) []float64 {
	x := make([]float64, count)
	for i := range x {
		x[i] = float64(from + i)
	}
	return x
}
