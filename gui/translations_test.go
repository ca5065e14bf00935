package gui

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
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
	"digitpad/network"
	"digitpad/training"
	"digitpad/training/lab"
)

var update = flag.Bool("update", false, "write en.json, and take what is not used any more out of the others")

// inspect visits every node of the Go files in a folder, but of the tests.
func inspect(t *testing.T, folder string, visit func(ast.Node)) {
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
	inspect(t, folder, func(n ast.Node) {
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
// of Style.Say, and those that name a chart of the lab, its axes and its lines.
func textsOfCharts(t *testing.T) []string {
	t.Helper()
	var texts []string
	calls(t, "../training/plots", []string{"Say"}, func(_ ast.Expr, _ string, args []ast.Expr) {
		if text, ok := constant(args[0]); ok {
			texts = append(texts, text)
		}
	})
	inspect(t, "../training/lab", func(n ast.Node) {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			return
		}
		kind, named := literal.Type.(*ast.Ident)
		if literal.Type != nil && (!named || !slices.Contains([]string{"Chart", "Axis", "Series"}, kind.Name)) {
			return
		}
		for _, member := range literal.Elts {
			if member, ok := member.(*ast.KeyValueExpr); ok {
				name, _ := member.Key.(*ast.Ident)
				if text, ok := constant(member.Value); ok && name != nil && slices.Contains([]string{"Title", "Label", "Name"}, name.Name) {
					texts = append(texts, text)
				}
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

// textsOfOthers are the texts of other packages that the window looks up by
// what they say.
func textsOfOthers() []string {
	texts := []string{
		"built-in sample, training digits", "built-in sample, test digits", "MNIST training digits", "MNIST test digits",
	}
	for _, e := range lab.Experiments {
		texts = append(texts, e.Title, e.Claim, e.Source, e.Explanation, e.Fixed)
		for _, s := range e.Settings {
			texts = append(texts, s.Name, s.Help)
		}
	}
	for _, d := range training.Disturbances {
		texts = append(texts, d.Title, d.Unit)
	}
	for _, term := range []string{"a weight", "a bias"} {
		pattern, _ := patternOf((&training.DivergedError{Term: term}).Error())
		texts = append(texts, pattern)
	}
	for _, problem := range wrongSettings() {
		pattern, _ := patternOf(problem.Message)
		texts = append(texts, pattern)
	}
	for _, l := range builtInLessons() {
		texts = append(texts, l.Title)
		for _, step := range l.Steps {
			texts = append(texts, step.Text)
		}
	}
	for _, o := range []lab.Outcome{lab.Holds, lab.HoldsInPart, lab.Fails, lab.Open} {
		texts = append(texts, string(o))
	}
	return texts
}

// wrongSettings are the problems that settings have, but for those with names that
// there are not, which the form does not offer.
func wrongSettings() training.Problems {
	broken := []func(*training.Settings){
		func(s *training.Settings) { s.Hidden = []int{0} },
		func(s *training.Settings) { s.Hidden = []int{1 << 30} },
		func(s *training.Settings) { s.Output = network.Softmax.Name() },
		func(s *training.Settings) { s.Output, s.Encoding = network.Softmax.Name(), network.Binary.Name() },
		func(s *training.Settings) { s.Output, s.Encoding = network.Softmax.Name(), network.Ordinal.Name() },
		func(s *training.Settings) { s.Output = network.ReLU.Name(); s.Cost = network.CrossEntropy.Name() },
		func(s *training.Settings) { s.Cost = network.LogLikelihood.Name() },
		func(s *training.Settings) {
			s.Epochs, s.Batch, s.Rate, s.Momentum, s.Decay, s.Patience = 0, 0, 0, 1, -1, -1
		},
		func(s *training.Settings) { s.Rate, s.Decay = 3, 1e6 },
		func(s *training.Settings) { s.Augmentation.Rotation = 90 },
		func(s *training.Settings) { s.Hidden, s.Epochs = []int{100}, 100000 },
	}
	var all training.Problems
	for _, spoil := range broken {
		s := training.Post()
		spoil(&s)
		var problems training.Problems
		if errors.As(s.Validate(60000), &problems) {
			all = append(all, problems...)
		}
	}
	return all
}

// expectedTexts are all texts that have to have a translation, by their keys.
func expectedTexts(t *testing.T) map[string]string {
	texts := textsOf(t, ".")
	maps.Copy(texts, textsOfToolkit(t))
	for _, text := range append(textsOfOthers(), textsOfCharts(t)...) {
		texts[text] = text
	}
	delete(texts, "")
	return texts
}

// translated are the files of the translations, English first.
func translated(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, l := range languages {
		if l != systemLanguage {
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

// verbs are what fmt puts something in for.
var verbs = regexp.MustCompile(`%[-+#0]*[0-9.]*[a-zA-Z%]`)

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
			case !slices.Equal(verbs.FindAllString(text, -1), verbs.FindAllString(translated, -1)):
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

func TestTextsWithNumbersAreLookedUpWithout(t *testing.T) {
	speakTexts(t, readTexts(t, "de.json"))
	s := training.Post()
	s.Batch = 70000
	var problems training.Problems
	if !errors.As(s.Validate(60000), &problems) {
		t.Fatal("a mini-batch of more images than there are is no problem")
	}
	if got := spoken(problems.Of("batch")); !strings.Contains(got, "60000") || strings.Contains(got, "size") || strings.Contains(got, "%s") {
		t.Errorf("in German the problem is %q", got)
	}
	if got := spoken("a text of 3 words that nobody knows"); got != "a text of 3 words that nobody knows" {
		t.Errorf("an unknown text becomes %q", got)
	}
}
