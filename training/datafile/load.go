package datafile

import (
	"context"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/filetype"
	"digitpad/training/internal/gunzip"
)

// Options are how a file is read.
type Options struct {
	// Cache is the folder that keeps what was made of folders of pictures, which
	// take long to read; none if it is empty.
	Cache string

	// Progress, unless nil, is told how many pictures of a folder have been read.
	// It is called from several goroutines, one at a time.
	Progress func(done, total int)
}

// Extensions are the ends of the names of files that Load reads, gzipped ones among them.
var Extensions = []string{".csv", ".npz", ".pkl", ".gz", ".idx3-ubyte", ".idx1-ubyte"}

// Digits are the examples of a file or folder.
type Digits struct {
	Train, Test *dataset.Dataset
	Format      string            // "IDX", "CSV", "NumPy archive", "pickle", "pictures"
	HeldOut     bool              // there is no test data of its own: Test is every seventh example
	Notes       []message.Message // sentences about what was left out or chosen
}

// Load reads the examples at path: a file, a folder, or one of the files of a set.
// The datasets are called "MNIST training images" and "MNIST test images" if they
// are MNIST's, bit for bit, and otherwise after the file. Where nothing is found the
// error is an fs.ErrNotExist, and otherwise it says what is wrong with which file.
func Load(ctx context.Context, path string, o Options) (*Digits, error) {
	name, s, err := read(ctx, path, o)
	if err != nil {
		return nil, err
	}
	if len(s.unlabelled) > 0 {
		return nil, message.Errorf("%s: its %d images have no labels: 'digitpad predict' reads them, but nothing can be learned or measured without", path, len(s.unlabelled)/dataset.Pixels)
	}
	d := &Digits{Format: s.format, Notes: s.notes}
	names := [2]string{name + " " + trainHalf.String(), name + " " + testHalf.String()}
	switch a, b := &s.halves[trainHalf], &s.halves[testHalf]; {
	case a.len() == 0: // a file of test data
		*a, *b = *b, set{}
		fallthrough
	case b.len() == 0:
		if a.len() < heldOut {
			*b = *a // too few to hold one out
			d.Notes = append(d.Notes, message.New("%d examples are too few to hold some out: training and test data are the same.", a.len()))
			break
		}
		d.HeldOut = true
		s.split()
		names[testHalf] = name + " held-out images"
	}
	var made [2]*dataset.Dataset
	var group errgroup.Group
	for h, half := range s.halves {
		known := make(chan bool, 1)
		go func() { known <- half.isMNIST(halfOf(h)) }()
		group.Go(func() (err error) {
			made[h], err = half.dataset(names[h])
			if <-known && err == nil {
				made[h].Rename("MNIST " + halfOf(h).String())
			}
			return err
		})
	}
	err = group.Wait()
	d.Train, d.Test = made[trainHalf], made[testHalf]
	return d, err
}

func halfOf(i int) half { return half(i) }

// ReadImages reads the images of one file or folder in the order in which they
// stand there, n×784 bytes, and their labels; nil if it has none.
func ReadImages(ctx context.Context, path string, o Options) (images, labels []byte, err error) {
	_, s, err := read(ctx, path, o)
	if err != nil {
		return nil, nil, err
	}
	images, labels = s.all()
	return images, labels, nil
}

// read reads what is at path and says what the user calls it.
func read(ctx context.Context, path string, o Options) (name string, s *sets, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, unseen(path, err)
	}
	if info.IsDir() {
		return readFolder(ctx, path, o)
	}
	if c, ok := collectionOf(path); ok {
		return c.read()
	}
	s, err = readFile(path)
	return baseName(path), s, err
}

// readFile reads a file that holds images and labels.
func readFile(path string) (*sets, error) {
	kind, err := typeOf(path)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s, err := readContents(f, kind.Format)
	if err != nil {
		return nil, faulty(path, err)
	}
	return s, nil
}

// typeOf says what a file is, and refuses what holds no data set.
func typeOf(path string) (filetype.Type, error) {
	kind, err := filetype.OfFile(path)
	if err != nil {
		return kind, err
	}
	if err := kind.Want(message.New("a data set"), filetype.Dataset); err != nil {
		return kind, message.Errorf("%s: %w; digitpad reads IDX, CSV, NumPy archives, Nielsen's pickle, and folders of pictures by class", path, err)
	}
	return kind, nil
}

// readContents reads a file of a format.
func readContents(f *os.File, format string) (*sets, error) {
	if format == filetype.NPZ {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		return readNPZ(f, info.Size())
	}
	b, err := gunzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	switch format {
	case filetype.IDX:
		a, err := readIDX(b, "images")
		if err != nil {
			return nil, err
		}
		images, err := a.images()
		return &sets{format: "IDX", unlabelled: images}, err
	case filetype.Pickle:
		return readPickle(b)
	case filetype.CSV:
		return readCSV(b)
	}
	panic("datafile: no reader for " + format)
}

// faulty is the error for a file that cannot be used.
func faulty(path string, err error) error {
	return message.Errorf("%s: %w; replace the file or choose another", path, err)
}

// baseName is what the user calls a file or folder.
func baseName(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return filepath.Base(path)
}
