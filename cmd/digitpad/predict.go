package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/inference"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
)

type predictCommand struct {
	Images []string `arg:"" name:"image" help:"PNG, JPEG, GIF, BMP, TIFF or WebP of a digit or a number; - is the standard input. Several of them, or a folder, give CSV. Or a file of many images, with or without labels, such as Kaggle's test.csv."`
	model
	Invert    bool `help:"Invert the images of a file of many."`
	Transpose bool `help:"Transpose the images of a file of many."`
	JSON      bool `help:"Print one JSON object an image."`
}

// Run prints the number of each picture. Of a single digit it prints the ten output
// activations, too, or as many as the encoding has.
func (p *predictCommand) Run(c *console) error {
	if len(p.Images) == 1 && p.isDataset() {
		return p.predictAll(c)
	}
	files, err := p.pictures()
	if err != nil {
		return err
	}
	m, err := p.model.forImages(c)
	if err != nil {
		return err
	}
	numbers, err := newNumberReader(m)
	if err != nil {
		return err
	}
	if len(files) != 1 || files[0] != p.Images[0] {
		return p.printMany(c, numbers, files)
	}
	n, err := readNumber(c.in, numbers, files[0])
	if err != nil {
		return err
	}
	if len(n.Symbols) > 1 {
		return p.printNumber(c, n)
	}
	reader, err := newReader(m)
	if err != nil {
		return err
	}
	reading := reader.Read(network.NewInput(n.Symbols[0].Image[:]))
	reading.Sure = reading.Sure && !n.IsUncertain()
	if p.JSON {
		return c.printJSON(struct {
			schema
			Prediction int `json:"prediction"`
			certainty
			Activations []float32 `json:"activations"`
			numberFound
		}{schema{"digitpad predict 1"}, reading.Digit, certaintyOf(reading), reading.Activations, newNumberFound(n)})
	}
	for k, a := range reading.Activations {
		fmt.Fprintf(c.out, "%d  %.4f  %s\n", k, a, strings.Repeat("#", int(40*min(max(a, 0), 1)+0.5)))
	}
	_, err = fmt.Fprintln(c.out, inWords(reading)+turnedInWords(n))
	return err
}

// printNumber prints a number of several digits.
func (p *predictCommand) printNumber(c *console, n segment.Number) error {
	if p.JSON {
		return c.printJSON(newNumberRecord("", n))
	}
	text := n.String()
	if n.IsUncertain() {
		text += ", not sure"
	}
	_, err := fmt.Fprintln(c.out, text+turnedInWords(n))
	return err
}

// turnedInWords says how the picture reads after turning, if it may be turned.
func turnedInWords(n segment.Number) string {
	if n.Turned == 0 {
		return ""
	}
	return fmt.Sprintf("; turned by %d° it reads %s", n.Turned, n.TurnedNumber)
}

// printMany prints a line for each picture; one that cannot be read has an error instead
// of a number, and is reported at the end.
func (p *predictCommand) printMany(c *console, reader *segment.Reader, files []string) error {
	if !p.JSON {
		fmt.Fprintln(c.out, "file,number,sure")
	}
	failed := 0
	for _, file := range files {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		n, err := readNumber(c.in, reader, file)
		if err != nil {
			fmt.Fprintln(c.err, err)
			failed++
			continue
		}
		if p.JSON {
			err = c.printJSON(newNumberRecord(file, n))
		} else {
			_, err = fmt.Fprintf(c.out, "%s,%s,%t\n", csvField(file), csvField(n.String()), !n.IsUncertain())
		}
		if err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s of %s pictures could not be read", count(failed), count(len(files)))
	}
	return nil
}

// csvField quotes a text where CSV needs it.
func csvField(s string) string {
	if strings.ContainsAny(s, ",\"\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// pictures are the files that the arguments name; of a folder, all pictures in it.
func (p *predictCommand) pictures() (files []string, err error) {
	for _, name := range p.Images {
		entries, err := os.ReadDir(name)
		if err != nil { // no folder: whether it can be read is seen when it is
			files = append(files, name)
			continue
		}
		before := len(files)
		for _, e := range entries {
			if !e.IsDir() && preprocess.HasFormat(e.Name()) {
				files = append(files, filepath.Join(name, e.Name()))
			}
		}
		if len(files) == before {
			return nil, coded{fmt.Errorf("%s: there is no picture in the folder", name), exitNoData}
		}
	}
	return files, nil
}

// reader reads digits with the network.
func (p *predictCommand) reader(c *console) (*inference.Reader, error) {
	m, err := p.model.forImages(c)
	if err != nil {
		return nil, err
	}
	return newReader(m)
}

// newNumberReader reads numbers with a network and those that come with digitpad.
func newNumberReader(m codec.Model) (*segment.Reader, error) {
	rejector, err := shippedRejector(assets.Rejector, assets.RejectorByDirections)
	if err != nil {
		return nil, err
	}
	segmenter, err := shippedRejector(assets.Segmenter)
	if err != nil {
		return nil, err
	}
	return segment.NewReader(m.Network, rejector, segmenter), nil
}

// shippedRejector is of networks that digitpad ships and that tell digits from others.
func shippedRejector(names ...string) (*inference.Rejector, error) {
	var nets [2]*network.Network // that see pixels and directions; the second may be none
	for i, name := range names {
		m, err := readShipped(name)
		if err != nil {
			return nil, err
		}
		nets[i] = m.Network
	}
	return inference.NewRejector(nets[0], nets[1])
}

// readNumber reads a picture file.
func readNumber(in io.Reader, reader *segment.Reader, file string) (n segment.Number, err error) {
	name := file
	if file == "-" {
		name = "the image on the standard input"
	} else {
		f, err := os.Open(file)
		if errors.Is(err, fs.ErrNotExist) {
			return n, coded{err, exitNoData}
		} else if err != nil {
			return n, err
		}
		defer f.Close()
		in = f
	}
	picture, err := preprocess.Decode(in)
	if err != nil {
		return n, fmt.Errorf("%s: %w", name, err)
	}
	if n = reader.Picture(picture); n.Digits() == 0 {
		return n, fmt.Errorf("%s: there is no digit in the image", name)
	}
	return n, nil
}

// numberFound is what --json prints of a number.
type numberFound struct {
	Number string        `json:"number"`
	Turned int           `json:"turned,omitempty"`
	Digits []symbolFound `json:"digits"`
}

type symbolFound struct {
	Symbol      string     `json:"symbol"`
	Line        int        `json:"line"`
	Box         [4]float64 `json:"box"`
	Activations []float32  `json:"activations,omitempty"`
	Doubt       float64    `json:"doubt"`
	Sure        bool       `json:"sure"`
}

func newNumberFound(n segment.Number) numberFound {
	f := numberFound{Number: n.String(), Turned: n.Turned}
	for _, s := range n.Symbols {
		f.Digits = append(f.Digits, symbolFound{
			string(s.Rune), s.Line, [4]float64{s.Box.MinX, s.Box.MinY, s.Box.MaxX, s.Box.MaxY}, s.Activations, s.Rejection, !s.Uncertain,
		})
	}
	return f
}

// numberRecord is a line of --json.
type numberRecord struct {
	schema
	File string `json:"file,omitempty"`
	Sure bool   `json:"sure"`
	numberFound
}

func newNumberRecord(file string, n segment.Number) numberRecord {
	return numberRecord{schema{"digitpad predict 1"}, file, !n.IsUncertain(), newNumberFound(n)}
}
