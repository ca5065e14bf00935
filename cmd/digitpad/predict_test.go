package main

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training/preprocess"
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

// TestPredict: 28×28 pixels reach the network as they are, from a file and from
// the standard input, and what is printed are its activations.
func TestPredict(t *testing.T) {
	saved := trained(t)
	net := readModel(t, saved).Network
	type prediction struct {
		schema
		Prediction  int
		Activations []float32
		certainty
	}
	for digit := range 10 {
		picture := barAt(digit, color.Gray{}, color.Gray{Y: 255})
		path := filepath.Join(t.TempDir(), "digit.png")
		if err := os.WriteFile(path, encode(t, picture), 0o644); err != nil {
			t.Fatal(err)
		}
		want := net.Forward(net.NewPass(), network.NewInput(picture.Pix))
		for name, in := range map[string][]byte{path: nil, "-": encode(t, picture)} {
			code, out, err := digitpadIn(t.Context(), in, "predict", name, "--network", saved, "--json")
			if code != exitDone {
				t.Fatalf("%s: exit code %d: %s", name, code, err)
			}
			got := decodeLines[prediction](t, out)[0]
			if got.Prediction != digit || len(got.Activations) != 10 || got.Activations[digit] != want[digit] {
				t.Errorf("%d from %s: %+v, want %v", digit, name, got, want)
			}
		}
	}
	code, out, _ := digitpadIn(t.Context(), encode(t, barAt(3, color.Gray{}, color.Gray{Y: 255})), "predict", "-", "--network", saved)
	if rows := strings.Split(strings.TrimSpace(out), "\n"); code != exitDone || len(rows) != 11 || !strings.HasSuffix(rows[10], "3") && !strings.HasPrefix(rows[10], "not sure: 3, or ") {
		t.Errorf("exit code %d, prints\n%s", code, out)
	}
}

// TestAsInput: only light ink on black is taken as it is.
func TestAsInput(t *testing.T) {
	light := barAt(5, color.Gray{Y: 0}, color.Gray{Y: 200})
	if got := preprocess.Input(light); !bytes.Equal(got[:], light.Pix) {
		t.Errorf("light on black became\n%v", got)
	}
	dark := barAt(5, color.Gray{Y: 255}, color.Gray{Y: 20})
	if got := preprocess.Input(dark); got.Empty() || got[0] != 0 {
		t.Errorf("dark on white became\n%v", got)
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
