package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"

	"github.com/schollz/progressbar/v3"

	"digitpad/network/textbook"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
)

type trainCommand struct {
	source
	mixFlag
	settingsFlags
	keepFlags
	Engine string `default:"fast" enum:"fast,textbook" help:"What trains: fast, or textbook, which computes the post's equations as they are written, in float64 with matrices, and takes some hundred times longer."`
	Seeds  int    `default:"1" help:"Train so many times, with this seed and those that follow it, and print the mean."`
	JSON   bool   `help:"Print one JSON object a line, one line an epoch."`
}

// Run trains one network for each seed.
func (t *trainCommand) Run(c *console) error {
	if err := t.check(); err != nil {
		return coded{err, exitUsage}
	}
	if err := t.keepFlags.check(); err != nil {
		return err
	}
	train, test, err := t.digits(c)
	if err != nil {
		return err
	}
	var report reporter = &table{w: c.out}
	if t.JSON {
		report = &lines{w: c.out}
	}
	if err := t.settings().Validate(train.Len()); err != nil {
		return flagProblems(err)
	}
	train, validation := t.settings().Split(train)
	var accuracies []float64 // on the test data, of each seed
	for i := range t.Seeds {
		settings := t.settings()
		settings.Seed += uint64(i)
		trainer, err := training.NewTrainer(settings, train, validation)
		if err != nil {
			return flagProblems(err)
		}
		if t.Engine == "textbook" {
			if err := trainer.Use(textbook.NewEngine(trainer.Network())); err != nil {
				return flagProblems(err)
			}
		}
		if err := checkModel(t.Out, trainer); err != nil {
			return err
		}
		report.begin(trainer)
		err = follow(c, trainer, report)
		score, keeping := t.finish(c, trainer, test, report)
		if err := errors.Join(err, keeping); err != nil {
			return err
		}
		accuracies = append(accuracies, score)
	}
	report.end(accuracies)
	return nil
}

// finish reads the test data with the network that the run leaves, unless it was
// interrupted, and keeps the network. It returns the accuracy.
func (t *trainCommand) finish(c *console, trainer *training.Trainer, test *dataset.TestSet, report reporter) (accuracy float64, err error) {
	epoch := t.result(trainer)
	if epoch == nil {
		return 0, nil
	}
	ctx := c.ctx
	if ctx.Err() != nil {
		ctx = context.WithoutCancel(ctx) // what was learned is kept whole
	}
	model, fitted, err := trainer.Calibrated(ctx, *epoch)
	if err != nil {
		return 0, err
	}
	var predicted evaluate.Predictions
	if trainer.Over() && c.ctx.Err() == nil {
		if predicted, err = trainer.ScoreTest(c.ctx, model.Network, fitted, test); err != nil {
			return 0, err
		}
		training.NoteScore(model, test, predicted.Score)
		report.test(trainer, epoch, test, predicted.Score)
	}
	return predicted.Accuracy, t.keep(c, trainer, epoch, model, test, predicted)
}

// digits are the training and the test data.
func (t *trainCommand) digits(c *console) (train *dataset.Dataset, test *dataset.TestSet, err error) {
	if len(t.Mix) > 0 {
		train, digits, err := t.Mix.load(c, t.source)
		return train, dataset.Seal(digits), err
	}
	return t.sealed(c)
}

// check refuses flags that do not go together.
func (t *trainCommand) check() error {
	switch {
	case t.Seeds < 1:
		return errors.New("--seeds is at least 1")
	case uint64(t.Seeds-1) > math.MaxUint64-t.Seed:
		return fmt.Errorf("--seeds %d would go past the largest seed, %d: choose a smaller --seed", t.Seeds, uint64(math.MaxUint64))
	case t.Seeds > 1 && t.Out+t.Plot+t.Report != "":
		return errors.New("--out, --plot and --report keep one run, so they do not go with --seeds")
	}
	return nil
}

// follow does the run on all cores and reports every epoch.
func follow(c *console, trainer *training.Trainer, report reporter) error {
	trainer.UseCores(runtime.GOMAXPROCS(0))
	progress := trainer.Progress()
	bar := c.bar(int64(progress.Epochs)*int64(progress.Iterations),
		progressbar.OptionShowCount(), progressbar.OptionSetItsString("iterations"), progressbar.OptionShowIts())
	defer bar.Exit()
	for event, err := range trainer.Events(c.ctx) {
		switch {
		case errors.Is(err, context.Canceled):
			bar.Clear()
			err = fmt.Errorf("training was stopped after %d of %d epochs", event.Progress.Epoch, event.Progress.Epochs)
			return coded{err, exitInterrupted}
		case err != nil:
			bar.Clear()
			return err
		}
		if event.Kind == training.EpochDone {
			bar.Clear()
			report.epoch(trainer, event.Epoch)
		}
		bar.Describe(fmt.Sprintf("epoch %d of %d", min(event.Progress.Epoch+1, event.Progress.Epochs), event.Progress.Epochs))
		bar.Set(event.Progress.TotalIterations)
	}
	return nil
}

// flagProblems names the settings in a Problems by their flags.
func flagProblems(err error) error {
	var problems training.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].Field = "--" + problems[i].Field
		}
	}
	return err
}
