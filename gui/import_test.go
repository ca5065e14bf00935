package gui

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/storage"

	"digitpad/gui/pad"
	"digitpad/gui/state/store"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// shippedWindow is a window whose pad the network that comes with digitpad answers.
func shippedWindow(t *testing.T) *testWindow {
	t.Helper()
	b := newTestWindow(t)
	b.state.Prediction.UseShipped()
	if b.state.Prediction.Model().Network == nil {
		t.Skip("this build has no trained network")
	}
	return b
}

func TestReplayIsShown(t *testing.T) {
	b := shippedWindow(t)
	b.ShowReplay()
	if !b.dialogs.Modal() || b.player != nil {
		t.Error("an empty pad has a replay, or nobody says that it has none")
	}
	b.dialogs.Dismiss()
	b.state.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	b.ShowReplay()
	if !b.dialogs.Modal() || b.player == nil {
		t.Fatal("a drawing has no replay")
	}
	b.dialogs.Dismiss()
}

// photograph writes a picture of a drawing: dark ink on paper in a shadow, with
// a speck of dirt.
func photograph(t *testing.T, d ink.Drawing) string {
	t.Helper()
	p := pad.Render(d, 300, color.White, color.Black)
	m := image.NewGray(p.Rect)
	for i := range m.Pix {
		x, y := i%300, i/300
		m.Pix[i] = byte(60 + float64(p.Pix[4*i])*0.5 + float64(x+y)/10)
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
	b := shippedWindow(t)
	three := synth.NewWriter(5).Draw(3, 0)
	path := photograph(t, three)
	uri := storage.NewFileURI(path)
	clipboard := b.options.App.Clipboard()
	for name, lay := range map[string]func(){
		"opened":           func() { b.files.OpenPictureFile(path) },
		"dropped":          func() { b.files.Dropped(fyne.Position{}, []fyne.URI{uri}) },
		"pasted as a path": func() { clipboard.SetContent(path + "\n"); b.files.Paste() },
		"pasted as a URI":  func() { clipboard.SetContent(uri.String()); b.files.Paste() },
		"pasted as data":   func() { clipboard.SetContent(dataURI(t, path)); b.files.Paste() },
	} {
		b.state.Page.Clear()
		lay()
		b.pump(name, func() bool { return b.state.Page.Content().Image != nil })
		if got := b.state.Prediction.Result().Digit; got != 3 {
			t.Errorf("%s, the photograph of a 3 is read as %d", name, got)
		}
		if got := len(b.state.Page.Content().Steps); got < 4 {
			t.Errorf("%s, its cleaning has %d stages", name, got)
		}
		if !b.dialogs.Modal() {
			t.Errorf("%s, its cleaning is not shown", name)
		}
		b.dialogs.Dismiss()
	}

	b.SetNormalise(false)
	if b.state.Page.Image() == *b.state.Page.Content().Image {
		t.Error("without centring the network receives the centred picture all the same")
	}
}

func TestNoPicture(t *testing.T) {
	b := shippedWindow(t)
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	b.state.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	before := b.state.Page.Content()
	for path, want := range map[string]string{
		write("text.txt", []byte("three")):                                        "a file that digitpad does not know",
		write("blank.png", encodePNG(t, image.NewGray(image.Rect(0, 0, 60, 60)))): "no digit in the picture",
		filepath.Join(folder, "missing.png"):                                      "no such file",
	} {
		b.files.OpenFile(path)
		b.pump(want, b.dialogs.Modal)
		b.saysInMessage(want)
		b.dialogs.Dismiss()
	}
	if b.state.Page.Content().Image != before.Image || len(b.state.Page.Content().Drawing) != len(before.Drawing) {
		t.Error("the drawing was lost to a file that is no picture")
	}
	b.options.App.Clipboard().SetContent("three")
	b.files.Paste()
	b.saysInMessage("copy a drawing")
}

func TestCopiedStrokesCanBePasted(t *testing.T) {
	b := shippedWindow(t)
	b.state.Page.Put(store.Content{Drawing: synth.NewWriter(5).Draw(3, 0)})
	want := b.state.Page.Image()
	b.files.CopyDrawing()
	b.state.Page.Clear()
	b.files.Paste()
	// Positions are copied to 1/10,000 of the pad, and lines drawn to 1/64 of a pixel.
	if got := b.state.Page.Image(); difference(got, want) > 4 {
		t.Errorf("the pasted drawing differs by %d of 255 from the copied one", difference(got, want))
	}
	b.files.CopySVG()
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

func TestAFingerDraws(t *testing.T) {
	b := newTestWindow(t)
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: b.onPad(x, y)} }
	b.sidebar.pad.TouchDown(&mobile.TouchEvent{PointEvent: at(0.5, 0.1)})
	b.sidebar.pad.TouchDown(&mobile.TouchEvent{PointEvent: at(0.9, 0.9)}) // a second finger
	for i := range 8 {
		b.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: at(0.5, 0.2+0.1*float32(i))})
	}
	b.sidebar.pad.TouchUp(&mobile.TouchEvent{PointEvent: at(0.5, 0.9)})
	b.sidebar.pad.Dragged(&fyne.DragEvent{PointEvent: at(0.1, 0.1)})
	drawing := b.state.Page.Content().Drawing
	if len(drawing) != 1 || len(drawing[0].Points) < 9 {
		t.Fatalf("a finger drew %d strokes", len(drawing))
	}
	b.state.Page.Undo()
	if !b.state.Page.Content().Empty() {
		t.Error("one Undo does not take a finger's stroke back")
	}
}

// saysInMessage checks that a message stands before the window and says something.
func (b *testWindow) saysInMessage(want string) {
	b.t.Helper()
	if !b.dialogs.Modal() || !strings.Contains(b.trace.String(), want) {
		b.t.Errorf("no message says %q", want)
	}
	b.trace.Reset()
}

// A file of digits that is dropped on the window is learned from next, whatever its name.
func TestADroppedDataSetIsLearnedFrom(t *testing.T) {
	b := newTestWindow(t)
	var csv strings.Builder
	for label := range 10 {
		csv.WriteString(strconv.Itoa(label) + strings.Repeat(","+strconv.Itoa(20*label), dataset.Pixels) + "\n")
	}
	path := filepath.Join(t.TempDir(), "digits.data")
	if err := os.WriteFile(path, []byte(csv.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	b.files.Dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	b.pump("the digits", func() bool { return b.state.Datasets.Look().Path == path })
	if d := b.state.Datasets.Data(); d.Train.Len()+d.Test.Len() != 10 {
		t.Errorf("%d and %d digits", d.Train.Len(), d.Test.Len())
	}
}
