package picture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// Gallery shows examples of a dataset as pictures that scroll, each with what
// was read in it.
type Gallery struct {
	// OnChosen is called with the number of the example that a person chooses.
	OnChosen func(example int)

	Grid     *Grid
	data     *dataset.Dataset
	guesses  []evaluate.Prediction
	Examples []int
}

func NewGallery() *Gallery {
	g := &Gallery{}
	g.Grid = NewGrid(lang.L("Images"),
		func() int { return len(g.Examples) },
		func() fyne.CanvasObject { return NewThumbnail() },
		func(i widget.GridWrapItemID, o fyne.CanvasObject) {
			example := g.Examples[i]
			var img ink.Image
			g.data.Input(example).Unpack(img[:])
			o.(*Thumbnail).Set(img, g.guesses[example])
		})
	g.Grid.OnSelected = func(i widget.GridWrapItemID) {
		g.Grid.Unselect(i) // so that it can be chosen again
		g.OnChosen(g.Examples[i])
	}
	return g
}

// Show shows examples of a dataset. Guesses has one for each example of the
// whole dataset.
func (g *Gallery) Show(data *dataset.Dataset, guesses []evaluate.Prediction, examples []int) {
	g.data, g.guesses, g.Examples = data, guesses, examples
	g.Grid.Refresh()
}
