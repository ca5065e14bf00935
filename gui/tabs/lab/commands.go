package lab

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/chart"
	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training/atomicfile"
	"digitpad/training/lab"
	"digitpad/training/plots"
)

// commands are what can be done in the tab.
type commands struct{ run, stop, export ui.Command }

func newCommands(t *Tab) commands {
	x := t.experiments
	return commands{
		run: ui.Command{
			Title: lang.L("Run"), Help: lang.L("Run the experiment"), Icon: theme.MediaPlayIcon(), Shortcut: ui.Ctrl(fyne.KeyR),
			Do: t.runExperiment, Menu: ui.LabMenu, Group: 1,
			Refusal: func() error {
				if x.Running() != nil {
					return errors.New("an experiment is running")
				}
				return nil
			},
		},
		stop: ui.Command{
			Title: lang.L("Stop"), Help: lang.L("Stop the experiment"), Icon: theme.MediaStopIcon(), Shortcut: ui.Ctrl(fyne.KeyPeriod),
			Do: x.Stop, Menu: ui.LabMenu, Group: 1,
			Refusal: func() error {
				if x.Running() == nil {
					return errors.New("no experiment is running")
				}
				return nil
			},
		},
		export: ui.Command{
			Title: lang.L("Export…"), Help: lang.L("Export the experiment's charts"), Icon: theme.DocumentSaveIcon(), Shortcut: ui.CtrlShift(fyne.KeyE),
			Do: t.exportResult, Menu: ui.LabMenu, Group: 1,
			Refusal: func() error {
				if t.result() == nil || x.Running() != nil {
					return errors.New("run the experiment first")
				}
				return nil
			},
		},
	}
}

// Commands implements ui.Tab.
func (t *Tab) Commands() []*ui.Command {
	return []*ui.Command{&t.commands.run, &t.commands.stop, &t.commands.export}
}

// runExperiment runs the experiment that is shown.
func (t *Tab) runExperiment() { t.experiments.Run(t.experiment, t.values()) }

// exportResult asks for a file and writes the charts of the result to it, or their
// points, as the file's name says.
func (t *Tab) exportResult() {
	result := t.result()
	t.env.Dialogs.SaveFile(result.Experiment+".png", chart.Formats, func(path string) error {
		return writeResult(result, path)
	})
}

// writeResult saves charts or, for .csv, their points, whole or not at all.
func writeResult(result *lab.Result, path string) error {
	var b bytes.Buffer
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		if err := result.WriteCSV(&b); err != nil {
			return err
		}
		return atomicfile.Write(path, &b)
	}
	format, err := plots.Format(path)
	if err != nil {
		return err
	}
	style := plots.Light()
	style.Translate = i18n.Message
	figure, err := lab.Figure(result.Charts, style)
	if err != nil {
		return err
	}
	figure.Number = i18n.LocalMarks
	width, height := lab.FigureSize(len(result.Charts))
	if err := figure.Write(&b, format, width, height); err != nil {
		return err
	}
	return atomicfile.Write(path, &b)
}
