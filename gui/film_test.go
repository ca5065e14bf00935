package gui

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/storage"

	"digitpad/assets"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/synth"
)

// shippedBench is a bench whose pad the network that comes with digitpad answers.
func shippedBench(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	m, err := shipped(assets.Shipped)
	if err != nil {
		t.Skip("this build has no trained network")
	}
	b.use(m, "shipped")
	return b
}

func TestFilmOfADrawing(t *testing.T) {
	b := shippedBench(t)
	three := synth.NewWriter(5).Draw(3, 0)
	b.pad.Put(store.Content{Drawing: three})
	b.ShowFilm()
	p := b.projection
	p.Pause()

	replay := drawingFilm{drawing: three}.replay()
	p.Show(0)
	first := p.film.scene(0)
	if got := first.input; got != three.UpTo(drawingFilm{drawing: three}.step()).Image() {
		t.Error("the first scene is not the beginning of the first stroke")
	}
	if whole := p.film.scene(replay - 1); whole.input != three.Image() {
		t.Error("the replay does not end with the whole drawing")
	}
	if raw := p.film.scene(replay); raw.input != three.Raw() {
		t.Error("the normalisation does not begin with the drawing as it stands on the pad")
	}
	last := p.film.length - 1
	p.Show(last)
	if p.film.scene(last).input != three.Image() {
		t.Error("the film does not end with what the network receives")
	}
	if p.bars.Winner != 3 {
		t.Errorf("at the end the bars say %d, want 3", p.bars.Winner)
	}
	if !strings.Contains(p.said.Text, "centre of mass") {
		t.Errorf("the end is explained by %q", p.said.Text)
	}

	// The slider holds the film and goes where it is put.
	p.PlayPause()
	p.moment.SetValue(float64(replay))
	if p.running != nil || p.at != replay {
		t.Errorf("after the slider was moved, the film runs: %v, at scene %d, want %d", p.running != nil, p.at, replay)
	}
}

func TestFilmRunsToItsEnd(t *testing.T) {
	b := shippedBench(t)
	b.pad.Put(store.Content{Drawing: synth.NewWriter(5).Draw(1, 0)})
	b.ShowFilm()
	p := b.projection
	p.Pause()
	p.Show(p.film.length - 4)
	p.PlayPause()
	b.pump("the end of the film", func() bool { return p.running == nil })
	if p.at != p.film.length-1 {
		t.Errorf("the film ended at scene %d of %d", p.at, p.film.length)
	}
	p.PlayPause()
	if p.at != 0 {
		t.Errorf("played again it began at scene %d", p.at)
	}
	b.Dismiss()
	if p.running != nil {
		t.Error("the film runs on in a closed dialog")
	}
}

