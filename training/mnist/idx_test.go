package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"digitpad/training/dataset"
)

// idx lays out the contents of an IDX file.
func idx(magic uint32, dims []uint32, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, magic)
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, d)
	}
	return append(b, data...)
}

func imagesFile(images []byte) []byte {
	return idx(imagesMagic, []uint32{uint32(len(images) / dataset.Pixels), 28, 28}, images)
}

func labelsFile(labels []byte) []byte {
	return idx(labelsMagic, []uint32{uint32(len(labels))}, labels)
}

func gzipped(contents []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(contents)
	z.Close()
	return b.Bytes()
}

// noise is n bytes that do not compress, the same for the same n.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}

func TestReadWhatIsWhole(t *testing.T) {
	images, labels := noise(3*dataset.Pixels), []byte{7, 2, 1}
	for name, encode := range map[string]func([]byte) []byte{"plain": bytes.Clone, "gzipped": gzipped} {
		if got, err := ReadImages(bytes.NewReader(encode(imagesFile(images)))); err != nil || !bytes.Equal(got, images) {
			t.Errorf("%s images: got %d bytes, %v", name, len(got), err)
		}
		if got, err := ReadLabels(bytes.NewReader(encode(labelsFile(labels)))); err != nil || !bytes.Equal(got, labels) {
			t.Errorf("%s labels: got %d, %v", name, got, err)
		}
	}
}

// TestReadGrows crosses the size at which readFull starts to double.
func TestReadGrows(t *testing.T) {
	labels := noise(5<<20 + 3)
	got, err := ReadLabels(bytes.NewReader(labelsFile(labels)))
	if err != nil || !bytes.Equal(got, labels) {
		t.Errorf("got %d bytes, %v; want %d", len(got), err, len(labels))
	}
}

// refused are files that neither reader accepts.
var refused = []struct {
	name   string
	file   []byte
	images string // what the error of ReadImages says
}{
	{"empty", nil, "empty"},
	{"one byte", []byte{0}, "cut short"},
	{"web page", []byte("<!DOCTYPE html><html>"), "not an IDX file"},
	{"other type of entry", idx(0x0d03, []uint32{1, 28, 28}, make([]byte, 4*784)), "not an IDX file"},
	{"header only in part", imagesFile(noise(784))[:10], "cut short"},
	{"27 rows", idx(imagesMagic, []uint32{1, 27, 28}, make([]byte, 27*28)), "27×28"},
	{"28 rows of 32", idx(imagesMagic, []uint32{1, 28, 32}, make([]byte, 28*32)), "28×32"},
	{"no examples", idx(imagesMagic, []uint32{0, 28, 28}, nil), "no examples"},
	{"more than 1 GiB", idx(imagesMagic, []uint32{1<<32 - 1, 28, 28}, nil), "more than"},
	{"one image missing", idx(imagesMagic, []uint32{3, 28, 28}, noise(2*784)), "after 2 of 3 examples"},
	{"half an image missing", imagesFile(noise(784))[:500], "cut short"},
	{"a byte too many", append(imagesFile(noise(784)), 0), "more bytes follow"},
	{"a byte too many, gzipped", gzipped(append(imagesFile(noise(784)), 0)), "more bytes follow"},
	{"gzip header cut", gzipped(imagesFile(noise(784)))[:5], "cut short"},
	{"gzip cut", gzipped(imagesFile(noise(784)))[:300], "cut short"},
	{"gzip without its checksum", gzipped(imagesFile(noise(784)))[:len(gzipped(imagesFile(noise(784))))-8], "cut short"},
	{"gzip with a wrong checksum", flip(gzipped(imagesFile(noise(784))), -6), "damaged"},
	{"gzip and more", append(gzipped(imagesFile(noise(784))), "more"...), "cut short"},
	{"gzip and much more", append(gzipped(imagesFile(noise(784))), "much more than a header"...), "damaged"},
	{"gzip in gzip", gzipped(gzipped(imagesFile(noise(784)))), "not an IDX file"},
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
		if got, err := ReadImages(bytes.NewReader(f.file)); err == nil || got != nil || !strings.Contains(err.Error(), f.images) {
			t.Errorf("%s: ReadImages gives %d bytes and %v, want an error with %q", f.name, len(got), err, f.images)
		}
		if got, err := ReadLabels(bytes.NewReader(f.file)); err == nil || got != nil {
			t.Errorf("%s: ReadLabels accepts it", f.name)
		}
	}
	if _, err := ReadImages(bytes.NewReader(labelsFile(noise(9)))); err == nil || !strings.Contains(err.Error(), "holds labels") {
		t.Errorf("labels for images: %v", err)
	}
	if _, err := ReadLabels(bytes.NewReader(imagesFile(noise(784)))); err == nil || !strings.Contains(err.Error(), "holds images") {
		t.Errorf("images for labels: %v", err)
	}
}

// TestReadTrustsNoClaim: neither a header that promises a gigabyte nor a gzip
// file that unpacks to far more than its header says costs memory.
func TestReadTrustsNoClaim(t *testing.T) {
	const enough = 4 << 20
	files := map[string][]byte{
		"promises more than comes": idx(imagesMagic, []uint32{maxContents / dataset.Pixels, 28, 28}, noise(100)),
		"unpacks to more":          gzipped(append(imagesFile(noise(784)), make([]byte, 16<<20)...)),
	}
	for name, file := range files {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ReadImages(bytes.NewReader(file))
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
	_, err := ReadImages(io.MultiReader(bytes.NewReader(imagesFile(noise(784))), rest))
	if err == nil || rest.Len() < 1<<19 {
		t.Errorf("read all but %d bytes of the 1 MiB behind the images (%v)", rest.Len(), err)
	}
}

// FuzzRead checks that whatever a reader accepts, it has read in full and
// exactly.
func FuzzRead(f *testing.F) {
	for _, file := range refused {
		f.Add(file.file)
	}
	f.Add(imagesFile(noise(2 * 784)))
	f.Add(gzipped(imagesFile(noise(784))))
	f.Add(labelsFile([]byte{5, 0, 4}))
	f.Add(gzipped(labelsFile([]byte{5, 0, 4})))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, kind := range []struct {
			read   func(io.Reader) ([]byte, error)
			layout func([]byte) []byte
		}{{ReadImages, imagesFile}, {ReadLabels, labelsFile}} {
			data, err := kind.read(bytes.NewReader(file))
			if err != nil {
				if data != nil {
					t.Errorf("an error (%v) and %d bytes", err, len(data))
				}
				continue
			}
			contents := file
			if isGzip(file) {
				z, err := gzip.NewReader(bytes.NewReader(file))
				if err != nil {
					t.Fatal(err)
				}
				if contents, err = io.ReadAll(z); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(kind.layout(data), contents) {
				t.Errorf("%d bytes were read, which are not those of the file", len(data))
			}
		}
	})
}
