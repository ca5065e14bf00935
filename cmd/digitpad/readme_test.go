package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every command in the README's section on the terminal works as it is written, one
// after the other, in a fresh clone on a computer without MNIST.
func TestCommandsOfREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a network on the built-in sample")
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	three, err := os.ReadFile("../../.ci/three.png")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DIGITPAD_DATA", "")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	if err := os.Mkdir(".ci", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(".ci/three.png", three, 0o666); err != nil {
		t.Fatal(err)
	}
	_, section, _ := bytes.Cut(readme, []byte("\n## In a terminal\n"))
	section, _, _ = bytes.Cut(section, []byte("\n## "))
	ran := 0
	for line := range strings.Lines(string(section)) {
		command, ok := strings.CutPrefix(line, "    bin/digitpad ")
		if !ok {
			continue
		}
		ran++
		if code, out, stderr := digitpad(t, strings.Fields(command)...); code != exitDone {
			t.Errorf("%s: exit code %d\n%s%s", strings.TrimSpace(line), code, out, stderr)
		}
	}
	if ran < 5 {
		t.Errorf("the README has %d commands", ran)
	}
	for _, file := range []string{"mine.safetensors", "mine.onnx", "check.svg"} {
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// A program of somebody else's uses the packages of a clone with the README's commands, as
// they are written.
func TestREADMEAsALibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the packages for another module")
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	clone, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	beside := t.TempDir()
	if err := os.Symlink(clone, filepath.Join(beside, "digitpad")); err != nil {
		t.Skip(err)
	}
	mine := filepath.Join(beside, "mine")
	if err := os.Mkdir(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	const program = `package main

import (
	"fmt"

	"digitpad/training"
	"digitpad/training/dataset"
)

func main() {
	xor := dataset.NewExamples("XOR", 2, 2, []byte{0, 0, 0, 255, 255, 0, 255, 255}, []byte{0, 1, 1, 0})
	settings := training.DefaultSettings()
	settings.Batch = 4
	trainer, err := training.NewTrainer(settings, xor, xor)
	if err != nil {
		panic(err)
	}
	fmt.Println(trainer.Network().Spec().SizesString(), trainer.Step())
}
`
	if err := os.WriteFile(filepath.Join(mine, "main.go"), []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## As a library\n")
	section, _, _ = strings.Cut(section, "\n## ")
	ran, said := 0, ""
	for line := range strings.Lines(section) {
		command, ok := strings.CutPrefix(line, "    go ")
		if !ok {
			continue
		}
		ran++
		goCommand := exec.Command("go", strings.Fields(command)...)
		goCommand.Dir, goCommand.Env = mine, append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
		out, err := goCommand.CombinedOutput()
		if said = string(out); err != nil {
			t.Fatalf("%s: %v\n%s", strings.TrimSpace(line), err, out)
		}
	}
	if ran != 4 || said != "2-15-2 <nil>\n" {
		t.Errorf("after %d commands the program says %q", ran, said)
	}
}
