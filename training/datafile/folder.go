package datafile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"digitpad/network/message"
)

// readFolder reads what a folder holds: IDX files in it or where MNIST, torchvision
// and EMNIST's archive put them below it; one file of another format, or a training
// and a test file; folders of pictures by class.
func readFolder(ctx context.Context, folder string, o Options) (name string, s *sets, err error) {
	c, incomplete := findCollection(folder)
	if c != nil {
		name, s, err := c.read()
		if err == nil {
			if others := c.others(); len(others) > 0 {
				s.notes = append(s.notes, message.New("%s is read; the folder also has %s, which opens by naming one of its files.", c.name(), strings.Join(others, ", ")))
			}
		}
		return name, s, err
	}
	if s, err := readTables(folder); s != nil || err != nil {
		return baseName(folder), s, err
	}
	p, err := findPictures(folder)
	if err != nil {
		return "", nil, err
	}
	if p != nil {
		s, err := p.read(ctx, o)
		return baseName(folder), s, err
	}
	if incomplete != nil {
		return "", nil, incomplete
	}
	return "", nil, nothingIn(folder)
}

// Find reports whether there is something to Load at path, by the names of the files in
// a folder, or by the first bytes of a file. Otherwise the error says what is missing,
// and is mostly an fs.ErrNotExist.
func Find(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return unseen(path, err)
	case !info.IsDir():
		_, err := typeOf(path)
		return err
	}
	c, incomplete := findCollection(path)
	if c != nil {
		return nil
	}
	if training, _, err := tables(path); err != nil || training != "" {
		return err
	}
	if p, err := findPictures(path); err != nil || p != nil {
		return err
	}
	if incomplete != nil {
		return incomplete
	}
	return nothingIn(path)
}

// absent is an fs.ErrNotExist that says what is not there, and no more.
type absent struct{ error }

// Is is for errors.Is.
func (absent) Is(target error) bool { return target == fs.ErrNotExist }

// Message implements message.Messenger.
func (a absent) Message() message.Message { return message.Of(a.error) }

// unseen is the error for a path of which the system says nothing but err.
func unseen(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return absent{message.Errorf("%s is not there", path)}
	}
	return err
}

// nothingIn is the error for a folder without digits.
func nothingIn(folder string) error {
	return absent{message.Errorf("%s has no dataset, neither itself nor in mnist or raw below it: train-images-idx3-ubyte[.gz] and its three companions, "+
		"a CSV, an .npz or a .pkl.gz, or pictures in folders 0 to 9", folder)}
}

// findCollection looks for a complete collection in a folder and below it. The error
// says what an incomplete one lacks.
func findCollection(folder string) (*collection, error) {
	var incomplete error
	for _, folder := range places(folder) {
		all := collections(folder)
		if len(all) == 0 {
			continue
		}
		lacks := all[0].missing()
		if len(lacks) == 0 {
			return all[0], nil
		}
		if incomplete == nil {
			incomplete = absent{message.Errorf("%s lacks %s", folder, strings.Join(lacks, ", "))}
		}
	}
	return nil, incomplete
}

// others are the names of the complete collections beside c.
func (c *collection) others() (names []string) {
	for _, other := range collections(c.folder) {
		if other.prefix != c.prefix && len(other.missing()) == 0 {
			names = append(names, other.name())
		}
	}
	return names
}

// places are the folders in which the files may lie: the folder itself, MNIST/raw
// below it as torchvision has it, and the like.
func places(folder string) []string {
	all := []string{folder}
	below := func(folder string, wanted func(string) bool) (found []string) {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			if wanted(strings.ToLower(e.Name())) {
				if info, err := os.Stat(filepath.Join(folder, e.Name())); err == nil && info.IsDir() {
					found = append(found, filepath.Join(folder, e.Name()))
				}
			}
		}
		return found
	}
	raw := func(name string) bool { return name == "raw" || name == "gzip" }
	sets := below(folder, func(name string) bool { return strings.Contains(name, "mnist") })
	slices.SortStableFunc(sets, func(a, b string) int { return len(filepath.Base(a)) - len(filepath.Base(b)) }) // mnist before emnist
	for _, at := range append([]string{folder}, sets...) {
		if at != folder {
			all = append(all, at)
		}
		all = append(all, below(at, raw)...)
	}
	return all
}

// tables are a folder's one file of another format than IDX, or its two if their names
// say which is the test data. Training is empty if there is none.
func tables(folder string) (training, test string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", "", err
	}
	var tests, others []string
	for _, e := range entries {
		name := strings.TrimSuffix(strings.ToLower(e.Name()), ".gz")
		if e.IsDir() || !slices.Contains([]string{".csv", ".npz", ".pkl"}, filepath.Ext(name)) || strings.Contains(name, "submission") {
			continue
		}
		if strings.Contains(name, "test") {
			tests = append(tests, e.Name())
		} else {
			others = append(others, e.Name())
		}
	}
	if len(others) == 0 {
		tests, others = nil, tests
	}
	switch {
	case len(others) == 0:
		return "", "", nil
	case len(others) > 1 || len(tests) > 1:
		return "", "", message.Errorf("%s has several data sets: %s; name the file", folder, strings.Join(append(others, tests...), ", "))
	case len(tests) == 0:
		return others[0], "", nil
	}
	return others[0], tests[0], nil
}

// readTables reads the tables of a folder. It returns nil if there are none.
func readTables(folder string) (*sets, error) {
	training, test, err := tables(folder)
	if training == "" || err != nil {
		return nil, err
	}
	s, err := readFile(filepath.Join(folder, training))
	if err != nil || test == "" || s.halves[testHalf].len() > 0 {
		return s, err
	}
	t, err := readFile(filepath.Join(folder, test))
	switch {
	case err != nil:
		return nil, err
	case len(t.unlabelled) > 0: // Kaggle keeps the labels of its test data to itself
		s.notes = append(s.notes, message.New("%s has no labels and is left out.", test))
		return s, nil
	}
	return s, s.add(testHalf, t.halves[trainHalf])
}
