package datafile

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"digitpad/network/message"
	"digitpad/training/atomicfile"
	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
	"digitpad/training/preprocess"
)

// pictures are picture files in folders by class.
type pictures struct {
	folder string
	files  []picture
}

type picture struct {
	path  string // below folder
	half  half
	label byte
	size  int64
	time  int64
}

// findPictures looks for folders 0 to 9 in a folder, or in those of its folders that
// are called after training and test data. It returns nil if there are none.
func findPictures(folder string) (*pictures, error) {
	p := &pictures{folder: folder}
	if err := p.addClasses("", trainHalf); err != nil {
		return nil, err
	}
	if len(p.files) == 0 {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			name := strings.ToLower(e.Name())
			h := trainHalf
			switch {
			case !e.IsDir():
				continue
			case strings.HasPrefix(name, "test"):
				h = testHalf
			case !strings.HasPrefix(name, "train") && !strings.HasPrefix(name, "val"):
				continue
			}
			if err := p.addClasses(e.Name(), h); err != nil {
				return nil, err
			}
		}
	}
	if len(p.files) == 0 {
		return nil, nil
	}
	return p, nil
}

// addClasses adds the pictures of the folders 0 to 9 below a folder.
func (p *pictures) addClasses(below string, h half) error {
	entries, err := os.ReadDir(filepath.Join(p.folder, below))
	if err != nil {
		return err
	}
	for _, e := range entries {
		label, err := strconv.Atoi(e.Name())
		if err != nil || label < 0 || label > 9 {
			continue
		}
		root := filepath.Join(p.folder, below, e.Name())
		if info, err := os.Stat(root); err != nil || !info.IsDir() {
			continue
		}
		err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(e.Name(), "."), !slices.Contains(preprocess.Formats, strings.ToLower(filepath.Ext(e.Name()))):
				return nil
			}
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() {
				return err
			}
			relative, err := filepath.Rel(p.folder, path)
			if err != nil {
				return err
			}
			p.files = append(p.files, picture{relative, h, byte(label), info.Size(), info.ModTime().UnixNano()})
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(p.files) > gunzip.Max/dataset.Pixels {
		return message.Errorf("%s has more than %d pictures, more than can be read", p.folder, gunzip.Max/dataset.Pixels)
	}
	return nil
}

// read reads the pictures, or what was made of them before. Those that cannot be read
// are left out and noted, unless none can.
func (p *pictures) read(ctx context.Context, o Options) (*sets, error) {
	cached := p.cachePath(o.Cache)
	if cached != "" {
		if s, err := readFile(cached); err == nil {
			s.format = picturesFormat
			return s, nil
		}
	}
	s, err := p.readAll(ctx, o.Progress)
	if err != nil {
		return nil, err
	}
	if cached != "" && len(s.notes) == 0 {
		p.keep(cached, s)
	}
	return s, nil
}

const picturesFormat = "pictures"

// readAll reads all pictures on all cores.
func (p *pictures) readAll(ctx context.Context, progress func(done, total int)) (*sets, error) {
	images := make([]byte, len(p.files)*dataset.Pixels)
	failed := make([]error, len(p.files))
	var next atomic.Int64
	var mu sync.Mutex
	done := 0
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(p.files)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(p.files) {
					return
				}
				failed[i] = readPicture(images[i*dataset.Pixels:][:dataset.Pixels], filepath.Join(p.folder, p.files[i].path))
				if progress != nil {
					mu.Lock()
					done++
					progress(done, len(p.files))
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := &sets{format: picturesFormat}
	var examples [2]set
	unread, first := 0, -1
	for i, f := range p.files {
		if failed[i] != nil {
			if unread++; first < 0 {
				first = i
			}
			continue
		}
		to := &examples[f.half]
		to.images = append(to.images, images[i*dataset.Pixels:][:dataset.Pixels]...)
		to.labels = append(to.labels, f.label)
	}
	if unread > 0 {
		err := message.Errorf("%s: %w", filepath.Join(p.folder, p.files[first].path), failed[first])
		if unread == len(p.files) {
			return nil, err
		}
		s.notes = append(s.notes, message.New("%d of %d pictures cannot be read and are left out; the first is %v.", unread, len(p.files), err))
	}
	for h := range examples {
		if err := s.add(halfOf(h), examples[h]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// readPicture writes to dst what a network receives of a picture file.
func readPicture(dst []byte, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	decoded, err := preprocess.Decode(f)
	if err != nil {
		return err
	}
	pixels := preprocess.Input(decoded)
	copy(dst, pixels[:])
	return nil
}

// cacheVersion changes when pictures are read otherwise.
const cacheVersion = 2

// cachePath is the file that keeps what was made of the pictures as they are now;
// empty without a folder for it.
func (p *pictures) cachePath(folder string) string {
	if folder == "" {
		return ""
	}
	hash := sha256.New()
	fmt.Fprintln(hash, cacheVersion)
	for _, f := range p.files {
		fmt.Fprintf(hash, "%q %d %d\n", f.path, f.size, f.time)
	}
	return filepath.Join(folder, p.cachePrefix()+hex.EncodeToString(hash.Sum(nil)[:16])+".npz")
}

// cachePrefix is the beginning of the names of all that was made of the folder.
func (p *pictures) cachePrefix() string {
	abs, err := filepath.Abs(p.folder)
	if err != nil {
		abs = p.folder
	}
	sum := sha256.Sum256([]byte(abs))
	return hex.EncodeToString(sum[:8]) + "-"
}

// keep writes a file to the cache in place of those of the folder's earlier contents.
// A cache that cannot be written is none, so its errors are no one's.
func (p *pictures) keep(path string, s *sets) {
	folder := filepath.Dir(path)
	if os.MkdirAll(folder, 0o755) != nil {
		return
	}
	if old, err := filepath.Glob(filepath.Join(folder, p.cachePrefix()+"*.npz")); err == nil {
		for _, o := range old {
			os.Remove(o)
		}
	}
	var file bytes.Buffer
	if writeNPZ(&file, s) == nil {
		_ = atomicfile.Write(path, &file)
	}
}

// writeNPZ writes the labelled examples as a NumPy archive with the names that
// Keras gives them.
func writeNPZ(w io.Writer, s *sets) error {
	z := zip.NewWriter(w)
	for h, names := range [2][2]string{trainHalf: {"x_train", "y_train"}, testHalf: {"x_test", "y_test"}} {
		examples := s.halves[h]
		if examples.len() == 0 {
			continue
		}
		n := examples.len()
		if err := writeNPY(z, names[0], fmt.Sprintf("(%d, %d, %d)", n, dataset.Side, dataset.Side), examples.images); err != nil {
			return err
		}
		if err := writeNPY(z, names[1], fmt.Sprintf("(%d,)", n), examples.labels); err != nil {
			return err
		}
	}
	return z.Close()
}

// writeNPY adds an array of bytes to an archive.
func writeNPY(z *zip.Writer, name, shape string, data []byte) error {
	w, err := z.Create(name + ".npy")
	if err != nil {
		return err
	}
	header := "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }"
	const magic, align = "\x93NUMPY", 64 // of the data, as the format wants it
	for (len(magic)+4+len(header)+1)%align != 0 {
		header += " "
	}
	header += "\n"
	head := binary.LittleEndian.AppendUint16(append([]byte(magic), 1, 0), uint16(len(header)))
	if _, err := w.Write(append(head, header...)); err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
