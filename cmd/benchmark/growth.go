package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"digitpad/training/optim"
)

// growth is a chart: the time for an image, of the CPU on one core and on the clock on
// several, by one of what it depends on.
type growth struct {
	file, title, x string
	at             []int
	workload       func(at int) (w workload, cores, examples int)
}

// drawGrowth measures how the time grows and draws a chart of each kind into a folder.
func drawGrowth(dir string, rounds int) error {
	var cores []int
	for n := 1; n <= runtime.GOMAXPROCS(0); n++ {
		cores = append(cores, n)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	printMachine()
	for _, g := range []growth{
		{
			"hidden-units", "784-h-10, m = 10, one core", "hidden units h",
			[]int{15, 30, 50, 100, 200, 400, 800, 1600, 3200},
			func(h int) (workload, int, int) { return workload{[]int{h}, 10, optim.SGD, 0}, 1, allExamples },
		},
		{
			"mini-batch", "784-30-10, one core", "examples m of a mini-batch",
			[]int{1, 3, 10, 30, 100, 300, 1000, 10000, 60000},
			func(m int) (workload, int, int) { return workload{[]int{30}, m, optim.SGD, 0}, 1, allExamples },
		},
		{
			"cores", "784-300-10, m = 10", "cores that may be used", cores,
			func(n int) (workload, int, int) { return workload{[]int{300}, 10, optim.SGD, 0}, n, allExamples },
		},
		{
			"examples", "784-30-10, m = 10, one core", "training examples",
			[]int{100, 300, 1000, 3000, 10000, 30000, 60000},
			func(n int) (workload, int, int) { return workload{[]int{30}, 10, optim.SGD, 0}, 1, n },
		},
	} {
		if err := g.draw(dir, rounds); err != nil {
			return err
		}
	}
	return nil
}

// draw measures all values in turns, prints them and draws them.
func (g growth) draw(dir string, rounds int) error {
	var candidates []*candidate
	several := false
	for _, at := range g.at {
		w, cores, examples := g.workload(at)
		several = several || cores > 1
		c, err := ownProcessOn(w, cores, examples)
		if err != nil {
			return err
		}
		defer c.stop()
		candidates = append(candidates, c)
	}
	if err := takeTurns(rounds, candidates, func() {}); err != nil {
		return err
	}
	fmt.Printf("\n%s\n| %s | µs for an image |\n|--:|--:|\n", g.title, g.x)
	var points plotter.XYs
	for i, at := range g.at {
		best := candidates[i].best().cpu / 1000
		if several {
			best = candidates[i].best().clock / 1000
		}
		fmt.Printf("| %d | %.2f |\n", at, best)
		points = append(points, plotter.XY{X: float64(at), Y: best})
	}
	if len(points) < 2 {
		return nil
	}

	p := plot.New()
	p.Title.Text = g.title
	p.X.Label.Text, p.Y.Label.Text = g.x, "µs for an image"
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, ticksAt(g.at)
	line, dots, err := plotter.NewLinePoints(points)
	if err != nil {
		return err
	}
	p.Add(plotter.NewGrid(), line, dots)
	p.X.Max *= 1.2 // room for the last mark
	if p.Y.Max > 10*p.Y.Min {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: -1}
	} else {
		p.Y.Min = 0
	}
	return p.Save(14*vg.Centimeter, 9*vg.Centimeter, filepath.Join(dir, g.file+".svg"))
}

// ticksAt marks the values that were measured.
func ticksAt(values []int) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for _, v := range values {
		ticks = append(ticks, plot.Tick{Value: float64(v), Label: strconv.Itoa(v)})
	}
	return ticks
}
