package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/dataset"
)

// model holds the flags of the network to use.
type model struct {
	Network    string `placeholder:"FILE" help:"Saved network (${readable}), or the checkpoint of a run. Without it: the one that digitpad ships."`
	Activation string `placeholder:"NAME" help:"What the hidden units do with their sums, where the file has weights alone: sigmoid, tanh or relu."`
	Output     string `placeholder:"NAME" help:"The same of the output units; without it, softmax."`
	Cost       string `placeholder:"NAME" help:"The cost, where the file does not say it: ${costs}."`
}

// load reads the network.
func (m model) load(c *console) (*network.Network, error) {
	model, err := m.forImages(c)
	return model.Network, err
}

// forImages reads the network with its notes, and refuses one for other inputs.
func (m model) forImages(c *console) (codec.Model, error) {
	model, err := m.read(c)
	if err != nil {
		return codec.Model{}, err
	}
	if inputs := model.Network.Spec().Sizes[0]; inputs != dataset.Pixels {
		return codec.Model{}, fmt.Errorf("%s: the network has %d inputs, but an image has %d pixels", m.Network, inputs, dataset.Pixels)
	}
	return model, nil
}

// read reads the file that is named, or the network that digitpad ships, and says what
// it takes for granted.
func (m model) read(c *console) (codec.Model, error) {
	given, err := m.given()
	if err != nil {
		return codec.Model{}, coded{err, exitUsage}
	}
	switch {
	case m.Network == "" && given != codec.Given{}:
		return codec.Model{}, coded{errors.New("--activation, --output and --cost are for the file of --network"), exitUsage}
	case m.Network == "":
		return readShipped(assets.Shipped)
	}
	model, err := training.ReadModel(m.Network, given)
	switch unspecified := (*codec.UnspecifiedError)(nil); {
	case errors.Is(err, fs.ErrNotExist):
		return codec.Model{}, coded{err, exitNoData}
	case errors.As(err, &unspecified):
		return codec.Model{}, coded{fmt.Errorf("%w; add --activation", err), exitUsage}
	case err != nil:
		return codec.Model{}, err
	}
	if assumed := model.Notes[codec.NoteAssumed]; assumed != "" {
		fmt.Fprintf(c.err, "%s does not say it, so %s are taken for granted; --output and --cost say otherwise\n", m.Network, assumed)
	}
	return model, nil
}

// given is what the flags say about a file that has weights only.
func (m model) given() (given codec.Given, err error) {
	if m.Activation != "" {
		if given.Hidden, err = network.Activations.Lookup(m.Activation); err != nil {
			return given, fmt.Errorf("--activation: %w", err)
		}
	}
	if m.Output != "" {
		if given.Output, err = network.Activations.Lookup(m.Output); err != nil {
			return given, fmt.Errorf("--output: %w", err)
		}
	}
	if m.Cost != "" {
		if given.Cost, err = network.Costs.Lookup(m.Cost); err != nil {
			return given, fmt.Errorf("--cost: %w", err)
		}
	}
	return given, nil
}

// readShipped reads a network that digitpad ships.
func readShipped(name string) (codec.Model, error) {
	file, err := assets.Network(name)
	if err != nil {
		return codec.Model{}, err
	}
	return codec.Read(bytes.NewReader(file))
}
