package mnist

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"digitpad/training/dataset"
)

// ErrNotFound says that the user has named no folder and that the cache has no
// MNIST yet: the moment to offer the download.
var ErrNotFound = errors.New("MNIST is not on this computer yet: download it (11 MB), " +
	"or name the folder that has its four files, with --data or in DIGITPAD_DATA")

// CacheDir is the folder in which downloaded digits are kept: digitpad/mnist in
// the user's cache, by the custom of the system. It need not exist.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no place to keep MNIST: %w", err)
	}
	return filepath.Join(dir, "digitpad", "mnist"), nil
}

// Locate returns the folder to Load from: dir if it is not empty, else the
// environment's DIGITPAD_DATA if that is set, else CacheDir. A folder that the
// user has named and that lacks the files is an error that says which; an
// incomplete cache is ErrNotFound.
func Locate(dir string) (string, error) {
	if dir == "" {
		dir = os.Getenv("DIGITPAD_DATA")
	}
	if dir != "" {
		if _, err := find(dir); err != nil {
			return "", err
		}
		return dir, nil
	}
	dir, err := CacheDir()
	if err != nil {
		return "", err
	}
	if _, err := find(dir); errors.Is(err, fs.ErrNotExist) {
		return "", ErrNotFound
	} else if err != nil {
		return "", err
	}
	return dir, nil
}

// Load reads the four files in dir, or in mnist below it. The datasets are
// called "MNIST training images" and "MNIST test images" if their contents are
// MNIST's, bit for bit, and otherwise after EMNIST or the folder. Labels other
// than 0 to 9 are an error.
func Load(dir string) (train, test *dataset.Dataset, err error) {
	c, err := find(dir)
	if err != nil {
		return nil, nil, err
	}
	var trainErr, testErr error
	var both sync.WaitGroup
	both.Go(func() { train, trainErr = c.load(c.train, originalTrain, "training images") })
	both.Go(func() { test, testErr = c.load(c.test, originalTest, "test images") })
	both.Wait()
	if err := errors.Join(trainErr, testErr); err != nil {
		return nil, nil, err
	}
	return train, test, nil
}

// A collection is four files that belong together.
type collection struct {
	name        string
	transposed  bool
	train, test pair
}

// A pair is the two files that make examples: their paths, or the SHA-256 of
// their decompressed contents in hexadecimal.
type pair struct{ images, labels string }

// The contents of MNIST.
var (
	originalTrain = pair{
		images: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
		labels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
	}
	originalTest = pair{
		images: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
		labels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
	}
)

// conventions are the ways in which the four files are called; name is empty
// where several collections share one.
var conventions = []struct{ name, train, test string }{
	{"", "train", "t10k"},
	{"EMNIST digits", "emnist-digits-train", "emnist-digits-test"},
	{"EMNIST MNIST", "emnist-mnist-train", "emnist-mnist-test"},
}

// find looks for a collection in dir, then in mnist below it. If there is none
// the error is an fs.ErrNotExist.
func find(dir string) (collection, error) {
	if _, err := os.Stat(dir); err != nil {
		return collection{}, fmt.Errorf("the folder of digits: %w", err)
	}
	var incomplete error
	for _, folder := range []string{dir, filepath.Join(dir, "mnist")} {
		for _, convention := range conventions {
			var missing []string
			path := func(what string) string {
				p, ok := spelling(folder, what)
				if !ok {
					missing = append(missing, what+"-ubyte[.gz]")
				}
				return p
			}
			c := collection{
				name:       convention.name,
				transposed: strings.HasPrefix(convention.train, "emnist-"),
				train:      pair{path(convention.train + "-images-idx3"), path(convention.train + "-labels-idx1")},
				test:       pair{path(convention.test + "-images-idx3"), path(convention.test + "-labels-idx1")},
			}
			if len(missing) == 0 {
				if c.name == "" {
					c.name = folderName(folder)
				}
				return c, nil
			}
			if len(missing) < 4 && incomplete == nil {
				incomplete = fmt.Errorf("%s lacks %s: %w", folder, strings.Join(missing, ", "), fs.ErrNotExist)
			}
		}
	}
	if incomplete != nil {
		return collection{}, incomplete
	}
	return collection{}, fmt.Errorf("%s has no dataset, neither itself nor in mnist below it: "+
		"train-images-idx3-ubyte[.gz] and its three companions: %w", dir, fs.ErrNotExist)
}

// spelling returns the path of the file in folder that is called what, such as
// train-images-idx3, in one of the ways in which people keep it.
func spelling(folder, what string) (path string, ok bool) {
	for _, name := range []string{what, strings.Replace(what, "-idx", ".idx", 1)} {
		for _, end := range []string{"-ubyte", "-ubyte.gz"} {
			path := filepath.Join(folder, name+end)
			// Some archives unpack into folders with the names of the files.
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return path, true
			}
		}
	}
	return "", false
}

// folderName is what the user calls folder.
func folderName(folder string) string {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	return filepath.Base(folder)
}

// load reads one half of the collection, of which original is what MNIST's
// would be.
func (c collection) load(p, original pair, half string) (*dataset.Dataset, error) {
	images, imagesSum, err := readFile(p.images, imagesMagic)
	if err != nil {
		return nil, err
	}
	labels, labelsSum, err := readFile(p.labels, labelsMagic)
	if err != nil {
		return nil, err
	}
	if n := len(images) / dataset.Pixels; n != len(labels) {
		return nil, fmt.Errorf("%s holds %d images, but %s holds %d labels; they do not belong together", p.images, n, p.labels, len(labels))
	}
	name := c.name
	if original == (pair{imagesSum, labelsSum}) {
		name = "MNIST"
	}
	if c.transposed {
		transpose(images)
	}
	d, err := dataset.New(name+" "+half, images, labels)
	if err != nil {
		return nil, faulty(p.labels, err)
	}
	return d, nil
}

// readFile reads one file and the SHA-256 of its decompressed contents. All of
// a file is hashed, rather than labels only: it costs a seventh of the
// decompression, and a file of which a byte has changed is not called MNIST.
func readFile(path string, magic uint32) (data []byte, sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	contents, err := decompress(f)
	if err != nil {
		return nil, "", faulty(path, err)
	}
	hash := sha256.New()
	data, err = readIDX(io.TeeReader(contents, hash), magic)
	if err != nil {
		return nil, "", faulty(path, err)
	}
	return data, hex.EncodeToString(hash.Sum(nil)), nil
}

// faulty is the error for a file that cannot be used.
func faulty(path string, err error) error {
	return fmt.Errorf("%s: %w; replace the file or choose another folder", path, err)
}

// transpose turns images that are stored column by column, as EMNIST's are.
func transpose(images []byte) {
	for ; len(images) > 0; images = images[dataset.Pixels:] {
		for row := range dataset.Side {
			for col := range row {
				a, b := row*dataset.Side+col, col*dataset.Side+row
				images[a], images[b] = images[b], images[a]
			}
		}
	}
}
