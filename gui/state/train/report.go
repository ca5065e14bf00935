package train

import (
	"bytes"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/report"
)

// ReportRefusal is why there is no report of the run yet, nil if there can be one.
func (t *Training) ReportRefusal() error {
	if t.run == nil || len(t.run.Epochs()) == 0 {
		return message.Errorf("there is no run yet")
	}
	return nil
}

// ReportWriter writes the report of the run as it is now, in a language, with the digit
// that lies on the pad and with what the test images said, if they were read with the
// network that the run leaves: a report reads nothing by itself.
func (t *Training) ReportWriter(language report.Language) func(path string) error {
	r := t.run
	epochs := r.Epochs()
	left := training.Result(r.Settings(), epochs)
	look, _ := r.Look(epochs[left].Iterations)
	net, unreadable := r.After(left)
	of := report.Run{
		Settings: r.Settings(), Epochs: epochs, Network: net,
		Train: r.Train(), Test: r.Data().Test, ByTest: r.ByTest(), Predicted: look.Predicted, Looks: r.Looks(), Language: language,
	}
	if img := t.prediction.Image(); !img.Empty() {
		of.Pad = img[:]
	}
	return func(path string) error {
		if unreadable != nil {
			return unreadable
		}
		var file bytes.Buffer
		if err := report.Write(&file, of); err != nil {
			return err
		}
		return atomicfile.Write(path, &file)
	}
}
