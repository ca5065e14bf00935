package store

import (
	"digitpad/training/ink"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
)

// Content is what lies on the pad: strokes, an image out of a dataset, or a picture
// from a file.
type Content struct {
	Drawing ink.Drawing
	Image   *ink.Image // shown instead of the drawing where it is not nil
	Label   int        // the digit that Image shows, if it is one of a dataset
	Picture string     `json:",omitempty"` // the name of the picture that Image was made of
	Demo    bool       // the program draws, not a person

	Steps []preprocess.Stage `json:"-"` // how Image was made of the picture
	Cut   *segment.Page      `json:"-"` // the picture, to be read as a number
}

// Going back to the network of an earlier epoch of the run, also while it goes
// on: the bars and every tab show that network.

// LatestEpoch is in the place of a visited epoch while the network answers as it is
// now.
const LatestEpoch = -1

// Empty reports whether nothing lies on the pad.
func (p Content) Empty() bool { return p.Image == nil && len(p.Drawing) == 0 }
