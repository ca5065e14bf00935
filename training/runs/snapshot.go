package runs

import (
	"bytes"
	"os"

	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/atomicfile"
)

// Snapshot is one of the moments of a run of which the network is kept, in a file
// beside the run's.
type Snapshot string

// The moments. Where the best epoch is the last one, only that is kept.
const (
	LastEpoch Snapshot = "last"
	BestEpoch Snapshot = "best" // by accuracy on the test data
)

// snapshots are all of them.
var snapshots = []Snapshot{LastEpoch, BestEpoch}

// networkExtension is that of a network's file, behind the run's ID and the
// moment.
const networkExtension = ".safetensors"

// NetworkFile is where the network of a run is kept.
func (s *Store) NetworkFile(id string, m Snapshot) string {
	return s.path(id, "."+string(m)+networkExtension)
}

// SaveNetwork keeps the network of a run as it was at a moment, whole or not at
// all.
func (s *Store) SaveNetwork(id string, m Snapshot, model codec.Model) error {
	var file bytes.Buffer
	if err := codec.WriteSafetensors(&file, model); err != nil {
		return message.Errorf("the run's network cannot be kept: %w", err)
	}
	if err := os.MkdirAll(s.folder, 0o777); err != nil {
		return message.Errorf("the run's network cannot be kept: %w", err)
	}
	if err := atomicfile.Write(s.NetworkFile(id, m), &file); err != nil {
		return message.Errorf("the run's network cannot be kept: %w", err)
	}
	return nil
}

// networks are the moments of which a run's network is kept.
func (s *Store) networks(id string) []Snapshot {
	var kept []Snapshot
	for _, m := range snapshots {
		if info, err := os.Stat(s.NetworkFile(id, m)); err == nil && info.Mode().IsRegular() {
			kept = append(kept, m)
		}
	}
	return kept
}