// photograph writes a picture of a drawing: dark ink on paper in a shadow, with
// a speck of dirt.
func photograph(t *testing.T, d ink.Drawing) string {
	t.Helper()
	p := newPaper(300, image.White, image.Black)
	p.draw(d)
	m := image.NewGray(p.picture.Rect)
	for i := range m.Pix {
		x, y := i%300, i/300
		m.Pix[i] = byte(60 + float64(p.picture.Pix[4*i])*0.5 + float64(x+y)/10)
	}
	for i := range 16 {
		m.Pix[(280+i/4)*300+20+i%4] = 30
	}
	path := filepath.Join(t.TempDir(), "three.png")
	if err := os.WriteFile(path, encodePNG(t, m), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func encodePNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// dataURI is a file as a text.
func dataURI(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
}

func TestAPhotographOnThePad(t *testing.T) {
	b := shippedBench(t)
	three := synth.NewWriter(5).Draw(3, 0)
	path := photograph(t, three)
	uri := storage.NewFileURI(path)
	clipboard := b.options.App.Clipboard()
	for name, lay := range map[string]func(){
		"opened":           func() { b.OpenPictureFile(path) },
		"dropped":          func() { b.dropped(fyne.Position{}, []fyne.URI{uri}) },
		"pasted as a path": func() { clipboard.SetContent(path + "\n"); b.Paste() },
		"pasted as a URI":  func() { clipboard.SetContent(uri.String()); b.Paste() },
		"pasted as data":   func() { clipboard.SetContent(dataURI(t, path)); b.Paste() },
	} {
		b.Clear()
		lay()
		b.pump(name, func() bool { return b.pad.Page().Image != nil })
		if got := b.read(b.image(b.pad.Page())).Digit; got != 3 {
			t.Errorf("%s, the photograph of a 3 is read as %d", name, got)
		}
		if got := len(b.pad.Page().Steps); got < 4 {
			t.Errorf("%s, its cleaning has %d stages", name, got)
		}
		if !b.modal() {
			t.Errorf("%s, its cleaning is not shown", name)
		}
		b.projection.Pause()
		b.projection.Show(int(preprocess.Inked))
		if !strings.Contains(b.projection.said.Text, "paper") {
			t.Errorf("%s, the second stage is explained by %q", name, b.projection.said.Text)
		}
		b.Dismiss()
	}

	b.SetNormalise(false)
	if b.image(b.pad.Page()) == *b.pad.Page().Image {
		t.Error("without centring the network receives the centred picture all the same")
	}
}

func TestNoPicture(t *testing.T) {
	b := shippedBench(t)
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	b.pad.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	before := b.pad.Page()
	for path, want := range map[string]string{
		write("text.txt", []byte("three")):                                        "not a picture",
		write("blank.png", encodePNG(t, image.NewGray(image.Rect(0, 0, 60, 60)))): "no digit in the picture",
		filepath.Join(folder, "missing.png"):                                      "no such file",
	} {
		b.OpenFile(path)
		b.pump(want, b.modal)
		b.saysInMessage(want)
		b.Dismiss()
	}
	if b.pad.Page().Image != before.Image || len(b.pad.Page().Drawing) != len(before.Drawing) {
		t.Error("the drawing was lost to a file that is no picture")
	}
	b.options.App.Clipboard().SetContent("three")
	b.Paste()
	b.saysInMessage("copy a drawing")
}

func TestCopiedStrokesCanBePasted(t *testing.T) {
	b := shippedBench(t)
	b.pad.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	want := b.image(b.pad.Page())
	b.CopyDrawing()
	b.Clear()
	b.Paste()
	// Positions are copied to 1/10,000 of the pad, and lines drawn to 1/64 of a pixel.
	if got := b.image(b.pad.Page()); difference(got, want) > 4 {
		t.Errorf("the pasted drawing differs by %d of 255 from the copied one", difference(got, want))
	}
	b.CopySVG()
	if svg := b.options.App.Clipboard().Content(); !strings.HasPrefix(svg, "<svg") || !strings.Contains(svg, "<path") {
		t.Errorf("copied as SVG: %.80s", svg)
	}
}

// difference is the largest between two pixels.
func difference(a, b ink.Image) (most int) {
	for i := range a {
		most = max(most, int(a[i])-int(b[i]), int(b[i])-int(a[i]))
	}
	return most
}

func TestSavedDrawings(t *testing.T) {
	b := shippedBench(t)
	drawing := store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)}
	picture, err := encodePage(drawing, ".png", 3)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := preprocess.Decode(strings.NewReader(string(picture)))
	if err != nil {
		t.Fatal(err)
	}
	stages := preprocess.Stages(decoded)
	if got := b.read(stages[len(stages)-1].Image).Digit; got != 3 {
		t.Errorf("the saved picture of a 3 is read as %d", got)
	}

	img := drawing.Drawing.Image()
	pixels, err := encodePage(store.Content{Image: &img}, ".png", 3)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err = preprocess.Decode(strings.NewReader(string(pixels)))
	if err != nil || preprocess.Picture(decoded) != img {
		t.Errorf("a saved test image is another one: %v", err)
	}

	strokes, err := encodePage(drawing, ".jsonl", 3)
	if err != nil {
		t.Fatal(err)
	}
	samples, err := ink.ReadStrokes(strings.NewReader(string(strokes)))
	if err != nil || len(samples) != 1 || samples[0].Label != 3 || len(samples[0].Drawing) != len(drawing.Drawing) {
		t.Errorf("the stroke file holds %+v, %v", samples, err)
	}
}

func TestAFingerDraws(t *testing.T) {
	b := newBench(t)
	at := func(x, y float32) fyne.PointEvent {
		side := b.pad.image.Size().Width
		return fyne.PointEvent{Position: fyne.NewPos(x*side, y*side).Add(b.pad.image.Position())}
	}
	b.pad.TouchDown(&mobile.TouchEvent{PointEvent: at(0.5, 0.1)})
	b.pad.TouchDown(&mobile.TouchEvent{PointEvent: at(0.9, 0.9)}) // a second finger
	for i := range 8 {
		b.pad.Dragged(&fyne.DragEvent{PointEvent: at(0.5, 0.2+0.1*float32(i))})
	}
	b.pad.TouchUp(&mobile.TouchEvent{PointEvent: at(0.5, 0.9)})
	b.pad.Dragged(&fyne.DragEvent{PointEvent: at(0.1, 0.1)})
	drawing := b.pad.Page().Drawing
	if len(drawing) != 1 || len(drawing[0].Points) != 9 {
		t.Fatalf("a finger drew %d strokes", len(drawing))
	}
	b.Undo()
	if !b.pad.Page().Empty() {
		t.Error("one Undo does not take a finger's stroke back")
	}
}
