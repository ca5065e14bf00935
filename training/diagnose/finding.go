package diagnose

import "digitpad/training"

// Finding is a training problem.
type Finding int

// The findings, the most urgent first: an earlier one may be the cause of a later one.
const (
	// RateTooHigh: the cost rises where (4), ΔC ≈ −η‖∇C‖² ≤ 0, says that a small
	// step lowers it. The step is too long for that approximation.
	RateTooHigh Finding = iota

	// DeadReLUs: hidden units that are 0 for all examples. There f'(z) = 0, so
	// BP2 gives them δ = 0 and no gradient brings them back.
	DeadReLUs

	// SaturatedOutputs: outputs near 0 where the target is 1. With the quadratic
	// cost BP1 is δ = (a − y)·a(1 − a), which vanishes just where a is most
	// wrong.
	SaturatedOutputs

	// SaturatedHidden: hidden activations at the ends of their range. There f'(z)
	// is almost 0, and BP2 leaves almost nothing of δ.
	SaturatedHidden

	// DecayTooStrong: weight decay shrinks the weights faster than (12) makes
	// them grow: w → (1 − ηλ/n)·w − η·∂C/∂w.
	DecayTooStrong

	// RateTooLow: the cost falls, as (4) says it must, but by η‖∇C‖² an
	// iteration, which is too little for the epochs that are planned.
	RateTooLow

	// Overfitting: the cost (8) of the training examples falls while that of test
	// examples rises. What the network learns now does not generalise.
	Overfitting

	// NotLearning: the accuracy is that of guessing, and nothing else was found.
	NotLearning
)

// String is the name of the finding.
func (d Finding) String() string {
	return [...]string{
		"learning rate too high", "dead ReLUs", "saturated outputs", "saturated hidden units",
		"weight decay too strong", "learning rate too low", "overfitting", "not learning",
	}[d]
}

// Diagnosis is a finding with its evidence and its fix.
type Diagnosis struct {
	Finding  Finding
	Evidence Evidence
	Fix      training.Settings // of a new run
}

// Evidence is what was measured. Each finding uses the fields that the comment of its
// function names.
type Evidence struct {
	Epoch    int     // after which From was measured
	From, To float64 // a cost or an accuracy, earlier and now
	Share    float64 // of units, activations or examples, in [0,1]
	Diverged bool    // a parameter is not a finite number any more
}
