package datasets

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"digitpad/assets"
	"digitpad/gui/state/predict"
	"digitpad/network/message"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
)

// Look is what was seen of the digits in a file or folder.
type Look struct {
	Path     string            // empty for none
	Notes    []message.Message // what was left out or chosen
	Findings []datafile.Finding
	Changes  []datafile.Change // that the images have had
}

// Offer is the first change that a finding offers, with that finding; false if none does.
func (l Look) Offer() (datafile.Finding, bool) {
	for _, f := range l.Findings {
		if f.Offer != "" {
			return f, true
		}
	}
	return datafile.Finding{}, false
}

// Look is what was seen of the digits that are loaded.
func (d *Datasets) Look() Look { return d.look }

func (d *Datasets) setLook(l Look) {
	d.look = l
	d.Looked.Notify(l)
}

// ChangeRefusal is why no change of the images is offered or can be taken back; nil if
// one can.
func (d *Datasets) ChangeRefusal() error {
	if _, ok := d.look.Offer(); ok || len(d.look.Changes) > 0 {
		return nil
	}
	return errors.New("nothing is to be changed about the images")
}

// ApplyChange does to all images what the look at them offers, or, where it offers
// nothing more, takes back what was done, and loads them again.
func (d *Datasets) ApplyChange() {
	if d.ChangeRefusal() != nil {
		return
	}
	if f, ok := d.look.Offer(); ok {
		d.prefs.Changes = append(slices.Clone(d.look.Changes), f.Offer)
	} else {
		d.prefs.Changes = nil
	}
	d.Load()
}

// loadPath reads the digits in the user's file or folder, changes them as was asked for,
// and looks at them.
func loadPath(ctx context.Context, from datasetDeps, progress func(done, total int)) (dataset.TrainTest, Look, error) {
	o := datafile.Options{Progress: progress}
	if cache, err := os.UserCacheDir(); err == nil {
		o.Cache = filepath.Join(cache, "digitpad", "pictures")
	}
	digits, err := datafile.Load(ctx, from.path, o)
	if err != nil {
		return dataset.TrainTest{}, Look{}, err
	}
	look := Look{Path: from.path, Notes: digits.Notes, Changes: from.changes}
	if len(from.changes) > 0 {
		digits.Train, digits.Test = datafile.Changed(digits.Train, from.changes...), datafile.Changed(digits.Test, from.changes...)
	}
	reader, err := predict.ShippedModel(assets.Shipped)
	if err != nil {
		return dataset.TrainTest{}, Look{}, err
	}
	look.Findings = datafile.Inspect(reader.Network, digits.Train, digits.Test).Findings
	return dataset.TrainTest{Train: digits.Train, Test: dataset.Seal(digits.Test)}, look, nil
}
