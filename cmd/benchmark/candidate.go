package main

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"digitpad/training/mnist"
)

// A candidate is a process that trains when it is told to: it prints "ready", and what
// it computes with, and then, for each line that holds a number of images, the
// nanoseconds on the clock and of CPU time that training on so many took.
type candidate struct {
	process *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Scanner
	with    string // "OpenBLAS 0.3.21, kernels for Zen"
	images  int    // in a turn
	turns   []timing
}

// timing is nanoseconds for an image.
type timing struct{ clock, cpu float64 }

// start starts the process and waits until it is ready.
func start(process *exec.Cmd) (*candidate, error) {
	process.Stderr = os.Stderr
	ask, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	c := &candidate{process: process, ask: ask, answers: bufio.NewScanner(answers)}
	if !c.answers.Scan() {
		return nil, fmt.Errorf("%v: %w", process, process.Wait())
	}
	_, c.with, _ = strings.Cut(c.answers.Text(), " ")
	return c, nil
}

// turn trains on so many images.
func (c *candidate) turn(images int) (timing, error) {
	if _, err := fmt.Fprintln(c.ask, images); err != nil {
		return timing{}, err
	}
	if !c.answers.Scan() {
		return timing{}, fmt.Errorf("%v ended early: %w", c.process, c.process.Wait())
	}
	var t timing
	_, err := fmt.Sscan(c.answers.Text(), &t.clock, &t.cpu)
	return timing{t.clock / float64(images), t.cpu / float64(images)}, err
}

// stop lets the process end.
func (c *candidate) stop() {
	c.ask.Close()
	c.process.Wait()
}

// best is the shortest time of a turn on the clock, and that of the CPU.
func (c *candidate) best() timing {
	best := c.turns[0]
	for _, t := range c.turns {
		best = timing{min(best.clock, t.clock), min(best.cpu, t.cpu)}
	}
	return best
}

// median is of the CPU time.
func (c *candidate) median() float64 {
	var sorted []float64
	for _, t := range c.turns {
		sorted = append(sorted, t.cpu)
	}
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// takeTurns lets the candidates train in turns of about a twentieth of a second
// each, with a call of between after every round.
func takeTurns(rounds int, candidates []*candidate, between func()) error {
	const turn = time.Second / 20
	const step = 100 // images, so that every turn is a whole number of mini-batches
	for _, c := range candidates {
		if _, err := c.turn(step); err != nil { // warms up
			return err
		}
		t, err := c.turn(10 * step)
		if err != nil {
			return err
		}
		c.images = max(1, int(float64(turn.Nanoseconds())/t.clock/step)) * step
	}
	for range rounds {
		for _, c := range candidates {
			t, err := c.turn(c.images)
			if err != nil {
				return err
			}
			c.turns = append(c.turns, t)
		}
		between()
	}
	return nil
}

// ownProcess is this program as a candidate on up to so many cores.
func ownProcess(w workload, cores int, env ...string) (*candidate, error) {
	return ownProcessOn(w, cores, allExamples, env...)
}

// allExamples is more than there are.
const allExamples = 1 << 30

// ownProcessOn is ownProcess with the first so many of the training examples.
func ownProcessOn(w workload, cores, examples int, env ...string) (*candidate, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	hidden := strings.ReplaceAll(strings.Trim(fmt.Sprint(w.hidden), "[]"), " ", ",")
	process := exec.Command(self, "-work", hidden, fmt.Sprint(w.batch), w.optimizer.Name(), fmt.Sprint(w.decay), fmt.Sprint(cores), fmt.Sprint(examples))
	process.Env = append(os.Environ(), env...)
	return start(process)
}

//go:embed baselines
var scripts embed.FS

// A baseline is another program that can train the same network.
type baseline struct {
	name, source string
	single       bool // it learns from one example at a time
}

var baselines = []baseline{
	{"NumPy, batches", "numpy_batches.py", false},
	{"PyTorch, gradients by hand", "torch_gradients.py", false},
	{"PyTorch, eager", "torch_eager.py", false},
	{"scikit-learn", "scikit_learn.py", false},
	{"FANN, in C", "fann.c", true},
	{"network.py's algorithm", "column_vectors.py", false},
}

// start starts the baseline, or returns nil and says why if this machine cannot.
func (p baseline) start(w workload, cores int) *candidate {
	if p.single && w.batch > 1 {
		return nil
	}
	c, err := func() (*candidate, error) {
		data, err := mnist.Locate("")
		if err != nil {
			return nil, err
		}
		dir, err := os.MkdirTemp("", "digitpad-baselines-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir) // it has been read by the time the process is ready
		if err := os.CopyFS(dir, scripts); err != nil {
			return nil, err
		}
		command := []string{python(), filepath.Join(dir, "baselines", p.source)}
		if source, ok := strings.CutSuffix(command[1], ".c"); ok {
			command = []string{source}
			if out, err := exec.Command("gcc", "-O3", "-march=native", "-o", source, source+".c", "-lfann", "-lz").CombinedOutput(); err != nil {
				return nil, fmt.Errorf("%w: %s", err, out)
			}
		}
		args := append(command[1:], fmt.Sprint(w.hidden[0]), fmt.Sprint(w.batch), fmt.Sprint(cores))
		process := exec.Command(command[0], args...)
		process.Env = append(os.Environ(), "DIGITPAD_DATA="+data)
		return start(process)
	}()
	if err != nil {
		fmt.Fprintf(os.Stderr, "speed: without %s: %v\n", p.name, err)
		return nil
	}
	return c
}

// python is the system's Python, which has the packages of the system, if there
// is one.
func python() string {
	const system = "/usr/bin/python3"
	if _, err := os.Stat(system); err == nil {
		return system
	}
	return "python3"
}
