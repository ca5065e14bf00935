package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// opensTheSeal are the files that may call dataset.TestSet.Open, with the reason. None of
// them chooses anything by what it sees.
var opensTheSeal = map[string]string{
	"training/evaluate/testset.go": "reads the set with a network, and counts it",
	"training/checkpoint.go":       "runs of 0.1.0 were validated on it, and go on so",
	"training/report/report.go":    "shows the images that were read on request",
	"gui/state/evaluation.go":      "shows what was read on request, and reads it with networks of no run",
	"gui/state/experiments.go":     "experiments measure their claims with it, at the end",
	"gui/commands.go":              "puts one of its digits on the pad",
}

// holdsTestData are the packages whose structs may have test data that is not sealed: they
// load it, or measure with it what was chosen without it.
var holdsTestData = []string{
	"training/datafile", // loads it
	"training/lab",      // reads it once with the networks that runs end with
	"training/pretrain", // the recipes of the shipped networks choose nothing
}

// loadsTestData are the packages that may load digits, whose test half is then in the open:
// sources of digits, which seal it.
var loadsTestData = []string{"gui/state/datasets", "cmd/digitpad", "cmd/benchmark", "training/datafile", "training/mnist"}

// TestTheTestSetIsSealed: what trains and chooses, the loop, optimisers, the diagnosis,
// comparisons, lessons, the form, cannot read the test set: it gets it sealed, and no other
// code than what is listed breaks the seal.
func TestTheTestSetIsSealed(t *testing.T) {
	opened := map[string]bool{}
	err := filepath.WalkDir("../..", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() != ".." && strings.HasPrefix(e.Name(), ".") && len(e.Name()) > 2) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		name, err := filepath.Rel("../..", file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		if strings.HasPrefix(name, "network/") || strings.HasPrefix(name, "gui/internal/") {
			return nil // below the data; for tests only
		}
		for _, breach := range breaches(name, parsed) {
			t.Errorf("%s %s", name, breach)
		}
		if opens(parsed) {
			opened[name] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range opensTheSeal {
		if !opened[name] {
			t.Errorf("%s does not open the seal any more: take it off the list", name)
		}
	}
}

// TestABrokenSealIsFound: each way to the test data is found where it is not allowed.
func TestABrokenSealIsFound(t *testing.T) {
	for _, c := range []struct{ name, code string }{
		{"gui/state/train/training.go", "func f(d dataset.TrainTest) { use(d.Test.Open()) }"},
		{"training/trainer.go", "func f(s *dataset.TestSet) int { return s.Open().Len() }"},
		{"training/optim/adam.go", "type schedule struct{ test *dataset.Dataset }"},
		{"training/diagnose/run.go", "type Input struct{ Train, Test *dataset.Dataset }"},
		{"training/dataset/other.go", "type Pair struct{ Test *Dataset }"},
		{"gui/tutorial/tutorial.go", "var train, test, err = mnist.Load(folder)"},
		{"gui/state/train/comparison.go", `var d, err = datafile.Load(ctx, path, o)`},
		{"gui/state/train/settings.go", "func f() { train, test, err := dataset.Sample(ctx, nil); use(train, test, err) }"},
	} {
		parsed, err := parser.ParseFile(token.NewFileSet(), c.name, "package p; "+c.code, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(breaches(c.name, parsed)) == 0 {
			t.Errorf("%s may say %s", c.name, c.code)
		}
	}
}

// breaches are the ways in which a file comes to unsealed test data without being allowed
// to.
func breaches(name string, f *ast.File) (found []string) {
	folder := path.Dir(name)
	allowed := func(folders []string) bool { return slices.Contains(folders, folder) }
	if _, ok := opensTheSeal[name]; !ok && opens(f) {
		found = append(found, "opens the sealed test set")
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.StructType)
		if !ok {
			return true
		}
		for _, field := range s.Fields.List {
			if !isDataset(field.Type) {
				continue
			}
			for _, name := range field.Names {
				if strings.EqualFold(name.Name, "test") && !allowed(holdsTestData) {
					found = append(found, "has a struct with test data that is not sealed")
				}
			}
		}
		return true
	})
	for _, loader := range [][2]string{{"mnist", "Load"}, {"datafile", "Load"}, {"dataset", "Sample"}} {
		if calls(f, loader[0], loader[1]) > 0 && !allowed(loadsTestData) {
			found = append(found, "loads test data with "+loader[0]+"."+loader[1])
		}
	}
	return found
}

// opens reports whether a file calls a method Open without arguments, as that of a sealed
// test set.
func opens(f *ast.File) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && len(c.Args) == 0 {
			s, ok := c.Fun.(*ast.SelectorExpr)
			found = found || ok && s.Sel.Name == "Open"
		}
		return true
	})
	return found
}

// calls counts the uses of a function of a package.
func calls(f *ast.File, pkg, function string) int {
	n := 0
	ast.Inspect(f, func(node ast.Node) bool {
		if s, ok := node.(*ast.SelectorExpr); ok && s.Sel.Name == function {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == pkg {
				n++
			}
		}
		return true
	})
	return n
}

// isDataset reports whether a type is *dataset.Dataset.
func isDataset(e ast.Expr) bool {
	star, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch x := star.X.(type) {
	case *ast.Ident:
		return x.Name == "Dataset"
	case *ast.SelectorExpr:
		return x.Sel.Name == "Dataset"
	}
	return false
}
