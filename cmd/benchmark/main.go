// Command benchmark measures how fast training is, on the clock and in CPU time:
//
//	go run ./cmd/benchmark             workloads, against the portable code and the machine's limits
//	go run ./cmd/benchmark -baselines  the same networks in NumPy, PyTorch and scikit-learn
//	go run ./cmd/benchmark -growth dir charts: time by hidden units, mini-batch, cores and examples
//
// With -env DIGITPAD_NOAVX512=1 workloads are measured against AVX2 instead of the portable
// code.
//
// It needs MNIST: the folder that DIGITPAD_DATA names, or the program's cache. The
// baselines need python3 with numpy, torch and sklearn; those that are missing are left
// out. All candidates take turns, a fraction of a second each, so that other load affects
// them alike; the tables give the best turn, which was disturbed least, and the median.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/optim"
)

func main() {
	baselines := flag.Bool("baselines", false, "compare with other libraries")
	growth := flag.String("growth", "", "draw how the time grows, into this folder")
	only := flag.String("only", "", "measure only the networks whose name in the table this regular expression matches")
	rounds := flag.Int("rounds", 15, "turns of each candidate")
	env := flag.String("env", "DIGITPAD_NOASM=1", "compare workloads with the program in this environment")
	work := flag.Bool("work", false, "be a candidate (used by the command itself)")
	flag.Parse()

	chosen, err := regexp.Compile(*only)
	switch {
	case err != nil:
	case *work:
		err = compare(flag.Args())
	case *growth != "":
		err = drawGrowth(*growth, *rounds)
	case *baselines:
		err = compareBaselines(chosen, *rounds)
	default:
		if err = compareWorkloads(chosen, *rounds, *env); err == nil && *only == "" {
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

// compareWorkloads prints the table of workloads, next to the program in another environment.
func compareWorkloads(only *regexp.Regexp, rounds int, env string) error {
	ink, err := meanInk()
	if err != nil {
		return err
	}
	printMachine()
	fmt.Printf("An image has %.0f pixels with ink.\n", ink)
	for _, v := range vectors {
		fmt.Printf("Peak with %d bits: %.0f GFLOP/s.\n", v.bits, v.peak()/1e9)
	}
	fmt.Println()
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "workload\tns/image\tmedian\timages/s\t"+env+"\tmedian\tof dense limit\tof sparse limit\tall cores, on the clock\t")
	for _, w := range workloads {
		if !only.MatchString(w.String()) {
			continue
		}
		ours, err := ownProcess(w, 1)
		if err != nil {
			return err
		}
		other, err := ownProcess(w, 1, env)
		if err != nil {
			return err
		}
		shared, err := ownProcess(w, runtime.GOMAXPROCS(0))
		if err != nil {
			return err
		}
		limits := newLimits(w, ink)
		if err := takeTurns(rounds, []*candidate{ours, other, shared}, limits.measure); err != nil {
			return err
		}
		best := ours.best()
		fmt.Fprintf(table, "%v\t%.0f\t%.0f\t%.2e\t%.2f×\t%.2f×\t%s\t%s\t%.2f× as fast\t\n", w, best.cpu, ours.median(), 1e9/best.cpu,
			other.best().cpu/best.cpu, other.median()/ours.median(), ratio(best.cpu, limits.dense), ratio(best.cpu, limits.sparse), best.clock/shared.best().clock)
		for _, c := range []*candidate{ours, other, shared} {
			c.stop()
		}
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
// times longer than we that is, on one core and on all.
func compareBaselines(only *regexp.Regexp, rounds int) error {
	printMachine()
	all := runtime.GOMAXPROCS(0)
	fmt.Printf("\n| µs for an image | one core: CPU | on the clock | times ours | %d cores: CPU | on the clock | times ours |\n|---|--:|--:|--:|--:|--:|--:|\n", all)
	with := map[string]string{}
	for _, w := range []workload{
		{[]int{30}, 10, optim.SGD, 0},
		{[]int{15}, 10, optim.SGD, 0},
		{[]int{15}, 1, optim.SGD, 0},
		{[]int{15}, 100, optim.SGD, 0},
		{[]int{100}, 10, optim.SGD, 0},
		{[]int{100}, 1, optim.SGD, 0},
		{[]int{100}, 100, optim.SGD, 0},
		{[]int{300}, 10, optim.SGD, 0},
		{[]int{800}, 10, optim.SGD, 0},
	} {
		if !only.MatchString(w.String()) {
			continue
		}
		fmt.Printf("| **%v** | | | | | | |\n", w)
		rows := map[string][2]*candidate{} // on one core and on all
		var candidates []*candidate
		for i, cores := range []int{1, all} {
			ours, err := ownProcess(w, cores)
			if err != nil {
				return err
			}
			contestants := map[string]*candidate{"digitpad": ours}
			for _, b := range baselines {
				if c := b.start(w, cores); c != nil {
					contestants[b.name] = c
					with[b.name] = c.with
				}
			}
			for name, c := range contestants {
				row := rows[name]
				row[i] = c
				rows[name] = row
			}
			before := len(candidates)
			candidates = slices.AppendSeq(candidates, maps.Values(contestants))
			if err := takeTurns(rounds, candidates[before:], func() {}); err != nil {
				return err
			}
			for _, c := range candidates[before:] {
				c.stop()
			}
		}
		ours := rows["digitpad"]
		one, shared := ours[0].best(), ours[1].best()
		for _, name := range append([]string{"digitpad"}, names(baselines)...) {
			row := rows[name]
			if row[0] == nil || row[1] == nil {
				continue
			}
			a, b := row[0].best(), row[1].best()
			fmt.Printf("| %s | %.2f | %.2f | %.1f | %.2f | %.2f | %.1f |\n", name,
				a.cpu/1000, a.clock/1000, a.cpu/one.cpu, b.cpu/1000, b.clock/1000, b.clock/shared.clock)
		}
	}
	fmt.Println("\nThe best of the turns. Times ours is of the CPU time on one core, and of the time on the clock on all.")
	for _, name := range names(baselines) {
		if with[name] != "" {
			fmt.Printf("%s computes with %s.\n", name, with[name])
		}
	}
	return nil
}

func names(baselines []baseline) []string {
	var names []string
	for _, b := range baselines {
		names = append(names, b.name)
	}
	return names
}

// printMachine says where and when the figures were measured.
func printMachine() {
	fmt.Printf("%s, %s, %s/%s, %s, kernels: %s\n", time.Now().Format(time.DateOnly), cpuName(),
		runtime.GOOS, runtime.GOARCH, runtime.Version(), network.Kernels())
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
