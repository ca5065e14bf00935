package store

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

func TestPreferencesSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "home", "preferences.json")
	p := DefaultPreferences()
	p.Width, p.Brush, p.Normalise, p.Source, p.Colours = 1500, 0.05, false, FolderData, DarkColors
	p.Settings.Hidden = []int{30, 20}
	p.AddRecent("a")
	p.AddRecent("b")
	p.AddRecent("a")
	if err := p.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := LoadPreferences(path); !reflect.DeepEqual(got, p) {
		t.Errorf("saved %+v, loaded %+v", p, got)
	}
	if !reflect.DeepEqual(p.Recent, []string{"a", "b"}) {
		t.Errorf("recent files are %q", p.Recent)
	}
}

func TestDamagedPreferencesAreThoseOfTheFirstStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	if got := LoadPreferences(path); !reflect.DeepEqual(got, DefaultPreferences()) {
		t.Errorf("without a file: %+v", got)
	}
	for _, damaged := range []string{"", "{", `{"Width": "wide"}`, `{"Width": -5, "Source": "the moon"}`} {
		if err := os.WriteFile(path, []byte(damaged), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := LoadPreferences(path); !reflect.DeepEqual(got, DefaultPreferences()) {
			t.Errorf("%q gives %+v", damaged, got)
		}
	}
}

// Whatever is in the file, the window has a size and its digits a source.
func FuzzPreferences(f *testing.F) {
	f.Add([]byte(`{"Width":1e9,"Height":-1,"Tab":99,"Source":"moon","Brush":-5}`))
	f.Add([]byte(`{"Settings":{"hidden":[0],"rate":-1,"schedule":"?"}}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := readPreferences(data)
		if p.Width < 1 || p.Height < 1 {
			t.Errorf("the window is %g × %g", p.Width, p.Height)
		}
		if p.Source != "" && !slices.Contains(DataSources, p.Source) {
			t.Errorf("the digits come from %q", p.Source)
		}
	})
}
