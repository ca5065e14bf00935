package state

import (
	"digitpad/gui/state/datasets"
	"digitpad/gui/state/owner"
	"digitpad/gui/state/predict"
	"digitpad/gui/state/store"
	"digitpad/gui/state/train"
	"digitpad/training/atomicfile"
)

// State is all owners together.
type State struct {
	Page        *predict.Page
	Settings    *train.Settings
	Datasets    *datasets.Datasets
	Prediction  *predict.Prediction
	Numbers     *predict.Numbers
	Training    *train.Training
	Samples     *datasets.Samples
	FineTuning  *FineTuning
	Comparison  *train.Comparison
	Experiments *Experiments
	Evaluation  *Evaluation

	env   owner.Env
	prefs *store.Preferences
}

// New makes a state without a network and without digits. MNIST is looked for in a
// folder first, empty for the usual places.
func New(env owner.Env, prefs *store.Preferences, mnistFolder string) *State {
	s := &State{env: env, prefs: prefs}
	s.Page = predict.NewPage(prefs)
	s.Prediction = predict.NewPrediction(env, prefs, s.Page)
	s.Numbers = predict.NewNumbers(env, s.Page, s.Prediction)
	s.Samples = datasets.NewSamples(env, s.Page, s.Prediction)
	s.Datasets = datasets.NewDatasets(env, prefs, s.Samples, mnistFolder)
	s.Settings = train.NewSettings(prefs, s.Datasets)
	s.Comparison = train.NewComparison(env, s.Settings, s.Datasets, s.Prediction)
	s.Training = train.NewTraining(env, prefs, s.Settings, s.Datasets, s.Prediction, s.Comparison)
	s.FineTuning = &FineTuning{
		env: env, page: s.Page, prediction: s.Prediction, datasets: s.Datasets, samples: s.Samples, training: s.Training, mixIn: true,
	}
	s.Experiments = newExperiments(env, s.Page, s.Prediction, s.Datasets)
	s.Evaluation = newEvaluation(env, s.Page, s.Prediction, s.Datasets, s.Samples, s.Training, s.Comparison)
	return s
}

// Restore brings back what the last start kept. Network is a network's file to open,
// empty for the one that answered last.
func (s *State) Restore(network string) {
	s.Prediction.Restore(network)
	s.env.File(func() { atomicfile.RemoveTemp(s.env.Home) })
	s.Comparison.Load()
	s.Samples.Load()
	s.Training.FindInterrupted()
}

// End ends the run and what writes files; Release comes after all work has ended.
func (s *State) End() {
	s.Training.End()
	s.Samples.Flush() // what could not be written before
}

// Release gives the files of this program to others.
func (s *State) Release() { s.Training.Release() }
