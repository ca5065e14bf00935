package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "digitpad"

// arrows says which packages of the house each part of it may import, besides
// what lies inside the part itself. The most specific entry counts.
var arrows = map[string][]string{
	"network/internal/kernel": {},
	"network":                 {"network/internal/kernel"},
	"training":                {"network"},
	"assets":                  {},
	"gui": {
		"gui/tabs", "gui/tutorial", "gui/help", "gui/replay", "gui/settings", "gui/chart", "gui/pad", "gui/prediction", "gui/ui", "gui/i18n",
		"gui/state", "gui/state/store", "gui/async", "gui/trace", "training", "network", "assets",
	},
	"gui/tabs/guide":    tabArrows,
	"gui/tabs/train":    tabArrows,
	"gui/tabs/inspect":  tabArrows,
	"gui/tabs/evaluate": tabArrows,
	"gui/tabs/compare":  tabArrows,
	"gui/tabs/samples":  tabArrows,
	"gui/tabs/lab":      tabArrows,
	"gui/tabs/about":    tabArrows,
	"gui/tutorial":      tabArrows,
	"gui/help":          tabArrows,
	"gui/replay":        append([]string{"gui/pad"}, tabArrows...),
	"gui/settings":      {"gui/ui", "gui/i18n", "gui/state", "gui/state/store", "gui/async", "gui/trace", "training", "network"},
	"gui/chart":         {"gui/ui", "gui/i18n", "gui/state/store", "gui/trace", "training", "network"},
	"gui/pad":           {"gui/ui", "gui/state", "gui/state/store", "gui/trace", "training"},
	"gui/prediction":    {"gui/ui", "gui/i18n", "gui/state", "gui/state/store", "network", "training"},
	"gui/ui":            {"gui/i18n", "gui/state/store", "gui/trace", "training", "network"},
	"gui/i18n":          {"gui/state/store", "assets", "network"},
	"gui/state": {
		"gui/state/train", "gui/state/datasets", "gui/state/predict", "gui/state/run", "gui/state/owner", "gui/state/store", "gui/async", "gui/trace",
		"training", "network", "assets",
	},
	"gui/state/train": {
		"gui/state/datasets", "gui/state/predict", "gui/state/run", "gui/state/owner", "gui/state/store", "gui/async", "gui/trace", "training", "network",
	},
	"gui/state/datasets": {
		"gui/state/predict", "gui/state/owner", "gui/state/store", "gui/async", "gui/trace", "training", "network", "assets",
	},
	"gui/state/predict": {"gui/state/run", "gui/state/owner", "gui/state/store", "gui/async", "training", "network", "assets"},
	"gui/state/run":     {"gui/state/owner", "gui/async", "training", "network"},
	"gui/state/owner":   {"gui/async", "gui/trace"},
	"gui/state/store":   {"gui/async", "training", "network"},
	"gui/async":         {},
	"gui/trace":         {},
	"gui/internal":      {"gui/ui", "gui/state", "gui/state/store", "gui/async", "gui/trace", "training", "network"},
	"cmd/digitpad":      {"gui", "training", "network", "assets"},
	"cmd/benchmark":     {"training", "network"},
}

// tabArrows is what a tab may import: never another tab, never the window.
var tabArrows = []string{
	"gui/settings", "gui/chart", "gui/prediction", "gui/ui", "gui/i18n", "gui/state", "gui/state/store", "gui/async", "gui/trace",
	"training", "network", "assets",
}

// wholes are the parts that an arrow reaches with all that lies below them.
var wholes = []string{"gui/tabs", "gui/state"}

// fyneFor says which parts may import which packages of Fyne, tests aside.
var fyneFor = map[string]func(path string) bool{
	"gui":          func(path string) bool { return path != fyneApp && path != fyneTest },
	"cmd/digitpad": func(path string) bool { return path != fyneTest },

	"gui/internal": func(path string) bool { return path != fyneApp }, // for tests only
}

// noFyne are the parts of the window that know no Fyne.
var noFyne = []string{
	"gui/state", "gui/state/train", "gui/state/datasets", "gui/state/predict", "gui/state/run", "gui/state/owner", "gui/state/store", "gui/async", "gui/trace",
}

