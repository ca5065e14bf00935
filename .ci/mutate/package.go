package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// pkg is a package to break: what go list says of it, and what study found.
type pkg struct {
	ImportPath, Dir           string
	GoFiles                   []string
	TestGoFiles, XTestGoFiles []string

	tests []string                 // tests, examples and seeds of fuzzing, the fastest first
	takes map[string]time.Duration // of CPU time, by test
	reach map[span][]string        // the tests that run a block of statements

	lock  sync.Mutex
	kills map[kill]int // how many mutants
}

// kill is a test that noticed a mutant of a file.
type kill struct{ file, test string }

// span is a block of statements of a file, named without its folder.
type span struct {
	file                                   string
	fromLine, fromColumn, toLine, toColumn int
}

// holds tells whether a place in the block's file is in the block.
func (s span) holds(line, column int) bool {
	return (line > s.fromLine || line == s.fromLine && column >= s.fromColumn) &&
		(line < s.toLine || line == s.toLine && column < s.toColumn)
}

// list are the packages of patterns that have tests.
func list(patterns []string) (packages []*pkg) {
	fields := "-json=ImportPath,Dir,GoFiles,TestGoFiles,XTestGoFiles"
	output, err := exec.Command("go", append([]string{"list", fields}, patterns...)...).Output()
	if err != nil {
		log.Fatalf("go list %v: %v", patterns, err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(output)))
	for {
		p := &pkg{takes: map[string]time.Duration{}, reach: map[span][]string{}, kills: map[kill]int{}}
		if err := decoder.Decode(p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			log.Fatal(err)
		}
		if len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
			fmt.Printf("%s has no tests and is left out\n", p.ImportPath)
			continue
		}
		packages = append(packages, p)
	}
}

// study runs each test alone on the package as it is, and keeps how long it takes
// and what it reaches.
func (p *pkg) study(folder string) {
	program, profile := filepath.Join(folder, "study.test"), filepath.Join(folder, "study.out")
	if output, err := exec.Command("go", "test", "-c", "-vet=off", "-cover", "-o", program, p.ImportPath).CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", p.ImportPath, err, output)
	}
	names, err := p.command(context.Background(), program, time.Hour, "-test.list", "^(Test|Example|Fuzz)").Output()
	if err != nil {
		log.Fatalf("%s: %v", p.ImportPath, err)
	}
	p.tests = strings.Fields(string(names))
	for _, test := range p.tests {
		command := p.command(context.Background(), program, time.Hour, "-test.short", "-test.run", pattern(test), "-test.coverprofile", profile)
		output, err := command.CombinedOutput()
		if err != nil {
			log.Fatalf("%s: %s fails before anything is broken\n%s", p.ImportPath, test, output)
		}
		p.takes[test] = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		p.learn(test, profile)
	}
	slices.SortStableFunc(p.tests, func(a, b string) int { return int(p.takes[a] - p.takes[b]) })
}

// learn keeps what a test reaches, by its profile of coverage.
func (p *pkg) learn(test, profile string) {
	file, err := os.Open(profile)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var s span
		var statements, runs int
		name, numbers, _ := strings.Cut(lines.Text(), ":")
		if n, _ := fmt.Sscanf(numbers, "%d.%d,%d.%d %d %d",
			&s.fromLine, &s.fromColumn, &s.toLine, &s.toColumn, &statements, &runs); n != 6 {
			continue // the line with the mode
		}
		s.file = path.Base(name)
		if runs > 0 {
			p.reach[s] = append(p.reach[s], test)
		} else if p.reach[s] == nil {
			p.reach[s] = []string{}
		}
	}
}

// judges are the tests that reach a mutant's change, or all where no block of
// statements holds it: those that noticed most of the file's mutants first, then
// the fastest.
func (p *pkg) judges(m mutant) []string {
	file := filepath.Base(m.file)
	judges, inBlock := map[string]bool{}, false
	for block, tests := range p.reach {
		if block.file == file && block.holds(m.from.Line, m.from.Column) {
			inBlock = true
			for _, test := range tests {
				judges[test] = true
			}
		}
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	var order []string
	for _, test := range p.tests {
		if judges[test] || !inBlock {
			order = append(order, test)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return p.kills[kill{file, b}] - p.kills[kill{file, a}] })
	return order
}

// credit notes that a test noticed a mutant.
func (p *pkg) credit(m mutant, test string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.kills[kill{filepath.Base(m.file), test}]++
}

// pattern is for -test.run: these tests and no others.
func pattern(tests ...string) string { return "^(" + strings.Join(tests, "|") + ")$" }
