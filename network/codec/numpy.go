package codec

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"codeberg.org/sbinet/npyio/npy"

	"digitpad/network"
	"digitpad/network/codec/npz"
	"digitpad/network/message"
)

// factsEntry is the entry of a NumPy archive that says what the network is.
const factsEntry = "digitpad.json"

// maxArchive bounds a NumPy archive, in bytes; maxFloats the numbers in it.
const (
	maxArchive = 1 << 26
	maxFloats  = 1 << 26
)

// writeNumPy writes a model as an archive for np.load. Layer l = 1, 2, … is W<l>
// (inputs × units, float32) and b<l> (units), so that a = f(a @ W1 + b1); the entry
// digitpad.json has the activations by name, and the notes.
func writeNumPy(w io.Writer, m Model) error {
	archive := zip.NewWriter(w)
	for l, layer := range m.Network.Layers() {
		// npyio knows the shape of an array of Go's by its type alone.
		weights := reflect.New(reflect.ArrayOf(layer.In, reflect.ArrayOf(layer.Out, reflect.TypeFor[float32]()))).Elem()
		for p := range layer.In {
			reflect.Copy(weights.Index(p), reflect.ValueOf(layer.W[p*layer.Stride:][:layer.Out]))
		}
		if err := writeArray(archive, fmt.Sprintf("W%d", l+1), weights.Interface()); err != nil {
			return err
		}
		if err := writeArray(archive, fmt.Sprintf("b%d", l+1), layer.B[:layer.Out]); err != nil {
			return err
		}
	}
	entry, err := archive.Create(factsEntry)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(entry).Encode(metadata(m)); err != nil {
		return err
	}
	return archive.Close()
}

func writeArray(archive *zip.Writer, name string, values any) error {
	entry, err := archive.Create(name + ".npy")
	if err != nil {
		return err
	}
	return npy.Write(entry, values)
}

// readNumPy reads what writeNumPy wrote, and archives of the weights of a network of
// another program, such as np.savez(…, *model.get_weights()) of one of Keras.
func readNumPy(r io.Reader, given Given) (Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxArchive+1))
	if err != nil {
		return Model{}, err
	}
	if len(data) > maxArchive {
		return Model{}, message.Errorf("NumPy archive: more than %d MB", maxArchive>>20)
	}
	file := bytes.NewReader(data)
	stored, err := npz.Read(file, file.Size())
	if err != nil {
		return Model{}, err
	}
	facts, err := npz.Text(file, file.Size(), factsEntry, maxHeader)
	if err != nil {
		return Model{}, err
	}
	model, err := fromArchive(stored, facts, given)
	if err != nil {
		return Model{}, message.Errorf("NumPy archive: %w", err)
	}
	return model, nil
}

func fromArchive(stored []npz.Array, facts []byte, given Given) (Model, error) {
	var arrays []array
	for _, a := range stored {
		arrays = append(arrays, array{a.Name, a.Shape, func() ([]float32, error) { return a.Floats(maxFloats) }})
	}
	layers, err := plan(arrays, rowPerInput)
	if err != nil {
		return Model{}, err
	}
	spec, notes, err := specWith(facts, layers, given)
	if err != nil {
		return Model{}, err
	}
	net, err := build(spec, layers)
	return Model{net, notes}, err
}

// specWith is what a network of these layers is, by digitpad's own facts if there are
// any.
func specWith(facts []byte, layers []dense, given Given) (spec network.Spec, notes map[string]string, err error) {
	if facts == nil {
		return specOf(layers, given)
	}
	var metadata map[string]string
	if err := json.Unmarshal(facts, &metadata); err != nil {
		return spec, nil, message.Errorf("%s: %w", factsEntry, err)
	}
	if spec, notes, err = parseSpec(metadata); err != nil {
		return spec, nil, err
	}
	return spec, notes, haveSizes(layers, spec)
}
