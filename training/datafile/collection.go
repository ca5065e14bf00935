package datafile

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"digitpad/network/message"
	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

// A collection is four IDX files that belong together: images and labels of the
// training and of the test data.
type collection struct {
	folder string
	prefix string // of its files' names, such as "emnist-digits"; mostly empty
	files  [2]idxPair
}

// idxPair is the names of two files; empty where one is missing.
type idxPair struct{ images, labels string }

// idxName recognises the names of MNIST's files in the ways in which people and
// their browsers keep them: upper-case, a point before idx, marked as a copy, with
// the name of another data set in front.
var (
	idxName  = regexp.MustCompile(`^(.*?)[-_. ]?(train|training|t10k|test|testing)[-_. ](images|labels)([-_. ]?idx\d?)?([-_. ]?(ubyte|int|byte))?$`)
	copyMark = regexp.MustCompile(`( ?\(\d+\)|[ _-]*\bcopy( \d+)?)`)
)

// collections are those in a folder, complete or not, by preference.
func collections(folder string) []*collection {
	entries, _ := os.ReadDir(folder)
	byPrefix := map[string]*collection{}
	var all []*collection
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(folder, e.Name())); err != nil || !info.Mode().IsRegular() {
			continue // some archives unpack into folders with the names of the files
		}
		name := copyMark.ReplaceAllString(strings.ToLower(e.Name()), "")
		m := idxName.FindStringSubmatch(strings.TrimSuffix(name, ".gz"))
		if m == nil {
			continue
		}
		c := byPrefix[m[1]]
		if c == nil {
			c = &collection{folder: folder, prefix: m[1]}
			byPrefix[m[1]] = c
			all = append(all, c)
		}
		h := trainHalf
		if m[2][:2] != "tr" {
			h = testHalf
		}
		to := &c.files[h].images
		if m[3] == "labels" {
			to = &c.files[h].labels
		}
		if *to == "" || len(e.Name()) < len(*to) { // a copy has a longer name
			*to = e.Name()
		}
	}
	slices.SortStableFunc(all, func(a, b *collection) int {
		if order := len(a.missing()) - len(b.missing()); order != 0 {
			return order
		}
		if order := a.rank() - b.rank(); order != 0 {
			return order
		}
		return strings.Compare(a.prefix, b.prefix)
	})
	return all
}

// rank orders collections in one folder: digits first.
func (c *collection) rank() int {
	for i, prefix := range []string{"", "mnist", "emnist-digits", "emnist-mnist"} {
		if c.prefix == prefix {
			return i
		}
	}
	if c.prefix == "emnist-letters" {
		return 9
	}
	return 5
}

// missing are the names of the files that are not there.
func (c *collection) missing() (names []string) {
	front := c.prefix
	if front != "" {
		front += "-"
	}
	halves := [2]string{trainHalf: "train", testHalf: "t10k"}
	if front != "" {
		halves[testHalf] = "test"
	}
	for h, pair := range c.files {
		if pair.images == "" {
			names = append(names, front+halves[h]+"-images-idx3-ubyte[.gz]")
		}
		if pair.labels == "" {
			names = append(names, front+halves[h]+"-labels-idx1-ubyte[.gz]")
		}
	}
	return names
}

// name is what the user reads.
func (c *collection) name() string {
	if split, ok := strings.CutPrefix(c.prefix, "emnist-"); ok {
		if split == "mnist" {
			split = "MNIST"
		}
		return "EMNIST " + split
	}
	if c.prefix != "" {
		return strings.ToUpper(c.prefix)
	}
	folder := c.folder
	if base := strings.ToLower(baseName(folder)); base == "raw" || base == "gzip" {
		folder = filepath.Dir(folder)
	}
	return baseName(folder)
}

