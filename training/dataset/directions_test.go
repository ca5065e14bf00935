package dataset

import (
	"math"
	"slices"
	"testing"

	"digitpad/network"
	"digitpad/training/synth"
)

// directionsOf are the directions of an image by the definition: each pixel's gradient split
// into the two unit vectors that it lies between, opposite directions
// together, summed over windows of 4×4 pixels.
func directionsOf(image []byte) []float64 {
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= Side || y >= Side {
			return 0
		}
		return float64(image[y*Side+x])
	}
	sums := make([]float64, DirectionInputs)
	for y := range Side {
		for x := range Side {
			gx := at(x+1, y-1) + 2*at(x+1, y) + at(x+1, y+1) - at(x-1, y-1) - 2*at(x-1, y) - at(x-1, y+1)
			gy := at(x-1, y+1) + 2*at(x, y+1) + at(x+1, y+1) - at(x-1, y-1) - 2*at(x, y-1) - at(x+1, y-1)
			angle := math.Mod(math.Atan2(gy, gx)+2*math.Pi, 2*math.Pi)
			first := int(angle/(math.Pi/4)) % 8
			second := (first + 1) % 8
			ax, ay := math.Cos(float64(first)*math.Pi/4), math.Sin(float64(first)*math.Pi/4)
			bx, by := math.Cos(float64(second)*math.Pi/4), math.Sin(float64(second)*math.Pi/4)
			det := ax*by - ay*bx
			part := map[int]float64{first: (gx*by - gy*bx) / det, second: (ax*gy - ay*gx) / det}
			for direction, length := range part {
				for i := range 14 {
					for j := range 14 {
						if y >= 2*i-1 && y < 2*i+3 && x >= 2*j-1 && x < 2*j+3 {
							sums[(direction%4*14+i)*14+j] += length
						}
					}
				}
			}
		}
	}
	for k := range sums {
		sums[k] = min(sums[k]/32, 255)
	}
	return sums
}

// written is a few digits as the built-in sample has them.
func written(t *testing.T, n int) *Dataset {
	t.Helper()
	images, labels, err := synth.WriteSample(t.Context(), 1, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New("written digits", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Directions are what their definition says, but for rounding down.
func TestDirections(t *testing.T) {
	train := written(t, 50)
	var image [Pixels]byte
	var got [DirectionInputs]byte
	for i := range 50 {
		train.Input(i).Unpack(image[:])
		AppendDirections(nil, image[:]).Unpack(got[:])
		for k, want := range directionsOf(image[:]) {
			if math.Abs(float64(got[k])-want) > 1.5 {
				t.Fatalf("digit %d: direction %d of field %d is %d, want %.2f", i, k/196, k%196, got[k], want)
			}
		}
	}
	if x := AppendDirections(network.Input{7}, make([]byte, Pixels)); len(x) != 1 {
		t.Errorf("an empty image has the directions %v", x)
	}
}

// A set of directions is that of its images, and augmentation changes the images.
func TestDirectionsOfADataset(t *testing.T) {
	train := written(t, 50)
	images := train.Slice(0, 20)
	set := images.Directions()
	if set.Inputs() != DirectionInputs || set.Len() != 20 || set.Labels() != images.Labels() || !set.HasImages() || !images.HasImages() {
		t.Fatalf("%d examples of %d inputs", set.Len(), set.Inputs())
	}
	changed := images.AugmentedInputs([]uint32{3, 5}, ModerateAugmentation(), 1, 2)
	got := set.AugmentedInputs([]uint32{3, 5}, ModerateAugmentation(), 1, 2)
	all, err := set.Augmented(t.Context(), ModerateAugmentation(), 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	var image [Pixels]byte
	directions := func(x network.Input) network.Input {
		x.Unpack(image[:])
		return AppendDirections(nil, image[:])
	}
	for k, i := range []int{3, 5} {
		if set.Label(i) != images.Label(i) || !slices.Equal(set.Input(i), directions(images.Input(i))) {
			t.Errorf("example %d has other directions than its image", i)
		}
		want := directions(changed[k])
		if !slices.Equal(got[k], want) || !slices.Equal(all.Input(i), want) {
			t.Errorf("augmented example %d has other directions than its augmented image", i)
		}
	}
	if NewExamples("numbers", 3, 2, []byte{1, 2, 3}, []byte{0}).HasImages() {
		t.Error("three numbers are an image")
	}
}

func BenchmarkDirections(b *testing.B) {
	train, _, err := Sample(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	var image [Pixels]byte
	train.Input(0).Unpack(image[:])
	var x network.Input
	for b.Loop() {
		x = AppendDirections(x[:0], image[:])
	}
}
