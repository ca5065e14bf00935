// Package typeset lays mathematical formulas out as TeX does and draws them from the
// outlines of Latin Modern Math, so that they are sharp at any size. It knows no
// Fyne. A formula is a tree of nodes; see Node.
//
// Lengths are in em, the size of the letters; y grows downwards and is 0 at the
// baseline.
package typeset

// Node is a part of a formula: a sign or something made of nodes.
type Node interface {
	layout(s style) box
}

// symbol is letters or a sign, set as its class says.
type symbol struct {
	text  string
	class class
}

// class says how a symbol looks and how much space surrounds it.
type class int

const (
	ordinary    class = iota // upright, without space
	variable                 // letters in mathematical italics
	boldface                 // upright and bold
	binary                   // an operator, with a little space
	relation                 // with more space
	punctuation              // with space after it
)

// V is a variable, in italics.
func V(letter string) Node { return symbol{letter, variable} }

// B is a vector, in bold letters.
func B(letter string) Node { return symbol{letter, boldface} }

// O is an ordinary sign, a number or upright letters: 1, ∇, cos.
func O(text string) Node { return symbol{text, ordinary} }

// Bin is a binary operator such as +.
func Bin(sign string) Node { return symbol{sign, binary} }

// Rel is a relation such as =.
func Rel(sign string) Node { return symbol{sign, relation} }

// Comma is a comma, with space after it.
func Comma() Node { return symbol{",", punctuation} }

// Prime is the superscript of a value after a step, w'.
var Prime Node = symbol{"′", ordinary}

// Row is nodes side by side.
type Row []Node

// Lines is formulas below each other, their left edges aligned.
type Lines []Node

type (
	scripts  struct{ base, sub, super Node } // nil for none
	fraction struct{ over, under Node }
	sum      struct{ from, to Node } // nil for none
	fence    struct {
		left  string
		body  Node
		right string
	}
	term struct {
		name string
		body Node
	}
)

// Sub is a base with a subscript.
func Sub(base, sub Node) Node { return scripts{base, sub, nil} }

// Super is a base with a superscript.
func Super(base, super Node) Node { return scripts{base, nil, super} }

// SubSuper is a base with a subscript and a superscript above it.
func SubSuper(base, sub, super Node) Node { return scripts{base, sub, super} }

// Frac is a fraction.
func Frac(over, under Node) Node { return fraction{over, under} }

// Sum is a large Σ, with what it runs over below it.
func Sum(over Node) Node { return sum{over, nil} }

// SumTo is a large Σ from the one, below it, to the other, above it.
func SumTo(from, to Node) Node { return sum{from, to} }

// Fence is a body between delimiters as high as it is.
func Fence(left string, body Node, right string) Node { return fence{left, body, right} }

// Term is a part that has a meaning of its own: what it is drawn in, and what is said
// of it, goes by its name.
func Term(name string, body Node) Node { return term{name, body} }
