package lab

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"digitpad/network/message"
)

// recorded is a result with every kind of cell and of point.
func recorded() *Result {
	table := Table{Title: message.New("Ends, η"), Columns: []string{"η", "cost"}}
	table.row("1/3", 1./3)
	table.row(10, spreadAt(0.25, 0.01))
	return &Result{
		Tables: []Table{table, {Title: message.New("None"), Columns: []string{"a"}}},
		Charts: []Chart{
			{Title: message.New("Cost"), Series: []Series{{Name: message.New("m = 1"), X: []float64{1, 2}, Y: []float64{0.5, 0.25}, Spread: []float64{0.125, 0}}, {X: []float64{3}, Y: []float64{1. / 3}}}},
			{Title: message.New("Plane"), Heat: &Heat{Label: "log C", X: []float64{1, 2}, Y: []float64{5, 6}, Z: [][]float64{{10, 20}, {30, 40}}}},
		},
	}
}

func TestWriteTables(t *testing.T) {
	const want = "Ends, η\n───────\nη     cost\n1/3   0.3333\n10    0.250 ± 0.010\n\nNone\n────\na\n\n"
	var b strings.Builder
	if err := recorded().WriteTables(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, &b, want)
	}
}

func TestWriteCSV(t *testing.T) {
	const want = `chart,series,x,y,spread,z
Cost,m = 1,1,0.5,0.125,
Cost,m = 1,2,0.25,0,
Cost,,3,0.3333333333333333,,
Plane,log C,1,5,,10
Plane,log C,2,5,,20
Plane,log C,1,6,,30
Plane,log C,2,6,,40
`
	var b strings.Builder
	if err := recorded().WriteCSV(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, &b, want)
	}
}

// full takes so many bytes, and then no more.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f -= full(len(p)); *f < 0 {
		return 0, errFull
	}
	return len(p), nil
}

var errFull = errors.New("the disk is full")

// Wherever the disk is full, that is said.
func TestWriteToFullDisk(t *testing.T) {
	for what, write := range map[string]func(io.Writer) error{"tables": recorded().WriteTables, "points": recorded().WriteCSV} {
		var whole bytes.Buffer
		if err := write(&whole); err != nil {
			t.Fatal(err)
		}
		for room := range whole.Len() {
			disk := full(room)
			if err := write(&disk); !errors.Is(err, errFull) {
				t.Errorf("%s in %d of %d bytes: %v", what, room, whole.Len(), err)
			}
		}
	}
}

// A row that does not fit its columns is a mistake in the program.
func TestRowPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two cells go into one column")
		}
	}()
	table := Table{Columns: []string{"a"}}
	table.row(1, 2)
}
