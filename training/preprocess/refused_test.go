package preprocess_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"digitpad/training/preprocess"
)

// isoFile is the beginning of a file of the family that HEIC and AVIF belong to.
func isoFile(brand string, compatible ...string) []byte {
	box := append([]byte("ftyp"+brand), 0, 0, 0, 0)
	for _, b := range compatible {
		box = append(box, b...)
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(box)+4)), append(box, make([]byte, 64)...)...)
}

// tiffFile is a TIFF file of one grey pixel, but for some tags.
func tiffFile(tags map[uint16]uint16) []byte {
	all := []struct{ tag, value uint16 }{
		{256, 1}, {257, 1}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {277, 1}, {278, 1}, {279, 1}, // size, bits, compression, colours, strip
	}
	file := []byte("II*\x00\x0c\x00\x00\x00\x80\x80\x80\x80")
	file = binary.LittleEndian.AppendUint16(file, uint16(len(all)))
	for _, t := range all {
		if v, ok := tags[t.tag]; ok {
			t.value = v
		}
		for _, v := range []uint16{t.tag, 3, 1, 0, t.value, 0} { // one 16-bit number
			file = binary.LittleEndian.AppendUint16(file, v)
		}
	}
	return append(file, 0, 0, 0, 0)
}

// What cannot be read is refused in words that say what it is and what to do.
func TestRefusedFormats(t *testing.T) {
	if _, err := preprocess.Decode(bytes.NewReader(tiffFile(nil))); err != nil {
		t.Fatalf("a plain TIFF file is refused: %v", err)
	}
	const heic, tiff, other = "HEIC picture", "save it as PNG", "not a picture that digitpad reads"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"HEIC":                        {isoFile("heic", "mif1", "heic"), heic},
		"HEIC of the general brand":   {isoFile("mif1", "mif1", "heic"), heic},
		"a HEIC sequence":             {isoFile("msf1", "hevc"), heic},
		"AVIF":                        {isoFile("avif", "mif1", "avif"), other},
		"AVIF of the general brand":   {isoFile("mif1", "avif"), other},
		"a film":                      {isoFile("isom", "mp42"), other},
		"a HEIC file that is cut off": {isoFile("heic")[:10], other},
		"TIFF in CMYK":                {tiffFile(map[uint16]uint16{262: 5, 277: 4}), tiff},
		"TIFF with JPEG inside":       {tiffFile(map[uint16]uint16{259: 7}), tiff},
		"TIFF with old JPEG inside":   {tiffFile(map[uint16]uint16{259: 6}), tiff},
	} {
		_, err := preprocess.Decode(bytes.NewReader(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "tiff:") {
			t.Errorf("%s: %v, want words like %q", name, err, c.want)
		}
	}
}
