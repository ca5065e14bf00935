package picture

import (
	"fmt"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/i18n"
	"digitpad/gui/ui"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
)

// AccessibilityLabel implements fyne.Accessible.
func (t *Thumbnail) AccessibilityLabel() string { return t.read.Text + ", " + t.sure.Text }

// AccessibilityRole implements fyne.Accessible.
func (t *Thumbnail) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Thumbnail is a small picture of an example with what was read in it.
type Thumbnail struct {
	widget.BaseWidget
	image      *canvas.Image
	read, sure *canvas.Text
}

func NewThumbnail() *Thumbnail {
	t := &Thumbnail{
		image: &canvas.Image{Image: image.NewRGBA(image.Rect(0, 0, ink.Side, ink.Side)), ScaleMode: canvas.ImageScalePixels},
		read:  canvas.NewText("", nil), sure: canvas.NewText("", nil),
	}
	t.read.Alignment, t.sure.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	t.ExtendBaseWidget(t)
	return t
}

// Set shows an image and a guess.
func (t *Thumbnail) Set(img ink.Image, guess evaluate.Prediction) {
	pixels := image.NewRGBA(image.Rect(0, 0, ink.Side, ink.Side))
	for i, ink := range img {
		copy(pixels.Pix[4*i:], []uint8{ink, ink, ink, 0xff})
	}
	t.image.Image = pixels
	t.read.Text = strconv.Itoa(guess.Label)
	if guess.Predicted != guess.Label {
		t.read.Text = fmt.Sprintf(lang.L("%d as %d"), guess.Label, guess.Predicted)
	}
	t.sure.Text = i18n.FormatFixed(float64(guess.Confidence), 2)
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Thumbnail) CreateRenderer() fyne.WidgetRenderer {
	r := &thumbnailRenderer{t}
	r.Refresh()
	return r
}

type thumbnailRenderer struct{ thumbnail *Thumbnail }

func (r *thumbnailRenderer) Destroy() {}

func (r *thumbnailRenderer) Objects() []fyne.CanvasObject {
	t := r.thumbnail
	return []fyne.CanvasObject{t.image, t.read, t.sure}
}

// side is that of the picture: a whole number of units for each pixel.
func (r *thumbnailRenderer) side() float32 {
	return max(2, float32(int(4*theme.TextSize()/ink.Side))) * ink.Side
}

func (r *thumbnailRenderer) MinSize() fyne.Size {
	line := theme.CaptionTextSize() * 1.3
	return fyne.NewSize(r.side()+2*theme.Padding(), r.side()+2*line+1.5*theme.Padding())
}

func (r *thumbnailRenderer) Layout(size fyne.Size) {
	t, pad := r.thumbnail, theme.Padding()
	line := theme.CaptionTextSize() * 1.3
	t.image.Move(fyne.NewPos((size.Width-r.side())/2, pad))
	t.image.Resize(fyne.NewSquareSize(r.side()))
	t.read.Move(fyne.NewPos(0, r.side()+pad))
	t.read.Resize(fyne.NewSize(size.Width, line))
	t.sure.Move(fyne.NewPos(0, r.side()+pad+line))
	t.sure.Resize(fyne.NewSize(size.Width, line))
}

func (r *thumbnailRenderer) Refresh() {
	t := r.thumbnail
	t.read.TextSize, t.read.Color = theme.CaptionTextSize(), theme.Color(theme.ColorNameForeground)
	t.sure.TextSize, t.sure.Color = theme.CaptionTextSize(), theme.Color(ui.ColorSubtle)
	t.image.Refresh()
	t.read.Refresh()
	t.sure.Refresh()
}
