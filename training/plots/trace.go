package plots

import (
	"encoding/csv"
	"image/color"
	"io"
	"slices"
	"strconv"

	"gonum.org/v1/plot/plotter"
)

// Trace is the points of a plot that can be read off it: by a pointer, as a
// table, and by a zoom that fits the y axis to them.
type Trace struct {
	Plot   int // its index in Figure.Plots
	Name   string
	Color  color.Color
	Points plotter.XYs
}

// At is the y of the trace's point at x, if it has one.
func (t Trace) At(x float64) (y float64, ok bool) {
	for _, p := range t.Points {
		if p.X == x {
			return p.Y, true
		}
	}
	return 0, false
}

// Table is the points of all traces, a row for each x and a column for each
// trace, under a row of titles. Plots with other x axes follow below each other,
// with a blank row between.
func (f *Figure) Table() [][]string {
	var table [][]string
	for i := range f.Plots {
		first := 0
		for !f.linked(first, i) {
			first++
		}
		if first < i {
			continue // its traces stand beside those of an earlier plot
		}
		var traces []Trace
		for _, t := range f.Traces {
			if f.linked(i, t.Plot) {
				traces = append(traces, t)
			}
		}
		if len(traces) == 0 {
			continue
		}
		if table != nil {
			table = append(table, nil)
		}
		table = append(table, f.rows(f.Plots[i].X.Label.Text, traces)...)
	}
	return table
}

// rows is the table of traces that share an x axis.
func (f *Figure) rows(axis string, traces []Trace) [][]string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	titles := []string{axis}
	columns := make([]map[float64]float64, len(traces))
	var xs []float64
	for i, t := range traces {
		titles = append(titles, f.Plots[t.Plot].Y.Label.Text+", "+t.Name)
		columns[i] = make(map[float64]float64, len(t.Points))
		for _, p := range t.Points {
			columns[i][p.X] = p.Y
			xs = append(xs, p.X)
		}
	}
	slices.Sort(xs)
	rows := [][]string{titles}
	for _, x := range slices.Compact(xs) {
		row := []string{number(x)}
		for _, column := range columns {
			cell := ""
			if y, ok := column[x]; ok {
				cell = number(y)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// WriteCSV writes the figure's Table, fields separated by comma, which may be
// another sign, such as a tabulator for spreadsheets.
func (f *Figure) WriteCSV(w io.Writer, comma rune) error {
	out := csv.NewWriter(w)
	out.Comma = comma
	if err := out.WriteAll(f.Table()); err != nil {
		return err
	}
	return out.Error()
}
