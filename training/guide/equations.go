package guide

import (
	"slices"

	"digitpad/network/textbook"
	//lint:ignore ST1001 a formula is to read as one
	. "digitpad/training/typeset"
)

// Equation is an equation of the post, with what belongs to it.
type Equation struct {
	ID         string // the post's number, "12", or a name
	Formula    Node
	Setting    string // that changes its value: its name in training.Settings
	Experiment string // that tests it: its name in lab.Experiments
	Code       string // what textbook.Source calls it
	Values     func(*Subject) []Value
}

// Numbered reports whether the post gives the equation a number.
func (e *Equation) Numbered() bool { return e.ID[0] >= '0' && e.ID[0] <= '9' }

// Source is the code that computes the equation.
func (e *Equation) Source() string { return textbook.Source(e.Code) }

// Find is the equation with that ID; nil if there is none.
func Find(id string) *Equation {
	if i := slices.IndexFunc(Equations, func(e *Equation) bool { return e.ID == id }); i >= 0 {
		return Equations[i]
	}
	return nil
}

// The letters of the post, each a term that is explained.
var (
	cost       = Term("cost", V("C"))
	costX      = Term("cost-example", Sub(V("C"), V("x")))
	deltaCost  = Term("cost-change", Row{O("Δ"), V("C")})
	gradient   = Term("gradient", Row{O("∇"), V("C")})
	gradientX  = Term("gradient-example", Row{O("∇"), Sub(V("C"), V("x"))})
	gradientXi = Term("gradient-example", Row{O("∇"), Sub(V("C"), Sub(V("x"), V("i")))})
	eta        = Term("rate", V("η"))
	epsilon    = Term("length", V("ε"))
	theta      = Term("angle", V("θ"))
	v          = Term("parameters", B("v"))
	vAfter     = Term("parameters", Row{B("v"), Prime})
	step       = Term("step", Row{O("Δ"), B("v")})
	bestStep   = Term("step", Row{O("Δ"), Super(B("v"), O("∗"))})
	weight     = Term("weight", Sub(V("w"), V("k")))
	bias       = Term("bias", Sub(V("b"), V("ℓ")))
	target     = Term("target", V("y"))
	output     = Term("activation", V("a"))
	n          = Term("examples", V("n"))
	m          = Term("batch", V("m"))
	exampleI   = Sub(V("C"), Sub(V("x"), V("i")))
	one        = O("1")
	two        = O("2")
	minus      = Bin("−")
	equals     = Rel("=")
	becomes    = Rel("→")
	about      = Rel("≈")

	perExample = Frac(one, n)
	perBatch   = Frac(one, m)
	overAll    = Term("sum", Sum(V("x")))
	overBatch  = Term("sum", SumTo(Row{V("i"), Rel("="), one}, V("m")))
	weights    = Row{Term("weights", V("W")), Comma(), Term("biases", V("b"))}
)

func norm(n Node) Node    { return Term("norm", Fence("‖", n, "‖")) }
func squared(n Node) Node { return Super(n, two) }

// mismatch is ‖y − a‖².
var mismatch = squared(norm(Row{target, minus, output}))

// by is the derivative ∂f/∂p.
func by(f, p Node) Node { return Term("derivative", Frac(Row{O("∂"), f}, Row{O("∂"), p})) }

// component is ∂C/∂v_i Δv_i.
func component(i Node) Node {
	return Row{by(V("C"), Sub(V("v"), i)), Term("step", Row{O("Δ"), Sub(V("v"), i)})}
}

