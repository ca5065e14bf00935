package main

import (
	"bytes"
	"testing"

	"digitpad/assets"
	"digitpad/network"
	"digitpad/network/codec"
	"digitpad/training/dataset"
	"digitpad/training/evaluate"
	"digitpad/training/ink"
	"digitpad/training/pretrain"
	"digitpad/training/synth"
)

// shipped is one of the networks that come with the program.
func shipped(t *testing.T, name string) *network.Network {
	t.Helper()
	file, err := assets.Network(name)
	if err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return model.Network
}

// The shipped network reads digits by writers it has never seen, and neither
// believes what is no digit nor doubts what is one.
func TestShippedNetworks(t *testing.T) {
	model, err := readShipped(assets.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := newReader(model)
	if err != nil {
		t.Fatal(err)
	}
	if post := shipped(t, assets.Post).Spec().SizesString(); post != "784-15-10" {
		t.Errorf("the post's network is %s", post)
	}
	answer := func(d ink.Drawing) (digit int, unsure bool) {
		reading := reader.ReadDrawing(d)
		return reading.Digit, !reading.Sure
	}
	const n = 1000
	misread, doubted, believed := 0, 0, 0
	for i := range n {
		digit, unsure := answer(synth.NewWriter(uint64(1<<50+i)).Draw(i%10, 0))
		if digit != i%10 {
			misread++
		} else if unsure {
			doubted++
		}
		if _, unsure := answer(pretrain.Negative(1<<18, i)); !unsure {
			believed++
		}
	}
	if misread > n*2/100 || doubted > n*5/100 || believed > n*5/100 {
		t.Errorf("of %d digits %d are misread and %d doubted; of as many other drawings %d are believed", n, misread, doubted, believed)
	}
	if _, unsure := answer(nil); !unsure {
		t.Error("an empty pad gets an answer")
	}
	t.Logf("of %d digits %d are misread and %d doubted; of as many other drawings %d are believed", n, misread, doubted, believed)
}

// The digits of synthetic writers from whom the network did not learn are legible,
// each of them about as well.
func TestShippedNetworkReadsSyntheticDigits(t *testing.T) {
	const n = 10000
	images, labels, err := synth.WriteSample(t.Context(), 901, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	digits, err := dataset.New("synthetic digits", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluate.Network(t.Context(), shipped(t, assets.Shipped), digits)
	if err != nil {
		t.Fatal(err)
	}
	for digit, answers := range e.Confusion {
		right := answers[digit]
		if right*1000 < n/10*980 {
			t.Errorf("of %d times the digit %d, %d are read", n/10, digit, right)
		}
		t.Logf("of %d times the digit %d, %d are read", n/10, digit, right)
	}
	if e.Accuracy < 0.99 {
		t.Errorf("%.2f %% of %d are read", 100*e.Accuracy, n)
	}
}
