package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// strokes are the flags that name pen strokes to evaluate, and how they are
// drawn on the pad.
type strokes struct {
	Strokes  string   `placeholder:"FILE.jsonl.gz" help:"Evaluate pen strokes, drawn on the pad, instead of images: JSON lines, plain or gzipped."`
	Writers  []string `placeholder:"NAME" help:"Of the strokes, those of these writers only."`
	Brush    float64  `default:"${brush}" help:"Width of the pen as a share of the pad's side."`
	Size     float64  `default:"1" help:"Size to draw the strokes in; 1 is as written."`
	Right    float64  `default:"0" help:"Shift to the right, as a share of the pad's side."`
	Down     float64  `default:"0" help:"Shift down, as a share of the pad's side."`
	Rotation float64  `default:"0" help:"Degrees to turn the strokes by, clockwise."`
}

// isStrokeFile reports whether a name is that of a stroke file rather than a folder.
func isStrokeFile(name string) bool {
	return strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".jsonl.gz")
}

// onPad is a stroke file drawn as it was on the pad.
func onPad(file string) *strokes { return &strokes{Strokes: file, Brush: ink.Brush, Size: 1} }

// problems are the numbers that are out of range, as training.Problems.
func (s *strokes) problems() error {
	var problems training.Problems
	within := func(field string, value, least, most float64) {
		if !(value >= least && value <= most) { // not a number is not within
			problems = append(problems, training.Problem{Field: field, Message: message.New("%g is not between %g and %g.", value, least, most)})
		}
	}
	within("brush", s.Brush, 0.001, 1)
	within("size", s.Size, 0.001, 1000)
	within("right", s.Right, -1000, 1000)
	within("down", s.Down, -1000, 1000)
	within("rotation", s.Rotation, -360, 360)
	if problems == nil {
		return nil
	}
	return flagProblems(problems)
}

// load reads the strokes and converts them as the pad's are.
func (s *strokes) load() (*dataset.Dataset, error) {
	drawn, _, err := s.loadWithClicks()
	return drawn, err
}

// loadWithClicks is load, and which of the digits have ink that is left out as stray clicks.
func (s *strokes) loadWithClicks() (*dataset.Dataset, []bool, error) {
	if err := s.problems(); err != nil {
		return nil, nil, err
	}
	file, err := os.Open(s.Strokes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, coded{err, exitNoData}
	} else if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	var images, labels []byte
	var clicked []bool
	for sample, err := range ink.Strokes(file) {
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", s.Strokes, err)
		}
		if len(s.Writers) > 0 && !slices.Contains(s.Writers, sample.Writer) {
			continue
		}
		drawing := s.draw(sample.Drawing)
		image := drawing.Image()
		clicked = append(clicked, drawing.HasClicks())
		images = append(images, image[:]...)
		labels = append(labels, byte(sample.Label))
	}
	switch {
	case len(labels) == 0 && len(s.Writers) == 0:
		return nil, nil, fmt.Errorf("%s: there is no digit in it", s.Strokes)
	case len(labels) == 0:
		return nil, nil, fmt.Errorf("%s: no digits by such writers", s.Strokes)
	}
	drawn, err := dataset.New(filepath.Base(s.Strokes), images, labels)
	return drawn, clicked, err
}

// draw is the drawing in the pen, size, place and rotation asked for; size and
// rotation keep the middle of the pad where it is.
func (s *strokes) draw(d ink.Drawing) ink.Drawing {
	sin, cos := math.Sincos(s.Rotation * math.Pi / 180)
	for i := range d {
		d[i].Width = s.Brush
		for j, p := range d[i].Points {
			x, y := s.Size*(p.X-0.5), s.Size*(p.Y-0.5)
			d[i].Points[j] = ink.Point{X: 0.5 + cos*x - sin*y + s.Right, Y: 0.5 + sin*x + cos*y + s.Down}
		}
	}
	return d
}
