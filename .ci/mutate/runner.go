package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// outcome is what came of a mutant.
type outcome string

const (
	noticed    outcome = "noticed"
	survived   outcome = "survived"
	unreached  outcome = "unreached" // by any test: survived, too
	impossible outcome = "does not compile"
)

// runner is a place to try one mutant after the other.
type runner struct{ mutated, overlay, program string }

// newRunner is a runner with files of its own in a folder.
func newRunner(folder string) runner {
	own, err := os.MkdirTemp(folder, "runner")
	if err != nil {
		log.Fatal(err)
	}
	return runner{filepath.Join(own, "mutant.go"), filepath.Join(own, "overlay.json"), filepath.Join(own, "mutant.test")}
}

// try builds the package with the mutant in it, and asks the tests: first the one
// that noticed most of the file's mutants, then the others.
func (b runner) try(m mutant) outcome {
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: b.mutated}})
	if err != nil {
		log.Fatal(err)
	}
	for name, contents := range map[string][]byte{b.mutated: m.changed(), b.overlay: replace} {
		if err := os.WriteFile(name, contents, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	judges := m.pkg.judges(m)
	if len(judges) == 0 {
		if exec.Command("go", "build", "-overlay", b.overlay, "-o", os.DevNull, m.pkg.ImportPath).Run() != nil {
			return impossible
		}
		return unreached
	}
	build := exec.Command("go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", b.overlay, "-o", b.program, m.pkg.ImportPath)
	if build.Run() != nil {
		return impossible
	}
	first := min(1, len(judges))
	for _, tests := range [][]string{judges[:first], judges[first:]} {
		if len(tests) > 0 && b.ask(m, tests) {
			return noticed
		}
	}
	return survived
}

// ask tells whether one of the tests fails, or never ends: it may take five times
// the CPU time that it takes, and where it waits for something, minutes.
func (b runner) ask(m mutant, tests []string) bool {
	limit := 10 * time.Second
	for _, test := range tests {
		limit += 5 * m.pkg.takes[test]
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute+20*limit)
	defer cancel()
	output, err := m.pkg.command(ctx, b.program, limit, "-test.short", "-test.failfast", "-test.run", pattern(tests...)).CombinedOutput()
	if err == nil {
		return false
	}
	if found := failed.FindSubmatch(output); found != nil {
		m.pkg.credit(m, string(found[1]))
	}
	return true
}

// failed is the line that names a test that failed, or panicked.
var failed = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// command is a test program of the package, to be run in its folder, with a home
// of its own and limits to its CPU time and its memory: a mutant may do anything.
func (p *pkg) command(ctx context.Context, program string, limit time.Duration, arguments ...string) *exec.Cmd {
	const kibibytes = 8 << 20
	script := fmt.Sprintf(`ulimit -t %d -v %d; exec "$0" "$@"`, int(limit.Seconds()), kibibytes)
	command := exec.CommandContext(ctx, "bash", append([]string{"-c", script, program}, arguments...)...)
	command.Dir = p.Dir
	home := filepath.Dir(program)
	command.Env = append(os.Environ(), "HOME="+home, "XDG_CACHE_HOME=", "XDG_CONFIG_HOME=", "TMPDIR="+home, "DIGITPAD_DATA=")
	command.WaitDelay = time.Second
	return command
}
