package textbook

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"sync"
)

//go:embed textbook.go functions.go
var files embed.FS

// Source is the functions that compute an equation, with their comments, as they
// stand in this package; empty if there is none. Equations go by what the comments
// call them: "1" to "12", "BP1" to "BP4", "Z", "SGD", "Sigmoid" and "Softmax".
func Source(equation string) string { return sources()[equation] }

// number finds the equations that a comment names.
var number = regexp.MustCompile(`\((\d+|BP\d|Z|SGD|Sigmoid|Softmax)\)`)

// sources is the functions by the equations that their comments name.
var sources = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for _, name := range []string{"textbook.go", "functions.go"} {
		text, err := files.ReadFile(name)
		if err != nil {
			panic("textbook: " + err.Error())
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			panic("textbook: " + err.Error())
		}
		for _, declaration := range file.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if !ok || f.Doc == nil {
				continue
			}
			code := string(text[set.Position(f.Doc.Pos()).Offset:set.Position(f.End()).Offset])
			for _, match := range number.FindAllStringSubmatch(f.Doc.Text(), -1) {
				found[match[1]] = strings.TrimLeft(found[match[1]]+"\n\n"+code, "\n")
			}
		}
	}
	return found
})
