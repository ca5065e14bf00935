package guide

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/mat"

	"digitpad/network"
	"digitpad/network/textbook"
)

// Subject is what the equations are computed for: a network, a digit, and some
// training examples beside it. It is safe for concurrent use.
type Subject struct {
	Label int     // the digit that x shows, or is taken to show
	Eta   float64 // η
	Batch int     // m, at most the number of examples

	spec     network.Spec
	net      *textbook.Network
	example  textbook.Example
	examples []textbook.Example

	trace func() *textbook.Trace // of the digit
	full  func() textbook.Vector // the gradient over all examples
	mean  func() textbook.Vector // the gradient over the first m of them
}

// Example is an image and its label.
type Example struct {
	Input network.Input
	Label int
}

// NewSubject prepares equations for a network and a digit. The examples stand for the
// n training images in (8), (10), (11) and (12); there may be none, and then the digit
// stands for them. It panics if a label is no digit.
func NewSubject(net *network.Network, digit Example, examples []Example, eta float64, m int) *Subject {
	spec := net.Spec()
	s := &Subject{Label: digit.Label, Eta: eta, spec: spec, net: textbook.New(net)}
	s.example = textbook.NewExample(spec, digit.Input, digit.Label)
	for _, e := range examples {
		s.examples = append(s.examples, textbook.NewExample(spec, e.Input, e.Label))
	}
	if len(examples) == 0 {
		s.examples = []textbook.Example{s.example}
	}
	s.Batch = min(max(m, 1), len(s.examples))
	s.trace = sync.OnceValue(func() *textbook.Trace { return s.net.Trace(s.example, s.Eta) })
	s.full = sync.OnceValue(func() textbook.Vector { return s.net.Gradient(s.examples) })
	s.mean = sync.OnceValue(func() textbook.Vector { return s.net.Gradient(s.examples[:s.Batch]) })
	return s
}

// WithDigit is the subject with another digit; what does not depend on the digit is not
// computed again.
func (s *Subject) WithDigit(digit Example) *Subject {
	other := &Subject{
		Label: digit.Label, Eta: s.Eta, Batch: s.Batch, spec: s.spec, net: s.net,
		example: textbook.NewExample(s.spec, digit.Input, digit.Label), examples: s.examples, full: s.full, mean: s.mean,
	}
	other.trace = sync.OnceValue(func() *textbook.Trace { return other.net.Trace(other.example, other.Eta) })
	return other
}

// Trace is an iteration with the digit, step by step.
func (s *Subject) Trace() *textbook.Trace { return s.trace() }

// Network is the network that the equations are computed for.
func (s *Subject) Network() *textbook.Network { return s.net }

// FullGradient is ∇C over all examples, (10).
func (s *Subject) FullGradient() textbook.Vector { return s.full() }

// Examples are those that stand for the training images.
func (s *Subject) Examples() []textbook.Example { return s.examples }

// Value is something that an equation names, computed.
type Value struct {
	Name    string    // in the letters of the equation, the same in every language: "‖∇C‖"
	Numbers []float64 // one, or the elements of a vector
}

// one is a value of a single number.
func number(name string, v float64) Value { return Value{name, []float64{v}} }

// vector is a value of several numbers.
func vector(name string, v *mat.VecDense) Value { return Value{name, mat.Col(nil, 0, v)} }

// outputs are those of the network for the digit.
func (s *Subject) outputs() *mat.VecDense { a := s.trace().A; return a[len(a)-1] }

// busiest is the unit of the first layer with the largest activation.
func (s *Subject) busiest() int {
	a, best := s.trace().A[0], 0
	for k := range a.Len() {
		if a.AtVec(k) > a.AtVec(best) {
			best = k
		}
	}
	return best
}

func forwardValues(s *Subject) []Value {
	k, t := s.busiest(), s.trace()
	z, b := t.Z[0].AtVec(k), t.Before.B[0].AtVec(k)
	return []Value{
		number(fmt.Sprintf("Σ x·w (%d)", k+1), z-b), number(fmt.Sprintf("b (%d)", k+1), b),
		number(fmt.Sprintf("z (%d)", k+1), z), number(fmt.Sprintf("a (%d)", k+1), t.A[0].AtVec(k)),
	}
}

func sigmoidValues(s *Subject) []Value {
	z := s.trace().Z[0].AtVec(s.busiest())
	return []Value{number("z", z), number("e⁻ᶻ", math.Exp(-z)), number("σ(z)", 1/(1+math.Exp(-z)))}
}

func softmaxValues(s *Subject) []Value {
	z := s.trace().Z
	shares := textbook.Shares(z[len(z)-1])
	var a []float64
	for _, share := range shares {
		a = append(a, share.A)
	}
	return []Value{vector("z", z[len(z)-1]), number("Σ eᶻ", shares[0].Sum), {"a", a}}
}

func targetValues(s *Subject) []Value {
	return []Value{vector(fmt.Sprintf("y(%d)", s.Label), s.example.Y), vector("a", s.outputs())}
}

func costValues(s *Subject) []Value {
	digit := []textbook.Example{s.example}
	return []Value{
		vector("y", s.example.Y), vector("a", s.outputs()),
		number("C (n = 1)", s.net.QuadraticCost(digit)),
		number(fmt.Sprintf("C (n = %d)", len(s.examples)), s.net.QuadraticCost(s.examples)),
	}
}

func firstOrderValues(s *Subject) []Value {
	t := s.trace()
	return []Value{
		number("∇C·Δv", textbook.FirstOrder(t.Gradient, textbook.Step(t.Gradient, s.Eta))),
		number("ΔC", t.CostAfter-t.Cost),
		number("∇C·Δv (η/1000)", textbook.FirstOrder(t.Gradient, textbook.Step(t.Gradient, s.Eta/1000))),
		number("ΔC (η/1000)", s.change(s.Eta/1000)),
	}
}

