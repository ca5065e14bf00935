package training

// SkipEvaluation lets Step begin the next epoch without an evaluation.
func (t *Trainer) SkipEvaluation() { t.visited, t.iteration = 0, 0 }

// EpochOver reports whether every example has been visited.
func (t *Trainer) EpochOver() bool { return t.epochOver() }
