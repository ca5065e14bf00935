package datafile

import (
	"bytes"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

const (
	labelsMagic = 0x801
	imagesMagic = 0x803
)

// layout is the contents of an IDX file.
func layout(magic uint32, dims []uint32, data []byte) []byte {
	return idx(byte(magic>>8), data, dims...)
}

// readIDXImages reads a file of images.
func readIDXImages(r io.Reader) ([]byte, error) {
	a, err := readIDX(r, "images")
	if err != nil {
		return nil, err
	}
	return a.images()
}

// readIDXLabels reads a file of labels.
func readIDXLabels(r io.Reader) ([]byte, error) {
	a, err := readIDX(r, "labels")
	if err != nil {
		return nil, err
	}
	return a.labels()
}

// noise is n bytes that do not compress, the same for the same n.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}

func TestReadWhatIsWhole(t *testing.T) {
	images, labels := noise(3*dataset.Pixels), []byte{7, 2, 1}
	for name, encode := range map[string]func([]byte) []byte{"plain": bytes.Clone, "gzipped": zipped} {
		if got, err := readIDXImages(bytes.NewReader(encode(idxImages(images)))); err != nil || !bytes.Equal(got, images) {
			t.Errorf("%s images: got %d bytes, %v", name, len(got), err)
		}
		if got, err := readIDXLabels(bytes.NewReader(encode(idxLabels(labels)))); err != nil || !bytes.Equal(got, labels) {
			t.Errorf("%s labels: got %d, %v", name, got, err)
		}
	}
}

// TestReadGrows crosses the size at which readFull starts to double.
func TestReadGrows(t *testing.T) {
	labels := noise(5<<20 + 3)
	got, err := readIDXLabels(bytes.NewReader(idxLabels(labels)))
	if err != nil || !bytes.Equal(got, labels) {
		t.Errorf("got %d bytes, %v; want %d", len(got), err, len(labels))
	}
}

// refused are files that neither reader accepts.
var refused = []struct {
	name   string
	file   []byte
	images string // what the error says, read as images
}{
	{"empty", nil, "empty"},
	{"one byte", []byte{0}, "cut short"},
	{"web page", []byte("<!DOCTYPE html><html>"), "page of the web"},
	{"unknown type of entry", layout(0x0a03, []uint32{1, 28, 28}, make([]byte, 4*784)), "not an IDX file"},
	{"header only in part", idxImages(noise(784))[:10], "cut short"},
	{"27 rows", layout(imagesMagic, []uint32{1, 27, 28}, make([]byte, 27*28)), "27×28"},
	{"28 rows of 32", layout(imagesMagic, []uint32{1, 28, 32}, make([]byte, 28*32)), "28×32"},
	{"no examples", layout(imagesMagic, []uint32{0, 28, 28}, nil), "no examples"},
	{"more than 1 GiB", layout(imagesMagic, []uint32{1<<32 - 1, 28, 28}, nil), "more than"},
	{"one image missing", layout(imagesMagic, []uint32{3, 28, 28}, noise(2*784)), "after 2 of 3 examples"},
	{"half an image missing", idxImages(noise(784))[:500], "cut short"},
	{"a byte too many", append(idxImages(noise(784)), 0), "more bytes follow"},
	{"a byte too many, gzipped", zipped(append(idxImages(noise(784)), 0)), "more bytes follow"},
	{"gzip header cut", zipped(idxImages(noise(784)))[:5], "cut short"},
	{"gzip cut", zipped(idxImages(noise(784)))[:300], "cut short"},
	{"gzip without its checksum", zipped(idxImages(noise(784)))[:len(zipped(idxImages(noise(784))))-8], "cut short"},
	{"gzip with a wrong checksum", flip(zipped(idxImages(noise(784))), -6), "damaged"},
	{"gzip and more", append(zipped(idxImages(noise(784))), "more"...), "cut short"},
	{"gzip and much more", append(zipped(idxImages(noise(784))), "much more than a header"...), "damaged"},
	{"gzip in gzip", zipped(zipped(idxImages(noise(784)))), "not an IDX file"},
}

// flip returns b with a bit of its i-th byte, from the end if negative, changed.
func flip(b []byte, i int) []byte {
	if i < 0 {
		i += len(b)
	}
	b[i] ^= 1
	return b
}

func TestReadRefuses(t *testing.T) {
	for _, f := range refused {
		if got, err := readIDXImages(bytes.NewReader(f.file)); err == nil || got != nil || !strings.Contains(err.Error(), f.images) {
			t.Errorf("%s: readIDXImages gives %d bytes and %v, want an error with %q", f.name, len(got), err, f.images)
		}
		if got, err := readIDXLabels(bytes.NewReader(f.file)); err == nil || got != nil {
			t.Errorf("%s: readIDXLabels accepts it", f.name)
		}
	}
	if _, err := readIDXImages(bytes.NewReader(idxLabels(noise(9)))); err == nil || !strings.Contains(err.Error(), "holds labels") {
		t.Errorf("labels for images: %v", err)
	}
	if _, err := readIDXLabels(bytes.NewReader(idxImages(noise(784)))); err == nil || !strings.Contains(err.Error(), "holds images") {
		t.Errorf("images for labels: %v", err)
	}
}

// TestReadTrustsNoClaim: neither a header that promises a gigabyte nor a gzip
// file that unpacks to far more than its header says costs memory.
func TestReadTrustsNoClaim(t *testing.T) {
	const enough = 4 << 20
	files := map[string][]byte{
		"promises more than comes": layout(imagesMagic, []uint32{gunzip.Max / dataset.Pixels, 28, 28}, noise(100)),
		"unpacks to more":          zipped(append(idxImages(noise(784)), make([]byte, 16<<20)...)),
	}
	for name, file := range files {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readIDXImages(bytes.NewReader(file))
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > enough {
			t.Errorf("%s: took %d bytes of memory, want at most %d", name, took, enough)
		}
	}
}

// TestReadStops: what follows the examples is not read to its end.
func TestReadStops(t *testing.T) {
	rest := bytes.NewReader(noise(1 << 20))
	_, err := readIDXImages(io.MultiReader(bytes.NewReader(idxImages(noise(784))), rest))
	if err == nil || rest.Len() < 1<<19 {
		t.Errorf("read all but %d bytes of the 1 MiB behind the images (%v)", rest.Len(), err)
	}
}

// A file may claim as much as can be read, and not a byte more; it is believed
// only for what comes.
func TestClaims(t *testing.T) {
	for _, c := range []struct {
		claim uint32
		want  string
	}{
		{gunzip.Max, "after 2 of 1073741824 examples: the file is cut short"},
		{gunzip.Max + 1, "claims to hold 1073741825 examples, more than can be read"},
	} {
		if _, err := readIDXLabels(bytes.NewReader(layout(labelsMagic, []uint32{c.claim}, []byte{1, 2}))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d labels: %v, should speak of %q", c.claim, err, c.want)
		}
	}
	if _, err := readIDXImages(bytes.NewReader(layout(imagesMagic, []uint32{1369568, 28, 28}, nil))); err == nil || !strings.Contains(err.Error(), "after 0 of 1369568") {
		t.Errorf("as many images as can be read: %v", err)
	}
	if _, err := readIDXImages(bytes.NewReader(layout(imagesMagic, []uint32{1369569, 28, 28}, nil))); err == nil || !strings.Contains(err.Error(), "more than can be read") {
		t.Errorf("one image more: %v", err)
	}
}
