package gui

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"digitpad/assets"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/gui/tutorial"
	"digitpad/training/evaluate"
	"digitpad/training/lab"
)

var update = flag.Bool("update", false, "write en.json, and take what is not used any more out of the others")

// inspectFiles visits every node of the Go files in a folder, but of the tests.
func inspectFiles(t *testing.T, folder string, visit func(ast.Node)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", folder, len(files), err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool { visit(n); return true })
	}
}

// calls visits the calls of some functions or methods.
func calls(t *testing.T, folder string, names []string, visit func(of ast.Expr, name string, args []ast.Expr)) {
	t.Helper()
	inspectFiles(t, folder, func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(names, f.Sel.Name) {
			visit(f.X, f.Sel.Name, call.Args)
		}
	})
}

// textsOf are the texts that the Go files of a folder look up, by their keys: the
// literals in calls of lang.L, X and N.
func textsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	calls(t, folder, []string{"L", "X", "N"}, func(of ast.Expr, name string, args []ast.Expr) {
		if of, ok := of.(*ast.Ident); !ok || of.Name != "lang" {
			return
		}
		key, ok := constant(args[0])
		text := key
		if name == "X" {
			text, _ = constant(args[1])
		}
		if ok {
			texts[key] = text
		}
	})
	return texts
}

// textsOfCharts are the words that charts are drawn with: the literals in calls
// of Style.Say.
func textsOfCharts(t *testing.T) []string {
	t.Helper()
	var texts []string
	calls(t, "../training/plots", []string{"Say"}, func(_ ast.Expr, _ string, args []ast.Expr) {
		if text, ok := constant(args[0]); ok {
			texts = append(texts, text)
		}
	})
	return texts
}

// textsOfReport are the words of the report, which its page says.
func textsOfReport(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile("../training/report/report.html")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, match := range regexp.MustCompile(`{{say "([^"]+)"[^}]*}}`).FindAllStringSubmatch(string(page), -1) {
		texts = append(texts, match[1])
	}
	return texts
}

// textsOfErrors are what the errors of a folder are made with.
func textsOfErrors(t *testing.T, folder string) []string {
	t.Helper()
	makers := map[string]int{ // by name, which argument is the format
		"Errorf": 0, "New": 0, "Report": 0, "Error": 0, "unless": 1, "lasting": 0, "passing": 0, "wrong": 0, "need": 2, "found": 2, "otherNetwork": 1,
	}
	if slices.Contains([]string{"../training", "../training/datafile", "../training/lab", "../training/plots"}, folder) { // of Error methods, and on settings
		makers["Sprintf"] = 0
	}
	var texts []string
	inspectFiles(t, folder, func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name = f.Name
		}
		if at, ok := makers[name]; ok && at < len(call.Args) {
			if text, ok := constant(call.Args[at]); ok && strings.Contains(text, " ") {
				texts = append(texts, strings.TrimSpace(text))
			}
		}
	})
	return texts
}

// textsOfLab are the sentences, captions and cells of the lab's results: its
// literals, but for those that are not shown, or shown as they are.
func textsOfLab(t *testing.T) []string {
	t.Helper()
	others := map[ast.Node]bool{}
	mark := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool { others[n] = true; return true })
	}
	var texts []string
	inspectFiles(t, "../training/lab", func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.StructType:
			mark(n)
		case *ast.GenDecl:
			if n.Tok == token.CONST { // outcomes are asked for by themselves
				mark(n)
			}
		case *ast.CompositeLit:
			if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "Experiment" {
				mark(n.Elts[0]) // its name
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && slices.Contains([]string{"Formula", "Says", "Functions", "Experiments", "Controls", "Field"}, key.Name) {
				mark(n)
			}
		case *ast.FuncDecl:
			if n.Name.Name == "ClaimsMarkdown" { // of the README
				mark(n)
			}
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.Ident:
				if f.Name == "panic" {
					mark(n)
				}
			case *ast.SelectorExpr:
				if slices.Contains([]string{"whole", "wholes", "number", "numbers", "names", "has", "text", "Write", "HasPrefix"}, f.Sel.Name) {
					mark(n)
				}
			}
		case ast.Expr:
			if text, ok := constant(n); ok && !others[n] {
				mark(n)
				texts = append(texts, strings.TrimSpace(text))
			}
		}
	})
	return texts
}

