package preprocess_test

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"digitpad/training/ink"
	"digitpad/training/mnist"
	"digitpad/training/preprocess"
)

// MNIST's own images are in MNIST's frame already and must come through unharmed.
func TestMNISTStaysAsItIs(t *testing.T) {
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		t.Skip("DIGITPAD_DATA does not name the folder with MNIST")
	}
	_, test, err := mnist.Load(filepath.Join(data, "mnist"))
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i := range test.Len() {
		m := image.NewGray(image.Rect(0, 0, ink.Side, ink.Side))
		test.Input(i).Unpack(m.Pix)
		if preprocess.Picture(m) != ink.Image(m.Pix) {
			changed++
		}
	}
	if changed*1000 > test.Len() {
		t.Errorf("%d of %d images were changed", changed, test.Len())
	}
	t.Logf("%d of %d images were changed", changed, test.Len())
}
