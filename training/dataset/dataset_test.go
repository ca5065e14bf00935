package dataset

import (
	"bytes"
	"strings"
	"testing"
)

// A data set gives back the images and labels that it was made of, and so does
// a slice of it.
func TestDataset(t *testing.T) {
	images, labels := make([]byte, 3*Pixels), []byte{7, 0, 9}
	images[5], images[Pixels+1], images[3*Pixels-1] = 200, 1, 255
	d, err := New("three", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	part := d.Slice(1, 3)
	if d.Len() != 3 || part.Len() != 2 || d.Name() != "three" {
		t.Fatalf("%d and %d examples of %q", d.Len(), part.Len(), d.Name())
	}
	image := make([]byte, Pixels)
	for i, label := range labels {
		d.Input(i).Unpack(image)
		if !bytes.Equal(image, images[i*Pixels:][:Pixels]) || d.Label(i) != int(label) {
			t.Errorf("example %d is changed", i)
		}
	}
	part.Input(1).Unpack(image)
	if image[Pixels-1] != 255 || part.Label(1) != 9 {
		t.Error("a slice has other examples")
	}
}

func TestDatasetRefuses(t *testing.T) {
	if _, err := New("bad", make([]byte, Pixels), []byte{10}); err == nil || !strings.Contains(err.Error(), "not a digit") {
		t.Errorf("label 10: %v", err)
	}
	if _, err := New("bad", make([]byte, Pixels+1), []byte{1}); err == nil || !strings.Contains(err.Error(), "need 784 bytes") {
		t.Errorf("a pixel too many: %v", err)
	}
}
