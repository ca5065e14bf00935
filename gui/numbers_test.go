package gui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fraction is a verb of fmt that writes a fraction.
var fraction = regexp.MustCompile(`%[-+# 0-9.*\[\]]*[eEfFgG]`)

// TestFractionsHaveTheLanguagesDecimalMark: nothing that shows a number in the window
// writes fractions with fmt or strconv, which know English only; i18n does.
func TestFractionsHaveTheLanguagesDecimalMark(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch filepath.ToSlash(path) {
			case "i18n", "internal", "state", "trace", "async": // what writes them, and what shows nothing
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		for _, at := range englishFractions(file) {
			t.Errorf("%s: a fraction is written in English; use i18n.Sprintf or i18n.FormatFixed", set.Position(at))
		}
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("%d files were read: %v", files, err)
	}
}

// englishFractions is where a file writes fractions with fmt or strconv. What is read back
// at once is not shown.
func englishFractions(file *ast.File) (found []token.Pos) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		switch called(call) {
		case "strconv.ParseFloat":
			return false
		case "strconv.FormatFloat":
			found = append(found, call.Pos())
		case "fmt.Sprintf", "fmt.Appendf", "fmt.Fprintf":
			for _, arg := range call.Args {
				ast.Inspect(arg, func(n ast.Node) bool {
					if literal, ok := n.(*ast.BasicLit); ok && fraction.MatchString(literal.Value) {
						found = append(found, call.Pos())
					}
					return true
				})
			}
		}
		return true
	})
	return found
}

// called is the name of the function of another package that is called.
func called(call *ast.CallExpr) string {
	if f, ok := call.Fun.(*ast.SelectorExpr); ok {
		if pkg, ok := f.X.(*ast.Ident); ok {
			return pkg.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// The check sees both ways, and lets what is read back pass.
func TestEnglishFractionsAreSeen(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x
var a = fmt.Sprintf(lang.L("activation %.2f"), 1.5)
var b = strconv.FormatFloat(1.5, 'f', 2, 64)
var c, _ = strconv.ParseFloat(strconv.FormatFloat(1.5, 'g', 3, 64), 64)
var d = fmt.Sprintf("%d of 100 %%", 3)
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if found := englishFractions(file); len(found) != 2 {
		t.Errorf("%d fractions are seen, not 2", len(found))
	}
}
