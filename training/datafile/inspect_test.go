package datafile

import (
	"bytes"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
)

// upright is a network that reads upright digits: trained on those of testdata.
func upright(t testing.TB, data *dataset.Dataset) *network.Network {
	t.Helper()
	s := training.DefaultSettings()
	s.Epochs = 20
	trainer, err := training.NewTrainer(s, data, data)
	if err != nil {
		t.Fatal(err)
	}
	for range s.Epochs * (data.Len() + s.Batch - 1) / s.Batch {
		if err := trainer.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return trainer.Network()
}

// What is wrong with images is found, and nothing in those that are right.
func TestInspect(t *testing.T) {
	a, b := digits(t)
	all := set{images: append(slices.Clone(a.images), b.images...), labels: append(slices.Clone(a.labels), b.labels...)}
	setOf := func(s set) *dataset.Dataset {
		d, err := dataset.New("digits", s.images, s.labels)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	good := setOf(all)
	reader := upright(t, good)
	one := set{}
	for i, label := range all.labels {
		if label == 1 {
			one.images = append(one.images, all.images[i*dataset.Pixels:(i+1)*dataset.Pixels]...)
			one.labels = append(one.labels, label)
		}
	}
	noNine := set{images: bytes.Clone(all.images), labels: bytes.Clone(all.labels)}
	for i, label := range noNine.labels {
		noNine.labels[i] = min(label, 8)
	}
	faint := set{images: make([]byte, len(all.images)), labels: all.labels}
	for i, v := range all.images {
		faint.images[i] = v / 50
	}
	for _, c := range []struct {
		what  string
		data  *dataset.Dataset
		kinds []string
		offer Change
	}{
		{"good", good, nil, ""},
		{"inverted", Changed(good, Invert), []string{LightBackground}, Invert},
		{"transposed", Changed(good, Transpose), []string{TransposedAxes}, Transpose},
		{"both", Changed(good, Transpose, Invert), []string{LightBackground, TransposedAxes}, Invert},
		{"mended", Changed(Changed(good, Transpose, Invert), Invert, Transpose), nil, ""},
		{"blank", setOf(set{images: make([]byte, len(all.images)), labels: all.labels}), []string{BlankImages}, ""},
		{"partly blank", setOf(set{images: append(make([]byte, dataset.Pixels), all.images[dataset.Pixels:]...), labels: all.labels}), []string{BlankImages}, ""},
		{"equal", setOf(set{images: append(slices.Clone(a.images), a.images...), labels: append(slices.Clone(a.labels), a.labels...)}), []string{EqualImages}, ""},
		{"one class", setOf(one), []string{OneClass}, ""},
		{"no nine", setOf(noNine), []string{MissingClasses}, ""},
		{"faint", setOf(faint), []string{LittleInk}, ""},
	} {
		r := Inspect(reader, c.data)
		var kinds []string
		var offer Change
		for _, f := range r.Findings {
			kinds = append(kinds, f.Kind)
			if offer == "" {
				offer = f.Offer
			}
		}
		if !slices.Equal(kinds, c.kinds) || offer != c.offer {
			t.Errorf("%s: found %q, offered %q", c.what, kinds, offer)
		}
	}
	if r := Inspect(reader, good); r.Examples != 100 || r.Ink < 0.1 || r.Ink > 0.15 || r.Upright < 0.9 || r.Classes[1] == 0 {
		t.Errorf("%+v", r)
	}
	if r := Inspect(reader); r.Examples != 0 || r.Findings == nil {
		t.Errorf("of nothing: %+v", r)
	}
}
