package datafile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

// What a column of a CSV file holds.
const (
	pixelColumn = iota
	labelColumn
	otherColumn // an index, which is left out
)

// csvReader reads a CSV file, one image a row.
type csvReader struct {
	r         *bufio.Reader
	separator byte
	columns   []byte // what each holds
	labelled  bool
	fourBlank uint64 // "0,0,0,0," as a little-endian number
	line      int    // the last one read, from 1

	ink    []byte    // n×784
	shares []float32 // n×784 in place of ink, from the first fraction on
	labels []byte
}

// readCSV reads a file of rows of 784 pixels, 0 to 255 or 0 to 1, with or without
// the label of the image. A header may say which column is the label; without one
// it is the first of 785. Commas, semicolons and tabs separate.
func readCSV(r *bufio.Reader) (*sets, error) {
	c := &csvReader{r: r}
	first, err := c.next()
	if err != nil {
		return nil, err
	}
	first = slices.Clone(bytes.TrimPrefix(first, []byte("\xef\xbb\xbf")))
	header, err := c.begin(first)
	if err != nil {
		return nil, err
	}
	if !header {
		if err := c.row(first); err != nil {
			return nil, err
		}
	}
	for {
		line, err := c.next()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			continue
		}
		if err := c.row(line); err != nil {
			return nil, message.Errorf("line %d: %w", c.line, err)
		}
	}
	return c.sets()
}

// next is the next line, without its end. It is valid until the next call.
func (c *csvReader) next() ([]byte, error) {
	line, err := c.r.ReadSlice('\n')
	switch {
	case err == bufio.ErrBufferFull:
		return nil, message.Errorf("line %d: no row of an image is so long", c.line+1)
	case err == io.EOF && len(line) > 0:
	case err == io.EOF:
		return nil, err
	case err != nil:
		return nil, gunzip.Damaged(err)
	}
	c.line++
	return bytes.TrimRight(line, "\r\n"), nil
}

// labelNames are what people call the column of the label.
var labelNames = []string{"label", "labels", "class", "target", "digit", "y", "number"}

// begin learns from the first line what the columns are, and whether it is a header.
func (c *csvReader) begin(first []byte) (header bool, err error) {
	c.separator = ','
	for _, s := range []byte(";\t") {
		if bytes.Count(first, []byte{s}) > bytes.Count(first, []byte{c.separator}) {
			c.separator = s
		}
	}
	c.fourBlank = binary.LittleEndian.Uint64(bytes.Repeat([]byte{'0', c.separator}, 4))
	names := strings.Split(string(first), string(rune(c.separator)))
	for i, name := range names {
		names[i] = strings.ToLower(unquoted(name))
		if _, err := strconv.ParseFloat(names[i], 64); err != nil {
			header = true
		}
	}
	c.columns = make([]byte, len(names))
	if header {
		for i, name := range names {
			switch {
			case slices.Contains(labelNames, name) && !c.labelled:
				c.columns[i], c.labelled = labelColumn, true
			case name == "" || name == "id" || name == "index" || strings.HasPrefix(name, "unnamed"):
				c.columns[i] = otherColumn
			}
		}
	}
	pixels := bytes.Count(c.columns, []byte{pixelColumn})
	if !c.labelled && pixels == dataset.Pixels+1 {
		c.columns[slices.Index(c.columns, pixelColumn)], c.labelled = labelColumn, true
		pixels--
	}
	if pixels != dataset.Pixels {
		return header, message.Errorf("not a CSV of images: its first line has %d columns instead of %d (label,pixel0,…,pixel783) or, without labels, %d",
			len(names), dataset.Pixels+1, dataset.Pixels)
	}
	return header, nil
}

// unquoted is a field without quotes and blanks around it.
func unquoted(field string) string {
	return strings.Trim(strings.TrimSpace(field), `"'`)
}

