package ink

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math"

	"digitpad/network/message"
)

// Sample is a drawn digit in a stroke file.
type Sample struct {
	Label   int    // the digit, 0 to 9
	Writer  string // who drew it, such as "train-12"; may be empty
	Source  string // where it comes from, such as "pendigits-train"; may be empty
	Drawing Drawing
}

// record is a line of a stroke file.
type record struct {
	Label   *int           `json:"label"`
	Writer  string         `json:"writer,omitempty"`
	Source  string         `json:"source,omitempty"`
	Strokes [][][2]float64 `json:"strokes"`
}

const (
	maxLine     = 4 << 20 // bytes; a digit takes some hundreds
	maxPoints   = 100_000 // of one digit
	maxTogether = 4 << 20 // points of a file that is read as a whole; UCI's pen digits have 300,000
	maxPosition = 1000    // pads from the pad
)

// Strokes reads a stroke file: JSON lines, plain or gzipped, one digit a line:
//
//	{"label": 8, "writer": "train-12", "source": "pendigits-train",
//	 "strokes": [[[x, y], [x, y], …], …]}
//
// Each stroke is a pen-down to pen-up polyline in pad units; a line wraps here
// only for reading, and blank lines are skipped. The format has no widths: every
// stroke gets Brush. The sequence ends with the first error, which names the line.
// One line at a time is in memory.
func Strokes(r io.Reader) iter.Seq2[Sample, error] {
	return func(yield func(Sample, error) bool) {
		in := bufio.NewReader(r)
		if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
			unpacked, err := gzip.NewReader(in)
			if err != nil {
				yield(Sample{}, message.Errorf("stroke file: the gzip header is damaged: %w", err))
				return
			}
			in = bufio.NewReader(unpacked)
		}
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, maxLine)
		n := 0
		for lines.Scan() {
			n++
			line := bytes.TrimSpace(lines.Bytes())
			if len(line) == 0 {
				continue
			}
			s, err := parseSample(line)
			if err != nil {
				yield(Sample{}, message.Errorf("stroke file, line %d: %w", n, err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
		switch err := lines.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(Sample{}, message.Errorf("stroke file, line %d: longer than %d MB; each digit must stand on its own line", n+1, maxLine>>20))
		case err != nil:
			yield(Sample{}, message.Errorf("stroke file, after line %d: %w", n, err))
		}
	}
}

// ReadStrokes reads a whole stroke file; see Strokes for its format. A file with more
// digits than fit into memory is an error.
func ReadStrokes(r io.Reader) ([]Sample, error) {
	var all []Sample
	points := 0
	for s, err := range Strokes(r) {
		if err != nil {
			return nil, err
		}
		for _, stroke := range s.Drawing {
			points += len(stroke.Points)
		}
		if points > maxTogether {
			return nil, message.Errorf("stroke file: more than %d million points; share the digits out among several files", maxTogether>>20)
		}
		all = append(all, s)
	}
	if len(all) == 0 {
		return nil, message.Errorf("stroke file: no digit in it")
	}
	return all, nil
}

// parseSample decodes and checks one line.
func parseSample(line []byte) (Sample, error) {
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return Sample{}, message.Errorf("not a digit in JSON: %w", err)
	}
	if rec.Label == nil || *rec.Label < 0 || *rec.Label > 9 {
		return Sample{}, message.Errorf(`"label" must be a digit from 0 to 9`)
	}
	s := Sample{Label: *rec.Label, Writer: rec.Writer, Source: rec.Source}
	points := 0
	for i, stroke := range rec.Strokes {
		if len(stroke) == 0 {
			return Sample{}, message.Errorf("stroke %d has no points", i+1)
		}
		if points += len(stroke); points > maxPoints {
			return Sample{}, message.Errorf("more than %d points for one digit", maxPoints)
		}
		line := Stroke{Points: make([]Point, len(stroke)), Width: Brush}
		for j, p := range stroke {
			if math.Abs(p[0]) > maxPosition || math.Abs(p[1]) > maxPosition {
				return Sample{}, message.Errorf("stroke %d, point %d is at (%g, %g); the pad reaches from 0 to 1", i+1, j+1, p[0], p[1])
			}
			line.Points[j] = Point{p[0], p[1]}
		}
		s.Drawing = append(s.Drawing, line)
	}
	if s.Drawing == nil {
		return Sample{}, message.Errorf(`"strokes" must hold at least one stroke`)
	}
	return s, nil
}

// WriteStrokes writes samples as a stroke file, plain JSON lines. Erased parts
// are left out, and positions are rounded to 1/10,000 of the pad. A drawing
// without ink or a label that is no digit is an error, and nothing of that sample
// is written.
func WriteStrokes(w io.Writer, samples ...Sample) error {
	for i, s := range samples {
		if s.Label < 0 || s.Label > 9 {
			return message.Errorf("sample %d: the label %d is not a digit", i+1, s.Label)
		}
		rec := record{Label: &s.Label, Writer: s.Writer, Source: s.Source}
		for _, stroke := range s.Drawing.Ink() {
			points := make([][2]float64, len(stroke.Points))
			for j, p := range stroke.Points {
				points[j] = [2]float64{math.Round(p.X*1e4) / 1e4, math.Round(p.Y*1e4) / 1e4}
			}
			rec.Strokes = append(rec.Strokes, points)
		}
		if rec.Strokes == nil {
			return message.Errorf("sample %d: nothing is drawn", i+1)
		}
		line, err := json.Marshal(rec)
		if err != nil {
			return message.Errorf("sample %d: %w", i+1, err)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return message.Errorf("sample %d: %w", i+1, err)
		}
	}
	return nil
}
