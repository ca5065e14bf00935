package gui

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"digitpad/gui/state/store"
)

func TestEverythingIsAsLargeAsFits(t *testing.T) {
	for _, c := range []struct {
		wish          float32
		window, needs fyne.Size
		now, want     float32
	}{
		{2, fyne.NewSize(1024, 670), fyne.NewSize(900, 600), 1, 1},
		{2, fyne.NewSize(1920, 1080), fyne.NewSize(900, 600), 1, 1.75},
		{2, fyne.NewSize(1920, 1080), fyne.NewSize(1575, 1050), 1.75, 1.75},
		{1.15, fyne.NewSize(3840, 2160), fyne.NewSize(900, 600), 1, 1.15},
		{2, fyne.NewSize(100, 100), fyne.NewSize(900, 600), 1, 1},
	} {
		if got := fittingScale(c.wish, c.window, c.needs, c.now); got != c.want {
			t.Errorf("%+v: %g", c, got)
		}
	}
}

func TestThePresentationModeIsLargeAndRemembered(t *testing.T) {
	b := newTestWindow(t)
	b.window.Resize(fyne.NewSize(1920, 1080))
	b.Present()
	if b.theme.Scale < 1.3 || !b.prefs.Presentation || !b.window.FullScreen() {
		t.Errorf("scale %g, full screen %t", b.theme.Scale, b.window.FullScreen())
	}
	path := filepath.Join(b.options.Home, store.PreferencesFile)
	if err := b.prefs.Save(path); err != nil {
		t.Fatal(err)
	}
	if p := store.LoadPreferences(path); !p.Presentation || p.Scale != b.prefs.Scale {
		t.Error("the mode is forgotten")
	}
	b.Present()
	if b.theme.Scale != 1 || b.prefs.Presentation {
		t.Errorf("it does not end: scale %g", b.theme.Scale)
	}
	b.Enlarge(1)
	if b.theme.Scale != store.Scales[1] {
		t.Errorf("one size larger is %g", b.theme.Scale)
	}
	b.Enlarge(-1)
	if b.theme.Scale != 1 {
		t.Errorf("and smaller again is %g", b.theme.Scale)
	}
}
