package ink

import (
	"bytes"
	"compress/gzip"
	"reflect"
	"strings"
	"testing"
)

const line8 = `{"label": 8, "writer": "train-12", "source": "pendigits-train", "strokes": [[[0.5, 0.25], [0.75, 1]], [[0, 0]]]}`

func TestReadStrokes(t *testing.T) {
	want := []Sample{{8, "train-12", "pendigits-train", Drawing{
		{Points: []Point{{.5, .25}, {.75, 1}}, Width: Brush}, {Points: []Point{{0, 0}}, Width: Brush},
	}}}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(line8))
	z.Close()
	for name, file := range map[string]string{"plain": line8, "blank lines": "\n\r\n" + line8 + "\r\n\n", "gzip": packed.String()} {
		got, err := ReadStrokes(strings.NewReader(file))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

var badStrokes = map[string]string{
	"":                                    "no digit in it",
	line8 + "\n{":                         "line 2: not a digit in JSON",
	`[1]`:                                 "line 1: not a digit in JSON",
	`{"strokes":[[[0,0]]]}`:               `line 1: "label" must be`,
	`{"label":10,"strokes":1}`:            "line 1: not a digit in JSON",
	`{"label":10,"strokes":[[[0,0]]]}`:    `line 1: "label" must be`,
	`{"label":1}`:                         `line 1: "strokes" must hold`,
	`{"label":1,"strokes":[[]]}`:          "line 1: stroke 1 has no points",
	`{"label":1,"strokes":[[[1e9,0]]]}`:   "line 1: stroke 1, point 1 is at (1e+09, 0)",
	`{"label":1,"strokes":[[[1e999,0]]]}`: "line 1: not a digit in JSON",
	"\x1f\x8bnope":                        "gzip header is damaged",
	"\n" + strings.Repeat(" ", maxLine+1): "line 2: longer than 4 MB",
	`{"label":1,"strokes":[[` + strings.Repeat("[0,0],", maxPoints) + `[0,0]]]}`: "more than 100000 points",
}

func TestBadStrokeFiles(t *testing.T) {
	for file, want := range badStrokes {
		_, err := ReadStrokes(strings.NewReader(file))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want an error with %q", file, err, want)
		}
	}
}

func TestWriteStrokesRoundTrip(t *testing.T) {
	digit := append(two(60), Stroke{[]Point{{.34, .74}}, 0.1, true})
	var file bytes.Buffer
	if err := WriteStrokes(&file, Sample{2, "me", "my digits", digit}); err != nil {
		t.Fatal(err)
	}
	got, err := ReadStrokes(&file)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Label != 2 || got[0].Writer != "me" || got[0].Source != "my digits" {
		t.Errorf("%+v", got[0])
	}
	if far := farthest(got[0].Drawing.Image(), digit.Image()); far > 2 {
		t.Errorf("written and read, a pixel differs by %d", far)
	}
}

func TestWriteStrokesRefuses(t *testing.T) {
	for want, s := range map[string]Sample{
		"label 10":         {Label: 10, Drawing: two(9)},
		"nothing is drawn": {Label: 1},
	} {
		var file bytes.Buffer
		if err := WriteStrokes(&file, s); err == nil || !strings.Contains(err.Error(), want) || file.Len() > 0 {
			t.Errorf("error %v, %d bytes written, want %q and none", err, file.Len(), want)
		}
	}
}

func FuzzStrokes(f *testing.F) {
	f.Add([]byte(line8))
	for file := range badStrokes {
		if len(file) < 1000 {
			f.Add([]byte(file))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		samples, err := ReadStrokes(bytes.NewReader(file))
		if err != nil {
			return
		}
		for _, s := range samples {
			s.Drawing.Image()
			s.Drawing.Raw()
		}
		var again bytes.Buffer
		if err := WriteStrokes(&again, samples...); err != nil {
			t.Fatal(err)
		}
		if back, err := ReadStrokes(&again); err != nil || len(back) != len(samples) {
			t.Fatalf("%d samples written, %d read, %v", len(samples), len(back), err)
		}
	})
}

// The limits themselves are allowed: all ten labels, the farthest positions, the
// most points.
func TestStrokesAtTheirLimits(t *testing.T) {
	file := `{"label":0,"strokes":[[[1000,-1000]]]}` + "\n" + `{"label":9,"strokes":[[` + strings.Repeat("[0,0],", maxPoints-1) + `[0,0]]]}`
	samples, err := ReadStrokes(strings.NewReader(file))
	if err != nil || len(samples) != 2 || samples[1].Label != 9 || samples[1].Drawing.Points() != maxPoints {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	var again bytes.Buffer
	if err := WriteStrokes(&again, samples...); err != nil {
		t.Error(err)
	}
	for _, beyond := range []string{`{"label":1,"strokes":[[[0,-1001]]]}`, `{"label":1,"strokes":[[[1001,0]]]}`, `{"label":-1,"strokes":[[[0,0]]]}`} {
		if _, err := ReadStrokes(strings.NewReader(beyond)); err == nil {
			t.Errorf("%s is read", beyond)
		}
	}
}

// Mistakes are counted as people count: from 1, over all lines of the file, and
// the points of all strokes of a digit together.
func TestStrokeErrorsSayWhere(t *testing.T) {
	for file, want := range map[string]string{
		line8 + "\n\n" + `{"label":1,"strokes":[[[0,0]],[[0,0],[0,2000]]]}`: "line 3: stroke 2, point 2 is at (0, 2000)",
		`{"label":1,"strokes":[[[0,0]],[]]}`:                                "line 1: stroke 2 has no points",
		`{"label":1,"strokes":[[` + strings.Repeat("[0,0],", maxPoints/2) + `[0,0]],[` + strings.Repeat("[0,0],", maxPoints/2) + `[0,0]]]}`: "more than 100000 points",
	} {
		if _, err := ReadStrokes(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", file, err, want)
		}
	}
	good := Sample{Label: 2, Drawing: two(9)}
	for want, s := range map[string]Sample{"sample 2: the label -1": {Label: -1, Drawing: two(9)}, "sample 2: nothing": {Label: 1}} {
		if err := WriteStrokes(&bytes.Buffer{}, good, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// A stroke file that is cut short within its packing is an error that names the
// last line.
func TestStrokesCutShort(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(strings.Repeat(line8+"\n", 50)))
	z.Close()
	_, err := ReadStrokes(bytes.NewReader(packed.Bytes()[:packed.Len()-4]))
	if err == nil || !strings.Contains(err.Error(), "after line 50") {
		t.Errorf("%v", err)
	}
}

// Who has seen enough need not read on.
func TestStrokesCanBeLeft(t *testing.T) {
	n := 0
	for _, err := range Strokes(strings.NewReader(line8 + "\n" + line8 + "\nnonsense")) {
		if n++; err != nil {
			t.Error(err)
		}
		if n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d digits are read", n)
	}
}

// Positions are written to a ten-thousandth of the pad.
func TestWriteStrokesRounds(t *testing.T) {
	var file bytes.Buffer
	if err := WriteStrokes(&file, Sample{Label: 2, Drawing: Drawing{{Points: []Point{{0.12344, 0.98767}}}}}); err != nil {
		t.Fatal(err)
	}
	if want := `{"label":2,"strokes":[[[0.1234,0.9877]]]}` + "\n"; file.String() != want {
		t.Errorf("%q, want %q", file.String(), want)
	}
}
