package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/natefinch/atomic"
	"github.com/schollz/progressbar/v3"

	"digitpad/network/codec"
	"digitpad/training"
)

type trainCommand struct {
	source
	settingsFlags
	Seeds int    `default:"1" help:"Train so many times, with this seed and those that follow it, and print the mean."`
	JSON  bool   `help:"Print one JSON object a line, one line an epoch."`
	Out   string `placeholder:"FILE.safetensors" help:"Save the network. Also saved, as of its last whole epoch, when training is interrupted or fails."`
}

// Run trains one network for each seed.
func (t *trainCommand) Run(c *console) error {
	if err := t.check(); err != nil {
		return coded{err, exitUsage}
	}
	train, test, err := t.load()
	if err != nil {
		return err
	}
	var report report = &table{w: c.out}
	if t.JSON {
		report = &lines{w: c.out}
	}
	var last []training.Epoch // of each seed
	for i := range t.Seeds {
		settings := t.settings()
		settings.Seed += uint64(i)
		trainer, err := training.NewTrainer(settings, train, test)
		if err != nil {
			return flagProblems(err)
		}
		report.begin(trainer)
		err = follow(c, trainer, report)
		if err := errors.Join(err, t.save(c, trainer)); err != nil {
			return err
		}
		last = append(last, trainer.History()[len(trainer.History())-1])
	}
	report.end(last)
	return nil
}

// check refuses flags that do not go together.
func (t *trainCommand) check() error {
	switch {
	case t.Seeds < 1:
		return errors.New("--seeds is at least 1")
	case t.Seeds > 1 && t.Out != "":
		return errors.New("--out saves one network, so it does not go with --seeds")
	}
	return nil
}

// follow does the run and reports every epoch.
func follow(c *console, trainer *training.Trainer, report report) error {
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

// save writes the network as it was after its last whole epoch.
func (t *trainCommand) save(c *console, trainer *training.Trainer) error {
	history := trainer.History()
	if t.Out == "" || len(history) == 0 {
		return nil
	}
	last := history[len(history)-1]
	var file bytes.Buffer
	err := codec.WriteSafetensors(&file, trainer.Model(last))
	if err == nil {
		err = atomic.WriteFile(t.Out, &file)
	}
	if err != nil {
		return fmt.Errorf("the network could not be saved: %w", err)
	}
	fmt.Fprintf(c.err, "saved the network after epoch %d as %s\n", last.Number, t.Out)
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
