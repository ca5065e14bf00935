package gui

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"digitpad/network/codec"
	"digitpad/training"
)

// benchExtension is how the names of bench files end.
const benchExtension = ".digitpad-bench"

// savedBench is what a bench file holds: the whole window, to be opened elsewhere. The
// file is the checkpoint of the run, a safetensors file, with one more note,
// benchNote; without a run the note stands alone. It names no files.
type savedBench struct {
	Version   int               `json:"version"` // 1
	Page      Page              `json:"page"`    // on the pad
	Tab       int               `json:"tab"`
	Source    source            `json:"source"` // of the digits, where they are elsewhere too
	Shares    shares            `json:"shares"` // of mixedSource
	Settings  training.Settings `json:"settings"`
	Chart     chartView         `json:"chart"`
	Normalise bool              `json:"normalise"`
	Brush     float64           `json:"brush"`
	Visiting  int               `json:"visiting"` // the epoch that answers, by its index, or live

	run []byte // the file itself, which training.Resume reads; nil without a run
}

// The notes of a bench file.
const (
	benchNote    = "bench"
	benchVersion = 1
)

// Limits of a bench file.
const (
	maxBench       = 1 << 30 // bytes
	maxBenchNote   = 4 << 20
	maxBenchPoints = 100_000
	maxOffPad      = 1000 // pads
)

// write writes the bench. Checkpoint is that of the run, empty without one.
func (b savedBench) write(w io.Writer, checkpoint []byte) error {
	file := codec.Tensors{}
	if len(checkpoint) > 0 {
		var err error
		if file, err = codec.ReadTensors(bytes.NewReader(checkpoint), maxBench); err != nil {
			return err
		}
	}
	note, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if len(note) > maxBenchNote {
		return fmt.Errorf("the drawing is too large to keep: %d MB", len(note)>>20)
	}
	if file.Metadata == nil {
		file.Metadata = map[string]string{}
	}
	file.Metadata[benchNote] = string(note)
	return codec.WriteTensors(w, file)
}

// readBench reads what write wrote. The error says what is wrong.
func readBench(r io.Reader) (savedBench, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBench+1))
	if err != nil {
		return savedBench{}, err
	}
	file, err := codec.ReadTensors(bytes.NewReader(data), maxBench)
	if err != nil {
		return savedBench{}, fmt.Errorf("bench: %w", err)
	}
	note, ok := file.Metadata[benchNote]
	switch {
	case !ok:
		return savedBench{}, errors.New("not a bench: its note on the window is missing")
	case len(note) > maxBenchNote:
		return savedBench{}, fmt.Errorf("bench: its note is longer than %d MB", maxBenchNote>>20)
	}
	var b savedBench
	in := json.NewDecoder(bytes.NewReader([]byte(note)))
	in.DisallowUnknownFields()
	if err := in.Decode(&b); err != nil {
		return savedBench{}, fmt.Errorf("bench: %w", err)
	}
	if err := b.validate(); err != nil {
		return savedBench{}, fmt.Errorf("bench: %w", err)
	}
	for name, values := range file.Vectors {
		for _, v := range values {
			if v-v != 0 {
				return savedBench{}, fmt.Errorf("bench: the tensor %q has a value that is not a finite number", name)
			}
		}
	}
	if file.Metadata["format"] != "" {
		b.run = data
	}
	return b, nil
}

func (b savedBench) validate() error {
	switch {
	case b.Version != benchVersion:
		return fmt.Errorf("its version is %d, and this digitpad reads %d; a newer one may read it", b.Version, benchVersion)
	case b.Page.Label < 0 || b.Page.Label > 9:
		return fmt.Errorf("its image shows a %d, which is not a digit", b.Page.Label)
	case b.Source != "" && !slices.Contains(sources, b.Source):
		return fmt.Errorf("there are no digits %q", b.Source)
	case b.Source == mixedSource && !b.Shares.valid():
		return errors.New("there is nothing in the mix of digits")
	case b.Visiting < live:
		return fmt.Errorf("there is no epoch %d", b.Visiting)
	}
	points := 0
	for i, s := range b.Page.Drawing {
		if points += len(s.Points); points > maxBenchPoints {
			return fmt.Errorf("its drawing has more than %d points", maxBenchPoints)
		}
		if len(s.Points) == 0 || !(s.Width > 0 && s.Width <= 1) {
			return fmt.Errorf("stroke %d has %d points and the width %g", i+1, len(s.Points), s.Width)
		}
		for _, p := range s.Points {
			if math.Abs(p.X) > maxOffPad || math.Abs(p.Y) > maxOffPad {
				return fmt.Errorf("stroke %d leaves the pad by far", i+1)
			}
		}
	}
	return b.Settings.Validate(60000)
}
