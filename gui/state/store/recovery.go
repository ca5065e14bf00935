package store

import (
	"os"

	"digitpad/training"
)

// A run outlives the program: while it goes on, its checkpoints are written to
// runningFile, which is gone when it is over. What a start finds there is a run
// that was interrupted. It becomes interruptedFile, which a new run leaves alone,
// and the Train tab offers to continue it. Each of several windows has files of its
// own; see slot.

// The files in the slot.
const (
	RunningFile     = "running.safetensors"
	InterruptedFile = "interrupted.safetensors"
	Damaged         = ".damaged" // behind the name of a file that cannot be read
)

func InspectCheckpoint(path string) (training.CheckpointInfo, error) {
	file, err := os.Open(path)
	if err != nil {
		return training.CheckpointInfo{}, err
	}
	defer file.Close()
	return training.ReadCheckpointInfo(file)
}
