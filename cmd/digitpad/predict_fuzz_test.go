package main

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"digitpad/training/preprocess"
)

// FuzzPicture: whatever is read as a picture can be shown to a network.
func FuzzPicture(f *testing.F) {
	for _, size := range []image.Point{{28, 28}, {9, 30}, {1, 1}} {
		picture := image.NewPaletted(image.Rectangle{Max: size}, color.Palette{color.White, color.Black})
		picture.SetColorIndex(size.X/2, size.Y/2, 1)
		for _, encode := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return png.Encode(b, picture) },
			func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) },
			func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) },
		} {
			var file bytes.Buffer
			if err := encode(&file); err != nil {
				f.Fatal(err)
			}
			f.Add(file.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		const most = 1 << 14 // pixels: a fuzzer has little memory, and time
		if config, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && config.Width > most/max(1, config.Height) {
			return
		}
		if picture, err := preprocess.Decode(bytes.NewReader(file)); err == nil {
			preprocess.Picture(picture)
		}
	})
}
