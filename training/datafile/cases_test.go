package datafile

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/assets"
	"digitpad/network/codec"
)

// The small inputs that went wrong for people come out as they should: read, and looked
// at, or refused with a word of what is wrong.
func TestCases(t *testing.T) {
	folder := filepath.Join(os.Getenv("DIGITPAD_DATA"), "cases", "in")
	if _, err := os.Stat(folder); os.Getenv("DIGITPAD_DATA") == "" || err != nil {
		t.Skip("DIGITPAD_DATA names no folder with cases")
	}
	shipped, err := assets.Network(assets.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(shipped))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, err string
		n         int
		findings  []string
	}{
		{path: "blank", n: 400, findings: []string{BlankImages}},
		{path: "emnist-balanced", n: 400},
		{path: "emnist-digits", n: 400},
		{path: "emnist-letters", err: "the label 21, which is not a digit"},
		{path: "emnist-renamed", n: 400, findings: []string{TransposedAxes}},
		{path: "empty", err: "the file is empty"},
		{path: "flat784", n: 400},
		{path: "float-idx", n: 400},
		{path: "html", err: "a page of the web"},
		{path: "hugehdr", err: "claims to hold 4000000000 examples"},
		{path: "inverted", n: 400, findings: []string{LightBackground}},
		{path: "kaggle-train.csv", n: 40},
		{path: "littleendian", err: "not an IDX file"},
		{path: "mismatch", err: "do not belong together"},
		{path: "mnist.npz", n: 100},
		{path: "mnist.pkl.gz", n: 40},
		{path: "one", n: 2},
		{path: "only-ones", n: 150, findings: []string{OneClass}},
		{path: "pngs", n: 40},
		{path: "swapped", err: "labels where images belong"},
		{path: "trailing", err: "more bytes follow"},
		{path: "trunc", err: "the file is cut short"},
		{path: "usps16", err: "16×16 pixels"},
		{path: "zero", err: "holds no examples"},
	} {
		d, err := Load(context.Background(), filepath.Join(folder, c.path), Options{})
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: the error is %v, want %q", c.path, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		var kinds []string
		for _, f := range Inspect(model.Network, d.Train, d.Test).Findings {
			kinds = append(kinds, f.Kind)
		}
		if n := d.Train.Len() + d.Test.Len(); n != c.n || !slices.Equal(kinds, c.findings) {
			t.Errorf("%s: %d examples and %q, want %d and %q", c.path, n, kinds, c.n, c.findings)
		}
	}
}
