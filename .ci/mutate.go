//go:build ignore

// Mutate breaks one thing at a time in Go packages and asks their tests whether
// they notice. A mutant is a copy of a source file in which an operator, a
// constant, a returned error or a statement is another; go test -overlay runs the
// tests on it, and nothing is written to the packages.
//
//	go run .ci/mutate.go [-n MUTANTS] [-seed SEED] [-timeout T] PACKAGE...
//
// The mutants are a random sample of all that there are. One that does not compile
// is replaced by the next; one that runs into the timeout counts as noticed.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// operators are those that each is replaced by.
var operators = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
	token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
}

// mutant is one change to a file: do makes it in the syntax tree, and undo takes it
// back.
type mutant struct {
	folder, file string
	where        token.Position
	what         string
	do, undo     func()
	tree         *ast.File
	files        *token.FileSet
}

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 150, "mutants to try")
	seed := flag.Uint64("seed", 1, "of the sample")
	timeout := flag.Duration("timeout", 2*time.Minute, "for the tests of a mutant")
	flag.Parse()
	var all []*mutant
	for _, folder := range flag.Args() {
		all = append(all, mutants(folder)...)
	}
	rand.New(rand.NewPCG(*seed, 0)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	temporary, err := os.MkdirTemp("", "mutants")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(temporary)

	tried, killed := 0, 0
	for _, m := range all {
		if tried == *n {
			break
		}
		switch noticed, compiles := m.try(temporary, *timeout); {
		case !compiles:
		case noticed:
			tried, killed = tried+1, killed+1
		default:
			tried++
			fmt.Printf("survived: %s: %s\n", m.where, m.what)
		}
	}
	fmt.Printf("%d of %d mutants noticed, %.1f %% (a sample of %d, seed %d)\n", killed, tried, 100*float64(killed)/float64(max(1, tried)), len(all), *seed)
}

// mutants are all mutants of a package.
func mutants(folder string) (all []*mutant) {
	sources, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(sources) == 0 {
		log.Fatalf("%s has no Go files (%v)", folder, err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, source, nil, parser.ParseComments)
		if err != nil {
			log.Fatal(err)
		}
		path, err := filepath.Abs(source)
		if err != nil {
			log.Fatal(err)
		}
		add := func(at token.Pos, what string, do, undo func()) {
			all = append(all, &mutant{folder, path, files.Position(at), what, do, undo, tree, files})
		}
		ast.Inspect(tree, func(node ast.Node) bool {
			change(node, add)
			return true
		})
	}
	return all
}

// change adds the mutants of a node.
func change(node ast.Node, add func(at token.Pos, what string, do, undo func())) {
	operator := func(at token.Pos, op *token.Token) {
		old := *op
		if other, ok := operators[old]; ok {
			add(at, fmt.Sprintf("%s becomes %s", old, other), func() { *op = other }, func() { *op = old })
		}
	}
	switch n := node.(type) {
	case *ast.BinaryExpr:
		operator(n.OpPos, &n.Op)
	case *ast.AssignStmt:
		operator(n.TokPos, &n.Tok)
	case *ast.IncDecStmt:
		old := n.Tok
		add(n.TokPos, fmt.Sprintf("%s the other way", old), func() { n.Tok = token.INC + token.DEC - old }, func() { n.Tok = old })
	case *ast.BasicLit:
		if value, err := strconv.Atoi(n.Value); n.Kind == token.INT && err == nil {
			old := n.Value
			add(n.Pos(), old+" becomes one more", func() { n.Value = strconv.Itoa(value + 1) }, func() { n.Value = old })
		}
	case *ast.ReturnStmt:
		if len(n.Results) == 0 {
			return
		}
		last := len(n.Results) - 1
		if name, ok := n.Results[last].(*ast.Ident); ok && name.Name == "err" {
			add(n.Pos(), "the error is not returned", func() { n.Results[last] = ast.NewIdent("nil") }, func() { n.Results[last] = name })
		}
	case *ast.BlockStmt:
		for i, statement := range n.List {
			switch s := statement.(type) {
			case *ast.ExprStmt:
			case *ast.AssignStmt:
				if s.Tok == token.DEFINE {
					continue
				}
			default:
				continue
			}
			add(statement.Pos(), "the statement is missing", func() { n.List[i] = &ast.EmptyStmt{Semicolon: statement.Pos(), Implicit: true} }, func() { n.List[i] = statement })
		}
	}
}

// try runs the package's tests on the mutant.
func (m *mutant) try(temporary string, timeout time.Duration) (noticed, compiles bool) {
	m.do()
	var source bytes.Buffer
	err := format.Node(&source, m.files, m.tree)
	m.undo()
	if err != nil {
		return false, false
	}
	mutated, overlay := filepath.Join(temporary, "mutant.go"), filepath.Join(temporary, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: mutated}})
	if err != nil {
		log.Fatal(err)
	}
	for name, contents := range map[string][]byte{mutated: source.Bytes(), overlay: replace} {
		if err := os.WriteFile(name, contents, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	program := filepath.Join(temporary, "mutant.test")
	folder := "./" + filepath.ToSlash(filepath.Clean(m.folder))
	if exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", program, folder).Run() != nil {
		return false, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	tests := exec.CommandContext(ctx, program, "-test.short", "-test.failfast")
	tests.Dir = m.folder
	return tests.Run() != nil, true
}
