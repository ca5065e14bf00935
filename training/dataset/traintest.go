package dataset

// TrainTest are the two sets of a source of digits, the second sealed; both are nil while
// there are none.
type TrainTest struct {
	Train *Dataset
	Test  *TestSet
}

// Loaded reports whether there are digits.
func (d TrainTest) Loaded() bool { return d.Train != nil }

// Split are the two parts of training data: what a run learns from, and what is held out
// for it to go by; see Holdout.
type Split struct{ Train, Validation *Dataset }
