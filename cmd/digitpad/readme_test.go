package main

import (
	"bytes"
	"os"
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
