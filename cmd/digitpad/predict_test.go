package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/synth"
)

// trained trains a network on smallDataset and returns its file.
func trained(t *testing.T) (saved string) {
	t.Helper()
	saved = filepath.Join(t.TempDir(), "net.safetensors")
	if code, _, err := digitpad(t, "train", "--data", smallDataset(t), "--out", saved); code != exitDone {
		t.Fatal(err)
	}
	return saved
}

// barAt is a picture with ink at rows 2·digit and 2·digit + 1, as in
// smallDataset.
func barAt(digit int, paper, ink color.Gray) *image.Gray {
	picture := image.NewGray(image.Rect(0, 0, 28, 28))
	draw.Draw(picture, picture.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	draw.Draw(picture, image.Rect(0, 2*digit, 28, 2*digit+2), image.NewUniform(ink), image.Point{}, draw.Src)
	return picture
}

func encode(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// TestPredict: what is printed of a picture, from a file and from the standard input, are
// the network's activations for what preprocess.Picture makes of it.
func TestPredict(t *testing.T) {
	saved := trained(t)
	net := readModel(t, saved).Network
	type answer struct {
		schema
		Prediction int
		certainty
		Activations []float32
		numberFound
	}
	picture := image.NewGray(image.Rect(0, 0, 60, 60))
	for y := 12; y < 46; y++ {
		for x := 28; x < 33; x++ {
			picture.SetGray(x, y, color.Gray{Y: 255})
		}
	}
	path := filepath.Join(t.TempDir(), "digit.png")
	if err := os.WriteFile(path, encode(t, picture), 0o644); err != nil {
		t.Fatal(err)
	}
	pixels := preprocess.Picture(picture)
	want := net.Forward(net.NewPass(), network.NewInput(pixels[:]))
	label := net.Spec().Encoding.Decode(want)
	for name, in := range map[string][]byte{path: nil, "-": encode(t, picture)} {
		code, out, err := digitpadIn(t.Context(), in, "predict", name, "--network", saved, "--json")
		if code != exitDone {
			t.Fatalf("%s: exit code %d: %s", name, code, err)
		}
		got := decodeLines[answer](t, out)[0]
		if got.Prediction != label || got.Number != fmt.Sprint(label) || len(got.Activations) != 10 || got.Activations[label] != want[label] {
			t.Errorf("from %s: %+v, want %v", name, got, want)
		}
		if len(got.Digits) != 1 || math.Abs(got.Digits[0].Box[1]-12) > 2 || math.Abs(got.Digits[0].Box[2]-33) > 2 {
			t.Errorf("from %s: the digit is %+v", name, got.Digits)
		}
	}
	code, out, _ := digitpadIn(t.Context(), encode(t, picture), "predict", "-", "--network", saved)
	if rows := strings.Split(strings.TrimSpace(out), "\n"); code != exitDone || len(rows) != 11 || !strings.Contains(rows[10], fmt.Sprint(" ", label)) {
		t.Errorf("exit code %d, prints\n%s", code, out)
	}
}

// TestPredictNumbers: a number is printed as one; several pictures and folders give CSV, and
// one that is no picture is reported without losing the others.
func TestPredictNumbers(t *testing.T) {
	folder := t.TempDir()
	w := synth.NewWriter(5)
	number, _ := synth.Number(rand.New(rand.NewPCG(1, 2)), []ink.Drawing{w.Draw(3, 0), w.Draw(2, 0), w.Draw(7, 0)}, synth.Apart)
	picture := encode(t, synth.NewPaper(number, 300, 0.02))
	if err := os.WriteFile(filepath.Join(folder, "a, b.png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, err := digitpadIn(t.Context(), picture, "predict", "-"); code != exitDone || !strings.HasPrefix(out, "327") || strings.Count(out, "\n") != 1 {
		t.Errorf("exit code %d, %q, %q", code, out, err)
	}
	code, out, err := digitpad(t, "predict", folder)
	rows := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitDone || len(rows) != 2 || rows[0] != "file,number,sure" || !strings.HasPrefix(rows[1], `"`+filepath.Join(folder, "a, b.png")+`",327,`) {
		t.Errorf("exit code %d, %q, %q", code, out, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "c.png"), []byte("no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, err = digitpad(t, "predict", folder)
	if code != exitFailed || !strings.Contains(out, "327") || !strings.Contains(err, "c.png: not a picture") || !strings.Contains(err, "1 of 2 pictures") {
		t.Errorf("exit code %d, %q, %q", code, out, err)
	}
}

func TestPredictRefuses(t *testing.T) {
	saved, whole := trained(t), encode(t, barAt(3, color.Gray{}, color.Gray{Y: 255}))
	huge := bytes.Clone(whole)
	copy(huge[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // width and height, then their checksum
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, test := range map[string]struct {
		in   []byte
		want string
	}{
		"empty":     {nil, "not a picture that digitpad reads"},
		"text":      {[]byte("three"), "not a picture that digitpad reads"},
		"truncated": {whole[:len(whole)-20], "the image on the standard input: "},
		"blank":     {encode(t, image.NewGray(image.Rect(0, 0, 28, 28))), "there is no digit in the image"},
		"huge":      {huge, "65536×65536 pixels are too many"},
	} {
		code, out, err := digitpadIn(t.Context(), test.in, "predict", "-", "--network", saved)
		if code != exitFailed || out != "" || !strings.Contains(err, test.want) || strings.Count(err, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, err)
		}
	}
}
