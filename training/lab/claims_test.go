package lab

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"digitpad/training"
)

var update = flag.Bool("update", false, "write the table of claims into docs/claims.md")

// Every equation and every section of the post that claims something is shown by
// a function, an experiment or a control, and all of these exist.
func TestClaims(t *testing.T) {
	sources := map[string]bool{}
	for i := range 12 {
		sources[fmt.Sprintf("(%d)", i+1)] = false
	}
	for _, section := range []string{"2.1", "2.2", "2.3", "3.1", "3.3"} {
		sources["section "+section] = false // section 3.2 is the equations (2) to (10)
	}

	declared := declarations(t, map[string]string{
		"network": "../../network", "training": "..", "mnist": "../mnist",
		"dataset": "../dataset", "optim": "../optim", "evaluate": "../evaluate",
	})
	controls := map[string]bool{}
	settings := reflect.TypeFor[training.Settings]()
	for i := range settings.NumField() {
		controls[settings.Field(i).Tag.Get("json")] = true
	}
	shown := map[string]bool{}
	for _, claim := range Claims {
		if _, ok := sources[claim.Source]; !ok {
			t.Errorf("the post has no %s", claim.Source)
		}
		sources[claim.Source] = true
		if len(claim.Functions)+len(claim.Experiments)+len(claim.Controls) == 0 {
			t.Errorf("%s, %s: shown by nothing", claim.Source, claim.Says)
		}
		for _, name := range claim.Functions {
			if !declared[name] {
				t.Errorf("%s, %s: there is no %s", claim.Source, claim.Says, name)
			}
		}
		for _, name := range claim.Experiments {
			if _, err := Experiments.Lookup(name); err != nil {
				t.Errorf("%s, %s: there is %v", claim.Source, claim.Says, err)
			}
			shown[name] = true
		}
		for _, name := range claim.Controls {
			if !controls[name] {
				t.Errorf("%s, %s: there is no setting %s", claim.Source, claim.Says, name)
			}
		}
	}
	for source, ok := range sources {
		if !ok {
			t.Errorf("nothing shows %s", source)
		}
	}
	for _, e := range Experiments {
		if !shown[e.Name()] {
			t.Errorf("no claim is put to the test by %s", e.Name())
		}
	}
}

// declarations are the exported names in packages: "network.New",
// "network.Network.Forward", methods of interfaces included.
func declarations(t *testing.T, folders map[string]string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for pkg, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, declaration := range file.Decls {
				for _, name := range declaredNames(declaration) {
					names[pkg+"."+name] = true
				}
			}
		}
	}
	return names
}

// declaredNames are the names that a declaration brings, methods as Type.Method.
func declaredNames(declaration ast.Decl) (names []string) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			receiver := d.Recv.List[0].Type
			if star, ok := receiver.(*ast.StarExpr); ok {
				receiver = star.X
			}
			if ident, ok := receiver.(*ast.Ident); ok {
				name = ident.Name + "." + name
			}
		}
		return []string{name}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				for _, ident := range s.Names {
					names = append(names, ident.Name)
				}
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
				if methods, ok := s.Type.(*ast.InterfaceType); ok {
					for _, method := range methods.Methods.List {
						for _, ident := range method.Names {
							names = append(names, s.Name.Name+"."+ident.Name)
						}
					}
				}
			}
		}
	}
	return names
}

// docs/claims.md has the table of claims between two marks. With -update the test
// writes it there.
func TestClaimsInDocs(t *testing.T) {
	const file, begin, end = "../../docs/claims.md", "<!-- claims -->\n", "<!-- /claims -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	table, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("docs/claims.md has no %q and %q", begin, end)
	}
	if table == claimsMarkdown() {
		return
	}
	if !*update {
		t.Fatal("the table of claims in docs/claims.md is not that of claims.go: go test ./training/lab -run Claims -update")
	}
	if err := os.WriteFile(file, []byte(before+begin+claimsMarkdown()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// claimsMarkdown is the table of all claims, for docs/claims.md.
func claimsMarkdown() string {
	var b strings.Builder
	b.WriteString("| In the post | It says | Computed by | Put to the test by | Changed by |\n|---|---|---|---|---|\n")
	for _, c := range Claims {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Source, strings.ReplaceAll(c.Says, "|", `\|`),
			marked("`", c.Functions), marked("`digitpad lab ", c.Experiments), marked("`--", c.Controls))
	}
	return b.String()
}

// marked is names as Markdown code, each after a prefix.
func marked(prefix string, names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, prefix+name+"`")
	}
	return strings.Join(all, ", ")
}