// constant is the value of a literal, or of several that are joined.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		v, err := strconv.Unquote(e.Value)
		return v, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		a, first := constant(e.X)
		b, second := constant(e.Y)
		return a + b, first && second && e.Op == token.ADD
	}
	return "", false
}

// textsOfToolkit are those of Fyne's dialogs and widgets, which the window's
// language has to reach too.
func textsOfToolkit(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	folders, err := exec.Command("go", "list", "-f", "{{.Dir}}", "fyne.io/fyne/v2/dialog", "fyne.io/fyne/v2/widget").Output()
	if err != nil {
		t.Fatal(err)
	}
	for folder := range strings.Lines(string(folders)) {
		maps.Copy(texts, textsOf(t, strings.TrimSpace(folder)))
	}
	return texts
}

// systemTexts are what the system's errors say, and words that sentences are given.
var systemTexts = []string{
	"open %s", "write %s", "mkdir %s", "rename %s", "stat %s",
	"no such file or directory", "permission denied", "no space left on device", "read-only file system", "is a directory",
	"not a directory", "file exists", "input/output error", "context canceled", "unexpected EOF", "connection refused", "i/o timeout",
	"network is unreachable", "no such host",
	"a weight", "a bias", "the cost on the training data", "the cost on the test data", "yes", "no",
	"built-in sample, training images", "built-in sample, test images",
	"built-in sample, training digits", "built-in sample, test digits", // of files of earlier versions
	"%s training images", "%s test images",
	"pen strokes of held-out writers", // the shipped network is calibrated on
}

// A fraction in a German text has a comma; numbers of sections and versions have points.
func TestFractionsInGermanTexts(t *testing.T) {
	point := regexp.MustCompile(`(Abschnitt |Abschnitte, etwa "section |Version )?\b\d+\.\d+(\.\d+)?\b`)
	data, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/de.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	thousands := regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	for english, german := range texts {
		for _, m := range point.FindAllStringSubmatch(fmt.Sprint(german), -1) {
			if m[1] == "" && m[2] == "" && !thousands.MatchString(m[0]) {
				t.Errorf("%q stands in the German of %q", m[0], english)
			}
		}
	}
}

// An arrow in a text of the window has no blank after it: Fyne takes the blank from the font
// of the arrow, which has none. Claims and the report are set otherwise.
func TestNoBlankAfterAnArrow(t *testing.T) {
	data, err := assets.Translations.ReadFile(assets.TranslationsFolder + "/de.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	for english, german := range texts {
		switch english {
		case "v → v − η∇C: C will always decrease", "Label → prediction, confidence; what is misread is marked.":
			continue
		}
		if strings.Contains(english+fmt.Sprint(german), "→ ") {
			t.Errorf("%q has an arrow with a blank", english)
		}
	}
}

// said is what makes a literal a text.
var said = regexp.MustCompile(`\p{L}{2,}`)