const (
	fyneRoot = "fyne.io/fyne/v2"
	fyneApp  = fyneRoot + "/app"
	fyneTest = fyneRoot + "/test"
)

// TestArrows: the packages import each other only along the arrows, only the
// program starts a Fyne app, and nothing below the window knows Fyne.
func TestArrows(t *testing.T) {
	packages := listPackages(t)
	found := map[string]bool{}
	for _, p := range packages {
		found[part(p.ImportPath)] = true
		if wrong := wrongImport(p); wrong != "" {
			t.Errorf("%s imports %s", p.ImportPath, wrong)
		}
	}
	for p := range arrows {
		if !found[p] {
			t.Errorf("go list finds no package of %s", p)
		}
	}
}

// TestArrowsReversed: an arrow that runs back is found.
func TestArrowsReversed(t *testing.T) {
	for _, p := range []listed{
		{"digitpad/network/internal/kernel", []string{"digitpad/network"}},
		{"digitpad/network", []string{"digitpad/training"}},
		{"digitpad/network/codec", []string{"digitpad/training/mnist"}},
		{"digitpad/training", []string{"digitpad/gui"}},
		{"digitpad/training/plots", []string{fyneRoot + "/canvas"}},
		{"digitpad/training/mnist", []string{"digitpad/network/internal/kernel"}},
		{"digitpad/assets", []string{"digitpad/network"}},
		{"digitpad/gui", []string{"digitpad/cmd/digitpad"}},
		{"digitpad/gui/tabs/train", []string{"digitpad/gui/tabs/lab"}},
		{"digitpad/gui/tabs/train", []string{"digitpad/gui"}},
		{"digitpad/gui/state", []string{"digitpad/gui/ui"}},
		{"digitpad/gui/state/predict", []string{"digitpad/gui/state/train"}},
		{"digitpad/gui/state/owner", []string{"digitpad/gui/state/store"}},
		{"digitpad/gui/state", []string{fyneRoot + "/canvas"}},
		{"digitpad/gui/state/store", []string{"digitpad/gui/state"}},
		{"digitpad/gui/ui", []string{"digitpad/gui/chart"}},
		{"digitpad/gui", []string{fyneApp}},
		{"digitpad/gui", []string{fyneTest}},
	} {
		if wrongImport(p) == "" {
			t.Errorf("%s may import %v", p.ImportPath, p.Imports)
		}
	}
}

// wrongImport is the first import of p that no arrow allows, or nothing.
func wrongImport(p listed) string {
	from := part(p.ImportPath)
	for _, path := range p.Imports {
		switch {
		case path == fyneRoot || strings.HasPrefix(path, fyneRoot+"/"):
			allowed := fyneFor[from]
			if allowed == nil && strings.HasPrefix(from, "gui/") && !slices.Contains(noFyne, from) {
				allowed = fyneFor["gui"]
			}
			if allowed == nil || !allowed(path) {
				return path
			}
		case strings.HasPrefix(path, module+"/"):
			to := part(path)
			allowed := slices.ContainsFunc(arrows[from], func(p string) bool {
				return to == p || strings.HasPrefix(to, p+"/") && slices.Contains(wholes, p)
			})
			if to != from && !allowed {
				return path
			}
		}
	}
	return ""
}

// part is the part of the house that a package belongs to.
func part(path string) string {
	path = strings.TrimPrefix(path, module+"/")
	longest := ""
	for p := range arrows {
		if (path == p || strings.HasPrefix(path, p+"/")) && len(p) > len(longest) {
			longest = p
		}
	}
	return longest
}

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Imports    []string // without those of tests
}

// listPackages asks go list for the packages of the module, in the build that
// has the window.
func listPackages(t *testing.T) (packages []listed) {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports", "./...")
	list.Dir = "../.."
	list.Env = append(list.Environ(), "CGO_ENABLED=1")
	out, err := list.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		t.Fatalf("go list: %v\n%s", err, exit.Stderr)
	} else if err != nil {
		t.Fatal(err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p.ImportPath, module+"/") {
			packages = append(packages, p)
		}
	}
}
