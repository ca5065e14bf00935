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
	"gui":                     {"training", "network", "assets"},
	"gui/internal/uitest":     {"gui", "training", "network"}, // for tests only: nothing else may import it
	"cmd/digitpad":            {"gui", "training", "network", "assets"},
	"cmd/benchmark":           {"training", "network"},
}

// fyneFor says which parts may import which packages of Fyne, tests aside.
var fyneFor = map[string]func(path string) bool{
	"gui":                 func(path string) bool { return path != fyneApp && path != fyneTest },
	"gui/internal/uitest": func(path string) bool { return path != fyneApp },
	"cmd/digitpad":        func(path string) bool { return path != fyneTest },
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
			if allowed := fyneFor[from]; allowed == nil || !allowed(path) {
				return path
			}
		case strings.HasPrefix(path, module+"/"):
			if to := part(path); to != from && !slices.Contains(arrows[from], to) {
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
