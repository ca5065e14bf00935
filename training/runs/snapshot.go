package runs

import (
	"bytes"
	"os"

	"digitpad/network/codec"
	"digitpad/network/message"
	"digitpad/training/atomicfile"
)

// Snapshot names a network of a run that is stored, in a file beside the run's.
type Snapshot string

// The snapshots. If the best epoch is the last one, only LastEpoch is stored.
const (
	LastEpoch Snapshot = "last"
	BestEpoch Snapshot = "best" // by accuracy on the test data
)

// snapshots lists all snapshots.
var snapshots = []Snapshot{LastEpoch, BestEpoch}

// networkExtension is the extension of a network's file, after the run's ID and the
// snapshot.
const networkExtension = ".safetensors"

// NetworkFile is the path of a run's network.
func (s *Store) NetworkFile(id string, m Snapshot) string {
	return s.path(id, "."+string(m)+networkExtension)
}

// SaveNetwork stores a network of a run, atomically.
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

// networks returns the snapshots of a run that are stored.
func (s *Store) networks(id string) []Snapshot {
	var kept []Snapshot
	for _, m := range snapshots {
		if info, err := os.Stat(s.NetworkFile(id, m)); err == nil && info.Mode().IsRegular() {
			kept = append(kept, m)
		}
	}
	return kept
}
