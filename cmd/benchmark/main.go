// Command speed measures how fast training is, in CPU time, and prints tables:
//
//	go run ./cmd/benchmark          workloads, against the portable code and the machine's limits
//	go run ./cmd/benchmark -baselines the same networks in NumPy, PyTorch and scikit-learn
//
// It needs MNIST: the folder that DIGITPAD_DATA names, or the program's cache. The
// baselines need python3 with numpy, torch and sklearn; those that are missing are
// left out. All contestants take turns, a fraction of a second each, so that what
// else the machine does hits them alike; the tables give the best turn, which was
// disturbed least, and the median.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"digitpad/training/dataset"
	"digitpad/training/optim"
)

func main() {
	baselines := flag.Bool("baselines", false, "compare with other libraries")
	rounds := flag.Int("rounds", 15, "turns of each contestant")
	work := flag.Bool("work", false, "be a contestant (used by the command itself)")
	flag.Parse()

	err := error(nil)
	switch {
	case *work:
		err = compare(flag.Args())
	case *baselines:
		err = compareBaselines(*rounds)
	default:
		if err = compareWorkloads(*rounds); err == nil {
			err = measureTheRest()
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// A workload is a network and a way to train it.
type workload struct {
	hidden    []int
	batch     int
	optimizer optim.Optimizer
	decay     float64
}

// workloads are the rows of the first table.
var workloads = []workload{
	{[]int{15}, 10, optim.SGD, 0},
	{[]int{30}, 10, optim.SGD, 0},
	{[]int{100}, 10, optim.SGD, 0},
	{[]int{300}, 10, optim.SGD, 0},
	{[]int{800}, 10, optim.SGD, 0},
	{[]int{30, 30}, 10, optim.SGD, 0},
	{[]int{15}, 1, optim.SGD, 0},
	{[]int{30}, 1, optim.SGD, 0},
	{[]int{100}, 1, optim.SGD, 0},
	{[]int{15}, 100, optim.SGD, 0},
	{[]int{30}, 100, optim.SGD, 0},
	{[]int{100}, 100, optim.SGD, 0},
	{[]int{30}, 60000, optim.SGD, 0},
	{[]int{30}, 10, optim.SGD, 5},
	{[]int{30}, 10, optim.Momentum, 0},
	{[]int{30}, 10, optim.Nesterov, 0},
	{[]int{30}, 10, optim.RMSProp, 0},
	{[]int{30}, 10, optim.Adam, 0},
}

// String is what the tables call the workload.
func (w workload) String() string {
	s := fmt.Sprint(dataset.Pixels)
	for _, units := range w.hidden {
		s += fmt.Sprint("-", units)
	}
	s += fmt.Sprintf("-10, m = %d", w.batch)
	if w.optimizer != optim.SGD {
		s += ", " + w.optimizer.Name()
	}
	if w.decay != 0 {
		s += ", decay"
	}
	return s
}

// compareWorkloads prints the table of workloads.
func compareWorkloads(rounds int) error {
	ink, err := meanInk()
	if err != nil {
		return err
	}
	printMachine()
	fmt.Printf("An image has %.0f pixels with ink. Peak %.0f GFLOP/s.\n\n", ink, peak()/1e9)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "workload\tns/image\tmedian\timages/s\tportable\tof dense limit\tof sparse limit\t")
	for _, w := range workloads {
		ours, err := ownProcess(w)
		if err != nil {
			return err
		}
		portable, err := ownProcess(w, "DIGITPAD_NOASM=1")
		if err != nil {
			return err
		}
		limits := newLimits(w, ink)
		if err := takeTurns(rounds, []*candidate{ours, portable}, limits.measure); err != nil {
			return err
		}
		best := ours.best()
		fmt.Fprintf(table, "%v\t%.0f\t%.0f\t%.2e\t%.1f×\t%s\t%s\t\n", w, best, ours.median(), 1e9/best,
			portable.best()/best, ratio(best, limits.dense), ratio(best, limits.sparse))
		ours.stop()
		portable.stop()
	}
	return table.Flush()
}

// ratio is a/b in words, and a dash where b is not known.
func ratio(a, b float64) string {
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", a/b)
}

// compareBaselines prints, for each network, how long the baselines take and how many
// times longer than ours that is.
func compareBaselines(rounds int) error {
	printMachine()
	fmt.Println()
	fmt.Println("| network | " + strings.Join(baselineNames(), " | ") + " |")
	fmt.Println("|---|" + strings.Repeat("--:|", len(baselines)+1))
	for _, w := range []workload{
		{[]int{30}, 10, optim.SGD, 0},
		{[]int{15}, 10, optim.SGD, 0},
		{[]int{15}, 1, optim.SGD, 0},
		{[]int{15}, 100, optim.SGD, 0},
		{[]int{100}, 10, optim.SGD, 0},
		{[]int{100}, 1, optim.SGD, 0},
		{[]int{100}, 100, optim.SGD, 0},
		{[]int{800}, 10, optim.SGD, 0},
	} {
		ours, err := ownProcess(w)
		if err != nil {
			return err
		}
		contestants := []*candidate{ours}
		rivals := make([]*candidate, len(baselines))
		for i, peer := range baselines {
			if rivals[i] = peer.start(w); rivals[i] != nil {
				contestants = append(contestants, rivals[i])
			}
		}
		if err := takeTurns(rounds, contestants, func() {}); err != nil {
			return err
		}
		row := fmt.Sprintf("| %v | %.2f µs", w, ours.best()/1000)
		for _, rival := range rivals {
			if rival == nil {
				row += " | –"
				continue
			}
			row += fmt.Sprintf(" | %.1f µs, %.1f× (%.1f×)", rival.best()/1000, rival.best()/ours.best(), rival.median()/ours.median())
		}
		fmt.Println(row + " |")
		for _, c := range contestants {
			c.stop()
		}
	}
	fmt.Println("\nCPU time for an image of the training set, and how many times ours that is: best turn (median turn).")
	return nil
}

// printMachine says where and when the figures were measured.
func printMachine() {
	fmt.Printf("%s, %s, %s/%s, %s\n", time.Now().Format(time.DateOnly), cpuName(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// cpuName is the CPU's name where the system tells it.
func cpuName() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown CPU"
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "model name"); ok {
			return strings.TrimLeft(name, "\t :")
		}
	}
	return "unknown CPU"
}
