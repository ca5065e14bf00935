package state

import (
	"path/filepath"

	"digitpad/gui/state/store"
	"digitpad/training/atomicfile"
	"digitpad/training/runs"
)

// runsFolder is the folder in Home with the runs that are kept.
const runsFolder = "runs"

// State is all owners together.
type State struct {
	Page        *Page
	Settings    *Settings
	Datasets    *Datasets
	Prediction  *Prediction
	Training    *Training
	Samples     *Samples
	FineTuning  *FineTuning
	Comparison  *Comparison
	Experiments *Experiments
	Evaluation  *Evaluation

	env   Env
	prefs *store.Preferences
}

// New makes a state without a network and without digits. MNIST is looked for in a
// folder first, empty for the usual places.
func New(env Env, prefs *store.Preferences, mnistFolder string) *State {
	s := &State{env: env, prefs: prefs}
	s.Page = newPage(prefs)
	s.Prediction = newPrediction(env, prefs, s.Page)
	s.Samples = newSamples(env, s.Page, s.Prediction)
	s.Datasets = newDatasets(env, prefs, s.Samples, mnistFolder)
	s.Settings = newSettings(prefs, s.Datasets)
	s.Comparison = &Comparison{
		env: env, settings: s.Settings, datasets: s.Datasets, prediction: s.Prediction,
		store: runs.NewStore(filepath.Join(env.Home, runsFolder)),
	}
	s.Training = newTraining(env, prefs, s.Settings, s.Datasets, s.Prediction, s.Comparison)
	s.FineTuning = &FineTuning{
		env: env, page: s.Page, prediction: s.Prediction, datasets: s.Datasets, samples: s.Samples, training: s.Training, mixIn: true,
	}
	s.Experiments = newExperiments(env, s.Page, s.Prediction, s.Datasets)
	s.Evaluation = newEvaluation(env, s.Prediction, s.Datasets, s.Samples)
	return s
}

// Restore brings back what the last start kept. Network is a network's file to open,
// empty for the one that answered last.
func (s *State) Restore(network string) {
	s.Prediction.Restore(network)
	s.env.file(func() { atomicfile.RemoveTemp(s.env.Home) })
	s.Comparison.load()
	s.Samples.load()
	s.Training.findInterrupted()
}

// End ends the run and what writes files; Release comes after all work has ended.
func (s *State) End() {
	s.Training.end()
	s.Samples.save() // what could not be written before
}

// Release gives the files of this program to others.
func (s *State) Release() { s.Training.release() }
