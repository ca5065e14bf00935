package main

import (
	"bytes"
	"errors"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/filetype"
)

// fullDisk takes so many bytes.
type fullDisk struct{ room int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		n := d.room
		d.room = 0
		return n, errFull
	}
	d.room -= len(p)
	return len(p), nil
}

// Every command whose standard output cannot be written ends with 1 and says so,
// whether the disk was full from the beginning or becomes so.
func TestFullStandardOutput(t *testing.T) {
	data, saved := smallDataset(t), trained(t)
	picture := filepath.Join(t.TempDir(), "3.png")
	if err := os.WriteFile(picture, encode(t, barAt(3, gray(0), gray(255))), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{
		"version", "--help", "train --help", "data show --data DATA",
		"train --data DATA --epochs 2", "train --data DATA --epochs 2 --json", "train --data DATA --epochs 1 --seeds 2",
		"eval --data DATA --network NET", "eval --data DATA --network NET --json",
		"predict --network NET IMAGE", "predict --json --network NET IMAGE", "convert --help",
	} {
		arguments := strings.Fields(strings.NewReplacer("DATA", data, "NET", saved, "IMAGE", picture).Replace(command))
		for _, room := range []int{0, 10} {
			var problems bytes.Buffer
			code := run(&console{ctx: t.Context(), out: &fullDisk{room}, err: &problems}, arguments)
			if code != exitFailed || !strings.Contains(problems.String(), "the standard output: no space left on device") {
				t.Errorf("%s, room for %d bytes: exit code %d, %s", command, room, code, &problems)
			}
		}
	}
}

// What could not be written in the end is refused before the first epoch.
func TestDestinationsAreCheckedFirst(t *testing.T) {
	data, folder := smallDataset(t), t.TempDir()
	missing := filepath.Join(folder, "missing")
	for _, test := range []struct{ arguments, want string }{
		{"--out " + filepath.Join(missing, "n.safetensors"), "no such file or directory"},
		{"--out " + missing + ".pt", ".safetensors, .json, .onnx"},
		{"--out " + missing, ".safetensors, .json, .onnx"},
		{"--out " + missing + ".json --activation tanh", "network2.py has only sigmoid units"},
		{"--plot " + filepath.Join(missing, "p.png"), "no such file or directory"},
		{"--plot " + missing + ".bmp", "bmp"},
		{"--report " + filepath.Join(missing, "r.html"), "no such file or directory"},
	} {
		arguments := append([]string{"train", "--data", data, "--epochs", "1"}, strings.Fields(test.arguments)...)
		code, out, err := digitpad(t, arguments...)
		if code != exitUsage || out != "" || !strings.Contains(err, test.want) {
			t.Errorf("%s: exit code %d, %q, printed %q", test.arguments, code, err, out)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "n.onnx"), 0o755); err != nil {
		t.Fatal(err)
	}
	if code, out, err := digitpad(t, "train", "--data", data, "--out", filepath.Join(folder, "n.onnx")); code != exitUsage || out != "" || !strings.Contains(err, "it is a folder") {
		t.Errorf("a folder: exit code %d, %q, printed %q", code, err, out)
	}
	if code, _, err := digitpad(t, "eval", "--data", data, "--sheet", filepath.Join(missing, "s.png")); code != exitUsage || !strings.Contains(err, "no such file or directory") {
		t.Errorf("eval --sheet: exit code %d, %q", code, err)
	}
	gone := filepath.Join(missing, "run.safetensors") // which nobody gets to
	for _, test := range [][]string{
		{"end its name in .png", "eval", "--data", data, "--sheet", filepath.Join(folder, "s.txt")},
		{"end its name in .html", "train", "--data", data, "--report", filepath.Join(folder, "r.md")},
		{"end its name in .html", "report", gone, "--data", data, "--out", filepath.Join(folder, "r.pdf")},
		{"no such file or directory", "report", gone, "--data", data, "--out", filepath.Join(missing, "r.html")},
	} {
		if code, out, err := digitpad(t, test[1:]...); code != exitUsage || out != "" || !strings.Contains(err, test[0]) {
			t.Errorf("%v: exit code %d, %q, prints %q", test[1:], code, err, out)
		}
	}
}

// --out writes what the extension says.
func TestOutHasTheFormatOfItsName(t *testing.T) {
	data, folder := smallDataset(t), t.TempDir()
	want, begins := map[string]codec.Format{}, map[string]string{"C": "/* A neural", "C, int8": "/* A neural", "Arduino": "/* A neural", "Go": "// Code gen", "JavaScript": "// A neural"}
	for _, format := range codec.Formats {
		for _, extension := range format.Extensions {
			if format.Written() {
				want[filepath.Join(folder, "n"+extension)] = format
			}
		}
	}
	for path, format := range want {
		if code, _, err := digitpad(t, "train", "--data", data, "--epochs", "1", "--hidden", "2", "--out", path); code != exitDone {
			t.Errorf("%s: exit code %d: %s", path, code, err)
			continue
		}
		if format.Readable() {
			if is, err := filetype.OfFile(path); err != nil || is.Kind != filetype.Network || is.Format != format.Name {
				t.Errorf("%s is %v (%v)", path, is, err)
			}
			if code, _, err := digitpad(t, "eval", "--data", data, "--network", path); code != exitDone || err != "" {
				t.Errorf("%s: exit code %d: %s", path, code, err)
			}
		} else if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), begins[format.Name]) {
			t.Errorf("%s: %v, begins %.20q", path, err, text)
		}
	}
}

