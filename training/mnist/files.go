package mnist

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"digitpad/network/message"
	"digitpad/training/datafile"
	"digitpad/training/dataset"
)

// ErrNotFound says that the user has named no folder and that the cache has no MNIST: a
// program should offer the download.
var ErrNotFound = message.Errorf("MNIST is not on this computer yet: download it (11 MB), " +
	"or name the folder that has its four files, with --data or in DIGITPAD_DATA")

// CacheDir is the folder of downloaded digits: digitpad/mnist in the user's cache
// directory. It need not exist.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", message.Errorf("no place to keep MNIST: %w", err)
	}
	return filepath.Join(dir, "digitpad", "mnist"), nil
}

// Locate returns the file or folder to Load from: dir if it is not empty, else the
// environment's DIGITPAD_DATA if that is set, else CacheDir. One that the user has named
// and that has no digits is an error that says what is missing; an incomplete cache is
// ErrNotFound.
func Locate(dir string) (string, error) {
	if dir == "" {
		dir = os.Getenv("DIGITPAD_DATA")
	}
	if dir != "" {
		if err := datafile.Find(dir); err != nil {
			return "", err
		}
		return dir, nil
	}
	dir, err := CacheDir()
	if err != nil {
		return "", err
	}
	if err := datafile.Find(dir); errors.Is(err, fs.ErrNotExist) {
		return "", ErrNotFound
	} else if err != nil {
		return "", err
	}
	return dir, nil
}

// Load reads the digits at dir; see datafile.Load.
func Load(dir string) (train, test *dataset.Dataset, err error) {
	d, err := datafile.Load(context.Background(), dir, datafile.Options{})
	if err != nil {
		return nil, nil, err
	}
	return d.Train, d.Test, nil
}
