package settings

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"digitpad/gui/async"
	"digitpad/gui/ui"
	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// The preview's images: eight, in two rows.
const (
	previewAcross = 4
	previewImages = 8
)

// augmentationPreview shows the first training images as the first epoch shows
// them to the network, changed as the augmentation says.
type augmentationPreview struct {
	drawer *async.LatestOnly
	image  *canvas.Image
	box    fyne.CanvasObject

	augmentation dataset.Augmentation // shown, or being drawn
	seed         uint64
	data         *dataset.Dataset
}

func newAugmentationPreview(env ui.Env) *augmentationPreview {
	drawer := &async.LatestOnly{Ctx: env.Ctx, Post: env.Post, Background: env.Go, Every: previewInterval}
	p := &augmentationPreview{drawer: drawer, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	const rows = previewImages / previewAcross
	p.image.SetMinSize(fyne.NewSize(previewAcross*ink.Side, rows*ink.Side))
	p.box = container.New(ui.VBoxLayout{Gap: 0.4},
		ui.NewText(lang.L("Preview"), theme.SizeNameText, theme.ColorNameForeground),
		p.image,
		ui.NewHint(lang.L("images as the network gets them")),
	)
	return p
}

// previewInterval is the least time between two drawings, while a setting is typed.
const previewInterval = time.Second / 10

// Show draws the images of a dataset anew if they or what changes them are others
// than before. Without a dataset it keeps what it shows.
func (p *augmentationPreview) Show(data *dataset.Dataset, a dataset.Augmentation, seed uint64) {
	if data == nil || data == p.data && a == p.augmentation && seed == p.seed {
		return
	}
	p.data, p.augmentation, p.seed = data, a, seed
	p.drawer.Do(func(ctx context.Context) func() {
		picture, err := previewOf(ctx, data, a, seed)
		if err != nil {
			return nil
		}
		return func() {
			p.image.Image = picture
			p.image.Refresh()
		}
	})
}

// previewOf draws the images side by side, light on dark as MNIST is shown.
func previewOf(ctx context.Context, data *dataset.Dataset, a dataset.Augmentation, seed uint64) (image.Image, error) {
	few := data.Slice(0, min(previewImages, data.Len()))
	if a != (dataset.Augmentation{}) {
		var err error
		if few, err = few.Augmented(ctx, a, seed, 0); err != nil {
			return nil, err
		}
	}
	picture := image.NewGray(image.Rect(0, 0, previewAcross*ink.Side, previewImages/previewAcross*ink.Side))
	var img ink.Image
	for i := range few.Len() {
		few.Input(i).Unpack(img[:])
		for y := range ink.Side {
			at := picture.PixOffset(i%previewAcross*ink.Side, i/previewAcross*ink.Side+y)
			copy(picture.Pix[at:], img[y*ink.Side:(y+1)*ink.Side])
		}
	}
	return picture, nil
}
