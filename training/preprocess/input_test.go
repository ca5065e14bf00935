package preprocess_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"log"
	"os"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/preprocess"
)

// An image of MNIST's size is taken as it is if it is light on dark, and normalised if it
// is dark on light or of another size.
func TestInput(t *testing.T) {
	light := image.NewGray(image.Rect(3, 4, 31, 32))
	for y := 8; y < 20; y++ {
		light.SetGray(17, y, color.Gray{Y: 200})
	}
	dark := image.NewGray(light.Rect)
	large := image.NewGray(image.Rect(0, 0, 280, 280))
	for i, v := range light.Pix {
		dark.Pix[i] = 255 - v
		for y := range 10 {
			for x := range 10 {
				large.SetGray(i%28*10+x, i/28*10+y, color.Gray{Y: v})
			}
		}
	}
	if got := preprocess.Input(light); string(got[:]) != string(light.Pix) {
		t.Error("light ink on dark is changed")
	}
	for name, picture := range map[string]image.Image{"dark ink": dark, "a large picture": large} {
		got := preprocess.Input(picture)
		if got.Empty() || got[0] != 0 || got != preprocess.Picture(picture) {
			t.Errorf("%s is not normalised", name)
		}
	}
}

// A picture of a digit is read in three steps: decode it, make the input of it, and ask
// a network.
func ExampleInput() {
	file, err := os.Open("../datafile/testdata/pictures/3/10.png")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	picture, err := preprocess.Decode(file)
	if err != nil {
		log.Fatal(err)
	}
	pixels := preprocess.Input(picture)

	saved, err := assets.Network(assets.Shipped)
	if err != nil {
		log.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(saved))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(model.Network.Predict(model.Network.NewPass(), network.NewInput(pixels[:])))
	// Output: 3
}
