package gui

import (
	"image"
	"testing"

	"digitpad/training/dataset"
	"digitpad/training/ink"
)

// The preview holds the first eight images, untouched without augmentation and
// else as the first epoch has them.
func TestAugmentationPreview(t *testing.T) {
	b := newBench(t)
	preview := func(a dataset.Augmentation) image.Image {
		was := b.preview.image.Image
		s := smallSettings()
		s.Augmentation = a
		b.learn.form.Fill(s)
		b.settingsChanged()
		b.pump("a preview", func() bool { return b.preview.image.Image != was })
		return b.preview.image.Image
	}
	plain := preview(dataset.Augmentation{}).(*image.Gray)
	changed := preview(dataset.ModerateAugmentation()).(*image.Gray)
	augmented, err := b.digits.train.Augmented(t.Context(), dataset.ModerateAugmentation(), smallSettings().Seed, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range previewImages {
		for name, c := range map[string]struct {
			got  *image.Gray
			from *dataset.Dataset
		}{"plain": {plain, b.digits.train}, "augmented": {changed, augmented}} {
			var want ink.Image
			c.from.Input(i).Unpack(want[:])
			for k, v := range want {
				x, y := i%previewAcross*ink.Side+k%ink.Side, i/previewAcross*ink.Side+k/ink.Side
				if c.got.GrayAt(x, y).Y != v {
					t.Fatalf("%s image %d has %d at pixel %d, want %d", name, i, c.got.GrayAt(x, y).Y, k, v)
				}
			}
		}
	}
	shown := b.preview.image.Image
	b.settingsChanged()
	if b.preview.image.Image != shown {
		t.Error("the same preview was drawn again")
	}
}