// textsOfOthers are the texts of other packages that the window looks up by
// what they say.
func textsOfOthers(t *testing.T) []string {
	texts := slices.Concat(textsOfCharts(t), textsOfLab(t), textsOfReport(t), textsOfErrors(t, "../training/report"))
	for _, folder := range []string{
		"../network", "../network/codec", "../training", "../training/optim", "../training/dataset", "../training/evaluate", "../training/inference",
		"../training/mnist", "../training/datafile", "../training/ink", "../training/preprocess", "../training/synth", "../training/lab",
		"../training/runs", "../training/plots", "../training/atomicfile", "../training/filetype", "../training/internal/gunzip",
	} {
		texts = append(texts, textsOfErrors(t, folder)...)
	}
	for _, folder := range windowFolders(t) {
		texts = append(texts, textsOfErrors(t, folder)...)
	}
	for _, s := range store.DataSources {
		texts = append(texts, s.Title())
	}
	for _, name := range fields {
		texts = append(texts, train.FieldTitle(name))
	}
	texts = append(texts, systemTexts...)
	for _, c := range lab.Claims {
		texts = append(texts, c.Says)
	}
	for _, e := range lab.Experiments {
		texts = append(texts, e.Title, e.Claim, e.Source, e.Explanation, e.Fixed)
		for _, s := range e.Settings {
			texts = append(texts, s.Name, s.Help)
		}
	}
	for _, d := range evaluate.Corruptions {
		texts = append(texts, d.Title, d.Unit)
	}
	for _, l := range tutorial.BuiltIn() {
		texts = append(texts, l.Title)
		for _, step := range l.Steps {
			texts = append(texts, step.Text)
		}
	}
	for _, o := range []lab.Outcome{lab.Holds, lab.HoldsInPart, lab.Fails, lab.Open} {
		texts = append(texts, string(o))
	}
	return slices.DeleteFunc(texts, func(text string) bool {
		return !said.MatchString(verb.ReplaceAllString(text, ""))
	})
}

// windowFolders are the folders of the window's packages.
func windowFolders(t *testing.T) (folders []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if d.Name() == "internal" || d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if files, _ := filepath.Glob(filepath.Join(path, "*.go")); len(files) > 0 {
			folders = append(folders, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return folders
}

// fields are the settings by their names.
var fields = []string{
	"data", "hidden", "rate", "batch", "epochs", "seed", "activation", "output", "cost", "encoding", "initializer", "optimizer",
	"momentum", "schedule", "decay", "augmentation", "patience",
}

// expectedTexts are all texts that have to have a translation, by their keys.
func expectedTexts(t *testing.T) map[string]string {
	texts := map[string]string{}
	for _, folder := range windowFolders(t) {
		maps.Copy(texts, textsOf(t, folder))
	}
	maps.Copy(texts, textsOfToolkit(t))
	for _, text := range textsOfOthers(t) {
		texts[text] = text
	}
	return texts
}

// translated are the files of the translations, English first.
func translated(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, l := range store.Languages {
		if l != store.SystemLanguage {
			files = append(files, string(l)+".json")
		}
	}
	if files[0] != "en.json" {
		t.Fatalf("%s is the first translation", files[0])
	}
	return files
}

func readTexts(t *testing.T, file string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(assets.Translations, assets.TranslationsFolder+"/"+file)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// writeTexts writes a file of translations in the order of its keys.
func writeTexts(t *testing.T, file string, texts map[string]string) {
	t.Helper()
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "\t")
	if err := out.Encode(texts); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("..", "assets", assets.TranslationsFolder, file), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTranslationsAreComplete(t *testing.T) {
	expected := expectedTexts(t)
	if *update {
		writeTexts(t, "en.json", expected)
		for _, file := range translated(t)[1:] {
			texts := readTexts(t, file)
			maps.DeleteFunc(texts, func(text, _ string) bool { _, ok := expected[text]; return !ok })
			writeTexts(t, file, texts)
		}
		return
	}
	if testing.Short() {
		t.Skip("while work goes on a text may lack its translation; the whole tests tell")
	}
	for _, file := range translated(t) {
		texts := readTexts(t, file)
		for _, key := range slices.Sorted(maps.Keys(expected)) {
			text := expected[key]
			translated, ok := texts[key]
			switch {
			case !ok:
				t.Errorf("%s lacks %q", file, key)
			case file == "en.json" && translated != text:
				t.Errorf("en.json has %q for %q", translated, text)
			case translated == "" || strings.Contains(translated, "{{"):
				t.Errorf("%s: %q is %q", file, text, translated)
			case !slices.Equal(verb.FindAllString(text, -1), verb.FindAllString(translated, -1)):
				t.Errorf("%s: %q asks for other values than %q", file, translated, text)
			}
		}
		for text := range texts {
			if _, ok := expected[text]; !ok {
				t.Errorf("%s has %q, which is used nowhere", file, text)
			}
		}
	}
}
