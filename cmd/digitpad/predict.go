package main

import (
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"strings"

	"digitpad/network"
	"digitpad/training/inference"
	"digitpad/training/preprocess"
)

type predictCommand struct {
	Image string `arg:"" help:"PNG, JPEG, GIF, BMP, TIFF or WebP of one digit; - is the standard input. 28×28 pixels, light on black, are taken as they are, like an image of MNIST; anything else is normalised as MNIST was. Or a file of many images, with or without labels, such as Kaggle's test.csv."`
	model
	Invert    bool `help:"Invert the images of a file of many."`
	Transpose bool `help:"Transpose the images of a file of many."`
	JSON      bool `help:"Print one JSON object an image."`
}

// Run prints the ten output activations, or as many as the encoding has, and
// the prediction.
func (p *predictCommand) Run(c *console) error {
	if p.isDataset() {
		return p.predictAll(c)
	}
	picture, err := p.read(c.in)
	if err != nil {
		return err
	}
	reader, err := p.reader(c)
	if err != nil {
		return err
	}
	pixels := preprocess.Input(picture)
	if pixels.Empty() {
		return fmt.Errorf("%s: there is no digit in the image", p.name())
	}
	reading := reader.Read(network.NewInput(pixels[:]))
	if p.JSON {
		return c.printJSON(struct {
			schema
			Prediction int `json:"prediction"`
			certainty
			Activations []float32 `json:"activations"`
		}{schema{"digitpad predict 1"}, reading.Digit, certaintyOf(reading), reading.Activations})
	}
	for k, a := range reading.Activations {
		fmt.Fprintf(c.out, "%d  %.4f  %s\n", k, a, strings.Repeat("#", int(40*min(max(a, 0), 1)+0.5)))
	}
	fmt.Fprintln(c.out, inWords(reading))
	return nil
}

// reader reads digits with the network.
func (p *predictCommand) reader(c *console) (*inference.Reader, error) {
	m, err := p.model.forImages(c)
	if err != nil {
		return nil, err
	}
	return newReader(m)
}

// read decodes the image.
func (p *predictCommand) read(in io.Reader) (image.Image, error) {
	if p.Image != "-" {
		file, err := os.Open(p.Image)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, coded{err, exitNoData}
		} else if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	picture, err := preprocess.Decode(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name(), err)
	}
	return picture, nil
}

// name is what messages call the image.
func (p *predictCommand) name() string {
	if p.Image == "-" {
		return "the image on the standard input"
	}
	return p.Image
}
