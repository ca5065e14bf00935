package lab

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"digitpad/network/message"
	"digitpad/training/stats"
)

// Result is the result of an experiment.
type Result struct {
	Experiment string          `json:"experiment"`
	Data       message.Message `json:"data"` // what it ran on, in words
	Values     Values          `json:"settings"`
	Verdict    Verdict         `json:"verdict"`
	Tables     []Table         `json:"tables"`
	Charts     []Chart         `json:"charts"`
	Seconds    float64         `json:"seconds"`
}

// Verdict is what the results say about the claim.
type Verdict struct {
	Outcome Outcome         `json:"outcome"`
	Text    message.Message `json:"text"` // for a person, with the figures
}

// Outcome is a verdict in short.
type Outcome string

// The outcomes.
const (
	Holds       Outcome = "holds"
	HoldsInPart Outcome = "holds in part"
	Fails       Outcome = "is contradicted"
	Open        Outcome = "stays open"
)

// Criteria say, before anything is measured, which figures would confirm a claim,
// which contradict it, and which leave it open. Differences between runs are paired by
// seed, and speak for or against a claim only where their 95 % confidence interval
// lies on one side of zero; see stats.
type Criteria struct {
	Holds, Contradicted, Open string // sentences
}

// outcomeOf is an interval's outcome.
func outcomeOf(o stats.Outcome) Outcome {
	return map[stats.Outcome]Outcome{stats.Holds: Holds, stats.Contradicted: Fails, stats.Open: Open}[o]
}

// together is the outcome of a claim that has several parts: it holds if all of them
// do, in part if some do, and is contradicted if none does and one is contradicted.
func together(parts ...Outcome) Outcome {
	count := map[Outcome]int{}
	for _, part := range parts {
		count[part]++
	}
	switch {
	case count[Holds] == len(parts):
		return Holds
	case count[Holds]+count[HoldsInPart] > 0:
		return HoldsInPart
	case count[Fails] > 0:
		return Fails
	}
	return Open
}

// Table is figures in rows. A cell is a string, a message.Message, an int, a float64, a Spread or a
// stats.Difference.
type Table struct {
	Title   message.Message `json:"title"`
	Columns []string        `json:"columns"`
	Rows    [][]any         `json:"rows"`
}

// row adds a row.
func (t *Table) row(cells ...any) {
	if len(cells) != len(t.Columns) {
		panic("lab: table " + t.Title.String() + ": a row has another number of cells than there are columns")
	}
	t.Rows = append(t.Rows, cells)
}

// cellText is a cell as people read it.
func cellText(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'g', 4, 64)
	}
	return fmt.Sprint(v)
}

// WriteTables writes the tables in columns of text.
func (r *Result) WriteTables(w io.Writer) error {
	for _, table := range r.Tables {
		if _, err := fmt.Fprintf(w, "%s\n%s\n", table.Title, strings.Repeat("─", utf8.RuneCountInString(table.Title.String()))); err != nil {
			return err
		}
		columns := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
		fmt.Fprintln(columns, strings.Join(table.Columns, "\t"))
		for _, row := range table.Rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = cellText(cell)
			}
			fmt.Fprintln(columns, strings.Join(cells, "\t"))
		}
		if err := columns.Flush(); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes the points of all charts, one a line. Spread is the standard
// deviation over seeds where y is a mean, and z the value of a coloured plane at
// x, y; fields that a point has not are empty.
func (r *Result) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	if err := out.Write([]string{"chart", "series", "x", "y", "spread", "z"}); err != nil {
		return err
	}
	for _, chart := range r.Charts {
		for _, s := range chart.Series {
			for i := range s.X {
				spread := ""
				if s.Spread != nil {
					spread = number(s.Spread[i])
				}
				if err := out.Write([]string{chart.Title.String(), s.Name.String(), number(s.X[i]), number(s.Y[i]), spread, ""}); err != nil {
					return err
				}
			}
		}
		if h := chart.Heat; h != nil {
			for j, row := range h.Z {
				for i, z := range row {
					if err := out.Write([]string{chart.Title.String(), h.Label, number(h.X[i]), number(h.Y[j]), "", number(z)}); err != nil {
						return err
					}
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}
