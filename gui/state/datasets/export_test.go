package datasets

import (
	"digitpad/gui/state/store"
	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// FillCache puts sets of digits where a mix looks first, so that none is loaded.
func (d *Datasets) FillCache(sets map[store.DataSource]dataset.TrainTest) {
	d.cache = &datasetCache{sets: sets}
}

// MaxImported is how many digits a file may bring.
const MaxImported = maxImported

// LookIn makes a folder the one in which MNIST is looked for first.
func (d *Datasets) LookIn(folder string) { d.folder = folder }

// Normalised is the image of a sample in MNIST's frame.
func (m *Sample) Normalised() ink.Image { return m.normalised }
