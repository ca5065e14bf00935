package train

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/ui"
)

// commands are what can be done with a run.
type commands struct {
	startPause, stepIteration, stepEpoch, stop, reset ui.Command
	applyFix, changeImages                            ui.Command
	continueHere, continueRun, discardRun             ui.Command
	nextView, earlier, later, best, report, score     ui.Command
}

func newCommands(t *Tab) commands {
	run := t.training
	return commands{
		startPause: ui.Command{
			Title: lang.L("Train"), Help: lang.L("Train, pause, resume"), Icon: theme.MediaPlayIcon(), Key: fyne.KeySpace,
			Do: run.StartPause, Menu: ui.TrainingMenu,
		},
		stepIteration: ui.Command{
			Title: lang.L("+1 iteration"), Help: lang.L("Train for one mini-batch, and pause"), Icon: theme.MediaSkipNextIcon(), Key: fyne.KeyI,
			Do: run.StepIteration, Refusal: t.refuseOver, Menu: ui.TrainingMenu,
		},
		stepEpoch: ui.Command{
			Title: lang.L("+1 epoch"), Help: lang.L("Train to the end of the epoch, and pause"), Icon: theme.MediaFastForwardIcon(), Key: fyne.KeyE,
			Do: run.StepEpoch, Refusal: t.refuseOver, Menu: ui.TrainingMenu,
		},
		stop: ui.Command{
			Title: lang.L("Stop"), Help: lang.L("Stop the training; its network stays as it is then"), Icon: theme.MediaStopIcon(), Key: fyne.KeyS,
			Do: run.Stop, Refusal: t.refuseIdle, Menu: ui.TrainingMenu,
		},
		reset: ui.Command{
			Title: lang.L("Reset"), Help: lang.L("Back to the same initial weights"), Icon: theme.MediaReplayIcon(), Key: fyne.KeyBackspace,
			Do: run.Reset, Refusal: t.refuseNone, Menu: ui.TrainingMenu,
		},
		applyFix: ui.Command{
			Title: lang.L("Apply the suggested fix"), Help: lang.L("Train again with what the diagnosis suggests"), Key: fyne.KeyD, Do: run.ApplyFix,
			Refusal: func() error {
				if _, found := run.Finding(); !found {
					return errors.New("the diagnosis has found nothing")
				}
				return nil
			}, Menu: ui.TrainingMenu,
		},
		changeImages: ui.Command{
			Title: lang.L("Change the images"), Help: lang.L("Invert or transpose the images of your file or folder, as is offered, or take it back"),
			Do: t.datasets.ApplyChange, Refusal: t.datasets.ChangeRefusal, Menu: ui.TrainingMenu,
		},
		continueHere: ui.Command{
			Title: lang.L("Continue from here"), Help: lang.L("Start a run that goes on from the epoch in view"), Icon: theme.MediaPlayIcon(), Key: fyne.KeyG,
			Do: run.ContinueHere, Refusal: run.BranchRefusal, Menu: ui.TrainingMenu,
		},
		continueRun: ui.Command{
			Title: lang.L("Continue"), Help: lang.L("Continue the training that was interrupted"), Icon: theme.MediaPlayIcon(),
			Do: run.ContinueInterrupted, Refusal: t.refuseNotInterrupted, Menu: ui.TrainingMenu, Group: 1,
		},
		discardRun: ui.Command{
			Title: lang.L("Discard"), Help: lang.L("Discard the training that was interrupted"), Icon: theme.DeleteIcon(),
			Do: run.DiscardInterrupted, Refusal: t.refuseNotInterrupted, Menu: ui.TrainingMenu, Group: 1,
		},
		score: ui.Command{
			Title: lang.L("Score on the test set"), Help: lang.L("Read the test images with the network in view, and count it"), Key: fyne.KeyT,
			Do: run.ScoreTest, Refusal: run.TestRefusal, Menu: ui.TrainingMenu,
		},
		nextView: ui.Command{
			Title: lang.L("Next chart"), Help: lang.L("Cost, accuracy, learning rate, gradient or outputs in the chart"), Key: fyne.KeyC,
			Do: t.nextView, Menu: ui.TrainingMenu, Group: 2,
		},
		earlier: ui.Command{
			Title: lang.L("Earlier epoch"), Key: fyne.KeyLeft, Do: func() { run.TurnEpoch(-1) }, Refusal: t.refuseNone, Menu: ui.ViewMenu, Group: 2,
		},
		later: ui.Command{
			Title: lang.L("Later epoch"), Key: fyne.KeyRight, Do: func() { run.TurnEpoch(1) }, Refusal: t.refuseNone, Menu: ui.ViewMenu, Group: 2,
		},
		report: ui.Command{
			Title: lang.L("Report…"), Help: lang.L("Write settings, curves, confusion matrix, mistakes and predictions of the run to one HTML file"),
			Icon: theme.DocumentIcon(), Do: t.SaveReport, Refusal: run.ReportRefusal, Menu: ui.TrainingMenu, Group: 2,
		},
		best: ui.Command{
			Title: lang.L("Best epoch"), Help: lang.L("The epoch that read most validation images"), Key: fyne.KeyHome,
			Do: run.ShowBest, Refusal: t.refuseNone, Menu: ui.ViewMenu, Group: 2,
		},
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command {
	c := &t.commands
	return []*ui.Command{
		&c.startPause, &c.stepIteration, &c.stepEpoch, &c.stop, &c.reset, &c.applyFix, &c.changeImages, &c.continueHere,
		&c.continueRun, &c.discardRun, &c.score, &c.nextView, &c.earlier, &c.later, &c.best, &c.report,
	}
}

// refuseNone refuses while there is no run.
func (t *Tab) refuseNone() error {
	if t.training.Run() == nil {
		return errors.New("there is no run yet")
	}
	return nil
}

// refuseIdle refuses unless a run goes on.
func (t *Tab) refuseIdle() error {
	if r := t.training.Run(); r == nil || r.Phase().Over() {
		return errors.New("no run goes on")
	}
	return nil
}

// refuseOver refuses when the run is over, as it is not gone on with.
func (t *Tab) refuseOver() error {
	if r := t.training.Run(); r != nil && r.Phase().Over() {
		return errors.New("the run is over: press Train for another")
	}
	return nil
}

func (t *Tab) refuseNotInterrupted() error {
	if !t.training.CanContinue() {
		return errors.New("no training was interrupted")
	}
	return nil
}
