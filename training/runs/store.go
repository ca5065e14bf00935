package runs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"digitpad/network/message"
	"digitpad/training/atomicfile"
)

// Store is a folder of runs. Its methods may be called from any goroutine.
type Store struct{ folder string }

// NewStore is the store in a folder, which is made when the first run is saved.
func NewStore(folder string) *Store { return &Store{folder} }

// extension is that of a run's file; deleted is appended to that of a deleted run.
const (
	extension = ".json"
	deleted   = ".deleted"
)

// largest is how long a run's file may be, in bytes: far more than that of a run
// of the most epochs that settings allow.
const largest = 64 << 20

// Load reads all runs, the earliest first. The error joins what is wrong with files that
// cannot be read; they stay where they are, and the other runs are returned nevertheless.
func (s *Store) Load() ([]Run, error) {
	entries, err := os.ReadDir(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, message.Errorf("the kept runs cannot be read: %w", err)
	}
	var all []Run
	var wrong []error
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), extension)
		if !ok || e.IsDir() {
			continue
		}
		r, err := s.read(id)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b Run) int { return a.Started.Compare(b.Started) })
	return all, errors.Join(wrong...)
}

func (s *Store) read(id string) (Run, error) {
	path := s.path(id, extension)
	info, err := os.Stat(path)
	if err != nil {
		return Run{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > largest {
		return Run{}, message.Errorf("%s is no kept run: it is not a file of at most %d bytes", path, largest)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Run{}, err
	}
	r, err := Decode(data)
	if err != nil {
		return Run{}, message.Errorf("%s: %w; move it away to be rid of this message", path, err)
	}
	r.ID, r.Networks = id, s.networks(id)
	return r, nil
}

// Decode reads a run's file.
func Decode(data []byte) (Run, error) {
	var r Run
	if err := json.Unmarshal(data, &r); err != nil {
		return Run{}, message.Errorf("no kept run: %w", err)
	}
	if r.Examples < 1 {
		return Run{}, message.Errorf("no kept run: it says that it was trained on %d examples", r.Examples)
	}
	if err := r.Settings.Validate(r.Examples); err != nil {
		return Run{}, message.Errorf("no kept run: %w", err)
	}
	for i, l := range r.Records {
		if l.Number < 0 || l.Iterations < 0 || l.Seconds < 0 || i > 0 && l.Number <= r.Records[i-1].Number {
			return Run{}, message.Errorf("no kept run: epoch %d stands in place %d", l.Number, i)
		}
	}
	return r, nil
}

// Save writes a run atomically, and gives it an ID if it has none.
func (s *Store) Save(r *Run) error {
	if err := os.MkdirAll(s.folder, 0o777); err != nil {
		return message.Errorf("the run cannot be kept: %w", err)
	}
	if r.ID == "" {
		r.ID = s.freeID(r.Started)
	}
	data, err := json.Marshal(r)
	if err != nil {
		return message.Errorf("the run cannot be kept: %w", err)
	}
	if err := atomicfile.Write(s.path(r.ID, extension), bytes.NewReader(data)); err != nil {
		return message.Errorf("the run cannot be kept: %w", err)
	}
	return nil
}

// freeID is an unused ID for a run that started then.
func (s *Store) freeID(started time.Time) string {
	base := started.UTC().Format("20060102-150405.000")
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s-%d", base, n)
		if _, err := os.Lstat(s.path(id, extension)); errors.Is(err, fs.ErrNotExist) {
			return id
		}
	}
}

// Delete moves a run and its networks to the trash, until Restore or Empty.
func (s *Store) Delete(id string) error {
	return s.renameAll(id, func(path string) (from, to string) { return path, path + deleted })
}

// Restore brings a deleted run back.
func (s *Store) Restore(id string) error {
	return s.renameAll(id, func(path string) (from, to string) { return path + deleted, path })
}

// renameAll renames the files of a run and of its networks.
func (s *Store) renameAll(id string, names func(path string) (from, to string)) error {
	if err := os.Rename(names(s.path(id, extension))); err != nil {
		return err
	}
	var wrong []error
	for _, m := range snapshots {
		if err := os.Rename(names(s.NetworkFile(id, m))); !errors.Is(err, fs.ErrNotExist) {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

// Empty removes what was deleted for good.
func (s *Store) Empty() error {
	atomicfile.RemoveTemp(s.folder) // what was left half written
	away, err := filepath.Glob(filepath.Join(s.folder, "*"+deleted))
	for _, path := range away {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// path is that of a run's file with an extension.
func (s *Store) path(id, extension string) string { return filepath.Join(s.folder, id+extension) }