// convert keeps a network through every format that is read, with its notes.
func TestConvert(t *testing.T) {
	folder := t.TempDir()
	first := filepath.Join(folder, "first.safetensors")
	from := []string{"convert", first}
	for _, name := range []string{"first.safetensors", "n.onnx", "n.npz", "last.safetensors"} {
		path := filepath.Join(folder, name)
		if code, out, err := digitpad(t, append(from[:len(from)-1:len(from)-1], path)...); code != exitDone || out != "" || !strings.Contains(err, "as "+path) {
			t.Fatalf("%s: exit code %d, %q, %s", name, code, out, err)
		}
		from = []string{"convert", "--network", path, ""}
		want, got := readModel(t, first), readModel(t, path)
		if !slices.Equal(got.Network.Parameters(), want.Network.Parameters()) {
			t.Errorf("%s: the network is another", name)
		}
	}
	if code, out, _ := digitpad(t, "convert", "--help"); code != exitDone || !strings.Contains(out, ".onnx: ONNX, the exchange format") {
		t.Errorf("the help does not list the formats: %s", out)
	}
	if code, _, err := digitpad(t, "convert", filepath.Join(folder, "n.pt")); code != exitUsage || !strings.Contains(err, "ends in .safetensors") {
		t.Errorf("n.pt: exit code %d, %s", code, err)
	}
}

// A file of weights alone needs the activation; any other file is called what it is.
func TestNetworksOfOthers(t *testing.T) {
	data, folder := smallDataset(t), "../../network/codec/testdata"
	torch := filepath.Join(folder, "torch-fc.safetensors")
	for _, test := range []struct {
		arguments string
		code      int
		want      string // of what it says on the standard error
	}{
		{"--network " + torch, exitUsage, "the weights of a 784-5-10 network, but not its hidden activation, which has to be given: sigmoid, tanh or relu; add --activation"},
		{"--network " + torch + " --activation sigmoid", exitDone, "softmax outputs and log-likelihood cost are taken for granted"},
		{"--network " + torch + " --activation sigmoid --output sigmoid --cost quadratic", exitDone, ""},
		{"--network " + torch + " --activation sinus", exitUsage, `--activation: no "sinus"`},
		{"--network " + filepath.Join(folder, "n2.json") + " --activation relu", exitFailed, "its file says that the hidden activation is sigmoid, not relu"},
		{"--activation relu", exitUsage, "are for the file of --network"},
		{"--network " + filepath.Join(folder, "model.h5"), exitFailed, "this is a file in the format Keras, not a network: save its weights with np.savez"},
		{"--network " + filepath.Join(data, "t10k-images-idx3-ubyte"), exitFailed, "this is a data set (IDX), not a network"},
		{"--network " + data, exitFailed, "this is a folder, not a network"},
	} {
		code, _, err := digitpad(t, append([]string{"eval", "--data", data}, strings.Fields(test.arguments)...)...)
		if code != test.code || !strings.Contains(err, test.want) || test.want == "" && err != "" {
			t.Errorf("%s: exit code %d, %s", test.arguments, code, err)
		}
	}
}

// Weights that are finite but whose sums are not end neither with a panic nor with a
// cost that is no number.
func TestHugeWeights(t *testing.T) {
	net := network.New(network.PostSpec())
	for _, layer := range net.Layers() {
		for i := range layer.W {
			layer.W[i] = 3e38 * float32(1-i%3) // of both signs
		}
	}
	path := filepath.Join(t.TempDir(), "huge.safetensors")
	err := writeFile(path, func(w io.Writer) error { return codec.WriteSafetensors(w, codec.Model{Network: net}) })
	if err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "3.png")
	if err := os.WriteFile(picture, encode(t, barAt(3, gray(0), gray(255))), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{
		{"predict", "--network", path, picture},
		{"eval", "--network", path, "--data", smallDataset(t)},
	} {
		if code, out, err := digitpad(t, arguments...); code != exitFailed || out != "" || !strings.Contains(err, "weights so large") {
			t.Errorf("%v: exit code %d, %q, %s", arguments, code, out, err)
		}
	}
}

func gray(level uint8) color.Gray { return color.Gray{Y: level} }
