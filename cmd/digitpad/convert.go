package main

import (
	"fmt"
	"io"
	"strings"

	"digitpad/network/codec"
)

type convertCommand struct {
	model
	File string `arg:"" help:"File to write, in the format of its extension: ${formats}."`
}

// Help lists the formats.
func (*convertCommand) Help() string {
	var lines []string
	for _, f := range codec.Formats {
		if f.Written() {
			lines = append(lines, fmt.Sprintf("%s: %s, %s.", strings.Join(f.Extensions, ", "), f.Name, f.Use))
		}
	}
	return strings.Join(lines, "\n\n")
}

// Run reads the network and writes it in another format.
func (e *convertCommand) Run(c *console) error {
	if err := checkNetwork(e.File); err != nil {
		return err
	}
	model, err := e.read(c)
	if err != nil {
		return err
	}
	if err := writeFile(e.File, func(w io.Writer) error { return codec.Write(w, e.File, model) }); err != nil {
		return err
	}
	fmt.Fprintf(c.err, "saved the network %s as %s\n", model.Network.Spec().SizesString(), e.File)
	return nil
}
