package train

import (
	"digitpad/gui/state/run"
)

// Variants is how the values of a comparison are read.
var Variants = variants

// MaxUndoDelete is how many deletions can be undone.
const MaxUndoDelete = maxUndoDelete

// SetPhase replaces the phase of a kept run.
func (r *ComparedRun) SetPhase(p run.Phase) { r.phase = p }
