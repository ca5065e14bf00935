package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/inference"
	"digitpad/training/ink"
	"digitpad/training/mnist"
)

// Twenty digits of people from whom the network did not learn, all misread, are
// corrected one after the other, as somebody would who sits before the window. It
// learns all of them, and forgets next to nothing of MNIST.
func TestTeachingForgetsLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("corrects a network forty times")
	}
	data := judges(t)
	dir, err := mnist.Locate(data)
	if err != nil {
		t.Fatal(err)
	}
	train, test, err := mnist.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := strokes{Strokes: filepath.Join(data, "pen", "pendigits-train.jsonl.gz"), Brush: ink.Brush, Size: 1}
	for n := 25; n <= 30; n++ {
		s.Writers = append(s.Writers, fmt.Sprintf("train-%d", n))
	}
	digits, err := s.load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		file  string
		every int     // of the misread digits is corrected
		most  float64 // points of accuracy that may be lost on MNIST
	}{
		{"shipped", assets.Shipped, 1, 0.3}, // its 16 misread digits hold a wrong label and a blot
		{"the post's", assets.Post, 12, 1.5},
	} {
		net := shipped(t, c.file)
		lessons := misreadOf(t, net, digits, c.every, 20)
		before := evaluationOf(t, net, test).Accuracy
		tuned := net
		for i := range lessons.Len() {
			tuner := inference.NewFineTuner(net)
			tuner.Rehearsal = train
			if i > 0 {
				tuner.Corrected = lessons.Slice(0, i)
			}
			if tuned, _, err = tuner.FineTune(t.Context(), tuned, lessons.Input(i), uint8(lessons.Label(i))); err != nil {
				t.Fatal(err)
			}
			if got := tuned.Predict(tuned.NewPass(), lessons.Input(i)); got != lessons.Label(i) {
				t.Errorf("%s: corrected to %d, it reads %d", c.name, lessons.Label(i), got)
			}
		}
		read := evaluationOf(t, tuned, lessons)
		lost := 100 * (before - evaluationOf(t, tuned, test).Accuracy)
		t.Logf("%s: MNIST %.2f %%, after %d lessons %.2f points less; %d lessons are still read", c.name, 100*before, lessons.Len(), lost, read.Confusion.Correct())
		if lost > c.most || read.Confusion.Correct() < lessons.Len()-1 {
			t.Errorf("%s: %.2f points are lost, and %d of %d lessons are read", c.name, lost, read.Confusion.Correct(), lessons.Len())
		}
	}
}

// misreadOf are the first n of every so many examples that a network misreads.
func misreadOf(t *testing.T, net *network.Network, data *dataset.Dataset, every, n int) *dataset.Dataset {
	t.Helper()
	pass := net.NewPass()
	var images, labels []byte
	misread := 0
	for i := 0; i < data.Len() && len(labels) < n; i++ {
		if net.Predict(pass, data.Input(i)) == data.Label(i) {
			continue
		}
		if misread++; misread%every == 0 {
			var image ink.Image
			data.Input(i).Unpack(image[:])
			images, labels = append(images, image[:]...), append(labels, byte(data.Label(i)))
		}
	}
	lessons, err := dataset.New("lessons", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return lessons
}

func evaluationOf(t *testing.T, net *network.Network, data *dataset.Dataset) evaluate.Evaluation {
	t.Helper()
	e, err := evaluate.Network(t.Context(), net, data)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
