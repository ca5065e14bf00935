package train

import (
	"digitpad/gui/state/run"
)

// Variants is how the values of a comparison are read.
var Variants = variants

// SetPhase replaces the phase of a kept run.
func (r *ComparedRun) SetPhase(p run.Phase) { r.phase = p }
