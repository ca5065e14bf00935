package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training"
)

// How the names of workspace files end, now and in digitpad 0.1.0.
const (
	WorkspaceExtension    = ".digitpad-workspace"
	OldWorkspaceExtension = ".digitpad-bench"
)

// Workspace is what a workspace file holds: the whole state, to be opened elsewhere. The
// file is the checkpoint of the run, a safetensors file, with one more note,
// WorkspaceNote; without a run the note stands alone. It names no files.
type Workspace struct {
	Version   int               `json:"version"` // 1
	Page      Content           `json:"page"`    // on the pad
	Tab       int               `json:"tab"`
	Source    DataSource        `json:"source"` // of the digits, where they are elsewhere too
	Shares    MixWeights        `json:"shares"` // of mixedSource
	Settings  training.Settings `json:"settings"`
	Chart     ChartView         `json:"chart"`
	Normalise bool              `json:"normalise"`
	Brush     float64           `json:"brush"`
	Epoch     int               `json:"visiting"` // the epoch that answers, by its index, or live

	Run []byte `json:"-"` // the file itself, which training.Resume reads; nil without a run
}

// The notes of a workspace file.
const (
	WorkspaceNote    = "bench"
	WorkspaceVersion = 1
)

// Limits of a workspace file.
const (
	MaxWorkspace       = 1 << 30 // bytes
	maxWorkspaceNote   = 4 << 20
	maxWorkspacePoints = 100_000
	maxOffPad          = 1000 // pads
)

// Write writes the workspace. Checkpoint is that of the run, empty without one.
func (b Workspace) Write(w io.Writer, checkpoint []byte) error {
	file := codec.Tensors{}
	if len(checkpoint) > 0 {
		var err error
		if file, err = codec.ReadTensors(bytes.NewReader(checkpoint), MaxWorkspace); err != nil {
			return err
		}
	}
	note, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if len(note) > maxWorkspaceNote {
		return message.Errorf("the drawing is too large to keep: %d MB", len(note)>>20)
	}
	if file.Metadata == nil {
		file.Metadata = map[string]string{}
	}
	file.Metadata[WorkspaceNote] = string(note)
	return codec.WriteTensors(w, file)
}

// ReadWorkspace reads what write wrote. The error says what is wrong.
func ReadWorkspace(r io.Reader) (Workspace, error) {
	var data bytes.Buffer
	file, err := codec.ReadTensors(io.TeeReader(r, &data), MaxWorkspace)
	if err != nil {
		return Workspace{}, message.Errorf("workspace: %w", err)
	}
	note, ok := file.Metadata[WorkspaceNote]
	switch {
	case !ok:
		return Workspace{}, errors.New("not a workspace: its note on the window is missing")
	case len(note) > maxWorkspaceNote:
		return Workspace{}, message.Errorf("workspace: its note is longer than %d MB", maxWorkspaceNote>>20)
	}
	var b Workspace
	in := json.NewDecoder(strings.NewReader(note))
	in.DisallowUnknownFields()
	if err := in.Decode(&b); err != nil {
		return Workspace{}, message.Errorf("workspace: %w", err)
	}
	if err := b.validate(); err != nil {
		return Workspace{}, message.Errorf("workspace: %w", err)
	}
	for name, values := range file.Vectors {
		for _, v := range values {
			if v-v != 0 {
				return Workspace{}, message.Errorf("workspace: the tensor %q has a value that is not a finite number", name)
			}
		}
	}
	if file.Metadata["format"] != "" {
		b.Run = data.Bytes()
	}
	return b, nil
}

func (b Workspace) validate() error {
	switch {
	case b.Version != WorkspaceVersion:
		return message.Errorf("its version is %d, and this digitpad reads %d; a newer one may read it", b.Version, WorkspaceVersion)
	case b.Page.Label < 0 || b.Page.Label > 9:
		return message.Errorf("its image shows a %d, which is not a digit", b.Page.Label)
	case b.Source != "" && !slices.Contains(DataSources, b.Source):
		return message.Errorf("there are no digits %q", b.Source)
	case b.Source == MixedData && !b.Shares.Valid():
		return errors.New("there is nothing in the mix of digits")
	case b.Epoch < LatestEpoch:
		return message.Errorf("there is no epoch %d", b.Epoch)
	}
	points := 0
	for i, s := range b.Page.Drawing {
		if points += len(s.Points); points > maxWorkspacePoints {
			return message.Errorf("its drawing has more than %d points", maxWorkspacePoints)
		}
		if len(s.Points) == 0 || !(s.Width > 0 && s.Width <= 1) {
			return message.Errorf("stroke %d has %d points and the width %g", i+1, len(s.Points), s.Width)
		}
		for _, p := range s.Points {
			if math.Abs(p.X) > maxOffPad || math.Abs(p.Y) > maxOffPad {
				return message.Errorf("stroke %d leaves the pad by far", i+1)
			}
		}
	}
	return b.Settings.Validate(60000)
}
