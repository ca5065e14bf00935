// Package note names what is noted about a trained network in its file, beside its
// parameters: codec.Model.Notes has a text for each name. training.Trainer.Model writes them.
package note

// The notes.
const (
	Name         = "name"          // "784-15-10, MNIST, 30 epochs"
	TrainedOn    = "trained on"    // the name of the training data
	Examples     = "examples"      // of the training data
	Epochs       = "epochs"        // completed
	TestedOn     = "tested on"     // the name of the test data, once it was read
	TestCost     = "test cost"     // (8) on the test data
	TestAccuracy = "test accuracy" // share of 1

	ValidatedOn        = "validated on"        // the name of the validation data, where there is any
	ValidationExamples = "validation examples" // how many
	ValidationAccuracy = "validation accuracy" // share of 1

	Settings = "settings" // Settings as JSON
)