// Equations are the post's, (1) to (12), and those without a number, in its order.
var Equations = []*Equation{
	{
		ID: "forward",
		Formula: Row{
			Term("weighted-sum", V("z")),
			equals, Sum(V("p")), Term("input", Sub(V("x"), V("p"))), Term("weight", Sub(V("w"), V("p"))), Bin("+"), Term("bias", V("b")),
			Comma(), O("  "), output, equals, Term("function", V("f")), Fence("(", Term("weighted-sum", V("z")), ")"),
		},
		Setting: "hidden", Experiment: "hidden-units", Code: "Z", Values: forwardValues,
	},
	{
		ID: "sigmoid",
		Formula: Row{
			Term("function", V("σ")), Fence("(", Term("weighted-sum", V("z")), ")"), equals,
			Frac(one, Row{one, Bin("+"), Term("power", Super(O("e"), Row{O("−"), V("z")}))}),
		},
		Setting: "activation", Experiment: "hidden-units", Code: "Sigmoid", Values: sigmoidValues,
	},
	{
		ID: "softmax",
		Formula: Row{
			Term("activation", Sub(V("a"), V("k"))), equals,
			Frac(Term("power", Super(O("e"), Sub(V("z"), V("k")))), Row{Sum(V("j")), Term("power", Super(O("e"), Sub(V("z"), V("j"))))}),
		},
		Setting: "output", Experiment: "accuracy-is-not-smooth", Code: "Softmax", Values: softmaxValues,
	},
	{
		ID:      "one-hot",
		Formula: Row{target, Fence("(", O("3"), ")"), equals, Super(Fence("[", oneHot(3), "]"), V("T"))},
		Setting: "encoding", Experiment: "encodings", Code: "9", Values: targetValues,
	},
	{
		ID:      "1",
		Formula: Row{cost, Fence("(", weights, ")"), equals, Frac(one, Row{two, n}), overAll, mismatch},
		Setting: "cost", Experiment: "accuracy-is-not-smooth", Code: "1", Values: costValues,
	},
	{
		ID:      "2",
		Formula: Row{deltaCost, about, component(one), Bin("+"), O("⋯"), Bin("+"), component(V("p")), equals, gradient, Bin("·"), step},
		Setting: "rate", Experiment: "first-order", Code: "2", Values: firstOrderValues,
	},
	{
		ID:      "3",
		Formula: Row{step, equals, O("−"), eta, gradient, Comma(), O("  "), eta, Rel(">"), O("0")},
		Setting: "rate", Experiment: "learning-rate", Code: "3", Values: stepValues,
	},
	{
		ID:      "4",
		Formula: Row{deltaCost, about, gradient, Bin("·"), Fence("(", Row{O("−"), eta, gradient}, ")"), equals, O("−"), eta, squared(norm(gradient)), Rel("≤"), O("0")},
		Setting: "rate", Experiment: "first-order", Code: "4", Values: descentValues,
	},
	{
		ID:      "5",
		Formula: Row{v, becomes, vAfter, equals, v, minus, eta, gradient},
		Setting: "rate", Experiment: "first-order", Code: "5", Values: moveValues,
	},
	{
		ID:      "cosine",
		Formula: Row{gradient, Bin("·"), step, equals, norm(gradient), norm(step), O("\u2009cos\u2009"), theta},
		Setting: "rate", Experiment: "steepest-descent", Code: "6", Values: cosineValues,
	},
	{
		ID: "6",
		Formula: Row{
			Fence("|", Row{gradient, Bin("·"), step}, "|"),
			Rel("≤"), norm(gradient), norm(step), equals, norm(gradient), epsilon,
		},
		Setting: "rate", Experiment: "steepest-descent", Code: "6", Values: boundValues,
	},
	{
		ID:      "steepest",
		Formula: Row{bestStep, equals, O("−"), epsilon, Frac(gradient, norm(gradient))},
		Setting: "rate", Experiment: "steepest-descent", Code: "6", Values: steepestValues,
	},
	{
		ID: "7",
		Formula: Row{
			weight, becomes, weight, minus, eta, by(V("C"), Sub(V("w"), V("k"))),
			Comma(), O("  "), bias, becomes, bias, minus, eta, by(V("C"), Sub(V("b"), V("ℓ"))),
		},
		Setting: "rate", Experiment: "gradient-check", Code: "7", Values: weightValues,
	},
	{
		ID:      "8",
		Formula: Row{cost, Fence("(", weights, ")"), equals, Frac(one, Row{two, n}), overAll, mismatch, equals, perExample, overAll, costX},
		Setting: "cost", Experiment: "accuracy-is-not-smooth", Code: "8", Values: meanCostValues,
	},
	{
		ID:      "9",
		Formula: Row{costX, equals, Frac(mismatch, two)},
		Setting: "cost", Experiment: "gradient-check", Code: "9", Values: exampleCostValues,
	},
	{
		ID:      "10",
		Formula: Row{gradient, equals, perExample, overAll, gradientX},
		Setting: "batch", Experiment: "minibatch-gradient", Code: "10", Values: gradientValues,
	},
	{
		ID:      "11",
		Formula: Row{perBatch, overBatch, gradientXi, about, perExample, overAll, gradientX, equals, gradient},
		Setting: "batch", Experiment: "minibatch-gradient", Code: "11", Values: estimateValues,
	},
	{
		ID: "12",
		Formula: Lines{
			updateOf("weight", V("w"), V("k")),
			updateOf("bias", V("b"), V("ℓ")),
		},
		Setting: "batch", Experiment: "batch-size", Code: "12", Values: iterationValues,
	},
}

// oneHot is the target of a label, in a row.
func oneHot(label int) Row {
	var row Row
	for k := range 10 {
		if k > 0 {
			row = append(row, Comma())
		}
		digit := O("0")
		if k == label {
			digit = Term("target", one)
		}
		row = append(row, digit)
	}
	return row
}

// updateOf is a line of (12).
func updateOf(name string, letter, index Node) Node {
	p := Sub(letter, index)
	return Row{
		Term(name, p), becomes, Term(name, SubSuper(letter, index, Prime)), equals, Term(name, p),
		minus, eta, by(V("C"), p), equals, Term(name, p), minus, eta, perBatch, overBatch, by(exampleI, p),
	}
}
