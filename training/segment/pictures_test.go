package segment_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/inference"
	"digitpad/training/preprocess"
	"digitpad/training/segment"
	"digitpad/training/stats"
	"digitpad/training/synth"
)

// With -full the tests measure on all that they have, and not on a part of it.
var full = flag.Bool("full", false, "measure on all pictures and numbers")

// share is how many of n are tried: all with -full, else one of so many; in short a fifth of
// these.
func share(n, of int) int {
	switch {
	case *full:
		return n
	case testing.Short():
		of *= 5
	}
	return (n + of - 1) / of
}

// shipped is a network that comes with digitpad.
func shipped(t testing.TB, name string) *network.Network {
	t.Helper()
	data, err := assets.Network(name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := codec.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m.Network
}

// newReader is the reader with the networks that come with digitpad.
func newReader(t testing.TB) *segment.Reader {
	t.Helper()
	rejector, err := inference.NewRejector(shipped(t, assets.Rejector), shipped(t, assets.RejectorByDirections))
	if err != nil {
		t.Fatal(err)
	}
	segmenter, err := inference.NewRejector(shipped(t, assets.Segmenter), nil)
	if err != nil {
		t.Fatal(err)
	}
	return segment.NewReader(shipped(t, assets.Shipped), rejector, segmenter)
}

// data is the folder of MNIST, the pen strokes and the photographs.
func data(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("DIGITPAD_DATA")
	if folder == "" {
		t.Skip("DIGITPAD_DATA does not name the folder with MNIST, the pen strokes and photographs")
	}
	return folder
}

// log prints a share with its interval.
func log(t testing.TB, name string, right, n int) {
	t.Helper()
	lo, hi := stats.Wilson(right, n)
	t.Logf("%-32s %4d of %4d  %5.1f %% (95 %%: %.1f to %.1f)", name, right, n, 100*float64(right)/float64(max(n, 1)), 100*lo, 100*hi)
}

// Whatever lies around a digit, however it is lit and ruled, and at every size, it is read
// as it is by its strokes.
func TestScenes(t *testing.T) {
	reader := newReader(t)
	n := share(48, 4)
	for _, c := range scenes {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			right, all := 0, 0
			var wrong misreadings
			for i := range n {
				label := fmt.Sprint(i % 10)
				d := synth.NewWriter(90_000+uint64(i)).Draw(i%10, 0)
				if reader.Drawing(d).String() != label {
					continue
				}
				all++
				side := c.sides[i%len(c.sides)]
				picture := c.take(d, side, rand.New(rand.NewPCG(uint64(i), uint64(side))))
				if got := reader.Picture(picture); got.String() == label {
					right++
				} else {
					wrong.add(picture, label, got)
				}
			}
			wrong.write(t, c.name)
			log(t, c.name, right, all)
			if all-right > max(all*3/100, 1) {
				t.Errorf("%d of %d are read", right, all)
			}
		})
	}
}

// photograph is a picture of the collection, with what it shows and how it was made.
type photograph struct{ file, label, kind string }

func photographs(t testing.TB) (all []photograph) {
	folder := filepath.Join(data(t), "photos")
	f, err := os.Open(filepath.Join(folder, "manifest.tsv"))
	if err != nil {
		t.Skip("DIGITPAD_DATA has no photographs")
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.Comma, rows.LazyQuotes = '\t', true
	table, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table[1:] {
		all = append(all, photograph{filepath.Join(folder, row[0]), row[1], row[2]})
	}
	return all
}

// decode reads a picture file.
func decode(t testing.TB, name string) image.Image {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := preprocess.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

// Real pictures: how many are read, by kind.
func TestPhotographs(t *testing.T) {
	reader := newReader(t)
	right, unsure, all := map[string]int{}, map[string]int{}, map[string]int{}
	var wrong misreadings
	for i, p := range photographs(t) {
		if !*full && p.kind != "multi" && i%4 != 0 || testing.Short() && i%20 != 0 {
			continue
		}
		picture := decode(t, p.file)
		n := reader.Picture(picture)
		all[p.kind]++
		switch got := strings.ReplaceAll(n.String(), "\n", ""); {
		case got == p.label:
			right[p.kind]++
		default:
			if n.IsUncertain() {
				unsure[p.kind]++
			}
			wrong.add(picture, p.label, n)
			t.Logf("%s is read as %q, uncertain %t", filepath.Base(p.file), got, n.IsUncertain())
		}
	}
	wrong.write(t, "photographs")
	least := map[string]float64{"canvas": 0.93, "paint": 0.98, "photo-paper": 0.95, "scan": 0.94, "multi": 0.7}
	for _, kind := range slices.Sorted(func(yield func(string) bool) {
		for k := range all {
			if !yield(k) {
				return
			}
		}
	}) {
		log(t, fmt.Sprintf("%s (%d of the wrong unsure)", kind, unsure[kind]), right[kind], all[kind])
		if float64(right[kind]) < least[kind]*float64(all[kind])-1 {
			t.Errorf("%s: %d of %d are read", kind, right[kind], all[kind])
		}
	}
}
