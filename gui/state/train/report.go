package train

import (
	"bytes"

	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/report"
)

// ReportRefusal is why there is no report of the run yet, nil if there can be one.
func (t *Training) ReportRefusal() error {
	if t.run == nil || len(t.run.Epochs()) == 0 {
		return message.Errorf("there is no run yet")
	}
	return nil
}

// ReportWriter writes the report of the run as it is then, in a language, with the digit
// that lies on the pad now; of a workspace that is saved at that moment, `digitpad report`
// tells the same of the run.
func (t *Training) ReportWriter(language report.Language) func(path string) error {
	r, ctx := t.run, t.env.Ctx
	var pad []byte
	if img := t.prediction.Image(); !img.Empty() {
		pad = img[:]
	}
	return func(path string) error {
		var checkpoint, file bytes.Buffer
		if err := r.Session().Checkpoint(&checkpoint); err != nil {
			return err
		}
		trainer, err := training.Resume(&checkpoint, r.Data().Train, r.Data().Test)
		if err != nil {
			return err
		}
		of, err := report.Read(ctx, trainer, dataset.Seal(r.Data().Test))
		if err != nil {
			return err
		}
		of.Pad, of.Language = pad, language
		if err := report.Write(&file, of); err != nil {
			return err
		}
		return atomicfile.Write(path, &file)
	}
}
