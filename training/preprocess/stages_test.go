package preprocess

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"digitpad/training/ink"
)

// photo is a photograph of a two in thin ink, darker in one corner, with a speck.
func photo() image.Image {
	d := two(60)
	d[0].Width = 0.02
	m := photograph(d, 200, func(x, y int, ink float64) float64 {
		return 0.8 - 0.0005*float64(x) - 0.5*ink
	}).(*image.Gray)
	for i := range 9 {
		m.SetGray(7+20+i%3, 3+20+i/3, color.Gray{40})
	}
	return m
}

func TestStages(t *testing.T) {
	stages := Stages(photo())
	var steps []Step
	for _, s := range stages {
		steps = append(steps, s.Step)
	}
	want := []Step{Grey, Inked, Cleaned, Repenned, Framed}
	if len(steps) != len(want) {
		t.Fatalf("steps %v, want %v", steps, want)
	}
	for i := range want {
		if steps[i] != want[i] {
			t.Fatalf("steps %v, want %v", steps, want)
		}
	}
	if last := stages[len(stages)-1].Image; last != Picture(photo()) {
		t.Error("the last stage is not what FromPicture returns")
	}

	// The speck is at (21,21) of a picture of 200 pixels, and paper at (5,100).
	at := func(stage int, x, y int) byte { return stages[stage].Picture.GrayAt(x, y).Y }
	if paper := at(0, 5, 100); paper < 190 {
		t.Errorf("in grey the paper has %d of 255, want about 200", paper)
	}
	if paper, speck := at(1, 5, 100), at(1, 21, 21); paper > 10 || speck < 200 {
		t.Errorf("without the paper there are %d at paper and %d at a speck, want about 0 and 255", paper, speck)
	}
	if speck := at(2, 21, 21); speck != 0 {
		t.Errorf("after cleaning the speck still has %d", speck)
	}
	if thin, thick := inkOf(stages[2].Image), inkOf(stages[3].Image); thick < 1.5*thin {
		t.Errorf("the wider pen has %.0f ink, the thin one %.0f", thick, thin)
	}
}

// inkOf is how much of it there is.
func inkOf(m ink.Image) (sum float64) {
	for _, v := range m {
		sum += float64(v)
	}
	return sum
}

func TestStagesOfBlankPaperAndOfAnInput(t *testing.T) {
	blank := image.NewGray(image.Rect(0, 0, 40, 30))
	if stages := Stages(blank); len(stages) == 0 || stages[len(stages)-1].Step == Framed {
		t.Errorf("blank paper gives %d stages, ending in a digit", len(stages))
	}
	input := two(60).Image()
	stages := Stages(pictureOf(&input))
	if len(stages) != 1 || stages[0].Image != input {
		t.Errorf("an input is worked on in %d stages", len(stages))
	}
}

func TestDecode(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, photo()); err != nil {
		t.Fatal(err)
	}
	m, err := Decode(bytes.NewReader(file.Bytes()))
	if err != nil || m.Bounds().Dx() != 200 {
		t.Fatalf("%v, %v", m.Bounds(), err)
	}
	// The header of a PNG of 100,000×100,000 pixels.
	huge := append([]byte(nil), file.Bytes()...)
	copy(huge[16:], []byte{0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0})
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"text":      {[]byte("this is no picture"), "not a picture"},
		"cut short": {file.Bytes()[:file.Len()/2], "not enough"},
		"damaged":   {huge, "checksum"},
		"nothing":   {nil, "not a picture"},
	} {
		if _, err := Decode(bytes.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	gif := []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00;")
	if _, err := Decode(bytes.NewReader(gif)); err == nil || !strings.Contains(err.Error(), "too many") {
		t.Errorf("a GIF of 65535×65535 pixels: error %v", err)
	}
}