// row reads one image. Whole numbers up to 255 are the rule and are read without
// detours, four blank pixels at once.
func (c *csvReader) row(line []byte) error {
	if len(c.labels) >= gunzip.Max/dataset.Pixels || len(c.ink) >= gunzip.Max || len(c.shares) >= gunzip.Max/4 {
		return message.Errorf("the file is too large: %d MB of images at most can be read", gunzip.Max>>20)
	}
	if c.shares != nil {
		return c.slowRow(line)
	}
	start := len(c.ink)
	if cap(c.ink)-start < dataset.Pixels {
		c.ink = slices.Grow(c.ink, start+dataset.Pixels) // append alone would copy more often
	}
	c.ink = append(c.ink, blank[:]...)
	ink := c.ink[start:]
	label, pixel, column, i := 0, 0, 0, 0
	for ; column < len(c.columns); column++ {
		for i+8 <= len(line) && binary.LittleEndian.Uint64(line[i:]) == c.fourBlank &&
			column+5 <= len(c.columns) && [5]byte(c.columns[column:column+5]) == [5]byte{} { // five pixelColumn
			i, pixel, column = i+8, pixel+4, column+4
		}
		v, from := 0, i
		for i < len(line) && line[i]-'0' <= 9 && i < from+4 {
			v = v*10 + int(line[i]-'0')
			i++
		}
		if last := column == len(c.columns)-1; i == from || v > 255 || last != (i == len(line)) || !last && line[i] != c.separator {
			c.ink = c.ink[:start]
			return c.slowRow(line)
		}
		i++
		switch c.columns[column] {
		case pixelColumn:
			ink[pixel] = byte(v)
			pixel++
		case labelColumn:
			label = v
		}
	}
	if c.labelled {
		c.labels = append(c.labels, byte(label))
	}
	return nil
}

var blank [dataset.Pixels]byte

func (c *csvReader) wrongColumns(n int) error {
	return message.Errorf("%d columns instead of %d", n, len(c.columns))
}

// slowRow reads a row with quotes, blanks, fractions or a mistake.
func (c *csvReader) slowRow(line []byte) error {
	fields := strings.Split(string(line), string(rune(c.separator)))
	if len(fields) != len(c.columns) {
		return c.wrongColumns(len(fields))
	}
	row := make([]float32, 0, dataset.Pixels)
	for i, field := range fields {
		if c.columns[i] == otherColumn {
			continue
		}
		v, err := strconv.ParseFloat(unquoted(field), 64)
		if c.columns[i] == labelColumn {
			if err != nil || !(v >= 0 && v <= 255) || v != math.Trunc(v) {
				return message.Errorf("the label %.20q is not a digit", field)
			}
			c.labels = append(c.labels, byte(v))
			continue
		}
		if err != nil || !(v >= 0 && v <= 255) {
			return message.Errorf("the pixel %.20q is not a number from 0 to 255", field)
		}
		row = append(row, float32(v))
		if v != math.Trunc(v) && c.shares == nil { // the first fraction
			c.shares = make([]float32, len(c.ink))
			for k, ink := range c.ink {
				c.shares[k] = float32(ink)
			}
			c.ink = nil
		}
	}
	if c.shares != nil {
		c.shares = append(c.shares, row...)
		return nil
	}
	for _, v := range row {
		c.ink = append(c.ink, byte(v))
	}
	return nil
}

// sets is what was read.
func (c *csvReader) sets() (*sets, error) {
	if c.shares != nil {
		ink, err := inkBytes(len(c.shares), func(i int) float64 { return float64(c.shares[i]) })
		if err != nil {
			return nil, err
		}
		c.ink = ink
	}
	if len(c.ink) == 0 {
		return nil, errNoExamples
	}
	a := array{kind: 'u', size: 1, shape: []int{len(c.ink) / dataset.Pixels, dataset.Pixels}, data: c.ink}
	ink, err := a.images()
	if err != nil {
		return nil, err
	}
	s := &sets{format: "CSV"}
	if !c.labelled {
		s.unlabelled = ink
		return s, nil
	}
	return s, s.add(trainHalf, set{images: ink, labels: c.labels})
}
