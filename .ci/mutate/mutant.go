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

// operators are those that each is replaced by.
var operators = map[token.Token]token.Token{
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
		changes(tree, func(from, to token.Pos, text, what string) {
			all = append(all, mutant{p, path, source, files.Position(from), files.Position(to), text, what})
		})
	}
	return all
}

// changes calls add for each change to make to a file.
func changes(tree *ast.File, add func(from, to token.Pos, text, what string)) {
	operator := func(at token.Pos, op token.Token) {
		if other, ok := operators[op]; ok {
			add(at, at+token.Pos(len(op.String())), other.String(), fmt.Sprintf("%v becomes %v", op, other))
		}
	}
	ast.Inspect(tree, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.BinaryExpr:
			operator(n.OpPos, n.Op)
		case *ast.AssignStmt:
			operator(n.TokPos, n.Tok)
		case *ast.IncDecStmt:
			operator(n.TokPos, n.Tok)
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
				return true
			}
			if last, ok := n.Results[len(n.Results)-1].(*ast.Ident); ok && last.Name == "err" {
				add(last.Pos(), last.End(), "nil", "the error is not returned")
			}
		case *ast.BlockStmt:
			missing(n.List, add)
		case *ast.CaseClause:
			missing(n.Body, add)
		}
		return true
	})
}

// missing adds the changes that leave a statement out: a call or an assignment.
func missing(statements []ast.Stmt, add func(from, to token.Pos, text, what string)) {
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
