package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/training/dataset"
)

// digitpad runs the program.
func digitpad(t *testing.T, arguments ...string) (code int, out, err string) {
	t.Helper()
	return digitpadIn(t.Context(), nil, arguments...)
}

// digitpadIn runs the program until ctx ends, with a standard input.
func digitpadIn(ctx context.Context, in []byte, arguments ...string) (code int, out, err string) {
	var outBuffer, errBuffer bytes.Buffer
	code = run(&console{ctx: ctx, in: bytes.NewReader(in), out: &outBuffer, err: &errBuffer}, arguments)
	return code, outBuffer.String(), errBuffer.String()
}

// smallDataset makes a folder of 100 training and 50 test images that a network
// can learn: digit d inks rows 2d and 2d+1, on a few speckles.
func smallDataset(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	for name, n := range map[string]int{"train": 100, "t10k": 50} {
		images, labels := idxHeader(0x803, n, dataset.Side, dataset.Side), idxHeader(0x801, n)
		for i := range n {
			image := make([]byte, dataset.Pixels)
			for range 20 {
				image[random.IntN(len(image))] = byte(random.IntN(256))
			}
			digit := i % 10
			for x := range 2 * dataset.Side {
				image[2*digit*dataset.Side+x] = 255
			}
			images, labels = append(images, image...), append(labels, byte(digit))
		}
		for file, contents := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
			if err := os.WriteFile(filepath.Join(dir, name+file), contents, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// idxHeader is the beginning of an IDX file.
func idxHeader(magic uint32, lengths ...int) []byte {
	header := binary.BigEndian.AppendUint32(nil, magic)
	for _, n := range lengths {
		header = binary.BigEndian.AppendUint32(header, uint32(n))
	}
	return header
}

// decodeLines decodes one JSON object from each line.
func decodeLines[T any](t *testing.T, text string) (values []T) {
	t.Helper()
	for text := range strings.Lines(text) {
		var v T
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&v); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		values = append(values, v)
	}
	return values
}

// TestMistakes: each gets the exit code that the help gives, and on stderr one
// line that says what is wrong.
func TestMistakes(t *testing.T) {
	data, empty := smallDataset(t), t.TempDir()
	text := filepath.Join(empty, "text")
	if err := os.WriteFile(text, []byte("no network"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"DISPLAY", "WAYLAND_DISPLAY"} {
		t.Setenv(key, "")
	}
	nowhere(t)
	for _, test := range []struct {
		arguments string
		code      int
		want      string // on stderr
	}{
		{"learn", exitUsage, `no command and no file called "learn"`},
		{"train --data " + data + " --rate fast", exitUsage, "--rate"},
		{"train --data " + data + " --rate 0", exitUsage, "--rate: The learning rate"},
		{"train --data " + data + " --batch 101", exitUsage, "--batch: The mini-batch size m is 1 (online learning) to 100"},
		{"train --data " + data + " --cost fortune", exitUsage, `--cost: There is no "fortune"; choose quadratic, `},
		{"train --data " + data + " --hidden many", exitUsage, `30,20, or none, not "many"`},
		{"train --data " + data + " --seeds 0", exitUsage, "--seeds is at least 1"},
		{"train --data " + data + " --seeds 2 --out net", exitUsage, "--out, --plot and --report keep one run"},
		{"train --data " + data + " --plot chart.bmp", exitUsage, ".png, .svg, .pdf"},
		{"train --data " + data + " --epochs 1 --out " + filepath.Join(empty, "no", "net.onnx"), exitUsage, "no such file or directory"},
		{"train --data " + data + " --rate 1e6 --hidden 30,30,30,30,30,30,30,30 --activation relu --initializer he --output softmax --cost log-likelihood", exitFailed, "training diverged in epoch 1"},
		{"train --data " + empty, exitNoData, empty + " has no dataset"},
		{"train --data mnist", exitNoData, "'digitpad data download'"},
		{"pretrain --strokes s --into " + empty, exitNoData, "'digitpad data download'"},
		{"train --data " + data + " --seed 18446744073709551615 --seeds 2", exitUsage, "past the largest seed"},
		{"--idle=-5s", exitUsage, "--idle: -5s is below 0."},
		{"eval --brush NaN", exitUsage, "--brush: NaN is not between"},
		{"eval --size 0", exitUsage, "--size: 0 is not between"},
		{"eval --right 1e308", exitUsage, "--right: 1e+308 is not between"},
		{"eval --down Inf", exitUsage, "--down: +Inf is not between"},
		{"eval --rotation=-361", exitUsage, "--rotation: -361 is not between"},
		{"train --data " + data + " --epochs 1 --plot " + filepath.Join(empty, "no", "chart.png"), exitUsage, "no such file or directory"},
		{"eval --data " + data + " --network " + filepath.Join(empty, "gone"), exitNoData, "gone"},
		{"eval --data " + data + " --network " + text, exitFailed, text + ": "},
	} {
		code, out, err := digitpad(t, strings.Fields(test.arguments)...)
		if code != test.code || !strings.Contains(err, test.want) {
			t.Errorf("digitpad %s: exit code %d and %q, want %d and %q", test.arguments, code, err, test.code, test.want)
		}
		if strings.Count(err, "\n") != 1 || !strings.HasPrefix(err, "digitpad: ") {
			t.Errorf("digitpad %s: not one line: %q", test.arguments, err)
		}
		if code == exitUsage && out != "" {
			t.Errorf("digitpad %s: prints %q", test.arguments, out)
		}
	}
}

// nowhere leaves no MNIST to be found.
func nowhere(t *testing.T) {
	t.Helper()
	t.Setenv("DIGITPAD_DATA", "")
	empty := t.TempDir()
	for _, key := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(key, empty)
	}
}

func TestHelp(t *testing.T) {
	for _, arguments := range []string{"--help", "train --help", "eval --help", "predict --help", "data --help", "data download --help"} {
		code, out, err := digitpad(t, strings.Fields(arguments)...)
		if code != exitDone || !strings.Contains(out, "Usage: digitpad") || err != "" {
			t.Errorf("digitpad %s: exit code %d, %q, %q", arguments, code, out, err)
		}
	}
}
