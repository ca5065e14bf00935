package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training"
)

// model is the flag that names the network to use.
type model struct {
	Network string `placeholder:"FILE" help:"Saved network: safetensors, or the JSON of Nielsen's network2.py. Without it: the one that digitpad ships."`
}

// load reads the network.
func (m model) load() (*network.Network, error) {
	file, err := os.Open(m.Network)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, coded{err, exitNoData}
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	model, err := codec.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Network, err)
	}
	if inputs := model.Network.Spec().Sizes[0]; inputs != training.Pixels {
		return nil, fmt.Errorf("%s: the network has %d inputs, but an image has %d pixels", m.Network, inputs, training.Pixels)
	}
	return model.Network, nil
}
