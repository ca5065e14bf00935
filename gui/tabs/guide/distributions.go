package guide

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/picture"
	"digitpad/gui/ui"
	"digitpad/training/distribution"
)

// distributions shows how the weights, activations or gradients of each layer are
// distributed, in the network that answers: go back to an epoch and it follows.
type distributions struct {
	layers  distribution.Layers
	kind    int
	picture *picture.Sketch
	choice  *widget.RadioGroup
	content fyne.CanvasObject
}

// What is counted: bins of a histogram, and training images.
const (
	distributionBins     = 40
	distributionExamples = 200
)

func newDistributions() *distributions {
	f := &distributions{}
	f.picture = picture.NewSketch(lang.L("Distributions by layer"), 12, f.paint)
	kinds := []string{lang.L("Weights"), lang.L("Activations"), lang.L("Gradients")}
	f.choice = widget.NewRadioGroup(kinds, func(kind string) {
		for i := range kinds {
			if kinds[i] == kind {
				f.kind = i
			}
		}
		f.picture.Refresh()
	})
	f.choice.Horizontal, f.choice.Required, f.choice.Selected = true, true, kinds[0]
	f.content = ui.NewCard(container.New(ui.VBoxLayout{}, f.choice, f.picture))
	return f
}

func (f *distributions) object() fyne.CanvasObject { return f.content }

func (f *distributions) compute(ctx context.Context, s *computed) (show func()) {
	if s.Data == nil {
		return nil
	}
	layers, err := distribution.Of(ctx, s.Network, s.Data.Slice(0, min(distributionExamples, s.Data.Len())), distributionBins)
	if err != nil {
		return nil // the window closes
	}
	return func() {
		f.layers = layers
		f.picture.Refresh()
	}
}

// paint paints a histogram for each layer, side by side.
func (f *distributions) paint(img *image.RGBA, em float64) {
	all := [][]distribution.Histogram{f.layers.Weights, f.layers.Activations, f.layers.Gradients}[f.kind]
	text, subtle := theme.Color(theme.ColorNameForeground), theme.Color(ui.ColorSubtle)
	for l, h := range all {
		width := float64(img.Rect.Dx())/float64(len(all)) - em
		left, top, bottom := float64(l)*(width+em), 2*em, float64(img.Rect.Dy())-1.6*em
		picture.DrawText(img, fmt.Sprintf("%s  (%s ± %s)", layerName(l, len(all)), i18n.FormatDigits(h.Mean, 2), i18n.FormatDigits(h.Deviation, 2)), left, em, em*0.9, text)
		most := 1
		for _, count := range h.Counts {
			most = max(most, count)
		}
		bin := width / float64(len(h.Counts))
		for i, count := range h.Counts {
			height := float64(count) / float64(most) * (bottom - top)
			picture.FillRect(img, left+float64(i)*bin, bottom-height, left+float64(i+1)*bin-1, bottom, theme.Color(theme.ColorNamePrimary))
		}
		picture.FillRect(img, left, bottom, left+width, bottom+1, subtle)
		picture.DrawText(img, i18n.FormatDigits(h.Low, 3), left, bottom+1.2*em, em*0.9, subtle)
		picture.DrawTextLeftOf(img, i18n.FormatDigits(h.High, 3), left+width, bottom+1.2*em, em*0.9, subtle)
	}
}
