//go:build e2e

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/synth"
)

// TestEndToEndKaggle is the way from a CSV as Kaggle has them to a network on an Arduino: in
// the window, which is opened with the file, and in a terminal.
func TestEndToEndKaggle(t *testing.T) {
	digits := filepath.Join(t.TempDir(), "train.csv")
	writeKaggle(t, digits, 3000)

	t.Run("window", func(t *testing.T) {
		p := newScreen(t).open(t, []string{digits})
		p.await("the digits of the file", patience, func(s *state) bool { return strings.HasPrefix(s.data, "train.csv") })
		p.screenshot("kaggle-1-opened")
		p.enter("epochs", "10")
		p.press("start")
		p.await("the end of training", patience, func(s *state) bool { return s.phase == "finished" && s.charted == s.epochs })
		p.drawThree(0.5, 0.5, 0.6)
		p.await("a reading", patience, func(s *state) bool { return s.digit >= 0 })
		p.screenshot("kaggle-2-trained")

		p.click(point{35, 14}) // Network
		p.do("sleep", "0.5", "key", "--delay", "200", "Down", "Down", "Down", "Down", "Right")
		for _, f := range codec.Formats {
			if f.Extensions[0] == ".ino" {
				break
			}
			if f.Written() {
				p.do("key", "Down", "sleep", "0.2")
			}
		}
		p.screenshot("kaggle-3-export")
		p.do("key", "Return", "sleep", "1")
		p.screenshot("kaggle-4-name")
		sketch := filepath.Join(p.home, "network.ino")
		p.insist("the sketch", 2*time.Second, func() { p.do("key", "Return", "sleep", "0.5") }, func(*state) bool {
			_, err := os.Stat(sketch)
			return err == nil
		})
		p.screenshot("kaggle-5-saved")
		p.do("key", "ctrl+q")
		p.ends()
		isSketch(t, sketch)
	})

	t.Run("terminal", func(t *testing.T) {
		program, err := filepath.Abs(built())
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(t.TempDir())
		for _, command := range []string{
			"train --data " + digits + " --epochs 10 --out mine.safetensors",
			"convert --network mine.safetensors mine.ino",
			"convert --network mine.safetensors mine.int8.h",
		} {
			if out, err := exec.Command(program, strings.Fields(command)...).CombinedOutput(); err != nil {
				t.Fatalf("digitpad %s: %v\n%s", command, err, out)
			}
		}
		isSketch(t, "mine.ino")
		if compiler, err := exec.LookPath("gcc"); err == nil {
			if out, err := exec.Command(compiler, "-Wall", "-Werror", "-fsyntax-only", "-x", "c", "mine.int8.h").CombinedOutput(); err != nil {
				t.Errorf("the header: %v\n%s", err, out)
			}
		}
	})
}

// isSketch looks whether a file is a whole Arduino sketch.
func isSketch(t *testing.T, path string) {
	t.Helper()
	sketch, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"784-15-10", "trained on: train.csv", "digitpad_predict(", "void setup()", "void loop()"} {
		if !strings.Contains(string(sketch), part) {
			t.Errorf("the sketch has no %q", part)
		}
	}
}

// writeKaggle writes n digits of the synthetic writer as Kaggle's train.csv.
func writeKaggle(t *testing.T, path string, n int) {
	t.Helper()
	images, labels, err := synth.WriteSample(t.Context(), 1, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	w.WriteString("label")
	for p := range dataset.Pixels {
		fmt.Fprintf(w, ",pixel%d", p)
	}
	for image := range slices.Chunk(images, dataset.Pixels) {
		fmt.Fprintf(w, "\n%d", labels[0])
		labels = labels[1:]
		for _, ink := range image {
			fmt.Fprintf(w, ",%d", ink)
		}
	}
	w.WriteString("\n")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}
