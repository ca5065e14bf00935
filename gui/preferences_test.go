package gui

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/state/store"
	"digitpad/gui/ui"
)

func TestPreferencesSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "home", "preferences.json")
	p := store.DefaultPreferences()
	p.Width, p.Brush, p.Normalise, p.Source, p.Colours = 1500, 0.05, false, store.FolderData, store.DarkColors
	p.Settings.Hidden = []int{30, 20}
	p.AddRecent("a")
	p.AddRecent("b")
	p.AddRecent("a")
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := store.LoadPreferences(path); !reflect.DeepEqual(got, p) {
		t.Errorf("saved %+v, loaded %+v", p, got)
	}
	if !reflect.DeepEqual(p.Recent, []string{"a", "b"}) {
		t.Errorf("recent files are %q", p.Recent)
	}
}

func TestDamagedPreferencesAreThoseOfTheFirstStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	if got := store.LoadPreferences(path); !reflect.DeepEqual(got, store.DefaultPreferences()) {
		t.Errorf("without a file: %+v", got)
	}
	for _, damaged := range []string{"", "{", `{"Width": "wide"}`, `{"Width": -5, "Source": "the moon"}`} {
		if err := os.WriteFile(path, []byte(damaged), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := store.LoadPreferences(path); !reflect.DeepEqual(got, store.DefaultPreferences()) {
			t.Errorf("%q gives %+v", damaged, got)
		}
	}
}

func TestWindowComesBackAsItWas(t *testing.T) {
	b := newTestWindow(t)
	b.SetBrush(0.05)
	b.sidebar.normalise.SetChecked(!b.sidebar.normalise.Checked)
	b.entry("rate").SetText("0.5")
	b.tabs.Select(1)
	b.BeginClose()
	b.Close()
	again := New(Options{App: b.options.App, Post: func(func()) {}, Home: b.options.Home})
	defer again.Close()
	if again.state.Page.Brush() != 0.05 || again.sidebar.normalise.Checked || again.tabs.selected != 1 {
		t.Error("brush, switch or tab are forgotten")
	}
	if got := again.train.Anchors()["rate"].(*ui.Entry).Text; got != "0.5" {
		t.Errorf("the learning rate is %s", got)
	}
	if again.state.Prediction.Model().Network == nil {
		t.Error("no network answers")
	}
}

// Whatever is in the file, the window has a size and its digits a source.
func FuzzPreferences(f *testing.F) {
	f.Add([]byte(`{"Width":1e9,"Height":-1,"Tab":99,"Source":"moon","Brush":-5}`))
	f.Add([]byte(`{"Settings":{"hidden":[0],"rate":-1,"schedule":"?"}}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), store.PreferencesFile)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p := store.LoadPreferences(path)
		if p.Width < 1 || p.Height < 1 {
			t.Errorf("the window is %g × %g", p.Width, p.Height)
		}
		if p.Source != "" && !slices.Contains(store.DataSources, p.Source) {
			t.Errorf("the digits come from %q", p.Source)
		}
	})
}

// A folder for the settings that cannot be written is told in the window.
func TestAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for home, want := range map[string]bool{filepath.Join(file, "digitpad"): true, t.TempDir(): false} {
		w := New(Options{App: test.NewTempApp(t), Post: func(func()) {}, Home: home})
		told := false
		for _, overlay := range w.window.Canvas().Overlays().List() {
			eachVisible(overlay, func(o fyne.CanvasObject) bool {
				text, ok := o.(*widget.Label)
				told = told || ok && strings.Contains(text.Text, home) && strings.Contains(text.Text, "cannot be written")
				return false
			})
		}
		if told != want {
			t.Errorf("that %s cannot be written is told: %t", home, told)
		}
		w.Close()
	}
}
