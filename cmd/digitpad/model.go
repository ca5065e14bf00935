package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
)

// model is the flag that names the network to use.
type model struct {
	Network string `placeholder:"FILE" help:"Saved network: safetensors, or the JSON of Nielsen's network2.py. Without it: the one that digitpad ships."`
}

// load reads the network.
func (m model) load() (*network.Network, error) {
	model, err := m.read()
	if err != nil {
		return nil, err
	}
	if inputs := model.Network.Spec().Sizes[0]; inputs != dataset.Pixels {
		return nil, fmt.Errorf("%s: the network has %d inputs, but an image has %d pixels", m.Network, inputs, dataset.Pixels)
	}
	return model.Network, nil
}

// read reads the file that is named, or the network that digitpad ships.
func (m model) read() (codec.Model, error) {
	if m.Network == "" {
		return readShipped(assets.Shipped)
	}
	file, err := os.Open(m.Network)
	if errors.Is(err, fs.ErrNotExist) {
		return codec.Model{}, coded{err, exitNoData}
	} else if err != nil {
		return codec.Model{}, err
	}
	defer file.Close()
	model, err := codec.Read(file)
	if err != nil {
		return codec.Model{}, fmt.Errorf("%s: %w", m.Network, err)
	}
	return model, nil
}

// readShipped reads a network that digitpad ships.
func readShipped(name string) (codec.Model, error) {
	file, err := assets.Network(name)
	if err != nil {
		return codec.Model{}, err
	}
	return codec.Read(bytes.NewReader(file))
}
