package segment_test

import (
	"path/filepath"
	"testing"
)

// One 3 in many kinds of files, and what is no digit: a click and blank pages.
func TestCases(t *testing.T) {
	reader := newReader(t)
	for _, name := range []string{
		"black-on-white.png", "blue-on-red.png", "gray16.png", "hairline.png", "one-bit.png", "palette.png", "thick.png", "tiny-corner.png",
		"paint28-black-on-white.png", "paint28-filling.png", "paint28-white-on-black.png", "transparent-black.png", "transparent-white.png",
		"cmyk.jpg", "jpeg-named.png",
	} {
		if n := reader.Picture(decode(t, filepath.Join("testdata", name))); n.String() != "3" {
			t.Errorf("%s is read as %q", name, n)
		}
	}
	if n := reader.Picture(decode(t, filepath.Join("testdata", "dot.png"))); !n.IsUncertain() {
		t.Errorf("a dot is read as %s", n)
	}
	for _, name := range []string{"1x1.png", "black28.png", "white28.png"} {
		if n := reader.Picture(decode(t, filepath.Join("testdata", name))); n.Digits() != 0 {
			t.Errorf("%s is read as %q", name, n)
		}
	}
}