// collectionOf is the collection that an IDX file at path belongs to. If its other
// half is incomplete, only the file's own is read. It reports false if the file has
// not such a name.
func collectionOf(path string) (*collection, bool) {
	base := filepath.Base(path)
	folder := filepath.Dir(path)
	name := strings.TrimSuffix(copyMark.ReplaceAllString(strings.ToLower(base), ""), ".gz")
	m := idxName.FindStringSubmatch(name)
	if m == nil || !hasIDX(path) {
		return nil, false
	}
	for _, c := range collections(folder) {
		if c.prefix != m[1] {
			continue
		}
		own := testHalf
		if m[2][:2] == "tr" {
			own = trainHalf
		}
		if m[3] == "images" {
			c.files[own].images = base
		} else {
			c.files[own].labels = base
		}
		if other := &c.files[1-own]; other.images == "" || other.labels == "" {
			*other = idxPair{}
		}
		if c.files[own].labels == "" { // images to be read, as for predict
			return nil, false
		}
		return c, true
	}
	return nil, false
}

// hasIDX reports whether the file is in the IDX format, gzipped or not.
func hasIDX(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	b, err := gunzip.NewReader(f)
	if err != nil {
		return false
	}
	head, _ := b.Peek(4)
	return isIDX(head)
}

// read reads the files.
func (c *collection) read() (name string, s *sets, err error) {
	s = &sets{format: "IDX"}
	var examples [2]set
	var errs [2]error
	var both sync.WaitGroup
	for h, pair := range c.files {
		if pair != (idxPair{}) {
			both.Go(func() { examples[h], errs[h] = c.readPair(pair) })
		}
	}
	both.Wait()
	for h := range examples {
		if errs[h] != nil {
			return "", nil, errs[h]
		}
		if examples[h].len() == 0 {
			continue
		}
		kept, dropped := c.digits(examples[h])
		if dropped > 0 {
			s.notes = append(s.notes, message.New("%d of the %d %s are letters and are left out.", dropped, examples[h].len(), halfOf(h)))
		}
		if err := s.add(halfOf(h), kept); err != nil {
			return "", nil, faulty(filepath.Join(c.folder, c.files[h].labels), err)
		}
	}
	return c.name(), s, nil
}

// readPair reads images and labels.
func (c *collection) readPair(p idxPair) (set, error) {
	imagesPath, labelsPath := filepath.Join(c.folder, p.images), filepath.Join(c.folder, p.labels)
	images, err := readArray(imagesPath, "images")
	if err != nil {
		return set{}, err
	}
	var s set
	transposed := strings.HasPrefix(c.prefix, "emnist")
	if images.grey() && !transposed {
		s.packed = images.packed
	} else if s.images, err = images.images(); err != nil {
		return set{}, faulty(imagesPath, err)
	}
	labels, err := readArray(labelsPath, "labels")
	if err != nil {
		return set{}, err
	}
	if s.labels, err = labels.labels(); err != nil {
		return set{}, faulty(labelsPath, err)
	}
	if n := s.count(); n != s.len() {
		return set{}, message.Errorf("%s holds %d images, but %s holds %d labels; they do not belong together", imagesPath, n, labelsPath, s.len())
	}
	if transposed {
		transpose(s.images)
	}
	return s, nil
}

// readArray reads one file.
func readArray(path, what string) (*array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	a, err := readIDX(f, what)
	if err != nil {
		return nil, faulty(path, err)
	}
	return a, nil
}

// mixedSplits are the splits of EMNIST that have letters behind the digits 0 to 9.
var mixedSplits = []string{"emnist-balanced", "emnist-byclass", "emnist-bymerge"}

// digits are the examples that are digits, and how many others there are.
func (c *collection) digits(all set) (kept set, dropped int) {
	if !slices.Contains(mixedSplits, c.prefix) {
		return all, 0
	}
	for i, label := range all.labels {
		if label > 9 {
			dropped++
			continue
		}
		kept.images = append(kept.images, all.images[i*dataset.Pixels:(i+1)*dataset.Pixels]...)
		kept.labels = append(kept.labels, label)
	}
	return kept, dropped
}
