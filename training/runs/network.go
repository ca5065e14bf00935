package runs

import (
	"bytes"
	"fmt"
	"os"

	"digitpad/network/codec"
	"digitpad/training/whole"
)

// Moment is one of the moments of a run of which the network is kept, in a file
// beside the run's.
type Moment string

// The moments. Where the best epoch is the last one, only that is kept.
const (
	LastEpoch Moment = "last"
	BestEpoch Moment = "best" // by accuracy on the test data
)

// moments are all of them.
var moments = []Moment{LastEpoch, BestEpoch}

// networkExtension is that of a network's file, behind the run's ID and the
// moment.
const networkExtension = ".safetensors"

// NetworkFile is where the network of a run is kept.
func (s *Store) NetworkFile(id string, m Moment) string {
	return s.path(id, "."+string(m)+networkExtension)
}

// SaveNetwork keeps the network of a run as it was at a moment, whole or not at
// all.
func (s *Store) SaveNetwork(id string, m Moment, model codec.Model) error {
	var file bytes.Buffer
	if err := codec.WriteSafetensors(&file, model); err != nil {
		return fmt.Errorf("the run's network cannot be kept: %w", err)
	}
	if err := os.MkdirAll(s.folder, 0o777); err != nil {
		return fmt.Errorf("the run's network cannot be kept: %w", err)
	}
	if err := whole.Write(s.NetworkFile(id, m), &file); err != nil {
		return fmt.Errorf("the run's network cannot be kept: %w", err)
	}
	return nil
}

// networks are the moments of which a run's network is kept.
func (s *Store) networks(id string) []Moment {
	var kept []Moment
	for _, m := range moments {
		if info, err := os.Stat(s.NetworkFile(id, m)); err == nil && info.Mode().IsRegular() {
			kept = append(kept, m)
		}
	}
	return kept
}
