package report

import (
	"context"

	"digitpad/network"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

// Read is the report of a run: of the network that it leaves, which reads the test set
// once more. The error is the context's, or says why there is nothing to report.
func Read(ctx context.Context, trainer *training.Trainer, test *dataset.TestSet) (Run, error) {
	history := trainer.History()
	left := training.Result(trainer.Settings(), history)
	if left < 0 {
		return Run{}, message.Errorf("the run has no epoch yet")
	}
	model, fitted, err := trainer.Calibrated(ctx, history[left])
	if err != nil {
		return Run{}, err
	}
	predicted, err := trainer.ScoreTest(ctx, model.Network, fitted, test)
	if err != nil {
		return Run{}, err
	}
	return Of(trainer, model.Network, test, predicted), nil
}

// Of is the report of a run, of the network that it leaves and of what that makes of the
// test set.
func Of(trainer *training.Trainer, net *network.Network, test *dataset.TestSet, predicted evaluate.Predictions) Run {
	return Run{
		Settings: trainer.Settings(), Epochs: trainer.History(), Network: net, Train: trainer.Train(), Test: test,
		Predicted: predicted, Looks: trainer.TestLooks(),
		ByTest: trainer.Settings().Validation == 0 && trainer.Validation().Len() > 0,
	}
}
