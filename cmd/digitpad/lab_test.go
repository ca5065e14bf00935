package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/training/lab"
)

// TestLabList: the list names every experiment.
func TestLabList(t *testing.T) {
	code, out, err := digitpad(t, "lab")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	for _, e := range lab.Experiments {
		if !strings.Contains(out, e.Name()) || !strings.Contains(out, e.Title) {
			t.Errorf("no %s in\n%s", e.Name(), out)
		}
	}
}

// TestLab: an experiment prints its verdict, or JSON, and writes its files.
func TestLab(t *testing.T) {
	data, folder := smallDataset(t), t.TempDir()
	for _, format := range []string{"png", "svg", "pdf"} {
		plot, points := filepath.Join(folder, "charts."+format), filepath.Join(folder, format+".csv")
		code, out, err := digitpad(t, "lab", "epochs", "--data", data, "--seeds", "2", "--epochs=3", "--plot", plot, "--csv", points)
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, err)
		}
		if !strings.Contains(out, "The claim ") || !strings.Contains(out, "After so many epochs") {
			t.Errorf("prints\n%s", out)
		}
		if drawn, err := os.ReadFile(plot); err != nil || !bytes.Contains(drawn[:min(500, len(drawn))], []byte(map[string]string{"png": "\x89PNG", "svg": "<svg", "pdf": "%PDF"}[format])) {
			t.Errorf("%s: %v", plot, err)
		}
		if text, err := os.ReadFile(points); err != nil || !strings.HasPrefix(string(text), "chart,series,x,y,spread,z\nCost,training images,0,") {
			t.Errorf("%s: %v\n%.200s", points, err, text)
		}
	}

	code, out, err := digitpad(t, "lab", "gradient-check", "--data", data, "--json", "--image", "7")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	result := decodeLines[struct {
		schema
		lab.Result
	}](t, out)[0]
	if result.Experiment != "gradient-check" || result.Values["image"] != "7" || result.Verdict.Outcome != lab.Holds {
		t.Errorf("%+v", result)
	}
}

// TestLabMistakes: one line says what is wrong.
func TestLabMistakes(t *testing.T) {
	data := smallDataset(t)
	for _, test := range []struct {
		arguments string
		code      int
		want      string
	}{
		{"lab magic", exitUsage, `there is no "magic"; choose encodings, `},
		{"lab epochs --colour red --data " + data, exitUsage, "--colour"},
		{"lab epochs --seeds 0 --data " + data, exitUsage, "--seeds: 0 is not between 1 and 1000."},
		{"lab epochs --batch 1000 --data " + data, exitUsage, "--batch: The mini-batch size m is 1 (online learning) to 84"},
		{"lab epochs --plot chart.gif --data " + data, exitUsage, `no chart format ".gif"`},
		{"lab epochs --epochs 1 --plot " + filepath.Join(data, "no", "chart.png") + " --data " + data, exitUsage, "no such file or directory"},
		{"lab gradient-check --network " + filepath.Join(data, "gone") + " --data " + data, exitNoData, "gone"},
	} {
		code, out, err := digitpad(t, strings.Fields(test.arguments)...)
		if code != test.code || !strings.Contains(err, test.want) || strings.Count(err, "\n") != 1 || out != "" {
			t.Errorf("digitpad %s: exit code %d, %q, prints %q; want %d and %q", test.arguments, code, err, out, test.code, test.want)
		}
	}
	if code, out, _ := digitpad(t, "lab", "encodings", "--help"); code != exitDone || !strings.Contains(out, "--hidden=15,30") || !strings.Contains(out, "--plot") {
		t.Errorf("help: exit code %d, %s", code, out)
	}
}