// change is ΔC of the digit after a step with another learning rate.
func (s *Subject) change(eta float64) float64 {
	t, after := s.trace(), *s.net
	after.V = textbook.Move(t.Before, t.Gradient, eta)
	return after.Cost.Of(after.Outputs(t.Example.X), t.Example.Y) - t.Cost
}

func stepValues(s *Subject) []Value {
	length := s.trace().Gradient.Norm()
	return []Value{number("η", s.Eta), number("‖∇C‖", length), number("‖Δv‖", s.Eta*length)}
}

func descentValues(s *Subject) []Value {
	t := s.trace()
	return []Value{
		number("−η‖∇C‖²", t.Expected), number("ΔC", t.CostAfter-t.Cost),
		number("−η‖∇C‖² (η/1000)", textbook.Descent(t.Gradient, s.Eta/1000)), number("ΔC (η/1000)", s.change(s.Eta/1000)),
	}
}

func moveValues(s *Subject) []Value {
	t := s.trace()
	return []Value{
		number("‖v‖", t.Before.Norm()), number("‖v′‖", t.After.Norm()),
		number("C(v)", t.Cost), number("C(v′)", t.CostAfter),
	}
}

// epsilon is the length of the steps that (6) is shown with.
const stepLength = 0.01

// sideways is a step of the length ε in a direction at random, the same every time.
func (s *Subject) sideways() textbook.Vector {
	random := rand.New(rand.NewPCG(6, 6))
	direction := s.net.V.Scaled(0)
	for l := range direction.W {
		for i, data := 0, direction.W[l].RawMatrix().Data; i < len(data); i++ {
			data[i] = random.NormFloat64()
		}
	}
	return direction.Scaled(stepLength / direction.Norm())
}

func cosineValues(s *Subject) []Value {
	g, random := s.trace().Gradient, s.sideways()
	return []Value{
		number("cos θ (Δv = −η∇C)", g.Cosine(textbook.Step(g, s.Eta))),
		number("cos θ (Δv ?)", g.Cosine(random)),
	}
}

func boundValues(s *Subject) []Value {
	g := s.trace().Gradient
	return []Value{
		number("ε", stepLength), number("‖∇C‖ε", textbook.Bound(g, stepLength)),
		number("|∇C·Δv*|", math.Abs(textbook.FirstOrder(g, textbook.Steepest(g, stepLength)))),
		number("|∇C·Δv| (Δv ?)", math.Abs(textbook.FirstOrder(g, s.sideways()))),
	}
}

func steepestValues(s *Subject) []Value {
	g := s.trace().Gradient
	return []Value{
		number("ε", stepLength), number("η = ε/‖∇C‖", stepLength/g.Norm()),
		number("∇C·Δv*", textbook.FirstOrder(g, textbook.Steepest(g, stepLength))),
		number("∇C·(−Δv*)", -textbook.FirstOrder(g, textbook.Steepest(g, stepLength))),
	}
}

// steepestWeight is the weight of the last layer whose derivative is the largest.
func steepestWeight(gradient textbook.Vector) (l, p, k int) {
	l = len(gradient.W) - 1
	rows, columns := gradient.W[l].Dims()
	for i := range rows {
		for j := range columns {
			if math.Abs(gradient.W[l].At(i, j)) > math.Abs(gradient.W[l].At(p, k)) {
				p, k = i, j
			}
		}
	}
	return l, p, k
}

func weightValues(s *Subject) []Value {
	t := s.trace()
	l, p, k := steepestWeight(t.Gradient)
	return []Value{
		number(fmt.Sprintf("w (%d→%d)", p+1, k), t.Before.W[l].At(p, k)), number("∂C/∂w", t.Gradient.W[l].At(p, k)),
		number("w − η·∂C/∂w", t.After.W[l].At(p, k)),
	}
}

func meanCostValues(s *Subject) []Value {
	var costs []float64
	for _, e := range s.examples[:s.Batch] {
		costs = append(costs, s.net.Cost.Of(s.net.Outputs(e.X), e.Y))
	}
	return []Value{{"Cₓ", costs}, number(fmt.Sprintf("C (n = %d)", len(s.examples)), s.net.MeanCost(s.examples))}
}

func exampleCostValues(s *Subject) []Value {
	return []Value{vector("y", s.example.Y), vector("a", s.outputs()), number("Cₓ", s.trace().Cost)}
}

func gradientValues(s *Subject) []Value {
	return []Value{
		number("‖∇Cₓ‖", s.trace().Gradient.Norm()),
		number(fmt.Sprintf("‖∇C‖ (n = %d)", len(s.examples)), s.full().Norm()),
	}
}

func estimateValues(s *Subject) []Value {
	return []Value{
		number(fmt.Sprintf("‖1/m Σ∇Cₓ‖ (m = %d)", s.Batch), s.mean().Norm()),
		number(fmt.Sprintf("‖∇C‖ (n = %d)", len(s.examples)), s.full().Norm()),
		number("cos θ", s.mean().Cosine(s.full())),
	}
}

func iterationValues(s *Subject) []Value {
	l, p, k := steepestWeight(s.mean())
	w, derivative := s.net.V.W[l].At(p, k), s.mean().W[l].At(p, k)
	return []Value{
		number("m", float64(s.Batch)), number("η", s.Eta),
		number(fmt.Sprintf("w (%d→%d)", p+1, k), w), number("1/m Σ ∂Cₓ/∂w", derivative), number("w′", w-s.Eta*derivative),
	}
}
