package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"strconv"
)

// other is the operator that each is replaced by.
var other = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
	token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
	token.INC: token.DEC, token.DEC: token.INC,
}

// mutant is one change to a file of a package: the text between two positions
// becomes another.
type mutant struct {
	pkg      *pkg
	file     string // its path
	source   []byte // of the whole file, unchanged
	from, to token.Position
	text     string
	operator bool   // the change is of an operator
	what     string // for a reader
}

// changed is the source of the file with the change made.
func (m mutant) changed() []byte {
	head, tail := m.source[:m.from.Offset], m.source[m.to.Offset:]
	return []byte(string(head) + m.text + string(tail))
}

// where is the place of the change, as compilers write it.
func (m mutant) where() string {
	return fmt.Sprintf("%s:%d:%d", relative(m.file), m.from.Line, m.from.Column)
}

// relative is a path seen from the working directory, where that can be had.
func relative(path string) string {
	folder, err := os.Getwd()
	if err != nil {
		return path
	}
	if short, err := filepath.Rel(folder, path); err == nil {
		return short
	}
	return path
}

// mutants are all of a package's.
func (p *pkg) mutants() (all []mutant) {
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		source, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, path, source, 0)
		if err != nil {
			log.Fatal(err)
		}
		add := func(operator bool) adder {
			return func(from, to token.Pos, text, what string) {
				all = append(all, mutant{p, path, source, files.Position(from), files.Position(to), text, operator, what})
			}
		}
		ast.Inspect(tree, func(node ast.Node) bool {
			operators(node, add(true))
			return others(node, add(false))
		})
	}
	return all
}

// adder takes a change: what the text between two positions becomes, and a word on it.
type adder func(from, to token.Pos, text, what string)

// operators adds the change of a node's operator.
func operators(node ast.Node, add adder) {
	change := func(at token.Pos, op token.Token) {
		if other, ok := other[op]; ok {
			add(at, at+token.Pos(len(op.String())), other.String(), fmt.Sprintf("%v becomes %v", op, other))
		}
	}
	switch n := node.(type) {
	case *ast.BinaryExpr:
		change(n.OpPos, n.Op)
	case *ast.AssignStmt:
		change(n.TokPos, n.Tok)
	case *ast.IncDecStmt:
		change(n.TokPos, n.Tok)
	}
}

// others adds the other changes of a node, and tells whether there are more in it.
func others(node ast.Node, add adder) bool {
	switch n := node.(type) {
	case *ast.BasicLit:
		if value, err := strconv.Atoi(n.Value); n.Kind == token.INT && err == nil {
			more := strconv.Itoa(value + 1)
			add(n.Pos(), n.End(), more, n.Value+" becomes "+more)
		}
	case *ast.CallExpr:
		// How much room a slice has is a matter of speed.
		if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "make" && len(n.Args) == 3 {
			return false
		}
	case *ast.ReturnStmt:
		if len(n.Results) == 0 {
			break
		}
		if last, ok := n.Results[len(n.Results)-1].(*ast.Ident); ok && last.Name == "err" {
			add(last.Pos(), last.End(), "nil", "the error is not returned")
			return false // what stands beside an error means nothing
		}
	case *ast.BlockStmt:
		missing(n.List, add)
	case *ast.CaseClause:
		missing(n.Body, add)
	}
	return true
}

// missing adds the changes that leave a statement out: a call or an assignment.
func missing(statements []ast.Stmt, add adder) {
	for _, statement := range statements {
		switch s := statement.(type) {
		case *ast.ExprStmt:
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		default:
			continue
		}
		add(statement.Pos(), statement.End(), "", "the statement is missing")
	}
}
