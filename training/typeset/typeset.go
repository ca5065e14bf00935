// Package typeset lays mathematical formulas out as TeX does and draws them from the
// outlines of Latin Modern Math, so that they are sharp at any size. It knows no
// Fyne. A formula is a tree of nodes; see Node.
//
// Lengths are in em, the size of the letters; y grows downwards and is 0 at the
// baseline.
package typeset

// Node is a part of a formula: a Symbol or something made of nodes.
type Node interface {
	layout(s style) box
}

// Symbol is letters or a sign, set as its Class says.
type Symbol struct {
	Text  string
	Class Class
}

// Class says how a symbol looks and how much space surrounds it.
type Class int

// The classes of symbols.
const (
	Ordinary    Class = iota // upright, without space: 1, ∇, (
	Variable                 // letters in mathematical italics
	Bold                     // vectors: upright and bold
	Binary                   // + and ·
	Relation                 // = and ≤
	Punctuation              // a comma
	Word                     // upright letters between spaces: "if"
)

// V is a variable in italics.
func V(text string) Node { return Symbol{text, Variable} }

// B is a vector in bold letters.
func B(text string) Node { return Symbol{text, Bold} }

// O is an ordinary sign or a number.
func O(text string) Node { return Symbol{text, Ordinary} }

// Bin is a binary operator such as +.
func Bin(text string) Node { return Symbol{text, Binary} }

// Rel is a relation such as =.
func Rel(text string) Node { return Symbol{text, Relation} }

// Comma is punctuation.
func Comma() Node { return Symbol{",", Punctuation} }

// Row is nodes side by side.
type Row []Node

// Scripts is a base with a subscript, a superscript or both; nil for none.
type Scripts struct{ Base, Sub, Super Node }

// Sub is a base with a subscript.
func Sub(base, sub Node) Node { return Scripts{base, sub, nil} }

// Super is a base with a superscript.
func Super(base, super Node) Node { return Scripts{base, nil, super} }

// Prime is the superscript of a value after a step, w'.
var Prime Node = Symbol{"′", Ordinary}

// Fraction is a numerator over a denominator.
type Fraction struct{ Over, Under Node }

// Sum is a large Σ with what it runs over; nil for nothing.
type Sum struct{ From, To Node }

// Fence is a body between delimiters as high as it is.
type Fence struct {
	Left  string
	Body  Node
	Right string
}

// Lines is formulas below each other, their left edges aligned.
type Lines []Node

// Term is a part that has a meaning of its own: what it is drawn in, and what is said
// of it, goes by its name.
type Term struct {
	Name string
	Body Node
}
