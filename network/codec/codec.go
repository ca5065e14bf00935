// Package codec writes networks as bytes and reads them back: safetensors, whose
// weights any program that knows the format can read by name, and the JSON of
// Nielsen's network2.py. It opens no files.
//
// A safetensors file holds, for layer l = 1, 2, …, the float32 tensors
// "layer<l>.weights" (inputs × units, one row per input) and "layer<l>.biases"
// (units). Its metadata says what the network is: "format" ("digitpad 1"),
// "sizes" ("784-15-10"), "hidden", "output", "cost" and "encoding" by name.
// Whatever else the metadata holds are the model's notes.
//
// Bytes from outside are not trusted: whatever Read refuses, it refuses before
// it takes memory for it, with an error that says what is wrong.
package codec

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"digitpad/network"
)

// Model is a network with what is known about it.
type Model struct {
	Network *network.Network
	Notes   map[string]string // free facts, such as "name" or "trained on"; may be nil
}

// What Read takes in is bounded: the largest network that Spec allows is 256 MB
// in safetensors, and JSON, which takes several times its size in memory, would
// be larger than this for no network that network2.py can train in a day.
const (
	maxBytes     = 1 << 29
	maxJSONBytes = 1 << 27
)

// Read reads a network in either format; it tells them apart by their first
// bytes.
func Read(r io.Reader) (Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return Model{}, err
	case len(data) == 0:
		return Model{}, errors.New("not a saved network: the file is empty")
	case len(data) > maxBytes, isJSON(data) && len(data) > maxJSONBytes:
		return Model{}, errors.New("not a saved network: the file is too large")
	case isJSON(data):
		return readNielsen(data)
	}
	return readSafetensors(data)
}

// isJSON reports whether data begins with a JSON object. A safetensors file,
// which begins with the length of its header, could do so by chance, but the
// length that eight characters of JSON spell is never in the file.
func isJSON(data []byte) bool {
	if len(data) >= 8 && binary.LittleEndian.Uint64(data) <= uint64(len(data)) {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
}

// checkFinite refuses parameters that no training gives.
func checkFinite(n *network.Network) error {
	for l, layer := range n.Layers() {
		for _, values := range [][]float32{layer.W, layer.B} {
			for _, v := range values {
				if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
					return fmt.Errorf("layer %d holds a parameter that is not a finite number", l+1)
				}
			}
		}
	}
	return nil
}
