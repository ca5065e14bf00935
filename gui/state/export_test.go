package state

// EvaluateBoth evaluates a network before and after a correction.
var EvaluateBoth = evaluateBoth

// ExperimentData is what an experiment works on.
func (x *Experiments) ExperimentData() ExperimentData {
	d := x.data()
	return ExperimentData{d.Network != nil && d.Network == x.prediction.Model().Network, d.Example != nil}
}

// ExperimentData is what an experiment gets.
type ExperimentData struct{ OwnNetwork, Example bool }
