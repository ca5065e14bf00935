// Package uitest shows parts of the window in a test, without a display: over a state
// of package statetest, with dialogs that are recorded instead of shown, and compared with
// pictures that were looked at.
package uitest

import (
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/internal/statetest"
	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

// Part is a state with what a part of the window gets.
type Part struct {
	*statetest.State
	App     fyne.App
	Env     ui.Env
	Dialogs *Dialogs
}

// New makes a state in a program without a display.
func New(t testing.TB) *Part {
	t.Helper()
	p := &Part{App: test.NewTempApp(t), Dialogs: &Dialogs{}}
	look := ui.NewTheme()
	look.Mode = store.LightColors
	p.App.Settings().SetTheme(look)
	p.State = statetest.New(t)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	p.Env = ui.Env{Ctx: ctx, Post: p.Post, Go: func(f func()) { go f() }, Theme: look, Dialogs: p.Dialogs}
	return p
}

// Show shows an object in a window of a size.
func (p *Part) Show(o fyne.CanvasObject, width, height float32) fyne.Window {
	w := test.NewTempWindow(p.T.(testingT), o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	p.Dialogs.window = w
	return w
}

type testingT interface {
	testing.TB
}

// Dialogs records what would stand before the window.
type Dialogs struct {
	// Errors are the titles of the errors that were shown, and Last is the last of them.
	Errors []string
	Last   error

	// Path is what is chosen in the next file dialog; empty cancels it.
	Path string

	// Infos are the titles of what was said beside errors.
	Infos []string

	window fyne.Window
	shown  dialog.Dialog
}

var _ ui.Dialogs = (*Dialogs)(nil)

// Error implements ui.Dialogs.
func (d *Dialogs) Error(title string, err error) { d.Errors, d.Last = append(d.Errors, title), err }

// Info implements ui.Dialogs.
func (d *Dialogs) Info(title, _ string) { d.Infos = append(d.Infos, title) }

// Show implements ui.Dialogs.
func (d *Dialogs) Show(o dialog.Dialog, width, height float32) {
	d.shown = o
	o.Resize(fyne.NewSize(width*theme.TextSize(), height*theme.TextSize()))
	o.Show()
}

// Dismiss implements ui.Dialogs.
func (d *Dialogs) Dismiss() { d.shown.Dismiss() }

// OpenFile implements ui.Dialogs.
func (d *Dialogs) OpenFile(_ []string, chosen func(path string)) {
	if d.Path != "" {
		chosen(d.Path)
	}
}

// OpenFolder implements ui.Dialogs.
func (d *Dialogs) OpenFolder(chosen func(path string), cancelled func()) {
	if d.Path == "" {
		cancelled()
		return
	}
	chosen(d.Path)
}

// SaveFile implements ui.Dialogs.
func (d *Dialogs) SaveFile(_ string, _ []string, write func(path string) error) {
	if d.Path != "" {
		_ = write(d.Path)
	}
}

// Window implements ui.Dialogs.
func (d *Dialogs) Window() fyne.Window { return d.window }

var update = flag.Bool("update", false, "write the pictures that are compared with")

// Golden compares how an object looks, in light and in dark colours and in a test theme
// with sizes and colours of its own, with pictures in testdata, within a tolerance that
// forgives the smoothing of edges. With -update it writes them.
func Golden(t testing.TB, app fyne.App, name string, o fyne.CanvasObject, width, height float32) {
	t.Helper()
	light, dark := ui.NewTheme(), ui.NewTheme()
	light.Mode, dark.Mode = store.LightColors, store.DarkColors
	for _, look := range []struct {
		name  string
		theme fyne.Theme
	}{{"light", light}, {"dark", dark}, {"test", testTheme{test.Theme()}}} {
		app.Settings().SetTheme(look.theme)
		w := test.NewTempWindow(t.(testingT), o)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(width, height))
		o.Refresh()
		compare(t, filepath.Join("testdata", name+"-"+look.name+".png"), w.Canvas().Capture())
	}
}

// testTheme is Fyne's ugly test theme, with our own colours and sizes beside it.
type testTheme struct{ fyne.Theme }

// Color implements fyne.Theme: our own colours are told apart from one another.
func (t testTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	own := map[fyne.ThemeColorName]color.Color{
		ui.ColorPaper: color.NRGBA{R: 0xff, G: 0xf0, B: 0xd0, A: 0xff}, ui.ColorInk: color.NRGBA{R: 0x80, B: 0x80, A: 0xff},
		ui.ColorSurface: color.NRGBA{R: 0xd0, G: 0xff, B: 0xd0, A: 0xff}, ui.ColorTrack: color.NRGBA{R: 0x90, G: 0x90, B: 0xff, A: 0xff},
		ui.ColorSubtle: color.NRGBA{R: 0xa0, G: 0x50, A: 0xff}, ui.ColorIdle: color.NRGBA{G: 0xa0, B: 0x50, A: 0xff},
	}
	if c, ok := own[name]; ok {
		return c
	}
	return t.Theme.Color(name, variant)
}

// Size implements fyne.Theme.
func (t testTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case ui.SizePrediction:
		return 60
	case ui.SizeGap:
		return 20
	case ui.SizeRadius:
		return 3
	case theme.SizeNameSeparatorThickness:
		return 3
	}
	return t.Theme.Size(name)
}

// The tolerance of a comparison: so many of 255 levels for a pixel, and so large a share
// of the pixels beyond that.
const (
	maxLevels = 24
	maxShare  = 0.002
)

func compare(t testing.TB, file string, got image.Image) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, and was %v", file, got.Bounds(), want.Bounds())
	}
	other := 0
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			if differ(got.At(x, y), want.At(x, y)) {
				other++
			}
		}
	}
	if share := float64(other) / float64(got.Bounds().Dx()*got.Bounds().Dy()); share > maxShare {
		failed := filepath.Join("testdata", "failed", filepath.Base(file))
		_ = os.MkdirAll(filepath.Dir(failed), 0o755)
		if f, err := os.Create(failed); err == nil {
			_ = png.Encode(f, got)
			f.Close()
		}
		t.Errorf("%.2f %% of the pixels of %s are others; see %s", 100*share, file, failed)
	}
}

func differ(a, b color.Color) bool {
	p, q := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	far := func(a, b uint8) bool { return max(a, b)-min(a, b) > maxLevels }
	return far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) || far(p.A, q.A)
}
