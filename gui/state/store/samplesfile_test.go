package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"digitpad/training/ink"
)

// sample is a digit of mine, told from others by its place.
func sample(label int, x float64) ink.Sample {
	return ink.Sample{Label: label, Writer: "me", Drawing: ink.Drawing{{Width: 0.1, Points: []ink.Point{{X: x, Y: 0.5}, {X: 0.75, Y: 0.25}}}}}
}

func labels(t *testing.T, path string) (all []int) {
	t.Helper()
	list, err := ReadStrokeFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		all = append(all, s.Label)
	}
	return all
}

// Digits are added, changed and deleted in the file, each known by its line; what another
// window has deleted is not missed, and what it has changed meanwhile is there again.
func TestEditSamples(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", SamplesFile)
	one, two, three, four := sample(1, 0.1), sample(2, 0.2), sample(3, 0.3), sample(4, 0.4)
	for _, step := range []struct {
		name  string
		edits []SampleEdit
		want  []int
	}{
		{"three new ones", []SampleEdit{{To: &one}, {To: &two}, {To: &three}}, []int{1, 2, 3}},
		{"the second is another", []SampleEdit{{From: &two, To: &four}}, []int{1, 4, 3}},
		{"the first is gone", []SampleEdit{{From: &one}}, []int{4, 3}},
		{"it is gone already", []SampleEdit{{From: &one}}, []int{4, 3}},
		{"one that is gone is changed", []SampleEdit{{From: &two, To: &one}}, []int{4, 3, 1}},
		{"nothing is done", nil, []int{4, 3, 1}},
		{"the first is another", []SampleEdit{{From: &four, To: &two}}, []int{2, 3, 1}},
	} {
		if err := EditSamples(path, step.edits); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := labels(t, path); !slices.Equal(got, step.want) {
			t.Errorf("%s: the file has %v, want %v", step.name, got, step.want)
		}
	}
	if err := EditSamples(filepath.Join(t.TempDir(), "none", SamplesFile), nil); err != nil {
		t.Error(err)
	}
}

// Where the file cannot be read or written, it stays as it is.
func TestEditSamplesOfABadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), SamplesFile)
	const damaged = "no strokes\n"
	if err := os.WriteFile(path, []byte(damaged), 0o644); err != nil {
		t.Fatal(err)
	}
	one := sample(1, 0.1)
	if err := EditSamples(path, []SampleEdit{{To: &one}}); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("a damaged file is edited: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != damaged {
		t.Errorf("the file is %q, %v", data, err)
	}
	nobody := ink.Sample{Label: 12}
	if err := EditSamples(filepath.Join(t.TempDir(), SamplesFile), []SampleEdit{{To: &nobody}}); err == nil {
		t.Error("a digit without ink is written")
	}
	if err := EditSamples(filepath.Join(path, "below", SamplesFile), []SampleEdit{{To: &one}}); err == nil {
		t.Error("digits are kept below a file")
	}
}

// A file that is not there, or empty, has no digits.
func TestReadStrokeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), SamplesFile)
	if _, err := ReadStrokeFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if list, err := ReadStrokeFile(path); list != nil || err != nil {
		t.Errorf("an empty file: %v, %v", list, err)
	}
}

// Of a damaged file the good lines are kept as they stand; the bad ones go to a file beside
// it, which never replaces an earlier one.
func TestQuarantine(t *testing.T) {
	path := filepath.Join(t.TempDir(), SamplesFile)
	good, other := strokeLine(sample(1, 0.1)), strokeLine(sample(2, 0.2))
	damaged := good + "\n" + "{broken\n" + other + "nonsense\n"
	found := RecoverSamples([]byte(damaged))
	if len(found.Samples) != 2 || found.Samples[1].Label != 2 || found.Err == nil || !strings.HasPrefix(found.Err.Error(), "line 3 of "+SamplesFile+": ") || strings.Contains(found.Err.Error(), "line 1") {
		t.Errorf("%d digits, %v", len(found.Samples), found.Err)
	}
	if whole := RecoverSamples([]byte(good + other)); len(whole.Samples) != 2 || whole.Err != nil {
		t.Errorf("of a good file: %+v", whole)
	}
	for _, want := range []string{path + Unreadable, path + Unreadable + "-2", path + Unreadable + "-3"} {
		if err := os.WriteFile(path, []byte(damaged), 0o644); err != nil {
			t.Fatal(err)
		}
		aside, err := Quarantine(path)
		if err != nil || aside != want {
			t.Fatalf("aside is %q, %v; want %q", aside, err, want)
		}
		for file, contents := range map[string]string{aside: "{broken\nnonsense\n", path: good + other} {
			if data, err := os.ReadFile(file); err != nil || string(data) != contents {
				t.Errorf("%s has %q, %v; want %q", file, data, err, contents)
			}
		}
	}
	if _, err := Quarantine(filepath.Join(t.TempDir(), SamplesFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
}
