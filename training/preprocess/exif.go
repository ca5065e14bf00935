package preprocess

import (
	"bytes"
	"image"
	"image/color"

	"github.com/bep/imagemeta"
)

// applyOrientation rotates a photograph by its tag Orientation (Exif 2.3, 4.6.4). data is
// the file; an image without a valid tag stays as it is.
func applyOrientation(picture image.Image, format string, data []byte) image.Image {
	formats := map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "tiff": imagemeta.TIFF, "webp": imagemeta.WebP}
	if formats[format] == imagemeta.ImageFormatAuto {
		return picture
	}
	var held orientation
	// Corrupt metadata are no reason to refuse an image.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: formats[format], Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool {
			return tag.Tag == "Orientation" && tag.Namespace == "IFD0" // IFD1 is the thumbnail
		},
		HandleTag: func(tag imagemeta.TagInfo) error {
			if value, ok := tag.Value.(uint16); ok && value <= uint16(leftBottom) {
				held = orientation(value)
			}
			return imagemeta.ErrStopWalking
		},
	})
	if held <= topLeft {
		return picture
	}
	return oriented{picture, held}
}

// orientation is the tag's value: where the first stored row and column are shown.
type orientation uint16

const (
	topLeft orientation = iota + 1
	topRight
	bottomRight
	bottomLeft
	leftTop
	rightTop
	rightBottom
	leftBottom
)

// oriented is an image seen with its orientation applied.
type oriented struct {
	stored image.Image
	held   orientation
}

func (t oriented) ColorModel() color.Model { return t.stored.ColorModel() }

func (t oriented) Bounds() image.Rectangle {
	size := t.stored.Bounds().Size()
	if t.held >= leftTop {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

func (t oriented) At(x, y int) color.Color {
	b := t.stored.Bounds()
	right, bottom := b.Dx()-1, b.Dy()-1
	switch t.held {
	case topRight:
		x = right - x
	case bottomRight:
		x, y = right-x, bottom-y
	case bottomLeft:
		y = bottom - y
	case leftTop:
		x, y = y, x
	case rightTop:
		x, y = y, bottom-x
	case rightBottom:
		x, y = right-y, bottom-x
	case leftBottom:
		x, y = right-y, x
	}
	return t.stored.At(b.Min.X+x, b.Min.Y+y)
}
