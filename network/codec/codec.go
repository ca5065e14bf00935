// Package codec writes networks as bytes and reads them back. Formats lists the
// formats; docs/formats.md says what each holds and is for. It opens no files.
//
// Read tells the formats apart by their first bytes. A file that does not say what the
// hidden units do with their sums, because it has weights alone, needs a Given.
//
// Bytes from outside are not trusted: whatever Read refuses, it refuses before
// it takes memory for it, with an error that says what is wrong.
package codec

import (
	"bufio"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
)

// Model is a network with what is known about it.
type Model struct {
	Network *network.Network
	Notes   map[string]string // free facts, such as "name" or "trained on"; may be nil
}

// What Read takes in is bounded. The tensors of a safetensors file are as large as
// its sizes say, and those Spec bounds. The weights of JSON take several times its
// size in memory; this is enough for 1,500 hidden units.
const (
	maxHeader = 1 << 20
	maxJSON   = 1 << 25
)

// Read reads a network in any of the formats that have a Read; it tells them apart by
// their first bytes.
func Read(r io.Reader) (Model, error) { return ReadGiven(r, Given{}) }

// ReadGiven reads a network whose file leaves open what the user says of it.
func ReadGiven(r io.Reader, given Given) (Model, error) {
	file := bufio.NewReader(r)
	head, err := file.Peek(512)
	switch format, ok := Detect(head); {
	case err != nil && !errors.Is(err, io.EOF):
		return Model{}, err
	case len(head) == 0:
		return Model{}, message.Errorf("not a saved network: the file is empty")
	case !ok:
		return Model{}, message.Errorf("not a saved network: it begins like none of the formats that digitpad reads, %s", strings.Join(Extensions(Format.Readable), ", "))
	case format.Read == nil:
		return Model{}, message.Errorf("a %s file, which digitpad does not read: %v", format.Name, format.Instead)
	default:
		model, err := format.Read(file, given)
		if err != nil {
			return Model{}, err
		}
		return model, given.check(model.Network.Spec())
	}
}

// check refuses a network whose file says something else than what is given.
func (g Given) check(spec network.Spec) error {
	for _, fact := range []struct {
		what        string
		given, file interface{ Name() string }
		isGiven     bool
	}{
		{"hidden activation", g.Hidden, spec.Hidden, g.Hidden != nil && len(spec.Sizes) > 2},
		{"output activation", g.Output, spec.Output, g.Output != nil},
		{"cost", g.Cost, spec.Cost, g.Cost != nil},
	} {
		if fact.isGiven && fact.given != fact.file {
			return message.Errorf("its file says that the %s is %s, not %s", fact.what, fact.file.Name(), fact.given.Name())
		}
	}
	return nil
}

// checkFinite refuses parameters that no training gives: such as are no finite numbers,
// or so large that a sum of a layer may leave float32 and an output be no number.
func checkFinite(n *network.Network) error {
	most := slices.Repeat([]float64{1}, n.Spec().Sizes[0]) // the largest activation of each unit
	for l, layer := range n.Layers() {
		up, down := make([]float64, layer.Out), make([]float64, layer.Out) // the largest and smallest sums
		add := func(parameters []float32, a float64) {
			for k, v := range parameters {
				up[k] += max(float64(v), 0) * a
				down[k] += min(float64(v), 0) * a
			}
		}
		if !network.Finite(layer.W) || !network.Finite(layer.B) {
			return message.Errorf("layer %d holds a parameter that is not a finite number", l+1)
		}
		add(layer.B[:layer.Out], 1)
		for p, a := range most {
			add(layer.W[p*layer.Stride:][:layer.Out], a)
		}
		if max(slices.Max(up), -slices.Min(down)) > math.MaxFloat32 {
			return message.Errorf("layer %d has weights so large that its sums are no finite numbers", l+1)
		}
		if most = up; n.Spec().Hidden != network.ReLU {
			most = slices.Repeat([]float64{1}, layer.Out)
		}
	}
	return nil
}
