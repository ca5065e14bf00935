package codec

import (
	"maps"
	"strconv"
	"strings"

	"digitpad/network"
	"digitpad/network/message"
)

// ownFormat is the value of the metadata's "format".
const ownFormat = "digitpad 1"

// keys are the names of the metadata that say what a network is; all others are
// notes.
var keys = []string{"format", "sizes", "hidden", "output", "cost", "encoding", "labels"}

// metadata says what a network is, and holds the model's notes. Every format that
// has room for such facts keeps them alike.
func metadata(m Model) map[string]string {
	spec := m.Network.Spec()
	facts := maps.Clone(m.Notes)
	if facts == nil {
		facts = map[string]string{}
	}
	facts["format"] = ownFormat
	facts["sizes"] = spec.SizesString()
	facts["hidden"] = spec.Hidden.Name()
	facts["output"] = spec.Output.Name()
	facts["cost"] = spec.Cost.Name()
	facts["encoding"] = spec.Encoding.Name()
	if n := spec.Encoding.Labels(); n != network.Labels {
		facts["labels"] = strconv.Itoa(n)
	}
	return facts
}

// isOwn reports whether metadata is of digitpad, this one or a newer.
func isOwn(metadata map[string]string) bool { return strings.HasPrefix(metadata["format"], "digitpad") }

// parseSpec is the spec that the metadata describes, and the notes beside it.
func parseSpec(metadata map[string]string) (spec network.Spec, notes map[string]string, err error) {
	if got := metadata["format"]; got != ownFormat {
		return spec, nil, message.Errorf("its format is %q, of a newer digitpad; this one reads %q: install the newer one", got, ownFormat)
	}
	for _, part := range strings.Split(metadata["sizes"], "-") {
		units, err := strconv.Atoi(part)
		if err != nil {
			return spec, nil, message.Errorf("sizes %q should read like 784-15-10", metadata["sizes"])
		}
		spec.Sizes = append(spec.Sizes, units)
	}
	if spec.Hidden, err = network.Activations.Lookup(metadata["hidden"]); err != nil {
		return spec, nil, message.Errorf("hidden activation: %w", err)
	}
	if spec.Output, err = network.Activations.Lookup(metadata["output"]); err != nil {
		return spec, nil, message.Errorf("output activation: %w", err)
	}
	if spec.Cost, err = network.Costs.Lookup(metadata["cost"]); err != nil {
		return spec, nil, message.Errorf("cost: %w", err)
	}
	if spec.Encoding, err = network.Encodings.Lookup(metadata["encoding"]); err != nil {
		return spec, nil, message.Errorf("encoding: %w", err)
	}
	if text, ok := metadata["labels"]; ok { // of other examples than digits
		n, err := strconv.Atoi(text)
		if err != nil || n < 2 || n > network.MaxLabels {
			return spec, nil, message.Errorf("labels %q should be a number from 2 to %d", text, network.MaxLabels)
		}
		spec.Encoding = spec.Encoding.Of(n)
	}
	notes = maps.Clone(metadata)
	for _, key := range keys {
		delete(notes, key)
	}
	return spec, notes, spec.Validate()
}
