package preprocess

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/gif"  // a format that Decode reads
	_ "image/jpeg" // another
	_ "image/png"  // another
	"io"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/network/message"

	_ "golang.org/x/image/bmp" // another
	"golang.org/x/image/tiff"
	_ "golang.org/x/image/webp" // and another
)

// Formats are the file name extensions that Decode reads.
var Formats = []string{".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"}

// Limits against malicious files; no picture of a digit reaches them.
const (
	maxPictureBytes  = 64 << 20
	maxPicturePixels = 100e6
)

// Decode reads an image file and applies its Exif orientation. It refuses an image that
// is too large before allocating memory for it.
func Decode(r io.Reader) (image.Image, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPictureBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPictureBytes {
		return nil, message.Errorf("larger than %d MB; a photograph of one digit is smaller", maxPictureBytes>>20)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && float64(config.Width)*float64(config.Height) > maxPicturePixels {
		err = message.Errorf("%d×%d pixels are too many; a photograph of one digit has fewer than %d million", config.Width, config.Height, int(maxPicturePixels/1e6))
	}
	var picture image.Image
	var format string
	if err == nil {
		picture, format, err = image.Decode(bytes.NewReader(data))
	}
	if unsupported := tiff.UnsupportedError(""); errors.As(err, &unsupported) {
		return nil, message.Errorf("a TIFF file of a kind that digitpad does not read, such as CMYK or with JPEG inside; save it as PNG")
	}
	if errors.Is(err, image.ErrFormat) {
		if isHEIC(data) {
			return nil, message.Errorf("a HEIC picture, which digitpad does not read; a phone can send it as JPEG")
		}
		return nil, message.Errorf("not a picture that digitpad reads: PNG, JPEG, GIF, BMP, TIFF or WebP")
	}
	if err != nil {
		return nil, err
	}
	return applyOrientation(picture, format, data), nil
}

// isHEIC reports whether a file is of the family of formats in which phones take
// pictures (ISO/IEC 23008-12).
func isHEIC(data []byte) bool {
	if len(data) < 16 || string(data[4:8]) != "ftyp" {
		return false
	}
	// The brand of the file, and after a version those that it is compatible with: mif1
	// alone says only that it is of the family, as AVIF is.
	end := min(int(binary.BigEndian.Uint32(data)), len(data))
	for at := 8; at+4 <= end; at += 4 {
		if at != 12 && slices.Contains([]string{"heic", "heix", "heim", "heis", "hevc", "hevx"}, string(data[at:at+4])) {
			return true
		}
	}
	return false
}

// HasFormat reports whether a file has one of the endings of Formats.
func HasFormat(name string) bool {
	return slices.Contains(Formats, strings.ToLower(filepath.Ext(name)))
}
