package chart

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/training/atomicfile"
	"digitpad/training/plots"
)

// Formats are the endings of the files that a chart can be written to: pictures, and its
// values.
var Formats = slices.Concat(plots.Formats, []string{".csv"})

// Export asks for a file and writes what the chart shows, as a picture in light colours
// or as values, as the file's name says.
func (c *Chart) Export() {
	if c.Figure == nil {
		c.env.Dialogs.Error("There is no chart yet", errors.New("it comes with the first results; then it can be exported"))
		return
	}
	figure := c.Maker()
	c.env.Dialogs.SaveFile("chart.png", Formats, func(path string) error { return Write(figure(plots.Light()), path) })
}

// The size of an exported chart, in inches.
const (
	exportWidth  = 10
	exportHeight = 4
)

// Write saves a figure or, for .csv, its values, whole or not at all.
func Write(figure *plots.Figure, path string) error {
	var b bytes.Buffer
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		if err := figure.WriteCSV(&b, ','); err != nil {
			return err
		}
		return atomicfile.Write(path, &b)
	}
	format, err := plots.Format(path)
	if err != nil {
		return err
	}
	if err := figure.Write(&b, format, exportWidth, exportHeight); err != nil {
		return err
	}
	return atomicfile.Write(path, &b)
}
