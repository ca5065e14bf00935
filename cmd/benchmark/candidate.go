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
	"strconv"
	"strings"
	"time"

	"digitpad/training/mnist"
)

// A candidate is a process that trains when it is told to: it prints "ready",
// and then, for each line that holds a number of images, the nanoseconds of CPU
// time that training on so many took.
type candidate struct {
	process *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Scanner
	images  int       // in a turn
	turns   []float64 // nanoseconds for an image
}

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
	return c, nil
}

// turn trains on so many images and returns the nanoseconds for one.
func (c *candidate) turn(images int) (float64, error) {
	if _, err := fmt.Fprintln(c.ask, images); err != nil {
		return 0, err
	}
	if !c.answers.Scan() {
		return 0, fmt.Errorf("%v ended early: %w", c.process, c.process.Wait())
	}
	ns, err := strconv.ParseFloat(c.answers.Text(), 64)
	return ns / float64(images), err
}

// stop lets the process end.
func (c *candidate) stop() {
	c.ask.Close()
	c.process.Wait()
}

func (c *candidate) best() float64 { return slices.Min(c.turns) }

func (c *candidate) median() float64 {
	sorted := slices.Sorted(slices.Values(c.turns))
	return sorted[len(sorted)/2]
}

// takeTurns lets the contestants train in turns of about a twentieth of a second
// each, with a call of between after every round.
func takeTurns(rounds int, contestants []*candidate, between func()) error {
	const turn = time.Second / 20
	const step = 100 // images, so that every turn is a whole number of mini-batches
	for _, c := range contestants {
		if _, err := c.turn(step); err != nil { // warms up
			return err
		}
		ns, err := c.turn(10 * step)
		if err != nil {
			return err
		}
		c.images = max(1, int(float64(turn.Nanoseconds())/ns/step)) * step
	}
	for range rounds {
		for _, c := range contestants {
			ns, err := c.turn(c.images)
			if err != nil {
				return err
			}
			c.turns = append(c.turns, ns)
		}
		between()
	}
	return nil
}

// ownProcess is this program as a contestant.
func ownProcess(w workload, env ...string) (*candidate, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	hidden := strings.ReplaceAll(strings.Trim(fmt.Sprint(w.hidden), "[]"), " ", ",")
	process := exec.Command(self, "-work", hidden, fmt.Sprint(w.batch), w.optimizer.Name(), fmt.Sprint(w.decay))
	process.Env = append(os.Environ(), env...)
	return start(process)
}

//go:embed baselines
var scripts embed.FS

// A baseline is another program that can train the same network.
type baseline struct{ name, script string }

var baselines = []baseline{
	{"NumPy, batches", "numpy_batches.py"},
	{"PyTorch, gradients by hand", "torch_gradients.py"},
	{"PyTorch, eager", "torch_eager.py"},
	{"scikit-learn", "scikit_learn.py"},
	{"network.py's algorithm", "column_vectors.py"},
}

// baselineNames are the heads of the columns.
func baselineNames() []string {
	names := []string{"digitpad"}
	for _, p := range baselines {
		names = append(names, p.name)
	}
	return names
}

// start starts the peer, or returns nil and says why if this machine cannot.
func (p baseline) start(w workload) *candidate {
	c, err := func() (*candidate, error) {
		data, err := mnist.Locate("")
		if err != nil {
			return nil, err
		}
		dir, err := os.MkdirTemp("", "digitpad-baselines-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir) // Python has read it by the time it is ready
		if err := os.CopyFS(dir, scripts); err != nil {
			return nil, err
		}
		process := exec.Command(python(), filepath.Join(dir, "baselines", p.script), fmt.Sprint(w.hidden[0]), fmt.Sprint(w.batch))
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
