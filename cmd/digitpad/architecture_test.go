package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
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
		"gui/tabs", "gui/tutorial", "gui/help", "gui/replay", "gui/files", "gui/dialogs", "gui/settings", "gui/chart", "gui/pad", "gui/prediction", "gui/ui", "gui/focus",
		"gui/i18n", "gui/state", "gui/async", "gui/trace", "training", "network", "assets",
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
	"gui/files":         {"gui/dialogs", "gui/pad", "gui/picture", "gui/ui", "gui/i18n", "gui/state", "gui/async", "gui/trace", "training", "network"},
	"gui/dialogs":       {"gui/ui", "gui/i18n", "gui/trace", "training"},
	"gui/settings":      {"gui/ui", "gui/focus", "gui/i18n", "gui/state", "gui/state/store", "gui/async", "gui/trace", "training", "network"},
	"gui/chart":         {"gui/ui", "gui/i18n", "gui/state/store", "gui/trace", "training", "network"},
	"gui/pad":           {"gui/ui", "gui/focus", "gui/state", "gui/state/store", "gui/trace", "training"},
	"gui/prediction":    {"gui/ui", "gui/focus", "gui/i18n", "gui/state", "gui/state/store", "network", "training"},
	"gui/picture":       {"gui/ui", "gui/i18n", "gui/focus", "training", "network"},
	"gui/display":       {"gui/chart", "gui/picture", "gui/ui", "gui/i18n", "gui/focus", "gui/state/store", "gui/trace", "training", "network"},
	"gui/formula":       {"gui/ui", "gui/focus", "training"},
	"gui/ui":            {"gui/focus", "gui/i18n", "gui/state/store", "gui/trace", "training", "network"},
	"gui/focus":         {},
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
	"gui/eventloop":     {},
	"gui/trace":         {},
	"gui/internal":      {"gui/ui", "gui/state", "gui/state/store", "gui/async", "gui/trace", "training", "network"},
	"cmd/digitpad":      {"gui", "gui/eventloop", "training", "network", "assets"},
	"cmd/benchmark":     {"training", "network"},
}

// tabArrows is what a tab may import: never another tab, never the window.
var tabArrows = []string{
	"gui/settings", "gui/chart", "gui/display", "gui/prediction", "gui/picture", "gui/formula", "gui/ui", "gui/focus", "gui/i18n", "gui/state", "gui/async", "gui/trace",
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

// Every package says what it is, in the first place where somebody looks.
func TestEveryPackageHasADocComment(t *testing.T) {
	list := exec.Command("go", "list", "-f", "{{if not .Doc}}{{.ImportPath}}{{end}}", "./...")
	list.Dir = "../.."
	list.Env = append(list.Environ(), "CGO_ENABLED=1")
	if without, err := list.Output(); err != nil || len(without) > 0 {
		t.Errorf("without a package comment: %s(%v)", without, err)
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
		{"digitpad/gui/chart", []string{"digitpad/gui/state/train"}},
		{"digitpad/gui/files", []string{"digitpad/gui/tabs/train"}},
	} {
		if wrongImport(p) == "" {
			t.Errorf("%s may import %v", p.ImportPath, p.Imports)
		}
	}
}

// The most that a package of the window may have in lines, its tests aside, and a struct
// of it in fields: what is larger has parts that want to stand by themselves.
const (
	mostLines  = 2000
	mostFields = 25
)

// TestSizes: no package and no struct of the window grows beyond what can be kept in view.
func TestSizes(t *testing.T) {
	lines := map[string]int{}
	eachSourceOfTheWindow(t, func(path string, source []byte) {
		lines[filepath.Dir(path)] += bytes.Count(source, []byte("\n"))
		for name, n := range fieldsOf(t, path, source) {
			if n > mostFields {
				t.Errorf("%s: %s has %d fields; at most %d", path, name, n, mostFields)
			}
		}
	})
	for folder, n := range lines {
		if n > mostLines {
			t.Errorf("%s has %d lines; at most %d", folder, n, mostLines)
		}
	}
	if len(lines) < 20 {
		t.Errorf("%d packages were found", len(lines))
	}
}

// eachSourceOfTheWindow visits the files of the window's packages, their tests aside.
func eachSourceOfTheWindow(t *testing.T, visit func(path string, source []byte)) {
	t.Helper()
	err := filepath.WalkDir("../../gui", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visit(path, source)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFieldsOf: every field counts, also one of several with one type, and an embedded one.
func TestFieldsOf(t *testing.T) {
	source := []byte("package p\n\ntype T struct {\n\ta, b int\n\tfmt.Stringer\n\tc struct{ d int }\n}\n")
	if got := fieldsOf(t, "p.go", source)["T"]; got != 4 {
		t.Errorf("%d fields, want 4", got)
	}
}

// fieldsOf counts the fields of the structs in a file, by their names.
func fieldsOf(t *testing.T, path string, source []byte) map[string]int {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]int{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if s, ok := spec.Type.(*ast.StructType); ok {
				fields[spec.Name.Name] = s.Fields.NumFields()
			}
		}
		return true
	})
	return fields
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

// Only an owner tells of its changes: a method of it, by a signal of its own.
func TestOnlyOwnersNotify(t *testing.T) {
	seen := 0
	eachSourceOfTheWindow(t, func(path string, source []byte) {
		own, others := notifications(t, path, source)
		seen += own
		for _, other := range others {
			t.Errorf("%s: %s tells of the changes of another", path, other)
		}
	})
	if seen < 20 {
		t.Errorf("%d notifications were found", seen)
	}
}

// TestNotifications: a signal is another's where it is not a field of the receiver.
func TestNotifications(t *testing.T) {
	source := []byte(`package p
func (o *Owner) Own() { go func() { o.Changed.Notify(1) }() }
func (o *Owner) Others() { o.part.Changed.Notify(1) }
func function(o *Owner) { o.Changed.Notify(1) }
`)
	if own, others := notifications(t, "p.go", source); own != 1 || !slices.Equal(others, []string{"Others", "function"}) {
		t.Errorf("%d of their own, and others by %v", own, others)
	}
}

// notifications counts the calls of Notify in a file by which a receiver tells of its own
// changes, and names the functions in which there are others.
func notifications(t *testing.T, path string, source []byte) (own int, others []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok {
			continue
		}
		receiver := ""
		if function.Recv != nil && len(function.Recv.List[0].Names) == 1 {
			receiver = function.Recv.List[0].Names[0].Name
		}
		ast.Inspect(function, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			notify, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || notify.Sel.Name != "Notify" {
				return true
			}
			if signal, ok := notify.X.(*ast.SelectorExpr); ok {
				if of, ok := signal.X.(*ast.Ident); ok && of.Name == receiver && receiver != "" {
					own++
					return true
				}
			}
			others = append(others, function.Name.Name)
			return true
		})
	}
	return own, others
}
