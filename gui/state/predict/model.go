package predict

import (
	"bytes"
	"os"
	"path/filepath"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/inference"
)

// ShippedModel reads one of the networks that come with digitpad.
func ShippedModel(file string) (codec.Model, error) {
	data, err := assets.Network(file)
	if err != nil {
		return codec.Model{}, err
	}
	return codec.Read(bytes.NewReader(data))
}

// shippedRejector is of networks that tell digits from others; nil in a build that comes
// without them.
func shippedRejector(files ...string) *inference.Rejector {
	var nets [2]*network.Network // that see pixels and directions; the second may be none
	for i, file := range files {
		m, err := ShippedModel(file)
		if err != nil {
			return nil
		}
		nets[i] = m.Network
	}
	rejector, err := inference.NewRejector(nets[0], nets[1])
	if err != nil {
		return nil
	}
	return rejector
}

// ReadModel reads a network's file. The error says which.
func ReadModel(path string) (codec.Model, error) { return readModelGiven(path, codec.Given{}) }

// readModelGiven is ReadModel of a file that leaves open what is given.
func readModelGiven(path string, given codec.Given) (codec.Model, error) {
	m, err := training.ReadModel(path, given)
	if err != nil {
		return codec.Model{}, err
	}
	if in := m.Network.Spec().Sizes[0]; in != dataset.Pixels {
		return codec.Model{}, message.Errorf("%s: the network takes %d inputs; an image of a digit has %d", path, in, dataset.Pixels)
	}
	return m, nil
}

// WriteModel saves a network, whole or not at all, in the format of the file's name.
func WriteModel(m codec.Model, path string) error {
	var data bytes.Buffer
	if err := codec.Write(&data, path, m); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return atomicfile.Write(path, &data)
}
