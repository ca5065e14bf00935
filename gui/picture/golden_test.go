package picture_test

import (
	"testing"

	"fyne.io/fyne/v2/container"

	"digitpad/gui/internal/uitest"
	"digitpad/gui/picture"
	"digitpad/training/evaluate"
	"digitpad/training/synth"
)

func TestColorScaleLook(t *testing.T) {
	p := uitest.New(t)
	s := picture.NewColorScale()
	s.Set(2.5)
	uitest.Golden(t, p.App, "colorscale", s, 160, 30)
}

func TestThumbnailLook(t *testing.T) {
	p := uitest.New(t)
	image := synth.NewWriter(5).Draw(3, 0).Image()
	right, wrong := picture.NewThumbnail(), picture.NewThumbnail()
	right.Set(image, evaluate.Prediction{Label: 3, Predicted: 3, Confidence: 0.9})
	wrong.Set(image, evaluate.Prediction{Label: 3, Predicted: 8, Confidence: 0.6})
	uitest.Golden(t, p.App, "thumbnail", container.NewGridWithColumns(2, right, wrong), 150, 110)
}

// The bar fills from the left.
func TestProgressBarLook(t *testing.T) {
	p := uitest.New(t)
	b := picture.NewProgressBar()
	b.Set(0.3)
	uitest.Golden(t, p.App, "progress", b, 200, 8)
}
