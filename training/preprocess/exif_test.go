package preprocess_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"slices"
	"testing"

	"digitpad/training/preprocess"
)

// TestDecodeTurnsPhotographs: in the words of Exif 2.3, section 4.6.4, where the
// first stored row lies, and the first column.
func TestDecodeTurnsPhotographs(t *testing.T) {
	for orientation, want := range map[uint16]struct{ first, right string }{ // the stored top corners, left and right
		0: {"top left", "top right"}, // which says nothing
		1: {"top left", "top right"},
		2: {"top right", "top left"},
		3: {"bottom right", "bottom left"},
		4: {"bottom left", "bottom right"},
		5: {"top left", "bottom left"},
		6: {"top right", "bottom right"},
		7: {"bottom right", "top right"},
		8: {"bottom left", "top left"},
		9: {"top left", "top right"}, // nonsense
	} {
		picture, err := preprocess.Decode(bytes.NewReader(photograph(t, orientation)))
		if err != nil {
			t.Fatal(err)
		}
		size := image.Pt(64, 32)
		if orientation >= 5 && orientation <= 8 {
			size = image.Pt(32, 64)
		}
		if picture.Bounds().Size() != size {
			t.Errorf("orientation %d: %v instead of %v", orientation, picture.Bounds(), size)
		}
		b := picture.Bounds()
		corners := map[string]image.Point{
			"top left": b.Min.Add(image.Pt(4, 4)), "top right": {b.Max.X - 4, b.Min.Y + 4},
			"bottom left": {b.Min.X + 4, b.Max.Y - 4}, "bottom right": b.Max.Sub(image.Pt(4, 4)),
		}
		for name, at := range corners {
			shade := color.GrayModel.Convert(picture.At(at.X, at.Y)).(color.Gray).Y
			light := uint8(255)
			switch name {
			case want.first:
				light = 0
			case want.right:
				light = 128
			}
			if max(shade, light)-min(shade, light) > 8 {
				t.Errorf("orientation %d: %s is %d instead of %d", orientation, name, shade, light)
			}
		}
	}
}

// A file whose metadata are damaged is read as it is stored.
func TestDecodeDamagedMetadata(t *testing.T) {
	whole := photograph(t, 6)
	damaged := slices.Clone(whole)
	copy(damaged[12:], "nonsense")
	picture, err := preprocess.Decode(bytes.NewReader(damaged))
	if err != nil || picture.Bounds().Size() != image.Pt(64, 32) {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
}

// photograph is a JPEG file of 64×32 pixels as they are stored, with black in the
// first corner and grey in the second one of the first row, and with metadata.
func photograph(t *testing.T, orientation uint16) []byte {
	t.Helper()
	stored := image.NewGray(image.Rect(0, 0, 64, 32))
	draw.Draw(stored, stored.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(stored, image.Rect(0, 0, 16, 16), image.Black, image.Point{}, draw.Src)
	draw.Draw(stored, image.Rect(48, 0, 64, 16), image.NewUniform(color.Gray{Y: 128}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stored, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	order := binary.BigEndian
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08" + // the first directory follows
		"\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01") // with one entry: Orientation, one short
	exif = append(order.AppendUint16(exif, orientation), 0, 0, 0, 0, 0, 0)
	file := []byte{0xff, 0xd8, 0xff, 0xe1}
	file = order.AppendUint16(file, uint16(len(exif)+2))
	return append(append(file, exif...), b.Bytes()[2:]...)
}
