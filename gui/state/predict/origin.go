package predict

import (
	"digitpad/gui/state/run"
)

// OriginKind is where a network comes from.
type OriginKind int

// The kinds of origins.
const (
	FromNowhere    OriginKind = iota // there is no network
	FromDigitpad                     // it comes with digitpad
	FromPost                         // the post's, which comes with digitpad
	FromFile                         // Name is that of the file
	FromTraining                     // the user's, from an earlier start: Sizes, Accuracy
	FromRun                          // of a run: Phase, Sizes
	FromEpoch                        // of an earlier epoch of a run: Epoch
	FromKeptRun                      // of a kept run: Name, Epoch
	FromFineTuning                   // the user's, corrected with his own digits
)

// Origin is where the network that answers comes from.
type Origin struct {
	Kind     OriginKind
	Name     string
	Sizes    string // of the layers: 784-15-10
	Accuracy string // that its file notes, a share of 1; empty where it says nothing
	Phase    run.Phase
	Epoch    int
	Edited   int // how many of its weights and biases were changed by hand

	// File is what the next start opens for it, empty for the shipped network.
	File string
}
