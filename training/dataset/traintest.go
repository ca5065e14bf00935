package dataset

// TrainTest are the two sets of a source of digits; both are nil while there are none.
type TrainTest struct{ Train, Test *Dataset }

// Loaded reports whether there are digits.
func (d TrainTest) Loaded() bool { return d.Train != nil }
